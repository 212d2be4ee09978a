//! Records of CSV as they are written, to say where their cells stand.

use crate::error::{Error, Result};
use crate::text::{CR_ALONE, Quoting, counted, lone_return};
use csv::StringRecord;

/// The records of a table, the header among them, one by one.
pub(crate) struct Records<'a> {
    file: &'a str,
    text: &'a str,
    delimiter: u8,
    reader: csv::Reader<&'a [u8]>,
}

/// The text of a record, without line ends around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Raw<'a> {
    pub file: &'a str,
    pub text: &'a str,
    /// Its first line.
    pub line: u64,
    pub delimiter: u8,
}

impl<'a> Records<'a> {
    /// Those of `text`, which messages call `file`.
    pub(crate) fn new(file: &'a str, text: &'a str, delimiter: u8) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new();
        let reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        Self { file, text, delimiter, reader }
    }

    /// Reads the next one into `record`; nothing at the end.
    ///
    /// # Errors
    /// A quotation mark that is never closed: all records behind it would be one cell.
    /// Lines that end with CR alone: all of them would be line 1.
    pub(crate) fn next(&mut self, record: &mut StringRecord) -> Result<Option<Raw<'a>>> {
        let from = self.reader.position().clone();
        let more = self.reader.read_record(record);
        if !more.map_err(|e| Error::row(self.file, from.line(), 1, e.to_string()))? {
            return Ok(None);
        }
        let byte = |position: &csv::Position| usize::try_from(position.byte()).unwrap_or(self.text.len());
        let end = byte(self.reader.position());
        let whole = self.text.get(byte(&from)..end).unwrap_or_default();
        // The reader stops behind a CR, and begins the next record with its LF.
        let split = self.text.as_bytes().get(end) == Some(&b'\n');
        if whole.contains('\r')
            && let Some(at) = lone_return(whole.as_bytes(), self.delimiter)
            && !(split && at + 1 == whole.len())
        {
            let raw = Raw { file: self.file, text: whole, line: from.line(), delimiter: self.delimiter };
            let (line, column) = raw.at(at);
            return Err(Error::row(self.file, line, column, CR_ALONE));
        }
        let begun = whole.trim_start_matches(['\r', '\n']);
        // The LF of the line before, and empty lines.
        let line = from.line() + whole[..whole.len() - begun.len()].matches('\n').count() as u64;
        let text = begun.trim_end_matches(['\r', '\n']);
        let raw = Raw { file: self.file, text, line, delimiter: self.delimiter };
        match raw.open() {
            Some(index) => Err(raw.fault(index, "a quotation mark that is never closed")),
            None => Ok(Some(raw)),
        }
    }
}

impl Raw<'_> {
    /// What is wrong with cell `index`, with its place; where the record ends, if it has no such cell.
    pub(crate) fn fault(self, index: usize, what: impl Into<String>) -> Error {
        let (line, column) = self.place(index);
        Error::row(self.file, line, column, what)
    }

    /// Of a record with so many `cells` where there is one of `columns` for each.
    pub(crate) fn wrong_length<'c>(self, cells: usize, columns: impl Iterator<Item = &'c str>) -> Error {
        let columns: Vec<&str> = columns.collect();
        let named = counted(columns.len(), "column");
        let missing = columns.get(cells).map(|column| format!("; there is none for `{column}`"));
        let what = format!("{}, but the header has {named}{}", counted(cells, "cell"), missing.unwrap_or_default());
        self.fault(cells.min(columns.len()), what)
    }

    /// Line and column, in code points from 1, where cell `index` begins; where the record ends, if it has no such cell.
    pub(crate) fn place(self, index: usize) -> (u64, u64) {
        let at = self.cells().nth(index).map_or(self.text.len(), |(at, _)| at);
        self.at(at)
    }

    /// The same of what stands `offset` code points into the content of cell `index`, without the white space it begins with.
    pub(crate) fn inside(self, index: usize, offset: usize) -> (u64, u64) {
        let Some((from, _)) = self.cells().nth(index) else { return self.place(index) };
        let mut at = from + usize::from(self.text[from..].starts_with('"'));
        let mut letters = self.letters(from).peekable();
        while let Some((behind, _)) = letters.next_if(|(_, letter)| letter.is_whitespace()) {
            at = behind;
        }
        if let Some(last) = offset.checked_sub(1)
            && let Some((behind, _)) = letters.nth(last)
        {
            at = behind;
        }
        self.at(at)
    }

    /// The letters of the content of the cell that begins at byte `from`, two marks for one, each with the byte behind it.
    fn letters(self, from: usize) -> impl Iterator<Item = (usize, char)> {
        let mut state = Quoting::Start;
        let marked = self.text[from..].char_indices().map(move |(at, letter)| {
            let (at, before) = (from + at, state);
            state = before.after(self.text.as_bytes()[at], self.delimiter);
            (before, at + letter.len_utf8(), letter)
        });
        let cell = marked
            .take_while(move |&(before, _, letter)| before == Quoting::Quoted || letter != char::from(self.delimiter));
        cell.filter(|&(before, _, letter)| letter != '"' || matches!(before, Quoting::Plain | Quoting::Closing))
            .map(|(_, behind, letter)| (behind, letter))
    }

    /// The cell whose quotation mark is never closed.
    fn open(self) -> Option<usize> {
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
