//! A document read by both kinds of models at once: the linear ones weigh the same n-grams that the models of human text look up.

use super::grams::{CHARACTER_BITS, WORD_BITS, place};
use super::items::START;
use super::lm::{LONGEST, Last, Past, Plain, Reader, Table};

/// The weights of a linear model, and what those of a document come to.
#[derive(Debug)]
struct Weights<'a> {
    /// Signed roots, as `packed` makes them.
    table: &'a [u8],
    bits: u32,
    sum: i64,
    count: u64,
}

impl<'a> Weights<'a> {
    const fn new(table: &'a [u8], bits: u32) -> Self {
        Self { table, bits, sum: 0, count: 0 }
    }

    /// The square of the root with its sign.
    fn of(&self, key: u64) -> i32 {
        let root = i32::from(self.table[place(key, self.bits)] as i8);
        root * root.abs()
    }

    fn add(&mut self, weight: i32, count: usize) {
        self.sum += i64::from(weight);
        self.count += count as u64;
    }

    /// The mean weight as a share of the largest.
    fn mean(&self) -> f64 {
        self.sum as f64 / f64::from(127 * 127) / self.count.max(1) as f64
    }
}

/// Reads words.
#[derive(Debug)]
pub(super) struct Words<'a> {
    human: Plain<'a>,
    weights: Weights<'a>,
}

impl<'a> Words<'a> {
    pub(super) const fn new(human: Table<'a>, weights: &'a [u8]) -> Self {
        Self { human: Plain::new(human, Some(START)), weights: Weights::new(weights, WORD_BITS) }
    }

    /// The mean weight of the n-grams read, as a share of the largest.
    pub(super) fn mean_weight(&self) -> f64 {
        self.weights.mean()
    }
}

impl Reader for Words<'_> {
    fn begin(&mut self) {
        self.human.begin();
    }

    fn read(&mut self, symbol: u64) -> f64 {
        let log = self.human.read(symbol);
        let keys = self.human.past.keys();
        let weight = keys.iter().map(|&key| self.weights.of(key)).sum();
        self.weights.add(weight, keys.len());
        log
    }
}

/// Reads characters, and remembers what the last ones came to: of the tens of thousands of windows of five characters that
/// English has, a few thousand make up nearly all of a text.
#[derive(Debug)]
pub(super) struct Characters<'a> {
    human: Table<'a>,
    weights: Weights<'a>,
    memory: &'a mut Memory,
    /// The last characters, eight bits each, the last one lowest.
    window: u64,
    length: usize,
    last: Last,
}

impl<'a> Characters<'a> {
    pub(super) const fn new(human: Table<'a>, weights: &'a [u8], memory: &'a mut Memory) -> Self {
        let weights = Weights::new(weights, CHARACTER_BITS);
        Self { human, weights, memory, window: 0, length: 0, last: (0, 0.0) }
    }

    /// The mean weight of the n-grams read, as a share of the largest.
    pub(super) fn mean_weight(&self) -> f64 {
        self.weights.mean()
    }

    /// Looks up what follows from `symbol` after the window before it.
    fn reckon(&self, key: u64, before: u64, symbol: u64) -> Remembered {
        let symbols = (0..self.length as u64 - 1).map(|i| before >> (8 * i) & 0xff);
        let mut past = Past::of(symbols, self.last);
        let log = self.human.read(&mut past, symbol);
        let weight = past.keys().iter().skip(1).map(|&key| self.weights.of(key)).sum();
        let (matched, backoff) = past.last();
        Remembered { key, log, backoff, matched: matched as u32, weight }
    }
}

impl Reader for Characters<'_> {
    fn begin(&mut self) {
        (self.window, self.length, self.last) = (0, 0, (0, 0.0));
    }

    fn read(&mut self, symbol: u64) -> f64 {
        let before = self.window;
        self.length = (self.length + 1).min(LONGEST);
        self.window = (before << 8 | symbol) & WINDOW;
        // The back-off of the last n-gram follows from its length: it lies in the window, or is too long to be a context.
        let context = self.last.0.min(LONGEST - 1) as u64;
        let key = context << 48 | (self.length as u64) << 40 | self.window;
        // The slot does not wait for what the last symbol came to, so that several are fetched at a time.
        let slot = Memory::slot(self.window);
        if self.memory.slots[slot].key != key {
            self.memory.slots[slot] = self.reckon(key, before, symbol);
        }
        let Remembered { log, matched, backoff, weight, .. } = self.memory.slots[slot];
        self.last = (matched as usize, backoff);
        self.weights.add(weight, self.length - 1);
        log
    }
}

const WINDOW: u64 = (1 << (8 * LONGEST)) - 1;

/// What a character came to in its window.
#[derive(Debug, Clone, Copy)]
struct Remembered {
    /// The window, its length, and how long the last n-gram before its end was; never 0.
    key: u64,
    log: f64,
    backoff: f64,
    matched: u32,
    weight: i32,
}

/// One slot a window; a new window takes the place of an old one. Of one model only.
#[derive(Debug)]
pub(super) struct Memory {
    model: u64,
    slots: Vec<Remembered>,
}

/// 2^15 slots of 32 bytes: about as much as the caches of a core hold.
const SLOT_BITS: u32 = 15;

impl Memory {
    pub(super) const fn new() -> Self {
        Self { model: 0, slots: Vec::new() }
    }

    /// Forgets everything unless it is of the model of that number.
    pub(super) fn of_model(&mut self, number: u64) -> &mut Self {
        if self.model != number || self.slots.is_empty() {
            self.model = number;
            self.slots.clear();
            self.slots.resize(1 << SLOT_BITS, Remembered { key: 0, log: 0.0, backoff: 0.0, matched: 0, weight: 0 });
        }
        self
    }

    const fn slot(window: u64) -> usize {
        (window.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - SLOT_BITS)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::Model;
    use super::super::grams;
    use super::super::items::{Items, Vocabulary};
    use super::*;
    use crate::text::Document;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn both_models_read_as_each_does_by_itself(text in "([A-Da-d]{1,5}[ ,.'’?1]{0,2}){1,30}") {
            let model = Model::builtin().unwrap();
            let items = Items::read(&Document::new("t", text), Vocabulary(model.table(0)));
            let [words_table, characters_table] = model.human();
            let mut memory = Memory::new();
            let mut words = Words::new(words_table, model.table(1));
            let mut characters = Characters::new(characters_table, model.table(2), memory.of_model(1));
            let (mut plain, mut place) = (Plain::new(characters_table, None), Vec::new());
            for sentence in &items.sentences {
                words.begin();
                characters.begin();
                plain.begin();
                for i in sentence.items.clone() {
                    words.read(items.items[i].symbol);
                    for &c in &items.characters[items.characters_of(i)] {
                        prop_assert_eq!(characters.read(u64::from(c)), plain.read(u64::from(c)));
                    }
                }
            }
            let weight = |table: &[u8], place: usize| f64::from(table[place] as i8) / 127.0;
            let mean = |places: &[usize], table: &[u8]| {
                let sum: f64 = places.iter().map(|&p| weight(table, p) * weight(table, p).abs()).sum();
                sum / places.len().max(1) as f64
            };
            grams::words(&items, |p| place.push(p));
            prop_assert!((words.mean_weight() - mean(&place, model.table(1))).abs() < 1e-9);
            place.clear();
            grams::characters(&items, |p| place.push(p));
            prop_assert!((characters.mean_weight() - mean(&place, model.table(2))).abs() < 1e-9);
        }
    }
}
