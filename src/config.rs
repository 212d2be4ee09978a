//! `malaprop.toml`: found upwards from the first input, or named on the command line.

use crate::bounded;
use crate::detect;
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::lexicon::style::Choice;
use crate::review::{suppressions, variants};
use crate::score::Thresholds;
use crate::text::{Date, Document};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, Serializer};
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

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
    #[serde(deserialize_with = "choices", serialize_with = "raw_styles")]
    #[schemars(with = "Vec<RawStyle>")]
    pub style: Vec<Choice>,
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

/// One table `[[style]]`.
#[derive(Deserialize)]
#[serde(try_from = "RawStyle")]
struct Style(Choice);

/// One spelling that the house writes.
#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Style")]
struct RawStyle {
    /// The spelling to write.
    write: String,
    /// Those not to write; without them all others that the name tables accept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(length(min = 1))]
    instead_of: Option<Vec<String>>,
    /// Phrases in which one of those stays.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    except: Vec<String>,
    /// Documents of earlier days are left alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    from: Option<toml::value::Datetime>,
    /// Documents of later days are left alone, and those of no known day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    until: Option<toml::value::Datetime>,
    /// How bad another spelling is; minor if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["neutral", "minor", "major", "critical"]))]
    severity: Option<String>,
}

impl From<&Choice> for RawStyle {
    fn from(choice: &Choice) -> Self {
        Self {
            write: choice.write.clone(),
            instead_of: Some(choice.instead_of.clone()).filter(|given| !given.is_empty()),
            except: choice.except.clone(),
            from: choice.from.and_then(|day| day.to_string().parse().ok()),
            until: choice.until.and_then(|day| day.to_string().parse().ok()),
            severity: Some(choice.severity.as_str().to_owned()),
        }
    }
}

fn raw_styles<S: Serializer>(choices: &[Choice], to: S) -> std::result::Result<S::Ok, S::Error> {
    to.collect_seq(choices.iter().map(RawStyle::from))
}

impl TryFrom<RawStyle> for Style {
    type Error = String;

    fn try_from(raw: RawStyle) -> std::result::Result<Self, String> {
        let wordless = |text: &&String| Document::new("", text.as_str()).words() == 0;
        let given = raw.instead_of.is_some();
        let instead_of = raw.instead_of.unwrap_or_default();
        if given && instead_of.is_empty() {
            return Err("`instead_of` is empty".to_owned());
        }
        if let Some(text) = std::iter::once(&raw.write).chain(&instead_of).chain(&raw.except).find(wordless) {
            return Err(format!("no word in `{text}`"));
        }
        if instead_of.contains(&raw.write) {
            return Err(format!("`{}` is both to be written and not", raw.write));
        }
        let holds = |phrase: &str, spelling: &String| phrase.to_lowercase().contains(&spelling.to_lowercase());
        let idle = |phrase: &&String| given && !instead_of.iter().any(|s| holds(phrase, s));
        if let Some(phrase) = raw.except.iter().find(idle) {
            return Err(format!("`except` has `{phrase}`, which holds no spelling of `instead_of`"));
        }
        let day = |from: toml::value::Datetime| from.date.and_then(|d| Date::new(d.year, d.month, d.day));
        let dated = |key: &str, value: Option<toml::value::Datetime>| match value {
            Some(value) => match day(value) {
                Some(day) => Ok(Some(day)),
                None => Err(format!("`{key}` is {value}, no day such as 2019-02-01")),
            },
            None => Ok(None),
        };
        let (from, until) = (dated("from", raw.from)?, dated("until", raw.until)?);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            return Err("`until` is a day before `from`".to_owned());
        }
        let severity = raw.severity.as_deref().unwrap_or("minor");
        let severity = Severity::parse(severity)
            .ok_or_else(|| format!("`severity` is `{severity}`, none of neutral, minor, major, critical"))?;
        Ok(Self(Choice { write: raw.write, instead_of, except: raw.except, from, until, severity }))
    }
}

fn choices<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Vec<Choice>, D::Error> {
    let choices: Vec<Choice> = Vec::<Style>::deserialize(from)?.into_iter().map(|style| style.0).collect();
    let mut to_write: HashMap<&str, &str> = HashMap::new();
    for choice in &choices {
        for spelling in &choice.instead_of {
            let known = *to_write.entry(spelling).or_insert(&choice.write);
            if known != choice.write {
                let what = format!("one table writes `{known}` instead of `{spelling}`, another `{}`", choice.write);
                return Err(serde::de::Error::custom(what));
            }
        }
    }
    if let Some((write, other)) = choices.iter().find_map(|c| to_write.get_key_value(c.write.as_str())) {
        let what = format!("one table writes `{write}`, another `{other}` instead of it");
        return Err(serde::de::Error::custom(what));
    }
    Ok(choices)
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
        let lexicons = config.lexicons.iter_mut().enumerate().map(|(number, file)| ("lexicons", number, file));
        let model = config.model.iter_mut().map(|file| ("model", 0, file));
        let suppressions = config.suppressions.iter_mut().map(|file| ("suppressions", 0, file));
        for (key, number, file) in lexicons.chain(model).chain(suppressions) {
            *file = folder.join(&*file);
            let fault =
                |what: &dyn std::fmt::Display| fault(&name, &text, key, number, format!("{} {what}", file.display()));
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
        let config: Self = toml::from_str(text).map_err(|e| {
            let (line, column) = place(text, e.span().map_or(0, |s| s.start));
            Error::row(file, line, column, e.message())
        })?;
        for (key, words) in [("select", &config.select), ("ignore", &config.ignore)] {
            for (number, word) in words.iter().enumerate() {
                known_rule(word).map_err(|what| fault(file, text, key, number, what))?;
            }
        }
        Ok(config)
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
        let full = Self { decision, ..self.clone() };
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

/// What is wrong with value `number` of `key` in the configuration `text`, which messages call `file`.
fn fault(file: &str, text: &str, key: &str, number: usize, what: String) -> Error {
    let table = DeTable::parse(text).ok();
    let at = table.as_ref().and_then(|table| {
        let value = table.get_ref().get(key)?;
        Some(value.get_ref().as_array().and_then(|values| values.get(number)).unwrap_or(value).span().start)
    });
    let (line, column) = place(text, at.unwrap_or(0));
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
