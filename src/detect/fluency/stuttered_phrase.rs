use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Two to eight words twice in a row, nothing between them: `on suspicion of fraud on suspicion of fraud`.
    ///
    /// ## Why it is an artefact
    /// Decoders fall into loops. Writers who repeat a phrase put a mark between.
    ///
    /// ## When it is wrong
    /// `from time to time to`, `day by day by`, `more and more and more`: where the phrase ends with a small word that joins, both
    /// halves may belong to others. There, and in quoted slogans of one word, nothing is found.
    pub(super) static RULE = {
        code: "FLU305",
        name: "stuttered-phrase",
        family: Family::Fluency,
        category: "Linguistic conventions/Duplication",
        severity: Severity::Major,
        confidence: 0.93,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["He was held [[on suspicion of fraud on suspicion of fraud]] in May.", "She met the head [[of the of the]] council.",
            "They met [[last week last week]] in Rome."],
        passes: &["They meet from time to time to talk.", "He knew friends of friends of hers.", "Find out what they have to do to do well.",
            "Sales rose, and more and more firms hired.", "It grew more and more and more.", "They met face to face to agree.",
            "\"Yes we can, yes we can,\" they sang.", "It is what it is.", "It was day by day by then.", "She said that that was that."],
    };
}

pub(super) struct StutteredPhrase;

const LONGEST: usize = 8;
/// Join what is before them with what is after.
const JOINING: &[&str] =
    &["and", "to", "by", "after", "in", "or", "for", "of", "on", "upon", "at", "as", "is", "was", "than", "with"];
/// Open a half of what English doubles: `and more and more`, `what they have to do to do well`.
const OPENS_A_PAIR: &[&str] = &["and", "to", "or", "by", "in"];

impl Detector for StutteredPhrase {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            let end = segment.tokens.end;
            let mut at = segment.tokens.start;
            while at < end {
                let Some(length) = (2..=LONGEST).find(|&n| repeats(document, at, n, end)) else {
                    at += 1;
                    continue;
                };
                let mut last = at + 2 * length;
                while last + length <= end && repeats(document, last - length, length, end) {
                    last += length;
                }
                let once = document.span(at, at + length - 1).of(document.text());
                let why = format!("`{once}` stands {} times in a row", (last - at) / length);
                out.push(Finding::new(&RULE, document.span(at, last - 1), why).suggest(once));
                at = last;
            }
        }
    }
}

/// Whether `length` words from `at` on stand again right after themselves.
fn repeats(document: &Document, at: usize, length: usize, end: usize) -> bool {
    let words = at..at + 2 * length;
    words.end <= end
        && document.is_same(at, at + length)
        && words.clone().all(|i| document.tokens()[i].is_word() && (i == at || document.tokens()[i].spaced))
        && (0..length).all(|k| document.folded(at + k) == document.folded(at + length + k))
        // A word said over and over is FLU301's, or emphasis.
        && (1..length).any(|k| document.folded(at + k) != document.folded(at))
        && !JOINING.contains(&document.folded(at + length - 1))
        && !(length == 2 && OPENS_A_PAIR.contains(&document.folded(at)))
}
