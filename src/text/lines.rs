//! Line, column, code points and UTF-16 units of a byte offset; made at the edge, when a finding is written.

/// Where each line starts, and how much stands before every so many bytes: a position costs the same wherever it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    /// The first byte of each line.
    starts: Vec<usize>,
    /// At each multiple of [`STEP`] bytes, or right before where that is inside a character: code points and UTF-16 units. None
    /// where all units are bytes.
    marks: Vec<(usize, usize)>,
}

const STEP: usize = 1024;

/// A byte offset in the other units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in code points, from 1.
    pub column: usize,
    /// Unicode code points before it.
    pub code_point: usize,
    /// UTF-16 units before it.
    pub utf16: usize,
}

impl LineIndex {
    /// The lines of `text`, ended by LF, CR LF or CR.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|&end| bytes[end] == b'\n' || bytes.get(end + 1) != Some(&b'\n'));
        let starts = std::iter::once(0).chain(ends.map(|end| end + 1)).collect();
        let mut marks = Vec::new();
        if !text.is_ascii() {
            let (mut at, mut before) = (0, (0, 0));
            for multiple in (0..=text.len()).step_by(STEP) {
                let mark = boundary(text, multiple);
                let units = units(&text[at..mark]);
                before = (before.0 + units.0, before.1 + units.1);
                marks.push(before);
                at = mark;
            }
        }
        Self { starts, marks }
    }

    /// The position of byte `offset` of `text`, the text the index was made from.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|&start| start <= offset);
        let (code_point, utf16) = self.before(text, offset);
        let (line_start, _) = self.before(text, self.starts[line - 1]);
        Position { line, column: code_point - line_start + 1, code_point, utf16 }
    }

    /// Code points and UTF-16 units before byte `offset`.
    fn before(&self, text: &str, offset: usize) -> (usize, usize) {
        let Some(&(code_points, utf16)) = self.marks.get(offset / STEP) else { return (offset, offset) };
        let since = units(&text[boundary(text, offset / STEP * STEP)..offset]);
        (code_points + since.0, utf16 + since.1)
    }
}

/// Byte `at`, or the beginning of the character that it is inside of.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Code points and UTF-16 units of `text`: code points from U+10000 on, which are those of four bytes, take two units.
fn units(text: &str) -> (usize, usize) {
    let code_points = text.chars().count();
    (code_points, code_points + text.bytes().filter(|&byte| byte >= 0xf0).count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_count_what_stands_before(text in "[a\n\r€😀]{0,40}", copies in 1_usize..60, byte in 0_usize..8_000) {
            let text = text.repeat(copies);
            let offset = (0..=byte.min(text.len())).rev().find(|&o| text.is_char_boundary(o)).unwrap_or(0);
            let before = &text[..offset];
            let ends_line = |&(i, c): &(usize, char)| c == '\n' || c == '\r' && !text[i + 1..].starts_with('\n');
            let line_start = before.char_indices().rfind(ends_line).map_or(0, |(i, _)| i + 1);
            let position = LineIndex::new(&text).position(&text, offset);
            prop_assert_eq!(position.code_point, before.chars().count());
            prop_assert_eq!(position.utf16, before.encode_utf16().count());
            prop_assert_eq!(position.column, text[line_start..offset].chars().count() + 1);
        }
    }
}
