//! Which parts are near a word, without comparing it with all of them.
//!
//! Every part is written in a plainer spelling, in which what transliteration confuses most is equal, and filed under that
//! spelling and all that is left of it when one or two letters are struck out. A word is looked up under the same keys: two
//! names meet where at most two letters of each have no counterpart in the other. (Deletion neighbourhood: Mor and Fraenkel
//! 1982; as in SymSpell.)

use super::keys::{bucket, partition, starts};
use super::numbers::{Numbers, push_u64};
use crate::lexicon::word_hash::word_hash;

/// The sections of an index.
#[derive(Debug, Clone, Copy)]
pub(super) struct NearIndex<'a> {
    /// Where the keys with certain upper bits begin.
    pub starts: Numbers<'a>,
    /// The hash of a key in the upper half, the number of the part in the lower; sorted.
    pub filed: Numbers<'a>,
}

/// From this many letters of the plain spelling on, two may be struck out; below, one: short names are near everything.
const TWO_FROM: usize = 5;
/// So many candidates are compared letter by letter, and so many places looked at, however large and many the tables are: the
/// cost of a lookup is bounded.
const MOST_CANDIDATES: usize = 64;
const MOST_PLACES: usize = 2048;
/// With so many that share all letters of the word but one, those that share all but two are not looked for.
const ENOUGH: usize = 64;
/// Words of more letters are looked up by their first ones.
const MOST_LETTERS: usize = 24;

/// The bytes of the sections of an index of `parts`, numbered in their order.
pub(super) fn near_index<'a>(parts: impl Iterator<Item = &'a str>) -> [Vec<u8>; 2] {
    let mut filed: Vec<u64> = Vec::new();
    for (number, part) in (0_u32..).zip(parts) {
        filed.extend(keys(part).into_iter().map(|(_, key)| key & UPPER | u64::from(number)));
    }
    filed.sort_unstable();
    filed.dedup();
    let mut bytes = Vec::with_capacity(filed.len() * 8);
    filed.iter().for_each(|&f| push_u64(&mut bytes, f));
    [starts(filed.iter().copied(), filed.len()), bytes]
}

/// Most buckets hold no more.
const IN_A_BUCKET: usize = 8;

/// The half of a number in `filed` that is a hash.
const UPPER: u64 = (u32::MAX as u64) << 32;

impl NearIndex<'_> {
    /// Where parts filed under each of `keys` may stand. Nothing waits here for what an earlier key came to, so that of a large
    /// table many places are fetched at a time.
    fn places(self, keys: &[(u8, u64)]) -> Vec<(usize, usize)> {
        let buckets: Vec<(usize, usize)> = keys.iter().map(|&(_, key)| bucket(self.starts, key)).collect();
        let within = |(&(from, to), &(_, key)): (&(usize, usize), &(u8, u64))| {
            let before = (0..IN_A_BUCKET).filter(|i| self.filed.u64(from + i) < key & UPPER).count();
            let before = match before {
                IN_A_BUCKET => partition(to - from, |i| self.filed.u64(from + i) < key & UPPER),
                few => few,
            };
            ((from + before).min(to), to)
        };
        buckets.iter().zip(keys).map(within).collect()
    }

    /// The numbers of the parts filed under `key` in those places.
    fn filed_under(self, key: u64, (from, to): (usize, usize)) -> impl Iterator<Item = u32> {
        (from..to).map(move |i| self.filed.u64(i)).take_while(move |f| f & UPPER == key & UPPER).map(|f| f as u32)
    }
}

/// The parts that share a key with `folded`, each with the number of its index, sorted; of very many those that share most,
/// which are the nearest, and of those that share as many the ones of the first index.
pub(super) fn candidates(indexes: &[NearIndex<'_>], folded: &str) -> Vec<(usize, u32)> {
    let mut found: Vec<(usize, u32)> = Vec::new();
    for level in keys(folded).chunk_by(|a, b| a.0 == b.0) {
        if level[0].0 > 1 && found.chunk_by(|a, b| a == b).count() >= ENOUGH {
            break;
        }
        let places: Vec<Vec<(usize, usize)>> = indexes.iter().map(|index| index.places(level)).collect();
        for (i, &(_, key)) in level.iter().enumerate() {
            for (number, (index, places)) in indexes.iter().zip(&places).enumerate() {
                let room = MOST_PLACES.saturating_sub(found.len());
                found.extend(index.filed_under(key, places[i]).map(|part| (number, part)).take(room));
            }
        }
        found.sort_unstable();
    }
    let mut counted: Vec<(usize, (usize, u32))> =
        found.chunk_by(|a, b| a == b).map(|same| (usize::MAX - same.len(), same[0])).collect();
    if counted.len() > MOST_CANDIDATES {
        counted.select_nth_unstable(MOST_CANDIDATES);
        counted.truncate(MOST_CANDIDATES);
    }
    let mut nearest: Vec<(usize, u32)> = counted.into_iter().map(|(_, part)| part).collect();
    nearest.sort_unstable();
    nearest
}

/// The hashes of all keys of `folded`, some twice, each with how many letters are struck out for it, in that order.
fn keys(folded: &str) -> Vec<(u8, u64)> {
    let plain: Vec<u8> = plain(folded).into_bytes().into_iter().take(MOST_LETTERS).collect();
    let n = plain.len();
    let without = |first: usize, second: usize| {
        let (mut left, mut count) = ([0; MOST_LETTERS], 0);
        for (_, &letter) in plain.iter().enumerate().filter(|(i, _)| *i != first && *i != second) {
            left[count] = letter;
            count += 1;
        }
        word_hash(&left[..count])
    };
    let mut keys = vec![(0, without(n, n))];
    keys.extend((0..n).map(|first| (1, without(first, n))));
    if n >= TWO_FROM {
        keys.extend((0..n).flat_map(|a| (a + 1..n).map(move |b| (a, b))).map(|(a, b)| (2, without(a, b))));
    }
    keys
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
        let sections = near_index(names.into_iter());
        let index = NearIndex { starts: Numbers(&sections[0]), filed: Numbers(&sections[1]) };
        for (garbled, right) in
            [("witcoof", 0), ("selenskyj", 1), ("embape", 2), ("hashoji", 3), ("ruthte", 4), ("krihovyak", 5)]
        {
            assert!(candidates(&[index], garbled).contains(&(0, right)), "{garbled}");
        }
        assert!(candidates(&[index], "washington").is_empty());
        let nothing = Numbers(&[]);
        assert!(candidates(&[NearIndex { starts: nothing, filed: nothing }], "anything").is_empty());
    }

    #[test]
    fn all_indexes_share_one_bound_and_the_nearest_of_any_of_them_are_candidates() {
        let many: Vec<String> = ('a'..='z').flat_map(|a| ('a'..='z').map(move |b| format!("mar{a}{b}n"))).collect();
        let sections = [near_index(many.iter().map(String::as_str)), near_index(["marony"].into_iter())];
        let indexes = sections.each_ref().map(|s| NearIndex { starts: Numbers(&s[0]), filed: Numbers(&s[1]) });
        let found = candidates(&indexes, "maronyy");
        assert_eq!(found.len(), MOST_CANDIDATES);
        assert!(found.contains(&(1, 0)), "{found:?}");
    }
}
