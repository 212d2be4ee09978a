use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// Quotation marks of the source language or of a tool: `„…“`, `«…»`, `»…«`, `「…」`, ` ``…'' `. English ones are suggested.
    ///
    /// ## Why it is an artefact
    /// The marks were passed through while the words were translated.
    ///
    /// ## When it is wrong
    /// A title may be cited with the marks of its language. Documents in other languages are left alone.
    pub(super) static RULE = {
        code: "TYP416",
        name: "foreign-quotes",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["She called it [[„a great day“]] and left.", "The ship [[«Aurora»]] sank.", "The paper [[» Morgen «]] closed.", "She called it [[``folly'']] and left."],
        passes: &["She called it “a great day” and left.", "Type `ls` or ``code`` here.", "Prices: 5 » 7."],
    };
}

pub(super) struct ForeignQuotes;

static QUOTED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x) „[^„“”"\n]{1,300}[“”"] | «[^«»\n]{1,300}» | »[^«»\n]{1,300}« | ‚[^‚‘’\n]{1,300}‘ | 「[^「」\n]{1,300}」 | 《[^《》\n]{1,300}》
        | ``[^`'\n]{1,300}'' "#,
    )
    .ok()
});

impl Detector for ForeignQuotes {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let foreign = || ["„", "«", "»", "‚", "「", "《"].iter().any(|mark| text.contains(mark));
        if document.is_foreign() || !(text.contains("``") || !text.is_ascii() && foreign()) {
            return;
        }
        for found in QUOTED.iter().flat_map(|r| r.find_iter(text)) {
            let marks: &[char] = &['„', '“', '”', '"', '«', '»', '‚', '‘', '「', '」', '《', '》', '`', '\''];
            let inner = found.as_str().trim_matches(marks).trim();
            let (open, close) = if found.as_str().starts_with('‚') { ('‘', '’') } else { ('“', '”') };
            let span = Span::new(found.start(), found.end());
            let finding = Finding::new(&RULE, span, "quotation marks of another language");
            out.push(finding.suggest(format!("{open}{inner}{close}")));
        }
    }
}
