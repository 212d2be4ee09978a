//! Folders, files and standard input in; one [`Input`] for everything that was found, whatever its state.

mod decode;
mod html;
mod jsonl;
mod markdown;
mod walk;

use crate::error::Result;
use crate::text::Date;
use std::io::Read;
use std::path::{Path, PathBuf};

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
    /// What was wrong, where the status is not [`Status::Ok`].
    pub problem: Option<String>,
    /// The values of [`Options::fields`] in its record, in their order.
    pub fields: Vec<Option<String>>,
    /// The day it is of, where its record says.
    pub date: Option<Date>,
}

impl Input {
    fn failed(doc_id: &str, path: &str, status: Status, problem: impl Into<String>) -> Self {
        let (doc_id, path) = (doc_id.to_owned(), path.to_owned());
        Self {
            doc_id,
            path,
            status,
            text: String::new(),
            encoding: None,
            problem: Some(problem.into()),
            fields: Vec::new(),
            date: None,
        }
    }

    /// A text that came from `path`; one without words has the status for it.
    #[must_use]
    pub fn read(doc_id: &str, path: &str, text: String, encoding: Option<String>) -> Self {
        if text.trim().is_empty() {
            return Self::failed(doc_id, path, Status::Empty, "no text");
        }
        let (doc_id, path) = (doc_id.to_owned(), path.to_owned());
        Self { doc_id, path, status: Status::Ok, text, encoding, problem: None, fields: Vec::new(), date: None }
    }
}

/// How inputs are found and read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The field of a JSON Lines record that holds the text.
    pub text_key: String,
    /// The field that holds the document's id; optional in the record.
    pub id_key: String,
    /// The field that holds the document's day, as `2019-02-01`; optional in the record.
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
    /// Other fields of a JSON Lines record to keep.
    pub fields: Vec<String>,
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
        }
    }
}

/// The documents of a run, in order; see [`read`].
#[derive(Debug)]
pub struct Inputs {
    files: std::vec::IntoIter<walk::Found>,
    records: Option<jsonl::Records>,
    options: Options,
    skipped: usize,
}

impl Inputs {
    /// Files in the folders that were passed over because their ending is of no format that malaprop reads.
    #[must_use]
    pub const fn skipped(&self) -> usize {
        self.skipped
    }
}

/// Finds everything under `paths`: files as given, folders recursively and sorted by path, `-` for standard input.
///
/// # Errors
/// A path that does not exist, a bad glob, a file list that cannot be read. What goes wrong later, with a single document,
/// is an [`Input`] with its status.
pub fn read(paths: &[PathBuf], options: &Options) -> Result<Inputs> {
    let (files, skipped) = walk::find(paths, options)?;
    Ok(Inputs { files: files.into_iter(), records: None, options: options.clone(), skipped })
}

impl Iterator for Inputs {
    type Item = Input;

    fn next(&mut self) -> Option<Input> {
        loop {
            if let Some(records) = &mut self.records {
                match records.next() {
                    Some(input) => return Some(input),
                    None => self.records = None,
                }
            }
            match open(self.files.next()?, &self.options) {
                Opened::Document(input) => return Some(input),
                Opened::Records(records) => self.records = Some(records),
            }
        }
    }
}

enum Opened {
    Document(Input),
    Records(jsonl::Records),
}

fn open(found: walk::Found, options: &Options) -> Opened {
    let path = match found {
        walk::Found::File(path) => path,
        walk::Found::Broken { path, problem } => {
            return Opened::Document(Input::failed(&path, &path, Status::Unreadable, problem));
        }
    };
    if path.as_os_str() == "-" {
        return open_stdin(options);
    }
    let name = path.display().to_string();
    let unreadable =
        |e: std::io::Error| Opened::Document(Input::failed(&name, &name, Status::Unreadable, e.to_string()));
    let file = match std::fs::File::open(&path) {
        Ok(file) => file,
        Err(e) => return unreadable(e),
    };
    let format = Format::of(&path).unwrap_or(Format::Text);
    if format == Format::JsonLines {
        return Opened::Records(jsonl::Records::new(Box::new(std::io::BufReader::new(file)), &name, options));
    }
    match bounded(file, options.max_bytes) {
        Ok(Some(bytes)) => Opened::Document(document(&name, format, &bytes)),
        Ok(None) => Opened::Document(too_large(&name, options.max_bytes)),
        Err(e) => unreadable(e),
    }
}

/// Standard input is JSON Lines where it begins with `{`, else one plain text.
fn open_stdin(options: &Options) -> Opened {
    let mut start = Vec::new();
    let mut stdin = std::io::stdin().lock();
    let failed = |e: std::io::Error| Opened::Document(Input::failed("-", "-", Status::Unreadable, e.to_string()));
    loop {
        let mut byte = [0];
        match stdin.read(&mut byte) {
            Ok(0) => break,
            Ok(_) => start.push(byte[0]),
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(e) => return failed(e),
        }
        if !byte[0].is_ascii_whitespace() {
            break;
        }
    }
    let all = std::io::Cursor::new(start.clone()).chain(std::io::BufReader::new(std::io::stdin()));
    drop(stdin);
    if start.last() == Some(&b'{') {
        return Opened::Records(jsonl::Records::new(Box::new(std::io::BufReader::new(all)), "-", options));
    }
    match bounded(all, options.max_bytes) {
        Ok(Some(bytes)) => Opened::Document(document("-", Format::Text, &bytes)),
        Ok(None) => Opened::Document(too_large("-", options.max_bytes)),
        Err(e) => failed(e),
    }
}

fn too_large(name: &str, max_bytes: u64) -> Input {
    Input::failed(name, name, Status::TooLarge, format!("more than {max_bytes} bytes; --max-bytes raises the limit"))
}

/// All bytes of `from`, or nothing where there are more than `max_bytes`.
fn bounded(from: impl Read, max_bytes: u64) -> std::io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= max_bytes).then_some(bytes))
}

fn document(name: &str, format: Format, bytes: &[u8]) -> Input {
    match decode::decode(bytes) {
        Ok(decoded) => {
            let text = match format {
                Format::Html => html::text(&decoded.text),
                Format::Markdown => markdown::text(&decoded.text),
                Format::Text | Format::JsonLines => decoded.text,
            };
            Input::read(name, name, text, decoded.encoding)
        }
        Err(problem) => Input::failed(name, name, Status::NotText, problem),
    }
}

/// The formats that are told by their ending.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Format {
    Text,
    Markdown,
    Html,
    JsonLines,
}

/// Endings, lower case, and what they hold.
const ENDINGS: &[(&str, Format)] = &[
    ("htm", Format::Html),
    ("html", Format::Html),
    ("jsonl", Format::JsonLines),
    ("markdown", Format::Markdown),
    ("md", Format::Markdown),
    ("ndjson", Format::JsonLines),
    ("text", Format::Text),
    ("txt", Format::Text),
    ("xhtml", Format::Html),
];

impl Format {
    /// The format of a file with a known ending, or without one.
    fn of(path: &Path) -> Option<Self> {
        let Some(ending) = path.extension() else { return Some(Self::Text) };
        let ending = ending.to_string_lossy().to_lowercase();
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
    }
}
