//! `documents.csv` and `findings.csv`: RFC 4180, safe to open in a spreadsheet.

use super::excerpt::excerpt;
use super::jsonl::SCHEMA_VERSION;
use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::fingerprint;
use crate::fractions;
use crate::lexicon::table::{guarded, is_formula};
use crate::read::{Input, Place as FilePlace};
use crate::report::Place;
use crate::rule::Family;
use crate::run::{Judged, Scored};
use crate::weights::{DECIMALS, MODEL};
use std::collections::HashMap;
use std::path::Path;

/// How cells are parted and lines are ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Dialect {
    /// Comma, CR LF.
    #[default]
    Rfc4180,
    /// The same with a byte order mark, which Excel needs to read UTF-8.
    Excel,
    /// Semicolons, for Excel where the comma is the decimal mark.
    ExcelSemicolon,
    /// Comma, LF.
    Unix,
}

/// How the files are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Options {
    /// How cells are parted and lines are ended.
    pub dialect: Dialect,
    /// Whether text that a spreadsheet would take for a formula gets an apostrophe in front.
    pub guard: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { dialect: Dialect::Rfc4180, guard: true }
    }
}

const DOCUMENT_COLUMNS: &[&str] = &[
    "schema_version",
    "doc_id",
    "path",
    "status",
    "decision",
    "score",
    "penalty_per_1000",
    "words",
    "critical",
    "major",
    "minor",
    "neutral",
    "top_issue",
    "language",
    "short_doc",
];
const DOCUMENT_COLUMNS_ADDED: &[&str] = &["apt", "counted_words", "mqm_raw", "model", "encoding", "problem"];
/// Behind the penalties of the families; `fluency_percentile`, because `fluency` is the column of that family's count.
const DOCUMENT_COLUMNS_OF_READING: &[&str] = &["mt_likeness", "fluency_percentile"];
/// Behind the losses of the families.
const DOCUMENT_COLUMNS_OF_INTERVAL: &[&str] =
    &["loss_wording", "different_words", "points_low", "points_high", "score_low", "score_high"];
const FINDING_COLUMNS: &[&str] = &[
    "finding_id",
    "doc_id",
    "rule",
    "name",
    "family",
    "category",
    "severity",
    "confidence",
    "match",
    "suggestion",
    "entity",
    "evidence",
    "excerpt",
    "line",
    "column",
    "start",
    "end",
    "occurrences",
    "verdict",
    "note",
    "penalty",
    "fingerprint",
    "source_line",
    "source_column",
    "source_byte_start",
    "source_byte_end",
];

/// The two files while they are written.
#[derive(Debug)]
pub struct Writer {
    documents: csv::Writer<Place>,
    findings: csv::Writer<Place>,
    guard: bool,
}

impl Writer {
    /// Starts both files in `folder`.
    ///
    /// # Errors
    /// A folder or file that cannot be made.
    pub fn create(folder: &Path, options: Options) -> Result<Self> {
        let families = Family::ALL.map(|f| f.as_str().to_owned());
        let penalties = Family::ALL.map(|f| format!("penalty_{}", f.as_str()));
        let losses = Family::ALL.map(|f| format!("loss_{}", f.as_str()));
        let owned = |columns: &[&str]| columns.iter().map(|&c| c.to_owned()).collect::<Vec<String>>();
        let document_columns = [
            owned(DOCUMENT_COLUMNS),
            families.to_vec(),
            owned(DOCUMENT_COLUMNS_ADDED),
            penalties.to_vec(),
            owned(DOCUMENT_COLUMNS_OF_READING),
            owned(&fraction_columns()),
            losses.to_vec(),
            owned(DOCUMENT_COLUMNS_OF_INTERVAL),
        ]
        .concat();
        let mut writer = Self {
            documents: start(&folder.join("documents.csv"), options.dialect)?,
            findings: start(&folder.join("findings.csv"), options.dialect)?,
            guard: options.guard,
        };
        put(&mut writer.documents, &document_columns)?;
        put(&mut writer.findings, &owned(FINDING_COLUMNS))?;
        Ok(writer)
    }

    /// Adds one document and its findings.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&mut self, scored: &Scored) -> Result<()> {
        let row = self.document_row(scored);
        put(&mut self.documents, &row)?;
        let Some(judged) = &scored.result else { return Ok(()) };
        let mut seen: HashMap<String, usize> = HashMap::new();
        for i in 0..judged.findings.len() {
            let fingerprint = judged.fingerprint(i).to_string();
            let id = row_id(&scored.input.doc_id, &fingerprint, &mut seen);
            let row = self.finding_row(&scored.input, judged, i, id, fingerprint);
            put(&mut self.findings, &row)?;
        }
        Ok(())
    }

    /// Everything is written: both files get their names, or neither does.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(self) -> Result<()> {
        let documents = self.documents.into_inner().map_err(|e| Error::io("documents.csv", e.into_error()))?;
        let findings = self.findings.into_inner().map_err(|e| Error::io("findings.csv", e.into_error()))?;
        findings.finish()?;
        documents.finish()
    }

    fn text(&self, cell: &str) -> String {
        let folded = cell.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
        if self.guard && is_formula(cell) { format!("'{folded}") } else { folded }
    }

    /// An identifier of hexadecimal digits, of which one in 700 looks like a number that a spreadsheet would round.
    fn id(&self, cell: String) -> String {
        if self.guard { guarded(&cell) } else { cell }
    }

    fn document_row(&self, scored: &Scored) -> Vec<String> {
        let input = &scored.input;
        let judged = scored.result.as_ref();
        let score = judged.map(|j| &j.score);
        let figure = |value: Option<f64>| value.map_or(String::new(), decimal);
        let count = |value: Option<usize>| value.map_or(String::new(), |n| n.to_string());
        let severity = |i: usize| count(score.map(|s| s.by_severity[i]));
        let top = judged.and_then(|j| j.score.top.map(|t| format!("{}: {}", j.findings[t].rule.name, j.matched(t))));
        let mut row = vec![
            SCHEMA_VERSION.to_string(),
            self.text(&input.doc_id),
            self.text(&input.path),
            input.status.as_str().to_owned(),
            score.map_or("", |s| s.decision.as_str()).to_owned(),
            figure(score.map(|s| s.score)),
            figure(score.map(|s| s.penalty_per_1000)),
            count(score.map(|s| s.words)),
            severity(3),
            severity(2),
            severity(1),
            severity(0),
            self.text(&top.map_or(String::new(), |t| t.chars().take(80).collect())),
            judged.and_then(|j| j.document.language()).map_or("", |l| l.code).to_owned(),
            score.map_or(String::new(), |s| s.short.to_string()),
        ];
        row.extend((0..Family::ALL.len()).map(|i| count(score.map(|s| s.by_family[i]))));
        row.extend([
            figure(score.map(|s| s.apt)),
            count(score.map(|s| s.counted_words)),
            figure(score.map(|s| s.mqm_raw)),
            MODEL.to_owned(),
            self.text(input.encoding.as_deref().unwrap_or_default()),
            self.text(input.problem.as_deref().unwrap_or_default()),
        ]);
        row.extend((0..Family::ALL.len()).map(|i| figure(score.map(|s| s.points_by_family[i]))));
        row.push(figure(judged.and_then(|j| j.reading.mt_likeness)));
        row.push(figure(judged.and_then(|j| j.reading.fluency)));
        row.extend(fraction_cells(judged));
        row.extend((0..Family::ALL.len()).map(|i| figure(score.map(|s| s.loss_by_family[i]))));
        row.push(figure(score.map(|s| s.loss_of_wording)));
        row.push(count(score.map(|s| s.different_words)));
        row.push(figure(score.map(|s| s.points_interval.0)));
        row.push(figure(score.map(|s| s.points_interval.1)));
        row.push(figure(score.map(|s| s.interval.0)));
        row.push(figure(score.map(|s| s.interval.1)));
        row
    }

    fn finding_row(&self, input: &Input, judged: &Judged, i: usize, id: String, fingerprint: String) -> Vec<String> {
        let finding: &Finding = &judged.findings[i];
        let (start, end) = (judged.document.position(finding.span.start), judged.document.position(finding.span.end));
        let matched: String = judged.matched(i).chars().take(LONGEST_MATCH).collect();
        let place = input.place(&judged.document, finding.span);
        let of_place = |part: fn(FilePlace) -> usize| place.map(part).map_or(String::new(), |n| n.to_string());
        vec![
            self.id(id),
            self.text(&input.doc_id),
            finding.rule.code.to_owned(),
            finding.rule.name.to_owned(),
            finding.rule.family.as_str().to_owned(),
            finding.rule.category.to_owned(),
            finding.severity.as_str().to_owned(),
            decimal(finding.confidence),
            self.text(&matched),
            self.text(finding.suggestion.as_deref().unwrap_or_default()),
            self.text(finding.evidence.entity.as_ref().map_or("", |e| &e.name)),
            self.text(&finding.evidence.text),
            self.text(&excerpt(judged.document.text(), finding.span)),
            start.line.to_string(),
            start.column.to_string(),
            start.code_point.to_string(),
            end.code_point.to_string(),
            judged.score.occurrences[i].to_string(),
            String::new(),
            String::new(),
            decimal(judged.score.points[i]),
            self.id(fingerprint),
            of_place(|p| p.line),
            of_place(|p| p.column),
            of_place(|p| p.bytes.start),
            of_place(|p| p.bytes.end),
        ]
    }
}

/// The filters' figures, the first of them that would drop the document, and the share in another language.
fn fraction_columns() -> Vec<&'static str> {
    fractions::ALL.iter().map(|f| f.name).chain(["filter_reason", "foreign_share"]).collect()
}

fn fraction_cells(judged: Option<&Judged>) -> Vec<String> {
    let Some(judged) = judged else { return vec![String::new(); fraction_columns().len()] };
    let figures = judged.fractions.named().map(|(_, figure)| format!("{figure:.*}", fractions::DECIMALS));
    let foreign = format!("{:.*}", fractions::DECIMALS, judged.foreign_share);
    figures.chain([judged.fractions.reason().unwrap_or_default().to_owned(), foreign]).collect()
}

/// A match is cut after so many code points; `start` and `end` tell the whole. A spreadsheet's cell holds 32,767.
const LONGEST_MATCH: usize = 1000;

fn start(path: &Path, dialect: Dialect) -> Result<csv::Writer<Place>> {
    let mut place = Place::open(path)?;
    if matches!(dialect, Dialect::Excel | Dialect::ExcelSemicolon) {
        std::io::Write::write_all(&mut place, "\u{feff}".as_bytes()).map_err(|e| Error::io(path, e))?;
    }
    let end = if dialect == Dialect::Unix { csv::Terminator::Any(b'\n') } else { csv::Terminator::CRLF };
    let delimiter = if dialect == Dialect::ExcelSemicolon { b';' } else { b',' };
    Ok(csv::WriterBuilder::new().terminator(end).delimiter(delimiter).from_writer(place))
}

fn put(writer: &mut csv::Writer<Place>, row: &[String]) -> Result<()> {
    writer.write_record(row).map_err(|e| {
        let name = writer.get_ref().name();
        match e.into_kind() {
            csv::ErrorKind::Io(e) => Error::io(name, e),
            other => Error::path(name, format!("{other:?}")),
        }
    })
}

fn decimal(figure: f64) -> String {
    format!("{figure:.*}", DECIMALS.unsigned_abs() as usize)
}

/// A name for the row: the document and the fingerprint, and a count where a document has one fingerprint more than once.
fn row_id(doc_id: &str, fingerprint: &str, seen: &mut HashMap<String, usize>) -> String {
    let count = seen.entry(fingerprint.to_owned()).or_insert(0);
    *count += 1;
    let hash = fingerprint::hash([doc_id, fingerprint]);
    if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") }
}
