//! Literal renderings by source language: patterns over words, with what an editor would write instead.

mod inflect;
mod pattern;

pub(crate) use pattern::{Class, Words};

use super::table::{Row, Table};
use crate::error::Result;
use crate::finding::Severity;
use pattern::{Match, Pattern};
use std::collections::HashMap;
use std::ops::Range;

const COLUMNS: &[&str] =
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
    /// Where the row stands.
    pub place: String,
    pattern: Pattern,
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

/// All rows, found by one word of each.
#[derive(Debug, Default)]
pub struct Phrases {
    rows: Vec<Phrase>,
    by_anchor: HashMap<String, Vec<usize>>,
}

impl Phrases {
    /// All rows in the order of the files.
    #[must_use]
    pub fn rows(&self) -> &[Phrase] {
        &self.rows
    }

    /// The phrases in the tokens `segment`, longest first where two overlap.
    pub(crate) fn find(&self, words: &dyn Words, segment: Range<usize>) -> Vec<PhraseHit<'_>> {
        let mut found: Vec<PhraseHit<'_>> = Vec::new();
        for at in segment.clone() {
            for &row in self.by_anchor.get(words.folded(at)).map_or(&[][..], Vec::as_slice) {
                let phrase = &self.rows[row];
                if let Some(matched) = phrase.pattern.match_at(words, at, &segment) {
                    let suggestion = suggestion(words, &phrase.suggest, &matched);
                    found.push(PhraseHit { phrase, tokens: matched.tokens, suggestion });
                }
            }
        }
        found.sort_by_key(|hit| (std::cmp::Reverse(hit.tokens.len()), hit.tokens.start));
        let mut kept: Vec<PhraseHit<'_>> = Vec::new();
        for hit in found {
            if !kept.iter().any(|k| k.tokens.start < hit.tokens.end && hit.tokens.start < k.tokens.end) {
                kept.push(hit);
            }
        }
        kept
    }
}

/// Fills in a row's suggestion: `<verb>` takes the form of the matched verb, `$1` the words of the first gap.
fn suggestion(words: &dyn Words, template: &str, matched: &Match) -> String {
    let mut filled: Vec<String> = Vec::new();
    for piece in template.split(' ') {
        if let Some((base, rest)) = piece.strip_prefix('<').and_then(|p| p.split_once('>')) {
            filled.push(format!("{}{rest}", inflect::forms(base)[matched.slot.unwrap_or(0)]));
        } else if let Some(n) = piece.strip_prefix('$').and_then(|p| p.parse::<usize>().ok()) {
            let wild = matched.wild.get(n.wrapping_sub(1)).cloned().unwrap_or_default();
            filled.extend(wild.map(|i| words.written(i).to_owned()));
        } else {
            filled.push(piece.to_owned());
        }
    }
    let text = filled.join(" ").trim().to_owned();
    let capital = words.written(matched.tokens.start).starts_with(char::is_uppercase);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => text,
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
        let mut by_anchor: HashMap<String, Vec<usize>> = HashMap::new();
        for (i, phrase) in self.rows.iter().enumerate() {
            for anchor in phrase.pattern.anchors() {
                let rows = by_anchor.entry(anchor).or_default();
                if rows.last() != Some(&i) {
                    rows.push(i);
                }
            }
        }
        Phrases { rows: self.rows, by_anchor }
    }
}

fn read(row: &Row) -> Result<Phrase> {
    let source = row.get("pattern").to_owned();
    let pattern = Pattern::parse(&source).map_err(|(column, what)| row.error_inside("pattern", column, what))?;
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
        pattern,
    })
}
