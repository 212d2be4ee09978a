use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, Shape};

crate::rule! {
    /// ## What it finds
    /// A space before the hyphen of a compound: `full -scale`.
    ///
    /// ## Why it is an artefact
    /// Systems that cut words at hyphens put them together again with the space on the wrong side.
    ///
    /// ## When it is wrong
    /// A hyphen used as a dash can look the same when its second space was forgotten; where the sentence has another such
    /// hyphen, a number or a capital after it, the rule is silent.
    pub(super) static RULE = {
        code: "TYP401",
        name: "space-before-hyphen",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["They feared a [[full -scale]] war in the north."],
        passes: &["It was a full-scale war.", "The pre- and post-war years were hard.", "He said - and meant it - that all was well.",
            "Run the tool with -v to see more.", "Temperatures fell to -5 degrees.", "The vote -and it was close- came late."],
    };
}

pub(super) struct SpaceBeforeHyphen;

impl Detector for SpaceBeforeHyphen {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let (tokens, text) = (document.tokens(), document.text());
        if !text.contains('-') && !text.contains(['‐', '‑']) {
            return;
        }
        for segment in document.segments() {
            let range = segment.tokens.clone();
            let loose =
                |i: usize| tokens[i].is_hyphen(text) && (tokens[i].spaced || range.end > i + 1 && tokens[i + 1].spaced);
            let loose_hyphens: Vec<usize> = range.clone().filter(|&i| loose(i)).collect();
            let [i] = loose_hyphens[..] else { continue };
            if i == range.start || i + 1 >= range.end {
                continue;
            }
            let (before, after) = (&tokens[i - 1], &tokens[i + 1]);
            let compound = before.shape == Shape::Lower
                && after.shape == Shape::Lower
                && before.is_word()
                && after.is_word()
                && document.folded(i + 1).len() > 2;
            if tokens[i].spaced && !after.spaced && compound {
                let joined = format!("{}-{}", document.written(i - 1), document.written(i + 1));
                out.push(Finding::new(&RULE, document.span(i - 1, i + 1), "a space before the hyphen").suggest(joined));
            }
        }
    }
}
