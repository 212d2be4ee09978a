use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, SegmentKind, Shape, TokenKind};

crate::rule! {
    /// ## What it finds
    /// A heading in title case at the end of a paragraph of ordinary sentences, or run into the beginning of a sentence.
    ///
    /// ## Why it is an artefact
    /// The line break before a subheading was lost.
    ///
    /// ## When it is wrong
    /// A paragraph may end with a title or a list of names; those are shorter or hold a verb in small letters.
    pub(super) static RULE = {
        code: "STR505",
        name: "heading-in-paragraph",
        family: Family::Structure,
        category: "Design and markup/Markup",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.1.0",
        hits: &["The ferry line will close next year because of its debts. [[Island Mayors Fear Empty Harbours]]\nThe mayors met on Monday.",
            "[[Island Mayors Fear Empty Harbours]] The ferry line will close next year because of its debts."],
        passes: &["The ferry line will close. Island mayors fear empty harbours.\nThe mayors met.",
            "Island Mayors Fear Empty Harbours The Guardian Wrote.", "Prime Minister Anna Larsen said so.",
            "She wrote a book. It is called Island Mayors.\nIt sold well."],
    };
}

pub(super) struct HeadingInParagraph;

const FEWEST_WORDS: usize = 4;
const LONGEST_HEADING: usize = 20;

impl Detector for HeadingInParagraph {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let segments = document.segments();
        let tokens = document.tokens();
        for segment in segments.iter().filter(|segment| segment.kind == SegmentKind::Body) {
            if let Some(last) = run_into_sentence(document, segment.tokens.clone()) {
                let span = document.span(segment.tokens.start, last);
                out.push(Finding::new(&RULE, span, "a heading run into the sentence after it"));
            }
        }
        for pair in segments.windows(2).enumerate() {
            let (s, [before, heading]) = (pair.0, pair.1) else { continue };
            let ends = segments.get(s + 2).is_some_and(|next| next.paragraph != heading.paragraph);
            if before.paragraph != heading.paragraph || !ends || heading.kind != SegmentKind::Body {
                continue;
            }
            let words: Vec<usize> = heading.tokens.clone().filter(|&i| tokens[i].is_word()).collect();
            let long: Vec<&usize> = words.iter().filter(|&&i| document.written(i).chars().count() > 3).collect();
            let small = long.iter().filter(|&&&i| tokens[i].shape == Shape::Lower).count();
            let marked = heading
                .tokens
                .clone()
                .any(|i| matches!(document.written(i), "." | "!" | "?" | ":" | "\"" | "”" | "(" | ","));
            let sentence = before.span.of(document.text()).ends_with(['.', '!', '?', '"', '”']);
            if words.len() >= FEWEST_WORDS && long.len() >= 3 && small == 0 && !marked && sentence {
                out.push(Finding::new(&RULE, heading.span, "a heading run into the paragraph before it"));
            }
        }
    }
}

/// The last token of a heading that `tokens` begin with, where a sentence in small letters follows without a mark.
fn run_into_sentence(document: &Document, tokens: std::ops::Range<usize>) -> Option<usize> {
    /// What a sentence begins with, and no heading goes on with.
    const BEGINNINGS: &[&str] = &["The", "He", "She", "They", "It", "This", "There", "We", "A", "An"];
    let all = document.tokens();
    let mut long = 0;
    for i in tokens.clone().take(LONGEST_HEADING) {
        if !all[i].is_word() && all[i].kind != TokenKind::Number && !all[i].is_hyphen(document.text()) {
            return None;
        }
        let word = document.written(i);
        let begins = BEGINNINGS.contains(&word) && i >= tokens.start + FEWEST_WORDS;
        let goes_on = |n: usize| n < tokens.end && all[n].shape == Shape::Lower && all[n].is_word();
        if begins && long >= FEWEST_WORDS && goes_on(i + 1) && goes_on(i + 2) {
            return Some(i - 1);
        }
        let small = all[i].shape == Shape::Lower;
        if small && word.chars().count() > 3 {
            return None;
        }
        long += usize::from(!small && word.chars().count() > 3);
    }
    None
}
