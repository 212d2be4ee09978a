use super::glue::captures_in_lines;
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// Endings parted from their words: `the mayor 's office`, `they do n't know`, `we 'll see`.
    ///
    /// ## Why it is an artefact
    /// Systems work on text whose endings were split off as words of their own; here they were not joined again.
    ///
    /// ## When it is wrong
    /// Dutch names begin with such a mark (`'s-Hertogenbosch`), and a quotation may begin with one letter; there no space follows.
    pub(super) static RULE = {
        code: "TYP414",
        name: "split-clitic",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["The [[mayor 's]] office was shut.", "They [[do n't]] know.", "Then [[we 'll]] see.", "The [[council ’ s]] plan failed."],
        passes: &["The mayor's office was shut.", "They met in 's-Hertogenbosch.", "The choice of 's' or 'd' is free.", "Rock 'n' roll is here."],
    };
}

pub(super) struct SplitClitic;

static SPLIT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?x) (?P<word>\p{L}+) (?: \x20 (?P<clitic> ['’] (?:s|ll|re|ve|m|d) | n['’]t ) | \x20 (?P<apart>['’]) \x20 (?P<letter>s|t|ll|re|ve) ) (?P<after> [\x20,.;:!?)] | $ )").ok()
});

impl Detector for SplitClitic {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let split = |line: &str| [" '", " ’", " n'", " n’"].iter().any(|start| line.contains(start));
        for (at, found) in captures_in_lines(&SPLIT, text, split) {
            let part = |name| found.name(name).map_or("", |m| m.as_str());
            let (Some(whole), Some(word)) = (found.get(0), found.name("word")) else { continue };
            let span = Span::new(at + word.start(), at + whole.end() - part("after").len());
            let joined = [part("word"), part("clitic"), part("apart"), part("letter")].concat();
            out.push(Finding::new(&RULE, span, "an ending parted from its word").suggest(joined));
        }
    }
}
