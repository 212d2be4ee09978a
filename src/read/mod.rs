//! Folders, files and standard input in; one [`Input`] for everything that was found, whatever its state.

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

/// One document as it came in.
#[derive(Debug, Clone)]
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
}
