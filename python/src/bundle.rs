//! A configuration with every file it names in one folder, so that it means the same on another machine.

use malaprop::config::Config;
use malaprop::error::{Error, Result};
use malaprop::lexicon::tables_in;
use std::path::{Path, PathBuf};

/// The configuration's name in the folder.
const CONFIG: &str = "malaprop.toml";

/// A phrase table that takes a built-in one's place is known by so many last names of its path; see `Lexicon::load`.
const TELLING_NAMES: usize = 4;

/// Copies what `config` names into `folder`, which is there and empty, and writes it there with paths in that folder.
pub(crate) fn write(mut config: Config, folder: &Path) -> Result<()> {
    let mut tables = Vec::new();
    for path in &config.lexicons {
        tables.extend(tables_in(path)?);
    }
    let copied = tables.iter().enumerate().map(|(i, file)| copy(file, folder, &i.to_string()));
    config.lexicons = copied.collect::<Result<_>>()?;
    for (file, place) in [(&mut config.model, "model"), (&mut config.suppressions, "suppressions")] {
        if let Some(file) = file {
            *file = copy(file, folder, place)?;
        }
    }
    let file = folder.join(CONFIG);
    std::fs::write(&file, config.to_toml()?).map_err(|e| Error::io(file, e))
}

/// Copies `file` into the folder `place` of `folder`; where it is then, in `folder`.
fn copy(file: &Path, folder: &Path, place: &str) -> Result<PathBuf> {
    let real = file.canonicalize().map_err(|e| Error::io(file, e))?;
    let names: Vec<_> = real.iter().collect();
    let telling = &names[names.len().saturating_sub(TELLING_NAMES).max(1)..];
    let inside: PathBuf = std::iter::once(Path::new(place)).chain(telling.iter().map(Path::new)).collect();
    let target = folder.join(&inside);
    if let Some(parent) = target.parent() {
        std::fs::create_dir_all(parent).map_err(|e| Error::io(parent, e))?;
    }
    std::fs::copy(&real, &target).map_err(|e| Error::io(&target, e))?;
    Ok(inside)
}
