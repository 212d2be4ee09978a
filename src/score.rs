//! From findings to a score: a pure function whose every term is a column of the report.

use crate::finding::{Finding, Severity};
use crate::rule::Family;
use crate::text::fold;
use crate::weights::{self, rounded};
use std::collections::HashMap;

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
    /// Scores below are rejected, unless the document is short.
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
    /// The words that penalties are counted over: at least [`weights::FEWEST_COUNTED_WORDS`].
    pub counted_words: usize,
    /// For each finding, how often its wrong form occurs; 0 on repeats, which cost nothing.
    pub occurrences: Vec<usize>,
    /// The points each finding costs.
    pub points: Vec<f64>,
    /// The sum of the points: MQM's absolute penalty total.
    pub apt: f64,
    /// Points per 1,000 counted words.
    pub penalty_per_1000: f64,
    /// MQM's raw score, 100 × (1 − points / words).
    pub mqm_raw: f64,
    /// 100 less the penalty per 1,000 words, from 0 to 100.
    pub score: f64,
    /// Forms by severity, in the order of [`Severity::ALL`].
    pub by_severity: [usize; 4],
    /// Forms by family, in the order of [`Family::ALL`]; neutral ones are counted too.
    pub by_family: [usize; 6],
    /// Points by family, in the same order.
    pub points_by_family: [f64; 6],
    /// What to do.
    pub decision: Decision,
    /// Whether the document has too few words to be rejected on its score.
    pub short: bool,
    /// The index of the finding that costs most.
    pub top: Option<usize>,
}

/// Scores a document of `words` words with `findings`, in the order of the text.
#[must_use]
pub fn score(findings: &[Finding], matches: &[&str], words: usize, thresholds: &Thresholds) -> Score {
    let occurrences = occurrences(findings, matches);
    let counted_words = words.max(weights::FEWEST_COUNTED_WORDS);
    let mut points = Vec::with_capacity(findings.len());
    let mut by_severity = [0; 4];
    let mut by_family = [0; 6];
    let mut points_by_family = [0.0; 6];
    let mut top: Option<usize> = None;
    for (i, finding) in findings.iter().enumerate() {
        let counted = occurrences[i] > 0;
        let cost = weights::points(finding.severity) * weights::type_weight(finding.rule, finding.severity);
        let cost = if counted { rounded(cost) } else { 0.0 };
        let family = Family::ALL.iter().position(|f| *f == finding.rule.family).unwrap_or(0);
        by_severity[finding.severity as usize] += usize::from(counted);
        by_family[family] += usize::from(counted);
        points_by_family[family] += cost;
        points.push(cost);
        if cost > top.map_or(0.0, |t| points[t]) {
            top = Some(i);
        }
    }
    let apt: f64 = rounded(points.iter().sum());
    let penalty_per_1000 = rounded(apt / counted_words as f64 * 1000.0);
    let score = rounded((100.0 - penalty_per_1000).clamp(0.0, 100.0));
    let short = words < thresholds.short_words;
    let decision = if by_severity[Severity::Critical as usize] > 0 || (score < thresholds.reject && !short) {
        Decision::Reject
    } else if score >= thresholds.publish {
        Decision::Publish
    } else {
        Decision::Review
    };
    Score {
        words,
        counted_words,
        apt,
        penalty_per_1000,
        mqm_raw: rounded(100.0 * (1.0 - apt / counted_words as f64)),
        score,
        by_severity,
        by_family,
        points_by_family: points_by_family.map(rounded),
        decision,
        short,
        top,
        occurrences,
        points,
    }
}

/// Counts each wrong form at its first place: the same rule, the same folded words, the same suggestion.
fn occurrences(findings: &[Finding], matches: &[&str]) -> Vec<usize> {
    let mut first: HashMap<(&str, String, Option<&str>), usize> = HashMap::new();
    let mut counts = vec![0; findings.len()];
    for (i, finding) in findings.iter().enumerate() {
        let form = (finding.rule.code, fold(matches[i]).into_owned(), finding.suggestion.as_deref());
        let at = *first.entry(form).or_insert(i);
        counts[at] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect;
    use crate::span::Span;

    fn finding(code: &str, severity: Severity) -> Finding {
        Finding::new(detect::rule(code).unwrap(), Span::new(0, 1), "").severity(severity)
    }

    fn scored(findings: &[Finding], matches: &[&str], words: usize) -> Score {
        score(findings, matches, words, &Thresholds::default())
    }

    #[test]
    fn a_clean_document_has_a_hundred_points() {
        let clean = scored(&[], &[], 500);
        assert_eq!((clean.score, clean.decision, clean.top), (100.0, Decision::Publish, None));
    }

    #[test]
    fn repeats_of_one_wrong_form_cost_once() {
        let two = [finding("NAM101", Severity::Major), finding("NAM101", Severity::Major)];
        let same = scored(&two, &["Ruthte", "RUTHTE"], 1000);
        assert_eq!((same.occurrences.as_slice(), same.apt), (&[2, 0][..], 5.0));
        assert_eq!(scored(&two, &["Ruthte", "Rutthe"], 1000).apt, 10.0);
    }

    #[test]
    fn one_critical_finding_rejects_and_a_short_text_is_not_rejected_on_its_score() {
        let critical = scored(&[finding("LNG601", Severity::Critical)], &["x"], 5000);
        assert_eq!((critical.decision, critical.score), (Decision::Reject, 95.0));
        let many: Vec<Finding> = (0..10).map(|_| finding("NAM101", Severity::Major)).collect();
        let forms: Vec<String> = (0..10).map(|i| i.to_string()).collect();
        let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
        assert_eq!(scored(&many, &forms, 250).decision, Decision::Review);
        assert_eq!(scored(&many, &forms, 350).decision, Decision::Reject);
    }

    #[test]
    fn minor_punctuation_counts_a_tenth() {
        assert_eq!(scored(&[finding("TYP402", Severity::Minor)], &["x ,"], 1000).apt, 0.1);
    }
}
