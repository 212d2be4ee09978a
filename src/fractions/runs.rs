//! Runs of words that come again, by hashes of their letters.

use super::words::Word;

/// A prime, below which polynomial hashes are reckoned: products are reduced by shifting.
const PRIME: u64 = (1 << 61) - 1;
const BASE: u64 = 0x1b87_3593_cc9e_2d51;

/// The powers of the base; longer runs are rare.
const POWERS: [u64; 256] = {
    let mut powers = [1; 256];
    let mut i = 1;
    while i < powers.len() {
        powers[i] = times(powers[i - 1], BASE);
        i += 1;
    }
    powers
};

const fn times(a: u64, b: u64) -> u64 {
    reduced(a as u128 * b as u128)
}

/// A number below 2^122 modulo the prime.
const fn reduced(n: u128) -> u64 {
    let sum = (n as u64 & PRIME) + (n >> 61) as u64;
    if sum >= PRIME { sum - PRIME } else { sum }
}

fn power(mut exponent: usize) -> u64 {
    let mut power = 1;
    while exponent >= POWERS.len() {
        power = times(power, times(POWERS[POWERS.len() - 1], BASE));
        exponent -= POWERS.len();
    }
    times(power, POWERS[exponent])
}

/// The hash of what `hash` was made of with `text` behind it.
fn extended(mut hash: u64, text: &[u8]) -> u64 {
    let mut fours = text.chunks_exact(4);
    for four in fours.by_ref() {
        let terms =
            four.iter().zip([3, 2, 1, 0]).map(|(&byte, place)| (u128::from(byte) + 1) * u128::from(POWERS[place]));
        hash = reduced(u128::from(hash) * u128::from(POWERS[4]) + u128::from(reduced(terms.sum())));
    }
    for &byte in fours.remainder() {
        hash = reduced(u128::from(hash) * u128::from(BASE) + u128::from(byte) + 1);
    }
    hash
}

/// The words of a document, ready for runs of any length to be counted.
pub(super) struct Runs {
    /// Of all letters before each word and behind the last: a hash, and how many bytes and code points there are.
    before: Vec<(u64, usize, usize)>,
    /// A hash of each word by itself.
    words: Vec<u64>,
    table: Table,
}

impl Runs {
    pub(super) fn of(words: &[Word<'_>]) -> Self {
        let mut before = Vec::with_capacity(words.len() + 1);
        let mut all = (0, 0, 0);
        before.push(all);
        for word in words {
            all = (extended(all.0, word.text.as_bytes()), all.1 + word.text.len(), all.2 + word.length);
            before.push(all);
        }
        let mut runs = Self { before, words: Vec::new(), table: Table::for_keys(words.len()) };
        runs.words = (0..words.len()).map(|at| runs.letters(at, at + 1)).collect();
        runs
    }

    /// A hash of the letters of the words from `at` to `end`, however they are cut.
    fn letters(&self, at: usize, end: usize) -> u64 {
        let ((start, from, _), (whole, to, _)) = (self.before[at], self.before[end]);
        let lost = times(start, power(to - from));
        if whole >= lost { whole - lost } else { whole + PRIME - lost }
    }

    /// The code points of the words from `at` to `end`.
    fn length(&self, at: usize, end: usize) -> usize {
        self.before[end].2 - self.before[at].2
    }

    /// The length of the commonest run of `n` words, spaces between them, times its count; of equally common ones the first.
    pub(super) fn top(&mut self, n: usize) -> usize {
        let mut commonest: Option<(u32, usize)> = None;
        let mut counts = vec![(0_u32, 0_usize); self.table.slots.len()];
        self.table.clear();
        for (at, run) in self.words.windows(n).enumerate() {
            // Unlike the letters of the whole run, those of each word tell where it ends.
            let key =
                run.iter().fold(0_u64, |key, word| (key.rotate_left(23) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15));
            let (slot, new) = self.table.insert(key);
            let count = &mut counts[slot];
            *count = if new { (1, at) } else { (count.0 + 1, count.1) };
            if commonest.is_none_or(|most| count.0 > most.0 || count.0 == most.0 && count.1 < most.1) {
                commonest = Some(*count);
            }
        }
        commonest.map_or(0, |(count, at)| (self.length(at, at + n) + n - 1) * count as usize)
    }

    /// The length, without spaces, of all runs of `n` words that were there before; they do not overlap.
    pub(super) fn duplicated(&mut self, n: usize) -> usize {
        self.table.clear();
        let (mut at, mut length) = (0, 0);
        while at + n <= self.words.len() {
            let key = self.letters(at, at + n);
            if self.table.insert(key).1 {
                at += 1;
            } else {
                length += self.length(at, at + n);
                at += n;
            }
        }
        length
    }
}

/// A set of hashes, laid out once for all lengths of runs.
struct Table {
    /// 2^n keys; 0 where there is none.
    slots: Vec<u64>,
}

impl Table {
    fn for_keys(keys: usize) -> Self {
        Self { slots: vec![0; (2 * keys).next_power_of_two().max(2)] }
    }

    fn clear(&mut self) {
        self.slots.fill(0);
    }

    /// The slot of `key`, and whether it was not there before.
    fn insert(&mut self, key: u64) -> (usize, bool) {
        let key = key.max(1);
        let last = self.slots.len() - 1;
        let mut at = (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize & last;
        loop {
            match self.slots[at] {
                0 => {
                    self.slots[at] = key;
                    return (at, true);
                }
                other if other == key => return (at, false),
                _ => at = (at + 1) & last,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;
    use proptest::prelude::*;
    use std::collections::{HashMap, HashSet};

    fn of(text: &str) -> Runs {
        Runs::of(&words(text))
    }

    #[test]
    fn letters_do_not_say_where_words_end() {
        let (one, other) = (of("ab c"), of("a bc"));
        assert_eq!(one.letters(0, 2), other.letters(0, 2));
        assert_ne!(one.letters(0, 2), of("ab d").letters(0, 2));
    }

    #[test]
    fn powers_beyond_the_table_go_on() {
        assert_eq!(power(600), (0..600).fold(1, |power, _| times(power, BASE)));
        let long = "x".repeat(700);
        assert_eq!(of(&format!("b {long}")).letters(1, 2), of(&format!("c {long}")).letters(1, 2));
    }

    proptest! {
        #[test]
        fn counts_are_those_of_plain_sets(text in "([a-c]{1,2} ){0,40}", n in 2_usize..6) {
            let list: Vec<&str> = text.split_whitespace().collect();
            let mut counts: HashMap<&[&str], (usize, usize)> = HashMap::new();
            for (at, run) in list.windows(n).enumerate() {
                counts.entry(run).or_insert((0, at)).0 += 1;
            }
            let commonest = counts.iter().max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.1.1.cmp(&a.1.1)));
            let top = commonest.map_or(0, |(run, (count, _))| run.join(" ").len() * count);
            prop_assert_eq!(of(&text).top(n), top);
            let (mut seen, mut at, mut duplicated) = (HashSet::new(), 0, 0);
            while at + n <= list.len() {
                let run = list[at..at + n].concat();
                if seen.contains(&run) {
                    duplicated += run.len();
                    at += n;
                } else {
                    seen.insert(run);
                    at += 1;
                }
            }
            prop_assert_eq!(of(&text).duplicated(n), duplicated);
        }
    }
}
