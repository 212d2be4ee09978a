//! What tells that a file is still the one that was read.

use serde::{Deserialize, Serialize};
use std::fs::{File, Metadata};
use std::path::Path;
use std::time::UNIX_EPOCH;

/// What is known of inputs without reading them: how many they are, their bytes, and when the youngest was changed, in
/// nanoseconds since 1970.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    files: u64,
    bytes: u64,
    changed: u64,
}

impl Stamp {
    /// The stamp of one file; nothing where it cannot be had.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        Self::known(&std::fs::metadata(path).ok()?)
    }

    fn known(metadata: &Metadata) -> Option<Self> {
        let changed = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self { files: 1, bytes: metadata.len(), changed: u64::try_from(changed.as_nanos()).ok()? })
    }

    /// The stamp of both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            files: self.files + other.files,
            bytes: self.bytes + other.bytes,
            changed: self.changed.max(other.changed),
        }
    }
}

/// A file while it is read. What is written to it meanwhile is neither the old content nor the new one; a file that takes its
/// name does no harm.
#[derive(Debug)]
pub(super) struct Witness {
    file: File,
    stamp: Stamp,
}

/// What is said of a file that does not stay the same.
pub(super) const CHANGED: &str = "was changed while it was read";

impl Witness {
    /// Watches `file`; nothing where it is a pipe or a device, which end when they end.
    pub(super) fn of(file: &File) -> Option<Self> {
        let metadata = file.metadata().ok().filter(Metadata::is_file)?;
        Some(Self { file: file.try_clone().ok()?, stamp: Stamp::known(&metadata)? })
    }

    /// How the file was when it was opened.
    pub(super) const fn stamp(&self) -> Stamp {
        self.stamp
    }

    /// Whether it is another by now.
    pub(super) fn is_changed(&self) -> bool {
        self.file.metadata().ok().and_then(|metadata| Stamp::known(&metadata)) != Some(self.stamp)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    #[test]
    fn a_file_that_grows_is_changed_and_one_that_is_replaced_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.txt");
        std::fs::write(&path, b"one").unwrap();
        let witness = Witness::of(&File::open(&path).unwrap()).unwrap();
        assert!(!witness.is_changed() && Stamp::of(&path) == Some(witness.stamp()));
        std::fs::write(folder.path().join("b.txt"), b"other words").unwrap();
        std::fs::rename(folder.path().join("b.txt"), &path).unwrap();
        assert!(!witness.is_changed());
        let witness = Witness::of(&File::open(&path).unwrap()).unwrap();
        File::options().append(true).open(&path).unwrap().write_all(b" and more").unwrap();
        assert!(witness.is_changed());
    }
}
