//! What surrounds a token without white space between.

use crate::text::Document;

/// The text without white space that token `i` is part of: a word, an address, a file name.
pub(super) fn word_around(document: &Document, i: usize) -> &str {
    let text = document.text();
    let span = document.tokens()[i].span;
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
