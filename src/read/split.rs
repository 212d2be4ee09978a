//! Records of a text stream, cut where they end; of one that is too long, never more than the limit is in memory.

use crate::span::steps;
use std::io::{BufRead, ErrorKind, Result};

/// Knows where a record ends.
pub(super) trait Ends {
    /// The offset behind the end of the record in `bytes`, which go on where the last call stopped.
    fn find(&mut self, bytes: &[u8]) -> Option<usize>;
}

/// A record ends with its line.
#[derive(Debug, Default)]
pub(super) struct Newline;

impl Ends for Newline {
    fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        memchr::memchr(b'\n', bytes).map(|i| i + 1)
    }
}

/// A piece of the stream.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A record with its line end.
    Whole(Vec<u8>),
    /// A part of a record that is too long.
    Part {
        /// The bytes.
        bytes: Vec<u8>,
        /// Whether the record ends with them.
        last: bool,
    },
    /// The beginning of a record in which the stream broke off.
    Cut(Vec<u8>),
}

/// Cuts a stream into pieces.
pub(super) struct Splitter<E> {
    from: Box<dyn BufRead + Send>,
    ends: E,
    limit: usize,
    /// Whether the record that comes was too long already.
    inside: bool,
    /// What broke the stream off, told after its last piece.
    error: Option<std::io::Error>,
    position: u64,
}

/// Parts of a record that is too long, after the first.
const PART: usize = 1 << 20;

impl<E: Ends> Splitter<E> {
    /// Records of more than `limit` bytes without their line end are too long.
    pub(super) fn new(from: Box<dyn BufRead + Send>, ends: E, limit: u64) -> Self {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        Self { from, ends, limit, inside: false, error: None, position: 0 }
    }

    /// The stream behind the pieces so far.
    pub(super) fn into_inner(self) -> Box<dyn BufRead + Send> {
        self.from
    }

    /// The number of bytes in the pieces so far.
    pub(super) const fn position(&self) -> u64 {
        self.position
    }

    /// Whether the last piece began a record or went on with one, and did not end it.
    pub(super) const fn is_inside(&self) -> bool {
        self.inside
    }

    /// The next piece, or nothing at the end of the stream.
    pub(super) fn next(&mut self) -> Result<Option<Piece>> {
        if let Some(error) = self.error.take() {
            return Err(error);
        }
        let mut bytes = Vec::new();
        let limit = if self.inside { PART } else { self.limit };
        loop {
            let buffer = match self.from.fill_buf() {
                Ok(buffer) => buffer,
                Err(e) if e.kind() == ErrorKind::Interrupted => continue,
                Err(e) if bytes.is_empty() => return Err(e),
                Err(e) => {
                    self.error = Some(e);
                    return Ok(Some(Piece::Cut(bytes)));
                }
            };
            if buffer.is_empty() {
                let inside = std::mem::take(&mut self.inside);
                return Ok(match (inside, bytes.is_empty()) {
                    (true, _) => Some(Piece::Part { bytes, last: true }),
                    (false, true) => None,
                    (false, false) => Some(Piece::Whole(bytes)),
                });
            }
            let end = self.ends.find(buffer);
            let length = end.unwrap_or(buffer.len());
            steps::count(1 + length);
            bytes.extend_from_slice(&buffer[..length]);
            self.from.consume(length);
            self.position += length as u64;
            let long = without_line_end(&bytes).len() > limit;
            match (end.is_some(), self.inside || long) {
                (true, false) => return Ok(Some(Piece::Whole(bytes))),
                (true, true) => {
                    self.inside = false;
                    return Ok(Some(Piece::Part { bytes, last: true }));
                }
                (false, _) if long => {
                    self.inside = true;
                    return Ok(Some(Piece::Part { bytes, last: false }));
                }
                (false, _) => {}
            }
        }
    }
}

impl<E> std::fmt::Debug for Splitter<E> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Splitter").field("limit", &self.limit).field("position", &self.position).finish_non_exhaustive()
    }
}

/// `bytes` without the LF or CR LF at their end.
pub(crate) fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{BufReader, Cursor, Read};

    fn pieces(from: impl Read + Send + 'static, limit: u64, buffer: usize) -> (Vec<Piece>, Option<ErrorKind>) {
        let mut splitter = Splitter::new(Box::new(BufReader::with_capacity(buffer, from)), Newline, limit);
        let mut found = Vec::new();
        loop {
            match splitter.next() {
                Ok(Some(piece)) => found.push(piece),
                Ok(None) => return (found, None),
                Err(e) => return (found, Some(e.kind())),
            }
        }
    }

    fn bytes(piece: &Piece) -> &[u8] {
        match piece {
            Piece::Whole(bytes) | Piece::Part { bytes, .. } | Piece::Cut(bytes) => bytes,
        }
    }

    #[test]
    fn all_bytes_come_out_in_order_whatever_the_buffer_and_the_limit() {
        let text = b"one\r\n\nthree is longer\nfour".as_slice();
        for buffer in 1..30 {
            for limit in 1..30 {
                let (found, error) = pieces(Cursor::new(text), limit, buffer);
                assert_eq!(found.iter().flat_map(bytes).copied().collect::<Vec<u8>>(), text);
                assert_eq!(error, None);
                let records = found.iter().filter(|p| !matches!(p, Piece::Part { last: false, .. })).count();
                assert_eq!(records, 4, "{found:?}");
            }
        }
    }

    #[test]
    fn a_long_record_comes_in_parts_and_the_next_one_whole() {
        let text = [vec![b'x'; 3 * PART], b"\nshort\n".to_vec()].concat();
        let (found, _) = pieces(Cursor::new(text), 10, 4096);
        assert!(found.iter().all(|p| bytes(p).len() <= PART + 4096));
        assert_eq!(found.last(), Some(&Piece::Whole(b"short\n".to_vec())));
        assert!(matches!(&found[found.len() - 2], Piece::Part { last: true, .. }));
    }

    #[test]
    fn where_the_stream_breaks_off_its_last_bytes_come_before_the_error() {
        struct Broken;
        impl Read for Broken {
            fn read(&mut self, _: &mut [u8]) -> Result<usize> {
                Err(ErrorKind::UnexpectedEof.into())
            }
        }
        let (found, error) = pieces(Cursor::new(b"one\ntw").chain(Broken), 100, 8);
        assert_eq!(found, [Piece::Whole(b"one\n".to_vec()), Piece::Cut(b"tw".to_vec())]);
        assert_eq!(error, Some(ErrorKind::UnexpectedEof));
    }
}
