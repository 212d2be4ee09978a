//! Which output a source's documents go to.

use super::dolma;
use crate::error::{Error, Result};
use crate::read::{Listed, Source};
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

/// Where the documents of sources go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// All into one file, or `-` for standard output.
    File(PathBuf),
    /// Each source's into a file of its name in this folder.
    Folder(PathBuf),
    /// Attributes of each source's into a file of its name where dolma looks for those of this experiment.
    Attributes(String),
}

impl Target {
    /// A folder where `path` is one, ends with a slash, or has no ending.
    #[must_use]
    pub fn of(path: &Path) -> Self {
        let slash = path.as_os_str().as_encoded_bytes().last().is_some_and(|&byte| byte == b'/');
        let new = path.extension().is_none() && path.as_os_str() != "-" && !path.exists();
        if path.is_dir() || slash || new { Self::Folder(path.to_owned()) } else { Self::File(path.to_owned()) }
    }

    /// Whether every source has an output of its own.
    #[must_use]
    pub const fn is_each(&self) -> bool {
        !matches!(self, Self::File(_))
    }

    /// The output of the source that was read from `path` and is called `name`.
    ///
    /// # Errors
    /// A source that dolma's layout has no place for.
    pub fn place(&self, path: &Path, name: &Path) -> Result<PathBuf> {
        match self {
            Self::File(path) => Ok(path.clone()),
            Self::Folder(folder) => Ok(folder.join(name)),
            Self::Attributes(experiment) => dolma::mirrored(path, experiment),
        }
    }

    /// Makes sure that no two of `files` have one output. Of those that are doubtful this is told when they are opened.
    ///
    /// # Errors
    /// Two that have; a file that dolma's layout has no place for.
    pub fn parts(&self, files: impl Iterator<Item = Listed>) -> Result<()> {
        let (mut taken, hashes) = (HashSet::new(), RandomState::new());
        for file in files.filter(|file| !file.doubtful) {
            let output = self.place(&file.path, &file.name)?;
            // There may be millions of them.
            if !taken.insert(hashes.hash_one(&output)) {
                return Err(shared(&output, &file.path));
            }
        }
        Ok(())
    }

    /// The file of `source`'s output.
    ///
    /// # Errors
    /// A source that dolma's layout has no place for; an output that would take the place of its input.
    pub(super) fn file(&self, source: &Source) -> Result<PathBuf> {
        if let Self::File(path) = self {
            return Ok(path.clone());
        }
        let input = source.file.as_path();
        let file = self.place(input, &source.name)?;
        if let (Ok(a), Ok(b)) = (std::fs::canonicalize(&file), std::fs::canonicalize(input))
            && a == b
        {
            return Err(Error::path(file, "the output would take the place of its input"));
        }
        Ok(file)
    }
}

/// What is wrong with an `input` whose `output` is another's.
pub(super) fn shared(output: &Path, input: &Path) -> Error {
    let what = "name the folder above them, or rename one";
    Error::path(output, format!("two inputs would be written here, {} is the second: {what}", input.display()))
}

/// The file of reasons beside the file of records that could not be read.
#[must_use]
pub fn reasons_beside(records: &Path) -> PathBuf {
    let mut why = records.to_owned();
    why.as_mut_os_string().push(".why");
    why
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_an_ending_is_a_folder() {
        let is_folder = |name: &str| Target::of(Path::new(name)).is_each();
        assert!(is_folder("no-such") && is_folder("no-such.d/") && is_folder("/tmp"));
        assert!(!is_folder("no-such.jsonl") && !is_folder("-") && !is_folder("/dev/null"));
    }
}
