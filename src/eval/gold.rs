//! What people say of documents: JSON Lines, or the tables of MQM annotations that WMT publishes.
//!
//! A JSON Lines record has `text`, and of `id`, `kind` (`human` or `mt`), `pair`, `testset`, `system`, `doc` (what all versions of
//! one document share), `da` and `mqm` (higher is better; the sum of an MQM rating is divided by the words before it is used) what is
//! known. `spans` is the list of all places at fault: `start` and `end` in code points, `label` with the code, name or family of the rule
//! that should find it, or any other word. A record without `spans` says nothing of places; an empty list says that there is no
//! fault.

use super::mqm;
use crate::bounded::{Line, Lines};
use crate::error::{Error, Result};
use crate::json;
use crate::span::Span;
use crate::text::counted;
use serde::Deserialize;
use std::path::Path;

/// A place that people find at fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GoldSpan {
    /// Where, in bytes of the text.
    pub span: Span,
    /// What kind of fault.
    pub label: String,
}

/// The ways in which documents are judged; higher is better in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Judgement {
    /// Direct assessment, standardised for each judge.
    Da,
    /// Minus the MQM penalty for each word.
    Mqm,
}

impl Judgement {
    /// All ways.
    pub const ALL: [Self; 2] = [Self::Da, Self::Mqm];

    /// The field of a record that holds it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Da => "da",
            Self::Mqm => "mqm",
        }
    }
}

/// A labelled document.
#[derive(Debug, Clone, PartialEq)]
pub struct GoldDocument {
    /// Its name.
    pub id: String,
    /// The translation.
    pub text: String,
    /// Whether a machine made it, where that is known.
    pub machine: Option<bool>,
    /// Test set and pair of languages: documents of different ones are never compared.
    pub group: String,
    /// Who made it.
    pub system: String,
    /// What all versions of one document share.
    pub doc: String,
    /// The judgements, in the order of [`Judgement::ALL`]: MQM is the sum, not yet by the word.
    pub judgements: [Option<f64>; 2],
    /// All places at fault; nothing where nobody looked for them.
    pub spans: Option<Vec<GoldSpan>>,
}

#[derive(Deserialize)]
struct Record {
    text: String,
    id: Option<String>,
    kind: Option<String>,
    #[serde(default)]
    pair: String,
    #[serde(default)]
    testset: String,
    #[serde(default)]
    system: String,
    #[serde(default)]
    doc: String,
    da: Option<f64>,
    mqm: Option<f64>,
    spans: Option<Vec<RecordSpan>>,
}

#[derive(Deserialize)]
struct RecordSpan {
    start: usize,
    end: usize,
    #[serde(default)]
    label: String,
}

/// Reads a file of JSON Lines, packed by gzip where its name ends in `.gz`, or a table of MQM annotations where it ends in
/// `.tsv`.
///
/// # Errors
/// A file that cannot be read; a broken record, with its line and column.
pub fn read(path: &Path) -> Result<Vec<GoldDocument>> {
    let (lines, name) = (Lines::open(path)?, path.display().to_string());
    if path.extension().is_some_and(|e| e == "tsv") {
        return mqm::read(&name, lines);
    }
    let mut documents = Vec::new();
    for line in lines {
        let Line { number, text } = line?;
        let record: Record = serde_json::from_str(&text).map_err(|e| json::fault(&name, number, &text, &e))?;
        documents.push(document(record, || format!("{name}:{number}")).map_err(|e| Error::row(&name, number, 1, e))?);
    }
    Ok(documents)
}

fn document(record: Record, place: impl Fn() -> String) -> std::result::Result<GoldDocument, String> {
    let machine = match record.kind.as_deref() {
        None => None,
        Some("human" | "native" | "reference") => Some(false),
        Some("mt" | "machine") => Some(true),
        Some(kind) => return Err(format!("kind `{kind}` is none of human, native, reference, mt, machine")),
    };
    let spans = match record.spans {
        None => None,
        Some(spans) => Some(bytes(&record.text, &spans)?),
    };
    Ok(GoldDocument {
        id: record.id.unwrap_or_else(place),
        machine,
        group: [record.testset, record.pair].join(" ").trim().to_owned(),
        system: record.system,
        doc: record.doc,
        judgements: [record.da, record.mqm],
        spans,
        text: record.text,
    })
}

/// Spans in code points become spans in bytes.
fn bytes(text: &str, spans: &[RecordSpan]) -> std::result::Result<Vec<GoldSpan>, String> {
    let at: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let one = |span: &RecordSpan| match (at.get(span.start), at.get(span.end)) {
        (Some(&start), Some(&end)) if start < end => {
            Ok(GoldSpan { span: Span::new(start, end), label: span.label.clone() })
        }
        _ => {
            let length = counted(at.len() - 1, "code point");
            Err(format!("no place from {} to {} in a text of {length}", span.start, span.end))
        }
    };
    spans.iter().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(json: &str) -> std::result::Result<GoldDocument, String> {
        document(serde_json::from_str(json).map_err(|e| e.to_string())?, || "f:1".to_owned())
    }

    #[test]
    fn spans_count_code_points_and_must_lie_in_the_text() {
        let read = parse(r#"{"text":"é Ruthte","kind":"mt","spans":[{"start":2,"end":8,"label":"name"}]}"#).unwrap();
        assert_eq!(read.spans.unwrap()[0].span.of(&read.text), "Ruthte");
        assert_eq!((read.machine, read.id.as_str()), (Some(true), "f:1"));
        assert!(
            parse(r#"{"text":"x","spans":[{"start":0,"end":2}]}"#).unwrap_err().ends_with("a text of 1 code point")
        );
        assert!(parse(r#"{"text":"x","kind":"robot"}"#).unwrap_err().contains("robot"));
    }
}
