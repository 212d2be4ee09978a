//! Tables as spreadsheets save them.

use super::table::{Table, check_header};
use crate::error::Result;
use crate::text::cell::seen;
use crate::text::guard;

/// Reads cells parted by commas, semicolons or tabs, columns in any order and more of them than the `required` ones, rows that
/// end early, empty rows. Apostrophes that keep a cell from being a formula are taken off, and signs stand for control characters.
pub(crate) fn read(file: &str, text: &str, required: &[&str]) -> Result<Table> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default();
    let times = |mark: char| first.matches(mark).count();
    let delimiter = [',', ';', '\t'].into_iter().rev().max_by_key(|&mark| times(mark)).unwrap_or(',');
    // Excel writes and reads `sep=;` as the first line; an empty line in its place keeps the numbers of the others.
    let (delimiter, text) = match first.strip_prefix("sep=").and_then(|rest| rest.chars().next()) {
        Some(mark) => (mark, &text[first.len()..]),
        None => (delimiter, text),
    };
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    let mut table = Table::parse(file, text, delimiter, |header| check_header(header, None, required))?;
    for row in table.rows_mut() {
        let columns = row.columns();
        if row.cells_mut().iter().skip(columns).any(|cell| !cell.is_empty()) {
            return Err(row.wrong_length());
        }
        row.cells_mut().resize(columns, String::new());
        for cell in row.cells_mut() {
            *cell = guard::bare(&seen(cell)).to_owned();
        }
    }
    table.rows_mut().retain_mut(|row| row.cells_mut().iter().any(|cell| !cell.is_empty()));
    Ok(table)
}

/// `cell` with signs for control characters, and with an apostrophe in front where a spreadsheet would make something else of it.
pub(crate) fn guarded(cell: &str) -> String {
    let cell = seen(cell);
    if guard::is_changed(&cell) { format!("'{cell}") } else { cell.into_owned() }
}
