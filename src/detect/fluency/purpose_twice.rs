use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Two `in order to` in one sentence, neither joined to the other: `In order to save water, the pool was closed in order to
    /// avoid a fine.`
    ///
    /// ## Why it is an artefact
    /// Each purpose of a long source sentence was given the same heavy words; a writer says `to`, and makes two sentences.
    ///
    /// ## When it is wrong
    /// Where the two are a pair (`in order to eat and in order to live`), or stand in two clauses parted by `;` or quotation
    /// marks, nothing is found.
    pub(super) static RULE = {
        code: "FLU306",
        name: "purpose-twice",
        family: Family::Fluency,
        category: "Style/Awkward style",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["In order to save water, the town shut its pool [[in order to]] avoid a fine."],
        passes: &["In order to save water, the town shut its pool.", "They work in order to eat and in order to live.",
            "They left in order to rest; he stayed in order to work."],
    };
}

pub(super) struct PurposeTwice;

impl Detector for PurposeTwice {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            let mut seen = false;
            for i in segment.tokens.clone() {
                if matches!(document.folded(i), ";" | ":" | "\"" | "“" | "”" | "." | "?" | "!") {
                    seen = false;
                }
                let purpose = i + 2 < segment.tokens.end
                    && document.folded(i) == "in"
                    && document.folded(i + 1) == "order"
                    && document.folded(i + 2) == "to";
                if !purpose {
                    continue;
                }
                let joined =
                    i > segment.tokens.start && matches!(document.folded(i - 1), "and" | "or" | "not" | "but" | "just");
                if seen && !joined {
                    let why = "the sentence has had one `in order to` already";
                    out.push(Finding::new(&RULE, document.span(i, i + 2), why).suggest("to"));
                }
                seen = true;
            }
        }
    }
}
