//! Every weight and threshold of the score, each with the case that argues for it.
//!
//! The score uses MQM's categories and severity weights; it is not an "MQM score".

use crate::finding::Severity;
use crate::rule::Rule;

/// The name of the arithmetic, written in every report; it changes when any number here does.
pub const MODEL: &str = "malaprop-1";

/// Points of a severity: MQM's 0, 1, 5 and 25. A wrong minister's name (5) weighs as much as five stray articles.
#[must_use]
pub const fn points(severity: Severity) -> f64 {
    match severity {
        Severity::Neutral => 0.0,
        Severity::Minor => 1.0,
        Severity::Major => 5.0,
        Severity::Critical => 25.0,
    }
}

/// The share of those points that a category costs.
///
/// Minor punctuation and spelling count a tenth, as in the WMT evaluations: a space before a comma is no fault of translation.
/// Furniture is no error of the text either, but an editor must remove it before printing: a half.
#[must_use]
pub fn type_weight(rule: &Rule, severity: Severity) -> f64 {
    match (rule.category, severity) {
        ("Linguistic conventions/Punctuation" | "Linguistic conventions/Spelling", Severity::Minor) => 0.1,
        ("x-boilerplate", _) => 0.5,
        _ => 1.0,
    }
}

/// Penalties are counted over at least so many words: one stray article in a headline of eight words is no ruin.
pub const FEWEST_COUNTED_WORDS: usize = 200;

/// Documents below so many words are marked as short: a single error swings their score (MQM asks for samples of 300 and more).
pub const SHORT_WORDS: usize = 300;

/// From this score on a document may be published: less than one major error in 500 words.
pub const PUBLISH_FROM: f64 = 90.0;

/// Below this score a document is rejected: ten major errors in 1,000 words, so that no editor mends it faster than anew.
pub const REJECT_BELOW: f64 = 50.0;

/// Decimals of every figure in a report.
pub const DECIMALS: i32 = 2;

/// Rounds a figure for a report, so that the same input gives the same bytes.
#[must_use]
pub fn rounded(figure: f64) -> f64 {
    let scale = 10_f64.powi(DECIMALS);
    // Adding zero turns -0 into 0.
    (figure * scale).round() / scale + 0.0
}
