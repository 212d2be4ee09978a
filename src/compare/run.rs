//! A run as its reports tell it: a folder with both CSV files, or JSON Lines.

use crate::bounded::{self, Line, Lines};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::fingerprint::Fingerprint;
use crate::json;
use crate::lexicon::raw::Records;
use csv::StringRecord;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// What a report says of a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What identifies it.
    pub fingerprint: Fingerprint,
    /// The code of its rule.
    pub rule: String,
    /// How bad it is.
    pub severity: Severity,
    /// The words.
    pub matched: String,
}

/// What a report says of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its name.
    pub id: String,
    /// Nothing where it could not be read.
    pub score: Option<f64>,
    /// Its words.
    pub words: usize,
    /// In the order of the text.
    pub findings: Vec<Found>,
}

/// A run.
#[derive(Debug, Clone, PartialEq)]
pub struct Run {
    /// The arithmetic of its scores.
    pub model: String,
    /// In the order of the reports.
    pub documents: Vec<Document>,
}

#[derive(Deserialize)]
struct DocumentRow {
    doc_id: String,
    score: Option<f64>,
    words: Option<usize>,
    model: String,
}

#[derive(Deserialize)]
struct FindingRow {
    doc_id: String,
    rule: String,
    severity: String,
    #[serde(rename = "match")]
    matched: String,
    fingerprint: String,
}

#[derive(Deserialize)]
struct Record {
    doc_id: String,
    score: Option<f64>,
    words: usize,
    model: String,
    findings: Vec<RawFinding>,
}

#[derive(Deserialize)]
struct RawFinding {
    rule: String,
    severity: String,
    #[serde(rename = "match")]
    matched: String,
    fingerprint: String,
}

/// The column or field at fault, and what is wrong with it.
type Fault = (&'static str, String);

impl RawFinding {
    fn read(self) -> std::result::Result<Found, Fault> {
        let severity = Severity::parse(&self.severity);
        let severity = severity.ok_or_else(|| ("severity", format!("`{}` is no severity", self.severity)))?;
        let fingerprint = Fingerprint::parse(&self.fingerprint);
        let fingerprint =
            fingerprint.ok_or_else(|| ("fingerprint", format!("`{}` is no fingerprint", self.fingerprint)))?;
        Ok(Found { fingerprint, rule: self.rule, severity, matched: self.matched })
    }
}

impl Run {
    /// Reads the reports at `path`: a folder that `malaprop score -o` wrote, or a file of `--format jsonl`.
    ///
    /// # Errors
    /// A file that cannot be read, and rows that are none of a report of this version, with their place.
    pub fn read(path: &Path) -> Result<Self> {
        if path.is_dir() { Self::read_folder(path) } else { Self::read_records(path) }
    }

    fn read_folder(folder: &Path) -> Result<Self> {
        let mut run = Self { model: String::new(), documents: Vec::new() };
        let mut number: HashMap<String, usize> = HashMap::new();
        rows(&folder.join("documents.csv"), |row: DocumentRow| {
            number.insert(row.doc_id.clone(), run.documents.len());
            run.model = row.model;
            let words = row.words.unwrap_or(0);
            run.documents.push(Document { id: row.doc_id, score: row.score, words, findings: Vec::new() });
            Ok(())
        })?;
        rows(&folder.join("findings.csv"), |row: FindingRow| {
            let at = *number.get(&row.doc_id).ok_or_else(|| ("doc_id", format!("no document `{}`", row.doc_id)))?;
            let FindingRow { rule, severity, matched, fingerprint, .. } = row;
            run.documents[at].findings.push(RawFinding { rule, severity, matched, fingerprint }.read()?);
            Ok(())
        })?;
        Ok(run)
    }

    fn read_records(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let mut run = Self { model: String::new(), documents: Vec::new() };
        for line in Lines::open(path)? {
            let Line { number, text } = line?;
            let record: Record = serde_json::from_str(&text).map_err(|e| json::fault(&name, number, &text, &e))?;
            run.model = record.model;
            let findings = record.findings.into_iter().map(RawFinding::read).collect::<std::result::Result<_, _>>();
            let findings =
                findings.map_err(|(field, what)| Error::row(&name, number, 1, format!("field `{field}`: {what}")))?;
            run.documents.push(Document { id: record.doc_id, score: record.score, words: record.words, findings });
        }
        Ok(run)
    }
}

/// Hands every row of a report to `take`, whatever dialect it was written in.
fn rows<T: for<'de> Deserialize<'de>>(
    path: &Path,
    mut take: impl FnMut(T) -> std::result::Result<(), Fault>,
) -> Result<()> {
    let text = bounded::text(path, bounded::REPORT)?;
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    let delimiter = if head.contains(';') { b';' } else { b',' };
    let name = path.display().to_string();
    let (mut records, mut record) = (Records::new(&name, text, delimiter), StringRecord::new());
    records.next(&mut record)?;
    let header = record.clone();
    while let Some(raw) = records.next(&mut record)? {
        if record.len() != header.len() {
            return Err(raw.wrong_length(record.len(), header.iter()));
        }
        let fault = |index: Option<usize>, what: String| {
            let named = index.and_then(|index| header.get(index)).map(|column| format!("column `{column}`: "));
            raw.fault(index.unwrap_or(0), named.unwrap_or_default() + &what)
        };
        let row: T = record.deserialize(Some(&header)).map_err(|e| match e.kind() {
            csv::ErrorKind::Deserialize { err, .. } => {
                fault(err.field().and_then(|field| usize::try_from(field).ok()), err.kind().to_string())
            }
            _ => fault(None, e.to_string()),
        })?;
        take(row).map_err(|(column, what)| fault(header.iter().position(|name| name == column), what))?;
    }
    Ok(())
}
