//! A language model from sequences: Witten-Bell interpolation, pruned, as the table that [`crate::fluency`] reads.
//!
//! Witten and Bell 1991: what was seen `n` times in all, with `t` different successors, leaves `t / (n + t)` for the others.

use crate::fluency::items::extend;
use crate::fluency::lm::{BACKOFF_STEP, ENTRY, FARTHEST, LOG_STEP, LONGEST, slot};
use std::collections::HashMap;

/// N-grams of three symbols and more that occur less often are forgotten: they are most of the table and tell least.
const FEWEST: u32 = 2;

/// A filled table.
pub(super) struct Filled {
    pub entries: Vec<u8>,
    pub unseen: f64,
}

/// Newest symbol first, so that the key of a longer n-gram begins with that of a shorter one.
type Gram = [u64; LONGEST];

/// Counts the n-grams up to `order` symbols long of all `sequences`.
pub(super) fn fill(sequences: &[Vec<u64>], order: usize) -> Filled {
    let counts: Vec<Vec<(Gram, u32)>> = (1..=order).map(|length| count(sequences, length)).collect();
    let kinds = counts[0].len() as f64;
    let total: f64 = counts[0].iter().map(|(_, n)| f64::from(*n)).sum();
    let unseen = kinds.max(1.0) / (kinds + 1.0) / (total + kinds).max(1.0);

    let mut probabilities: HashMap<u64, f64> = HashMap::new();
    let mut backoffs: HashMap<u64, f64> = HashMap::new();
    let mut kept: Vec<u64> = Vec::new();
    for (gram, n) in &counts[0] {
        let key = key(&gram[..1]);
        probabilities.insert(key, (f64::from(*n) + kinds / (kinds + 1.0)) / (total + kinds));
        kept.push(key);
    }
    for length in 2..=order {
        // Grouped by what stands before: all of the gram but its newest symbol.
        for group in counts[length - 1].chunk_by(|a, b| a.0[1..] == b.0[1..]) {
            let seen: f64 = group.iter().map(|(_, n)| f64::from(*n)).sum();
            let different = group.len() as f64;
            let stays = |n: u32| length < 3 || n >= FEWEST;
            let forgotten: f64 = group.iter().filter(|(_, n)| !stays(*n)).map(|(_, n)| f64::from(*n)).sum();
            let left = (different + forgotten) / (seen + different);
            let context = key(&group[0].0[1..length]);
            for (gram, n) in group.iter().filter(|(_, n)| stays(*n)) {
                let shorter = probabilities.get(&key(&gram[..length - 1])).copied().unwrap_or(unseen);
                let full = key(&gram[..length]);
                probabilities.insert(full, f64::from(*n) / (seen + different) + left * shorter);
                kept.push(full);
            }
            if forgotten < seen {
                backoffs.insert(context, left);
            }
        }
    }
    let entries = pack(&kept, &probabilities, &backoffs);
    Filled { entries, unseen: unseen.ln() }
}

fn key(newest_first: &[u64]) -> u64 {
    newest_first.iter().fold(0, |key, &symbol| extend(key, symbol))
}

/// Sorted so that grams with the same past stand together, in an order that only the symbols decide.
fn count(sequences: &[Vec<u64>], length: usize) -> Vec<(Gram, u32)> {
    let mut all: Vec<Gram> = Vec::new();
    for sequence in sequences {
        for window in sequence.windows(length) {
            let mut gram = [0; LONGEST];
            for (to, &from) in gram.iter_mut().zip(window.iter().rev()) {
                *to = from;
            }
            all.push(gram);
        }
    }
    all.sort_unstable_by(|a, b| a[1..].cmp(&b[1..]).then(a[0].cmp(&b[0])));
    let same = all.chunk_by(|a, b| a == b);
    same.map(|grams| (grams[0], u32::try_from(grams.len()).unwrap_or(u32::MAX))).collect()
}

fn pack(kept: &[u64], probabilities: &HashMap<u64, f64>, backoffs: &HashMap<u64, f64>) -> Vec<u8> {
    let mut size = (kept.len() * 3 / 2).next_power_of_two().max(64);
    loop {
        if let Some(entries) = pack_into(size, kept, probabilities, backoffs) {
            return entries;
        }
        size *= 2;
    }
}

fn pack_into(
    size: usize,
    kept: &[u64],
    probabilities: &HashMap<u64, f64>,
    backoffs: &HashMap<u64, f64>,
) -> Option<Vec<u8>> {
    let mut entries = vec![0; size * ENTRY];
    for key in kept {
        let (first, print) = slot(*key, size);
        let at = (0..FARTHEST)
            .map(|step| ((first + step) & (size - 1)) * ENTRY)
            .find(|&at| entries[at] == 0 && entries[at + 1] == 0)?;
        entries[at..at + 2].copy_from_slice(&print.to_le_bytes());
        entries[at + 2] = quantised(probabilities.get(key).copied(), LOG_STEP);
        entries[at + 3] = quantised(backoffs.get(key).copied(), BACKOFF_STEP);
    }
    Some(entries)
}

fn quantised(probability: Option<f64>, step: f64) -> u8 {
    (-probability.unwrap_or(1.0).ln() / step).round().clamp(0.0, 255.0) as u8
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fluency::lm::{Past, Table};

    #[test]
    fn what_may_follow_has_a_probability_of_one_in_all() {
        let sequences: Vec<Vec<u64>> = (0..40).map(|i| vec![1, 2, 3 + i % 3, 4, 2, 1, 3, 5 + i % 4]).collect();
        let filled = fill(&sequences, 3);
        let table = Table { entries: &filled.entries, order: 3, unseen: filled.unseen };
        for context in [&[1_u64, 2][..], &[2, 4], &[4, 2], &[5], &[]] {
            let mut past = Past::EMPTY;
            for &symbol in context {
                table.read(&mut past, symbol);
            }
            // The eight symbols that were seen, and one for all others.
            let sum: f64 = (1..=8).chain([99]).map(|symbol| table.read(&mut past.clone(), symbol).exp()).sum();
            assert!((sum - 1.0).abs() < 0.05, "{sum} after {context:?}");
        }
    }

    #[test]
    fn what_was_seen_after_the_context_is_likelier_than_what_was_not() {
        let filled = fill(&vec![vec![1, 2, 3, 4]; 5], 3);
        let table = Table { entries: &filled.entries, order: 3, unseen: filled.unseen };
        let after = |symbols: [u64; 3]| {
            let mut past = Past::EMPTY;
            symbols.map(|symbol| table.read(&mut past, symbol))[2]
        };
        assert!(after([1, 2, 3]) > after([1, 2, 4]) && after([1, 2, 4]) > after([1, 2, 9]));
    }
}
