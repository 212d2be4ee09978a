//! Folders, files and standard input in; one [`Record`] for everything that was found, whatever its state, and an [`Input`] of it.

pub(crate) mod csv;
mod decode;
mod encode;
mod file;
mod file_map;
mod format;
mod html;
pub(crate) mod jsonl;
mod lines;
mod markdown;
mod open;
pub mod parquet;
mod record;
mod shard;
mod split;
mod stamp;
mod trail;
mod unpack;
mod utf16;
mod walk;

pub use csv::Header as TableHeader;
pub use encode::FileText;
pub use file_map::{FileMap, Place};
pub use format::Format;
pub use record::{Body, Layout, Record, Source};
pub use shard::Shard;
pub(crate) use split::without_line_end;
pub use stamp::Stamp;
pub use unpack::{FREE, Limits, Packing};

use crate::error::{Error, Result};
use crate::span::Span;
use crate::text::{Date, Document};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// What became of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Read and scored.
    Ok,
    /// Nothing but white space.
    Empty,
    /// The system would not let it be read.
    Unreadable,
    /// Binary data.
    NotText,
    /// Larger than the limit.
    TooLarge,
    /// A broken record.
    Malformed,
}

impl Status {
    /// All states, in the order of the summary.
    pub const ALL: [Self; 6] =
        [Self::Ok, Self::Empty, Self::Unreadable, Self::NotText, Self::TooLarge, Self::Malformed];

    /// The name used in files.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Empty => "empty",
            Self::Unreadable => "unreadable",
            Self::NotText => "not_text",
            Self::TooLarge => "too_large",
            Self::Malformed => "malformed",
        }
    }
}

/// One document as it came in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// The document's name in every report.
    pub doc_id: String,
    /// The file it came from, as given or found; `-` for standard input.
    pub path: String,
    /// What became of it.
    pub status: Status,
    /// Its text as decoded; empty unless the status is [`Status::Ok`].
    pub text: String,
    /// The encoding it was decoded from, where that was not plain UTF-8.
    pub encoding: Option<String>,
    /// The way back to the file; nothing where the text is a field of a record.
    pub map: Option<FileMap>,
    /// What was wrong, where the status is not [`Status::Ok`].
    pub problem: Option<String>,
    /// The values of [`Options::fields`] in its record, in their order.
    pub fields: Vec<Option<String>>,
    /// The day it is of, where its record says.
    pub date: Option<Date>,
    /// How places in the text stand to places in the file.
    pub origin: Origin,
}

/// How places in a document's text stand to places in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Origin {
    /// They are the same: the text is the decoded file.
    File,
    /// The text was taken out of a page or of marked text; its lines are not those of the file.
    Extracted,
    /// The text is a value in this line or row of the file, counted from 1.
    Record(u64),
}

impl Input {
    /// A document of one's own.
    #[must_use]
    pub fn new(doc_id: &str, text: impl Into<String>) -> Self {
        Self::read(doc_id, doc_id, text.into(), None)
    }

    /// The same, but a text of more than `max_bytes` bytes is not read: it has the status for it.
    #[must_use]
    pub fn within(doc_id: &str, text: impl Into<String>, max_bytes: u64) -> Self {
        let text = text.into();
        if text.len() as u64 > max_bytes {
            return Self::failed(doc_id, doc_id, Status::TooLarge, format!("a text of more than {max_bytes} bytes"));
        }
        Self::new(doc_id, text)
    }

    /// Fills in what `value` has for the names that `options` ask for.
    fn with_fields(mut self, options: &Options, value: impl Fn(&str) -> Option<String>) -> Self {
        self.date = value(&options.date_key).and_then(|date| Date::parse(&date));
        self.fields = options.fields.iter().map(|name| value(name)).collect();
        self
    }

    fn failed(doc_id: &str, path: &str, status: Status, problem: impl Into<String>) -> Self {
        let (doc_id, path) = (doc_id.to_owned(), path.to_owned());
        Self {
            doc_id,
            path,
            status,
            text: String::new(),
            encoding: None,
            map: None,
            problem: Some(problem.into()),
            fields: Vec::new(),
            date: None,
            origin: Origin::File,
        }
    }

    /// The same document where it cannot be judged after all.
    pub(crate) fn unreadable(self, problem: String) -> Self {
        Self { status: Status::Unreadable, problem: Some(problem), ..self }
    }

    /// A text that came from `path`; one without words has the status for it.
    #[must_use]
    fn read(doc_id: &str, path: &str, text: String, encoding: Option<String>) -> Self {
        if text.trim().is_empty() {
            return Self::failed(doc_id, path, Status::Empty, "no text");
        }
        let (doc_id, path) = (doc_id.to_owned(), path.to_owned());
        Self {
            doc_id,
            path,
            status: Status::Ok,
            text,
            encoding,
            map: None,
            problem: None,
            fields: Vec::new(),
            date: None,
            origin: Origin::File,
        }
    }

    /// Where `span` of its `document` stands in the file, if the text is a file's.
    #[must_use]
    pub fn place(&self, document: &Document, span: Span) -> Option<Place> {
        self.map.as_ref().map(|map| map.place(document, span))
    }

    /// Bytes of memory it takes.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.map.as_ref().map_or(0, FileMap::kept)
    }
}

/// How inputs are found and read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The field or column that holds the text.
    pub text_key: String,
    /// The field that holds the document's id; optional.
    pub id_key: String,
    /// The field that holds the document's day, as `2019-02-01`; optional.
    pub date_key: String,
    /// Files and records of more bytes are not read.
    pub max_bytes: u64,
    /// Whether `.gitignore` and `.ignore` files count; off, because data folders are often ignored by git.
    pub ignore_files: bool,
    /// Whether hidden files and folders are read too.
    pub hidden: bool,
    /// Globs of paths to leave out, in the syntax of `.gitignore`.
    pub exclude: Vec<String>,
    /// A file with one path a line, or `-`.
    pub file_list: Option<PathBuf>,
    /// Other fields or columns to look into; see [`Input::fields`].
    pub fields: Vec<String>,
    /// The format of all files and of standard input, whatever their endings.
    pub format: Option<Format>,
    /// What parts the cells of CSV, whatever the file's ending.
    pub delimiter: Option<u8>,
    /// How much packed files may unpack to.
    pub unpack: Limits,
    /// Which part of the inputs is read; all where there is none.
    pub shard: Option<Shard>,
    /// Whether a part may begin and end inside of a file.
    pub split: bool,
    /// Whether HTML pages are read with their menus, boxes and comments, and not for their article only.
    pub whole_pages: bool,
    /// Whether records are handed on byte for byte, so that files of them in UTF-16 are refused and not decoded.
    pub copied: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            text_key: "text".to_owned(),
            id_key: "id".to_owned(),
            date_key: "date".to_owned(),
            max_bytes: 64 << 20,
            ignore_files: false,
            hidden: false,
            exclude: Vec::new(),
            file_list: None,
            fields: Vec::new(),
            format: None,
            delimiter: None,
            unpack: Limits::default(),
            shard: None,
            split: true,
            whole_pages: false,
            copied: false,
        }
    }
}

/// What was passed over, counted while records are read.
#[derive(Debug, Default)]
pub struct Passed {
    files: AtomicU64,
    blank: AtomicU64,
    first: Mutex<Vec<PathBuf>>,
}

/// So many files that are passed over are remembered by their paths.
const REMEMBERED: usize = 5;

impl Passed {
    /// Files in folders that are of no format that malaprop reads, and tables in folders without a column of text.
    #[must_use]
    pub fn files(&self) -> u64 {
        self.files.load(Ordering::Relaxed)
    }

    /// The first of them.
    #[must_use]
    pub fn first(&self) -> Vec<PathBuf> {
        self.first.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn file(&self, path: &Path) {
        self.files.fetch_add(1, Ordering::Relaxed);
        let mut first = self.first.lock().unwrap_or_else(PoisonError::into_inner);
        if first.len() < REMEMBERED {
            first.push(path.to_owned());
        }
    }

    /// Lines with nothing in them.
    #[must_use]
    pub fn blank(&self) -> u64 {
        self.blank.load(Ordering::Relaxed)
    }
}

/// The records of a run, in order; see [`read`].
#[derive(Debug)]
pub struct Records {
    files: walk::Finder,
    stream: Option<open::Stream>,
    options: Arc<Options>,
    passed: Arc<Passed>,
    sources: usize,
    /// The bytes of all inputs that are this part's, and those before the next file.
    share: Option<Range<u64>>,
    before: u64,
    without: Option<Without>,
}

/// Whether a file, and its [`Source::name`], is left out.
struct Without(Box<LeftOut>);

type LeftOut = dyn Fn(&Path, &Path) -> bool + Send;

impl std::fmt::Debug for Without {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Without")
    }
}

/// Finds everything under `paths`: files as given, folders recursively and sorted by path, `-` for standard input.
///
/// # Errors
/// A path that does not exist, a bad glob, a file list that cannot be read. What goes wrong later, with a single document,
/// is a [`Record`] with its status.
pub fn read(paths: &[PathBuf], options: &Options) -> Result<Records> {
    let (options, passed) = (Arc::new(options.clone()), Arc::new(Passed::default()));
    let share = match options.shard {
        None => None,
        Some(shard) => Some(shard.share(total(paths, &options)?)),
    };
    let files = walk::Finder::new(paths, &options, &passed)?;
    Ok(Records { files, stream: None, options, passed, sources: 0, share, before: 0, without: None })
}

/// A file that [`read`] would read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// As given or found.
    pub path: PathBuf,
    /// See [`Source::name`].
    pub name: PathBuf,
    /// Whether it may turn out to be no input: a table in a folder, which need not have a column of text.
    pub doubtful: bool,
}

/// The files that [`read`] would read, without a look into them.
///
/// # Errors
/// As [`read`].
pub fn files(paths: &[PathBuf], options: &Options) -> Result<impl Iterator<Item = Listed>> {
    let files = walk::Finder::new(paths, &Arc::new(options.clone()), &Arc::default())?;
    let forced = options.format;
    Ok(files.filter_map(move |found| match found {
        walk::Found::File { path, name, walked } => {
            let table = matches!(forced.or_else(|| Format::of(&path)), Some(Format::Csv | Format::Parquet));
            Some(Listed { path, name, doubtful: walked && table })
        }
        walk::Found::Broken { .. } => None,
    }))
}

/// The bytes of all inputs.
fn total(paths: &[PathBuf], options: &Arc<Options>) -> Result<u64> {
    let stdin = Path::new("-");
    if paths.iter().chain(&options.file_list).any(|path| path == stdin) {
        return Err(Error::usage("standard input cannot be read in parts"));
    }
    let files = walk::Finder::new(paths, options, &Arc::new(Passed::default()))?;
    Ok(files.map(|found| size(&found)).sum())
}

fn size(found: &walk::Found) -> u64 {
    match found {
        walk::Found::File { path, .. } => std::fs::metadata(path).map_or(0, |metadata| metadata.len()),
        walk::Found::Broken { .. } => 0,
    }
}

impl Records {
    /// What is passed over; the counts grow while records are read.
    #[must_use]
    pub fn passed(&self) -> Arc<Passed> {
        Arc::clone(&self.passed)
    }

    /// Leaves out the files of which `left_out` says so, by their paths and [`Source::name`]s.
    #[must_use]
    pub fn without(mut self, left_out: impl Fn(&Path, &Path) -> bool + Send + 'static) -> Self {
        self.without = Some(Without(Box::new(left_out)));
        self
    }

    /// The documents in the records.
    pub fn documents(self) -> impl Iterator<Item = Input> {
        self.filter_map(|record| record.document())
    }

    /// The bytes of the next file in which this part's records begin; nothing where there are none.
    fn range(&mut self, found: &walk::Found) -> Option<Range<u64>> {
        let Some(share) = &self.share else { return Some(0..u64::MAX) };
        let (start, size) = (self.before, size(found));
        self.before += size;
        let split = match found {
            walk::Found::File { path, .. } => self.options.split && open::can_be_split(path, &self.options),
            walk::Found::Broken { .. } => false,
        };
        if !split {
            return share.contains(&start).then_some(0..u64::MAX);
        }
        let (from, to) = (share.start.max(start), share.end.min(start + size));
        // A file without a byte is its part's all the same: it has an output.
        let own = from < to || (size == 0 && share.contains(&start));
        own.then(|| from - start..if to == start + size { u64::MAX } else { to - start })
    }

    fn failed(&self, path: &Path, name: &Path, problem: String) -> Record {
        let plan = open::Plan { path, name, walked: false, number: self.sources, range: 0..0 };
        let source = plan.source(Layout::Unknown, None, None, &self.options);
        Record { source, line: 0, body: Body::Failed { status: Status::Unreadable, problem } }
    }
}

impl Iterator for Records {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        loop {
            if let Some(stream) = &mut self.stream {
                if let Some(record) = stream.next() {
                    return Some(record);
                }
                self.passed.blank.fetch_add(stream.blank(), Ordering::Relaxed);
                self.stream = None;
                self.sources += 1;
            }
            let found = self.files.next()?;
            let Some(range) = self.range(&found) else { continue };
            let (path, name, walked) = match found {
                walk::Found::File { path, name, walked } => (path, name, walked),
                walk::Found::Broken { path, problem } => {
                    let record = self.failed(Path::new(&path), Path::new(""), problem);
                    self.sources += 1;
                    return Some(record);
                }
            };
            if self.without.as_ref().is_some_and(|without| without.0(&path, &name)) {
                continue;
            }
            let plan = open::Plan { path: &path, name: &name, walked, number: self.sources, range };
            match open::Stream::open(&plan, &self.options) {
                Ok(stream) => self.stream = Some(stream),
                Err(open::Refused::NoDocuments) => self.passed.file(&path),
                Err(open::Refused::Failed(problem)) => {
                    let record = self.failed(&path, &name, problem);
                    self.sources += 1;
                    return Some(record);
                }
            }
        }
    }
}

/// The records in `bytes`, as if they were a file named `name`.
#[cfg(test)]
pub(crate) fn of_bytes(name: &str, bytes: &[u8], options: Options) -> Records {
    let (options, passed) = (Arc::new(options), Arc::new(Passed::default()));
    let path = Path::new(name);
    let plan = open::Plan { path, name: path, walked: false, number: 0, range: 0..u64::MAX };
    let from = Box::new(std::io::Cursor::new(bytes.to_vec()));
    let stream = open::Stream::of(&plan, from, Format::of_named(path), &options).unwrap();
    let files = walk::Finder::new(&[], &options, &passed).unwrap();
    Records { files, stream: Some(stream), options, passed, sources: 0, share: None, before: 0, without: None }
}
