//! Answers that are remembered, as names recur within and across documents.

use super::{Bearers, Near, Spelt};
use rustc_hash::{FxHashMap, FxHasher};
use std::fmt;
use std::hash::Hasher;
use std::sync::{Arc, RwLock};

/// Answers lie on several shelves, so that threads seldom wait for one another; each is cleared when it is full.
const SHELVES: usize = 64;
/// So much lies on a shelf at most, and one answer more: 24 MB on all.
const SHELF_BYTES: usize = 384 << 10;
/// What an answer takes beside its question and its items: its place on the shelf and two counts of who holds it.
const OVERHEAD: usize = 64;

/// Lists by the words they answer.
pub(super) struct Memo<T>(Box<[RwLock<Shelf<T>>]>);

struct Shelf<T> {
    answers: FxHashMap<Box<str>, Arc<[T]>>,
    bytes: usize,
}

/// What answers are lists of.
pub(super) trait Item: Sized {
    /// The memory it takes, in bytes.
    fn bytes(&self) -> usize {
        size_of::<Self>()
    }
}

impl Item for Near {}
impl Item for Bearers {}
impl Item for u32 {}

impl Item for Arc<Spelt> {
    fn bytes(&self) -> usize {
        OVERHEAD + size_of::<Spelt>() + size_of_val(&*self.wrong) + size_of_val(&*self.clues)
    }
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self((0..SHELVES).map(|_| RwLock::new(Shelf { answers: FxHashMap::default(), bytes: 0 })).collect())
    }
}

impl<T> fmt::Debug for Memo<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

impl<T: Item> Memo<T> {
    /// The answer to `asked`, found anew where it is not remembered.
    pub(super) fn get(&self, asked: &str, find: impl FnOnce() -> Vec<T>) -> Arc<[T]> {
        let mut hasher = FxHasher::default();
        hasher.write(asked.as_bytes());
        let shelf = &self.0[(hasher.finish() >> 32) as usize % SHELVES];
        if let Some(known) = shelf.read().ok().and_then(|shelf| shelf.answers.get(asked).cloned()) {
            return known;
        }
        let found: Arc<[T]> = find().into();
        if let Ok(mut shelf) = shelf.write() {
            if shelf.bytes >= SHELF_BYTES {
                shelf.answers.clear();
                shelf.bytes = 0;
            }
            let before = shelf.answers.insert(asked.into(), Arc::clone(&found));
            // Two threads may have found the same.
            if before.is_none() {
                shelf.bytes += OVERHEAD + asked.len() + found.iter().map(Item::bytes).sum::<usize>();
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_found_once_and_the_memory_is_bounded() {
        let memo = Memo::default();
        assert_eq!(*memo.get("a", || vec![1_u32]), [1]);
        assert_eq!(*memo.get("a", || vec![2]), [1]);
        for (questions, items) in [(400_000, 1), (10_000, 1_000), (200, 100_000)] {
            for i in 0..questions {
                memo.get(&format!("{i} {items}"), || vec![0; items]);
            }
            let most = SHELF_BYTES + 4 * items + 2 * OVERHEAD;
            for shelf in &memo.0 {
                let shelf = shelf.read().unwrap();
                let held: usize = shelf.answers.values().map(|answer| answer.len() * 4).sum();
                assert!(held <= shelf.bytes && shelf.bytes <= most, "{items} items an answer: {held} of {most} bytes");
            }
        }
    }
}
