use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// An opening quote inside a word where an apostrophe belongs: `Russia‘s`.
    ///
    /// ## Why it is an artefact
    /// Careless conversion of straight quotes; no keyboard and no typesetter produces it.
    ///
    /// ## When it is wrong
    /// Some romanisations of Arabic and Hawaiian write the same character as a letter; those are not before an `s`.
    pub(super) static RULE = {
        code: "TYP403",
        name: "opening-quote-as-apostrophe",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["They welcomed [[Norway‘s]] offer.", "The crew [[didn‘t]] answer."],
        passes: &["They welcomed Norway’s ‘offer’.", "She speaks of Hawai‘i."],
    };
}

pub(super) struct OpeningQuoteAsApostrophe;

/// What stands after the apostrophe of English contractions and possessives.
const AFTER_APOSTROPHE: &[&str] = &["s", "t", "re", "ve", "ll", "d", "m"];

impl Detector for OpeningQuoteAsApostrophe {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        if !document.text().contains('‘') {
            return;
        }
        for i in 0..document.tokens().len() {
            let written = document.written(i);
            let Some((before, after)) = written.rsplit_once('‘') else { continue };
            if !AFTER_APOSTROPHE.contains(&after) {
                continue;
            }
            let first = if before.is_empty() && i > 0 && !document.tokens()[i].spaced { i - 1 } else { i };
            if before.is_empty() && first == i {
                continue;
            }
            let span = document.span(first, i);
            let right = span.of(document.text()).replace('‘', "’");
            out.push(Finding::new(&RULE, span, "an opening quote stands for an apostrophe").suggest(right));
        }
    }
}
