//! What surrounds a token without white space between.

use crate::span::Span;
use crate::text::Document;

/// The text without white space that token `i` is part of: a word, an address, a file name.
pub(super) fn word_around(document: &Document, i: usize) -> &str {
    address_around(document.text(), document.tokens()[i].span)
}

/// The text without white space that `span` is part of.
pub(super) fn address_around(text: &str, span: Span) -> &str {
    let start = text[..span.start]
        .rfind(char::is_whitespace)
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = text[span.end..].find(char::is_whitespace).map_or(text.len(), |at| span.end + at);
    &text[start..end]
}

/// Whether such a text is an address, a handle or a path, in which marks stand without spaces.
pub(super) fn is_address(word: &str) -> bool {
    word.contains("://") || word.contains("www.") || word.contains(['@', '#', '/', '\\', '_', '='])
}
