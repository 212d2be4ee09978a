//! The loop from a report to the next run: verdicts read back, what they teach, what a run leaves out because of them.

pub mod baseline;
pub mod precision;
pub mod suppressions;
pub mod variants;
pub mod verdicts;

use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::text::Document;
use baseline::Baseline;
use suppressions::Suppressions;

/// What earlier reviews say about findings.
#[derive(Debug, Default)]
pub struct Review {
    /// Findings that somebody rejected.
    pub suppressions: Suppressions,
    /// The findings of an earlier run, where only new ones are wanted.
    pub baseline: Option<Baseline>,
}

/// A document's findings after a look at earlier reviews.
#[derive(Debug, Default)]
pub struct Sifted {
    /// Those to report.
    pub kept: Vec<Finding>,
    /// Those that a suppression covers.
    pub suppressed: Vec<Suppressed>,
    /// How many stand in the baseline.
    pub known: usize,
}

/// A finding that somebody rejected.
#[derive(Debug, Clone)]
pub struct Suppressed {
    /// The finding.
    pub finding: Finding,
    /// Why it was rejected, and by whom, as far as the file says.
    pub reason: String,
}

impl Review {
    /// Parts `findings` of `document`, in their order.
    #[must_use]
    pub fn sift(&self, document: &Document, findings: Vec<Finding>) -> Sifted {
        if self.suppressions.is_empty() && self.baseline.is_none() {
            return Sifted { kept: findings, ..Sifted::default() };
        }
        let mut sifted = Sifted::default();
        let mut known = self.baseline.as_ref().map(|baseline| baseline.of(document.id()));
        for finding in findings {
            let fingerprint = Fingerprint::of(finding.rule.code, document.text(), finding.span);
            if let Some(reason) = self.suppressions.covers(fingerprint) {
                sifted.suppressed.push(Suppressed { finding, reason });
            } else if known.as_mut().is_some_and(|known| known.take(fingerprint)) {
                sifted.known += 1;
            } else {
                sifted.kept.push(finding);
            }
        }
        sifted
    }
}
