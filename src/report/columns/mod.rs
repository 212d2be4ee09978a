//! The columns of the two tables, once: CSV, workbook and page write the same cells from these lists.

mod documents;
mod findings;

pub(super) use documents::{DOCUMENT_KEYS, Documents};
pub(super) use findings::{FINDING_COLUMNS, FINDING_KEYS, FindingRow, VERDICT, VERDICTS, rows};

use crate::text::{cell, guard};
use std::borrow::Cow;

/// What stands over a column.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Heading {
    /// The name in the header row.
    pub(super) name: Cow<'static, str>,
    /// How wide the column is in a workbook, in digits.
    pub(super) width: u8,
}

/// What stands in a cell, before any format has its way with it.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing, as for the score of a document that cannot be read.
    Empty,
    /// A name by which programs join rows.
    Key(String),
    /// Words of the document or about it, and numbers that are no figures.
    Text(String),
    /// A word of ours.
    Word(&'static str),
    /// A whole number.
    Count(usize),
    /// A figure and its decimals.
    Figure(f64, u8),
    /// Yes or no.
    Flag(bool),
}

impl Cell {
    fn count(value: Option<usize>) -> Self {
        value.map_or(Self::Empty, Self::Count)
    }

    /// A figure that has no more than its decimals: every format shows the same one.
    fn figure(value: Option<f64>, decimals: u8) -> Self {
        let scale = 10_f64.powi(i32::from(decimals));
        value.map_or(Self::Empty, |value| Self::Figure((value * scale).round() / scale, decimals))
    }

    /// Whether a spreadsheet would make something else of the cell in a CSV file. A key is guarded against formulas alone: an
    /// apostrophe more would part the rows that a program joins.
    pub(super) fn needs_guard(&self) -> bool {
        match self {
            Self::Key(text) => guard::is_formula(text),
            Self::Text(text) => guard::is_changed(text),
            _ => false,
        }
    }

    /// The cell in writing, on one line and no longer than a spreadsheet can hold.
    pub(super) fn written(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Key(name) => cell::key(name),
            Self::Text(text) => cell::one_line(text),
            Self::Word(word) => Cow::Borrowed(word),
            Self::Count(number) => Cow::Owned(number.to_string()),
            Self::Figure(value, decimals) => Cow::Owned(format!("{value:.*}", usize::from(*decimals))),
            Self::Flag(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_guarded_against_formulas_alone() {
        assert!(Cell::Key("=1+1".to_owned()).needs_guard() && Cell::Text("2021-03-04".to_owned()).needs_guard());
        assert!(!Cell::Key("2021-03-04".to_owned()).needs_guard() && !Cell::Word("-").needs_guard());
    }

    #[test]
    fn no_two_columns_of_a_table_have_one_name() {
        let documents: Vec<Heading> = Documents::new().headings().cloned().collect();
        let findings: Vec<Heading> = FINDING_COLUMNS.iter().map(|column| column.heading.clone()).collect();
        for headings in [documents, findings] {
            let mut seen = std::collections::HashSet::new();
            let twice: Vec<_> = headings.iter().map(|h| h.name.as_ref()).filter(|name| !seen.insert(*name)).collect();
            // A family has the name of the document's language column; the contract wants both.
            assert!(twice.is_empty() || twice == ["language"], "{twice:?}");
        }
    }
}
