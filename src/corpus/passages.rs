//! Which passages stand in more than one document of the folder, but for numbers and one word, and how much two documents share.

use crate::text::Document;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Bins of a [`Resemblance`]; the estimate is off by about 1/√128, 9 %.
const BINS: usize = 128;
/// Words of a run that is compared.
const RUN: usize = 3;
/// Of a passage that stands in more documents than this, no more are kept.
const MOST_PLACES: usize = 16;
/// In a shorter passage one word more or less makes another sentence.
const FEWEST_WORDS_NEAR: usize = 8;

/// What is kept of a segment: enough to know it again, word for word but for numbers, or with one word changed, added or left out.
/// Space, case and marks do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Passage {
    /// All words in their order.
    whole: u64,
    /// The first words and the last words, by which near passages find each other; 0 where there are too few.
    start: u32,
    end: u32,
    sum: WordSum,
}

/// The words of a passage added up, each as two numbers of which one is reckoned from the other. So the difference of two sums
/// tells whether it is one word: no other number has its right partner but by a chance of 1 in 4 billion for each word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
struct WordSum {
    words: u32,
    checks: u32,
}

impl WordSum {
    fn of(word: &str) -> Self {
        let hash = hash(word);
        Self { words: hash as u32, checks: check(hash as u32) }
    }

    const fn plus(self, other: Self) -> Self {
        Self { words: self.words.wrapping_add(other.words), checks: self.checks.wrapping_add(other.checks) }
    }

    const fn minus(self, other: Self) -> Self {
        Self { words: self.words.wrapping_sub(other.words), checks: self.checks.wrapping_sub(other.checks) }
    }

    fn is_one_word(self) -> bool {
        self.checks == check(self.words)
    }
}

/// A number that is no sum of others like it (the finalizer of MurmurHash3).
const fn check(mut word: u32) -> u32 {
    word ^= word >> 16;
    word = word.wrapping_mul(0x85eb_ca6b);
    word ^= word >> 13;
    word = word.wrapping_mul(0xc2b2_ae35);
    word ^ (word >> 16)
}

/// A passage with the words it is made of, to be compared with those that are kept.
#[derive(Debug)]
pub(super) struct Read {
    pub(super) passage: Passage,
    words: Vec<WordSum>,
}

/// The passages of `document`, one for each of its segments.
pub(super) fn passages(document: &Document) -> impl Iterator<Item = Read> + '_ {
    document.segments().iter().map(|segment| {
        let folded = segment.tokens.clone().map(|i| document.folded(i));
        let words = folded
            .filter(|word| word.chars().any(char::is_alphanumeric))
            .map(|word| if word.starts_with(|c: char| c.is_numeric()) { "#" } else { word.trim_matches('\'') });
        let words: Vec<&str> = words.collect();
        let half = half(words.len());
        let ends = (words.len() >= FEWEST_WORDS_NEAR)
            .then(|| (hash(&words[..half]) as u32, hash(&words[words.len() - half..]) as u32));
        let (start, end) = ends.unwrap_or_default();
        let words_of = words.iter().map(|word| WordSum::of(word));
        let sum = words_of.clone().fold(WordSum::default(), WordSum::plus);
        Read { passage: Passage { whole: hash(&words), start, end, sum }, words: words_of.collect() }
    })
}

/// How many words at either end are compared: near half of them, and the same number for passages of nearly one length.
fn half(words: usize) -> usize {
    [4, 6, 9, 13, 19, 28, 42, 63].into_iter().rfind(|half| half * 2 <= words).unwrap_or(0)
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

impl Read {
    /// Whether `other` is the same passage with one word changed, added or left out.
    fn is_near(&self, other: &Passage) -> bool {
        let more = other.sum.minus(self.passage.sum);
        let less = self.passage.sum.minus(other.sum);
        more.is_one_word() || less.is_one_word() || self.words.iter().any(|word| more.plus(*word).is_one_word())
    }
}

/// A document's runs of three words in a fixed number of bins: one-permutation MinHash (Li, Owen and Zhang 2012).
#[derive(Debug, Clone)]
pub(super) struct Resemblance(Box<[u32]>);

impl Default for Resemblance {
    fn default() -> Self {
        Self(vec![u32::MAX; BINS].into())
    }
}

impl Resemblance {
    pub(super) fn of(document: &Document) -> Self {
        let mut bins = Self::default();
        let tokens = document.tokens();
        let words: Vec<usize> = (0..tokens.len()).filter(|&i| tokens[i].is_word()).collect();
        for run in words.windows(RUN) {
            let hash = hash(&[run[0], run[1], run[2]].map(|i| document.folded(i)));
            let (bin, value) = ((hash % BINS as u64) as usize, (hash >> 32) as u32);
            bins.0[bin] = bins.0[bin].min(value);
        }
        bins
    }

    /// The share of runs that two documents have in common, of all that either has; from 0 to 1.
    pub(super) fn with(&self, other: &Self) -> f64 {
        let (mut same, mut filled) = (0_u32, 0_u32);
        for (a, b) in self.0.iter().zip(&other.0).filter(|(a, b)| **a != u32::MAX || **b != u32::MAX) {
            filled += 1;
            same += u32::from(a == b);
        }
        f64::from(same) / f64::from(filled.max(1))
    }
}

/// Where the passages stand that more than one document has.
#[derive(Debug, Default)]
pub(super) struct Passages {
    whole: Vec<Entry<u64>>,
    /// By their first or last words.
    near: Vec<Entry<u32>>,
}

/// A passage of a document under a key; lists of them are sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry<K> {
    key: K,
    document: u32,
    passage: u32,
}

impl Passages {
    /// Of documents whose distinct passages are given in their order.
    pub(super) fn new<'a>(documents: impl Iterator<Item = &'a [Passage]> + Clone) -> Self {
        let numbered = || {
            (0_u32..).zip(documents.clone()).flat_map(|(document, passages)| {
                (0_u32..).zip(passages).map(move |(passage, p)| (document, passage, p))
            })
        };
        let whole = numbered().map(|(document, passage, p)| Entry { key: p.whole, document, passage }).collect();
        let ends = numbered().flat_map(|(document, passage, p)| {
            [p.start, p.end].into_iter().filter(|&key| key != 0).map(move |key| Entry { key, document, passage })
        });
        Self { whole: shared(whole), near: shared(ends.collect()) }
    }

    /// The documents that have `passage`, if they are two and more.
    pub(super) fn places(&self, passage: &Passage) -> impl Iterator<Item = u32> + '_ {
        under(&self.whole, passage.whole).iter().map(|entry| entry.document)
    }

    /// The documents and their passages, by number, that begin or end like `read` and are the same but for a word, in order.
    pub(super) fn near<'a>(
        &'a self,
        read: &'a Read,
        of: impl Fn(u32, u32) -> Option<&'a Passage> + 'a,
    ) -> impl Iterator<Item = u32> + 'a {
        let Passage { start, end, .. } = read.passage;
        [start, end].into_iter().filter(|&key| key != 0).flat_map(|key| under(&self.near, key)).filter_map(
            move |entry| {
                of(entry.document, entry.passage).is_some_and(|other| read.is_near(other)).then_some(entry.document)
            },
        )
    }
}

/// Those entries whose key more than one document has, and of one key no more than are looked at.
fn shared<K: Copy + Ord>(mut entries: Vec<Entry<K>>) -> Vec<Entry<K>> {
    entries.sort_unstable();
    let mut kept = Vec::new();
    for same in entries.chunk_by(|a, b| a.key == b.key) {
        if same.first().map(|e| e.document) != same.last().map(|e| e.document) {
            kept.extend_from_slice(&same[..same.len().min(MOST_PLACES)]);
        }
    }
    kept.shrink_to_fit();
    kept
}

/// The entries with that key.
fn under<K: Copy + Ord>(entries: &[Entry<K>], key: K) -> &[Entry<K>] {
    let from = entries.partition_point(|entry| entry.key < key);
    let count = entries[from..].partition_point(|entry| entry.key == key);
    &entries[from..from + count]
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "The harbour office asks all skippers to keep clear of the outer pier at night.";

    fn of(text: &str) -> Read {
        passages(&Document::new("t", text)).next().unwrap()
    }

    #[test]
    fn one_word_more_less_or_other_is_near_and_two_are_not() {
        let line = of(LINE);
        for near in [
            LINE.replace("night", "noon"),
            LINE.replace("The", "Our"),
            LINE.replace("all ", ""),
            LINE.replace("skippers", "careful skippers"),
        ] {
            let other = of(&near);
            assert!(line.is_near(&other.passage) && other.is_near(&line.passage), "{near}");
            assert!(line.passage.start == other.passage.start || line.passage.end == other.passage.end, "{near}");
        }
        for far in [LINE.replace("all skippers", "every boat"), LINE.replace("night", "noon").replace("keep", "stay")] {
            assert!(!line.is_near(&of(&far).passage), "{far}");
        }
    }

    #[test]
    fn space_case_marks_and_numbers_are_no_difference() {
        let (a, b) = (of("“Storm  warning”: 12 boats lost, 3 found"), of("storm warning 7 boats lost 40 FOUND"));
        assert_eq!(a.passage, b.passage);
    }
}
