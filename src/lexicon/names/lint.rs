//! What is wrong with a name table that can be read all the same: rows that would cry wolf.

use super::{Entry, EntryId, Form, Kind, Names};
use crate::lexicon::words::Known;
use crate::similar::similarity_from;
use std::collections::BTreeSet;

/// A doubtful row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// Where the row stands.
    pub place: String,
    /// What is doubtful.
    pub what: String,
}

/// A name of one part with fewer letters is near too much.
const SHORT: usize = 4;
/// Two people's names this near are taken for each other.
const TWINS: f64 = 0.9;

/// All doubts about the entries from number `from` on, in the order of the rows.
#[must_use]
pub fn doubts(names: &Names, from: EntryId) -> Vec<Doubt> {
    let mut found = Vec::new();
    for entry in names.entries().skip(from as usize) {
        let mut said: BTreeSet<String> = BTreeSet::new();
        for form in entry.forms() {
            said.extend(of_form(names, entry, form));
        }
        found.extend(said.into_iter().map(|what| Doubt { place: entry.place(), what }));
    }
    found
}

fn of_form(names: &Names, entry: Entry<'_>, form: Form<'_>) -> Vec<String> {
    let (mut said, written) = (Vec::new(), form.written());
    if form.len() == 1 {
        if form.first().chars().count() < SHORT {
            said.push(format!("`{written}` has fewer than {SHORT} letters"));
        }
        if Known::of(form.first()).is_word() {
            said.push(format!("`{written}` is an English word"));
        }
    }
    for other in names.accepting(&form.joined(" ")).filter(|&other| other != entry.number()) {
        let there = names.entry(other);
        if form.len() > 1 || entry.kind() != Kind::Person {
            said.push(format!("`{written}` is also {} ({})", there.name(), there.place()));
        }
    }
    if form.len() > 1 {
        said.extend(twins(names, form));
    }
    said
}

fn twins(names: &Names, form: Form<'_>) -> Vec<String> {
    let (mut said, written) = (Vec::new(), form.written());
    let near = names.near(form.first());
    let firsts = near.iter().map(|n| n.part).chain(names.parts(form.first()));
    for usage in firsts.flat_map(|part| names.uses(part)).filter(|u| u.index == 0 && u.of == form.len()) {
        let other = names.form(usage.form);
        let alike = |(a, b): (&str, &str)| a == b || similarity_from(TWINS, a, b).is_some();
        let same = other.parts().eq(form.parts());
        if other.entry() != form.entry() && !same && other.parts().zip(form.parts()).all(alike) {
            let place = names.entry(other.entry()).place();
            said.push(format!("`{written}` is nearly `{}` ({place})", other.written()));
        }
    }
    said
}
