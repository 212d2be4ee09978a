use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A family name that was translated as if it were a word: `Mr. Salvation` for Heil, `Austrian Chancellor Short` for Kurz.
    ///
    /// ## Why it is an artefact
    /// Many family names are words of their language, and a system that does not know the person translates the word.
    ///
    /// ## When it is wrong
    /// When somebody is really called so: Short and Black are English family names. Such a word needs the office of the person
    /// meant, or other documents that have the name in its place; any other word needs the person elsewhere in the document.
    /// A word that stands in a longer name, or is a known name itself, is left alone.
    pub(super) static RULE = {
        code: "NAM114",
        name: "translated-name",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.85,
        since: "0.2.0",
        hits: &[
            "Labour Minister Hubertus Heil spoke first. After him Mr. [[Salvation]] answered questions.",
            "The plan of the Austrian Chancellor [[Short]] found few friends.",
            "Russian Prime Minister [[Bear]] did not answer.",
        ],
        passes: &[
            "Mr. Salvation sells tickets.",
            "Sebastian Kurz met Clare Short. Later Mr Short left.",
            "Hubertus Heil met Anna Salvation; Ms Salvation paid for lunch.",
            "The Salvation Army thanked Hubertus Heil.",
        ],
    };
}

pub(super) struct TranslatedName;

impl Detector for TranslatedName {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for word in &cx.mentions.translated {
            let span = document.tokens()[word.token].span;
            let mut finding =
                Finding::new(&RULE, span, word.why.as_str()).suggest(word.written.as_str()).confidence(word.confidence);
            if let Some(id) = word.entry {
                let entry = cx.lexicon.names.entry(id);
                finding = finding.entity(entry.id(), entry.name());
            }
            out.push(finding);
        }
    }
}
