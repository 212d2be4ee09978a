//! What the page knows of a document, a rule and the run.

use crate::report::columns::{Cell, Documents, FINDING_COLUMNS, FindingRow, rows};
use crate::rule::Rule;
use crate::run::Scored;
use serde::{Serialize, Serializer};
use serde_json::Value;

/// Of a longer text the page holds the beginning.
const LONGEST_TEXT: usize = 256 << 10;

/// The run as a whole.
#[derive(Serialize)]
pub(super) struct RunRecord<'a> {
    pub(super) key: &'a str,
    pub(super) rules: Vec<RuleRecord>,
    pub(super) families: [&'static str; 6],
    /// What the cells of a document are.
    pub(super) document_columns: [&'static str; 14],
    /// The columns of the reviewer's file, and what the cells of a finding are.
    pub(super) finding_columns: Vec<&'static str>,
    pub(super) verdicts: [&'static str; 3],
    pub(super) delimiter: char,
    pub(super) line_end: &'static str,
    pub(super) beginning: &'static str,
    /// The patterns of [`crate::text::guard`], unless it is off.
    pub(super) guard: Option<[&'static str; 3]>,
    /// Documents of which the page has not all of the text.
    pub(super) texts_cut: usize,
    pub(super) documents_left_out: usize,
}

/// A rule that fired.
#[derive(Serialize)]
pub(super) struct RuleRecord {
    code: &'static str,
    name: &'static str,
    family: &'static str,
    doc: &'static str,
}

impl RuleRecord {
    pub(super) const fn of(rule: &'static Rule) -> Self {
        Self { code: rule.code, name: rule.name, family: rule.family.as_str(), doc: rule.doc }
    }
}

/// The columns of a document that the page shows.
pub(super) const DOCUMENT_COLUMNS: [&str; 14] = [
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
    "problem",
];

/// A document with its findings.
#[derive(Serialize)]
pub(super) struct DocumentRecord<'a> {
    cells: Vec<Value>,
    /// Nothing where the page has no room for it, and for a document that could not be read.
    text: Option<&'a str>,
    /// Whether the text goes on beyond what the page holds.
    cut: bool,
    findings: Findings<'a>,
}

/// The findings of a document, made one after the other while they are written.
struct Findings<'a>(&'a Scored);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(rows(self.0).map(|row| FindingRecord::of(&row)))
    }
}

#[derive(Serialize)]
struct FindingRecord {
    /// In UTF-16 units, as scripts count.
    start: usize,
    end: usize,
    /// Whether the suggestion is to take the words out.
    remove: bool,
    /// The numbers of the cells that get an apostrophe in a CSV file.
    guarded: Vec<usize>,
    /// As in a CSV file, without apostrophes; nothing where the page knows the cell by itself.
    cells: Vec<Option<String>>,
}

impl<'a> DocumentRecord<'a> {
    /// `scored` for a page that has room for `room` bytes of text.
    pub(super) fn of(scored: &'a Scored, columns: &Documents, room: usize) -> Self {
        let row = columns.row(scored);
        let cell =
            |name: &&str| columns.headings().position(|h| h.name == *name).map_or(Value::Null, |i| value(&row[i]));
        let whole = scored.result.as_ref().map(|judged| judged.document.text());
        let shown = whole.map(|text| beginning(text, LONGEST_TEXT)).filter(|text| text.len() <= room);
        Self {
            cells: DOCUMENT_COLUMNS.iter().map(cell).collect(),
            text: shown,
            cut: shown.map(str::len) != whole.map(str::len),
            findings: Findings(scored),
        }
    }

    pub(super) fn text_bytes(&self) -> usize {
        self.text.map_or(0, str::len)
    }

    /// Whether the page has not all of its text.
    pub(super) const fn is_cut(&self) -> bool {
        self.cut
    }
}

impl FindingRecord {
    fn of(row: &FindingRow<'_>) -> Self {
        let cells = row.cells();
        let of_document = |i: usize| FINDING_COLUMNS[i].heading.name == "doc_id";
        let written = |(i, cell): (usize, &Cell)| match cell {
            Cell::Empty => None,
            _ if of_document(i) => None,
            cell => Some(cell.written().into_owned()),
        };
        Self {
            start: row.start.utf16,
            end: row.end.utf16,
            remove: row.finding().suggestion.as_deref() == Some(""),
            guarded: (0..cells.len()).filter(|&i| cells[i].needs_guard()).collect(),
            cells: cells.iter().enumerate().map(written).collect(),
        }
    }
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Count(number) => Value::from(*number),
        Cell::Figure(figure, _) => Value::from(*figure),
        Cell::Flag(flag) => Value::from(*flag),
        Cell::Key(_) | Cell::Text(_) | Cell::Word(_) => Value::from(cell.written()),
    }
}

/// The first bytes of `text`, as many as make up whole characters.
fn beginning(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}
