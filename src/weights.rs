//! Every weight and threshold of the score, each with the case that argues for it.
//!
//! The score uses MQM's categories and severity weights; it is not an "MQM score". "The fit" is `malaprop eval --fit`; its
//! figures are in `reports/2026-11-25-score`. They bear little: judges of news translation agree with one another at a
//! correlation of 0.1, so that a weight stays at MQM's unless the data speak against it.

use crate::finding::Severity;
use crate::rule::{Family, Rule};

/// The name of the arithmetic, written in every report; it changes when any number here does.
pub const MODEL: &str = "malaprop-2";

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

/// What a family's points weigh beside the others'. Left to itself the fit gives each a weight whose interval begins at 0: noise.
/// Pulled towards equal weights it predicts no worse where the pull is strongest, so that each comes to 1.0.
#[must_use]
pub const fn family_weight(family: Family) -> f64 {
    match family {
        // Fitted 1.0 (alone 2.1, from 0 to 5.0). The most at which one wrong name in a short text with the least expected
        // wording is still published; one human translation in fourteen has such a name.
        Family::Name => 0.8,
        // Fitted 1.0 (alone 0, from 0 to 3.8): noise. Experts mark such wording, the crowd does not see it.
        Family::Literal => 1.0,
        // Fitted 1.0 (alone 0.9, from 0 to 17): noise; there are only some hundred such findings.
        Family::Fluency => 1.0,
        // Fitted 1.0 (alone 18, from 0 to 28): noise; debris marks single poor systems, not poor texts.
        Family::Typography => 1.0,
        // Fitted 1.0 (alone 0, from 0 to 7.8): noise. Judges saw single sentences, where nothing is written twice.
        Family::Structure => 1.0,
        // Fitted 1.0 (alone 0, from 0 to 7.1): noise; a dozen findings.
        Family::Language => 1.0,
    }
}

/// No family takes more than this percentage of the score, however much it finds: one noisy rule leaves a document at 55, above
/// [`REJECT_BELOW`], for a person to look at; two families that find as much sink it.
pub const FAMILY_CAP: f64 = 45.0;

/// The percentage that a family's `penalty` (weighted points per 1,000 words) takes: cap × penalty / (cap + penalty).
///
/// Small penalties count in full, 45 takes half of the cap, and every further finding still costs something, which a cut at the
/// cap would not give.
#[must_use]
pub fn loss(penalty: f64) -> f64 {
    FAMILY_CAP * penalty / (FAMILY_CAP + penalty)
}

/// The percentage that the least expected wording takes: this times (100 − `fluency_percentile`) / 100.
///
/// Alone the data ask for 9, from 0 to 124: noise, but it is the only term that most versions of a document differ by, and with any
/// share from 1 to 10 it orders them alike (0.52 of the pairs instead of 0.51). The least of these that rounding does not eat, and
/// small enough that no text is kept from publishing by its wording alone: by definition half of all human texts are below the middle.
/// `mt_likeness` takes nothing: it says who wrote a text, not how well, and not in languages that it was not trained on.
pub const WORDING_SHARE: f64 = 3.0;

/// Penalties are counted over at least so many words: where MQM's samples begin. In a text of 150 words one wrong name is
/// more likely to be an accident than a rate of seven in a thousand; 7 % of human translations have one.
pub const FEWEST_COUNTED_WORDS: usize = 500;

/// Documents below so many words are marked as short: a single error swings their score (MQM asks for samples of 300 and more).
pub const SHORT_WORDS: usize = 300;

/// What an error that was not found is taken to cost at least, for the interval of the points: a minor one.
pub const NEXT_ERROR: f64 = points(Severity::Minor);

/// From this score on a document may be published: less than one major error in 500 words.
pub const PUBLISH_FROM: f64 = 90.0;

/// Where the whole interval lies below this score a document is rejected: no editor mends it faster than anew.
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
