//! Names that are compared again and again.

use super::{Against, Similarity};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Garbled names, each made ready to be compared with right ones when it first is.
#[derive(Debug, Default)]
pub struct Compared(RefCell<FxHashMap<Box<str>, Against>>);

impl Compared {
    /// How alike the folded name `right` is to `garbled`, where it is at least `floor`.
    pub fn similarity_from(&self, floor: f64, right: &str, garbled: &str) -> Option<Similarity> {
        let mut ready = self.0.borrow_mut();
        if !ready.contains_key(garbled) {
            ready.insert(garbled.into(), Against::new(garbled));
        }
        ready.get_mut(garbled)?.similarity_from(floor, right)
    }
}
