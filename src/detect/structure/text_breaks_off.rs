use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, SegmentKind, TokenKind, language};

crate::rule! {
    /// ## What it finds
    /// A paragraph that ends in the middle of a sentence: after an article, preposition or conjunction, after a comma, or with a
    /// quotation just opened.
    ///
    /// ## Why it is an artefact
    /// The text was taken from a preview or cut at a limit.
    ///
    /// ## When it is wrong
    /// Verse, and lists whose items run on; short lines are left alone. `when` a sentence carries on in the next paragraph with a
    /// small letter, it was only broken by a line end.
    pub(super) static RULE = {
        code: "STR504",
        name: "text-breaks-off",
        family: Family::Structure,
        category: "Accuracy/Omission",
        severity: Severity::Major,
        confidence: 0.9,
        since: "0.1.0",
        hits: &["The minister told the paper that the new rules would be sent [[to the]]", "The striker left the pitch after an hour and was taken to hospital with his [[brother,]]"],
        passes: &["The minister told the paper about the new rules.", "Ferries to the islands will run all night long", "One for the",
            "We asked readers what they had been waiting for and what they had been looking at"],
    };
}

pub(super) struct TextBreaksOff;

const FEWEST_WORDS: usize = 8;

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
            let (word, why) = match tokens[last].kind {
                TokenKind::Word if NEVER_LAST.contains(&document.folded(last)) => {
                    (last, "after this word a sentence goes on")
                }
                TokenKind::Word if opens_quotation(document, segment.tokens.clone()) => {
                    (last, "a quotation was just opened")
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
            out.push(Finding::new(&RULE, document.span(first, last), why));
        }
    }
}

/// Whether one of the last three tokens opens a straight quotation that does not close.
fn opens_quotation(document: &Document, tokens: std::ops::Range<usize>) -> bool {
    let quotes: Vec<usize> = tokens.clone().filter(|&i| matches!(document.written(i), "\"" | "“" | "”")).collect();
    let unclosed = quotes.len() % 2 == 1;
    unclosed && quotes.last().is_some_and(|&q| q + 4 > tokens.end && document.tokens()[q].spaced)
}
