//! Receipts: what was finished, from which inputs and by which settings, so that a later run need not do it again.

use super::account::Account;
use crate::error::{Error, Result};
use crate::read::Stamp;
use crate::report::Place;
use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::{Path, PathBuf};

/// The folder of receipts beside outputs. Readers of data pass hidden folders over.
pub const FOLDER: &str = ".malaprop";

/// The receipt of a finished output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// All that decides what is written.
    pub settings: String,
    /// The inputs.
    pub inputs: Stamp,
    /// What became of their documents.
    pub account: Account,
    /// All files that were written.
    pub outputs: Vec<Written>,
}

/// A file that was written, and its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    path: PathBuf,
    bytes: u64,
}

impl Written {
    /// The file at `path`; nothing where there is none.
    #[must_use]
    pub fn of(path: PathBuf) -> Option<Self> {
        let bytes = bytes(&path)?;
        Some(Self { path, bytes })
    }
}

/// The bytes of the file at `path`; nothing where there is none.
pub(super) fn bytes(path: &Path) -> Option<u64> {
    std::fs::metadata(path).ok().filter(|there| there.is_file()).map(|there| there.len())
}

impl Receipt {
    /// The receipt of the output `path`, if it is of these settings and inputs, and all that was written is there.
    #[must_use]
    pub fn find(path: &Path, settings: &str, inputs: Stamp) -> Option<Self> {
        let text = std::fs::read_to_string(place(path)?).ok()?;
        let receipt: Self = serde_json::from_str(&text).ok()?;
        let there = !receipt.outputs.is_empty()
            && receipt.outputs.iter().all(|output| bytes(&output.path) == Some(output.bytes));
        (there && receipt.settings == settings && receipt.inputs == inputs).then_some(receipt)
    }

    /// Whether some run finished the output `path`.
    #[must_use]
    pub fn is_there(path: &Path) -> bool {
        place(path).is_some_and(|path| path.is_file())
    }

    /// Writes the receipt of the output `path`, which is finished.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&self, path: &Path) -> Result<()> {
        // A path that is no Unicode has no receipt: its input is done again.
        let (Some(path), Ok(text)) = (place(path), serde_json::to_vec(self)) else { return Ok(()) };
        let mut to = Place::open(&path)?;
        to.write_all(&text).map_err(|e| Error::io(&path, e))?;
        to.finish()
    }
}

/// The receipt of `path`: under its name in a hidden folder beside it.
fn place(path: &Path) -> Option<PathBuf> {
    let mut name = path.file_name()?.to_owned();
    name.push(".json");
    Some(path.with_file_name(FOLDER).join(name))
}
