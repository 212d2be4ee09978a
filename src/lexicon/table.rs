//! CSV tables whose every fault is reported with file, line and column.

use super::raw::{Raw, Records};
use crate::error::{Error, Result};
use csv::StringRecord;
use std::sync::Arc;

/// A table with a header row.
#[derive(Debug)]
pub(crate) struct Table {
    columns: Arc<Vec<String>>,
    file: Arc<str>,
    rows: Vec<Row>,
}

/// One row of a table.
#[derive(Debug)]
pub(crate) struct Row {
    columns: Arc<Vec<String>>,
    file: Arc<str>,
    line: u64,
    raw: String,
    delimiter: u8,
    cells: Vec<String>,
}

impl Table {
    /// Reads `text`; `allowed` are the columns that may occur, `required` those that must, and whose cells must hold something.
    pub(crate) fn read(file: &str, text: &str, allowed: &[&str], required: &[&str]) -> Result<Self> {
        let table = Self::parse(file, text, b',', |header| check_header(header, Some(allowed), required))?;
        for row in &table.rows {
            if row.cells.len() != row.columns.len() {
                return Err(row.wrong_length());
            }
            if let Some(column) = required.iter().find(|c| row.get(c).is_empty()) {
                return Err(row.error(column, "empty"));
            }
        }
        Ok(table)
    }

    /// Reads `text`, the header of which must satisfy `check`.
    pub(super) fn parse(file: &str, text: &str, delimiter: u8, check: impl Fn(&Row) -> Result<()>) -> Result<Self> {
        let mut table = Self { columns: Arc::default(), file: file.into(), rows: Vec::new() };
        let (mut records, mut record) = (Records::new(file, text, delimiter), StringRecord::new());
        while let Some(raw) = records.next(&mut record)? {
            let row = Row {
                columns: Arc::clone(&table.columns),
                file: Arc::clone(&table.file),
                line: raw.line,
                raw: raw.text.to_owned(),
                delimiter,
                cells: record.iter().map(|c| c.trim().to_owned()).collect(),
            };
            if table.columns.is_empty() {
                check(&row)?;
                table.columns = Arc::new(row.cells);
            } else {
                table.rows.push(row);
            }
        }
        if table.columns.is_empty() {
            return Err(Error::row(file, 1, 1, "no header row"));
        }
        Ok(table)
    }

    pub(crate) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn rows_mut(&mut self) -> &mut Vec<Row> {
        &mut self.rows
    }
}

impl Row {
    pub(super) fn wrong_length(&self) -> Error {
        self.raw().wrong_length(self.cells.len(), self.columns.iter().map(String::as_str))
    }

    /// How many columns the header has.
    pub(super) fn columns(&self) -> usize {
        self.columns.len()
    }

    pub(super) fn cells_mut(&mut self) -> &mut Vec<String> {
        &mut self.cells
    }

    /// The cell of `column`; empty where the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &str {
        self.columns.iter().position(|c| c == column).map_or("", |i| self.cells[i].as_str())
    }

    /// The values of a cell that holds several, parted by ` | `.
    pub(crate) fn list(&self, column: &str) -> Vec<&str> {
        self.get(column).split(" | ").map(str::trim).filter(|v| !v.is_empty()).collect()
    }

    /// A fault in this row's cell of `column`.
    pub(crate) fn error(&self, column: &str, what: impl std::fmt::Display) -> Error {
        self.raw().fault(self.index(column), format!("column `{column}`: {what}"))
    }

    /// A fault `offset` code points into this row's cell of `column`.
    pub(crate) fn error_inside(&self, column: &str, offset: usize, what: impl std::fmt::Display) -> Error {
        let (line, at) = self.raw().inside(self.index(column), offset);
        Error::row(&self.file, line, at, format!("column `{column}`: {what}"))
    }

    fn index(&self, column: &str) -> usize {
        self.columns.iter().position(|c| c == column).unwrap_or(0)
    }

    fn raw(&self) -> Raw<'_> {
        Raw { file: &self.file, text: &self.raw, line: self.line, delimiter: self.delimiter }
    }

    /// Where the row stands, for messages.
    pub(crate) fn place(&self) -> String {
        format!("{}:{}", self.file, self.line)
    }

    /// The same in two.
    pub(crate) fn file_and_line(&self) -> (String, u64) {
        (self.file.to_string(), self.line)
    }

    /// The columns, in code points from 1, where the cells of `columns` start.
    pub(crate) fn starts<const N: usize>(&self, columns: [&str; N]) -> [u64; N] {
        columns.map(|column| self.raw().place(self.index(column)).1)
    }
}

/// `allowed` is nothing where other columns do no harm.
pub(super) fn check_header(header: &Row, allowed: Option<&[&str]>, required: &[&str]) -> Result<()> {
    let names = &header.cells;
    for (i, name) in names.iter().enumerate() {
        if let Some(allowed) = allowed
            && !allowed.contains(&name.as_str())
        {
            let what = format!("unknown column `{name}`; a header may hold {}", allowed.join(", "));
            return Err(header.raw().fault(i, what));
        }
        if !name.is_empty() && names[..i].contains(name) {
            return Err(header.raw().fault(i, format!("column `{name}` stands twice")));
        }
    }
    match required.iter().find(|name| !names.iter().any(|n| n == *name)) {
        Some(name) => Err(header.raw().fault(names.len(), format!("column `{name}` is missing"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Table::read("t.csv", text, &["name", "kind", "note"], &["name", "kind"]).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn faults_name_file_line_and_column() {
        assert!(
            fault("name,kind\nA,person\nB\n")
                .ends_with("t.csv:3:2: 1 cell, but the header has 2 columns; there is none for `kind`")
        );
        assert!(fault("name,kind\nA,person,x\n").starts_with("t.csv:2:10: 3 cells, but the header has 2 columns"));
        assert!(fault("\n\n\"name\",\"sort\"\n").starts_with("t.csv:3:8: unknown column `sort`"));
        assert!(fault("name,kind\nA,person\n\"B, C\",\n").starts_with("t.csv:3:8: column `kind`: empty"));
        assert!(fault("name,sort\nA,person\n").starts_with("t.csv:1:6: unknown column `sort`"));
        assert!(fault("name\nA\n").starts_with("t.csv:1:5: column `kind` is missing"));
        assert!(fault("").starts_with("t.csv:1:1: no header row"));
    }

    #[test]
    fn reads_lists_and_a_byte_order_mark() {
        let table =
            Table::read("t.csv", "\u{feff}name,kind,note\nA,person,x | y\n", &["name", "kind", "note"], &["name"]);
        let table = table.unwrap();
        assert_eq!(table.rows()[0].list("note"), ["x", "y"]);
        assert_eq!(table.rows()[0].get("missing"), "");
    }

    #[test]
    fn a_cell_has_its_place_behind_line_ends_in_others() {
        let table = "name,kind,note\r\n\r\n\r\nA,person,\"two\r\nlines\"\r\n\"B\nB\",é\",x\nC, \"D,x\n";
        let table = Table::read("t.csv", table, &["name", "kind", "note"], &["name"]).unwrap();
        let place = |row: usize, column| table.rows()[row].error(column, "x").to_string();
        assert_eq!(place(0, "note"), "t.csv:4:10: column `note`: x");
        assert_eq!(place(1, "name"), "t.csv:6:1: column `name`: x");
        assert_eq!(place(1, "note"), "t.csv:7:7: column `note`: x");
        assert_eq!(place(2, "note"), "t.csv:8:7: column `note`: x", "this quotation mark is a letter");
        assert!(table.rows()[0].error_inside("note", 2, "x").to_string().starts_with("t.csv:4:13: "));
    }

    #[test]
    fn a_letter_has_its_place_behind_line_ends_and_doubled_marks_in_its_cell() {
        let place = |cell: &str, offset: usize| {
            let text = format!("name,kind,note\nA,{cell},x\n");
            let table = Table::read("t.csv", &text, &["name", "kind", "note"], &["name"]).unwrap();
            let fault = table.rows()[0].error_inside("kind", offset, "x").to_string();
            fault.strip_prefix("t.csv:").unwrap().strip_suffix(": column `kind`: x").unwrap().to_owned()
        };
        for (cell, offset, told) in [
            ("foo (bar", 4, "2:7"),
            ("foo (bar", 8, "2:11"),
            (" \u{a0}foo (bar", 4, "2:9"),
            ("\"\nfoo (bar\"", 4, "3:5"),
            ("\"\r\n foo\r\n(bar\"", 5, "4:1"),
            ("\"é \"\"a\"\" (b, c\"", 6, "2:12"),
            ("\"\"\"a\"\" (b\"", 0, "2:4"),
            ("a \"\" (b", 5, "2:8"),
            ("\"foo \"", 3, "2:7"),
            ("", 0, "2:3"),
        ] {
            assert_eq!(place(cell, offset), told, "{cell:?} {offset}");
        }
    }

    #[test]
    fn lines_that_end_with_cr_alone_are_refused_with_their_place() {
        let what = "lines end with CR alone: convert the line ends (tr '\\r' '\\n')";
        for (text, place) in [
            ("name,kind,note\rA Lund,person,\rB Vik,robot,\r", "1:15"),
            ("\u{feff}\r\n\r\nname,kind\r\nA,\"x\ry\"\r\nB,person\rC,person\r\n", "5:9"),
            ("name,kind\nA,person\r", "2:9"),
            ("name,kind\n\rA,person\n", "2:1"),
        ] {
            assert_eq!(fault(text), format!("t.csv:{place}: {what}"), "{text:?}");
        }
        let good = "\r\nname,kind\r\n\r\nA,\"x\ry\"\r\n\"B\",person\r\n";
        assert_eq!(Table::read("t.csv", good, &["name", "kind"], &["name"]).unwrap().rows().len(), 2);
    }

    #[test]
    fn a_quotation_mark_that_is_never_closed_swallows_no_rows() {
        let fault = fault("name,kind,note\nA,person,\"x\nB,person,\nC,person,\n");
        assert_eq!(fault, "t.csv:2:10: a quotation mark that is never closed");
    }
}
