//! Records: documents as they came in, with their bytes, before anybody looked into them.

use super::{Format, Input, Options, Origin, Stamp, Status, csv, file, jsonl, parquet};
use crate::caught::survived;
use arrow_array::RecordBatch;
use std::path::PathBuf;
use std::sync::Arc;

/// A file or stream that documents come from.
#[derive(Debug)]
pub struct Source {
    /// Its place in the run, from 0.
    pub number: usize,
    /// The file as given or found; `-` for standard input. Letters that are no Unicode are replaced.
    pub path: String,
    /// The same as the system knows it.
    pub file: PathBuf,
    /// How the file was when it was opened; nothing for streams and what could not be opened.
    pub stamp: Option<Stamp>,
    /// Its name below the folder that was walked, or the file's own name; never absolute, never with `..`.
    pub name: PathBuf,
    /// How it holds documents.
    pub layout: Layout,
    /// The encoding its records were decoded from, where that was not UTF-8; of a whole file its document says it.
    pub encoding: Option<&'static str>,
    /// How it is read.
    pub options: Arc<Options>,
}

/// How a source holds documents.
#[derive(Debug)]
pub enum Layout {
    /// The whole of it is one document.
    Whole(Format),
    /// One JSON object a line.
    Lines,
    /// One row of CSV each.
    Table(csv::Header),
    /// One row of Parquet each.
    Columns(parquet::Header),
    /// It could not be opened.
    Unknown,
}

impl Layout {
    /// How places in the text of the document at `line` stand to places in the source.
    const fn origin(&self, line: u64) -> Origin {
        match self {
            Self::Whole(Format::Html | Format::Markdown) => Origin::Extracted,
            Self::Whole(_) | Self::Unknown => Origin::File,
            Self::Lines | Self::Table(_) | Self::Columns(_) => Origin::Record(line),
        }
    }
}

/// A record of a source, or a fact about the source itself.
#[derive(Debug, Clone)]
pub struct Record {
    /// Where it comes from.
    pub source: Arc<Source>,
    /// The line where it begins, or its row in Parquet, from 1; 0 for a whole file.
    pub line: u64,
    /// What came.
    pub body: Body,
}

/// What a record is made of.
#[derive(Debug, Clone)]
pub enum Body {
    /// A whole file, unpacked.
    Whole(Vec<u8>),
    /// A line of JSON or a row of CSV, with its line end.
    Text(Vec<u8>),
    /// A row of a batch.
    Row {
        /// The batch, which its rows share.
        batch: Arc<RecordBatch>,
        /// The row in it, from 0.
        row: usize,
    },
    /// A part of a record that is longer than the limit.
    Part {
        /// The bytes.
        bytes: Vec<u8>,
        /// Whether the record ends here.
        last: bool,
    },
    /// The beginning of a record in which the source broke off.
    Cut(Vec<u8>),
    /// The source cannot be read, or not any further.
    Failed {
        /// The state of its row.
        status: Status,
        /// What is wrong.
        problem: String,
    },
    /// A document that was read before, as it is now.
    Given(Box<Input>),
    /// The source was read to its end; sources of one document go without.
    End {
        /// How many documents it gave out.
        documents: u64,
    },
}

impl Record {
    /// A document of one's own as a record.
    #[must_use]
    pub fn given(input: Input) -> Self {
        let path = input.path.clone();
        let source = Source {
            number: 0,
            file: PathBuf::from(&path),
            path,
            stamp: None,
            name: PathBuf::new(),
            layout: Layout::Unknown,
            encoding: None,
            options: Arc::default(),
        };
        Self { source: Arc::new(source), line: 0, body: Body::Given(Box::new(input)) }
    }

    /// Whether it counts as a document, in whatever state.
    #[must_use]
    pub const fn is_document(&self) -> bool {
        !matches!(self.body, Body::End { .. } | Body::Part { last: false, .. })
    }

    /// About how much memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        match &self.body {
            Body::Whole(bytes) | Body::Text(bytes) | Body::Part { bytes, .. } | Body::Cut(bytes) => bytes.len(),
            Body::Row { batch, .. } => batch.get_array_memory_size() / batch.num_rows().max(1),
            Body::Given(input) => input.bytes(),
            Body::Failed { .. } | Body::End { .. } => 0,
        }
    }

    /// Where it is, for messages: path and line.
    #[must_use]
    pub fn place(&self) -> String {
        match self.line {
            0 => self.source.path.clone(),
            line => format!("{}:{line}", self.source.path),
        }
    }

    /// The document in it; nothing where it is none. One at which a reader of ours fails is unreadable.
    #[must_use]
    pub fn document(&self) -> Option<Input> {
        survived(|| self.parsed()).unwrap_or_else(|problem| Some(self.failed(Status::Unreadable, problem)))
    }

    fn failed(&self, status: Status, problem: String) -> Input {
        Input::failed(&self.place(), &self.source.path, status, problem)
    }

    fn parsed(&self) -> Option<Input> {
        let input = match &self.body {
            Body::Whole(bytes) => file::document(&self.source, bytes),
            Body::Text(bytes) => match &self.source.layout {
                Layout::Table(header) => csv::document(&self.source, header, bytes, self.line),
                _ => jsonl::document(&self.source, bytes, self.line),
            },
            Body::Row { batch, row } => parquet::document(&self.source, batch, *row, self.line),
            Body::Part { last: true, .. } => {
                let limit = self.source.options.max_bytes;
                self.failed(
                    Status::TooLarge,
                    format!("a record of more than {limit} bytes; --max-bytes raises the limit"),
                )
            }
            Body::Cut(_) => self.failed(Status::Malformed, "the input breaks off inside this record".to_owned()),
            Body::Failed { status, problem } => self.failed(*status, problem.clone()),
            Body::Given(input) => return Some((**input).clone()),
            Body::Part { last: false, .. } | Body::End { .. } => return None,
        };
        Some(Input { origin: self.source.layout.origin(self.line), ..input })
    }
}
