use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::{Document, Shape, language};

crate::rule! {
    /// ## What it finds
    /// Who wrote the story, run into its first words: `By Anna Lund The ferry`, `Anna LundThe ferry`.
    ///
    /// ## Why it is an artefact
    /// The line break after the byline was lost.
    ///
    /// ## When it is wrong
    /// Between the name and the sentence no mark stands; a sentence that begins with "By" has a comma or a verb there.
    pub(super) static RULE = {
        code: "STR508",
        name: "byline-in-paragraph",
        family: Family::Structure,
        category: "Design and markup/Markup",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.2.0",
        hits: &["[[By Anna Larsen]] The ferry to the islands will run again from Monday.", "[[By Anna Larsen]]The ferry to the islands will run again.",
            "[[By Anna Larsen, Harbour Press]] The ferry to the islands will run again."],
        passes: &["By Monday The Times had the story.", "By Anna Larsen\nThe ferry will run again.", "By Anna Larsen, The Times",
            "By Easter Anna Larsen had left the town."],
    };
}

pub(super) struct BylineInParagraph;

/// A byline has two names at least and rarely more than four words before the office.
const NAMES: std::ops::RangeInclusive<usize> = 2..=4;
const LONGEST_OFFICE: usize = 4;

impl Detector for BylineInParagraph {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let mut paragraph = None;
        for segment in document.segments() {
            if paragraph.replace(segment.paragraph) == Some(segment.paragraph) {
                continue;
            }
            if let Some(end) = byline_end(document, segment.tokens.clone()) {
                let span = Span::new(segment.span.start, end);
                out.push(Finding::new(&RULE, span, "a byline run into the first sentence"));
            }
        }
    }
}

/// Where the byline that `tokens` begin with ends, if a sentence follows it without a mark.
fn byline_end(document: &Document, tokens: std::ops::Range<usize>) -> Option<usize> {
    let all = document.tokens();
    let (from, end) = (tokens.start + 1, tokens.end);
    if document.written(tokens.start) != "By"
        || from + *NAMES.start() >= end
        || !Known::of(document.folded(from)).is_given()
    {
        return None;
    }
    let mut at = from;
    while at < end && all[at].is_word() && at - from < *NAMES.end() && is_name(document, at) {
        at += 1;
    }
    // `LarsenThe`: a name with the first word of the sentence in it.
    if at < end
        && at > from
        && let Some(cut) = glued(document, at)
    {
        return Some(all[at].span.start + cut);
    }
    if at - from < *NAMES.start() {
        return None;
    }
    let mut last = at - 1;
    if at < end && document.written(at) == "," {
        let office = (at + 1..end).take_while(|&i| is_name(document, i)).take(LONGEST_OFFICE).count();
        if office == 0 {
            return None;
        }
        last = at + office;
    }
    let next = last + 1;
    let sentence = next + 1 < end
        && all[next].shape == Shape::Capital
        && language::is_function_word(document.folded(next))
        && all[next + 1].shape == Shape::Lower;
    sentence.then(|| all[last].span.end)
}

fn is_name(document: &Document, i: usize) -> bool {
    let token = &document.tokens()[i];
    token.is_word()
        && matches!(token.shape, Shape::Capital | Shape::Upper)
        && !language::is_function_word(document.folded(i))
}

/// Where in token `i` a function word with a capital begins, after small letters.
fn glued(document: &Document, i: usize) -> Option<usize> {
    let word = document.written(i);
    let at = word.char_indices().skip(2).find(|(_, c)| c.is_uppercase())?.0;
    language::is_function_word(&word[at..].to_lowercase()).then_some(at)
}
