//! The columns of the documents.

use super::{Cell, Heading};
use crate::fractions;
use crate::report::jsonl::SCHEMA_VERSION;
use crate::rule::Family;
use crate::run::{Judged, Scored};
use crate::score::Score;
use crate::weights::{DECIMALS, MODEL};
use std::borrow::Cow;

/// A column, and where its cells come from: the number tells columns of one kind apart.
#[derive(Debug)]
struct Column {
    heading: Heading,
    number: usize,
    cell: Make,
}

type Make = fn(&Scored, usize) -> Cell;
/// Name, width and cells of a column that stands by itself.
type Listed = (&'static str, u8, Make);

/// The columns up to `doc_id` stay in sight in a workbook.
pub(in crate::report) const DOCUMENT_KEYS: u16 = 2;

const FIRST: &[Listed] = &[
    ("schema_version", 8, |_, _| Cell::Count(SCHEMA_VERSION as usize)),
    ("doc_id", 36, |s, _| Cell::Key(s.input.doc_id.clone())),
    ("path", 36, |s, _| Cell::Key(s.input.path.clone())),
    ("status", 11, |s, _| Cell::Word(s.input.status.as_str())),
    ("decision", 10, |s, _| score(s).map_or(Cell::Empty, |score| Cell::Word(score.decision.as_str()))),
    ("score", 9, |s, _| figure(score(s).map(|score| score.score))),
    ("penalty_per_1000", 12, |s, _| figure(score(s).map(|score| score.penalty_per_1000))),
    ("words", 9, |s, _| Cell::count(score(s).map(|score| score.words))),
    ("critical", 9, |s, _| severity(s, 3)),
    ("major", 9, |s, _| severity(s, 2)),
    ("minor", 9, |s, _| severity(s, 1)),
    ("neutral", 9, |s, _| severity(s, 0)),
    ("top_issue", 44, |s, _| top_issue(s)),
    ("language", 10, |s, _| judged(s).and_then(|j| j.document.language()).map_or(Cell::Empty, |l| Cell::Word(l.code))),
    ("short_doc", 10, |s, _| score(s).map_or(Cell::Empty, |score| Cell::Flag(score.short))),
];

const ARITHMETIC: &[Listed] = &[
    ("apt", 9, |s, _| figure(score(s).map(|score| score.apt))),
    ("counted_words", 10, |s, _| Cell::count(score(s).map(|score| score.counted_words))),
    ("mqm_raw", 10, |s, _| figure(score(s).map(|score| score.mqm_raw))),
    ("model", 12, |_, _| Cell::Word(MODEL)),
    ("encoding", 12, |s, _| Cell::Text(s.input.encoding.clone().unwrap_or_default())),
    ("problem", 24, |s, _| Cell::Text(s.input.problem.clone().unwrap_or_default())),
];

/// `fluency_percentile`, because `fluency` is the column of that family's count.
const READING: &[Listed] = &[
    ("mt_likeness", 10, |s, _| figure(judged(s).and_then(|j| j.reading.mt_likeness))),
    ("fluency_percentile", 10, |s, _| figure(judged(s).and_then(|j| j.reading.fluency))),
];

const FILTERS: &[Listed] = &[
    ("filter_reason", 20, |s, _| judged(s).and_then(|j| j.fractions().reason()).map_or(Cell::Empty, Cell::Word)),
    ("foreign_share", 10, |s, _| fraction_cell(judged(s).map(|j| j.foreign_share))),
];

/// Behind the losses of the families.
const INTERVALS: &[Listed] = &[
    ("loss_wording", 10, |s, _| figure(score(s).map(|score| score.loss_of_wording))),
    ("different_words", 10, |s, _| Cell::count(score(s).map(|score| score.different_words))),
    ("points_low", 10, |s, _| figure(score(s).map(|score| score.points_interval.0))),
    ("points_high", 10, |s, _| figure(score(s).map(|score| score.points_interval.1))),
    ("score_low", 10, |s, _| figure(score(s).map(|score| score.interval.0))),
    ("score_high", 10, |s, _| figure(score(s).map(|score| score.interval.1))),
];

/// All columns of the documents, in order.
#[derive(Debug)]
pub(in crate::report) struct Documents(Vec<Column>);

impl Documents {
    pub(in crate::report) fn new() -> Self {
        let mut columns = Vec::new();
        let mut add = |name: Cow<'static, str>, width, number, cell| {
            columns.push(Column { heading: Heading { name, width }, number, cell });
        };
        for &(name, width, cell) in FIRST {
            add(name.into(), width, 0, cell);
        }
        for (i, family) in Family::ALL.iter().enumerate() {
            add(family.as_str().into(), 10, i, |s, i| Cell::count(score(s).map(|score| score.by_family[i])));
        }
        for &(name, width, cell) in ARITHMETIC {
            add(name.into(), width, 0, cell);
        }
        for (i, family) in Family::ALL.iter().enumerate() {
            let name = format!("penalty_{}", family.as_str());
            add(name.into(), 10, i, |s, i| figure(score(s).map(|score| score.points_by_family[i])));
        }
        for &(name, width, cell) in READING {
            add(name.into(), width, 0, cell);
        }
        for (i, fraction) in fractions::ALL.iter().enumerate() {
            add(fraction.name.into(), 10, i, |s, i| {
                let named = judged(s).and_then(|j| j.fractions().named().nth(i));
                fraction_cell(named.map(|(_, value)| value))
            });
        }
        for &(name, width, cell) in FILTERS {
            add(name.into(), width, 0, cell);
        }
        for (i, family) in Family::ALL.iter().enumerate() {
            let name = format!("loss_{}", family.as_str());
            add(name.into(), 10, i, |s, i| figure(score(s).map(|score| score.loss_by_family[i])));
        }
        for &(name, width, cell) in INTERVALS {
            add(name.into(), width, 0, cell);
        }
        Self(columns)
    }

    pub(in crate::report) fn headings(&self) -> impl Iterator<Item = &Heading> {
        self.0.iter().map(|column| &column.heading)
    }

    pub(in crate::report) fn row(&self, scored: &Scored) -> Vec<Cell> {
        self.0.iter().map(|column| (column.cell)(scored, column.number)).collect()
    }
}

fn judged(scored: &Scored) -> Option<&Judged> {
    scored.result.as_ref()
}

fn score(scored: &Scored) -> Option<&Score> {
    judged(scored).map(|j| &j.score)
}

fn figure(value: Option<f64>) -> Cell {
    Cell::figure(value, DECIMALS.unsigned_abs() as u8)
}

fn fraction_cell(value: Option<f64>) -> Cell {
    Cell::figure(value, fractions::DECIMALS as u8)
}

fn severity(scored: &Scored, level: usize) -> Cell {
    Cell::count(score(scored).map(|score| score.by_severity[level]))
}

fn top_issue(scored: &Scored) -> Cell {
    /// Enough to tell what it is; the finding's own row says the rest.
    const LONGEST: usize = 80;
    let top = judged(scored).and_then(|j| j.score.top.map(|t| (j.findings[t].rule.name, j.matched(t))));
    let text =
        top.map_or(String::new(), |(name, matched)| format!("{name}: {matched}").chars().take(LONGEST).collect());
    Cell::Text(text)
}
