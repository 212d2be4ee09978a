//! Which passages stand in more than one document of the folder, word for word but for numbers, and how much two documents share.

use crate::text::Document;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Bins of a [`Resemblance`]; the estimate is off by about 1/√128, 9 %.
const BINS: usize = 128;
/// Words of a run that is compared.
const RUN: usize = 3;
/// Of a passage that stands in more documents than this, no more are kept.
const MOST_PLACES: usize = 16;

/// The passages of `document`: a hash for each of its segments, in which all numbers are one.
pub(super) fn passages(document: &Document) -> Vec<u64> {
    let one = |tokens: std::ops::Range<usize>| {
        let mut hasher = FxHasher::default();
        for i in tokens.filter(|&i| document.folded(i).chars().any(char::is_alphanumeric)) {
            match document.folded(i) {
                number if number.starts_with(|c: char| c.is_numeric()) => "#".hash(&mut hasher),
                word => word.trim_matches('\'').hash(&mut hasher),
            }
        }
        hasher.finish()
    };
    document.segments().iter().map(|segment| one(segment.tokens.clone())).collect()
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
            let mut hasher = DefaultHasher::new();
            run.iter().for_each(|&i| document.folded(i).hash(&mut hasher));
            let hash = hasher.finish();
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
pub(super) struct Passages(FxHashMap<u64, Vec<u32>>);

impl Passages {
    /// Of documents whose distinct passages are given in their order.
    pub(super) fn new<'a>(documents: impl Iterator<Item = &'a [u64]>) -> Self {
        let mut first: FxHashMap<u64, u32> = FxHashMap::default();
        let mut again: FxHashMap<u64, Vec<u32>> = FxHashMap::default();
        for (number, passages) in (0_u32..).zip(documents) {
            for &passage in passages {
                let before = *first.entry(passage).or_insert(number);
                if before != number {
                    let places = again.entry(passage).or_insert_with(|| vec![before]);
                    if places.len() < MOST_PLACES {
                        places.push(number);
                    }
                }
            }
        }
        Self(again)
    }

    /// The documents that have `passage`, if they are two and more.
    pub(super) fn places(&self, passage: u64) -> &[u32] {
        self.0.get(&passage).map_or(&[], Vec::as_slice)
    }
}
