//! Segments, tokens and places of a text.

use super::as_text;
use malaprop::fractions::Fractions;
use malaprop::span::Span;
use malaprop::text::{Document, fold, guard};

pub(crate) fn model(bytes: &[u8]) {
    let text = &*as_text(bytes);
    let document = Document::new("t", text);
    in_order(&document);
    placed(&document);
    assert!(Fractions::of(text).named().all(|(_, figure)| figure.is_finite()));
    assert_eq!(fold(&fold(text)), fold(text), "folding twice is folding once");
    let guarded = if guard::is_changed(text) { format!("'{text}") } else { text.to_owned() };
    assert_eq!(guard::bare(&guarded), text);
}

/// Tokens, segments and paragraphs stand one behind the other, on character boundaries.
pub(crate) fn in_order(document: &Document) {
    let text = document.text();
    let stands = |spans: &mut dyn Iterator<Item = Span>| {
        let mut end = 0;
        for span in spans {
            assert!(span.start >= end && !span.is_empty(), "{span:?} behind {end}");
            assert!(text.is_char_boundary(span.start) && text.is_char_boundary(span.end), "{span:?}");
            end = span.end;
        }
    };
    stands(&mut document.tokens().iter().map(|token| token.span));
    stands(&mut document.segments().iter().map(|segment| segment.span));
    stands(&mut document.paragraphs().iter().copied());
    let mut next = 0;
    for segment in document.segments() {
        assert!(segment.tokens.start >= next && segment.tokens.end <= document.tokens().len());
        assert!(document.tokens()[segment.tokens.clone()].iter().all(|token| segment.span.contains(token.span)));
        next = segment.tokens.end;
    }
    for i in 0..document.tokens().len() {
        assert!(document.is_same(i, i) && !document.written(i).is_empty());
    }
}

/// Every place can be told in lines, code points and UTF-16.
fn placed(document: &Document) {
    let text = document.text();
    let (mut points, mut units) = (0, 0);
    for (at, c) in text.char_indices() {
        let position = document.position(at);
        assert_eq!((position.code_point, position.utf16), (points, units));
        points += 1;
        units += c.len_utf16();
    }
    let end = document.position(text.len());
    assert_eq!((end.code_point, end.utf16), (points, units));
}
