//! Every row keeps its own examples, and stands alone.

use crate::corpus::Story;
use crate::detect::literal::phrases_in;
use crate::lexicon::Lexicon;
use crate::lexicon::phrases::{Cell, Phrase};
use crate::mention::Mentions;
use crate::text::Document;
use rayon::prelude::*;
use std::collections::HashMap;

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// File, line and column, from 1.
    pub place: String,
    /// One line for the person who mends it.
    pub what: String,
}

/// The faults of the rows of `lexicon` that `of_interest` takes, in the order of the rows.
#[must_use]
pub fn check(lexicon: &Lexicon, of_interest: impl Fn(&Phrase) -> bool + Sync) -> Vec<Fault> {
    let rows = lexicon.phrases.rows();
    let mut first: HashMap<&str, &Phrase> = HashMap::new();
    let mut twins: Vec<(&Phrase, Option<&Phrase>)> = Vec::new();
    for row in rows {
        let twin = first.insert(&row.source, row);
        if of_interest(row) {
            twins.push((row, twin));
        }
    }
    let faults = |(row, twin): (&Phrase, Option<&Phrase>)| {
        let mut checked = Checked { row, lexicon, faults: Vec::new() };
        if let Some(twin) = twin {
            checked.fault(Cell::Pattern, format!("the pattern stands twice; the other is at {}", twin.place));
        }
        checked.examples();
        checked.faults
    };
    twins.into_par_iter().flat_map_iter(faults).collect()
}

struct Checked<'a> {
    row: &'a Phrase,
    lexicon: &'a Lexicon,
    faults: Vec<Fault>,
}

impl Checked<'_> {
    fn fault(&mut self, cell: Cell, what: String) {
        self.faults.push(Fault { place: self.row.cell(cell), what });
    }

    fn examples(&mut self) {
        if self.row.hits.is_empty() {
            self.fault(Cell::Hit, "a row needs a hit".to_owned());
        }
        if self.row.passes.is_empty() {
            self.fault(Cell::Pass, "a row needs a pass".to_owned());
        }
        if let Some(what) = self.row.suggestion_fault() {
            self.fault(Cell::Suggest, what);
        }
        for hit in &self.row.hits {
            match unmark(hit) {
                Some((text, marked)) => self.hit(&text, &marked),
                None => self.fault(Cell::Hit, format!("{hit:?} does not mark its words with [[ and ]]")),
            }
        }
        for pass in &self.row.passes {
            if let Some(found) = found(pass, self.lexicon).first() {
                let what = format!("{pass:?} must stay silent; `{}` finds {:?}", found.row.source, found.matched);
                self.fault(Cell::Pass, what);
            }
        }
    }

    fn hit(&mut self, text: &str, marked: &str) {
        let all = found(text, self.lexicon);
        let [only] = &all[..] else {
            let got: Vec<&str> = all.iter().map(|f| f.matched.as_str()).collect();
            self.fault(Cell::Hit, format!("{text:?} must have one finding, {marked:?}; found {got:?}"));
            return;
        };
        if only.row.place != self.row.place {
            let what = format!("{text:?} is taken by `{}` at {}: the rows collide", only.row.source, only.row.place);
            self.fault(Cell::Hit, what);
        }
        if only.matched != marked {
            self.fault(Cell::Hit, format!("{text:?} marks {marked:?}; found {:?}", only.matched));
        }
        if only.suggestion.is_empty() {
            return;
        }
        let mended = text.replacen(&only.matched, &only.suggestion, 1);
        if let Some(again) = found(&mended, self.lexicon).first() {
            let what = format!("the suggestion {:?} is flagged itself, by `{}`", only.suggestion, again.row.source);
            self.fault(Cell::Suggest, what);
        }
    }
}

struct Found<'a> {
    row: &'a Phrase,
    matched: String,
    suggestion: String,
}

fn found<'a>(text: &str, lexicon: &'a Lexicon) -> Vec<Found<'a>> {
    let document = Document::new("row", text);
    let mentions = Mentions::read(&document, &lexicon.names, &Story::default());
    let hits = phrases_in(&document, lexicon, &mentions);
    let found = hits.into_iter().map(|hit| Found {
        row: hit.phrase,
        matched: document.span(hit.tokens.start, hit.tokens.end - 1).of(text).to_owned(),
        suggestion: hit.suggestion,
    });
    found.collect()
}

/// The text without its marks, and what they hold.
fn unmark(marked: &str) -> Option<(String, String)> {
    let (before, rest) = marked.split_once("[[")?;
    let (inside, after) = rest.split_once("]]")?;
    Some((format!("{before}{inside}{after}"), inside.to_owned()))
}
