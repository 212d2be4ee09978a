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
    /// Marks that stand twice or exclude each other: `,,`, `;.`, `,.`, `..`, and quotation marks doubled by a table (`""no""`).
    ///
    /// ## Why it is an artefact
    /// A segment brought its own mark and another was put after it; cells of a CSV file were not decoded.
    ///
    /// ## When it is wrong
    /// Three points and more, `?!` and a comma after an abbreviation (`Inc.,`) are right.
    pub(super) static RULE = {
        code: "TYP417",
        name: "doubled-punctuation",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.93,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["After the talks[[,,]] he left.", "The talks ended[[..]] Nobody smiled.", "The talks ended[[,.]] Nobody smiled.", "He said [[\"\"]]no to all."],
        passes: &["He waited... and left.", "The firm, Lund Inc., grew.", "Really?! Yes.", "She asked, \"Who said 'no'?\".", "See ../files for more.", "It runs 3:: 4."],
    };
}

pub(super) struct DoubledPunctuation;

static DOUBLED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"[\p{L}0-9)”"’'][ ]?(?P<marks>,,|;;|,\.|;\.|:\.|;,|,;|\?\.|!\.|\?,)|(?P<points>\.+)|(?P<quotes>"+)"#)
        .ok()
});

impl Detector for DoubledPunctuation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let doubled = |line: &str| {
            has_pair(line, |a, b| {
                matches!(b, b',' | b'.' | b';') && matches!(a, b',' | b'.' | b';' | b':' | b'?' | b'!')
                    || a == b'"' && b == b'"'
            })
        };
        for (at, found) in captures_in_lines(&DOUBLED, text, doubled) {
            let part = |name| found.name(name).map(|m| (Span::new(at + m.start(), at + m.end()), m.as_str()));
            let (span, right) = if let Some((span, marks)) = part("marks") {
                (span, if marks.contains(['?', '!']) { &marks[..1] } else { &marks[marks.len() - 1..] })
            } else if let Some((span, _)) = part("points").filter(|(_, m)| m.len() == 2) {
                (span, ".")
            } else if let Some((span, _)) = part("quotes").filter(|(_, m)| m.len() == 2) {
                (span, "\"")
            } else {
                continue;
            };
            let before = text[..span.start].chars().next_back();
            let after = text[span.end..].chars().next();
            let fits = match span.of(text) {
                ".." => {
                    before.is_some_and(char::is_alphabetic)
                        && after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”'))
                }
                // Beside a letter on one side only; an empty string is written so too.
                "\"\"" => before.is_some_and(char::is_alphanumeric) != after.is_some_and(char::is_alphanumeric),
                _ => after.is_none_or(|c| c.is_whitespace() || matches!(c, '"' | '”' | ')')),
            };
            if fits {
                out.push(Finding::new(&RULE, span, "two marks where one belongs").suggest(right));
            }
        }
    }
}
