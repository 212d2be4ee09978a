//! A table that goes on over as many sheets as it needs.

use super::look::{Look, score_scale, word_colours};
use crate::report::columns::{Cell, Heading, VERDICT, VERDICTS};
use rust_xlsxwriter::utility::column_number_to_name;
use rust_xlsxwriter::{DataValidation, Workbook, Worksheet, XlsxError};

/// The rows of a sheet in Excel.
pub(super) const MOST_ROWS: u32 = 1_048_576;

/// A printed table is so many sheets of paper wide: on one, sixty columns could not be read.
const PAPERS_WIDE: u16 = 2;

/// One table of the report.
pub(super) struct Table {
    title: &'static str,
    headings: Vec<Heading>,
    /// So many columns stay in sight when the sheet is moved sideways.
    frozen: u16,
    rows_per_sheet: u32,
    parts: Vec<Part>,
}

/// A sheet of the table.
struct Part {
    name: String,
    /// Its place among the sheets.
    index: usize,
    /// Rows written, the header among them.
    rows: u32,
}

impl Table {
    pub(super) fn new(title: &'static str, headings: Vec<Heading>, frozen: u16, rows_per_sheet: u32) -> Self {
        Self { title, headings, frozen, rows_per_sheet, parts: Vec::new() }
    }

    /// Begins another sheet.
    pub(super) fn start(&mut self, workbook: &mut Workbook, look: &Look) -> Result<(), XlsxError> {
        let index = workbook.worksheets().len();
        let name = match self.parts.len() {
            0 => self.title.to_owned(),
            before => format!("{} {}", self.title, before + 1),
        };
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        sheet.set_name(&name)?.set_freeze_panes(1, self.frozen)?;
        sheet.set_landscape().set_repeat_rows(0, 0)?.set_print_fit_to_pages(PAPERS_WIDE, 0);
        sheet.set_row_height(0, 32)?;
        for (column, heading) in (0..).zip(&self.headings) {
            sheet.set_column_width(column, heading.width)?;
            sheet.write_string_with_format(0, column, heading.name.as_ref(), &look.header)?;
        }
        self.parts.push(Part { name, index, rows: 1 });
        Ok(())
    }

    /// Adds a row.
    pub(super) fn write(&mut self, workbook: &mut Workbook, look: &Look, row: &[Cell]) -> Result<(), XlsxError> {
        if self.parts.last().is_none_or(|part| part.rows >= self.rows_per_sheet) {
            self.start(workbook, look)?;
        }
        let Some(part) = self.parts.last_mut() else { return Ok(()) };
        let sheet = workbook.worksheet_from_index(part.index)?;
        for (column, cell) in (0..).zip(row) {
            write_cell(sheet, part.rows, column, cell, look)?;
        }
        part.rows += 1;
        Ok(())
    }

    /// Gives every sheet its filters, colours and choices.
    pub(super) fn finish(&self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        for part in &self.parts {
            let sheet = workbook.worksheet_from_index(part.index)?;
            let last = part.rows - 1;
            for (column, heading) in (0..).zip(&self.headings) {
                let name = heading.name.as_ref();
                for colour in word_colours(name) {
                    sheet.add_conditional_format(1, column, last.max(1), column, &colour)?;
                }
                if name == "score" {
                    sheet.add_conditional_format(1, column, last.max(1), column, &score_scale())?;
                }
                if name == VERDICT {
                    sheet.add_data_validation(1, column, last.max(1), column, &verdicts()?)?;
                }
                if column + 1 == self.width() {
                    sheet.autofilter(0, 0, last, column)?;
                }
            }
        }
        Ok(())
    }

    fn width(&self) -> u16 {
        u16::try_from(self.headings.len()).unwrap_or(u16::MAX)
    }

    /// The cells of column `name` on each sheet, as a formula writes them.
    pub(super) fn ranges(&self, name: &str) -> Vec<String> {
        let Some(column) = (0..).zip(&self.headings).find(|(_, h)| h.name == name).map(|(column, _)| column) else {
            return Vec::new();
        };
        let letters = column_number_to_name(column);
        self.parts.iter().map(|p| format!("'{}'!${letters}$2:${letters}${}", p.name, p.rows.max(2))).collect()
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell, look: &Look) -> Result<(), XlsxError> {
    let format = look.of(cell);
    match cell {
        Cell::Empty => {}
        Cell::Count(number) => {
            sheet.write_number_with_format(row, column, *number as f64, &look.whole)?;
        }
        Cell::Figure(value, _) => {
            sheet.write_number_with_format(row, column, *value, format.unwrap_or(&look.figure))?;
        }
        Cell::Flag(value) => {
            sheet.write_boolean(row, column, *value)?;
        }
        Cell::Key(_) | Cell::Text(_) | Cell::Word(_) => match (cell.written(), format) {
            (text, _) if text.is_empty() => {}
            (text, Some(format)) => {
                sheet.write_string_with_format(row, column, text.as_ref(), format)?;
            }
            (text, None) => {
                sheet.write_string(row, column, text.as_ref())?;
            }
        },
    }
    Ok(())
}

fn verdicts() -> Result<DataValidation, XlsxError> {
    DataValidation::new()
        .allow_list_strings(&VERDICTS)?
        .set_error_title("Verdict")?
        .set_error_message(format!("One of: {}; or nothing.", VERDICTS.join(", ")))
}
