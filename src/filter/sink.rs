//! Where documents go: lines one behind the other, or rows of Parquet; a file appears whole or not at all.

use super::annotate::Note;
use super::columns::Columns;
use super::pack::Packer;
use super::table;
use super::targets::reasons_beside;
use crate::caught::FAULT;
use crate::error::{Error, Result};
use crate::read::{Layout, Source, parquet, without_line_end};
use crate::report::Ready;
use crate::text::counted;
use arrow_array::RecordBatch;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What the records of an output look like.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Lines of JSON.
    Lines,
    /// Rows of CSV behind this header.
    Table(Vec<u8>),
    /// Rows of Parquet with this header.
    Columns(parquet::Header),
}

impl Shape {
    /// Whether records of the other shape may follow those of this one: what writers noted of themselves does not count.
    pub(super) fn fits(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Lines, Self::Lines) => true,
            (Self::Table(one), Self::Table(other)) => without_line_end(one) == without_line_end(other),
            (Self::Columns(one), Self::Columns(other)) => one.schema.fields() == other.schema.fields(),
            _ => false,
        }
    }

    /// The shape of the records that `source` gives out; plain texts become lines of JSON.
    pub(super) fn of(source: &Source, noted: bool) -> Self {
        match &source.layout {
            Layout::Table(header) if noted => Self::Table(table::header(header)),
            Layout::Table(header) => Self::Table(header.raw.clone()),
            Layout::Columns(header) => Self::Columns(header.clone()),
            Layout::Lines | Layout::Whole(_) | Layout::Unknown => Self::Lines,
        }
    }
}

/// A document on its way out.
#[derive(Debug)]
pub(super) enum Row {
    /// A line or a record with its line end, if it came with one.
    Text(Vec<u8>),
    /// A whole file.
    File(Vec<u8>),
    /// What dolma is to know of a document, kept or not.
    Attributes(Vec<u8>),
    /// A row of a batch.
    Cells(Arc<RecordBatch>, usize, Option<Note>),
}

/// An open output.
pub(super) struct Sink {
    path: PathBuf,
    shape: Shape,
    to: To,
    rows: u64,
}

enum To {
    Lines(Box<Lines>),
    Columns(Box<Columns>),
}

impl Sink {
    pub(super) fn open(path: &Path, shape: Shape, noted: bool) -> Result<Self> {
        let to = match &shape {
            Shape::Columns(header) => To::Columns(Box::new(Columns::open(path, header, noted)?)),
            Shape::Lines => To::Lines(Box::new(Lines::open(path)?)),
            Shape::Table(header) => {
                let mut lines = Box::new(Lines::open(path)?);
                lines.push(header)?;
                To::Lines(lines)
            }
        };
        Ok(Self { path: path.to_owned(), shape, to, rows: 0 })
    }

    pub(super) const fn shape(&self) -> &Shape {
        &self.shape
    }

    pub(super) fn push(&mut self, row: Row) -> Result<()> {
        self.rows += 1;
        match (&mut self.to, row) {
            (To::Lines(lines), Row::Text(line) | Row::Attributes(line)) => lines.push(&line),
            (To::Columns(columns), Row::Cells(batch, row, note)) => columns.push(&batch, row, note),
            _ => Err(Error::path(&self.path, "a record of another format than the output's")),
        }
    }

    /// Everything is written, `expected` rows of it, but the file has no name yet. `ended` tells whether the last line must have an end.
    pub(super) fn ready(self, expected: u64, ended: bool) -> Result<Ready> {
        if self.rows != expected {
            let what = format!("written {} of {}: {FAULT}", self.rows, counted(expected, "document"));
            return Err(Error::path(&self.path, what));
        }
        match self.to {
            To::Lines(mut lines) => {
                if ended {
                    lines.end()?;
                }
                lines.ready()
            }
            To::Columns(columns) => columns.ready(),
        }
    }
}

/// Lines as they come.
pub(super) struct Lines {
    path: PathBuf,
    to: Packer,
    /// The last line came without an end: one is due before the next.
    due: bool,
}

impl Lines {
    pub(super) fn open(path: &Path) -> Result<Self> {
        Ok(Self { path: path.to_owned(), to: Packer::open(path)?, due: false })
    }

    pub(super) fn push(&mut self, line: &[u8]) -> Result<()> {
        self.end()?;
        self.put(line)?;
        self.due = !line.is_empty() && !line.ends_with(b"\n");
        Ok(())
    }

    /// Ends the last line, if it came without an end.
    fn end(&mut self) -> Result<()> {
        if std::mem::take(&mut self.due) { self.put(b"\n") } else { Ok(()) }
    }

    fn put(&mut self, bytes: &[u8]) -> Result<()> {
        self.to.write_all(bytes).map_err(|e| Error::io(&self.path, e))
    }

    pub(super) fn ready(self) -> Result<Ready> {
        self.to.ready(&self.path)
    }
}

/// Records that could not be read, as they came; beside them, in a file whose name ends in `.why`, a JSON object for each with its
/// place and its fault.
pub(super) struct Quarantine {
    records: Lines,
    reasons: Lines,
    inside: bool,
}

impl Quarantine {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let device = path.as_os_str() == "-" || std::fs::metadata(path).is_ok_and(|m| !m.is_file());
        if device {
            return Err(Error::path(path, "--quarantine writes two files: name one that it can put another beside"));
        }
        Ok(Self { records: Lines::open(path)?, reasons: Lines::open(&reasons_beside(path))?, inside: false })
    }

    /// Bytes of a record: all of them, or a part where more come.
    pub(super) fn push(&mut self, bytes: &[u8], last: bool) -> Result<()> {
        if std::mem::replace(&mut self.inside, !last) {
            self.records.put(bytes)?;
            self.records.due = last && !bytes.ends_with(b"\n");
            return Ok(());
        }
        self.records.push(bytes)?;
        self.records.due &= last;
        Ok(())
    }

    pub(super) fn explain(&mut self, place: &str, status: &str, problem: &str) -> Result<()> {
        let line = json!({ "place": place, "status": status, "problem": problem });
        self.reasons.push(format!("{line}\n").as_bytes())
    }

    pub(super) fn ready(self) -> Result<[Ready; 2]> {
        Ok([self.reasons.ready()?, self.records.ready()?])
    }
}
