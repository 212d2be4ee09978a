//! People, places and organisations, with the indexes that detectors look them up in.

mod alike;
mod bearers;
mod clue;
mod draft;
mod entry;
mod keys;
mod kinds;
mod lint;
mod mapped;
mod memo;
mod merged;
mod near;
mod numbers;
mod office;
mod pack;
mod packing;
mod spelling;
mod spelt;
mod sum;
mod tables;

pub use alike::MOST_BEARERS;
pub use bearers::Bearers;
pub use clue::Clue;
pub use draft::{is_particle, parts, umlauts_written_out};
pub use entry::{Entry, Form};
pub use kinds::{Gender, Home, Kind};
pub use lint::{Doubt, doubts};
pub(crate) use office::{WordMask, office_word, role_words};
pub(super) use pack::MAGIC;
pub use spelt::{Cut, LEAST, Meant, Spelt};
pub(crate) use tables::COLUMNS;
pub(super) use tables::Tables;

use crate::error::{Error, Result};
use crate::lexicon::word_hash::word_hash;
use crate::lexicon::words::Known;
use crate::similar::{Against, LetterBag, Letters};
use memo::Memo;
use near::NearIndex;
use pack::Pack;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::path::Path;
use std::sync::Arc;

/// The number of an entry in its [`Names`].
pub type EntryId = u32;
/// The number of a form.
pub type FormId = u32;
/// The number of a part.
pub type PartId = u32;

/// All entries and their indexes: compiled tables side by side, numbered through.
#[derive(Debug, Default)]
pub struct Names {
    packs: Vec<(Bases, Pack)>,
    /// Entries that later tables added to, and which entry has all of it.
    merged: FxHashMap<EntryId, EntryId>,
    near: Memo<Near>,
    alike: Memo<FormId>,
    holders: Memo<FormId>,
    alone: Memo<FormId>,
    spelt: Memo<Arc<Spelt>>,
    spelt_for: Memo<Arc<Spelt>>,
    bearers: Memo<Bearers>,
}

/// What the numbers of a pack begin with among those of all packs.
#[derive(Debug, Clone, Copy, Default)]
struct Bases {
    entry: EntryId,
    form: FormId,
    part: PartId,
}

/// One place of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartUse {
    /// The form.
    pub form: FormId,
    /// The index of the part in the form.
    pub index: usize,
    /// The number of parts of the form.
    pub of: usize,
    /// Whether its bearer may hold an office.
    pub may_hold_office: bool,
    /// The letters of the form's other parts.
    pub others: Letters,
}

impl Names {
    /// The names of compiled tables that stand in the program itself.
    ///
    /// # Errors
    /// None in a released build: a test reads them.
    pub(super) fn builtin(pack: &'static [u8]) -> Result<Self> {
        let mut names = Self::default();
        names.add(Path::new("the built-in names"), Pack::open(Box::new(pack)))?;
        Ok(names)
    }

    /// Adds the rows of tables. One with the id, name and kind of an entry that is there adds to it.
    ///
    /// # Errors
    /// More names than a compiled table can hold.
    pub(super) fn add_tables(&mut self, mut tables: Tables) -> Result<()> {
        let first = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let rows = (first..).zip(tables.rows());
        let merged: Vec<_> = rows.filter_map(|(row, draft)| Some((draft.merge(self)?, row))).collect();
        self.add(Path::new("the name tables"), Pack::open(Box::new(tables.pack()?)))?;
        self.merged.extend(merged);
        Ok(())
    }

    /// Adds the compiled table in a file, which is read where it lies.
    ///
    /// # Errors
    /// A file that cannot be opened, is damaged or of another version.
    pub(super) fn add_compiled(&mut self, path: &Path) -> Result<()> {
        let file = File::open(path).map_err(|e| Error::io(path, e))?;
        let pack = Pack::open(mapped::map(path, &file)?).map_err(|what| Error::path(path, what))?;
        if sum::of(&file).map_err(|e| Error::io(path, e))? != pack.sum {
            return Err(Error::path(path, "a damaged compiled name table: its bytes are not those of its checksum"));
        }
        self.add(path, Ok(pack))
    }

    fn add(&mut self, path: &Path, pack: std::result::Result<Pack, String>) -> Result<()> {
        let pack = pack.map_err(|what| Error::path(path, what))?;
        let bases = self.packs.last().map_or(Bases::default(), |(bases, last)| Bases {
            entry: bases.entry + last.entries(),
            form: bases.form + last.forms(),
            part: bases.part + last.parts(),
        });
        let room = [(bases.entry, pack.entries()), (bases.form, pack.forms()), (bases.part, pack.parts())];
        if room.iter().any(|(base, more)| base.checked_add(*more).is_none()) {
            return Err(Error::path(path, "more names than can be numbered"));
        }
        self.packs.push((bases, pack));
        Ok(())
    }

    /// The number of entries.
    #[must_use]
    pub fn len(&self) -> usize {
        self.packs.iter().map(|(_, pack)| pack.entries() as usize).sum()
    }

    /// Whether there is no entry.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// All entries, in the order of their numbers.
    pub fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        self.packs
            .iter()
            .flat_map(|(bases, pack)| (0..pack.entries()).map(|number| Entry { pack, number, bases: *bases }))
    }

    /// The pack that holds a number, of the kind that `base` takes from its bases.
    fn pack_of(&self, number: u32, base: impl Fn(&Bases) -> u32) -> &(Bases, Pack) {
        let after = self.packs.partition_point(|(bases, _)| base(bases) <= number);
        &self.packs[after.saturating_sub(1)]
    }

    /// The entry of that number.
    #[must_use]
    pub fn entry(&self, id: EntryId) -> Entry<'_> {
        let (bases, pack) = self.pack_of(id, |b| b.entry);
        Entry { pack, number: id - bases.entry, bases: *bases }
    }

    /// The form of that number.
    #[must_use]
    pub fn form(&self, id: FormId) -> Form<'_> {
        let (bases, pack) = self.pack_of(id, |b| b.form);
        Form { pack, number: id - bases.form, bases: *bases }
    }

    /// The entries that accept the folded parts `joined` by single spaces, in the order of their numbers.
    pub fn accepting(&self, joined: &str) -> impl Iterator<Item = EntryId> {
        let key = word_hash(joined.as_bytes());
        let all = self.packs.iter().flat_map(move |(bases, pack)| pack.accepting(key).map(|entry| bases.entry + entry));
        all.filter(|entry| !self.merged.contains_key(entry))
    }

    /// The entry that a form belongs to.
    #[must_use]
    pub fn entry_of(&self, form: FormId) -> EntryId {
        let entry = self.form(form).entry();
        self.merged.get(&entry).copied().unwrap_or(entry)
    }

    /// Whether some entry accepts them.
    #[must_use]
    pub fn accepts(&self, joined: &str) -> bool {
        self.accepting(joined).next().is_some()
    }

    /// The form of several parts that `run_together` is without the spaces.
    #[must_use]
    pub fn joined(&self, run_together: &str) -> Option<FormId> {
        let key = word_hash(run_together.as_bytes());
        self.packs.iter().find_map(|(bases, pack)| Some(bases.form + pack.joined(key)?))
    }

    /// Whether some row names these parts as a real neighbour.
    #[must_use]
    pub fn is_real_neighbour(&self, joined: &str) -> bool {
        let key = word_hash(joined.as_bytes());
        self.packs.iter().any(|(_, pack)| pack.is_real_neighbour(key))
    }

    /// The parts with exactly these letters: one in each set of tables that has it.
    pub fn parts(&self, folded: &str) -> impl Iterator<Item = PartId> {
        let key = word_hash(folded.as_bytes());
        self.packs.iter().filter_map(move |(bases, pack)| Some(bases.part + pack.part(key)?))
    }

    /// Whether some form has a part with exactly these letters.
    #[must_use]
    pub fn has_part(&self, folded: &str) -> bool {
        self.parts(folded).next().is_some()
    }

    /// Whether `part` is in no list of words or names.
    #[must_use]
    pub fn is_unheard(&self, part: &str) -> bool {
        !Known::of(part).is_heard() && !self.has_part(part)
    }

    /// The letters of a part.
    #[must_use]
    pub fn folded(&self, part: PartId) -> &str {
        let (bases, pack) = self.pack_of(part, |b| b.part);
        pack.folded(part - bases.part)
    }

    /// The letters of a part without their order.
    #[must_use]
    pub fn letters(&self, part: PartId) -> LetterBag {
        let (bases, pack) = self.pack_of(part, |b| b.part);
        pack.letters(part - bases.part)
    }

    /// Where a part stands.
    pub fn uses(&self, part: PartId) -> impl ExactSizeIterator<Item = PartUse> {
        let (bases, pack) = self.pack_of(part, |b| b.part);
        pack.uses(part - bases.part).map(move |u| PartUse {
            form: bases.form + u.form,
            index: usize::from(u.index),
            of: usize::from(u.of),
            // A merged row's entry has the roles of others too.
            may_hold_office: u.holds_office || !self.merged.is_empty(),
            others: u.others,
        })
    }

    /// The parts of a form, by their numbers.
    pub fn parts_of(&self, form: FormId) -> impl Iterator<Item = PartId> {
        let (bases, pack) = self.pack_of(form, |b| b.form);
        pack.form_parts(form - bases.form).map(|at| bases.part + pack.form_part(at))
    }

    /// The number of parts of the longest form.
    #[must_use]
    pub fn longest_form(&self) -> usize {
        self.packs.iter().map(|(_, pack)| pack.longest).max().unwrap_or(0)
    }

    /// The parts that are at least `NEAR` alike to `folded`, with their likeness, in the order of their numbers. Remembered, as
    /// names recur within and across documents.
    #[must_use]
    pub fn near(&self, folded: &str) -> Arc<[Near]> {
        self.near.get(folded, || self.search(folded))
    }

    /// How alike part `index` of `form` is to `folded`, where it is among those near it.
    #[must_use]
    pub fn likeness(&self, form: FormId, index: usize, folded: &str) -> Option<f64> {
        let part = self.parts_of(form).nth(index)?;
        let near = self.near(folded);
        let at = near.binary_search_by_key(&part, |near| near.part).ok()?;
        Some(near[at].value)
    }

    fn search(&self, folded: &str) -> Vec<Near> {
        let bag = LetterBag::of(folded);
        let mut against = Against::new(folded);
        let mut found = Vec::new();
        let indexes: Vec<NearIndex<'_>> = self.packs.iter().map(|(_, pack)| pack.nearness()).collect();
        for (number, part) in near::candidates(&indexes, folded) {
            let (bases, pack) = &self.packs[number];
            if part >= pack.parts() || bag.rules_out(pack.letters(part)) {
                continue;
            }
            let right = pack.folded(part);
            if right != folded
                && let Some(alike) = against.similarity_from(NEAR, right)
            {
                found.push(Near { part: bases.part + part, value: alike.value });
            }
        }
        found
    }
}

/// The least likeness worth a look: the laxest limit of any rule lies above it.
const NEAR: f64 = 0.58;

/// A part near some word.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Near {
    /// The part.
    pub part: PartId,
    /// From 0 to 1; see [`crate::similar::Similarity`].
    pub value: f64,
}
