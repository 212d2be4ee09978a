//! Which parts are near a word, without comparing it with all of them.
//!
//! Every part is written in a plainer spelling, in which what transliteration confuses most is equal, and filed under that
//! spelling and all that is left of it when one or two letters are struck out. A word is looked up under the same keys: two
//! names meet where at most two letters of each have no counterpart in the other. (Deletion neighbourhood: Mor and Fraenkel
//! 1982; as in SymSpell.)

use std::hash::{DefaultHasher, Hash, Hasher};

/// Keys and the parts filed under them.
#[derive(Debug, Default)]
pub(super) struct NearIndex {
    /// The hash of a key in the upper half, the number of the part in the lower; sorted.
    filed: Vec<u64>,
    /// Where in `filed` the keys begin whose hash has these upper bits.
    starts: Vec<u32>,
}

/// Bits of a hash that `starts` is divided by.
const BITS: u32 = 16;
/// From this many letters of the plain spelling on, two may be struck out; below, one: short names are near everything.
const TWO_FROM: usize = 5;
/// So many candidates are compared letter by letter, however large the tables are: the cost of a lookup is bounded.
const MOST_CANDIDATES: usize = 128;
/// Words of more letters are looked up by their first ones.
const MOST_LETTERS: usize = 24;

impl NearIndex {
    /// An index of `parts`, numbered in their order.
    pub(super) fn new<'a>(parts: impl Iterator<Item = &'a str>) -> Self {
        let mut filed: Vec<u64> = Vec::new();
        for (number, part) in parts.enumerate() {
            let number = number as u64 & u64::from(u32::MAX);
            keys(part, |key| filed.push(u64::from(key) << 32 | number));
        }
        filed.sort_unstable();
        filed.dedup();
        let mut starts = vec![0_u32; (1 << BITS) + 1];
        for key in &filed {
            starts[(key >> (64 - BITS)) as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Self { filed, starts }
    }

    /// The numbers of the parts that share a key with `folded`, sorted; of very many those that share most, which are the
    /// nearest.
    pub(super) fn candidates(&self, folded: &str) -> Vec<u32> {
        let mut found: Vec<u32> = Vec::new();
        if self.starts.is_empty() {
            return found;
        }
        keys(folded, |key| {
            let bucket = (key >> (32 - BITS)) as usize;
            let shelf = &self.filed[self.starts[bucket] as usize..self.starts[bucket + 1] as usize];
            let from = shelf.partition_point(|f| (f >> 32) < u64::from(key));
            found.extend(shelf[from..].iter().take_while(|f| (*f >> 32) == u64::from(key)).map(|f| *f as u32));
        });
        found.sort_unstable();
        let mut counted: Vec<(usize, u32)> =
            found.chunk_by(|a, b| a == b).map(|same| (usize::MAX - same.len(), same[0])).collect();
        if counted.len() > MOST_CANDIDATES {
            counted.select_nth_unstable(MOST_CANDIDATES);
            counted.truncate(MOST_CANDIDATES);
        }
        let mut nearest: Vec<u32> = counted.into_iter().map(|(_, part)| part).collect();
        nearest.sort_unstable();
        nearest
    }
}

/// Calls `take` with the hash of every key of `folded`; some twice.
fn keys(folded: &str, mut take: impl FnMut(u32)) {
    let plain: Vec<u8> = plain(folded).into_bytes().into_iter().take(MOST_LETTERS).collect();
    let n = plain.len();
    let hash = |first: usize, second: usize| {
        let mut hasher = DefaultHasher::new();
        for (i, letter) in plain.iter().enumerate() {
            if i != first && i != second {
                letter.hash(&mut hasher);
            }
        }
        (hasher.finish() >> 32) as u32
    };
    take(hash(n, n));
    for first in 0..n {
        take(hash(first, n));
        if n >= TWO_FROM {
            for second in first + 1..n {
                take(hash(first, second));
            }
        }
    }
}

/// `folded` with doubled letters once, and letters and groups that transliteration takes for one another made one.
fn plain(folded: &str) -> String {
    let mut plain = String::with_capacity(folded.len());
    let mut letters = folded.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied();
        let written = match (letter, next) {
            ('k' | 'g' | 'd', Some('h')) | ('t', Some('h' | 's' | 'z')) | ('d', Some('j' | 'z')) => {
                letters.next();
                match (letter, next) {
                    ('k', _) => 'h',
                    ('t', Some('s' | 'z')) => 's',
                    ('d', Some('j' | 'z')) => 'z',
                    _ => letter,
                }
            }
            ('s' | 'c', Some('h')) => {
                letters.next();
                's'
            }
            ('p', Some('h')) => {
                letters.next();
                'f'
            }
            ('c' | 'q', _) => 'k',
            ('w', _) => 'v',
            ('y' | 'j', _) => 'i',
            ('z', _) => 's',
            ('x', _) => 'k',
            (other, _) => other,
        };
        if !plain.ends_with(written) {
            plain.push(written);
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn garblings_meet_their_names_and_strangers_do_not() {
        let names = ["witkoff", "zelensky", "mbappe", "khashoggi", "rutte", "krychowiak"];
        let index = NearIndex::new(names.into_iter());
        for (garbled, right) in
            [("witcoof", 0), ("selenskyj", 1), ("embape", 2), ("hashoji", 3), ("ruthte", 4), ("krihovyak", 5)]
        {
            assert!(index.candidates(garbled).contains(&right), "{garbled}");
        }
        assert!(index.candidates("washington").is_empty());
        assert!(NearIndex::default().candidates("anything").is_empty());
    }
}
