//! Whether the score orders documents and systems as people do.
//!
//! Documents of different test sets or pairs of languages are never compared; figures of several are averaged by the number of
//! what was compared. Judged are machine translations only: people judged references against themselves.

use super::Evaluated;
use super::gold::Judgement;
use crate::statistics::{auc, kendall, mean, spearman, won_pairs};
use std::collections::BTreeMap;

/// How well the score agrees.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Agreement {
    /// The share of pairs of a person's and a machine's document in which the person's scores higher.
    pub auc: Option<f64>,
    /// By judgement, in the order of [`Judgement::ALL`].
    pub judged: [With; 2],
}

/// How well it agrees with one kind of judgement.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct With {
    /// Judged documents.
    pub documents: usize,
    /// Spearman's rank correlation with the judgement.
    pub spearman: Option<f64>,
    /// Kendall's tau-b with it.
    pub kendall: Option<f64>,
    /// Of pairs of versions of one document the share that the score orders alike, ties a half; and the pairs.
    pub same: Option<(f64, usize)>,
    /// The share of pairs of systems that the mean score orders as the mean judgement does, ties a half; and the pairs.
    pub systems: Option<(f64, usize)>,
}

/// Fewer documents of a system say nothing of it.
const FEWEST_OF_SYSTEM: usize = 5;
/// Fewer documents have no correlation worth the name.
const FEWEST_CORRELATED: usize = 30;

/// Figures by the number of what they were made of.
#[derive(Default)]
struct Mean {
    sum: f64,
    weight: usize,
}

impl Mean {
    fn add(&mut self, figure: Option<f64>, weight: usize) {
        if let Some(figure) = figure {
            self.sum += figure * weight as f64;
            self.weight += weight;
        }
    }

    fn get(&self) -> Option<f64> {
        (self.weight > 0).then(|| self.sum / self.weight as f64)
    }
}

/// The judgement of a document, in a unit that does not grow with its length.
pub(super) fn quality(document: &Evaluated, judgement: Judgement) -> Option<f64> {
    let judged = document.gold.judgements[judgement as usize]?;
    Some(match judgement {
        Judgement::Da => judged,
        Judgement::Mqm => judged / document.judged.score.words.max(1) as f64,
    })
}

/// Compares what `figure` says of each document (higher is better) with what people say.
#[must_use]
pub fn agreement(evaluated: &[Evaluated], figure: impl Fn(&Evaluated) -> f64) -> Agreement {
    let mut groups: BTreeMap<&str, Vec<&Evaluated>> = BTreeMap::new();
    for document in evaluated {
        groups.entry(&document.gold.group).or_default().push(document);
    }
    let mut areas = Mean::default();
    for group in groups.values() {
        let known = group.iter().filter_map(|d| Some((figure(d), !d.gold.machine?)));
        areas.add(auc(&known.collect::<Vec<_>>()), group.len());
    }
    let judged = Judgement::ALL.map(|judgement| {
        let (mut rho, mut tau) = (Mean::default(), Mean::default());
        let (mut same, mut systems) = ((0.0, 0), (0.0, 0));
        let mut documents = 0;
        for group in groups.values() {
            let machines = group.iter().filter(|d| d.gold.machine != Some(false));
            let pairs: Vec<(&Evaluated, (f64, f64))> =
                machines.filter_map(|d| Some((*d, (figure(d), quality(d, judgement)?)))).collect();
            documents += pairs.len();
            let figures: Vec<(f64, f64)> = pairs.iter().map(|p| p.1).collect();
            if figures.len() >= FEWEST_CORRELATED {
                rho.add(spearman(&figures), figures.len());
                tau.add(kendall(&figures), figures.len());
            }
            let by = |key: fn(&Evaluated) -> &str| {
                let mut of: BTreeMap<&str, Vec<(f64, f64)>> = BTreeMap::new();
                for (document, figures) in &pairs {
                    of.entry(key(document)).or_default().push(*figures);
                }
                of
            };
            for versions in by(|d| &d.gold.doc).values() {
                let (won, pairs) = won_pairs(versions);
                same = (same.0 + won, same.1 + pairs);
            }
            let means: Vec<(f64, f64)> = by(|d| &d.gold.system)
                .values()
                .filter(|of| of.len() >= FEWEST_OF_SYSTEM)
                .filter_map(|of| {
                    let (figures, judged): (Vec<f64>, Vec<f64>) = of.iter().copied().unzip();
                    Some((mean(&figures)?, mean(&judged)?))
                })
                .collect();
            let (won, pairs) = won_pairs(&means);
            systems = (systems.0 + won, systems.1 + pairs);
        }
        let share = |(won, pairs): (f64, usize)| (pairs > 0).then(|| (won / pairs as f64, pairs));
        With { documents, spearman: rho.get(), kendall: tau.get(), same: share(same), systems: share(systems) }
    });
    Agreement { auc: areas.get(), judged }
}
