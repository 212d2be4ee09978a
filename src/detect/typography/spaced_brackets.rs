use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Brackets and quotation marks with spaces on the inner side: `( in brackets )`, `“ quoted ”`, and the same with straight
    /// quotes.
    ///
    /// ## Why it is an artefact
    /// Systems work on text whose marks were split off as words of their own; here they were not joined again.
    ///
    /// ## When it is wrong
    /// Both marks of a pair must be loose and on one line; a lone one is a slip of the hand.
    pub(super) static RULE = {
        code: "TYP415",
        name: "spaced-brackets",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["The bank [[( founded in 1901 )]] closed.", "She called it [[“ a great day ”]] and left.", "She called it [[\" a great day \"]] and left."],
        passes: &["The bank (founded in 1901) closed.", "She called it “a great day” and left.", "He said \"yes\" and \"no\" at once.",
            "The smiley :( came back ) twice.", "The rain,\" she said, \" is \"over at last.\""],
    };
}

pub(super) struct SpacedBrackets;

const PAIRS: &[(char, char)] = &[('(', ')'), ('[', ']'), ('“', '”'), ('"', '"')];
/// A longer stretch between two loose marks is no bracket.
const LONGEST: usize = 400;

impl Detector for SpacedBrackets {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        for &(open, close) in PAIRS {
            if !opens_loosely(text, open) {
                continue;
            }
            for paragraph in document.paragraphs() {
                check_line(text, *paragraph, open, close, out);
            }
        }
    }
}

/// Whether `open` stands somewhere with a space behind it and something like one before.
fn opens_loosely(text: &str, open: char) -> bool {
    let mut mark = [0; 4];
    let mark = open.encode_utf8(&mut mark);
    memchr::memmem::find_iter(text.as_bytes(), mark.as_bytes()).any(|at| {
        text[at + mark.len()..].starts_with(' ') && text[..at].chars().next_back().is_none_or(char::is_whitespace)
    })
}

fn check_line(text: &str, line: Span, open: char, close: char, out: &mut Vec<Finding>) {
    let mut opened: Option<usize> = None;
    for (at, c) in line.of(text).char_indices().filter(|&(_, c)| c == open || c == close) {
        let at = line.start + at;
        let end = at + c.len_utf8();
        let space_before = at == line.start || text[..at].ends_with(' ');
        let space_after = text[end..].starts_with(' ');
        // A quote with a word right behind it opens the next quotation.
        let glued = open == close && text[end..].starts_with(char::is_alphanumeric);
        let closes = opened.filter(|&from| c == close && !glued && at - from <= LONGEST && text[..at].ends_with(' '));
        if let Some(from) = closes {
            let (inner, span) = (text[from + open.len_utf8()..at].trim(), Span::new(from, end));
            let joined = format!("{open}{inner}{close}");
            if !inner.is_empty() {
                out.push(Finding::new(&RULE, span, "spaces on the inner side").suggest(joined));
            }
            opened = None;
        } else {
            // A straight quote that closes tightly, or a bracket with its text right behind, opens nothing loose.
            opened = (c == open && space_before && space_after).then_some(at);
        }
    }
}
