//! What human judgements say of the weights of the score.
//!
//! Versions of one document are compared with one another only, so that easy and hard documents cancel out: of each judgement and each
//! term the mean of the document is taken off, and a judgement is divided by its spread. Then
//!
//! ```text
//! quality ≈ − Σ θ × loss,   θ ≥ 0,   least squares + λ Σ over families (θ − mean θ)²
//! ```
//!
//! that is, ridge regression towards equal weights: a family keeps the weight of the others as far as the data are silent. λ is
//! the largest that predicts documents left out (a fifth at a time) no worse than the best, by the rule of one standard error
//! (Breiman, Friedman, Olshen and Stone 1984). A family's weight is θ over the mean of the families;
//! the wording's share is its θ in the same unit, in points. Solved by cyclic coordinate descent on the normal equations, with a step for all
//! families together and a cut at 0 (Friedman, Hastie and Tibshirani 2010).

use super::Evaluated;
use super::agreement::quality;
use super::gold::Judgement;
use crate::fingerprint;
use crate::rule::Family;
use crate::statistics::{Bootstrap, mean};
use crate::weights;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A term that may take something of the score.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Term {
    /// What a family takes at weight 1.
    Family(Family),
    /// Less expected wording.
    Wording,
    /// Likeness to machine translation. No part of the score; here to be refuted or not.
    Likeness,
}

const TERMS: usize = 8;
const FAMILIES: usize = 6;

impl Term {
    /// All terms, the families first.
    pub const ALL: [Self; TERMS] = [
        Self::Family(Family::Name),
        Self::Family(Family::Literal),
        Self::Family(Family::Fluency),
        Self::Family(Family::Typography),
        Self::Family(Family::Structure),
        Self::Family(Family::Language),
        Self::Wording,
        Self::Likeness,
    ];

    /// The name used in reports.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Family(family) => family.as_str(),
            Self::Wording => "wording",
            Self::Likeness => "likeness",
        }
    }

    /// What the score uses.
    #[must_use]
    pub const fn shipped(self) -> f64 {
        match self {
            Self::Family(family) => weights::family_weight(family),
            Self::Wording => weights::WORDING_SHARE,
            Self::Likeness => 0.0,
        }
    }
}

type Vector = [f64; TERMS];

/// A judged version of a document.
#[derive(Debug, Clone)]
pub struct Sample {
    group: String,
    doc: String,
    system: String,
    judgement: Judgement,
    quality: f64,
    losses: Vector,
}

/// The judged machine translations of `evaluated`, once for each judgement. `figures` has the fluency percentile and the likeness of
/// documents by models that never saw them, by id; where it is given, documents without them are left out.
#[must_use]
pub fn samples(evaluated: &[Evaluated], figures: Option<&HashMap<String, (f64, f64)>>) -> Vec<Sample> {
    let mut samples = Vec::new();
    for document in evaluated.iter().filter(|d| d.gold.machine != Some(false)) {
        let (gold, judged) = (&document.gold, &document.judged);
        let own = judged.reading.fluency.zip(judged.reading.mt_likeness);
        // A text without figures loses nothing by them, as in the score.
        let found = match figures {
            Some(figures) => figures.get(&gold.id).copied(),
            None => Some(own.unwrap_or((100.0, 0.0))),
        };
        let Some((fluency, likeness)) = found else { continue };
        let mut losses = [0.0; TERMS];
        for (loss, points) in losses.iter_mut().zip(judged.score.points_by_family) {
            *loss = weights::loss(points / judged.score.counted_words as f64 * 1000.0);
        }
        // In points of a share of 1: what Term::shipped is in.
        losses[FAMILIES] = (100.0 - fluency) / 100.0;
        losses[FAMILIES + 1] = likeness;
        for judgement in Judgement::ALL {
            if let Some(quality) = quality(document, judgement) {
                let (group, doc, system) = (gold.group.clone(), gold.doc.clone(), gold.system.clone());
                samples.push(Sample { group, doc, system, judgement, quality, losses });
            }
        }
    }
    samples
}

/// The normal equations of one document's versions.
#[derive(Debug, Clone, Copy, Default)]
struct Normal {
    gram: [Vector; TERMS],
    pull: Vector,
    squares: f64,
}

impl Normal {
    fn add(&mut self, other: &Self) {
        for (row, others) in self.gram.iter_mut().zip(&other.gram) {
            row.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        }
        self.pull.iter_mut().zip(&other.pull).for_each(|(sum, other)| *sum += other);
        self.squares += other.squares;
    }

    fn sum<'a>(parts: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut sum = Self::default();
        parts.into_iter().for_each(|part| sum.add(part));
        sum
    }

    /// The squared error that `theta` leaves.
    fn error(&self, theta: &Vector) -> f64 {
        let squared: f64 = self.gram.iter().zip(theta).map(|(row, t)| t * dot(row, theta)).sum();
        self.squares - 2.0 * dot(&self.pull, theta) + squared
    }

    fn solve(&self, lambda: f64) -> Vector {
        const ROUNDS: usize = 500;
        let mut theta = [0.0; TERMS];
        for _ in 0..ROUNDS {
            // All families together first: the pull does not feel that, and alone they would creep.
            let gram: f64 = self.gram[..FAMILIES].iter().map(|row| row[..FAMILIES].iter().sum::<f64>()).sum();
            let slope: f64 = (0..FAMILIES).map(|i| self.pull[i] - dot(&self.gram[i], &theta)).sum();
            let least = theta[..FAMILIES].iter().copied().fold(f64::INFINITY, f64::min);
            let step = if gram > 0.0 { (slope / gram).max(-least) } else { 0.0 };
            theta[..FAMILIES].iter_mut().for_each(|t| *t += step);
            let middle = theta[..FAMILIES].iter().sum::<f64>() / FAMILIES as f64;
            for i in 0..TERMS {
                let (towards, strength) = if i < FAMILIES { (middle, lambda) } else { (0.0, 0.0) };
                let others = dot(&self.gram[i], &theta) - theta[i] * self.gram[i][i];
                let scale = self.gram[i][i] + strength;
                theta[i] =
                    if scale > 0.0 { ((self.pull[i] - others + strength * towards) / scale).max(0.0) } else { 0.0 };
            }
        }
        theta
    }

    /// The weight that fits best where all families have the same and nothing else counts.
    fn equal(&self) -> f64 {
        let gram: f64 = (0..FAMILIES).map(|i| self.gram[i][..FAMILIES].iter().sum::<f64>()).sum();
        if gram > 0.0 { (self.pull[..FAMILIES].iter().sum::<f64>() / gram).max(0.0) } else { 0.0 }
    }
}

fn dot(a: &Vector, b: &Vector) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The versions of each document that were judged in one way.
fn versions<'a>(
    samples: impl IntoIterator<Item = &'a Sample>,
) -> BTreeMap<(Judgement, &'a str, &'a str), Vec<&'a Sample>> {
    let mut of: BTreeMap<_, Vec<&Sample>> = BTreeMap::new();
    for sample in samples {
        of.entry((sample.judgement, sample.group.as_str(), sample.doc.as_str())).or_default().push(sample);
    }
    of
}

/// The documents of `samples`, each with its normal equations, in order.
fn documents(samples: &[&Sample]) -> Vec<(String, Normal)> {
    let of = versions(samples.iter().copied());
    let mut spread: HashMap<Judgement, (f64, f64)> = HashMap::new();
    for ((judgement, ..), versions) in &of {
        let qualities: Vec<f64> = versions.iter().map(|v| v.quality).collect();
        let middle = mean(&qualities).unwrap_or_default();
        let sum = spread.entry(*judgement).or_default();
        *sum = (sum.0 + qualities.iter().map(|q| (q - middle).powi(2)).sum::<f64>(), sum.1 + qualities.len() as f64);
    }
    let mut documents: BTreeMap<String, Normal> = BTreeMap::new();
    for ((judgement, group, doc), versions) in &of {
        let (squares, count) = spread[judgement];
        let scale = (squares / count).sqrt();
        if versions.len() < 2 || scale <= 0.0 {
            continue;
        }
        let middle =
            |figure: &dyn Fn(&Sample) -> f64| versions.iter().map(|v| figure(v)).sum::<f64>() / versions.len() as f64;
        let quality = middle(&|v: &Sample| v.quality);
        let losses: Vector = std::array::from_fn(|i| middle(&|v: &Sample| v.losses[i]));
        let normal = documents.entry(format!("{group}\u{1f}{doc}")).or_default();
        for version in versions {
            let y = (version.quality - quality) / scale;
            let x: Vector = std::array::from_fn(|i| losses[i] - version.losses[i]);
            for (i, own) in x.iter().enumerate() {
                normal.gram[i].iter_mut().zip(&x).for_each(|(sum, other)| *sum += own * other);
                normal.pull[i] += own * y;
            }
            normal.squares += y * y;
        }
    }
    documents.into_iter().collect()
}

/// What the data say of one term.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighed {
    /// The term.
    pub term: Term,
    /// Its weight without a pull towards the others, where the best equal weight of all families is 1; and the 95 % interval over
    /// documents.
    pub free: (f64, (f64, f64)),
    /// Its weight with the pull.
    pub fitted: f64,
}

impl Weighed {
    /// Whether the data cannot tell the weight from none.
    #[must_use]
    pub fn is_noise(&self) -> bool {
        self.free.1.0 <= 0.0
    }
}

/// What the data say of all terms.
#[derive(Debug, Clone, PartialEq)]
pub struct Fit {
    /// Documents with two judged versions or more.
    pub documents: usize,
    /// Judged versions.
    pub versions: usize,
    /// The pull towards equal weights.
    pub lambda: f64,
    /// The share of the squared differences between versions of a document that the fit explains where it was not fitted;
    /// below 0 where nothing at all would predict better.
    pub explained: f64,
    /// The terms.
    pub terms: Vec<Weighed>,
    /// What was held out in turn; then of the pairs of versions of one document, one of them held out, how many there are, and
    /// which shares are ordered as people order them: by equal weights and no wording, by the fit to the others, by the shipped
    /// weights.
    pub held_out: Vec<(&'static str, usize, [f64; 3])>,
}

const LAMBDAS: [f64; 7] = [1e1, 1e2, 1e3, 3e3, 1e4, 1e5, 1e6];
const FOLDS: u64 = 5;

fn fold(name: &str) -> u64 {
    // The low bits of FNV-1a hang together for like names; the high ones are mixed.
    (fingerprint::hash([name]) >> 32) % FOLDS
}

/// The squared error of each document by a fit to the other folds.
fn held_out_errors(documents: &[(String, Normal)], lambda: f64) -> Vec<f64> {
    let of_fold = |held: u64| Normal::sum(documents.iter().filter(|d| fold(&d.0) != held).map(|d| &d.1)).solve(lambda);
    let thetas: Vec<Vector> = (0..FOLDS).map(of_fold).collect();
    documents.iter().map(|(name, normal)| normal.error(&thetas[fold(name) as usize])).collect()
}

/// The strongest pull that predicts no worse than the best one, within one standard error of the difference; and the share of the
/// squared differences between versions that it explains where it was not fitted.
fn choose_lambda(documents: &[(String, Normal)]) -> (f64, f64) {
    let tried = LAMBDAS.map(|lambda| (lambda, held_out_errors(documents, lambda)));
    let sum = |errors: &[f64]| errors.iter().sum::<f64>();
    let best = tried.iter().min_by(|a, b| sum(&a.1).total_cmp(&sum(&b.1))).unwrap_or(&tried[0]);
    let as_good = |errors: &[f64]| {
        let worse: Vec<f64> = errors.iter().zip(&best.1).map(|(e, b)| e - b).collect();
        let middle = mean(&worse).unwrap_or_default();
        let variance = worse.iter().map(|w| (w - middle).powi(2)).sum::<f64>() / worse.len().max(1) as f64;
        middle <= (variance / worse.len().max(1) as f64).sqrt()
    };
    let (lambda, errors) = tried.iter().rev().find(|(_, errors)| as_good(errors)).unwrap_or(best);
    let all: f64 = documents.iter().map(|d| d.1.squares).sum();
    (*lambda, 1.0 - sum(errors) / all)
}

/// Fits the weights to `samples`; nothing where no document has two judged versions.
#[must_use]
pub fn fit(samples: &[Sample], bootstrap: &Bootstrap) -> Option<Fit> {
    let all: Vec<&Sample> = samples.iter().collect();
    let documents = documents(&all);
    let total = Normal::sum(documents.iter().map(|d| &d.1));
    let unit = total.equal();
    if documents.is_empty() || unit <= 0.0 {
        return None;
    }
    let (lambda, explained) = choose_lambda(&documents);
    let (free, fitted) = (total.solve(0.0), total.solve(lambda));
    let middle = mean(&fitted[..FAMILIES]).filter(|m| *m > 0.0)?;
    let weighed = |i: usize| {
        let of = |sample: &[usize]| Some(Normal::sum(sample.iter().map(|&d| &documents[d].1)).solve(0.0)[i] / unit);
        let interval = bootstrap.interval(documents.len(), of).unwrap_or_default();
        Weighed { term: Term::ALL[i], free: (free[i] / unit, interval), fitted: fitted[i] / middle }
    };
    let held: [(&'static str, KeyOf); 3] = [
        ("a fifth of the documents", |s| fold(&s.doc).to_string()),
        ("a pair of languages", |s| s.group.clone()),
        ("a system", |s| s.system.clone()),
    ];
    Some(Fit {
        documents: documents.len(),
        versions: samples.len(),
        lambda,
        explained,
        terms: (0..TERMS).map(weighed).collect(),
        held_out: held.into_iter().map(|(name, key)| held_out(name, samples, key, lambda)).collect(),
    })
}

/// What keeps samples together when some are held out.
type KeyOf = fn(&Sample) -> String;

fn held_out(
    name: &'static str,
    samples: &[Sample],
    key: fn(&Sample) -> String,
    lambda: f64,
) -> (&'static str, usize, [f64; 3]) {
    let versions = versions(samples);
    let mut equal = [0.0; TERMS];
    equal[..FAMILIES].fill(1.0);
    let shipped: Vector = std::array::from_fn(|i| Term::ALL[i].shipped());
    let parts: BTreeSet<String> = samples.iter().map(key).collect();
    let (mut won, mut pairs) = ([0.0; 3], 0);
    for part in &parts {
        let rest: Vec<&Sample> = samples.iter().filter(|s| key(s) != *part).collect();
        let fitted = Normal::sum(documents(&rest).iter().map(|d| &d.1)).solve(lambda);
        let thetas = [equal, fitted, shipped];
        for of in versions.values() {
            for (i, a) in of.iter().enumerate() {
                for b in of[..i].iter().filter(|b| b.quality != a.quality && (key(a) == *part || key(b) == *part)) {
                    pairs += 1;
                    for (won, theta) in won.iter_mut().zip(&thetas) {
                        let product = (dot(&b.losses, theta) - dot(&a.losses, theta)) * (a.quality - b.quality);
                        *won += if product > 0.0 {
                            1.0
                        } else if product == 0.0 {
                            0.5
                        } else {
                            0.0
                        };
                    }
                }
            }
        }
    }
    (name, pairs, won.map(|won| won / pairs.max(1) as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Documents with five versions whose quality is made of their losses by known weights, and of noise.
    fn made(weights: Vector, noise: f64) -> Vec<Sample> {
        let mut state = 7_u64;
        let mut chance = move || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1_u64 << 24) as f64
        };
        let mut samples = Vec::new();
        for doc in 0..600 {
            let hard = chance() * 50.0;
            for system in 0..5 {
                let losses: Vector = std::array::from_fn(|_| chance());
                let lost: f64 = losses.iter().zip(weights).map(|(l, w)| l * w).sum();
                samples.push(Sample {
                    group: "g".into(),
                    doc: doc.to_string(),
                    system: system.to_string(),
                    judgement: Judgement::Da,
                    quality: -hard - lost + noise * (chance() - 0.5),
                    losses,
                });
            }
        }
        samples
    }

    const FEW: Bootstrap = Bootstrap { seed: 1, samples: 60 };

    #[test]
    fn finds_the_weights_that_made_the_data_and_calls_noise_noise() {
        let fit = fit(&made([2.0, 1.0, 1.0, 1.0, 1.0, 0.0, 3.0, 0.0], 0.5), &FEW).unwrap();
        let fitted: Vec<f64> = fit.terms.iter().map(|t| t.fitted).collect();
        for (i, expected) in [2.0, 1.0, 1.0, 1.0, 1.0, 0.0, 3.0, 0.0].into_iter().enumerate() {
            assert!((fitted[i] - expected).abs() < 0.15, "{fitted:?}");
        }
        let noise: Vec<bool> = fit.terms.iter().map(Weighed::is_noise).collect();
        assert_eq!(noise, [false, false, false, false, false, true, false, true]);
        assert!(fit.held_out.iter().all(|(_, pairs, _)| *pairs >= 6000), "{:?}", fit.held_out);
    }

    #[test]
    fn the_pull_brings_the_families_nearer_to_one_another() {
        let samples = made([2.0, 1.0, 1.0, 1.0, 1.0, 0.0, 3.0, 0.0], 5.0);
        let documents = documents(&samples.iter().collect::<Vec<_>>());
        let total = Normal::sum(documents.iter().map(|d| &d.1));
        let width = |lambda: f64| {
            let theta = total.solve(lambda);
            theta[..FAMILIES].iter().copied().fold(f64::MIN, f64::max)
                - theta[..FAMILIES].iter().copied().fold(f64::MAX, f64::min)
        };
        assert!(
            width(0.0) > width(100.0) && width(100.0) > width(1e5),
            "{} {} {}",
            width(0.0),
            width(100.0),
            width(1e5)
        );
        assert!(width(1e5) < 0.05 * width(0.0));
    }

    #[test]
    fn nothing_to_compare_is_nothing() {
        let mut alone = made([1.0; TERMS], 0.1);
        alone.retain(|s| s.system == "0");
        assert!(fit(&alone, &FEW).is_none());
    }
}
