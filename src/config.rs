//! `malaprop.toml`: found upwards from the first input, or named on the command line.

mod style;

use crate::bounded;
use crate::detect;
use crate::error::{Error, Result};
use crate::lexicon::style::Choice;
use crate::review::{suppressions, variants};
use crate::score::Thresholds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use toml::de::{DeTable, DeValue};

/// The names a configuration file may have, best first.
pub const FILE_NAMES: [&str; 3] = ["malaprop.toml", "_malaprop.toml", ".malaprop.toml"];

/// What a configuration file says; anything else in it is an error.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[schemars(title = "malaprop.toml")]
pub struct Config {
    /// Tables added to the built-in ones; paths are relative to the file.
    pub lexicons: Vec<PathBuf>,
    /// A model of English to use instead of the built-in one, relative to the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model: Option<PathBuf>,
    /// The file of findings that were rejected, relative to the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suppressions: Option<PathBuf>,
    /// Rules to report: codes, names, families or beginnings of codes. Empty for all.
    pub select: Vec<String>,
    /// Rules to leave out, in the same words.
    pub ignore: Vec<String>,
    /// Where decisions change.
    pub decision: DecisionConfig,
    /// Which spellings the house writes.
    style: Vec<style::Written>,
    /// The file that says so and its text, for messages.
    #[serde(skip)]
    source: Option<Arc<(String, String)>>,
}

/// The table `[decision]`.
#[derive(Debug, Clone, Default, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DecisionConfig {
    /// Scores from here on are published.
    #[serde(deserialize_with = "score", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub publish: Option<f64>,
    /// Documents whose whole interval is below are rejected.
    #[serde(deserialize_with = "score", skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 100))]
    pub reject: Option<f64>,
    /// Documents of fewer words are short.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub short_words: Option<usize>,
}

fn score<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Option<f64>, D::Error> {
    match f64::deserialize(from)? {
        value if (0.0..=100.0).contains(&value) => Ok(Some(value)),
        value => Err(serde::de::Error::custom(format!("{value} is not from 0 to 100"))),
    }
}

/// Whether `word` means any rule: by code, name, family or the beginning of a code.
///
/// # Errors
/// What to say of one that does not.
pub(crate) fn known_rule(word: &str) -> std::result::Result<(), String> {
    match detect::all().any(|detector| detector.rule().is_meant_by(word)) {
        true => Ok(()),
        false => Err(format!("no rule is meant by `{word}`; `malaprop rules` lists them")),
    }
}

impl Config {
    /// Reads the file at `path`.
    ///
    /// # Errors
    /// A file that cannot be read; a fault in it, with line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let (name, text) = (path.display().to_string(), bounded::text(path, bounded::SETTINGS)?);
        let mut config = Self::parse(&name, &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let lexicons =
            config.lexicons.iter_mut().enumerate().map(|(number, file)| (format!("lexicons.{number}"), file));
        let model = config.model.iter_mut().map(|file| ("model".to_owned(), file));
        let suppressions = config.suppressions.iter_mut().map(|file| ("suppressions".to_owned(), file));
        for (key, file) in lexicons.chain(model).chain(suppressions) {
            *file = folder.join(&*file);
            let fault = |what: &dyn std::fmt::Display| fault(&name, &text, &key, format!("{} {what}", file.display()));
            match std::fs::metadata(&*file) {
                // A configuration may come with a folder of strangers: a device or a pipe in it would be read for ever.
                Ok(there) if !there.is_file() && !there.is_dir() => {
                    return Err(fault(&"is neither a file nor a folder"));
                }
                // Suppressions may be none yet: `malaprop learn` writes the first.
                Err(e) if key != "suppressions" => return Err(fault(&format!("cannot be read: {e}"))),
                _ => {}
            }
        }
        Ok(config)
    }

    /// Reads `text`, which messages call `file`; paths stay as they are.
    ///
    /// # Errors
    /// A fault in it, with line and column.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let mut config: Self = toml::from_str(text).map_err(|e| {
            let (line, column) = place(text, e.span().map_or(0, |s| s.start));
            Error::row(file, line, column, e.message())
        })?;
        for (key, words) in [("select", &config.select), ("ignore", &config.ignore)] {
            for (number, word) in words.iter().enumerate() {
                known_rule(word).map_err(|what| fault(file, text, &format!("{key}.{number}"), what))?;
            }
        }
        config.source = Some(Arc::new((file.to_owned(), text.to_owned())));
        config.style()?;
        Ok(config)
    }

    /// Which spellings the house writes.
    ///
    /// # Errors
    /// A table that says nothing, or two that contradict each other.
    pub fn style(&self) -> Result<Vec<Choice>> {
        style::read(&self.style).map_err(|(key, what)| self.fault(&key, what))
    }

    /// What is wrong with the value of `key`, such as `style.1.write`, with its place where the configuration is a file's.
    pub(crate) fn fault(&self, key: &str, what: String) -> Error {
        match self.source.as_deref() {
            Some((file, text)) => fault(file, text, key, what),
            None => Error::usage(what),
        }
    }

    /// The nearest configuration file in the folder of `input` and those above it.
    #[must_use]
    pub fn find(input: &Path) -> Option<PathBuf> {
        find_upwards(input, &FILE_NAMES)
    }

    /// Adds what reviews left in the folder of the configuration `file`, or where there is none in the nearest one from `input`
    /// or else from the current folder upwards: the suppressions, unless it names others, and the accepted spellings.
    pub fn add_reviews(&mut self, file: Option<&Path>, input: &Path) {
        let beside = |name: &str| match file {
            Some(file) => Some(file.with_file_name(name)).filter(|f| f.is_file()),
            None => find_upwards(input, &[name]).or_else(|| find_upwards(Path::new("."), &[name])),
        };
        if self.suppressions.is_none() {
            self.suppressions = beside(suppressions::FILE_NAME);
        }
        if let Some(table) = beside(variants::FILE_NAME)
            && !self.lexicons.contains(&table)
        {
            self.lexicons.push(table);
        }
    }

    /// The same with everything said that it leaves to the usual, and paths that hold everywhere: as TOML, which reads back the
    /// same.
    ///
    /// # Errors
    /// A path that is no text.
    pub fn dump(&self) -> Result<String> {
        let mut full = self.clone();
        for file in full.lexicons.iter_mut().chain(&mut full.model).chain(&mut full.suppressions) {
            *file = std::path::absolute(&*file).map_err(|e| Error::io(&*file, e))?;
        }
        full.to_toml()
    }

    /// The same with everything said that it leaves to the usual, and paths as they are: as TOML.
    ///
    /// # Errors
    /// A path that is no text.
    pub fn to_toml(&self) -> Result<String> {
        let usual = self.thresholds();
        let decision = DecisionConfig {
            publish: Some(usual.publish),
            reject: Some(usual.reject),
            short_words: Some(usual.short_words),
        };
        let style = self.style()?.iter().map(style::Written::from).collect();
        let full = Self { decision, style, ..self.clone() };
        toml::to_string(&full).map_err(|e| Error::usage(format!("the configuration cannot be written: {e}")))
    }

    /// The JSON schema of a configuration file.
    #[must_use]
    pub fn schema() -> serde_json::Value {
        schemars::schema_for!(Self).to_value()
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

/// What is wrong with the value that `key`, such as `style.1.write`, leads to in the configuration `text`, or as far as it leads.
fn fault(file: &str, text: &str, key: &str, what: String) -> Error {
    let table = DeTable::parse(text).ok();
    let mut steps = key.split('.');
    let first = table.as_ref().and_then(|table| table.get_ref().get(steps.next()?));
    let last = first.map(|mut value| {
        for step in steps {
            let next = match value.get_ref() {
                DeValue::Array(values) => step.parse().ok().and_then(|number: usize| values.get(number)),
                DeValue::Table(table) => table.get(step),
                _ => None,
            };
            let Some(next) = next else { break };
            value = next;
        }
        value.span().start
    });
    let (line, column) = place(text, last.unwrap_or(0));
    Error::row(file, line, column, what)
}

/// Line and column of the byte `at`.
fn place(text: &str, at: usize) -> (u64, u64) {
    let before = text.get(..at.min(text.len())).unwrap_or_default();
    let line = before.matches('\n').count() as u64 + 1;
    (line, before.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1)
}

/// The nearest file of one of these names in the folder of `input` and those above it.
fn find_upwards(input: &Path, names: &[&str]) -> Option<PathBuf> {
    let start = std::path::absolute(input).ok()?;
    start.ancestors().flat_map(|folder| names.iter().map(|name| folder.join(name))).find(|file| file.is_file())
}
