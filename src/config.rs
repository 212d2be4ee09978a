//! `malaprop.toml`: found upwards from the first input, or named on the command line.

use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::lexicon::style::Choice;
use crate::score::Thresholds;
use crate::text::{Date, Document};
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
    /// Which spellings the house writes.
    #[serde(deserialize_with = "choices")]
    pub style: Vec<Choice>,
}

/// The table `[decision]`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionConfig {
    /// Scores from here on are published.
    pub publish: Option<f64>,
    /// Documents whose whole interval is below are rejected.
    pub reject: Option<f64>,
    /// Documents of fewer words are short.
    pub short_words: Option<usize>,
}

/// One table `[[style]]`.
#[derive(Deserialize)]
#[serde(try_from = "RawStyle")]
struct Style(Choice);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStyle {
    write: String,
    instead_of: Vec<String>,
    #[serde(default)]
    except: Vec<String>,
    from: Option<toml::value::Datetime>,
    severity: Option<String>,
}

impl TryFrom<RawStyle> for Style {
    type Error = String;

    fn try_from(raw: RawStyle) -> std::result::Result<Self, String> {
        let wordless = |text: &&String| Document::new("", text.as_str()).words() == 0;
        if raw.instead_of.is_empty() {
            return Err("`instead_of` is empty".to_owned());
        }
        if let Some(text) = std::iter::once(&raw.write).chain(&raw.instead_of).chain(&raw.except).find(wordless) {
            return Err(format!("no word in `{text}`"));
        }
        if raw.instead_of.contains(&raw.write) {
            return Err(format!("`{}` is both to be written and not", raw.write));
        }
        let holds = |phrase: &str, spelling: &String| phrase.to_lowercase().contains(&spelling.to_lowercase());
        if let Some(phrase) = raw.except.iter().find(|phrase| !raw.instead_of.iter().any(|s| holds(phrase, s))) {
            return Err(format!("`except` has `{phrase}`, which holds no spelling of `instead_of`"));
        }
        let day = |from: toml::value::Datetime| from.date.and_then(|d| Date::new(d.year, d.month, d.day));
        let from = match raw.from {
            Some(from) => Some(day(from).ok_or_else(|| format!("`from` is {from}, no day such as 2019-02-01"))?),
            None => None,
        };
        let severity = raw.severity.as_deref().unwrap_or("minor");
        let severity = Severity::parse(severity)
            .ok_or_else(|| format!("`severity` is `{severity}`, none of neutral, minor, major, critical"))?;
        Ok(Self(Choice { write: raw.write, instead_of: raw.instead_of, except: raw.except, from, severity }))
    }
}

fn choices<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Vec<Choice>, D::Error> {
    Ok(Vec::<Style>::deserialize(from)?.into_iter().map(|style| style.0).collect())
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A file that cannot be read; a fault in it, with line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|e| Error::io(path, e))?;
        let mut config = Self::parse(&path.display().to_string(), &text)?;
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

    /// Reads `text`, which messages call `file`; paths stay as they are.
    ///
    /// # Errors
    /// A fault in it, with line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        toml::from_str(text).map_err(|e| {
            let at = e.span().map_or(0, |s| s.start.min(text.len()));
            let before = text.get(..at).unwrap_or_default();
            let line = before.matches('\n').count() as u64 + 1;
            let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
            Error::row(file, line, column, e.message())
        })
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
