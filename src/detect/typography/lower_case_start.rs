use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, Shape, TokenKind};

crate::rule! {
    /// ## What it finds
    /// A sentence in the middle of a paragraph that begins with a small letter: `The vote was close. the mayor won.`
    ///
    /// ## Why it is an artefact
    /// The case of the source was kept, or a piece of a sentence was translated as if it were whole.
    ///
    /// ## When it is wrong
    /// After abbreviations. The word before the point must be an ordinary word, and the next one such as sentences begin with.
    pub(super) static RULE = {
        code: "TYP418",
        name: "lower-case-start",
        family: Family::Typography,
        category: "Linguistic conventions/Spelling",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The vote was close. [[the]] mayor won.", "Was it over? [[he]] did not know."],
        passes: &["The vote was close. The mayor won.", "The depts. of the army met.", "“Is it over?” he asked.", "It cost approx. the same.",
            "Yahoo! and the others paid.", "Who won? they ask, and who lost."],
    };
}

pub(super) struct LowerCaseStart;

/// Words that begin sentences, and follow no abbreviation.
const OPENERS: &[&str] =
    &["the", "he", "she", "they", "we", "it", "this", "these", "those", "there", "however", "but", "in", "according"];
/// A shorter word before the point may be an abbreviation.
const FEWEST_LETTERS: usize = 4;

impl Detector for LowerCaseStart {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let tokens = document.tokens();
        for i in 1..tokens.len().saturating_sub(1) {
            let (before, next) = (&tokens[i - 1], &tokens[i + 1]);
            if tokens[i].kind != TokenKind::Punctuation || tokens[i].spaced || next.shape != Shape::Lower {
                continue;
            }
            let mark = document.written(i);
            if !matches!(mark, "." | "?") {
                continue;
            }
            let whole = before.shape == Shape::Lower
                && document.folded(i - 1).len() >= FEWEST_LETTERS
                && Known::of(document.folded(i - 1)).is_word();
            let between = &document.text()[tokens[i].span.end..next.span.start];
            let begins = next.spaced && OPENERS.contains(&document.folded(i + 1)) && !between.contains('\n');
            // `Who won? they ask` is a question inside a sentence.
            let asked = mark == "?"
                && matches!(
                    document.folded((i + 2).min(tokens.len() - 1)),
                    "ask" | "asks" | "asked" | "wonder" | "wondered" | "says" | "said"
                );
            if whole && begins && !asked {
                let mut right = document.written(i + 1).to_owned();
                if let Some(first) = right.get_mut(..1) {
                    first.make_ascii_uppercase();
                }
                out.push(Finding::new(&RULE, next.span, "a sentence begins with a small letter").suggest(right));
            }
        }
    }
}
