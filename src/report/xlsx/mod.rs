//! An Excel workbook: a summary with a chart, the documents, the findings to be judged, and the rules with the verdicts counted.

mod look;
mod sheet;
mod summary;

use super::columns::{self, DOCUMENT_KEYS, Documents, FINDING_COLUMNS, FINDING_KEYS};
use crate::caught::caught;
use crate::error::{Error, Result};
use crate::report::Place;
use crate::run::Scored;
use look::Look;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use sheet::Table;
use std::io::{Seek, Write};
use std::path::{Path, PathBuf};
use summary::Summary;

/// A workbook while it is written. Rows go to temporary files at once, so that memory stays the same however many there are.
pub struct Writer {
    place: Place,
    workbook: Workbook,
    /// Where temporary files go.
    scratch: PathBuf,
    columns: Documents,
    documents: Table,
    findings: Table,
    summary: Summary,
    look: Look,
}

/// The sheet's place among the sheets.
const SUMMARY_SHEET: usize = 0;

impl Writer {
    /// Starts the workbook `path`, or one for standard output for `-`.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn create(path: &Path) -> Result<Self> {
        Self::with_rows(path, sheet::MOST_ROWS)
    }

    /// With at most `rows` rows on a sheet, the header among them.
    fn with_rows(path: &Path, rows: u32) -> Result<Self> {
        let place = Place::open(path)?;
        let columns = Documents::new();
        let mut workbook = Workbook::new();
        let scratch = scratch(&place);
        let headings = columns.headings().cloned().collect();
        let failed = |e| failure(&place, e);
        // A day that says nothing: the same input gives the same bytes.
        let day = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
        workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
        workbook.set_tempdir(&scratch).map_err(failed)?;
        workbook.add_worksheet().set_name("Summary").map_err(failed)?;
        let documents = Table::new("Documents", headings, DOCUMENT_KEYS, rows);
        let headings = FINDING_COLUMNS.iter().map(|column| column.heading.clone()).collect();
        let findings = Table::new("Findings", headings, FINDING_KEYS, rows);
        let (summary, look) = (Summary::default(), Look::new());
        let mut writer = Self { place, workbook, scratch, columns, documents, findings, summary, look };
        // The first sheet of each stands before any further one.
        let started = writer.documents.start(&mut writer.workbook, &writer.look);
        let started = started.and_then(|()| writer.findings.start(&mut writer.workbook, &writer.look));
        started.map_err(|e| failure(&writer.place, e))?;
        Ok(writer)
    }

    /// Adds one document and its findings.
    ///
    /// # Errors
    /// A failed write to the temporary files.
    pub fn write(&mut self, scored: &Scored) -> Result<()> {
        self.summary.add(scored);
        let row = self.columns.row(scored);
        let Self { workbook, look, documents, findings, .. } = self;
        let added = written(|| {
            documents.write(workbook, look, &row)?;
            columns::rows(scored).try_for_each(|row| findings.write(workbook, look, &row.cells()))
        });
        added.map_err(|e| failure(&self.place, e))
    }

    /// Everything is written: the file gets its name.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(mut self) -> Result<()> {
        written(|| self.complete()).map_err(|e| failure(&self.place, e))?;
        // The archive is written with steps back, which standard output and pipes cannot do.
        let mut archive = tempfile::tempfile_in(&self.scratch).map_err(|e| Error::io(&self.scratch, e))?;
        written(|| self.workbook.save_to_writer(&mut archive)).map_err(|e| failure(&self.place, e))?;
        let copied = archive.rewind().and_then(|()| std::io::copy(&mut archive, &mut self.place));
        copied.and_then(|_| self.place.flush()).map_err(|e| Error::io(self.place.name(), e))?;
        self.place.finish()
    }

    fn complete(&mut self) -> std::result::Result<(), XlsxError> {
        self.documents.finish(&mut self.workbook)?;
        self.findings.finish(&mut self.workbook)?;
        let sheet = self.workbook.worksheet_from_index(SUMMARY_SHEET)?;
        self.summary.write_figures(sheet, &self.look)?;
        let sheet = self.workbook.add_worksheet().set_name("Rules")?;
        self.summary.write_rules(sheet, &self.findings, &self.look)
    }
}

/// Calls of `rust_xlsxwriter`, which panics where a temporary file of its own cannot be written: it has no way to report that.
fn written<T>(work: impl FnOnce() -> std::result::Result<T, XlsxError>) -> std::result::Result<T, XlsxError> {
    caught(work, |what| match system_error(what) {
        Some(error) => XlsxError::IoError(error),
        None => XlsxError::CustomError(format!("the workbook cannot be written: {what}")),
    })
}

/// The system's error that the words of a panic show as Rust does: `Os { code: 28, kind: StorageFull, … }`.
fn system_error(what: &str) -> Option<std::io::Error> {
    let (code, _) = what.split_once("Os { code: ")?.1.split_once(',')?;
    Some(std::io::Error::from_raw_os_error(code.parse().ok()?))
}

/// The folder of the report, which has room for it; the system's own where the report goes elsewhere.
fn scratch(place: &Place) -> PathBuf {
    match place {
        Place::File { path, .. } => {
            path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
        }
        Place::Stdout(_) | Place::Device { .. } => std::env::temp_dir(),
    }
}

fn failure(place: &Place, error: XlsxError) -> Error {
    match error {
        XlsxError::IoError(e) => Error::io(place.name(), e),
        other => Error::path(place.name(), other.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::Reader;

    #[test]
    fn more_rows_than_a_sheet_holds_go_on_further_sheets() {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("report.xlsx");
        let mut writer = Writer::with_rows(&path, 4).unwrap();
        for i in 0..7 {
            writer.write(&Scored::empty(&format!("{i}.txt"))).unwrap();
        }
        writer.finish().unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook(&path).unwrap();
        assert_eq!(book.sheet_names(), ["Summary", "Documents", "Findings", "Documents 2", "Documents 3", "Rules"]);
        let rows = |book: &mut calamine::Xlsx<_>, name: &str| book.worksheet_range(name).unwrap().height();
        assert_eq!(
            [rows(&mut book, "Documents"), rows(&mut book, "Documents 2"), rows(&mut book, "Documents 3")],
            [4, 4, 2]
        );
    }
}
