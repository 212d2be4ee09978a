use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// The first quotation mark or apostrophe of the rarer style in a document that has both straight and curly ones. A matter of
    /// taste: the rule is off unless it is selected by its own code or name.
    ///
    /// ## Why it is an artefact
    /// Passages from several sources were put together.
    ///
    /// ## When it is wrong
    /// Many desks mix the two; no reader is hurt.
    pub(super) static RULE = {
        code: "TYP421",
        name: "mixed-quote-styles",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Neutral,
        confidence: 0.9,
        since: "0.2.0",
        hits: &["He said “no” and “never” and then [[\"]]perhaps\"."],
        passes: &["He said “no” and “never”.", "He said \"no\" and \"never\"."],
        taste: true,
    };
}

pub(super) struct MixedQuoteStyles;

impl Detector for MixedQuoteStyles {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let straight = text.bytes().filter(|byte| matches!(byte, b'"' | b'\'')).count();
        let bytes = text.as_bytes();
        let threes = bytes.iter().zip(bytes.iter().skip(1)).zip(bytes.iter().skip(2));
        let curly =
            threes.filter(|((a, b), c)| **a == 0xe2 && **b == 0x80 && matches!(c, 0x98 | 0x99 | 0x9c | 0x9d)).count();
        if straight == 0 || curly == 0 {
            return;
        }
        let rarer: &[char] = if straight <= curly { &['"', '\''] } else { &['“', '”', '‘', '’'] };
        if let Some((at, mark)) = text.match_indices(rarer).next() {
            let evidence = format!("{straight} straight quotes and apostrophes, {curly} curly ones");
            out.push(Finding::new(&RULE, Span::new(at, at + mark.len()), evidence));
        }
    }
}
