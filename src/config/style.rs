//! The tables `[[style]]`: which of several right spellings the house writes.

use crate::finding::Severity;
use crate::lexicon::style::Choice;
use crate::text::{Date, Document};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use toml::value::Datetime;

/// One spelling that the house writes.
#[derive(Debug, Clone, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Style")]
pub(super) struct Written {
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
    from: Option<Datetime>,
    /// Documents of later days are left alone, and those of no known day.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>", extend("format" = "date"))]
    until: Option<Datetime>,
    /// How bad another spelling is; minor if nothing is said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("enum" = ["neutral", "minor", "major", "critical"]))]
    severity: Option<String>,
}

impl From<&Choice> for Written {
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

/// The key of a value, and what is wrong with it.
type Fault = (String, String);

impl Written {
    fn choice(&self) -> Result<Choice, Fault> {
        let fault = |key: &str, what: String| Err((key.to_owned(), what));
        let instead_of = self.instead_of.clone().unwrap_or_default();
        if self.instead_of.is_some() && instead_of.is_empty() {
            return fault("instead_of", "`instead_of` is empty".to_owned());
        }
        let numbered = |key: &'static str, values: &[String]| -> Vec<(String, String)> {
            values.iter().enumerate().map(|(number, text)| (format!("{key}.{number}"), text.clone())).collect()
        };
        let (spellings, phrases) = (numbered("instead_of", &instead_of), numbered("except", &self.except));
        let wordless = |text: &str| Document::new("", text).words() == 0;
        let all =
            [("write".to_owned(), self.write.clone())].into_iter().chain(spellings.clone()).chain(phrases.clone());
        if let Some((key, text)) = all.into_iter().find(|(_, text)| wordless(text)) {
            return fault(&key, format!("no word in `{text}`"));
        }
        if let Some((key, _)) = spellings.iter().find(|(_, spelling)| *spelling == self.write) {
            return fault(key, format!("`{}` is both to be written and not", self.write));
        }
        let holds = |phrase: &str, spelling: &String| phrase.to_lowercase().contains(&spelling.to_lowercase());
        let idle = |phrase: &str| !instead_of.is_empty() && !instead_of.iter().any(|s| holds(phrase, s));
        if let Some((key, phrase)) = phrases.iter().find(|(_, phrase)| idle(phrase)) {
            return fault(key, format!("`except` has `{phrase}`, which holds no spelling of `instead_of`"));
        }
        let day = |from: Datetime| from.date.and_then(|d| Date::new(d.year, d.month, d.day));
        let dated = |key: &str, value: Option<Datetime>| match value {
            Some(value) => match day(value) {
                Some(day) => Ok(Some(day)),
                None => Err((key.to_owned(), format!("`{key}` is {value}, no day such as 2019-02-01"))),
            },
            None => Ok(None),
        };
        let (from, until) = (dated("from", self.from)?, dated("until", self.until)?);
        if from.zip(until).is_some_and(|(from, until)| until < from) {
            return fault("until", "`until` is a day before `from`".to_owned());
        }
        let severity = self.severity.as_deref().unwrap_or("minor");
        let Some(severity) = Severity::parse(severity) else {
            let what = format!("`severity` is `{severity}`, none of neutral, minor, major, critical");
            return fault("severity", what);
        };
        let (write, except) = (self.write.clone(), self.except.clone());
        Ok(Choice { write, instead_of, except, from, until, severity })
    }
}

/// The choices that the tables make; or a table's fault, and that two contradict each other, with the key of the value.
pub(super) fn read(tables: &[Written]) -> Result<Vec<Choice>, Fault> {
    let choice = |(number, table): (usize, &Written)| {
        table.choice().map_err(|(key, what)| (format!("style.{number}.{key}"), what))
    };
    let choices: Vec<Choice> = tables.iter().enumerate().map(choice).collect::<Result<_, _>>()?;
    let mut to_write: HashMap<&str, &str> = HashMap::new();
    for (number, choice) in choices.iter().enumerate() {
        for (i, spelling) in choice.instead_of.iter().enumerate() {
            let known = *to_write.entry(spelling).or_insert(&choice.write);
            if known != choice.write {
                let what = format!("one table writes `{known}` instead of `{spelling}`, another `{}`", choice.write);
                return Err((format!("style.{number}.instead_of.{i}"), what));
            }
        }
    }
    for (number, choice) in choices.iter().enumerate() {
        if let Some(other) = to_write.get(choice.write.as_str()) {
            let what = format!("one table writes `{}`, another `{other}` instead of it", choice.write);
            return Err((format!("style.{number}.write"), what));
        }
    }
    Ok(choices)
}
