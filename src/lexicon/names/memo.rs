//! Answers that are remembered, as names recur within and across documents.

use rustc_hash::{FxHashMap, FxHasher};
use std::fmt;
use std::hash::Hasher;
use std::sync::{Arc, RwLock};

/// Answers lie on several shelves, so that threads seldom wait for one another; each is cleared when it is full.
const SHELVES: usize = 64;
const SHELF_SIZE: usize = 4096;

type Shelf<T> = RwLock<FxHashMap<Box<str>, Arc<[T]>>>;

/// Lists by the words they answer.
pub(super) struct Memo<T>(Box<[Shelf<T>]>);

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Self((0..SHELVES).map(|_| Shelf::default()).collect())
    }
}

impl<T> fmt::Debug for Memo<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo")
    }
}

impl<T> Memo<T> {
    /// The answer to `asked`, found anew where it is not remembered.
    pub(super) fn get(&self, asked: &str, find: impl FnOnce() -> Vec<T>) -> Arc<[T]> {
        let mut hasher = FxHasher::default();
        hasher.write(asked.as_bytes());
        let shelf = &self.0[(hasher.finish() >> 32) as usize % SHELVES];
        if let Some(known) = shelf.read().ok().and_then(|shelf| shelf.get(asked).cloned()) {
            return known;
        }
        let found: Arc<[T]> = find().into();
        if let Ok(mut shelf) = shelf.write() {
            if shelf.len() >= SHELF_SIZE {
                shelf.clear();
            }
            shelf.insert(asked.into(), Arc::clone(&found));
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
        assert_eq!(*memo.get("a", || vec![1]), [1]);
        assert_eq!(*memo.get("a", || vec![2]), [1]);
        for i in 0..2 * SHELVES * SHELF_SIZE {
            memo.get(&i.to_string(), || vec![0]);
        }
        assert!(memo.0.iter().all(|shelf| shelf.read().unwrap().len() <= SHELF_SIZE));
    }
}
