//! What surrounds a token without white space between.

use crate::span::Span;
use crate::text::Document;
use regex::{Captures, Regex};
use std::sync::LazyLock;

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

/// What `regex`, which stays inside a line, finds in the lines of `text` that `may` hold something of the kind, and where each of these
/// lines begins. Slow patterns are not even made before a line asks for them.
pub(super) fn captures_in_lines<'a>(
    regex: &'static LazyLock<Option<Regex>>,
    text: &'a str,
    may: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = (usize, Captures<'a>)> + 'a {
    let mut end = 0;
    text.split_inclusive('\n').flat_map(move |line| {
        let start = end;
        end += line.len();
        let regex = if may(line) { (**regex).as_ref() } else { None };
        regex.into_iter().flat_map(move |regex| regex.captures_iter(line)).map(move |found| (start, found))
    })
}

/// Whether two bytes in a row are as `fits` says. All pairs are looked at, which is faster than to stop at the first.
pub(super) fn has_pair(text: &str, fits: impl Fn(u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    bytes.iter().zip(bytes.iter().skip(1)).fold(false, |found, (&a, &b)| found | fits(a, b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static ENDING: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"(\p{L}+) (s)([\s.]|$)").ok());

    proptest! {
        #[test]
        fn lines_hold_what_the_text_holds(text in "[as .\n]{0,40}") {
            let found = captures_in_lines(&ENDING, &text, |line| line.contains(" s"));
            let found: Vec<(usize, String)> =
                found.map(|(at, f)| (at + f.get(0).map_or(0, |m| m.start()), f[0].to_owned())).collect();
            let whole = ENDING.iter().flat_map(|r| r.captures_iter(&text));
            let whole: Vec<(usize, String)> =
                whole.map(|f| (f.get(0).map_or(0, |m| m.start()), f[0].to_owned())).collect();
            prop_assert_eq!(found, whole);
        }
    }
}
