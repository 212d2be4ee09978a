//! What the English itself says: how much a text reads like machine translation, and where it is unlike human text.
//!
//! Two figures that must not be mixed. [`Reading::mt_likeness`] tells machines from people and says nothing about quality: in
//! machine translation it does not correlate with any human judgement. [`Reading::fluency`] and the passages come from models
//! of human text alone; machines write *smoother* than people, so a high value is no proof of anything, while single passages
//! that human text would hardly have are worth a look. Neither is part of the score.
//!
//! [`Model::builtin`] is trained by `malaprop phrases train`; see `models/README.md`.

mod grams;
mod items;
mod lm;
mod model;
mod readers;
mod style;
mod surprise;
pub mod train;

pub use model::{FEWEST_WORDS, Model};

use std::ops::Range;

/// What the model says of one document.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Reading {
    /// From 0 to 1: the probability that a machine translated the text, where half of such texts are machine-translated.
    /// Nothing for texts of fewer than [`FEWEST_WORDS`] words or not in English.
    pub mt_likeness: Option<f64>,
    /// From 0 to 100: the percentage of human translations whose wording is at least as unexpected as this one's. Nothing
    /// where there is no `mt_likeness`.
    pub fluency: Option<f64>,
    /// Every sentence and headline, in order.
    pub sentences: Vec<SentenceReading>,
    /// The strangest passage of each sentence that has one above the model's threshold, in order of the text.
    pub passages: Vec<Passage>,
}

/// How far a sentence is from human text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SentenceReading {
    /// The index of its segment in the document.
    pub segment: usize,
    /// Standard deviations above the mean of human sentences; below 0 for smoother ones.
    pub unnaturalness: f64,
}

/// A few words that human text would hardly have in this order.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Standard deviations above the mean of human text.
    pub unnaturalness: f64,
    /// The tokens that make it so, worst first.
    pub words: Vec<usize>,
}

impl Reading {
    /// How strange segment number `segment` of the document is: what other detectors may weigh. Nothing for lines that are no
    /// sentence.
    #[must_use]
    pub fn unnaturalness_of(&self, segment: usize) -> Option<f64> {
        let at = self.sentences.binary_search_by_key(&segment, |s| s.segment).ok()?;
        Some(self.sentences[at].unnaturalness)
    }
}
