//! Files that settings, tables and models are read from: as a whole or by lines, up to a limit, and from no device. A pipe is as good as a
//! file.

mod lines;

pub(crate) use lines::{Line, Lines};

use crate::error::{Error, Result};
use std::fs::{File, FileType};
use std::io::Read;
use std::path::Path;
use std::string::FromUtf8Error;

/// More is no configuration.
pub(crate) const SETTINGS: u64 = 16 << 20;
/// Tables are in memory as a whole while they are read: five million names have about so many bytes.
pub(crate) const TABLE: u64 = 1 << 30;
/// Reports come back as a whole, too.
pub(crate) const REPORT: u64 = 1 << 32;

/// Opens the file or pipe at `path`.
///
/// # Errors
/// One that cannot be opened; a device that has anything to say, which it might go on saying for ever.
pub(crate) fn open(path: &Path) -> Result<File> {
    let failed = |e| Error::io(path, e);
    let mut file = File::open(path).map_err(failed)?;
    let device = is_device(file.metadata().map_err(failed)?.file_type());
    if device && file.read(&mut [0]).map_err(failed)? > 0 {
        return Err(Error::path(path, "is a device, and a file or a pipe is wanted"));
    }
    Ok(file)
}

#[cfg(unix)]
fn is_device(kind: FileType) -> bool {
    use std::os::unix::fs::FileTypeExt;
    kind.is_char_device() || kind.is_block_device()
}

#[cfg(not(unix))]
const fn is_device(_: FileType) -> bool {
    false
}

/// All bytes of the file or pipe at `path`.
///
/// # Errors
/// As [`open`]; more than `most` bytes.
pub(crate) fn bytes(path: &Path, most: u64) -> Result<Vec<u8>> {
    rest(path, open(path)?, Vec::new(), most)
}

/// `begun` and what is left of `file`, which lies at `path`.
///
/// # Errors
/// A failed read; more than `most` bytes of both.
pub(crate) fn rest(path: &Path, file: File, begun: Vec<u8>, most: u64) -> Result<Vec<u8>> {
    let mut bytes = begun;
    let room = (most + 1).saturating_sub(bytes.len() as u64);
    file.take(room).read_to_end(&mut bytes).map_err(|e| Error::io(path, e))?;
    match bytes.len() as u64 > most {
        true => Err(Error::path(path, format!("more than {most} bytes"))),
        false => Ok(bytes),
    }
}

/// The text of the file or pipe at `path`.
///
/// # Errors
/// As [`bytes`]; the place of the first byte that is no UTF-8.
pub(crate) fn text(path: &Path, most: u64) -> Result<String> {
    as_text(path, bytes(path, most)?)
}

/// `bytes`, which were read from `path`, as text.
///
/// # Errors
/// The place of the first byte that is no UTF-8.
pub(crate) fn as_text(path: &Path, bytes: Vec<u8>) -> Result<String> {
    String::from_utf8(bytes).map_err(|e| no_text(path, 1, &e))
}

/// The place of the first byte that is no UTF-8, in what begins in line `first` of the file at `path`.
fn no_text(path: &Path, first: u64, error: &FromUtf8Error) -> Error {
    let bytes = error.as_bytes();
    let good = String::from_utf8_lossy(&bytes[..error.utf8_error().valid_up_to()]);
    let line = first + good.matches('\n').count() as u64;
    let column = good.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    let wide = first == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff"));
    let what = if wide { "UTF-16, not UTF-8: save it as UTF-8" } else { "not UTF-8" };
    Error::row(&path.display().to_string(), line, column, what)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_than_the_limit_is_read_and_faults_have_a_place() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        std::fs::write(&path, "é\nab\u{e9}").unwrap();
        assert_eq!(text(&path, 7).unwrap(), "é\nabé");
        assert!(text(&path, 6).unwrap_err().to_string().contains("more than 6 bytes"));
        std::fs::write(&path, b"\xc3\xa9\nab\xff").unwrap();
        assert!(text(&path, 100).unwrap_err().to_string().ends_with("a:2:3: not UTF-8"));
        std::fs::write(&path, b"\xff\xfea\0").unwrap();
        assert!(text(&path, 100).unwrap_err().to_string().ends_with("a:1:1: UTF-16, not UTF-8: save it as UTF-8"));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_that_goes_on_for_ever_is_refused_and_one_that_is_empty_is_not() {
        assert!(bytes(Path::new("/dev/zero"), 9).unwrap_err().to_string().contains("is a device"));
        assert_eq!(bytes(Path::new("/dev/null"), 9).unwrap(), b"");
    }
}
