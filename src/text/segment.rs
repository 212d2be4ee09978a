//! Paragraphs, and in them sentences, headlines, bylines and datelines.

use super::sentence::first_sentence;
use super::token::{Shape, Token, TokenKind, folded};
use crate::span::Span;
use std::ops::Range;

/// One sentence, or a line that is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: SegmentKind,
    /// The index of its paragraph.
    pub paragraph: usize,
    /// The indexes of its tokens.
    pub tokens: Range<usize>,
}

/// So many tokens are looked at on each side of others: sentences that nothing ends have no bound.
const LOOKED_AT: usize = 60;

impl Segment {
    /// The tokens `first` to `last` of it and those beside them, as far as they are looked at.
    #[must_use]
    pub fn beside(&self, first: usize, last: usize) -> Range<usize> {
        self.tokens.start.max(first.saturating_sub(LOOKED_AT))..self.tokens.end.min(last + 1 + LOOKED_AT)
    }
}

/// What a segment is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SegmentKind {
    /// A line without a final mark that stands over other text.
    Headline,
    /// Who wrote it: `By Jane Doe`.
    Byline,
    /// Where from: `KYIV, March 3 (Agency) --`.
    Dateline,
    /// A sentence of the story.
    Body,
    /// A line without a word.
    Furniture,
}

const LONGEST_HEADLINE_WORDS: usize = 22;
const LONGEST_SUBHEAD_WORDS: usize = 12;

/// Lines with text; lines of hard-wrapped blocks are joined.
pub(crate) fn paragraphs(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut block: Vec<Span> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n').chain(std::iter::once("")) {
        let trimmed = line.trim();
        let start = at + (line.len() - line.trim_start().len());
        at += line.len();
        if !trimmed.is_empty() {
            block.push(Span::new(start, start + trimmed.len()));
            continue;
        }
        match (block.first(), block.last()) {
            (Some(first), Some(last)) if is_hard_wrapped(text, &block) => found.push(first.to(*last)),
            _ => found.extend(&block),
        }
        block.clear();
    }
    found
}

/// Whether the line ends of a block are only the width of a screen: most lines stop at a similar length in the middle of a
/// sentence, and most of the next begin with a small letter.
fn is_hard_wrapped(text: &str, block: &[Span]) -> bool {
    let pairs = block.windows(2);
    let inner = pairs.len();
    let cut = pairs
        .filter(|pair| {
            let (line, next) = (pair[0].of(text), pair[1].of(text));
            let open = !line.ends_with(['.', '!', '?', '"', '”', ':']);
            open && (40..=400).contains(&line.len())
                && (40..=100).contains(&line.chars().count())
                && next.starts_with(|c: char| c.is_alphanumeric() && !c.is_uppercase() || matches!(c, '"' | '“' | '('))
        })
        .count();
    inner >= 2 && cut * 10 >= inner * 6
}

pub(crate) fn segments(text: &str, paragraphs: &[Span], tokens: &[Token], folds: &str) -> Vec<Segment> {
    let mut found = Vec::new();
    let mut next = 0;
    let mut body_begun = false;
    for (paragraph, span) in paragraphs.iter().enumerate() {
        let first = next;
        while next < tokens.len() && tokens[next].span.end <= span.end {
            next += 1;
        }
        let mut push = |range: Range<usize>, kind| {
            if let (Some(a), Some(b)) = (tokens.get(range.start), tokens.get(range.end.wrapping_sub(1))) {
                found.push(Segment { span: a.span.to(b.span), kind, paragraph, tokens: range });
            }
        };
        let inside = &tokens[first..next];
        let last = paragraph + 1 == paragraphs.len();
        if let Some(kind) = whole_line_kind(text, inside, folds, paragraph == 0, last) {
            push(first..next, kind);
            continue;
        }
        let mut at = first;
        if !body_begun && let Some(length) = dateline(text, inside) {
            push(at..at + length, SegmentKind::Dateline);
            at += length;
        }
        body_begun = true;
        while at < next {
            let length = first_sentence(&tokens[at..next], text, folds);
            push(at..at + length, SegmentKind::Body);
            at += length;
        }
    }
    found
}

/// The kind of a paragraph that is one segment whatever marks it holds.
fn whole_line_kind(text: &str, tokens: &[Token], folds: &str, first: bool, last: bool) -> Option<SegmentKind> {
    let words = tokens.iter().filter(|t| t.is_word()).count();
    if words == 0 {
        return Some(SegmentKind::Furniture);
    }
    let word = |i: usize| tokens.get(i).map(|t| folded(t, folds));
    let is_capital = |i: usize| tokens.get(i).is_some_and(|t| t.is_capitalised(text));
    let ends_open = !tokens
        .iter()
        .rev()
        .find(|t| !matches!(t.span.of(text), "\"" | "”" | "’" | "'" | ")"))
        .is_some_and(|t| matches!(t.span.of(text), "." | "!" | "?" | "…" | ":" | ";" | ","));
    let by = usize::from(word(0) == Some("written"));
    if word(by) == Some("by") && is_capital(by + 1) && words <= 12 && ends_open {
        return Some(SegmentKind::Byline);
    }
    let longest = if first { LONGEST_HEADLINE_WORDS } else { LONGEST_SUBHEAD_WORDS };
    (ends_open
        && !last
        && words <= longest
        && tokens.iter().find(|t| t.is_word()).is_some_and(|t| t.is_capitalised(text))
        && first_sentence(tokens, text, folds) == tokens.len())
    .then_some(SegmentKind::Headline)
}

/// The number of tokens of a dateline at the start of a paragraph: a place in capitals or an agency in brackets, then a dash.
fn dateline(text: &str, tokens: &[Token]) -> Option<usize> {
    const FARTHEST_DASH: usize = 16;
    let first = tokens.first().filter(|t| t.is_capitalised(text))?;
    let dash = tokens
        .iter()
        .take(FARTHEST_DASH)
        .position(|t| matches!(t.span.of(text), "—" | "–") || (t.is_mark(text, '-') && t.spaced))?;
    let bracketed = tokens[..dash].iter().any(|t| t.is_mark(text, ')'));
    let sentence_inside =
        tokens[..dash].iter().any(|t| t.kind == TokenKind::Word && t.shape == Shape::Lower && !bracketed);
    if !(first.shape == Shape::Upper || bracketed) || sentence_inside {
        return None;
    }
    let more = tokens[dash..].iter().take_while(|t| matches!(t.span.of(text), "—" | "–" | "-")).count();
    Some(dash + more)
}

#[cfg(test)]
mod tests {
    use super::super::Document;
    use super::*;

    fn parts(text: &str) -> Vec<(SegmentKind, String)> {
        let document = Document::new("t", text);
        document.segments().iter().map(|s| (s.kind, s.span.of(text).to_owned())).collect()
    }

    fn sentences(text: &str) -> Vec<String> {
        parts(text).into_iter().map(|(_, s)| s).collect()
    }

    #[test]
    fn abbreviations_initials_and_decimals_do_not_end_a_sentence() {
        for one in [
            "Gen. Mark A. Milley met Sen. Ann Lee of the U.S. Senate on St. James St. in Sept. 2021.",
            "Growth was 3.5 percent, said J. K. Rowan.",
            "\"Is it over?\" she asked.",
            "The No. 2 official met Mr. Smith at 5 p.m. on Friday.",
        ] {
            assert_eq!(sentences(one), [one]);
        }
    }

    #[test]
    fn quotes_and_acronyms_may_end_a_sentence() {
        assert_eq!(sentences("He said: \"We won.\" The crowd left."), ["He said: \"We won.\"", "The crowd left."]);
        assert_eq!(
            sentences("They flew to the U.S. The trip was short."),
            ["They flew to the U.S.", "The trip was short."]
        );
    }

    #[test]
    fn headline_byline_and_dateline_are_told_from_the_story() {
        use SegmentKind::{Body, Byline, Dateline, Headline};
        let kinds: Vec<SegmentKind> = parts(
            "Harbour bridge opens after delay\nBy Ann Lee\nOSLO, March 3 (Agency) -- The bridge opened. Boats passed.\nEnd.",
        )
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
        assert_eq!(kinds, [Headline, Byline, Dateline, Body, Body, Body]);
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        let text = "The council voted on Tuesday to close the old swimming\npool near the river and to build a new one beside the\n\
                    school, which parents had asked for since the flood of\nthe spring before last.\n\nWork begins in May.";
        assert_eq!(Document::new("t", text).paragraphs().len(), 2);
    }
}
