//! The findings of an earlier run, so that a later one reports only what is new.

use crate::bounded;
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::json;
use crate::lexicon::sheet;
use crate::read::FileText;
use crate::text::cell::key;
use serde::Deserialize;
use std::collections::HashMap;
use std::path::Path;

/// How often each document had each finding.
#[derive(Debug, Default)]
pub struct Baseline {
    documents: HashMap<String, HashMap<Fingerprint, usize>>,
}

/// What of one document is known.
#[derive(Debug, Clone, Default)]
pub struct Known(HashMap<Fingerprint, usize>);

#[derive(Deserialize)]
struct Record {
    doc_id: String,
    findings: Vec<FindingRecord>,
}

#[derive(Deserialize)]
struct FindingRecord {
    fingerprint: String,
}

impl Baseline {
    /// Reads a report: a folder with findings.csv, such a file, or JSON Lines.
    ///
    /// # Errors
    /// A file that cannot be read; a fault in it, with file, line and column.
    pub fn read(path: &Path) -> Result<Self> {
        let file = if path.is_dir() { path.join("findings.csv") } else { path.to_owned() };
        let bytes = bounded::bytes(&file, bounded::REPORT)?;
        let text = FileText::decode(&bytes).map_err(|problem| Error::path(&file, problem))?;
        let name = file.display().to_string();
        if text.text().trim_start().starts_with('{') {
            Self::of_json_lines(&name, text.text())
        } else {
            Self::of_csv(&name, text.text())
        }
    }

    fn of_csv(file: &str, text: &str) -> Result<Self> {
        let mut baseline = Self::default();
        for row in sheet::read(file, text, &["doc_id", "fingerprint"])?.rows() {
            baseline.add(row.get("doc_id"), super::verdicts::fingerprint(row)?);
        }
        Ok(baseline)
    }

    fn of_json_lines(file: &str, text: &str) -> Result<Self> {
        let mut baseline = Self::default();
        for (n, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            let record: Record = serde_json::from_str(line).map_err(|e| json::fault(file, n as u64 + 1, line, &e))?;
            for finding in record.findings {
                let fingerprint = Fingerprint::parse(&finding.fingerprint).ok_or_else(|| {
                    Error::row(file, n as u64 + 1, 1, format!("`{}` is no fingerprint", finding.fingerprint))
                })?;
                baseline.add(&record.doc_id, fingerprint);
            }
        }
        Ok(baseline)
    }

    fn add(&mut self, doc_id: &str, fingerprint: Fingerprint) {
        let document = self.documents.entry(plain(doc_id)).or_default();
        *document.entry(fingerprint).or_default() += 1;
    }

    /// What is known of the document.
    #[must_use]
    pub fn of(&self, doc_id: &str) -> Known {
        Known(self.documents.get(&plain(doc_id)).cloned().unwrap_or_default())
    }
}

/// `./a.txt` and `a.txt` are one document, and so are an id and what a table shows of it.
fn plain(doc_id: &str) -> String {
    let shown = key(doc_id);
    shown.strip_prefix("./").unwrap_or(&shown).to_owned()
}

impl Known {
    /// Whether this finding is known; each counts as often as the report had it.
    pub fn take(&mut self, fingerprint: Fingerprint) -> bool {
        match self.0.get_mut(&fingerprint) {
            Some(left) if *left > 0 => {
                *left -= 1;
                true
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_known_as_often_as_the_report_had_it_in_that_document() {
        let csv = "doc_id;fingerprint\r\n./a.txt;00000000000000aa\r\na.txt;00000000000000aa\r\n";
        let json = "{\"doc_id\":\"a.txt\",\"findings\":[{\"fingerprint\":\"00000000000000aa\"},{\"fingerprint\":\"00000000000000aa\"}]}\n";
        let fingerprint = Fingerprint::parse("00000000000000aa").unwrap();
        for baseline in [Baseline::of_csv("f.csv", csv).unwrap(), Baseline::of_json_lines("f.jsonl", json).unwrap()] {
            let mut known = baseline.of("a.txt");
            assert_eq!(
                [known.take(fingerprint), known.take(fingerprint), known.take(fingerprint)],
                [true, true, false]
            );
            assert!(!baseline.of("b.txt").take(fingerprint));
        }
    }
}
