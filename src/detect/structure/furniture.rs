use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// Lines of the page around an article: "Advertisement", "You may also like", share buttons, newsletter and cookie notices,
    /// counters read out for the blind, and postal addresses that stand alone.
    ///
    /// ## Why it is an artefact
    /// The extractor took them for text.
    ///
    /// ## When it is wrong
    /// Only whole lines and fixed line starts count, never words inside a sentence.
    pub(super) static RULE = {
        code: "STR502",
        name: "page-furniture",
        family: Family::Structure,
        category: "x-boilerplate",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.1.0",
        hits: &["The vote was close.\n[[Advertisement]]\nA recount began.", "The vote was close.\n[[You may also like]]\nOther news here.",
            "[[- list 2 of 4]]Storm hits the coast\nThe vote was close.", "[[12 Harbour Rd.]]\nThe vote was close.", "[[Mill Valley, CA 94941]]\nThe vote was close."],
        passes: &["The advertisement was withdrawn after complaints.", "You may also like the quieter beaches in the south.",
            "He lives at 12 Harbour Rd. with two dogs."],
    };
}

pub(super) struct PageFurniture;

/// A house number, a street and its kind; or a town, a state and its code.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) ^ (?: [0-9]{1,5} \x20 (?:[A-Z][A-Za-z.]*\x20){1,4} (?:St|Ave|Rd|Blvd|Dr|Ln|Street|Avenue|Road|Boulevard|Drive|Lane)\.?
              | [A-Z][A-Za-z.\x20]+ , \x20 [A-Z]{2} \x20 [0-9]{5} (?:-[0-9]{4})? ) $",
    )
    .ok()
});

impl Detector for PageFurniture {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for paragraph in document.paragraphs() {
            let line = paragraph.of(document.text());
            if let Some(length) = cx.lexicon.furniture.matched(line) {
                let span = crate::span::Span::new(paragraph.start, paragraph.start + length);
                out.push(Finding::new(&RULE, span, "a line of the page and not of the story"));
            } else if ADDRESS.iter().any(|r| r.is_match(line)) {
                out.push(Finding::new(&RULE, *paragraph, "a postal address that stands alone"));
            }
        }
    }
}
