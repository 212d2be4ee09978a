//! CSV: one document a row, its text in a column; records keep the bytes they came in.

use super::split::{Ends, without_line_end};
use super::{Input, Source, Status};
use crate::json::column_behind;
use crate::span::steps;
use crate::text::{Quoting, counted};
use std::borrow::Cow;

/// The first record of a table, and what stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// All these bytes as they came, with the line end.
    pub raw: Vec<u8>,
    /// So many of them come before the record: a byte order mark, Excel's `sep=;` with its line end.
    pub before: usize,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// What parts cells.
    pub delimiter: u8,
}

impl Header {
    /// Reads the header out of its record, which comes behind `before`.
    pub(super) fn new(before: Vec<u8>, record: &[u8], delimiter: u8) -> Result<Self, &'static str> {
        let cells = cells(record, delimiter).ok_or("a quotation mark that is never closed")?;
        let columns = cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        Ok(Self { before: before.len(), raw: [&before, record].concat(), columns, delimiter })
    }

    /// The place of the column `name`; of several the first.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column == name)
    }
}

/// Where a record ends: with a line that is not inside quotation marks.
#[derive(Debug)]
pub(super) struct Quoted {
    delimiter: u8,
    state: Quoting,
}

impl Quoted {
    pub(super) const fn new(delimiter: u8) -> Self {
        Self { delimiter, state: Quoting::Start }
    }
}

impl Ends for Quoted {
    fn find(&mut self, bytes: &[u8]) -> Option<usize> {
        for (i, &byte) in bytes.iter().enumerate() {
            let before = self.state;
            self.state = before.after(byte, self.delimiter);
            if byte == b'\n' && before != Quoting::Quoted {
                return Some(i + 1);
            }
        }
        None
    }
}

/// What the line `sep=;` says parts the cells; Excel reads and writes one before the header.
pub(super) fn named_delimiter(line: &[u8]) -> Option<u8> {
    let line = without_line_end(line);
    let bare = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
    let (name, mark) = bare.split_last_chunk::<1>().map(|(name, [mark])| (name, *mark))?;
    (name.eq_ignore_ascii_case(b"sep=") && mark.is_ascii() && !matches!(mark, b'"' | b'\r')).then_some(mark)
}

/// The cells of one record, without their marks; nothing where a mark is never closed.
pub(crate) fn cells(record: &[u8], delimiter: u8) -> Option<Vec<Cow<'_, [u8]>>> {
    steps::count(record.len());
    let record = without_line_end(record);
    let mut cells = Vec::new();
    let (mut state, mut from) = (Quoting::Start, 0);
    for at in 0..=record.len() {
        let ends = match record.get(at) {
            None => true,
            Some(&byte) => {
                let inside = state == Quoting::Quoted;
                state = state.after(byte, delimiter);
                byte == delimiter && !inside
            }
        };
        if ends {
            cells.push(unquoted(&record[from..at]));
            from = at + 1;
        }
    }
    (state != Quoting::Quoted).then_some(cells)
}

/// A cell's content: what is between its marks, two marks for one, and whatever is behind them.
fn unquoted(cell: &[u8]) -> Cow<'_, [u8]> {
    let Some(inner) = cell.strip_prefix(b"\"") else { return Cow::Borrowed(cell) };
    if let Some(inner) = inner.strip_suffix(b"\"")
        && !inner.contains(&b'"')
    {
        return Cow::Borrowed(inner);
    }
    let mut content = Vec::with_capacity(inner.len());
    let mut state = Quoting::Quoted;
    for &byte in inner {
        state = match (state, byte) {
            (Quoting::Quoted, b'"') => {
                state = Quoting::Closing;
                continue;
            }
            (Quoting::Quoted, _) | (Quoting::Closing, b'"') => Quoting::Quoted,
            _ => Quoting::Plain,
        };
        content.push(byte);
    }
    Cow::Owned(content)
}

/// The document of the row `raw`, which begins in line `line`.
pub(super) fn document(source: &Source, header: &Header, raw: &[u8], line: u64) -> Input {
    let options = &source.options;
    let place = format!("{}:{line}", source.path);
    let malformed = |id: &str, problem: String| Input::failed(id, &source.path, Status::Malformed, problem);
    let Some(cells) = cells(raw, header.delimiter) else {
        return malformed(&place, format!("line {line}: a quotation mark that is never closed"));
    };
    if cells.len() != header.columns.len() {
        let (found, named) = (cells.len(), header.columns.len());
        return malformed(&place, format!("line {line}: {} where the header names {named}", counted(found, "cell")));
    }
    let cell = |name: &str| header.column(name).map(|i| String::from_utf8_lossy(&cells[i]).into_owned());
    let id = cell(&options.id_key).filter(|id| !id.is_empty()).unwrap_or(place);
    let text = header.column(&options.text_key).map(|i| String::from_utf8(cells[i].to_vec()));
    match text {
        Some(Ok(text)) => {
            let encoding = source.encoding.map(str::to_owned);
            Input::read(&id, &source.path, text, encoding).with_fields(options, cell)
        }
        Some(Err(e)) => {
            let good = e.utf8_error().valid_up_to();
            let what = match source.encoding {
                Some(wide) => format!("not {wide} at letter {}", column_behind(&e.as_bytes()[..good])),
                None => format!("not UTF-8 at byte {}", good + 1),
            };
            malformed(&id, format!("line {line}: {what} of `{}`", options.text_key))
        }
        None => malformed(&id, format!("line {line}: no column `{}`", options.text_key)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::split::{Piece, Splitter};
    use proptest::prelude::*;

    fn records(table: &[u8], buffer: usize) -> Vec<Vec<u8>> {
        let from = std::io::BufReader::with_capacity(buffer, std::io::Cursor::new(table.to_vec()));
        let mut splitter = Splitter::new(Box::new(from), Quoted::new(b','), 1 << 20);
        let mut found = Vec::new();
        while let Some(Piece::Whole(record)) = splitter.next().unwrap() {
            found.push(record);
        }
        found
    }

    fn read(record: &[u8]) -> Option<Vec<String>> {
        let cells = cells(record, b',')?;
        Some(cells.iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect())
    }

    #[test]
    fn quotation_marks_hide_commas_and_line_ends() {
        let table = b"id,text\r\n1,\"a, \"\"b\"\"\r\nc\"\r\n2,it is 5\" long\n";
        assert_eq!(records(table, 3).len(), 3);
        assert_eq!(read(b"1,\"a, \"\"b\"\"\r\nc\"\r\n").unwrap(), ["1", "a, \"b\"\r\nc"]);
        assert_eq!(read(b"2,it is 5\" long\n").unwrap(), ["2", "it is 5\" long"]);
        assert_eq!(read(b",\"\",\n").unwrap(), ["", "", ""]);
        assert_eq!(read(b"1,\"never closed\n"), None);
    }

    #[test]
    fn the_line_before_the_header_is_known() {
        for (line, mark) in [("sep=;\r\n", Some(b';')), ("SEP=\t\n", Some(b'\t')), ("\"sep=,\"\n", Some(b','))] {
            assert_eq!(named_delimiter(line.as_bytes()), mark, "{line:?}");
        }
        for line in ["sep=\r\n", "sep;text\n", "id,text\n", "sep=ab\n", "", ";"] {
            assert_eq!(named_delimiter(line.as_bytes()), None, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn cells_are_as_the_csv_crate_writes_and_reads_them(
            rows in proptest::collection::vec(proptest::collection::vec("[a\",\n é]{0,6}", 3), 1..5),
            buffer in 1..20_usize,
        ) {
            let mut writer = ::csv::Writer::from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let table = writer.into_inner().unwrap();
            let found: Vec<Vec<String>> = records(&table, buffer).iter().map(|r| read(r).unwrap()).collect();
            prop_assert_eq!(found, rows);
        }
    }
}
