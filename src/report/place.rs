//! Where a report goes: standard output, or a file that appears whole or not at all.

use super::shown::Shown;
use super::stdout::Stdout;
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::fs::{Permissions, TryLockError};
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use tempfile::NamedTempFile;

/// Temporary files of a run that was killed are told by this beginning, and removed by the next run.
const TEMPORARY: &str = ".malaprop-unfinished-";

/// An open report.
#[derive(Debug)]
pub enum Place {
    /// Standard output.
    Stdout(BufWriter<Shown<Stdout>>),
    /// A device or pipe, which must not be replaced by a file.
    Device {
        /// Its name.
        path: PathBuf,
        /// The open device.
        out: BufWriter<Shown<std::fs::File>>,
    },
    /// A temporary file beside `path`.
    File {
        /// The name it gets when it is whole.
        path: PathBuf,
        /// What is written so far.
        unfinished: BufWriter<NamedTempFile>,
        /// What the file permits; what the system gives new files where that is nothing.
        permissions: Option<Permissions>,
    },
}

/// A report that is written to its last byte, and has no name yet where it is a file.
#[derive(Debug)]
pub struct Ready(Option<(PathBuf, NamedTempFile)>);

impl Ready {
    /// The file gets its name, which is told; nothing where it is no file.
    ///
    /// # Errors
    /// A name that cannot be given.
    pub fn appear(self) -> Result<Option<PathBuf>> {
        let Some((path, file)) = self.0 else { return Ok(None) };
        file.persist(&path).map_err(|e| Error::io(&path, e.error))?;
        Ok(Some(path))
    }
}

impl Place {
    /// Standard output for `-`, else the file `path`; its folder is made where it is missing.
    ///
    /// # Errors
    /// A folder in its place; a folder or file that cannot be made; standard output that is closed.
    pub fn open(path: &Path) -> Result<Self> {
        Self::with(path, |out| Shown::new(out.is_terminal(), out), |out| Shown::new(out.is_terminal(), out))
    }

    /// The same for text with colours in it that was made harmless before.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn coloured(path: &Path) -> Result<Self> {
        Self::with(path, Shown::coloured, Shown::coloured)
    }

    fn with(
        path: &Path,
        stdout: impl FnOnce(Stdout) -> Shown<Stdout>,
        device: impl FnOnce(std::fs::File) -> Shown<std::fs::File>,
    ) -> Result<Self> {
        if path.as_os_str() == "-" {
            let out = Stdout::get();
            out.check().map_err(|e| Error::io("standard output", e))?;
            return Ok(Self::Stdout(BufWriter::new(stdout(out))));
        }
        match std::fs::metadata(path) {
            Ok(there) if there.is_dir() => Err(Error::path(path, "is a folder; name a file")),
            Ok(there) if !there.is_file() => {
                let out = std::fs::OpenOptions::new().write(true).open(path).map_err(|e| Error::io(path, e))?;
                Ok(Self::Device { path: path.to_owned(), out: BufWriter::new(device(out)) })
            }
            _ => Self::file(path, None),
        }
    }

    /// The file `path` that will permit the same as one that it replaces.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn file(path: &Path, permissions: Option<Permissions>) -> Result<Self> {
        let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
        make_folder(folder)?;
        remove_left_behind(folder);
        let file = temporary(folder, permissions.clone()).map_err(|e| Error::io(folder, e))?;
        Ok(Self::File { path: path.to_owned(), unfinished: BufWriter::new(file), permissions })
    }

    /// Everything is written: the file gets its name.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(self) -> Result<()> {
        self.ready()?.appear().map(|_| ())
    }

    /// Everything is written, but the file has no name yet: several can so appear together, or none.
    ///
    /// # Errors
    /// A disk that is full.
    pub fn ready(self) -> Result<Ready> {
        match self {
            Self::Stdout(mut out) => out.flush().map_err(|e| Error::io("standard output", e))?,
            Self::Device { path, mut out } => out.flush().map_err(|e| Error::io(path, e))?,
            Self::File { path, unfinished, permissions } => {
                let file = unfinished.into_inner().map_err(|e| Error::io(&path, e.into_error()))?;
                if let Some(permissions) = permissions {
                    file.as_file().set_permissions(permissions).map_err(|e| Error::io(&path, e))?;
                }
                file.as_file().sync_all().map_err(|e| Error::io(&path, e))?;
                return Ok(Ready(Some((path, file))));
            }
        }
        Ok(Ready(None))
    }

    /// The name for messages.
    #[must_use]
    pub fn name(&self) -> PathBuf {
        match self {
            Self::Stdout(_) => PathBuf::from("standard output"),
            Self::Device { path, .. } | Self::File { path, .. } => path.clone(),
        }
    }
}

impl Write for Place {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Stdout(out) => out.write(bytes),
            Self::Device { out, .. } => out.write(bytes),
            Self::File { unfinished, .. } => unfinished.write(bytes),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Stdout(out) => out.flush(),
            Self::Device { out, .. } => out.flush(),
            Self::File { unfinished, .. } => unfinished.flush(),
        }
    }
}

/// What new files usually permit, before the system takes off what the user's mask forbids.
#[cfg(unix)]
fn usual_permissions() -> Permissions {
    use std::os::unix::fs::PermissionsExt;
    Permissions::from_mode(0o666)
}

/// A temporary file that is locked as long as it is written to, so that others know it from one that was left behind. It never
/// permits more than the file that it will be.
fn temporary(folder: &Path, permissions: Option<Permissions>) -> std::io::Result<NamedTempFile> {
    #[cfg(not(unix))]
    let _ = permissions;
    loop {
        let mut builder = tempfile::Builder::new();
        builder.prefix(TEMPORARY);
        #[cfg(unix)]
        builder.permissions(permissions.clone().unwrap_or_else(usual_permissions));
        let file = builder.tempfile_in(folder)?;
        // Where files cannot be locked, their age must do.
        let _ = file.as_file().lock();
        // Another run may have taken it for left behind before it was locked.
        if file.path().exists() {
            return Ok(file);
        }
    }
}

/// Folders that were looked through by this process; once is enough.
static SEEN: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

/// Removes the temporary files of runs that were killed.
fn remove_left_behind(folder: &Path) {
    /// Where files cannot be locked, one that is still written to is younger.
    const OLD: std::time::Duration = std::time::Duration::from_secs(24 * 60 * 60);
    if !SEEN.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_owned()) {
        return;
    }
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        if !entry.file_name().to_string_lossy().starts_with(TEMPORARY) {
            continue;
        }
        let Ok(file) = std::fs::File::open(entry.path()) else { continue };
        let left_behind = match file.try_lock() {
            Ok(()) => true,
            Err(TryLockError::WouldBlock) => false,
            Err(TryLockError::Error(_)) => {
                entry.metadata().and_then(|m| m.modified()).is_ok_and(|t| t.elapsed().is_ok_and(|age| age > OLD))
            }
        };
        if left_behind {
            // A file that another run removed first is gone all the same.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

/// Makes a folder and those above it, unless they are there.
///
/// # Errors
/// A file where a folder is wanted, or a folder that cannot be made.
pub fn make_folder(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).map_err(|e| match folder.ancestors().find(|path| path.exists() && !path.is_dir()) {
        Some(file) => Error::path(file, "is no folder, and one is to be written to"),
        None => Error::io(folder, e),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_writes_to_is_removed() {
        let folder = tempfile::tempdir().unwrap();
        let left = folder.path().join(format!("{TEMPORARY}left"));
        std::fs::write(&left, b"half").unwrap();
        let open = temporary(folder.path(), None).unwrap();
        remove_left_behind(folder.path());
        assert!(!left.exists() && open.path().exists());
    }
}
