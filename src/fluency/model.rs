//! The trained model: a file of hashed tables that is used where it lies, without being parsed.

use super::items::{Items, VOCABULARY_BYTES, Vocabulary};
use super::lm::{ENTRY, Table};
use super::readers::{Characters, Memory, Words};
use super::style::{self, RATES};
use super::surprise::{Surprise, mean};
use super::{Reading, grams};
use crate::bounded;
use crate::error::{Error, Result};
use crate::text::Document;
use std::borrow::Cow;
use std::cell::RefCell;
use std::path::Path;
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

/// The first bytes of a model file; the digits are the version of its shape.
const MAGIC: &[u8; 8] = b"MPFLUE02";
/// Magic and checksum; everything behind them is summed up.
const SUMMED_FROM: usize = MAGIC.len() + 4;

/// Not summed up at every start: a test does it once.
static BUILTIN_BYTES: &[u8] = include_bytes!("../../models/fluency.bin");
static BUILTIN: LazyLock<std::result::Result<Model, String>> =
    LazyLock::new(|| Model::parse(Cow::Borrowed(BUILTIN_BYTES)));

/// How many models were read so far.
static MODELS: AtomicU64 = AtomicU64::new(1);

thread_local! {
    /// What a thread remembers from document to document.
    static MEMORY: RefCell<Memory> = const { RefCell::new(Memory::new()) };
}

/// Texts of fewer words get no figure: half of what such a text shows is chance.
pub const FEWEST_WORDS: usize = 50;

/// Longest n-grams of the two language models.
pub(super) const WORD_ORDER: usize = 3;
pub(super) const CHARACTER_ORDER: usize = 5;

/// What the two linear models and the language models say of a document, before its rates of style.
pub(super) const VOICES: usize = 6;
/// All that the last step weighs.
pub(super) const CLUES: usize = VOICES + RATES;

/// Items of a passage that is looked at as one.
pub(super) const PASSAGE: usize = 8;

/// Quantiles of human documents that are kept.
pub(super) const QUANTILES: usize = 41;

/// A trained model.
#[derive(Debug, Clone)]
pub struct Model {
    bytes: Cow<'static, [u8]>,
    /// Where each table ends.
    ends: [usize; 5],
    numbers: Numbers,
    /// Tells the models of one run apart.
    number: u64,
}

/// The numbers of a model, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Numbers {
    /// The largest weight of a word and of a character n-gram.
    pub largest: [f64; 2],
    /// Log-probability of what the word and the character model never saw.
    pub unseen: [f64; 2],
    /// Mean and spread of an item's surprise, by words and by characters, in human text.
    pub item: [Spread; 2],
    /// Mean of an item's two surprises together, and the spread of a sentence's mean times the root of its items.
    pub sentence: Spread,
    /// From this value on a passage is shown.
    pub passage: f64,
    /// A document's surprise at equal steps from the most to the least surprising human document.
    pub human: [f64; QUANTILES],
    /// Mean, spread and weight of every clue, and the constant.
    pub clues: Vec<(Spread, f64)>,
    pub constant: f64,
}

/// A mean and a standard deviation.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Spread {
    pub mean: f64,
    pub deviation: f64,
}

impl Spread {
    /// How many deviations `x` is from the mean, four at most.
    pub(super) fn standard(self, x: f64) -> f64 {
        ((x - self.mean) / self.deviation).clamp(-4.0, 4.0)
    }
}

const NUMBERS: usize = 2 + 2 + 4 + 2 + 1 + QUANTILES + 3 * CLUES + 1;

impl Numbers {
    fn list(&self) -> Vec<f64> {
        let mut list = [self.largest, self.unseen].concat();
        list.extend(self.item.iter().chain([&self.sentence]).flat_map(|s| [s.mean, s.deviation]));
        list.push(self.passage);
        list.extend(self.human);
        list.extend(self.clues.iter().flat_map(|(s, w)| [s.mean, s.deviation, *w]));
        list.push(self.constant);
        list
    }

    fn of(list: &[f64]) -> Option<Self> {
        let mut next = list.iter().copied();
        let mut take = || next.next();
        let largest = [take()?, take()?];
        let unseen = [take()?, take()?];
        let mut spread = || Some(Spread { mean: take()?, deviation: take()? });
        let (item, sentence) = ([spread()?, spread()?], spread()?);
        let passage = take()?;
        let mut human = [0.0; QUANTILES];
        for quantile in &mut human {
            *quantile = take()?;
        }
        let mut clues = Vec::with_capacity(CLUES);
        for _ in 0..CLUES {
            clues.push((Spread { mean: take()?, deviation: take()? }, take()?));
        }
        let constant = take()?;
        let spreads = item.iter().chain([&sentence]).chain(clues.iter().map(|(s, _)| s));
        let sound = spreads.into_iter().all(|s| s.deviation > 0.0);
        sound.then_some(Self { largest, unseen, item, sentence, passage, human, clues, constant })
    }
}

/// The tables of a model, as the trainer makes them.
pub(super) struct Parts {
    pub numbers: Numbers,
    pub vocabulary: Vec<u8>,
    /// Weights of word and character n-grams, each as a share of the largest.
    pub grams: [Vec<i8>; 2],
    pub human: [Vec<u8>; 2],
}

impl Model {
    /// The model that malaprop brings along.
    ///
    /// # Errors
    /// None in a released build: a test reads it.
    pub fn builtin() -> Result<&'static Self> {
        BUILTIN.as_ref().map_err(|what| Error::path("models/fluency.bin", what.as_str()))
    }

    /// The model in a file written by `malaprop phrases train`.
    ///
    /// # Errors
    /// A file that cannot be read, is no such model or is damaged.
    pub fn read_file(path: &Path) -> Result<Self> {
        let bytes = bounded::bytes(path, bounded::TABLE)?;
        let sound = is_summed_up(&bytes);
        let model = Self::parse(Cow::Owned(bytes)).map_err(|what| Error::path(path, what))?;
        match sound {
            true => Ok(model),
            false => Err(Error::path(path, "a damaged fluency model: its bytes are not those of its checksum")),
        }
    }

    pub(super) fn parse(bytes: Cow<'static, [u8]>) -> std::result::Result<Self, String> {
        const HEAD: usize = SUMMED_FROM + 2 * 4;
        let word = |at: usize| bytes.get(at..at + 4).map(|b| [b[0], b[1], b[2], b[3]]);
        if !bytes.starts_with(MAGIC) {
            return Err("no fluency model of this version".to_owned());
        }
        let mut sizes = [0; 2];
        for (i, size) in sizes.iter_mut().enumerate() {
            *size = word(SUMMED_FROM + 4 * i).map_or(0, u32::from_le_bytes) as usize;
            if !size.is_power_of_two() || *size < ENTRY || *size > 1 << 28 {
                return Err(format!("a broken fluency model: a table of {size} bytes"));
            }
        }
        let mut at = HEAD + 4 * NUMBERS;
        let lengths = [VOCABULARY_BYTES, 1 << grams::WORD_BITS, 1 << grams::CHARACTER_BITS, sizes[0], sizes[1]];
        let ends = lengths.map(|length| {
            at += length;
            at
        });
        if bytes.len() != at {
            return Err(format!("a broken fluency model: {} bytes instead of {at}", bytes.len()));
        }
        let numbers: Option<Vec<f64>> = (0..NUMBERS)
            .map(|i| word(HEAD + 4 * i).map(f32::from_le_bytes).filter(|n| n.is_finite()).map(f64::from))
            .collect();
        let numbers = numbers.and_then(|n| Numbers::of(&n)).ok_or("a broken fluency model: numbers out of range")?;
        Ok(Self { bytes, ends, numbers, number: MODELS.fetch_add(1, Ordering::Relaxed) })
    }

    /// The bytes of a model file.
    pub(super) fn write(parts: &Parts) -> Vec<u8> {
        let mut bytes = [&MAGIC[..], &[0; SUMMED_FROM - MAGIC.len()]].concat();
        for table in &parts.human {
            bytes.extend(u32::try_from(table.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        bytes.extend(parts.numbers.list().iter().flat_map(|&n| (n as f32).to_le_bytes()));
        bytes.extend(&parts.vocabulary);
        bytes.extend(parts.grams.iter().flatten().map(|&w| w as u8));
        parts.human.iter().for_each(|table| bytes.extend(table));
        let sum = crc32fast::hash(&bytes[SUMMED_FROM..]);
        bytes[MAGIC.len()..SUMMED_FROM].copy_from_slice(&sum.to_le_bytes());
        bytes
    }

    pub(super) fn table(&self, i: usize) -> &[u8] {
        let start = if i == 0 { self.ends[0] - VOCABULARY_BYTES } else { self.ends[i - 1] };
        &self.bytes[start..self.ends[i]]
    }

    /// Reads a document: its figures, its sentences and its strangest passages.
    #[must_use]
    pub fn read(&self, document: &Document) -> Reading {
        MEMORY.with_borrow_mut(|memory| self.read_with(document, memory.of_model(self.number)))
    }

    fn read_with(&self, document: &Document, memory: &mut Memory) -> Reading {
        let items = Items::read(document, Vocabulary(self.table(0)));
        let human = self.human();
        let mut words = Words::new(human[0], self.table(1));
        let mut characters = Characters::new(human[1], self.table(2), memory);
        let surprise = Surprise::of(&items, &mut words, &mut characters);
        let unusual = self.numbers.unusual(&surprise);
        let mut reading = self.numbers.passages(&items, &unusual);
        let english = document.language().is_some_and(|l| l.code == "en");
        if english && document.words() >= FEWEST_WORDS {
            let mut clues = [0.0; CLUES];
            clues[0] = self.numbers.largest[0] * words.mean_weight();
            clues[1] = self.numbers.largest[1] * characters.mean_weight();
            surprise.voices(&items, &mut clues[2..VOICES]);
            clues[VOICES..].copy_from_slice(&style::rates(document, &items));
            reading.mt_likeness = Some(self.numbers.likeness(&clues));
            reading.fluency = Some(self.numbers.share_of_human(mean(&unusual)));
        }
        reading
    }

    pub(super) fn human(&self) -> [Table<'_>; 2] {
        let [words, characters] = [self.table(3), self.table(4)];
        [
            Table { entries: words, order: WORD_ORDER, unseen: self.numbers.unseen[0] },
            Table { entries: characters, order: CHARACTER_ORDER, unseen: self.numbers.unseen[1] },
        ]
    }
}

/// Whether the head of a model file has the checksum of what is behind it.
fn is_summed_up(bytes: &[u8]) -> bool {
    let (sum, summed) = (bytes.get(MAGIC.len()..SUMMED_FROM), bytes.get(SUMMED_FROM..).unwrap_or_default());
    sum == Some(&crc32fast::hash(summed).to_le_bytes())
}

impl Numbers {
    /// From the clues to a probability.
    pub(super) fn likeness(&self, clues: &[f64; CLUES]) -> f64 {
        let sum = self.clues.iter().zip(clues).fold(self.constant, |sum, ((s, w), &x)| sum + w * s.standard(x));
        1.0 / (1.0 + (-sum).exp())
    }

    /// The share of human documents, in percent, that are at least as surprising; between two quantiles along the line.
    pub(super) fn share_of_human(&self, surprise: f64) -> f64 {
        let step = 100.0 / (QUANTILES - 1) as f64;
        let above = self.human.iter().take_while(|&&h| h > surprise).count();
        if above == 0 || above == QUANTILES {
            return if above == 0 { 0.0 } else { 100.0 };
        }
        let (higher, lower) = (self.human[above - 1], self.human[above]);
        step * (above as f64 - 1.0 + (higher - surprise) / (higher - lower).max(1e-9))
    }
}

/// Weights are kept as signed roots of their share of the largest, so that small ones keep their digits.
pub(super) fn packed(share: f64) -> i8 {
    (share.signum() * share.abs().sqrt() * 127.0).round().clamp(-127.0, 127.0) as i8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_model_in_the_binary_has_its_checksum() {
        assert!(is_summed_up(BUILTIN_BYTES));
        assert!(!is_summed_up(&BUILTIN_BYTES[..BUILTIN_BYTES.len() - 1]));
        assert!(!is_summed_up(b""));
    }
}
