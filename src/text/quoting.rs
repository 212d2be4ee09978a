//! Quotation marks of CSV, byte by byte.

/// Where in a cell a reader stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Quoting {
    /// Nothing of the cell was seen.
    Start,
    /// In a cell without quotation marks, where a mark is a letter like any other.
    Plain,
    /// Inside quotation marks.
    Quoted,
    /// Behind a mark inside marks: the end of the cell, or the first of two that mean one.
    Closing,
}

impl Quoting {
    pub(crate) const fn after(self, byte: u8, delimiter: u8) -> Self {
        match (self, byte) {
            (Self::Quoted, b'"') => Self::Closing,
            (Self::Quoted, _) => Self::Quoted,
            (_, b'\n') => Self::Start,
            (_, byte) if byte == delimiter => Self::Start,
            (Self::Start | Self::Closing, b'"') => Self::Quoted,
            _ => Self::Plain,
        }
    }
}

/// What is wrong with lines that end so.
pub(crate) const CR_ALONE: &str = "lines end with CR alone: convert the line ends (tr '\\r' '\\n')";

/// Where in a record, outside of quotation marks, a CR stands that no LF follows: the line end of old Macs.
pub(crate) fn lone_return(record: &[u8], delimiter: u8) -> Option<usize> {
    let mut state = Quoting::Start;
    record.iter().enumerate().position(|(i, &byte)| {
        let inside = state == Quoting::Quoted;
        state = state.after(byte, delimiter);
        byte == b'\r' && !inside && record.get(i + 1) != Some(&b'\n')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returns_that_end_lines_are_known() {
        for (record, at) in
            [("id,text\r1,x\r", Some(7)), ("id,\"a\rb\"\r\n", None), ("id,text\r\n", None), ("a\r", Some(1))]
        {
            assert_eq!(lone_return(record.as_bytes(), b','), at, "{record:?}");
        }
    }
}
