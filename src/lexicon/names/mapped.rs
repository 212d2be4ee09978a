//! Files in memory without being read.

#![allow(unsafe_code, reason = "the one place: see below")]

use crate::error::{Error, Result};
use std::fs::File;
use std::ops::Deref;
use std::path::Path;

/// The bytes of `file`, which lies at `path`.
///
/// A million names are 200 MB: read, they take a tenth of a second and as much memory in every process; mapped, only the pages
/// that are looked at are loaded, once for all processes (`cargo bench --bench names`, figures in `reports/`).
///
/// # Errors
/// What is no regular file.
pub(super) fn map(path: &Path, file: &File) -> Result<Box<dyn Deref<Target = [u8]> + Send + Sync>> {
    if !file.metadata().is_ok_and(|there| there.is_file()) {
        return Err(Error::path(path, "a compiled name table is used where it lies: name a file"));
    }
    // SAFETY: the map is read-only and every access is by index into it, so other bytes than those of a moment ago give wrong
    // names and nothing worse. A file that another program cuts short while it is used ends the run with a bus error: the
    // documentation asks for compiled tables to be replaced (renamed over), as `malaprop names compile` does, not rewritten.
    let map = unsafe { memmap2::Mmap::map(file) };
    Ok(Box::new(map.map_err(|e| Error::io(path, e))?))
}
