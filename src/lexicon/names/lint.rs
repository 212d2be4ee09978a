//! What is wrong with a name table that can be read all the same: rows that would cry wolf.

use super::{Entry, EntryId, Kind, Names};
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
    for (id, entry) in names.entries().iter().enumerate().skip(from as usize) {
        let id = u32::try_from(id).unwrap_or(u32::MAX);
        let mut said: BTreeSet<String> = BTreeSet::new();
        for form in &entry.forms {
            said.extend(of_form(names, id, entry, &form.written, &form.parts));
        }
        found.extend(said.into_iter().map(|what| Doubt { place: entry.place.clone(), what }));
    }
    found
}

fn of_form(names: &Names, id: EntryId, entry: &Entry, written: &str, parts: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    if let [part] = parts {
        if part.chars().count() < SHORT {
            said.push(format!("`{written}` has fewer than {SHORT} letters"));
        }
        if Known::of(part).is_word() {
            said.push(format!("`{written}` is an English word"));
        }
    }
    let joined = parts.join(" ");
    for &other in names.accepting(&joined).iter().filter(|&&other| other != id) {
        let there = names.entry(other);
        if parts.len() > 1 || entry.kind != Kind::Person {
            said.push(format!("`{written}` is also {} ({})", there.name, there.place));
        }
    }
    if parts.len() > 1 {
        said.extend(twins(names, id, written, parts));
    }
    said
}

fn twins(names: &Names, id: EntryId, written: &str, parts: &[String]) -> Vec<String> {
    let mut said = Vec::new();
    let near = names.near(&parts[0]);
    let firsts = near.iter().map(|&n| names.part_at(n)).chain(names.part(&parts[0]));
    for usage in firsts.flat_map(|p| &p.uses).filter(|u| u.index == 0 && u.entry != id) {
        let other = &names.entry(usage.entry).forms[usize::from(usage.form)];
        let alike = |(a, b): (&String, &String)| a == b || similarity_from(TWINS, a, b).is_some();
        if other.parts.len() == parts.len() && other.parts != parts && other.parts.iter().zip(parts).all(alike) {
            said.push(format!("`{written}` is nearly `{}` ({})", other.written, names.entry(usage.entry).place));
        }
    }
    said
}
