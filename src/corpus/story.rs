//! One story as its other tellers have it.

use super::CorpusIndex;
use super::passages::passages;
use super::sketch::{Sketch, slots};
use crate::text::Document;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What the neighbours of a document say.
#[derive(Debug, Default)]
pub struct Story<'a> {
    tellers: Vec<&'a Sketch>,
    /// The names of all tellers, folded, with the number of tellers that have them and as one of them writes them.
    names: BTreeMap<&'a str, (u32, &'a str)>,
    /// In how many documents of the whole folder each name stands.
    everywhere: Option<&'a HashMap<Box<str>, u32>>,
    /// The folder, and the number of the document in it.
    folder: Option<(&'a CorpusIndex, usize)>,
}

/// A passage of a document that other documents of the folder have too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recurring<'a> {
    /// Its segment.
    pub segment: usize,
    /// How many documents that tell other stories have it; sixteen documents are looked at, no more.
    pub strangers: usize,
    /// How many of these have it word for word; the others with one word changed, added or left out.
    pub exact: usize,
    /// One of them.
    pub example: &'a str,
}

/// Documents that share so much of their runs of three words are copies; two translations of one article share a third.
const COPY: f64 = 0.6;

impl<'a> Story<'a> {
    pub(super) fn new(tellers: Vec<&'a Sketch>, everywhere: &'a HashMap<Box<str>, u32>) -> Self {
        let mut names: BTreeMap<&str, (u32, &str)> = BTreeMap::new();
        for (folded, written) in tellers.iter().flat_map(|t| t.names()) {
            names.entry(folded).or_insert((0, written)).0 += 1;
        }
        Self { tellers, names, everywhere: Some(everywhere), folder: None }
    }

    pub(super) const fn in_folder(mut self, folder: &'a CorpusIndex, d: usize) -> Self {
        self.folder = Some((folder, d));
        self
    }

    /// The passages of `document` that documents of the folder have which tell other stories, in order.
    #[must_use]
    pub fn recurring(&self, document: &Document) -> Vec<Recurring<'a>> {
        let Some((folder, d)) = self.folder.filter(|(folder, d)| folder.sketch(*d).is_some()) else {
            return Vec::new();
        };
        let mut is_stranger: HashMap<u32, bool> = HashMap::new();
        let mut found = Vec::new();
        for (segment, read) in passages(document).enumerate() {
            let mut strange = |other: &u32| *is_stranger.entry(*other).or_insert_with(|| !folder.same_story(d, *other));
            let exact: BTreeSet<u32> = folder.others_with(d, &read.passage).filter(&mut strange).collect();
            let near = folder.others_near(d, &read).filter(&mut strange);
            let near: BTreeSet<u32> = near.filter(|other| !exact.contains(other)).collect();
            if let Some(first) = exact.first().or(near.first()) {
                let example = folder.sketch(*first as usize).map_or("", Sketch::id);
                found.push(Recurring { segment, strangers: exact.len() + near.len(), exact: exact.len(), example });
            }
        }
        found
    }

    /// The documents of the folder that are copies of `document`, the nearest first, with the share of their runs of words that
    /// is the same.
    #[must_use]
    pub fn copies(&self, document: &Document) -> Vec<(&'a str, f64)> {
        let Some((folder, d)) = self.folder else { return Vec::new() };
        let Some(own) = folder.sketch(d) else { return Vec::new() };
        let sharing = passages(document).flat_map(|read| folder.others_with(d, &read.passage).collect::<Vec<_>>());
        let others: BTreeSet<u32> = sharing.chain(folder.neighbours(d).iter().copied()).collect();
        let sketches = others.into_iter().filter_map(|other| folder.sketch(other as usize));
        let shares = sketches.map(|sketch| (sketch.id(), own.resemblance().with(sketch.resemblance())));
        let mut copies: Vec<(&str, f64)> = shares.filter(|(_, share)| *share >= COPY).collect();
        copies.sort_by(|a, b| b.1.total_cmp(&a.1));
        copies
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
