//! From findings to a score: a pure function whose every term is a column of the report.
//!
//! ```text
//! penalty of a finding  = severity points × type weight, 0 for repeats       findings.csv: penalty
//! apt                   = Σ penalties                                        documents.csv: apt, penalty_FAMILY
//! loss of a family      = cap × p / (cap + p) per cent, where                               loss_FAMILY
//!                         p = family weight × Σ penalties / counted words × 1000
//! loss of the wording   = share × (100 − fluency percentile) / 100 per cent                 loss_wording
//!                         (0 for fewer than 50 different words)
//! score                 = 100 × Π over families (1 − loss / 100) × (1 − loss_wording / 100)
//! ```
//!
//! Points, type weights, the sum over words and repeats at no cost are MQM's (themqm.org, "Values and Scores"; `score_mqm.py` of
//! google-research/mt-metrics-eval; ISO 5060 for repeats). MQM subtracts; here the families multiply, which is the same for small
//! losses, never falls below 0 and needs no cut, so that one more finding always costs something. Counted words are those
//! of different sentences ([`Score::counted_words`]): nothing is gained by writing a text twice.
//!
//! The errors of a text are few and countable, hence the interval: [`weighted_count_interval`] of the points, put through the same
//! arithmetic in the same proportions of families.

mod forms;

use crate::finding::{Finding, Severity};
use crate::fluency::{FEWEST_WORDS, Reading};
use crate::rule::Family;
use crate::statistics::weighted_count_interval;
use crate::text::Document;
use crate::weights::{self, rounded};

/// What to do with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Decision {
    /// Nothing stands in the way.
    Publish,
    /// A person should look.
    Review,
    /// Not worth mending.
    Reject,
}

impl Decision {
    /// The name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Review => "review",
            Self::Reject => "reject",
        }
    }
}

/// Where decisions change.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Thresholds {
    /// Scores from here on are published.
    pub publish: f64,
    /// Documents whose whole interval is below are rejected.
    pub reject: f64,
    /// Documents of fewer words are short.
    pub short_words: usize,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self { publish: weights::PUBLISH_FROM, reject: weights::REJECT_BELOW, short_words: weights::SHORT_WORDS }
    }
}

/// How good a document is.
#[derive(Debug, Clone, PartialEq)]
pub struct Score {
    /// Words and numbers of the text.
    pub words: usize,
    /// Those of different sentences.
    pub different_words: usize,
    /// The words that penalties are counted over: the different ones, and at least [`weights::FEWEST_COUNTED_WORDS`].
    pub counted_words: usize,
    /// For each finding, how often its form occurs; 0 on repeats, which cost nothing.
    pub occurrences: Vec<usize>,
    /// The points each finding costs.
    pub points: Vec<f64>,
    /// The sum of the points: MQM's absolute penalty total.
    pub apt: f64,
    /// Points per 1,000 counted words.
    pub penalty_per_1000: f64,
    /// MQM's raw score, 100 × (1 − points / words).
    pub mqm_raw: f64,
    /// From 0 to 100.
    pub score: f64,
    /// The interval of the points, at 95 %.
    pub points_interval: (f64, f64),
    /// The interval of the score, at 95 %: what as many words of the same hand may score.
    pub interval: (f64, f64),
    /// Forms by severity, in the order of [`Severity::ALL`].
    pub by_severity: [usize; 4],
    /// Forms by family, in the order of [`Family::ALL`]; neutral ones are counted too.
    pub by_family: [usize; 6],
    /// Points by family, in the same order.
    pub points_by_family: [f64; 6],
    /// The percentage that each family takes, in the same order.
    pub loss_by_family: [f64; 6],
    /// The percentage that the wording takes.
    pub loss_of_wording: f64,
    /// What to do.
    pub decision: Decision,
    /// Whether the document has few words.
    pub short: bool,
    /// The index of the finding that costs most.
    pub top: Option<usize>,
}

/// Scores `document` with its `findings`, in the order of the text, and the model's `reading` of it.
#[must_use]
pub fn score(document: &Document, findings: &[Finding], reading: &Reading, thresholds: &Thresholds) -> Score {
    let occurrences = forms::occurrences(findings, document.text());
    let once = forms::words_once(document);
    // A short text written twice is as short as before, and has no figure either.
    let fluency = reading.fluency.filter(|_| once >= FEWEST_WORDS).map(rounded);
    total(findings, occurrences, document.words(), once, fluency, thresholds)
}

fn total(
    findings: &[Finding],
    occurrences: Vec<usize>,
    words: usize,
    once: usize,
    fluency: Option<f64>,
    thresholds: &Thresholds,
) -> Score {
    let counted_words = once.max(weights::FEWEST_COUNTED_WORDS);
    let mut points = Vec::with_capacity(findings.len());
    let mut by_severity = [0; 4];
    let mut by_family = [0; 6];
    let mut points_by_family = [0.0; 6];
    let mut top: Option<usize> = None;
    for (i, finding) in findings.iter().enumerate() {
        let counted = occurrences[i] > 0;
        let cost = weights::points(finding.severity) * weights::type_weight(finding.rule, finding.severity);
        let cost = if counted { rounded(cost) } else { 0.0 };
        let family = finding.rule.family as usize;
        by_severity[finding.severity as usize] += usize::from(counted);
        by_family[family] += usize::from(counted);
        points_by_family[family] += cost;
        points.push(cost);
        if cost > top.map_or(0.0, |t| points[t]) {
            top = Some(i);
        }
    }
    let points_by_family = points_by_family.map(rounded);
    let apt: f64 = rounded(points_by_family.iter().sum());
    let costly: Vec<f64> = points.iter().copied().filter(|p| *p > 0.0).collect();
    let (low, high) = weighted_count_interval(&costly, weights::NEXT_ERROR);
    let points_interval = (rounded(low), rounded(high));
    let per_1000 = |points: f64| points / counted_words as f64 * 1000.0;
    let loss_of_wording = rounded(fluency.map_or(0.0, |f| weights::WORDING_SHARE * (100.0 - f) / 100.0));
    // The losses by family where the points are `times` as many.
    let losses = |times: f64| {
        let loss = |family: Family| {
            rounded(weights::loss(weights::family_weight(family) * per_1000(points_by_family[family as usize] * times)))
        };
        Family::ALL.map(loss)
    };
    let left =
        |losses: &[f64]| rounded(losses.iter().fold(100.0 - loss_of_wording, |l, loss| l * (1.0 - loss / 100.0)));
    let loss_by_family = losses(1.0);
    let score = left(&loss_by_family);
    let interval = if apt > 0.0 {
        (left(&losses(points_interval.1 / apt)), left(&losses(points_interval.0 / apt)))
    } else {
        // Nothing was found; what was missed is of a family that nobody knows.
        (left(&[rounded(weights::loss(per_1000(points_interval.1)))]), score)
    };
    let decision = if by_severity[Severity::Critical as usize] > 0 || interval.1 < thresholds.reject {
        Decision::Reject
    } else if score >= thresholds.publish {
        Decision::Publish
    } else {
        Decision::Review
    };
    Score {
        words,
        different_words: once,
        counted_words,
        apt,
        penalty_per_1000: rounded(per_1000(apt)),
        mqm_raw: rounded(100.0 * (1.0 - apt / counted_words as f64)),
        score,
        points_interval,
        interval,
        by_severity,
        by_family,
        points_by_family,
        loss_by_family,
        loss_of_wording,
        decision,
        short: words < thresholds.short_words,
        top,
        occurrences,
        points,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect;
    use crate::rule::Rule;
    use crate::span::Span;

    fn finding(code: &str, severity: Severity) -> Finding {
        Finding::new(detect::rule(code).unwrap(), Span::new(0, 1), "").severity(severity)
    }

    fn scored(findings: &[Finding], words: usize) -> Score {
        total(findings, vec![1; findings.len()], words, words, None, &Thresholds::default())
    }

    #[test]
    fn a_clean_document_has_a_hundred_points_and_a_short_one_is_less_sure() {
        let clean = scored(&[], 5000);
        assert_eq!((clean.score, clean.decision, clean.top), (100.0, Decision::Publish, None));
        assert_eq!(clean.points_interval, (0.0, 3.69));
        assert!(clean.interval.0 > 99.0 && scored(&[], 500).interval.0 < 95.0);
    }

    #[test]
    fn one_critical_finding_rejects_whatever_the_score() {
        let critical = scored(&[finding("LNG601", Severity::Critical)], 5000);
        assert_eq!((critical.decision, critical.score > 90.0), (Decision::Reject, true));
    }

    #[test]
    fn a_document_is_rejected_where_the_whole_interval_is_below_the_line() {
        let names = vec![finding("NAM101", Severity::Major); 60];
        let one_family = scored(&names, 500);
        assert_eq!(one_family.decision, Decision::Review, "{one_family:?}");
        assert!(one_family.score > weights::REJECT_BELOW);
        let both = |n: usize| {
            let phrases = vec![finding("LIT201", Severity::Major); n];
            scored(&[&names[..n], &phrases].concat(), 500)
        };
        assert_eq!(both(60).decision, Decision::Reject);
        let near = (1..60).map(both).find(|s| s.score < weights::REJECT_BELOW).unwrap();
        assert_eq!(near.decision, Decision::Review, "{near:?}");
    }

    #[test]
    fn minor_punctuation_counts_a_tenth() {
        assert_eq!(scored(&[finding("TYP402", Severity::Minor)], 1000).apt, 0.1);
    }

    #[test]
    fn every_further_finding_of_any_family_costs_something_even_beyond_the_cap() {
        for family in Family::ALL {
            let rule: &'static Rule = detect::all().map(|d| d.rule()).find(|r| r.family == family).unwrap();
            let findings = vec![Finding::new(rule, Span::new(0, 1), "").severity(Severity::Major); 80];
            let scores: Vec<f64> = (0..=80).map(|k| scored(&findings[..k], 600).score).collect();
            assert!(scores.windows(2).all(|w| w[1] < w[0]), "{family:?}: {scores:?}");
            assert!(scores[80] > 100.0 - weights::FAMILY_CAP);
        }
    }

    #[test]
    fn the_interval_holds_the_score_and_narrows_with_the_text() {
        let some = vec![finding("LIT201", Severity::Minor); 4];
        let (short, long) = (scored(&some, 500), scored(&vec![some[0].clone(); 16], 2000));
        assert_eq!(short.score, long.score);
        for s in [&short, &long] {
            assert!(s.interval.0 < s.score && s.score < s.interval.1, "{s:?}");
        }
        assert!(long.interval.1 - long.interval.0 < short.interval.1 - short.interval.0);
    }

    #[test]
    fn the_wording_alone_never_keeps_a_document_from_being_published_nor_with_one_wrong_name() {
        let worst = |findings: &[Finding]| {
            total(findings, vec![1; findings.len()], 100, 100, Some(0.0), &Thresholds::default())
        };
        assert_eq!(worst(&[]).score, 100.0 - weights::WORDING_SHARE);
        assert_eq!(worst(&[finding("NAM101", Severity::Major)]).decision, Decision::Publish);
    }
}
