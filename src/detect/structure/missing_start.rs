use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Rule};
use crate::text::{Document, SegmentKind, Shape};

crate::rule! {
    /// ## What it finds
    /// A paragraph that begins in the middle of a sentence, with a mark that only follows something (`, the mayor said`) or with a
    /// small letter although nothing before it was left open.
    ///
    /// ## Why it is an artefact
    /// The beginning was cut off, or a heading, link or quotation was taken out of the text.
    ///
    /// ## When it is wrong
    /// Lists, verse and names that are written small; short lines and words that are in no list are left alone.
    pub(super) static RULE = {
        code: "STR507",
        name: "missing-start",
        family: Family::Structure,
        category: "Accuracy/Omission",
        severity: Severity::Minor,
        confidence: 0.88,
        since: "0.2.0",
        hits: &["[[, the]] mayor said on Monday after the meeting of the council.", "The vote was close.\n[[and]] the mayor will not stand again, he told the paper."],
        passes: &["The vote was close.\nAnd the mayor will not stand again.", "The vote was close, the mayor said\nand left the hall by the back door.",
            "We need:\nbread and butter for all the guests of the day", "iPhones sold well in the first months of the year.",
            "The vote was close.\nde Haan had stood for the council of the town before."],
    };
}

pub(super) struct MissingStart;

const FEWEST_WORDS: usize = 6;

impl Detector for MissingStart {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let (text, tokens, segments) = (document.text(), document.tokens(), document.segments());
        let mut before: Option<usize> = None;
        for (s, segment) in segments.iter().enumerate() {
            let earlier = before.replace(s).map(|b| &segments[b]);
            if earlier.is_some_and(|e| e.paragraph == segment.paragraph) || segment.kind != SegmentKind::Body {
                continue;
            }
            let words = segment.tokens.clone().filter(|&i| tokens[i].is_word()).count();
            let ended = segment.span.of(text).ends_with(['.', '!', '?', '"', '”']);
            if words < FEWEST_WORDS || !ended {
                continue;
            }
            let first = segment.tokens.start;
            let next = first + 1;
            let mark = matches!(document.written(first), "," | ";" | ")" | "”");
            let small = tokens[first].shape == Shape::Lower && Known::of(document.folded(first)).is_word();
            let closed = earlier.is_none_or(|e| {
                e.kind == SegmentKind::Body
                    && e.span.of(text).ends_with(['.', '!', '?', '"', '”'])
                    && !is_item(document, e.tokens.start)
            });
            if mark && next < segment.tokens.end && tokens[next].is_word() {
                out.push(Finding::new(&RULE, document.span(first, next), "a mark that only follows something"));
            } else if small && closed && !is_particle(document, first) {
                let evidence = "a small letter, and nothing before it was left open";
                out.push(Finding::new(&RULE, tokens[first].span, evidence));
            }
        }
    }
}

/// Whether token `i` belongs to the name behind it, as in `de Havilland`, and is written small even at the start.
fn is_particle(document: &Document, i: usize) -> bool {
    const PARTICLES: &[&str] = &[
        "al", "bin", "da", "de", "del", "della", "den", "der", "di", "dos", "du", "el", "la", "le", "ten", "ter",
        "van", "von",
    ];
    PARTICLES.contains(&document.folded(i))
        && document.tokens().get(i + 1).is_some_and(|next| next.is_capitalised(document.text()))
}

/// Whether the paragraph from token `first` begins with a small letter too, as the items of a list do.
fn is_item(document: &Document, first: usize) -> bool {
    document.tokens()[first].shape == Shape::Lower
}
