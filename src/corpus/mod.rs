//! What a first pass over the folder learned: which documents tell the same story, and how the others spell its names. Never
//! required: without neighbours a document is judged by itself.

mod passages;
mod sketch;
mod story;

use passages::{Passage, Passages, Read};
pub use sketch::Sketch;
pub use story::{Recurring, Story};

use rustc_hash::FxHashMap;
use std::collections::{HashMap, HashSet};

/// What all documents of a run look like, and which of them are near one another.
#[derive(Debug, Default)]
pub struct CorpusIndex {
    sketches: Vec<Sketch>,
    neighbours: Vec<Vec<u32>>,
    /// In how many documents each name stands.
    names: HashMap<Box<str>, u32>,
    passages: Passages,
}

/// Documents that share this part of the shorter one's long words tell the same story. Translations of one article share over
/// half; two articles of one day, a seventh (`reports/`).
const SAME_STORY: f64 = 0.35;
/// Words in more documents than this tell no story apart.
const WIDESPREAD: usize = 64;
/// Rare words that two documents must share before they are compared.
const SHARED_AT_LEAST: u32 = 4;
/// The most neighbours that are asked.
const MOST_NEIGHBOURS: usize = 32;

impl CorpusIndex {
    /// How many documents it compared.
    #[must_use]
    pub const fn documents(&self) -> usize {
        self.sketches.len()
    }

    /// Compares all documents; `sketches` in the order in which they are judged.
    #[must_use]
    pub fn new(sketches: Vec<Sketch>) -> Self {
        let mut holding: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
        for (d, sketch) in sketches.iter().enumerate() {
            for &word in sketch.words() {
                holding.entry(word).or_default().push(u32::try_from(d).unwrap_or(u32::MAX));
            }
        }
        holding.retain(|_, documents| documents.len() <= WIDESPREAD);
        let neighbours = (0..sketches.len()).map(|d| near(d, &sketches, &holding)).collect();
        let mut names: HashMap<Box<str>, u32> = HashMap::new();
        for (folded, _) in sketches.iter().flat_map(Sketch::names) {
            match names.get_mut(folded) {
                Some(count) => *count += 1,
                None => {
                    names.insert(folded.into(), 1);
                }
            }
        }
        let passages = Passages::new(sketches.iter().map(Sketch::passages));
        Self { sketches, neighbours, names, passages }
    }

    /// What the other documents of the run say of the story that document number `d` tells.
    #[must_use]
    pub fn story(&self, d: usize) -> Story<'_> {
        let near = self.neighbours.get(d).map_or(&[][..], Vec::as_slice);
        let story = Story::new(near.iter().map(|&n| &self.sketches[n as usize]).collect(), &self.names);
        story.in_folder(self, d)
    }

    /// The sketch of document number `d`.
    fn sketch(&self, d: usize) -> Option<&Sketch> {
        self.sketches.get(d)
    }

    /// The other documents that have a passage of number `d`, word for word.
    fn others_with(&self, d: usize, passage: &Passage) -> impl Iterator<Item = u32> + '_ {
        self.passages.places(passage).filter(move |&other| other as usize != d)
    }

    /// The other documents that have a passage of number `d` with one word changed.
    fn others_near<'a>(&'a self, d: usize, read: &'a Read) -> impl Iterator<Item = u32> + 'a {
        let of = |document: u32, passage: u32| self.sketch(document as usize)?.passages().get(passage as usize);
        self.passages.near(read, of).filter(move |&other| other as usize != d)
    }

    /// Whether documents number `a` and `b` tell the same story.
    fn same_story(&self, a: usize, b: u32) -> bool {
        self.sketches[a].overlap(&self.sketches[b as usize]) >= SAME_STORY
    }

    /// The numbers of the documents that tell the same story as number `d`, the nearest first.
    #[must_use]
    pub fn neighbours(&self, d: usize) -> &[u32] {
        self.neighbours.get(d).map_or(&[], Vec::as_slice)
    }
}

/// Documents that share so much of their runs of three words are one text, with an update or a correction: two systems that translate
/// one article share less.
const ONE_TEXT: f64 = 0.8;

/// The documents nearest to number `d`, the nearest first; of copies only one, as they bear no witness of their own.
fn near(d: usize, sketches: &[Sketch], holding: &FxHashMap<u32, Vec<u32>>) -> Vec<u32> {
    let mut shared: FxHashMap<u32, u32> = FxHashMap::default();
    for word in sketches[d].words() {
        for &other in holding.get(word).into_iter().flatten() {
            if other as usize != d {
                *shared.entry(other).or_default() += 1;
            }
        }
    }
    let mut found: Vec<(f64, u32)> = shared
        .into_iter()
        .filter(|&(_, count)| count >= SHARED_AT_LEAST)
        .map(|(other, _)| (sketches[d].overlap(&sketches[other as usize]), other))
        .filter(|&(overlap, _)| overlap >= SAME_STORY)
        .collect();
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut texts = HashSet::from([sketches[d].text()]);
    let mut witnesses: Vec<u32> = Vec::new();
    for (_, other) in found {
        let sketch = &sketches[other as usize];
        let is_copy_of = |known: &Sketch| known.resemblance().with(sketch.resemblance()) >= ONE_TEXT;
        if witnesses.len() == MOST_NEIGHBOURS {
            break;
        }
        let known = std::iter::once(&sketches[d]).chain(witnesses.iter().map(|&w| &sketches[w as usize]));
        if texts.insert(sketch.text()) && !known.into_iter().any(is_copy_of) {
            witnesses.push(other);
        }
    }
    witnesses
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn sketch(text: &str, names: &[(usize, &str)]) -> Sketch {
        Sketch::of(&Document::new("t", text), names.iter().map(|&(t, n)| (t, t, n.to_owned())))
    }

    const STORY: &str =
        "Harbour engineers repaired the damaged lighthouse before winter storms reached the coast, Lindqvist said.";

    #[test]
    fn two_tellings_of_one_story_are_neighbours_and_copies_are_not() {
        let other = STORY.replace("Lindqvist", "Linkvist").replace("before", "ahead of");
        let strange = "Bakers raised bread prices because flour became scarce after harvests failed, Olsen said.";
        let index = CorpusIndex::new(vec![
            sketch(STORY, &[(13, "lindqvist")]),
            sketch(&other, &[(14, "linkvist")]),
            sketch(strange, &[(11, "olsen")]),
            sketch(STORY, &[(13, "lindqvist")]),
        ]);
        assert_eq!(index.neighbours(0), [1]);
        assert_eq!(index.neighbours(1), [0]);
        assert!(index.neighbours(2).is_empty());
        assert_eq!(index.story(1).documents_with("lindqvist"), 1);
    }

    #[test]
    fn an_update_of_a_text_is_no_witness_for_its_names() {
        let update = format!("New: {STORY}\n");
        let index = CorpusIndex::new(vec![sketch(STORY, &[(13, "lindqvist")]), sketch(&update, &[(15, "lindqvist")])]);
        assert!(index.neighbours(0).is_empty() && index.neighbours(1).is_empty());
        assert_eq!(index.story(0).tellers(), 0);
    }
}
