//! Every row of a name table keeps its own tests: what it calls garbled is found, its neighbours and accepted forms are left alone.

use crate::corpus::Story;
use crate::detect;
use crate::finding::Severity;
use crate::lexicon::Lexicon;
use crate::lexicon::names::{Doubt, Entry, EntryId, Form};
use crate::rule::Family;
use crate::text::Document;
use rayon::prelude::*;

/// What the rows from entry number `from` on do not keep, in their order.
#[must_use]
pub fn broken_names(lexicon: &Lexicon, from: EntryId) -> Vec<Doubt> {
    let entries: Vec<Entry<'_>> = lexicon.names.entries().skip(from as usize).collect();
    entries.into_par_iter().flat_map_iter(|entry| of_row(lexicon, entry)).collect()
}

fn of_row(lexicon: &Lexicon, entry: Entry<'_>) -> Vec<Doubt> {
    let garbled = entry.garbled().filter(|garbled| suggested(lexicon, garbled).is_none());
    let missed = garbled.map(|garbled| format!("not found: `{garbled}` for {}", entry.name()));
    let right = entry.distinct().chain(entry.forms().map(Form::written));
    let flagged = right.filter_map(|right| {
        Some(format!("flagged: `{right}`, for which it suggests `{}`", suggested(lexicon, right)?))
    });
    missed.chain(flagged).map(|what| Doubt { place: entry.place(), what }).collect()
}

/// What the first finding about a name suggests where `name` stands in a sentence; nothing where it is left alone.
fn suggested(lexicon: &Lexicon, name: &str) -> Option<String> {
    let document = Document::new("row", format!("On Monday it became known that {name} was there."));
    let findings = detect::run(&document, lexicon, &Story::default());
    let first = findings.into_iter().find(|f| f.rule.family == Family::Name && f.severity > Severity::Neutral)?;
    Some(first.suggestion.unwrap_or_default())
}
