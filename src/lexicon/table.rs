//! CSV tables whose every fault is reported with file, line and column.

use crate::error::{Error, Result};
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
        let table = Self::parse(file, text, b',', |header| check_header(file, header, Some(allowed), required))?;
        for row in &table.rows {
            if row.cells.len() != row.columns.len() {
                return Err(row.wrong_length());
            }
            if let Some(column) = required.iter().find(|c| row.get(c).is_empty()) {
                return Err(row.error(column, format!("`{column}` is empty")));
            }
        }
        Ok(table)
    }

    /// Reads `text`, the header of which must satisfy `check`.
    pub(super) fn parse(
        file: &str,
        text: &str,
        delimiter: u8,
        check: impl Fn(&[String]) -> Result<()>,
    ) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = csv::ReaderBuilder::new();
        let mut reader = reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
        let mut table = Self { columns: Arc::default(), file: file.into(), rows: Vec::new() };
        for (n, record) in reader.records().enumerate() {
            let record = record.map_err(|e| {
                let line = e.position().map_or(1, csv::Position::line);
                Error::row(file, line, 1, e.to_string())
            })?;
            let position = record.position().map_or((1, 0), |p| (p.line(), usize::try_from(p.byte()).unwrap_or(0)));
            let cells: Vec<String> = record.iter().map(|c| c.trim().to_owned()).collect();
            if n == 0 {
                check(&cells)?;
                table.columns = Arc::new(cells);
                continue;
            }
            let raw = text.get(position.1..).unwrap_or_default();
            table.rows.push(Row {
                columns: Arc::clone(&table.columns),
                file: Arc::clone(&table.file),
                line: position.0 + u64::from(raw.starts_with('\n')),
                raw: raw.trim_start_matches(['\r', '\n']).split('\n').next().unwrap_or_default().to_owned(),
                delimiter,
                cells,
            });
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
        let (cells, columns) = (self.cells.len(), self.columns.len());
        let what = format!("{cells} cells, but the header has {columns} columns");
        Error::row(&self.file, self.line, self.column_of(cells.min(columns)), what)
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
    pub(crate) fn error(&self, column: &str, what: impl Into<String>) -> Error {
        let index = self.columns.iter().position(|c| c == column).unwrap_or(0);
        Error::row(&self.file, self.line, self.column_of(index), what)
    }

    /// A fault `offset` code points into this row's cell of `column`.
    pub(crate) fn error_inside(&self, column: &str, offset: usize, what: impl Into<String>) -> Error {
        let index = self.columns.iter().position(|c| c == column).unwrap_or(0);
        let start = self.column_of(index);
        let quote = self.raw.chars().nth(usize::try_from(start).map_or(0, |n| n - 1)) == Some('"');
        Error::row(&self.file, self.line, start + u64::from(quote) + offset as u64, what)
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
        let starts = self.cell_starts();
        let index = |column: &str| self.columns.iter().position(|c| c == column).unwrap_or(0);
        columns.map(|column| starts.get(index(column)).copied().unwrap_or(1))
    }

    /// The column, in code points from 1, where cell `index` starts; where the row ends, if it has no such cell.
    fn column_of(&self, index: usize) -> u64 {
        let starts = self.cell_starts();
        starts.get(index).copied().unwrap_or_else(|| self.raw.chars().count() as u64 + 1)
    }

    /// Where each cell starts, in code points from 1.
    fn cell_starts(&self) -> Vec<u64> {
        let (mut starts, mut quoted) = (vec![1], false);
        let mut column = 1;
        for byte in self.raw.bytes() {
            // Only the first byte of a character counts.
            column += u64::from(byte & 0xc0 != 0x80);
            quoted ^= byte == b'"';
            if byte == self.delimiter && !quoted {
                starts.push(column);
            }
        }
        starts
    }
}

/// `allowed` is nothing where other columns do no harm.
pub(super) fn check_header(file: &str, header: &[String], allowed: Option<&[&str]>, required: &[&str]) -> Result<()> {
    let mut column = 1;
    for (i, name) in header.iter().enumerate() {
        if let Some(allowed) = allowed
            && !allowed.contains(&name.as_str())
        {
            let what = format!("unknown column `{name}`; a header may hold {}", allowed.join(", "));
            return Err(Error::row(file, 1, column, what));
        }
        if !name.is_empty() && header[..i].contains(name) {
            return Err(Error::row(file, 1, column, format!("column `{name}` stands twice")));
        }
        column += name.chars().count() as u64 + 1;
    }
    for name in required {
        if !header.iter().any(|h| h == name) {
            return Err(Error::row(file, 1, column, format!("column `{name}` is missing")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(text: &str) -> String {
        Table::read("t.csv", text, &["name", "kind", "note"], &["name", "kind"]).map(|_| ()).unwrap_err().to_string()
    }

    #[test]
    fn faults_name_file_line_and_column() {
        assert!(fault("name,kind\nA,person\nB\n").starts_with("t.csv:3:"));
        assert!(fault("name,kind\nA,person\n\"B, C\",\n").starts_with("t.csv:3:8: `kind` is empty"));
        assert!(fault("name,sort\nA,person\n").starts_with("t.csv:1:6: unknown column `sort`"));
        assert!(fault("name\nA\n").starts_with("t.csv:1:6: column `kind` is missing"));
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
}
