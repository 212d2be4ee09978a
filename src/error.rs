//! One opaque error for callers; precise kinds inside, each naming the file and, where there is one, the line and column.

use std::path::PathBuf;

/// Anything that stops malaprop before or during a run.
///
/// A document that cannot be read is not an error but a row with its status; see [`crate::read::Status`].
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct Error(Box<Kind>);

/// A result with malaprop's error.
pub type Result<T> = std::result::Result<T, Error>;

#[derive(Debug, thiserror::Error)]
pub(crate) enum Kind {
    #[error("{file}:{line}:{column}: {what}")]
    Row { file: String, line: u64, column: u64, what: String },
    #[error("{path}: {source}", path = .path.display())]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{path}: {what}", path = .path.display())]
    Path { path: PathBuf, what: String },
    #[error("{0}")]
    Usage(String),
}

impl Error {
    /// A fault in a table or configuration file at `line` and `column`, both counted from 1; columns are code points.
    pub(crate) fn row(file: &str, line: u64, column: u64, what: impl Into<String>) -> Self {
        Kind::Row { file: file.to_owned(), line, column, what: what.into() }.into()
    }

    /// A failed read or write of `path`.
    #[must_use]
    pub fn io(path: impl Into<PathBuf>, source: std::io::Error) -> Self {
        Kind::Io { path: path.into(), source }.into()
    }

    /// Something wrong with `path` that is no failed system call.
    pub(crate) fn path(path: impl Into<PathBuf>, what: impl Into<String>) -> Self {
        Kind::Path { path: path.into(), what: what.into() }.into()
    }

    /// A request that makes no sense.
    #[must_use]
    pub fn usage(what: impl Into<String>) -> Self {
        Kind::Usage(what.into()).into()
    }

    /// Whether the cause is a reader that went away, as in `malaprop … | head`.
    #[must_use]
    pub fn is_broken_pipe(&self) -> bool {
        matches!(&*self.0, Kind::Io { source, .. } if source.kind() == std::io::ErrorKind::BrokenPipe)
    }
}

impl From<Kind> for Error {
    fn from(kind: Kind) -> Self {
        Self(Box::new(kind))
    }
}
