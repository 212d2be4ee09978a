//! Literal renderings by source language: patterns over words, with what an editor would write instead.

mod index;
mod inflect;
mod parse;
mod pattern;
mod suggestion;

pub use pattern::{Class, Words};

use super::table::{Row, Table};
use crate::error::{Error, Result};
use crate::finding::Severity;
use crate::text::counted;
use index::Index;
use pattern::{Variant, What};
use std::ops::Range;

/// The columns of a phrase table.
pub(crate) const COLUMNS: &[&str] =
    &["pattern", "suggest", "severity", "source_language", "calque_of", "hit", "pass", "source", "note"];

/// A row of a phrase table.
#[derive(Debug)]
pub struct Phrase {
    /// The pattern as written.
    pub source: String,
    /// What an editor would write; may refer to parts of the match.
    pub suggest: String,
    /// How bad.
    pub severity: Severity,
    /// ISO codes of the languages it comes from, or `any`.
    pub languages: Vec<String>,
    /// The expression it renders, in its own script.
    pub calque_of: String,
    /// Sentences with the match between `[[` and `]]`: the row's own test.
    pub hits: Vec<String>,
    /// Sentences that must stay silent: the row's own test.
    pub passes: Vec<String>,
    /// Where the row stands: file and line, from 1.
    pub place: String,
    columns: [u64; 4],
    variants: Vec<Variant>,
}

/// A cell that a fault can stand in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// `pattern`
    Pattern,
    /// `suggest`
    Suggest,
    /// `hit`
    Hit,
    /// `pass`
    Pass,
}

impl Phrase {
    /// Where one of its cells begins: file, line and column, from 1.
    #[must_use]
    pub fn cell(&self, cell: Cell) -> String {
        format!("{}:{}", self.place, self.columns[cell as usize])
    }

    /// Whether it stands in the table `file`.
    #[must_use]
    pub fn is_of(&self, file: &str) -> bool {
        self.place.rsplit_once(':').is_some_and(|(own, _)| own == file)
    }

    /// What the suggestion asks of the pattern and the pattern does not have.
    #[must_use]
    pub fn suggestion_fault(&self) -> Option<String> {
        let needs = suggestion::needs(&self.suggest);
        let has = |v: &Variant, what: fn(&What) -> bool| v.elements.iter().filter(|e| what(&e.what)).count();
        if needs.inflected && self.variants.iter().any(|v| has(v, |w| matches!(w, What::Inflected(_))) == 0) {
            return Some("the suggestion has a <form>, and the pattern none that it could follow".to_owned());
        }
        let wild = |w: &What| matches!(w, What::Gap(..) | What::Class(_) | What::Possessive);
        let most = self.variants.iter().map(|v| has(v, wild)).min().unwrap_or(0);
        if needs.wild > most {
            return Some(format!("the suggestion asks for ${}; gaps and classes of the pattern: {most}", needs.wild));
        }
        let elements = self.variants.iter().flat_map(|v| &v.elements).map(|element| element.place).max().unwrap_or(0);
        let asked = needs.elements;
        (asked > elements).then(|| {
            let elements = counted(elements, "element");
            format!("the suggestion asks for @{asked}, and the pattern has {elements}")
        })
    }
}

/// A phrase found in a text.
#[derive(Debug)]
pub struct PhraseHit<'a> {
    /// The row.
    pub phrase: &'a Phrase,
    /// The tokens it covers.
    pub tokens: Range<usize>,
    /// What an editor would write there.
    pub suggestion: String,
}

/// All rows, and the index they are found by.
#[derive(Debug, Default)]
pub struct Phrases {
    rows: Vec<Phrase>,
    index: Index,
}

impl Phrases {
    /// All rows in the order of the files.
    #[must_use]
    pub fn rows(&self) -> &[Phrase] {
        &self.rows
    }

    /// The phrases in the tokens `segment`, in order; of those that overlap, the longest.
    #[must_use]
    pub fn find(&self, words: &dyn Words, segment: Range<usize>) -> Vec<PhraseHit<'_>> {
        let found = self.index.find(&self.rows, words, segment);
        let hit = |(row, matched): (usize, pattern::Match)| {
            let phrase: &Phrase = &self.rows[row];
            let suggestion = suggestion::fill(words, &phrase.suggest, &matched);
            PhraseHit { phrase, tokens: matched.tokens, suggestion }
        };
        found.into_iter().map(hit).collect()
    }
}

/// Collects rows before the index is made.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    rows: Vec<Phrase>,
}

impl Builder {
    pub(crate) fn add(&mut self, file: &str, text: &str) -> Result<()> {
        let table = Table::read(file, text, COLUMNS, &["pattern"])?;
        for row in table.rows() {
            self.rows.push(read(row)?);
        }
        Ok(())
    }

    pub(crate) fn build(self) -> Phrases {
        Phrases { index: Index::new(&self.rows), rows: self.rows }
    }
}

/// Every row of the table `text` that cannot be read.
pub(crate) fn broken(file: &str, text: &str) -> Result<Vec<Error>> {
    let table = Table::read(file, text, COLUMNS, &["pattern"])?;
    Ok(table.rows().iter().filter_map(|row| read(row).err()).collect())
}

fn read(row: &Row) -> Result<Phrase> {
    let source = row.get("pattern").to_owned();
    let variants = parse::parse(&source).map_err(|(column, what)| row.error_inside("pattern", column, what))?;
    let severity = match row.get("severity") {
        "" => Severity::Minor,
        name => Severity::parse(name)
            .ok_or_else(|| row.error("severity", format!("`{name}` is none of neutral, minor, major, critical")))?,
    };
    let owned = |column| row.list(column).into_iter().map(str::to_owned).collect();
    Ok(Phrase {
        source,
        suggest: row.get("suggest").to_owned(),
        severity,
        languages: owned("source_language"),
        calque_of: row.get("calque_of").to_owned(),
        hits: owned("hit"),
        passes: owned("pass"),
        place: row.place(),
        columns: row.starts(["pattern", "suggest", "hit", "pass"]),
        variants,
    })
}
