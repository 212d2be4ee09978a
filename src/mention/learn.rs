//! Names that trusted articles use, with how often, as candidates for a name table.

use super::chunk::{Chunk, chunks};
use super::titles::is_title;
use crate::lexicon::names::Kind;
use crate::lexicon::words::Known;
use crate::text::Document;
use std::collections::{BTreeMap, BTreeSet};

/// What was counted of one name.
#[derive(Debug, Clone, Default)]
pub struct Learnt {
    /// Documents that have it.
    pub documents: usize,
    /// All its mentions.
    pub mentions: usize,
    /// Mentions after a title or with a known given name first.
    personal: usize,
    /// Its spellings, with their mentions.
    written: BTreeMap<String, usize>,
}

impl Learnt {
    /// The commonest spelling.
    #[must_use]
    pub fn name(&self) -> &str {
        let most = self.written.iter().max_by_key(|(name, count)| (**count, std::cmp::Reverse(*name)));
        most.map_or("", |(name, _)| name)
    }

    /// A person where most mentions look like one; the rest is for the reviewer to tell.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        if self.personal * 2 > self.mentions { Kind::Person } else { Kind::Organisation }
    }
}

/// Counts the names of several parts in the bodies of documents.
#[derive(Debug, Default)]
pub struct Learner {
    names: BTreeMap<String, Learnt>,
}

/// Longer runs of capitals are headlines and titles of works.
const MOST_PARTS: usize = 4;

impl Learner {
    /// Counts the names of `document`.
    pub fn add(&mut self, document: &Document) {
        let mut here: BTreeSet<String> = BTreeSet::new();
        for chunk in chunks(document).iter().filter(|c| (2..=MOST_PARTS).contains(&c.parts.len()) && !c.stray_hyphens) {
            if opens_sentence(document, chunk) {
                continue;
            }
            let (first, last) = (chunk.parts[0].token, chunk.parts[chunk.parts.len() - 1].token);
            let key = chunk.joined(0..chunk.parts.len());
            let written =
                document.span(first, last).of(document.text()).split_whitespace().collect::<Vec<_>>().join(" ");
            let titled = first > 0 && is_title(document.folded(first - 1));
            let learnt = self.names.entry(key.clone()).or_default();
            learnt.mentions += 1;
            learnt.personal += usize::from(titled || Known::of(&chunk.parts[0].folded).is_given());
            *learnt.written.entry(written).or_default() += 1;
            here.insert(key);
        }
        for key in here {
            if let Some(learnt) = self.names.get_mut(&key) {
                learnt.documents += 1;
            }
        }
    }

    /// The names that at least `documents` documents have, in alphabetical order.
    pub fn names(&self, documents: usize) -> impl Iterator<Item = &Learnt> {
        self.names.values().filter(move |l| l.documents >= documents)
    }
}

/// The first word of a sentence has its capital anyway, so where the name begins is not known.
fn opens_sentence(document: &Document, chunk: &Chunk) -> bool {
    document.segments()[chunk.segment].tokens.start == chunk.parts[0].token
        && !Known::of(&chunk.parts[0].folded).is_given()
}
