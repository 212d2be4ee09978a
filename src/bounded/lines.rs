//! Lines of records, of a file that may be larger than memory; a line that is longer than any record is a fault.

use super::{no_text, open};
use crate::error::{Error, Result};
use flate2::read::MultiGzDecoder;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The record of a document with a thousand findings has half a megabyte, and a text of more than `--max-bytes` bytes has none.
const LONGEST: u64 = 256 << 20;

/// The lines of a file that hold anything.
pub(crate) struct Lines {
    path: PathBuf,
    from: Box<dyn BufRead>,
    number: u64,
    longest: u64,
}

/// A line without its end.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    /// Counted from 1.
    pub number: u64,
    pub text: String,
}

impl Lines {
    /// The lines of the file or pipe at `path`, unpacked by gzip where its name ends in `.gz`.
    ///
    /// # Errors
    /// As [`open`].
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let file = open(path)?;
        let packed = path.extension().is_some_and(|e| e == "gz");
        let from: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
        Ok(Self::of(path, BufReader::new(from), LONGEST))
    }

    fn of(path: &Path, from: impl BufRead + 'static, longest: u64) -> Self {
        Self { path: path.to_owned(), from: Box::new(from), number: 0, longest }
    }

    fn line(&mut self) -> Result<Option<Line>> {
        let mut bytes = Vec::new();
        // One byte more than there may be, and CR LF.
        let room = self.longest.saturating_add(3);
        self.from.by_ref().take(room).read_until(b'\n', &mut bytes).map_err(|e| Error::io(&self.path, e))?;
        if bytes.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        for end in [b'\n', b'\r'] {
            bytes.pop_if(|last| *last == end);
        }
        if bytes.len() as u64 > self.longest {
            let what = format!("a line of more than {} bytes", self.longest);
            return Err(Error::row(&self.path.display().to_string(), self.number, 1, what));
        }
        let mut text = String::from_utf8(bytes).map_err(|e| no_text(&self.path, self.number, &e))?;
        // Not in the first line alone: files with a byte order mark each are joined.
        let marks = text.len() - text.trim_start_matches('\u{feff}').len();
        text.drain(..marks);
        Ok(Some(Line { number: self.number, text }))
    }
}

impl Iterator for Lines {
    type Item = Result<Line>;

    fn next(&mut self) -> Option<Result<Line>> {
        loop {
            match self.line().transpose()? {
                Ok(line) if line.text.trim().is_empty() => {}
                line => return Some(line),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn lines(bytes: &[u8], longest: u64) -> Lines {
        Lines::of(Path::new("a"), Cursor::new(bytes.to_vec()), longest)
    }

    #[test]
    fn lines_that_hold_anything_come_with_their_numbers() {
        let read: Vec<_> = lines("\u{feff}one\r\n \n\nzwölf".as_bytes(), 6).map(|line| line.unwrap()).collect();
        assert_eq!(read, [(1, "one"), (4, "zwölf")].map(|(number, text)| Line { number, text: text.to_owned() }));
    }

    #[test]
    fn of_files_that_were_joined_every_one_may_begin_with_a_byte_order_mark() {
        let read: Vec<_> =
            lines("\u{feff}a\n\u{feff}\u{feff}b\n\u{feff}\n".as_bytes(), 9).map(|line| line.unwrap().text).collect();
        assert_eq!(read, ["a", "b"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_told_before_all_of_it_is_read() {
        let fault = |bytes: &[u8]| lines(bytes, 4).find_map(std::result::Result::err).map(|e| e.to_string());
        assert_eq!(fault(b"four\nfour\n"), None);
        assert_eq!(fault(b"four\nfives\n").unwrap(), "a:2:1: a line of more than 4 bytes");
        let endless = Lines::of(Path::new("a"), BufReader::new(std::io::repeat(b'x')), 4);
        assert!(endless.map(|line| line.map(|_| ())).next().unwrap().is_err());
    }

    #[test]
    fn a_line_that_is_no_text_has_a_place() {
        let fault = |bytes: &[u8]| lines(bytes, 9).find_map(std::result::Result::err).unwrap().to_string();
        assert_eq!(fault(b"one\n\xc3\xa9\xff\n"), "a:2:2: not UTF-8");
        assert_eq!(fault(b"one\n\xff\xfe\n"), "a:2:1: not UTF-8", "only a file begins with the mark of UTF-16");
        assert_eq!(fault(b"\xff\xfea\0\n\0"), "a:1:1: UTF-16, not UTF-8: save it as UTF-8");
    }
}
