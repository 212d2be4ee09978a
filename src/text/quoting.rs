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
