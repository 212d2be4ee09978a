use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::{Document, SegmentKind, Shape, TokenKind, language};

crate::rule! {
    /// ## What it finds
    /// A paragraph that ends in the middle of a sentence: after an article, preposition or conjunction, after a comma, inside a
    /// quotation that was opened in its last sentence, without a mark after sentences that have one, or with the `[…]` of a preview.
    ///
    /// ## Why it is an artefact
    /// The text was taken from a preview or cut at a limit.
    ///
    /// ## When it is wrong
    /// Verse, and lists whose items run on; short lines are left alone. When a sentence carries on in the next paragraph with a
    /// small letter, it was only broken by a line end.
    pub(super) static RULE = {
        code: "STR504",
        name: "text-breaks-off",
        family: Family::Structure,
        category: "Accuracy/Omission",
        severity: Severity::Major,
        confidence: 0.9,
        since: "0.1.0",
        hits: &["The minister told the paper that the new rules would be sent [[to the]]", "The striker left the pitch after an hour and was taken to hospital with his [[brother,]]",
            "The mayor was clear after the vote. She told the paper that no money was left for the [[bridge]]",
            "The mayor told the paper after the vote: \"There is no money left for the [[bridge]]", "The mayor told the paper about the new rules and who had asked [[(…)]]"],
        passes: &["The minister told the paper about the new rules.", "Ferries to the islands will run all night long", "One for the",
            "The vote was close. More Than Half Stayed at Home", "The vote was close.\nThe mayor left with her brother\nNobody smiled.",
            "We asked readers what they had been waiting for and what they had been looking at"],
    };
}

pub(super) struct TextBreaksOff;

const FEWEST_WORDS: usize = 8;
const LOST_MARK: &str = "the sentences before it have a mark at their end";

/// Words that English hardly ever ends a sentence with; prepositions that may stay behind their verb are left out.
const NEVER_LAST: &[&str] = &[
    "a", "an", "and", "the", "of", "or", "nor", "but", "than", "their", "our", "your", "my", "its", "into", "whose",
    "because", "although", "whether", "unless", "during", "between", "toward", "towards", "until", "upon", "despite",
    "via", "per", "were", "mr", "mrs",
];

/// Prepositions that count only right before such a word was due: `sent to the`, `in the`.
const ALSO_BEFORE_THE_END: &[&str] = &["the", "a", "an", "their", "its", "of"];

impl Detector for TextBreaksOff {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let (segments, tokens) = (document.segments(), document.tokens());
        for (s, segment) in segments.iter().enumerate() {
            let ends_paragraph = segments.get(s + 1).is_none_or(|next| next.paragraph != segment.paragraph);
            let words = segment.tokens.clone().filter(|&i| tokens[i].is_word()).count();
            let wordy = words >= FEWEST_WORDS && matches!(segment.kind, SegmentKind::Body | SegmentKind::Headline);
            let carried_on = segments
                .get(s + 1)
                .is_some_and(|next| next.span.of(document.text()).starts_with(|c: char| c.is_lowercase()));
            if !ends_paragraph || !wordy || carried_on {
                continue;
            }
            let last = segment.tokens.end - 1;
            if let Some(mark) = preview_mark(document, segment.tokens.clone()) {
                out.push(Finding::new(&RULE, mark, "the mark of a preview").severity(Severity::Minor));
                continue;
            }
            let (word, why) = match tokens[last].kind {
                TokenKind::Word if NEVER_LAST.contains(&document.folded(last)) => {
                    (last, "after this word a sentence goes on")
                }
                TokenKind::Word if opens_quotation(document, segment.tokens.clone()) => {
                    (last, "a quotation was just opened")
                }
                // An address at the end of a sentence has no full stop behind it.
                TokenKind::Word
                    if segment.kind == SegmentKind::Body && tokens[last].spaced && is_unended(document, s) =>
                {
                    (last, LOST_MARK)
                }
                TokenKind::Punctuation if document.written(last) == "," && tokens[last - 1].is_word() => {
                    (last - 1, "it ends with a comma")
                }
                _ => continue,
            };
            if segment.kind == SegmentKind::Headline && !language::is_function_word(document.folded(word)) {
                continue;
            }
            let before = word.checked_sub(1).filter(|&b| b > segment.tokens.start);
            let pair = ALSO_BEFORE_THE_END.contains(&document.folded(word))
                && before.is_some_and(|b| language::is_function_word(document.folded(b)));
            let first = before.filter(|_| pair).unwrap_or(word);
            let finding = Finding::new(&RULE, document.span(first, last), why);
            // Here nothing more than the full stop may be gone.
            out.push(if why == LOST_MARK { finding.severity(Severity::Minor) } else { finding });
        }
    }
}

/// A sentence in small letters without a mark, after sentences with one in the same paragraph.
fn is_unended(document: &Document, s: usize) -> bool {
    let segments = document.segments();
    let Some(before) = s.checked_sub(1).map(|b| &segments[b]).filter(|b| b.paragraph == segments[s].paragraph) else {
        return false;
    };
    let longer = |i: &usize| document.tokens()[*i].is_word() && document.written(*i).len() > 3;
    let (mut small, mut all) = (0, 0);
    for i in segments[s].tokens.clone().filter(longer) {
        all += 1;
        small += usize::from(document.tokens()[i].shape == Shape::Lower);
    }
    before.span.of(document.text()).ends_with(['.', '!', '?', '"', '”']) && small * 10 >= all * 6
}

/// The `[…]` that cuts a preview off.
fn preview_mark(document: &Document, tokens: std::ops::Range<usize>) -> Option<Span> {
    let text = document.text();
    let end = document.tokens()[tokens.end - 1].span.end;
    let mark = ["[…]", "[...]", "(…)", "(...)", "[&hellip;]"].iter().find(|m| text[..end].ends_with(**m))?;
    Some(Span::new(end - mark.len(), end))
}

/// Whether the sentence opens a straight quotation that does not close, and begins no other.
fn opens_quotation(document: &Document, tokens: std::ops::Range<usize>) -> bool {
    let quotes: Vec<usize> = tokens.clone().filter(|&i| matches!(document.written(i), "\"" | "“" | "”")).collect();
    let unclosed = quotes.len() % 2 == 1;
    unclosed && quotes.last().is_some_and(|&q| document.tokens()[q].spaced && document.written(q) != "”")
}
