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
}

impl Receipt {
    /// The receipt of the output `path`, if it is there with its output, of these settings and inputs.
    #[must_use]
    pub fn find(path: &Path, settings: &str, inputs: Stamp) -> Option<Self> {
        let text = std::fs::read_to_string(place(path)?).ok()?;
        let receipt: Self = serde_json::from_str(&text).ok()?;
        let valid = receipt.settings == settings && receipt.inputs == inputs && path.is_file();
        valid.then_some(receipt)
    }

    /// Writes the receipt of the output `path`, which is finished.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&self, path: &Path) -> Result<()> {
        let Some(path) = place(path) else { return Ok(()) };
        let mut to = Place::open(&path)?;
        let text = serde_json::to_vec(self).map_err(|e| Error::io(&path, e.into()))?;
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
