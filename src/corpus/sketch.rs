//! The little that is kept of a document while the others are read.

use super::passages::{Passage, Resemblance, passages};
use crate::text::Document;
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A document's long words, its names and the words they stand between.
#[derive(Debug, Clone, Default)]
pub struct Sketch {
    id: Box<str>,
    text: u64,
    /// The distinct passages, sorted.
    passages: Box<[Passage]>,
    resemblance: Resemblance,
    /// Hashes of the distinct words of [`LONG`] letters and more, sorted.
    words: Box<[u32]>,
    /// The distinct names, folded and as first written, sorted: single parts and runs of them.
    names: Vec<(Box<str>, Box<str>)>,
    /// Places of names, as [`slots`] gives them, with the name's index; sorted.
    slots: Vec<(u32, u32)>,
}

/// Words of this many letters tell a story; shorter ones stand everywhere.
const LONG: usize = 5;

impl Sketch {
    /// Of `document`, whose names stand at the given tokens (first, last, folded).
    #[must_use]
    pub fn of(document: &Document, found: impl Iterator<Item = (usize, usize, String)>) -> Self {
        let folded =
            (0..document.tokens().len()).filter(|&i| document.tokens()[i].is_word()).map(|i| document.folded(i));
        let mut words: Vec<u32> = folded.filter(|w| w.chars().count() >= LONG).map(hash).collect();
        words.sort_unstable();
        words.dedup();
        let mut places: Vec<(String, usize, usize)> = found.map(|(first, last, name)| (name, first, last)).collect();
        places.sort_unstable();
        let mut passages: Vec<Passage> = passages(document).map(|read| read.passage).collect();
        passages.sort_unstable();
        passages.dedup();
        let mut sketch = Self {
            id: document.id().into(),
            text: long_hash(document.text()),
            passages: passages.into(),
            resemblance: Resemblance::of(document),
            words: words.into(),
            ..Self::default()
        };
        for (name, first, last) in places {
            if sketch.names.last().is_none_or(|(folded, _)| folded.as_ref() != name) {
                let written = document.span(first, last).of(document.text());
                sketch.names.push((name.into(), written.into()));
            }
            let index = u32::try_from(sketch.names.len() - 1).unwrap_or(u32::MAX);
            sketch.slots.extend(slots(document, first, last).map(|slot| (slot, index)));
        }
        sketch.slots.sort_unstable();
        sketch.slots.dedup();
        sketch
    }

    pub(super) fn words(&self) -> &[u32] {
        &self.words
    }

    pub(super) fn id(&self) -> &str {
        &self.id
    }

    pub(super) fn passages(&self) -> &[Passage] {
        &self.passages
    }

    pub(super) const fn resemblance(&self) -> &Resemblance {
        &self.resemblance
    }

    pub(super) const fn text(&self) -> u64 {
        self.text
    }

    /// Folded, and as written.
    pub(super) fn names(&self) -> impl Iterator<Item = (&str, &str)> {
        self.names.iter().map(|(folded, written)| (folded.as_ref(), written.as_ref()))
    }

    pub(super) fn has_name(&self, folded: &str) -> bool {
        self.names.binary_search_by(|n| n.0.as_ref().cmp(folded)).is_ok()
    }

    /// The names that stand between these words here.
    pub(super) fn names_at(&self, slot: u32) -> impl Iterator<Item = &str> {
        let from = self.slots.partition_point(|s| s.0 < slot);
        self.slots[from..].iter().take_while(move |s| s.0 == slot).map(|s| self.names[s.1 as usize].0.as_ref())
    }

    /// Shared long words over those of the document that has fewer.
    pub(super) fn overlap(&self, other: &Self) -> f64 {
        let (mut i, mut j, mut shared) = (0, 0, 0_u32);
        while i < self.words.len() && j < other.words.len() {
            match self.words[i].cmp(&other.words[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    shared += 1;
                    i += 1;
                    j += 1;
                }
            }
        }
        f64::from(shared) / self.words.len().min(other.words.len()).max(1) as f64
    }
}

/// The place of the tokens `first` to `last`, said in three ways: by the word on either side, by the two words before, by the
/// two words after. Two places are one where any of the three agrees.
pub(super) fn slots(document: &Document, first: usize, last: usize) -> [u32; 3] {
    let word = |i: &usize| document.tokens()[*i].is_word();
    let mut before = (0..first).rev().filter(word).take(2).map(|i| document.folded(i));
    let mut after = (last + 1..document.tokens().len()).filter(word).take(2).map(|i| document.folded(i));
    let (b1, b2) = (before.next().unwrap_or("^"), before.next().unwrap_or("^"));
    let (a1, a2) = (after.next().unwrap_or("$"), after.next().unwrap_or("$"));
    [hash(&(1, b1, a1)), hash(&(2, b2, b1)), hash(&(3, a1, a2))]
}

fn hash<T: Hash + ?Sized>(value: &T) -> u32 {
    (long_hash(value) >> 32) as u32
}

fn long_hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}
