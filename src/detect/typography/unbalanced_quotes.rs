use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A quotation mark without a partner: a quotation that is never closed, or closed without having been opened. Single marks count
    /// where the text uses them in pairs.
    ///
    /// ## Why it is an artefact
    /// Segments translated one by one lose the mark at one end.
    ///
    /// ## When it is wrong
    /// A quotation over several paragraphs may open each of them anew and is closed once. Apostrophes, inches and minutes
    /// are no quotation marks. People lose marks too, so it costs no points. A text that is cut off inside a quotation is reported as
    /// cut off (STR504).
    pub(super) static RULE = {
        code: "TYP404",
        name: "unbalanced-quotes",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Neutral,
        confidence: 0.7,
        since: "0.1.0",
        hits: &["The mayor said: [[“]]We will rebuild. Nobody answered.", "The [[\"]]new plan was dropped in May.",
            "The mayor said that they would rebuild.[[”]] Nobody answered.", "She called it ‘rest’ and him [[‘]]a man of straw. He left."],
        passes: &["The mayor said: “We will rebuild.” Nobody answered.", "“We will rebuild.\n“And we will pay,” he said.",
            "The door is 30\" wide.", "“We will rebuild.\nAnd we will pay,” he said.", "“He is 6' 2\" tall,” she said, “and '80s rock 'n' roll is his.”",
            "She said: “He told me ‘no’ and “never” at once.” He left.", "Noah „Puck“ Moe and the “DreamMaker“ won.",
            "The ‘Ali mosque of the ‘90s stood by the boys’ school."],
    };
}

pub(super) struct UnbalancedQuotes;

impl Detector for UnbalancedQuotes {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let alone = double(document).or_else(|| single(document));
        out.extend(alone.map(|mark| Finding::new(&RULE, mark, "this quotation mark has no partner")));
    }
}

/// What a mark does, by its neighbours: translators and word processors often turn marks the wrong way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    /// Either, or between two spaces.
    Unclear,
}

fn side(before: char, after: char) -> Side {
    let open_before = before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | '/' | '‘' | '\'' | '“' | '"');
    let closed_after = !after.is_alphanumeric() && !matches!(after, '$' | '€' | '£' | '#' | '@');
    match (open_before, closed_after) {
        (true, false) => Side::Opens,
        (false, true) => Side::Closes,
        _ => Side::Unclear,
    }
}

/// The characters before and after the mark at `at`.
fn neighbours(text: &str, at: usize, mark: &str) -> (char, char) {
    let before = text[..at].chars().next_back().unwrap_or(' ');
    (before, text[at + mark.len()..].chars().next().unwrap_or(' '))
}

/// Whether the number that `text` ends in is of inches: `6' 2`.
fn stands_after_feet(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_numeric() || c == ' ').ends_with('\'')
}

/// The first double mark without a partner.
fn double(document: &Document) -> Option<Span> {
    let text = document.text();
    let mut open: Vec<(Span, usize)> = Vec::new();
    let last = document.paragraphs().len().saturating_sub(1);
    for (p, paragraph) in document.paragraphs().iter().enumerate() {
        let inside = paragraph.of(text);
        for (at, mark) in inside.match_indices(['“', '”', '„', '"', '‟']) {
            let (before, after) = neighbours(inside, at, mark);
            let is_inch = mark == "\"" && before.is_numeric() && (open.is_empty() || stands_after_feet(&inside[..at]));
            if is_inch {
                continue;
            }
            let opens = match (side(before, after), mark) {
                (_, "„" | "‟") | (Side::Opens, _) => true,
                (Side::Closes, _) => false,
                (Side::Unclear, "“") => open.is_empty(),
                (Side::Unclear, "”") => false,
                (Side::Unclear, _) => open.is_empty(),
            };
            if opens && at == 0 {
                // The quotation of the paragraph before goes on.
                open.clear();
            }
            let span = Span::new(paragraph.start + at, paragraph.start + at + mark.len());
            if opens {
                open.push((span, p));
            } else if open.pop().is_none() {
                return Some(span);
            }
        }
    }
    let cut_off = |p: usize| p == last && is_cut_off(document.paragraphs()[p].of(text));
    open.first().filter(|(_, p)| !cut_off(*p)).map(|(span, _)| *span)
}

fn is_cut_off(paragraph: &str) -> bool {
    !paragraph.trim_end().ends_with(['.', '!', '?', '…', ':', '"', '”', '’', '\'', ')'])
}

/// The first `‘` that opens a quotation which no `’` closes in its paragraph, in a text that uses both as a pair.
fn single(document: &Document) -> Option<Span> {
    let text = document.text();
    let (mut alone, mut pairs) = (None, 0);
    for paragraph in document.paragraphs() {
        let mut open: Option<Span> = None;
        let inside = paragraph.of(text);
        for (at, mark) in inside.match_indices(['‘', '’']) {
            let (before, after) = neighbours(inside, at, mark);
            match (mark, side(before, after)) {
                ("‘", Side::Opens) if !is_apostrophe(&inside[at + mark.len()..]) => {
                    alone = alone.or(open);
                    open = Some(Span::new(paragraph.start + at, paragraph.start + at + mark.len()));
                }
                ("’", Side::Closes) => pairs += usize::from(open.take().is_some()),
                _ => {}
            }
        }
        alone = alone.or(open);
    }
    alone.filter(|_| pairs > 0)
}

/// Whether `‘` was typed for an apostrophe (`‘90s`, `‘em`), or for the throat sound of a name (`‘Ali`).
fn is_apostrophe(after: &str) -> bool {
    const SHORTENED: &[&str] = &["bout", "cause", "cos", "em", "n", "round", "til", "tis", "twas"];
    let word = &after[..after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len())];
    after.starts_with(char::is_numeric)
        || SHORTENED.iter().any(|short| word.eq_ignore_ascii_case(short))
        || word.starts_with(char::is_uppercase)
}
