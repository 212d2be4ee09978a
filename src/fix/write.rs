//! A mended text written back: in the encoding of its file, whole or not at all, with the file as it was beside it.

use super::Fixed;
use crate::error::{Error, Result};
use crate::read::FileText;
use crate::report::Place;
use std::fs::Permissions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What becomes of a file as it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Backup {
    /// It is kept under its name with this ending.
    Ending(String),
    /// It is gone.
    None,
}

impl Backup {
    /// Where the file `path` is kept.
    fn of(&self, path: &Path) -> Option<PathBuf> {
        match self {
            Self::None => None,
            Self::Ending(ending) => {
                let mut name = path.as_os_str().to_owned();
                name.push(ending);
                Some(name.into())
            }
        }
    }
}

/// A file with its new bytes.
struct Prepared {
    path: PathBuf,
    before: Vec<u8>,
    after: Vec<u8>,
    backup: Option<PathBuf>,
}

/// Writes all of `fixed` into their files. Nothing is written before everything is ready.
///
/// # Errors
/// A file that has changed in the meantime, whose bytes do not come back from its text, or whose encoding lacks a letter of the
/// new one; a backup that is there already; a failed write.
pub fn write(fixed: &[Fixed], backup: &Backup) -> Result<()> {
    let prepared = fixed.iter().map(|f| prepare(f, backup)).collect::<Result<Vec<_>>>()?;
    prepared.iter().try_for_each(replace)
}

fn prepare(fixed: &Fixed, backup: &Backup) -> Result<Prepared> {
    // A link stays a link: what it points to is written.
    let path = std::fs::canonicalize(&fixed.path).map_err(|e| Error::io(&fixed.path, e))?;
    let before = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
    let text = FileText::decode(&before).map_err(|problem| Error::path(&path, problem))?;
    if text.text() != fixed.before {
        return Err(Error::path(&path, "was changed while it was read; nothing was written"));
    }
    if text.encode(&fixed.before).as_deref() != Ok(&before) {
        let what = format!("{}: its bytes do not survive decoding; nothing was written", text.encoding());
        return Err(Error::path(&path, what));
    }
    let after = text.encode(&fixed.after).map_err(|letter| {
        Error::path(
            &path,
            format!("{} has no `{letter}`; nothing was written. Save it as UTF-8 first", text.encoding()),
        )
    })?;
    let backup = backup.of(&path);
    // A run that was killed may have left the file as it is now.
    let is_other = |there: &&Path| there.exists() && std::fs::read(there).ok().as_ref() != Some(&before);
    if let Some(there) = backup.as_deref().filter(is_other) {
        return Err(Error::path(there, "is there already; nothing was written. Move it, or give another --backup"));
    }
    Ok(Prepared { path, before, after, backup })
}

fn replace(file: &Prepared) -> Result<()> {
    let permissions = std::fs::metadata(&file.path).map_err(|e| Error::io(&file.path, e))?.permissions();
    if let Some(backup) = &file.backup {
        put(backup, &file.before, permissions.clone())?;
    }
    put(&file.path, &file.after, permissions)
}

fn put(path: &Path, bytes: &[u8], permissions: Permissions) -> Result<()> {
    let mut place = Place::file(path, Some(permissions))?;
    place.write_all(bytes).map_err(|e| Error::io(path, e))?;
    place.finish()
}
