//! The columns of the findings, and the name each finding has.

use super::{Cell, Heading};
use crate::finding::{Finding, Verdict};
use crate::fingerprint;
use crate::read::Place;
use crate::report::excerpt::excerpt;
use crate::run::{Judged, Scored};
use crate::text::Position;
use crate::weights::DECIMALS;
use std::borrow::Cow;
use std::collections::HashMap;

/// A finding with everything its cells are made of.
#[derive(Debug)]
pub(in crate::report) struct FindingRow<'a> {
    pub(in crate::report) id: String,
    fingerprint: String,
    pub(in crate::report) start: Position,
    pub(in crate::report) end: Position,
    /// In the file.
    place: Option<Place>,
    doc_id: &'a str,
    judged: &'a Judged,
    number: usize,
}

impl FindingRow<'_> {
    pub(in crate::report) fn finding(&self) -> &Finding {
        &self.judged.findings[self.number]
    }

    /// In the order of [`FINDING_COLUMNS`].
    pub(in crate::report) fn cells(&self) -> Vec<Cell> {
        FINDING_COLUMNS.iter().map(|column| (column.cell)(self)).collect()
    }
}

/// A column, and where its cells come from.
#[derive(Debug)]
pub(in crate::report) struct Column {
    pub(in crate::report) heading: Heading,
    cell: fn(&FindingRow<'_>) -> Cell,
}

const fn column(name: &'static str, width: u8, cell: fn(&FindingRow<'_>) -> Cell) -> Column {
    Column { heading: Heading { name: Cow::Borrowed(name), width }, cell }
}

/// The columns up to `doc_id` stay in sight in a workbook.
pub(in crate::report) const FINDING_KEYS: u16 = 2;

/// All columns of the findings, in order.
pub(in crate::report) static FINDING_COLUMNS: [Column; 26] = [
    column("finding_id", 20, |row| Cell::Text(row.id.clone())),
    column("doc_id", 30, |row| Cell::Key(row.doc_id.to_owned())),
    column("rule", 8, |row| Cell::Word(row.finding().rule.code)),
    column("name", 28, |row| Cell::Word(row.finding().rule.name)),
    column("family", 11, |row| Cell::Word(row.finding().rule.family.as_str())),
    column("category", 34, |row| Cell::Word(row.finding().rule.category)),
    column("severity", 9, |row| Cell::Word(row.finding().severity.as_str())),
    column("confidence", 10, |row| figure(row.finding().confidence)),
    column("match", 28, |row| Cell::Text(row.judged.matched(row.number).chars().take(LONGEST_MATCH).collect())),
    column("suggestion", 28, |row| Cell::Text(row.finding().suggestion.clone().unwrap_or_default())),
    column("entity", 22, |row| {
        Cell::Text(row.finding().evidence.entity.as_ref().map_or(String::new(), |e| e.name.clone()))
    }),
    column("evidence", 50, |row| Cell::Text(row.finding().evidence.text.clone())),
    column("excerpt", 60, |row| Cell::Text(excerpt(row.judged.document.text(), row.finding().span))),
    column("line", 7, |row| Cell::Count(row.start.line)),
    column("column", 8, |row| Cell::Count(row.start.column)),
    column("start", 8, |row| Cell::Count(row.start.code_point)),
    column("end", 8, |row| Cell::Count(row.end.code_point)),
    column("occurrences", 12, |row| Cell::Count(row.judged.score.occurrences[row.number])),
    column(VERDICT, 11, |_| Cell::Empty),
    column("note", 30, |_| Cell::Empty),
    column("penalty", 9, |row| figure(row.judged.score.points[row.number])),
    column("fingerprint", 20, |row| Cell::Text(row.fingerprint.clone())),
    column("source_line", 9, |row| Cell::count(row.place.map(|p| p.line))),
    column("source_column", 9, |row| Cell::count(row.place.map(|p| p.column))),
    column("source_byte_start", 9, |row| Cell::count(row.place.map(|p| p.bytes.start))),
    column("source_byte_end", 9, |row| Cell::count(row.place.map(|p| p.bytes.end))),
];

/// The column of the reviewer's verdicts.
pub(in crate::report) const VERDICT: &str = "verdict";
/// What a reviewer may write there.
pub(in crate::report) const VERDICTS: [&str; 3] = {
    let [confirmed, rejected, variant] = Verdict::ALL;
    [confirmed.as_str(), rejected.as_str(), variant.as_str()]
};

/// A match is cut after so many code points; `start` and `end` tell the whole.
const LONGEST_MATCH: usize = 1000;

fn figure(value: f64) -> Cell {
    Cell::figure(Some(value), DECIMALS.unsigned_abs() as u8)
}

/// The findings of a document, in the order of the text.
pub(in crate::report) fn rows(scored: &Scored) -> impl Iterator<Item = FindingRow<'_>> {
    let mut seen = HashMap::new();
    let judged = scored.result.as_ref();
    judged.into_iter().flat_map(|judged| (0..judged.findings.len()).map(move |i| (judged, i))).map(
        move |(judged, i)| {
            let span = judged.findings[i].span;
            let fingerprint = judged.fingerprint(i).to_string();
            FindingRow {
                id: row_id(&scored.input.doc_id, &fingerprint, &mut seen),
                fingerprint,
                start: judged.document.position(span.start),
                end: judged.document.position(span.end),
                place: scored.input.place(&judged.document, span),
                doc_id: &scored.input.doc_id,
                judged,
                number: i,
            }
        },
    )
}

/// A name for the row: the document and the fingerprint, and a count where a document has one fingerprint more than once.
fn row_id(doc_id: &str, fingerprint: &str, seen: &mut HashMap<String, usize>) -> String {
    let count = seen.entry(fingerprint.to_owned()).or_insert(0);
    *count += 1;
    let hash = fingerprint::hash([doc_id, fingerprint]);
    if *count == 1 { format!("{hash:016x}") } else { format!("{hash:016x}-{count}") }
}
