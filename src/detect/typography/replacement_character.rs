use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// The replacement character U+FFFD, or the three letters `ï¿½` that it becomes when read in the wrong encoding.
    ///
    /// ## Why it is an artefact
    /// A letter was lost for good when bytes were decoded.
    ///
    /// ## When it is wrong
    /// In texts about Unicode.
    pub(super) static RULE = {
        code: "TYP408",
        name: "replacement-character",
        family: Family::Typography,
        category: "Linguistic conventions/Character encoding",
        severity: Severity::Major,
        confidence: 0.98,
        since: "0.1.0",
        hits: &["The town of M[[\u{fffd}]]lln was flooded.", "The town of M[[ï¿½]]lln was flooded."],
        passes: &["The town of Mölln was flooded."],
    };
}

pub(super) struct ReplacementCharacter;

impl Detector for ReplacementCharacter {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for sign in ["\u{fffd}", "ï¿½"].into_iter().filter(|sign| document.text().contains(sign)) {
            for (at, _) in document.text().match_indices(sign) {
                out.push(Finding::new(&RULE, Span::new(at, at + sign.len()), "a letter was lost in decoding"));
            }
        }
    }
}
