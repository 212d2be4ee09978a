//! Precision and recall of findings against the places that people marked.

use super::Evaluated;
use crate::finding::Severity;
use crate::rule::{Family, Rule};
use crate::statistics::wilson;
use std::collections::BTreeMap;

/// What one rule, one family or everything found, and missed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Findings above neutral.
    pub findings: usize,
    /// Those that share a letter with a marked place.
    pub right: usize,
    /// Marked places that should be found by it: those that are labelled with its code, name or family; for everything, all.
    pub owed: usize,
    /// Those that share a letter with one of its findings.
    pub found: usize,
}

impl Row {
    /// The share of findings that are right, with its Wilson interval; nothing without findings.
    #[must_use]
    pub fn precision(&self) -> Option<(f64, (f64, f64))> {
        share(self.right, self.findings)
    }

    /// The share of places that are found, with its Wilson interval; nothing without places.
    #[must_use]
    pub fn recall(&self) -> Option<(f64, (f64, f64))> {
        share(self.found, self.owed)
    }

    /// The harmonic mean of both.
    #[must_use]
    pub fn f1(&self) -> Option<f64> {
        let (p, r) = (self.precision()?.0, self.recall()?.0);
        (p + r > 0.0).then(|| 2.0 * p * r / (p + r))
    }
}

fn share(hits: usize, trials: usize) -> Option<(f64, (f64, f64))> {
    (trials > 0).then(|| (hits as f64 / trials as f64, wilson(hits, trials)))
}

/// The rows by rule, by family, and of everything; only documents whose places are labelled count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Documents whose places are labelled.
    pub documents: usize,
    /// By code.
    pub by_rule: BTreeMap<&'static str, Row>,
    /// In the order of [`Family::ALL`].
    pub by_family: [Row; 6],
    /// Everything.
    pub all: Row,
}

/// Counts right findings and found places.
#[must_use]
pub fn places(evaluated: &[Evaluated]) -> Places {
    let mut places = Places::default();
    for document in evaluated {
        let Some(spans) = &document.gold.spans else { continue };
        places.documents += 1;
        let findings: Vec<_> = document.judged.findings.iter().filter(|f| f.severity > Severity::Neutral).collect();
        for finding in &findings {
            let right = spans.iter().any(|s| s.span.overlaps(finding.span));
            let rows = [
                places.by_rule.entry(finding.rule.code).or_default(),
                &mut places.by_family[finding.rule.family as usize],
                &mut places.all,
            ];
            for row in rows {
                row.findings += 1;
                row.right += usize::from(right);
            }
        }
        for gold in spans {
            let touching: Vec<&Rule> = findings.iter().filter(|f| f.span.overlaps(gold.span)).map(|f| f.rule).collect();
            let owed = |row: &mut Row, found: bool| {
                row.owed += 1;
                row.found += usize::from(found);
            };
            owed(&mut places.all, !touching.is_empty());
            let rule = crate::detect::rule(&gold.label);
            let family = rule.map(|r| r.family).or_else(|| Family::ALL.into_iter().find(|f| f.as_str() == gold.label));
            if let Some(family) = family {
                owed(&mut places.by_family[family as usize], touching.iter().any(|r| r.family == family));
            }
            if let Some(rule) = rule {
                owed(places.by_rule.entry(rule.code).or_default(), touching.contains(&rule));
            }
        }
    }
    places
}
