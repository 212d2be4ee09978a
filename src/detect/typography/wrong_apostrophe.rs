use super::glue::{captures_in_lines, has_pair};
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// An accent, a grave or a prime for an apostrophe: `the council´s plan`, ``don`t``; and a question mark in its place: `the
    /// council?s plan`.
    ///
    /// ## Why it is an artefact
    /// Foreign keyboards have the accent where an English one has the apostrophe; encodings that lack the curly one leave a
    /// question mark.
    ///
    /// ## When it is wrong
    /// Minutes and feet come after numbers, which are left alone, as are addresses.
    pub(super) static RULE = {
        code: "TYP422",
        name: "wrong-apostrophe",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["The [[council´s]] plan failed.", "They [[don`t]] know.", "The [[mayor?s]] office was shut."],
        passes: &["The council’s plan failed.", "Run `s` first.", "It is 5′s worth.", "See a.example/find?s for more.", "Was it the boss? she asked."],
    };
}

pub(super) struct WrongApostrophe;

static WRONG: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<word>\p{L}+)(?P<mark>[´`′＇?])(?P<end>s|t|re|ve|ll|d|m)(?P<after>[\s,.;:!)]|$)").ok()
});

impl Detector for WrongApostrophe {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let wrong = |line: &str| {
            has_pair(line, |a, b| {
                matches!(a, b'`' | b'?') && matches!(b, b's' | b't' | b'r' | b'v' | b'l' | b'd' | b'm')
            }) || !line.is_ascii() && ["´", "′", "＇"].iter().any(|mark| line.contains(mark))
        };
        for (at, found) in captures_in_lines(&WRONG, text, wrong) {
            let (Some(word), Some(mark), Some(end)) = (found.name("word"), found.name("mark"), found.name("end"))
            else {
                continue;
            };
            // `the road.example/find?s` goes on to the left.
            let alone = text[..at + word.start()]
                .chars()
                .next_back()
                .is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '“' | '(' | '—' | '-'));
            if alone || mark.as_str() != "?" {
                let span = Span::new(at + word.start(), at + end.end());
                let finding = Finding::new(&RULE, span, format!("`{}` stands for an apostrophe", mark.as_str()));
                out.push(finding.suggest(format!("{}’{}", word.as_str(), end.as_str())));
            }
        }
    }
}
