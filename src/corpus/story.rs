//! One story as its other tellers have it.

use super::sketch::{Sketch, slots};
use crate::text::Document;
use std::collections::{BTreeMap, HashMap};

/// What the neighbours of a document say.
#[derive(Debug, Default)]
pub struct Story<'a> {
    tellers: Vec<&'a Sketch>,
    /// The names of all tellers, folded, with the number of tellers that have them and as one of them writes them.
    names: BTreeMap<&'a str, (u32, &'a str)>,
    /// In how many documents of the whole folder each name stands.
    everywhere: Option<&'a HashMap<Box<str>, u32>>,
}

impl<'a> Story<'a> {
    pub(super) fn new(tellers: Vec<&'a Sketch>, everywhere: &'a HashMap<Box<str>, u32>) -> Self {
        let mut names: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
        for (folded, written) in tellers.iter().flat_map(|t| t.names()) {
            names.entry(folded).or_insert((0, written)).0 += 1;
        }
        Self { tellers, names, everywhere: Some(everywhere) }
    }

    /// How many other documents tell the story.
    #[must_use]
    pub fn tellers(&self) -> u32 {
        u32::try_from(self.tellers.len()).unwrap_or(u32::MAX)
    }

    /// How many of them have the folded name: a part, or two neighbouring parts joined by a space.
    #[must_use]
    pub fn documents_with(&self, folded: &str) -> u32 {
        self.names.get(folded).map_or(0, |(count, _)| *count)
    }

    /// How many documents of the folder that tell other stories have the folded name, which this document has too.
    #[must_use]
    pub fn strangers_with(&self, folded: &str) -> u32 {
        let all = self.everywhere.and_then(|names| names.get(folded)).copied().unwrap_or(0);
        all.saturating_sub(self.documents_with(folded) + 1)
    }

    /// How one of them writes the folded name.
    #[must_use]
    pub fn written(&self, folded: &'a str) -> &'a str {
        self.names.get(folded).map_or(folded, |(_, written)| *written)
    }

    /// All names with the number of tellers that have them, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = (&'a str, u32)> + '_ {
        self.names.iter().map(|(name, (count, _))| (*name, *count))
    }

    /// The names that other tellers have where `document` has the tokens `first` to `last`, with the number of tellers, in
    /// alphabetical order.
    #[must_use]
    pub fn instead_of(&self, document: &Document, first: usize, last: usize) -> BTreeMap<&'a str, u32> {
        let places = slots(document, first, last);
        let mut found: BTreeMap<&str, u32> = BTreeMap::new();
        for teller in &self.tellers {
            let mut said: Vec<&str> = places.iter().flat_map(|&p| teller.names_at(p)).collect();
            said.sort_unstable();
            said.dedup();
            for name in said {
                *found.entry(name).or_default() += 1;
            }
        }
        found
    }

    /// How many tellers have `one` but not `other`.
    #[must_use]
    pub fn documents_with_but_without(&self, one: &str, other: &str) -> u32 {
        let count = self.tellers.iter().filter(|t| t.has_name(one) && !t.has_name(other)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }
}
