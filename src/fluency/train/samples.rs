//! Labelled documents in.

use crate::bounded::{Line, Lines};
use crate::error::{Error, Result};
use crate::json;
use serde_json::{Map, Value};
use std::path::Path;

/// A document that is known to be by a person or by a machine.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sample {
    /// The pair of languages, or whatever else is held out as a whole; empty where the data does not say.
    pub pair: String,
    /// What all versions of one source document share.
    pub group: String,
    /// Whether a machine translated it.
    pub machine: bool,
    /// The document's name.
    pub id: String,
    /// The text.
    pub text: String,
}

/// The fields of a record.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The text.
    pub text: String,
    /// What all versions of one source document share.
    pub group: String,
    /// The pair of languages; the record may lack it.
    pub pair: String,
    /// The label, where the file does not decide it.
    pub label: String,
}

/// Labels that mean a person, and those that mean a machine.
const HUMAN: &[&str] = &["human", "reference", "ref"];
const MACHINE: &[&str] = &["mt", "machine"];

/// Reads a file of JSON Lines, packed by gzip where its name ends in `.gz`. All its documents are by machines or all by people
/// where `machine` says so; else each record says it.
///
/// # Errors
/// A file that cannot be read; a broken record, with its line.
pub fn read(path: &Path, machine: Option<bool>, keys: &Keys) -> Result<Vec<Sample>> {
    let name = path.display().to_string();
    let mut samples = Vec::new();
    for line in Lines::open(path)? {
        let Line { number, text } = line?;
        let record: Map<String, Value> =
            serde_json::from_str(&text).map_err(|e| json::fault(&name, number, &text, &e))?;
        let sample = sample(&record, machine, keys, || format!("{name}:{number}"));
        samples.push(sample.map_err(|what| Error::row(&name, number, 1, what))?);
    }
    Ok(samples)
}

fn sample(
    record: &Map<String, Value>,
    machine: Option<bool>,
    keys: &Keys,
    place: impl Fn() -> String,
) -> std::result::Result<Sample, String> {
    let field = |key: &str| match record.get(key) {
        Some(Value::String(text)) => Ok(text.clone()),
        Some(Value::Number(number)) => Ok(number.to_string()),
        Some(_) => Err(format!("field `{key}` is no string")),
        None => Err(format!("field `{key}` is missing")),
    };
    let machine = match machine {
        Some(machine) => machine,
        None => {
            let label = field(&keys.label)?.to_lowercase();
            if !HUMAN.contains(&label.as_str()) && !MACHINE.contains(&label.as_str()) {
                let (human, mt) = (HUMAN.join(", "), MACHINE.join(", "));
                return Err(format!("field `{}` is `{label}`, none of {human}, {mt}", keys.label));
            }
            MACHINE.contains(&label.as_str())
        }
    };
    Ok(Sample {
        pair: field(&keys.pair).unwrap_or_default(),
        group: field(&keys.group)?,
        machine,
        id: field("id").unwrap_or_else(|_| place()),
        text: field(&keys.text)?,
    })
}
