//! Attributes as dolma keeps them beside its documents: a line for every document, in the same order, in a file of the same name.

use crate::error::{Error, Result};
use crate::run::{Judged, Scored};
use crate::weights::rounded;
use serde_json::{Map, Value, json};
use std::path::{Component, Path, PathBuf};

/// The name of the tagger in the names of attributes.
const TAGGER: &str = "malaprop";

/// The record field that names where a document is from; part of dolma's documents and attributes.
pub const SOURCE_KEY: &str = "source";

/// The line of attributes of one document, with its line end; a document that could not be read has a line without attributes, so
/// that lines stay side by side. Numbers of the whole document span its text; spans count code points.
///
/// `scored.input.fields` begins with the record's [`SOURCE_KEY`].
#[must_use]
pub fn line(scored: &Scored, kept: bool, experiment: &str) -> Vec<u8> {
    let source = scored.input.fields.first().cloned().flatten().unwrap_or_default();
    let attributes = scored.result.as_ref().map(|judged| attributes(judged, kept, experiment)).unwrap_or_default();
    let line = json!({ "id": scored.input.doc_id, "source": source, "attributes": attributes });
    format!("{line}\n").into_bytes()
}

fn attributes(judged: &Judged, kept: bool, experiment: &str) -> Map<String, Value> {
    let length = judged.document.position(judged.document.text().len()).code_point;
    let score = &judged.score;
    let whole = [
        ("score", Some(score.score)),
        ("kept", Some(f64::from(u8::from(kept)))),
        ("words", Some(score.words as f64)),
        ("penalty_per_1000", Some(score.penalty_per_1000)),
        ("critical", Some(score.by_severity[3] as f64)),
        ("major", Some(score.by_severity[2] as f64)),
        ("minor", Some(score.by_severity[1] as f64)),
        ("mt_likeness", judged.reading.mt_likeness.map(rounded)),
        ("fluency_percentile", judged.reading.fluency.map(rounded)),
    ];
    let mut attributes = Map::new();
    for (name, value) in whole {
        if let Some(value) = value {
            attributes.insert(attribute(experiment, name), json!([[0, length, value]]));
        }
    }
    for finding in &judged.findings {
        let at = |byte| judged.document.position(byte).code_point;
        let span = json!([at(finding.span.start), at(finding.span.end), rounded(finding.confidence)]);
        let name = attribute(experiment, finding.rule.name);
        if let Value::Array(spans) = attributes.entry(name).or_insert_with(|| Value::Array(Vec::new())) {
            spans.push(span);
        }
    }
    attributes
}

/// `name`, where it can be that of an experiment: it is a folder's too.
///
/// # Errors
/// What is wrong with it.
pub fn experiment(name: &str) -> std::result::Result<String, String> {
    let one_folder =
        matches!(Path::new(name).components().collect::<Vec<_>>()[..], [Component::Normal(only)] if only == name);
    match one_folder && !name.contains(['\\', ':']) && !name.contains(char::is_control) {
        true => Ok(name.to_owned()),
        false => Err("no name that a folder may have".to_owned()),
    }
}

fn attribute(experiment: &str, name: &str) -> String {
    format!("{}__{TAGGER}__{}", variable(experiment), variable(name))
}

/// Letters, digits and low lines, as dolma wants them.
fn variable(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// Where the attributes of the documents in `path` are: under `attributes/<experiment>` instead of `documents`.
///
/// # Errors
/// A path without a folder `documents`.
pub fn mirrored(path: &Path, experiment: &str) -> Result<PathBuf> {
    let parts: Vec<Component<'_>> = path.components().collect();
    let Some(at) = parts.iter().rposition(|part| part.as_os_str() == "documents") else {
        let what = "not under a folder `documents`, which attributes could lie beside: name a folder for them with -o";
        return Err(Error::usage(format!("{}: {what}", path.display())));
    };
    let folder: PathBuf = parts[..at].iter().collect();
    Ok(folder.join("attributes").join(experiment).join(parts[at + 1..].iter().collect::<PathBuf>()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Input;
    use crate::run::Engine;

    #[test]
    fn attributes_span_code_points_under_dolmas_names() {
        let engine = Engine::builtin().unwrap();
        let text = "Café guests were received by Steve Witcoof at noon.";
        let line = line(&engine.judge(0, Input::new("a", text)), true, "run-1");
        let line: Value = serde_json::from_slice(&line).unwrap();
        let attributes = &line["attributes"];
        assert_eq!(attributes["run_1__malaprop__kept"], json!([[0, text.chars().count(), 1.0]]));
        let span = &attributes["run_1__malaprop__garbled_name"][0];
        let letters: Vec<char> = text.chars().collect();
        let at = |i: usize| span[i].as_u64().unwrap() as usize;
        assert_eq!(letters[at(0)..at(1)].iter().collect::<String>(), "Steve Witcoof");
        assert_eq!((line["id"].as_str(), line["source"].as_str()), (Some("a"), Some("")));
    }

    #[test]
    fn an_experiment_is_one_folder() {
        for name in ["", ".", "..", "../..", "a/b", "/a", "a/", "./a", "a\\b", "c:", "a\nb"] {
            assert!(experiment(name).is_err(), "{name:?}");
        }
        for name in ["malaprop", "run-1", "2026.11", "..a", "Größe"] {
            assert_eq!(experiment(name).as_deref(), Ok(name));
        }
    }

    #[test]
    fn attributes_lie_beside_documents() {
        let of = |path: &str| mirrored(Path::new(path), "malaprop").map(|p| p.display().to_string());
        assert_eq!(of("/d/wiki/documents/2019/a.jsonl.gz").unwrap(), "/d/wiki/attributes/malaprop/2019/a.jsonl.gz");
        assert_eq!(of("documents/a.jsonl").unwrap(), "attributes/malaprop/a.jsonl");
        assert!(of("/d/wiki/a.jsonl").is_err());
    }
}
