use super::glue::{is_address, word_around};
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, Shape, TokenKind};

crate::rule! {
    /// ## What it finds
    /// Two sentences or clauses without the space after the mark between them: `in Paris.The talks`, `on Monday,the court`.
    ///
    /// ## Why it is an artefact
    /// Extraction joins paragraphs, and segments are put together without a space.
    ///
    /// ## When it is wrong
    /// Addresses, file names, handles and versions are left alone, and both words must be known ones.
    pub(super) static RULE = {
        code: "TYP406",
        name: "missing-space",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["They met in the [[town.The]] talks were long.", "It rained on [[Monday,the]] court heard."],
        passes: &["Visit Booking.com or example.org.", "The file readme.Txt was lost.", "At 10,000 metres the air is thin.",
            "The U.S.Army pilot spoke of node.js."],
    };
}

pub(super) struct MissingSpace;

/// Domain endings that are words too.
const ENDINGS: &[&str] = &["com", "net", "org", "co", "ai", "io", "me", "tv", "info", "news", "js", "txt", "doc"];

impl Detector for MissingSpace {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let tokens = document.tokens();
        for i in 1..tokens.len().saturating_sub(1) {
            let (before, after) = (&tokens[i - 1], &tokens[i + 1]);
            if tokens[i].kind != TokenKind::Punctuation || tokens[i].spaced || after.spaced {
                continue;
            }
            let mark = document.written(i);
            if mark.len() != 1 || !before.is_word() || !after.is_word() {
                continue;
            }
            let plain = |n: usize| document.folded(n).len() > 1 && Known::of(document.folded(n)).is_known();
            let sentence = matches!(mark, "." | "!" | "?")
                && before.shape == Shape::Lower
                && after.shape == Shape::Capital
                && plain(i - 1)
                && (plain(i + 1) || document.folded(i + 1) == "i");
            let clause = mark == "," && plain(i - 1) && (plain(i + 1) || document.folded(i + 1) == "a");
            if (sentence || clause)
                && !ENDINGS.contains(&document.folded(i + 1))
                && !is_address(word_around(document, i))
            {
                let right = format!("{}{mark} {}", document.written(i - 1), document.written(i + 1));
                let finding = Finding::new(&RULE, document.span(i - 1, i + 1), format!("no space after `{mark}`"));
                out.push(finding.suggest(right));
            }
        }
    }
}
