//! Names as they stand in a document, resolved against the lexicon once for all name rules.

mod again;
mod beside;
mod candidate;
mod chunk;
mod context;
mod judge;
mod learn;
mod lost;
mod odds;
pub mod titles;
mod torn;
mod translated;

pub use candidate::{Candidate, Meaning};
pub use chunk::{Chunk, ChunkPart};
pub use judge::{Suspect, SuspectKind, readings};
pub use learn::{Learner, Learnt};
pub use lost::LostCapital;
pub use odds::{CLUES, Clues};
pub use translated::Translated;

use crate::corpus::{Sketch, Story};
use crate::lexicon::names::{EntryId, Names};
use crate::text::Document;
use std::ops::Range;

/// The names of one document.
#[derive(Debug, Default)]
pub struct Mentions {
    /// Runs of name words, in order.
    pub chunks: Vec<Chunk>,
    /// Names that stand in the lexicon as written, in order.
    pub accepted: Vec<Accepted>,
    /// Names that the lexicon has in another spelling, in order.
    pub suspects: Vec<Suspect>,
    /// Names in lower case, in order.
    pub lost_capitals: Vec<LostCapital>,
    /// Words that stand for a family name, in order.
    pub translated: Vec<Translated>,
}

/// A name written in an accepted form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    /// The index of its chunk.
    pub chunk: usize,
    /// Its parts in the chunk.
    pub parts: Range<usize>,
    /// The entries that accept the form; more than one where the form is ambiguous.
    pub entries: Vec<EntryId>,
}

impl Mentions {
    /// Finds and resolves the names of `document`, which is one telling of `story`.
    #[must_use]
    pub fn read(document: &Document, names: &Names, story: &Story<'_>) -> Self {
        let chunks = chunk::chunks(document);
        let accepted = accepted(&chunks, names);
        let readings = readings(document, names, story, &chunks, &accepted);
        let mut suspects = judge::suspects(readings);
        again::mentions(names, &chunks, &accepted, &mut suspects);
        suspects.extend(torn::suspects(names, &chunks));
        suspects.sort_by_key(|s| (s.chunk, s.parts.start));
        let translated = translated::names(document, names, story, &chunks, &accepted);
        Self { lost_capitals: lost::capitals(document, names, story), chunks, accepted, suspects, translated }
    }

    /// The accepted name that starts at token `first`.
    #[must_use]
    pub fn accepted_from(&self, first: usize) -> Option<&Accepted> {
        let token = |a: &Accepted| self.chunks[a.chunk].parts[a.parts.start].token;
        let at = self.accepted.binary_search_by_key(&first, token).ok()?;
        self.accepted.get(at)
    }

    /// The tokens, first and last, of parts `range` of chunk `chunk`.
    #[must_use]
    pub fn tokens(&self, chunk: usize, range: &Range<usize>) -> (usize, usize) {
        let parts = &self.chunks[chunk].parts[range.clone()];
        (parts[0].token, parts[parts.len() - 1].token)
    }
}

/// The longest accepted forms in each chunk, from the left.
fn accepted(chunks: &[Chunk], names: &Names) -> Vec<Accepted> {
    let mut found = Vec::new();
    for (c, chunk) in chunks.iter().enumerate() {
        let mut at = 0;
        while at < chunk.parts.len() {
            let longest = names.longest_form().min(chunk.parts.len() - at);
            let hit = (1..=longest).rev().find_map(|n| {
                let entries: Vec<EntryId> = names.accepting(&chunk.joined(at..at + n)).collect();
                (!entries.is_empty()).then_some((n, entries))
            });
            match hit {
                Some((n, entries)) => {
                    found.push(Accepted { chunk: c, parts: at..at + n, entries });
                    at += n;
                }
                None => at += 1,
            }
        }
    }
    found
}

/// What the first pass over a folder keeps of `document`.
#[must_use]
pub fn sketch(document: &Document) -> Sketch {
    let chunks = chunk::chunks(document);
    let runs = chunks.iter().flat_map(|chunk| {
        let token = |i: usize| chunk.parts[i].token;
        chunk.runs().map(move |(run, joined)| (token(run.start), token(run.end - 1), joined))
    });
    Sketch::of(document, runs)
}
