//! Line, column, code points and UTF-16 units of a byte offset; made at the edge, when a finding is written.

/// Where each line starts, in three units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineIndex {
    starts: Vec<Start>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Start {
    byte: usize,
    code_point: usize,
    utf16: usize,
}

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
        let plain = text.is_ascii();
        let mut at = Start { byte: 0, code_point: 0, utf16: 0 };
        let mut starts = vec![at];
        for end in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            if bytes[end] == b'\r' && bytes.get(end + 1) == Some(&b'\n') {
                continue;
            }
            let line = &text[at.byte..=end];
            let code_points = if plain { line.len() } else { line.chars().count() };
            at.code_point += code_points;
            at.utf16 += if plain { code_points } else { utf16_units(line, code_points) };
            at.byte = end + 1;
            starts.push(at);
        }
        Self { starts }
    }

    /// The position of byte `offset` of `text`, the text the index was made from.
    #[must_use]
    pub fn position(&self, text: &str, offset: usize) -> Position {
        let line = self.starts.partition_point(|s| s.byte <= offset);
        let start = self.starts[line - 1];
        let before = &text[start.byte..offset];
        let code_points = before.chars().count();
        Position {
            line,
            column: code_points + 1,
            code_point: start.code_point + code_points,
            utf16: start.utf16 + utf16_units(before, code_points),
        }
    }
}

/// Code points from U+10000 on, which are those of four bytes, take two units.
fn utf16_units(text: &str, code_points: usize) -> usize {
    code_points + text.bytes().filter(|&byte| byte >= 0xf0).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn positions_count_what_stands_before(text in "[a\n\r€😀]{0,40}", byte in 0_usize..80) {
            let offset = (0..=byte.min(text.len())).rev().find(|&o| text.is_char_boundary(o)).unwrap_or(0);
            let before = &text[..offset];
            let line_start = before.char_indices().filter(|&(i, c)| {
                c == '\n' || c == '\r' && !text[i + 1..].starts_with('\n')
            }).last().map_or(0, |(i, _)| i + 1);
            let position = LineIndex::new(&text).position(&text, offset);
            prop_assert_eq!(position.code_point, before.chars().count());
            prop_assert_eq!(position.utf16, before.encode_utf16().count());
            prop_assert_eq!(position.column, text[line_start..offset].chars().count() + 1);
        }
    }
}
