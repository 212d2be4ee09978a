//! A record of CSV as it is written, to say where its cells stand.

use crate::text::Quoting;

/// The text of a record, without line ends around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw<'a> {
    pub text: &'a str,
    /// Its first line.
    pub line: u64,
    pub delimiter: u8,
}

impl<'a> Raw<'a> {
    /// The record of `text` that a reader found between these positions, and its first line.
    pub(crate) fn behind(text: &'a str, from: &csv::Position, to: &csv::Position) -> (u64, &'a str) {
        let byte = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(text.len());
        let raw = text.get(byte(from)..byte(to)).unwrap_or_default();
        let begun = raw.trim_start_matches(['\r', '\n']);
        let skipped = &raw[..raw.len() - begun.len()];
        (from.line() + skipped.matches('\n').count() as u64, begun.trim_end_matches(['\r', '\n']))
    }

    /// Line and column, in code points from 1, where cell `index` begins; where the record ends, if it has no such cell.
    pub(crate) fn place(self, index: usize) -> (u64, u64) {
        let at = self.cells().nth(index).map_or(self.text.len(), |(at, _)| at);
        self.at(at)
    }

    /// The same of the cell's first letter, behind white space and a quotation mark.
    pub(crate) fn inside(self, index: usize) -> (u64, u64) {
        let Some((at, _)) = self.cells().nth(index) else { return self.place(index) };
        let cell = &self.text[at..];
        let bare = cell.trim_start_matches([' ', '\t']);
        let inner = cell.strip_prefix('"').map_or(bare, |inner| inner.trim_start_matches([' ', '\t']));
        self.at(at + cell.len() - inner.len())
    }

    /// The cell whose quotation mark is never closed.
    pub(crate) fn open(self) -> Option<usize> {
        self.text.contains('"').then(|| self.cells().position(|(_, closed)| !closed)).flatten()
    }

    /// Where each cell begins, in bytes, and whether it ends outside of quotation marks.
    fn cells(self) -> impl Iterator<Item = (usize, bool)> {
        let bytes = self.text.as_bytes();
        let mut next = Some(0);
        std::iter::from_fn(move || {
            let from = next?;
            let mut state = Quoting::Start;
            let end = bytes[from..].iter().position(|&byte| {
                let inside = state == Quoting::Quoted;
                state = state.after(byte, self.delimiter);
                byte == self.delimiter && !inside
            });
            next = end.map(|end| from + end + 1);
            Some((from, state != Quoting::Quoted))
        })
    }

    fn at(self, byte: usize) -> (u64, u64) {
        let before = &self.text[..byte];
        let line = self.line + before.matches('\n').count() as u64;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1)
    }
}
