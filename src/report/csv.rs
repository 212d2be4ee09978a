//! `documents.csv` and `findings.csv`: RFC 4180, safe to open in a spreadsheet.

use super::columns::{self, Cell, Documents, FINDING_COLUMNS};
use crate::error::{Error, Result};
use crate::report::Place;
use crate::run::Scored;
use std::borrow::Cow;
use std::path::Path;

/// How cells are parted and lines are ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Comma, CR LF.
    #[default]
    Rfc4180,
    /// The same with a byte order mark, which Excel needs to read UTF-8.
    Excel,
    /// Semicolons, for Excel where the comma is the decimal mark.
    ExcelSemicolon,
    /// Comma, LF.
    Unix,
}

impl Dialect {
    /// What parts the cells.
    pub(super) const fn delimiter(self) -> char {
        if matches!(self, Self::ExcelSemicolon) { ';' } else { ',' }
    }

    /// What ends a line.
    pub(super) const fn line_end(self) -> &'static str {
        if matches!(self, Self::Unix) { "\n" } else { "\r\n" }
    }

    /// What stands before the header.
    pub(super) const fn beginning(self) -> &'static str {
        if matches!(self, Self::Excel | Self::ExcelSemicolon) { "\u{feff}" } else { "" }
    }
}

/// How the files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How cells are parted and lines are ended.
    pub dialect: Dialect,
    /// Whether text that a spreadsheet would take for a formula or a figure gets an apostrophe in front.
    pub guard: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { dialect: Dialect::Rfc4180, guard: true }
    }
}

/// The two files while they are written.
#[derive(Debug)]
pub struct Writer {
    columns: Documents,
    documents: csv::Writer<Place>,
    findings: csv::Writer<Place>,
    guard: bool,
}

impl Writer {
    /// Starts both files in `folder`.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn create(folder: &Path, options: Options) -> Result<Self> {
        let mut writer = Self {
            columns: Documents::new(),
            documents: start(&folder.join("documents.csv"), options.dialect)?,
            findings: start(&folder.join("findings.csv"), options.dialect)?,
            guard: options.guard,
        };
        put(&mut writer.documents, writer.columns.headings().map(|heading| heading.name.clone()))?;
        put(&mut writer.findings, FINDING_COLUMNS.iter().map(|column| column.heading.name.clone()))?;
        Ok(writer)
    }

    /// Adds one document and its findings.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&mut self, scored: &Scored) -> Result<()> {
        let guard = self.guard;
        let cells = self.columns.row(scored);
        put(&mut self.documents, cells.iter().map(|cell| written(cell, guard)))?;
        for row in columns::rows(scored) {
            let cells = row.cells();
            put(&mut self.findings, cells.iter().map(|cell| written(cell, guard)))?;
        }
        Ok(())
    }

    /// Everything is written: both files get their names, or neither does.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(self) -> Result<()> {
        let documents = self.documents.into_inner().map_err(|e| Error::io("documents.csv", e.into_error()))?;
        let findings = self.findings.into_inner().map_err(|e| Error::io("findings.csv", e.into_error()))?;
        let (findings, documents) = (findings.ready()?, documents.ready()?);
        findings.appear()?;
        documents.appear().map(|_| ())
    }
}

fn written(cell: &Cell, guard: bool) -> Cow<'_, str> {
    let text = cell.written();
    if guard && cell.needs_guard() { Cow::Owned(format!("'{text}")) } else { text }
}

fn start(path: &Path, dialect: Dialect) -> Result<csv::Writer<Place>> {
    let mut place = Place::open(path)?;
    let beginning = dialect.beginning().as_bytes();
    std::io::Write::write_all(&mut place, beginning).map_err(|e| Error::io(path, e))?;
    let end = if dialect.line_end() == "\n" { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
    let delimiter = if dialect.delimiter() == ';' { b';' } else { b',' };
    Ok(csv::WriterBuilder::new().terminator(end).delimiter(delimiter).from_writer(place))
}

fn put<'a>(writer: &mut csv::Writer<Place>, mut row: impl Iterator<Item = Cow<'a, str>>) -> Result<()> {
    let cells = row.try_for_each(|cell| writer.write_field(cell.as_bytes()));
    cells.and_then(|()| writer.write_record(None::<&[u8]>)).map_err(|e| {
        let name = writer.get_ref().name();
        match e.into_kind() {
            csv::ErrorKind::Io(e) => Error::io(name, e),
            other => Error::path(name, format!("{other:?}")),
        }
    })
}
