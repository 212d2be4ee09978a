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
        let mut at = Start { byte: 0, code_point: 0, utf16: 0 };
        let mut starts = vec![at];
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            at.byte += c.len_utf8();
            at.code_point += 1;
            at.utf16 += c.len_utf16();
            if c == '\n' || (c == '\r' && chars.peek() != Some(&'\n')) {
                starts.push(at);
            }
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
            utf16: start.utf16 + before.encode_utf16().count(),
        }
    }
}
