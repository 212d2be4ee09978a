//! What surrounds a token without white space between.

use crate::span::Span;
use crate::text::Document;

/// The text without white space that token `i` is part of: a word, an address, a file name.
pub(super) fn word_around(document: &Document, i: usize) -> &str {
    address_around(document.text(), document.tokens()[i].span)
}

/// No address is longer to either side, in bytes; a bound on the work in texts without spaces.
const LONGEST: usize = 200;

/// The text without white space that `span` is part of, as far as an address goes.
pub(super) fn address_around(text: &str, span: Span) -> &str {
    let is_boundary = |at: &usize| text.is_char_boundary(*at);
    let from = (span.start.saturating_sub(LONGEST)..=span.start).find(is_boundary).unwrap_or(span.start);
    let to = (span.end..=span.end.saturating_add(LONGEST).min(text.len())).rev().find(is_boundary).unwrap_or(span.end);
    let before = text[from..span.start].rsplit(char::is_whitespace).next().unwrap_or_default();
    let after = text[span.end..to].split(char::is_whitespace).next().unwrap_or_default();
    &text[span.start - before.len()..span.end + after.len()]
}

/// Whether such a text is an address, a handle or a path, in which marks stand without spaces.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains(['@', '#', '/', '\\', '_', '='])
}
