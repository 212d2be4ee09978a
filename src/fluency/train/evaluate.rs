//! How good the model is on documents that it was not trained on.

use super::fit::{Prepared, by_group, fit, model, prepare};
use super::samples::Sample;
use crate::error::Result;
use crate::statistics;
use std::collections::BTreeSet;

/// What is held out in turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// A fifth of the source documents.
    Groups,
    /// All documents of a pair.
    Pairs,
}

const FOLDS: usize = 5;

/// A document read by a model that never saw its source document.
#[derive(Debug, Clone)]
pub struct Evaluation {
    /// The document's name.
    pub id: String,
    /// Its pair.
    pub pair: String,
    /// Whether a machine translated it.
    pub machine: bool,
    /// The probability that one did.
    pub mt_likeness: f64,
    /// The figure of its wording.
    pub fluency: f64,
    /// The number of strange passages, and of words.
    pub passages: usize,
    /// Its words.
    pub words: usize,
}

/// Trains once for every part that is held out, and reads that part.
///
/// # Errors
/// Too few documents of one kind.
pub fn evaluate(samples: &[Sample], held: Held) -> Result<Vec<Evaluation>> {
    let prepared = prepare(samples)?;
    let all: Vec<&Prepared<'_>> = prepared.iter().collect();
    let pairs: Vec<&str> = all.iter().map(|p| p.sample.pair.as_str()).collect::<BTreeSet<_>>().into_iter().collect();
    let parts = match held {
        Held::Groups => by_group(&all, FOLDS),
        Held::Pairs => all.iter().map(|p| pairs.partition_point(|&q| q < p.sample.pair.as_str())).collect(),
    };
    let mut found = Vec::new();
    for part in parts.iter().copied().collect::<BTreeSet<_>>() {
        let (out, rest): (Vec<usize>, Vec<usize>) = (0..all.len()).partition(|&d| parts[d] == part);
        let model = model(fit(&rest.iter().map(|&d| all[d]).collect::<Vec<_>>())?)?;
        for d in out {
            let reading = model.read(&all[d].document);
            let (Some(mt_likeness), Some(fluency)) = (reading.mt_likeness, reading.fluency) else { continue };
            let sample = all[d].sample;
            found.push(Evaluation {
                id: sample.id.clone(),
                pair: sample.pair.clone(),
                machine: sample.machine,
                mt_likeness,
                fluency,
                passages: reading.passages.len(),
                words: all[d].document.words(),
            });
        }
    }
    Ok(found)
}

/// The probability that a document of a machine has more than one of a person, ties a half; nothing where one side lacks.
#[must_use]
pub fn auc(documents: &[&Evaluation], of: impl Fn(&Evaluation) -> f64) -> Option<f64> {
    statistics::auc(&documents.iter().map(|d| (of(d), d.machine)).collect::<Vec<_>>())
}
