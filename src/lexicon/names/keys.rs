//! A table from hashes to numbers that is searched where it lies.

use super::numbers::{Numbers, push_u32, push_u64};

/// The sections of a table: where the keys with certain upper bits begin, the keys in order, and what each stands for.
#[derive(Debug, Clone, Copy)]
pub(super) struct KeyTable<'a> {
    pub starts: Numbers<'a>,
    pub keys: Numbers<'a>,
    pub values: Numbers<'a>,
}

impl<'a> KeyTable<'a> {
    /// The values of `key` in ascending order.
    pub(super) fn find(self, key: u64) -> impl Iterator<Item = u32> + 'a {
        let (from, to) = bucket(self.starts, key);
        let from = from + partition(to - from, |i| self.keys.u64(from + i) < key);
        (from..to).take_while(move |&i| self.keys.u64(i) == key).map(move |i| self.values.u32(i))
    }
}

/// The bytes of the three sections of a table of `pairs`; the same pair twice counts once.
pub(super) fn key_table(mut pairs: Vec<(u64, u32)>) -> [Vec<u8>; 3] {
    pairs.sort_unstable();
    pairs.dedup();
    let (mut keys, mut values) = (Vec::new(), Vec::new());
    for &(key, value) in &pairs {
        push_u64(&mut keys, key);
        push_u32(&mut values, value);
    }
    [starts(pairs.iter().map(|p| p.0), pairs.len()), keys, values]
}

/// The first and the last but one index of the keys that share the upper bits of `key`.
pub(super) fn bucket(starts: Numbers<'_>, key: u64) -> (usize, usize) {
    let buckets = starts.len_u32().saturating_sub(1);
    if buckets == 0 {
        return (0, 0);
    }
    let bucket = key.checked_shr(64 - buckets.trailing_zeros()).unwrap_or(0) as usize;
    let (from, to) = (starts.u32(bucket) as usize, starts.u32(bucket + 1) as usize);
    (from, to.max(from))
}

/// The section that says where the keys of each bucket begin; about four keys share one.
pub(super) fn starts(sorted: impl Iterator<Item = u64>, count: usize) -> Vec<u8> {
    const MOST_BITS: u32 = 24;
    let bits = (count / 4).checked_ilog2().unwrap_or(0).min(MOST_BITS);
    let mut counts = vec![0_u32; (1 << bits) + 1];
    for key in sorted {
        counts[key.checked_shr(64 - bits).unwrap_or(0) as usize + 1] += 1;
    }
    let mut bytes = Vec::with_capacity(counts.len() * 4);
    let mut sum = 0;
    for count in counts {
        sum += count;
        push_u32(&mut bytes, sum);
    }
    bytes
}

/// How many of `0..count` come before the first for which `before` does not hold.
pub(super) fn partition(count: usize, before: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle) { low = middle + 1 } else { high = middle }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::word_hash::word_hash;

    #[test]
    fn every_value_of_a_key_is_found_and_nothing_else() {
        for count in [0_u32, 1, 2, 7, 1000] {
            let key = |i: u32| word_hash(i.to_string().as_bytes());
            let pairs = (0..count).flat_map(|i| [(key(i), i), (key(i), i + 5000), (key(i), i)]).collect();
            let sections = key_table(pairs);
            let [starts, keys, values] = [0, 1, 2].map(|i| Numbers(&sections[i]));
            let table = KeyTable { starts, keys, values };
            for i in 0..count {
                assert_eq!(table.find(key(i)).collect::<Vec<_>>(), [i, i + 5000], "{i} of {count}");
            }
            assert_eq!(table.find(key(count)).count(), 0);
        }
        let nothing = Numbers(&[]);
        assert_eq!(KeyTable { starts: nothing, keys: nothing, values: nothing }.find(7).count(), 0);
    }
}
