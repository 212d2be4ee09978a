//! Which documents are kept, and why the others are not.

use super::select::Expression;
use crate::finding::Severity;
use crate::read::Status;
use crate::run::{Judged, Scored};
use crate::score::{Decision, Thresholds};

/// What a document must be to be kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Rules {
    /// The test of its score.
    pub keep: Keep,
    /// Whether the tests of Gopher's and FineWeb's filters count too.
    pub corpus_filters: bool,
}

/// A test of a document's score.
#[derive(Debug, Clone, PartialEq)]
pub enum Keep {
    /// Its decision is this one or a better one.
    From(Decision),
    /// The expression holds, whatever the decision.
    Where(Expression),
}

/// What becomes of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It goes on.
    Kept,
    /// It does not, for these reasons, the first of which would do.
    Rejected(Vec<&'static str>),
    /// It could not be read.
    Failed {
        /// Its state.
        status: Status,
        /// What was wrong.
        problem: String,
    },
}

/// Names of reasons; those of corpus filters have the filters' names.
pub mod reason {
    /// No text.
    pub const EMPTY: &str = "empty";
    /// A finding that rejects whatever the score.
    pub const CRITICAL: &str = "critical_finding";
    /// A score below the threshold, of a document that is not short.
    pub const LOW_SCORE: &str = "low_score";
    /// To be reviewed, where only what can be published is kept.
    pub const REVIEW: &str = "needs_review";
    /// `--select-score` does not hold.
    pub const SELECT: &str = "select_score";
}

impl Rules {
    /// What becomes of `scored`.
    #[must_use]
    pub fn verdict(&self, scored: &Scored, thresholds: &Thresholds) -> Verdict {
        match (&scored.result, scored.input.status) {
            (Some(judged), _) => match self.reasons(judged, thresholds) {
                reasons if reasons.is_empty() => Verdict::Kept,
                reasons => Verdict::Rejected(reasons),
            },
            (None, Status::Empty) => Verdict::Rejected(vec![reason::EMPTY]),
            (None, status) => Verdict::Failed { status, problem: scored.input.problem.clone().unwrap_or_default() },
        }
    }

    fn reasons(&self, judged: &Judged, thresholds: &Thresholds) -> Vec<&'static str> {
        let mut reasons = Vec::new();
        let score = &judged.score;
        match &self.keep {
            Keep::From(lowest) => {
                if score.decision > *lowest && score.by_severity[Severity::Critical as usize] > 0 {
                    reasons.push(reason::CRITICAL);
                }
                if score.decision > *lowest && score.score < thresholds.reject && !score.short {
                    reasons.push(reason::LOW_SCORE);
                }
                if score.decision == Decision::Review && *lowest == Decision::Publish {
                    reasons.push(reason::REVIEW);
                }
            }
            Keep::Where(expression) if !expression.holds(judged) => reasons.push(reason::SELECT),
            Keep::Where(_) => {}
        }
        if self.corpus_filters {
            reasons.extend(judged.fractions().reasons());
        }
        reasons
    }
}
