//! People, places and organisations, with the indexes that detectors look them up in.

mod entry;
mod lint;
mod near;

pub use entry::{Entry, Form, Gender, Home, Kind, is_particle, parts, umlauts_written_out};
pub use lint::{Doubt, doubts};

use self::near::NearIndex;
use super::table::Table;
use crate::error::Result;
use crate::similar::{LetterBag, similarity_from};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, RwLock};

pub(crate) const COLUMNS: &[&str] = &[
    "name",
    "kind",
    "aliases",
    "id",
    "native",
    "roles",
    "gender",
    "valid_from",
    "valid_to",
    "style",
    "source",
    "garbled",
    "distinct",
    "note",
];

/// The number of an entry in its [`Names`].
pub type EntryId = u32;

/// All entries and their indexes.
#[derive(Debug, Default)]
pub struct Names {
    entries: Vec<Entry>,
    /// Accepted forms by their parts joined with a space.
    accepted: HashMap<String, Vec<EntryId>>,
    /// Forms of several parts, by their parts joined without a space.
    joined: HashMap<String, (EntryId, u16)>,
    /// Distinct parts of all forms, sorted.
    parts: Vec<Part>,
    by_part: HashMap<String, u32>,
    nearness: NearIndex,
    /// Real names that the rows' `distinct` cells name, by their parts joined with a space.
    real: HashSet<String>,
    longest: usize,
    remembered: Vec<Shelf>,
}

/// A distinct part and where it stands.
#[derive(Debug)]
pub struct Part {
    /// The folded letters.
    pub folded: String,
    /// The entries, forms and places in the form it stands in.
    pub uses: Vec<PartUse>,
    bag: LetterBag,
}

/// One place of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartUse {
    /// The entry.
    pub entry: EntryId,
    /// The index of the form in the entry.
    pub form: u16,
    /// The index of the part in the form.
    pub index: u16,
}

impl Names {
    /// All entries, in the order of the files.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// The entry of that number.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id as usize]
    }

    /// The entries that accept the folded parts `joined` by single spaces.
    #[must_use]
    pub fn accepting(&self, joined: &str) -> &[EntryId] {
        self.accepted.get(joined).map_or(&[], Vec::as_slice)
    }

    /// The entry and its form of several parts that `run_together` is without the spaces.
    #[must_use]
    pub fn joined(&self, run_together: &str) -> Option<(EntryId, u16)> {
        self.joined.get(run_together).copied()
    }

    /// Whether some row names these parts as a real neighbour.
    #[must_use]
    pub fn is_real_neighbour(&self, joined: &str) -> bool {
        self.real.contains(joined)
    }

    /// The part with exactly these letters.
    #[must_use]
    pub fn part(&self, folded: &str) -> Option<&Part> {
        self.by_part.get(folded).map(|&i| &self.parts[i as usize])
    }

    /// The number of parts of the longest form.
    #[must_use]
    pub const fn longest_form(&self) -> usize {
        self.longest
    }

    /// The parts that are at least `NEAR` alike to `folded`, with their likeness, in alphabetical order. Remembered, as
    /// names recur within and across documents.
    #[must_use]
    pub fn near(&self, folded: &str) -> Arc<[Near]> {
        let shelf = &self.remembered[shelf_of(folded)];
        if let Some(known) = shelf.read().ok().and_then(|shelf| shelf.get(folded).cloned()) {
            return known;
        }
        let found: Arc<[Near]> = self.search(folded).into();
        if let Ok(mut shelf) = shelf.write() {
            if shelf.len() >= SHELF_SIZE {
                shelf.clear();
            }
            shelf.insert(folded.into(), Arc::clone(&found));
        }
        found
    }

    /// How alike the part `right` is to `folded`, where it is among those near it.
    #[must_use]
    pub fn likeness(&self, right: &str, folded: &str) -> Option<f64> {
        let &number = self.by_part.get(right)?;
        let near = self.near(folded);
        near.binary_search_by_key(&number, |n| n.part).ok().map(|i| near[i].value)
    }

    /// The part of that number.
    #[must_use]
    pub fn part_at(&self, near: Near) -> &Part {
        &self.parts[near.part as usize]
    }

    fn search(&self, folded: &str) -> Vec<Near> {
        let bag = LetterBag::of(folded);
        let mut found = Vec::new();
        for i in self.nearness.candidates(folded) {
            let part = &self.parts[i as usize];
            if !bag.rules_out(part.bag)
                && part.folded != folded
                && let Some(alike) = similarity_from(NEAR, &part.folded, folded)
            {
                found.push(Near { part: i, value: alike.value });
            }
        }
        found
    }
}

/// The least likeness worth a look: the laxest limit of any rule lies above it.
const NEAR: f64 = 0.58;

/// Answers are remembered on several shelves, so that threads seldom wait for one another, each bounded.
const SHELVES: usize = 64;
const SHELF_SIZE: usize = 4096;

type Shelf = RwLock<HashMap<Box<str>, Arc<[Near]>>>;

fn shelf_of(folded: &str) -> usize {
    folded.bytes().fold(0_usize, |hash, b| hash.wrapping_mul(31).wrapping_add(usize::from(b))) % SHELVES
}

/// A part near some word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    part: u32,
    /// From 0 to 1; see [`crate::similar::Similarity`].
    pub value: f64,
}

fn entries(file: &str, text: &str) -> Result<Vec<Entry>> {
    Table::read(file, text, COLUMNS, &["name", "kind"])?.rows().iter().map(Entry::read).collect()
}

/// Collects rows before the indexes are made.
#[derive(Debug, Default)]
pub(crate) struct Builder {
    entries: Vec<Entry>,
}

impl Builder {
    /// A row with the id, name and kind of an earlier one adds its spellings to that one.
    pub(crate) fn add(&mut self, file: &str, text: &str) -> Result<()> {
        let entries = entries(file, text)?;
        let ids: HashSet<&str> = entries.iter().map(|e| e.id.as_str()).collect();
        let earlier = self.entries.iter().enumerate().filter(|(_, e)| ids.contains(e.id.as_str()));
        let earlier: HashMap<String, usize> = earlier.map(|(i, e)| (e.id.clone(), i)).collect();
        for entry in entries {
            match earlier.get(&entry.id).map(|&i| &mut self.entries[i]) {
                Some(same) if same.name == entry.name && same.kind == entry.kind => same.add(entry),
                _ => self.entries.push(entry),
            }
        }
        Ok(())
    }

    /// The same for tables that give the native name or an office of everybody whose name is not written in Latin letters;
    /// read side by side, as they are large.
    pub(crate) fn add_complete(&mut self, tables: &[(&str, &str)]) -> Result<()> {
        let read: Vec<Result<Vec<Entry>>> = tables.par_iter().map(|(file, text)| entries(file, text)).collect();
        for table in read {
            let mut table = table?;
            let people = table.iter_mut().filter(|e| e.kind == Kind::Person && e.home == Home::Unknown);
            people.for_each(|entry| entry.home = Home::Latin);
            self.entries.extend(table);
        }
        Ok(())
    }

    pub(crate) fn build(self) -> Names {
        let mut names = Names { entries: self.entries, ..Names::default() };
        names.remembered.resize_with(SHELVES, Shelf::default);
        let mut parts: HashMap<&str, Vec<PartUse>> = HashMap::new();
        for (id, entry) in names.entries.iter().enumerate() {
            let id = u32::try_from(id).unwrap_or(u32::MAX);
            for (f, form) in entry.forms.iter().enumerate() {
                names.longest = names.longest.max(form.parts.len());
                let ids = names.accepted.entry(form.parts.join(" ")).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
                if form.parts.len() > 1 {
                    let form_number = u16::try_from(f).unwrap_or(u16::MAX);
                    names.joined.entry(form.parts.concat()).or_insert((id, form_number));
                }
                for (i, part) in form.parts.iter().enumerate() {
                    let [form, index] = [f, i].map(|n| u16::try_from(n).unwrap_or(u16::MAX));
                    parts.entry(part).or_default().push(PartUse { entry: id, form, index });
                }
            }
            for mixed in mixed_spellings(entry) {
                let ids = names.accepted.entry(mixed).or_default();
                if !ids.contains(&id) {
                    ids.push(id);
                }
            }
            for real in &entry.distinct {
                names.real.insert(entry::parts(real).join(" "));
            }
        }
        names.parts = parts
            .into_iter()
            .map(|(folded, uses)| Part { bag: LetterBag::of(folded), folded: folded.to_owned(), uses })
            .collect();
        names.parts.sort_by(|a, b| a.folded.cmp(&b.folded));
        let numbered =
            || names.parts.iter().enumerate().map(|(i, p)| (p.folded.clone(), u32::try_from(i).unwrap_or(u32::MAX)));
        (names.nearness, names.by_part) =
            rayon::join(|| NearIndex::new(names.parts.iter().map(|p| p.folded.as_str())), || numbered().collect());
        names
    }
}

/// Spellings that take the given name of one accepted form and the family name of another: all are accepted too.
fn mixed_spellings(entry: &Entry) -> Vec<String> {
    if entry.kind != Kind::Person || entry.family_first() {
        return Vec::new();
    }
    let canonical = &entry.forms[0].parts;
    let reversed = |f: &Form| f.parts.last() == canonical.first();
    let full: Vec<&Form> = entry.forms.iter().filter(|f| f.parts.len() >= 2 && !reversed(f)).collect();
    let mut families: Vec<&str> = full.iter().filter_map(|f| f.parts.last()).map(String::as_str).collect();
    families.extend(entry.forms.iter().filter(|f| f.parts.len() == 1).map(|f| f.parts[0].as_str()));
    families.sort_unstable();
    families.dedup();
    let mut mixed = Vec::new();
    for form in full {
        let given = form.parts[..form.parts.len() - 1].join(" ");
        mixed.extend(families.iter().filter(|&&f| f != form.parts[0]).map(|family| format!("{given} {family}")));
    }
    mixed
}
