//! `malaprop.toml`: found upwards from the first input, or named on the command line.

use crate::error::{Error, Result};
use crate::score::Thresholds;
use serde::Deserialize;
use std::path::{Path, PathBuf};

/// The names a configuration file may have, best first.
pub const FILE_NAMES: [&str; 3] = ["malaprop.toml", "_malaprop.toml", ".malaprop.toml"];

/// What a configuration file says; anything else in it is an error.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Tables added to the built-in ones; paths are relative to the file.
    pub lexicons: Vec<PathBuf>,
    /// Rules to report: codes, names, families or beginnings of codes. Empty for all.
    pub select: Vec<String>,
    /// Rules to leave out, in the same words.
    pub ignore: Vec<String>,
    /// Where decisions change.
    pub decision: DecisionConfig,
}

/// The table `[decision]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionConfig {
    /// Scores from here on are published.
    pub publish: Option<f64>,
    /// Scores below are rejected.
    pub reject: Option<f64>,
    /// Documents of fewer words are short.
    pub short_words: Option<usize>,
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A file that cannot be read; a fault in it, with line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let mut config: Self = toml::from_str(&text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start.min(text.len()));
            let before = text.get(..at).unwrap_or_default();
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
            Error::row(&path.display().to_string(), line, column, e.message())
        })?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for lexicon in &mut config.lexicons {
            *lexicon = folder.join(&*lexicon);
        }
        let thresholds = config.thresholds();
        for (key, value) in [("publish", thresholds.publish), ("reject", thresholds.reject)] {
            if !(0.0..=100.0).contains(&value) {
                return Err(Error::path(path, format!("decision.{key} is {value}, not from 0 to 100")));
            }
        }
        Ok(config)
    }

    /// The nearest configuration file in the folder of `input` and those above it.
    #[must_use]
    pub fn find(input: &Path) -> Option<PathBuf> {
        let start = std::path::absolute(input).ok()?;
        start.ancestors().flat_map(|folder| FILE_NAMES.map(|name| folder.join(name))).find(|file| file.is_file())
    }

    /// The thresholds it sets, and the usual ones.
    #[must_use]
    pub fn thresholds(&self) -> Thresholds {
        let usual = Thresholds::default();
        Thresholds {
            publish: self.decision.publish.unwrap_or(usual.publish),
            reject: self.decision.reject.unwrap_or(usual.reject),
            short_words: self.decision.short_words.unwrap_or(usual.short_words),
        }
    }
}
