//! Where the bytes of a text came from: the way back through decoding, entities, tags and folded white space.

use crate::span::{Span, steps};
use std::ops::Range;

/// For every byte of a text the bytes it was made of, in as few pieces as the text was made in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Trail {
    pieces: Vec<Piece>,
    /// Bytes of the text so far.
    len: usize,
}

/// Equal units one after the other: `to` bytes of text made of `from` bytes of the source each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    text: usize,
    source: usize,
    to: usize,
    from: usize,
}

impl Piece {
    const fn source_of_unit(&self, unit: usize) -> usize {
        self.source + unit * self.from
    }
}

impl Trail {
    /// The next `len` bytes of text are the bytes `source`: copied where both are as long, else made of them as a whole.
    pub(super) fn push(&mut self, len: usize, source: Range<usize>) {
        steps::count(1);
        if len == 0 {
            return;
        }
        let (to, from) = if len == source.len() { (1, 1) } else { (len, source.len()) };
        let goes_on = self.pieces.last().is_some_and(|last| {
            (last.to, last.from) == (to, from) && last.source_of_unit((self.len - last.text) / to) == source.start
        });
        if !goes_on {
            self.pieces.push(Piece { text: self.len, source: source.start, to, from });
        }
        self.len += len;
    }

    /// Goes on with another text.
    pub(super) fn append(&mut self, other: &Self) {
        for (i, piece) in other.pieces.iter().enumerate() {
            let end = other.pieces.get(i + 1).map_or(other.len, |next| next.text);
            if (piece.to, piece.from) == (1, 1) {
                self.push(end - piece.text, piece.source..piece.source + (end - piece.text));
            } else {
                for unit in 0..(end - piece.text) / piece.to {
                    self.push(piece.to, piece.source_of_unit(unit)..piece.source_of_unit(unit + 1));
                }
            }
        }
    }

    /// The same, where the source begins `by` bytes into another one.
    pub(super) fn shift(&mut self, by: usize) {
        for piece in &mut self.pieces {
            piece.source += by;
        }
    }

    /// All bytes of the source that `span` was made of, what lies between them included.
    pub(super) fn source(&self, span: Span) -> Span {
        let start = self.unit_at(span.start).map_or(0, |(start, _)| start);
        let end = if span.is_empty() { start } else { self.unit_at(span.end - 1).map_or(start, |(_, end)| end) };
        Span::new(start, end.max(start))
    }

    /// Where the source of the last byte ends.
    pub(super) fn end(&self) -> usize {
        self.unit_at(self.len).map_or(0, |(_, end)| end)
    }

    /// The bytes of the source that made the text's byte `at`; behind the text, its end.
    fn unit_at(&self, at: usize) -> Option<(usize, usize)> {
        if at >= self.len {
            return self.unit_at(self.len.checked_sub(1)?).map(|(_, end)| (end, end));
        }
        let piece = &self.pieces[self.pieces.partition_point(|p| p.text <= at).checked_sub(1)?];
        let unit = (at - piece.text) / piece.to;
        Some((piece.source_of_unit(unit), piece.source_of_unit(unit + 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copied_made_and_inserted_text_leads_back() {
        // `a &amp; b`, with a line end of nobody's behind it, and then `c`.
        let mut trail = Trail::default();
        trail.push(2, 10..12);
        trail.push(1, 12..17);
        trail.push(2, 17..19);
        trail.push(1, 19..19);
        trail.push(1, 30..31);
        let back = |start, end| {
            let span = trail.source(Span::new(start, end));
            (span.start, span.end)
        };
        assert_eq!(back(0, 2), (10, 12));
        assert_eq!(back(2, 3), (12, 17));
        assert_eq!(back(1, 4), (11, 18));
        assert_eq!(back(4, 7), (18, 31));
        assert_eq!((back(3, 3), back(7, 7)), ((17, 17), (31, 31)));
        assert_eq!(Trail::default().source(Span::new(0, 0)), Span::new(0, 0));
    }

    #[test]
    fn equal_units_are_one_piece_and_stay_so_when_joined() {
        let mut trail = Trail::default();
        for i in 0..100 {
            trail.push(3, 2 * i..2 * i + 2);
        }
        assert_eq!(trail.pieces.len(), 1);
        assert_eq!(trail.source(Span::new(3, 9)), Span::new(2, 6));
        let mut joined = Trail::default();
        joined.push(1, 7..7);
        joined.append(&trail);
        assert_eq!((joined.pieces.len(), joined.source(Span::new(4, 10))), (2, Span::new(2, 6)));
    }
}
