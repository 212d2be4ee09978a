//! The compiled form of name tables: sections of numbers and one of text, used where they lie.
//!
//! Nothing is parsed when a pack is opened; a file is only summed up once, against the checksum in its head. A number that points
//! nowhere, as in a file that somebody changes later, reads as 0 or as the last there is, and a text as empty: wrong names, but never
//! a panic.

use super::keys::KeyTable;
use super::kinds::Traits;
use super::near::NearIndex;
use super::numbers::Numbers;
use super::office::OfficeWords;
use crate::similar::{LetterBag, Letters};
use std::fmt;
use std::ops::{Deref, Range};

/// The first bytes of a pack; the digits are the version of its shape.
pub(in crate::lexicon) const MAGIC: &[u8; 8] = b"MPNAME05";

/// The sections, in the order of the file.
#[derive(Debug, Clone, Copy)]
pub(super) enum Section {
    /// All texts, end to end.
    Text,
    /// [`ENTRY`] numbers an entry, and once more for the end.
    Entries,
    /// Texts that entries hold several of, as offset and length.
    Lists,
    /// [`FORM`] numbers a form, and once more for the end.
    Forms,
    /// The parts of all forms.
    FormParts,
    /// [`PART`] numbers a distinct part in alphabetical order, and once more for the end.
    Parts,
    /// [`USE`] numbers for each place of a part, as [`PackedUse`] packs them.
    Uses,
    PartStarts,
    PartKeys,
    PartValues,
    /// Entries by the joined parts of their accepted forms.
    AcceptedStarts,
    AcceptedKeys,
    AcceptedValues,
    /// Forms of several parts by these run together.
    JoinedStarts,
    JoinedKeys,
    JoinedValues,
    /// Real names that the rows' `distinct` cells name.
    RealStarts,
    RealKeys,
    RealValues,
    NearStarts,
    NearKeys,
}

pub(super) const SECTIONS: usize = Section::NearKeys as usize + 1;
/// Magic and checksum; everything behind them is summed up.
pub(super) const SUMMED_FROM: usize = MAGIC.len() + 8;
/// Magic, checksum, the number of parts of the longest form, and the length of each section.
pub(super) const HEAD: usize = SUMMED_FROM + 8 + 8 * SECTIONS;

/// Numbers of an entry: name, id and file as offset and length, line, traits, where its forms and its lists of roles, garbled and
/// distinct forms begin, and the words of its roles.
pub(super) const ENTRY: usize = 14;
/// Numbers of a form: its text as offset and length, its entry, and where its parts begin.
pub(super) const FORM: usize = 4;
/// Numbers of a part: its text as offset and length, the halves of its bag of letters, and where its uses begin.
pub(super) const PART: usize = 5;

/// Numbers of a place of a part: its form, where in it with whose, and the halves of the letters of the form's other parts.
pub(super) const USE: usize = 4;

/// One compiled set of tables.
pub(super) struct Pack {
    bytes: Box<dyn Deref<Target = [u8]> + Send + Sync>,
    sections: [Range<usize>; SECTIONS],
    /// The number of parts of the longest form.
    pub longest: usize,
    /// The CRC-32 of everything behind it, as the head says.
    pub sum: u64,
}

impl fmt::Debug for Pack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pack").field("bytes", &self.bytes.len()).field("entries", &self.entries()).finish()
    }
}

/// A part at a place of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PackedUse {
    pub form: u32,
    pub index: u16,
    /// At most 32,767.
    pub of: u16,
    /// Whether the entry has roles.
    pub holds_office: bool,
    /// The letters of the form's other parts: they stand here, as most forms are ruled out by them, and looking at each form for
    /// them takes a cache miss or three.
    pub others: Letters,
}

impl PackedUse {
    pub(super) fn packed(self) -> [u32; USE] {
        let of = u32::from(self.of.min(0x7fff));
        let place = u32::from(self.index) << 16 | u32::from(self.holds_office) << 15 | of;
        let [low, high] = halves(self.others.packed());
        [self.form, place, low, high]
    }

    fn unpacked([form, place, low, high]: [u32; USE]) -> Self {
        let of = place as u16 & 0x7fff;
        Self {
            form,
            index: (place >> 16) as u16,
            of,
            holds_office: place >> 15 & 1 == 1,
            others: Letters::unpacked(whole([low, high]), usize::from(of.saturating_sub(1))),
        }
    }
}

/// The lower and the upper half of a number.
pub(super) const fn halves(number: u64) -> [u32; 2] {
    [number as u32, (number >> 32) as u32]
}

fn whole([low, high]: [u32; 2]) -> u64 {
    u64::from(low) | u64::from(high) << 32
}

impl Pack {
    /// The pack in `bytes`, of which only the head is read: whether its sum is right is for those to ask who took it from a disk.
    pub(super) fn open(bytes: Box<dyn Deref<Target = [u8]> + Send + Sync>) -> Result<Self, String> {
        if !bytes.starts_with(MAGIC) {
            return Err("no compiled name table of this version; compile it anew".to_owned());
        }
        let sum = Numbers(bytes.get(MAGIC.len()..SUMMED_FROM).unwrap_or_default()).u64(0);
        let head = Numbers(bytes.get(SUMMED_FROM..HEAD).unwrap_or_default());
        let mut end = HEAD;
        let mut sections = [const { 0..0 }; SECTIONS];
        for (i, section) in sections.iter_mut().enumerate() {
            let start = end;
            let length = usize::try_from(head.u64(1 + i)).unwrap_or(usize::MAX);
            end = start.saturating_add(length);
            *section = start..end;
        }
        if end != bytes.len() {
            return Err(format!("a damaged compiled name table: {} bytes instead of {end}", bytes.len()));
        }
        Ok(Self { longest: head.u32(0) as usize, sum, bytes, sections })
    }

    fn section(&self, section: Section) -> Numbers<'_> {
        Numbers(self.bytes.get(self.sections[section as usize].clone()).unwrap_or_default())
    }

    fn table(&self, starts: Section, keys: Section, values: Section) -> KeyTable<'_> {
        KeyTable { starts: self.section(starts), keys: self.section(keys), values: self.section(values) }
    }

    /// How many records of `width` numbers a section has, without the one that marks the end.
    fn records(&self, section: Section, width: usize) -> u32 {
        u32::try_from((self.section(section).len_u32() / width).saturating_sub(1)).unwrap_or(u32::MAX)
    }

    pub(super) fn entries(&self) -> u32 {
        self.records(Section::Entries, ENTRY)
    }

    pub(super) fn forms(&self) -> u32 {
        self.records(Section::Forms, FORM)
    }

    pub(super) fn parts(&self) -> u32 {
        self.records(Section::Parts, PART)
    }

    /// The text at the offset and of the length that stand at number `at` of `section`.
    fn text(&self, section: Section, at: usize) -> &str {
        let numbers = self.section(section);
        let (offset, length) = (numbers.u32(at) as usize, numbers.u32(at + 1) as usize);
        let text = self.section(Section::Text).0.get(offset..offset.saturating_add(length)).unwrap_or_default();
        std::str::from_utf8(text).unwrap_or_default()
    }

    /// Text `field` (0 name, 1 id, 2 file) of an entry.
    pub(super) fn entry_text(&self, entry: u32, field: usize) -> &str {
        self.text(Section::Entries, entry as usize * ENTRY + 2 * field)
    }

    fn entry_number(&self, entry: u32, field: usize) -> u32 {
        self.section(Section::Entries).u32(entry as usize * ENTRY + field)
    }

    pub(super) fn line(&self, entry: u32) -> u32 {
        self.entry_number(entry, 6)
    }

    pub(super) fn traits(&self, entry: u32) -> Traits {
        Traits::unpacked(self.entry_number(entry, 7))
    }

    pub(super) fn office_words(&self, entry: u32) -> OfficeWords {
        OfficeWords::unpacked([12, 13].map(|field| self.entry_number(entry, field)))
    }

    pub(super) fn forms_of(&self, entry: u32) -> Range<u32> {
        let first = |entry: u32| self.entry_number(entry, 8).min(self.forms());
        first(entry)..first(entry + 1)
    }

    /// List `which` (0 roles, 1 garbled, 2 distinct) of an entry.
    pub(super) fn list(&self, entry: u32, which: usize) -> impl Iterator<Item = &str> + Clone {
        let end = if which == 2 { self.entry_number(entry + 1, 9) } else { self.entry_number(entry, 10 + which) };
        let all = u32::try_from(self.section(Section::Lists).len_u32() / 2).unwrap_or(u32::MAX);
        (self.entry_number(entry, 9 + which)..end.min(all)).map(|i| self.text(Section::Lists, 2 * i as usize))
    }

    pub(super) fn written(&self, form: u32) -> &str {
        self.text(Section::Forms, form as usize * FORM)
    }

    pub(super) fn entry_of(&self, form: u32) -> u32 {
        self.section(Section::Forms).u32(form as usize * FORM + 2).min(self.entries())
    }

    /// The number of its first part among the parts of all forms, and of the first that is not its own.
    pub(super) fn form_parts(&self, form: u32) -> Range<usize> {
        let first = |form: u32| self.section(Section::Forms).u32(form as usize * FORM + 3) as usize;
        first(form)..first(form + 1).min(self.section(Section::FormParts).len_u32())
    }

    /// Part number `at` of the parts of all forms.
    pub(super) fn form_part(&self, at: usize) -> u32 {
        self.section(Section::FormParts).u32(at).min(self.parts())
    }

    pub(super) fn folded(&self, part: u32) -> &str {
        self.text(Section::Parts, part as usize * PART)
    }

    pub(super) fn letters(&self, part: u32) -> LetterBag {
        let parts = self.section(Section::Parts);
        let at = part as usize * PART;
        LetterBag::unpacked(whole([2, 3].map(|n| parts.u32(at + n))))
    }

    /// Where the part stands.
    pub(super) fn uses(&self, part: u32) -> impl ExactSizeIterator<Item = PackedUse> {
        let first = |part: u32| self.section(Section::Parts).u32(part as usize * PART + 4);
        let (uses, forms) = (self.section(Section::Uses), self.forms());
        (first(part) as usize..(first(part + 1) as usize).min(uses.len_u32() / USE)).map(move |i| {
            let found = PackedUse::unpacked([0, 1, 2, 3].map(|n| uses.u32(USE * i + n)));
            PackedUse { form: found.form.min(forms), ..found }
        })
    }

    /// The part with these letters; by their hash alone, as its text would be a cache miss or two more for every word that is
    /// asked for: among 1,000,000 names one word in 10^12 is taken for one of them.
    pub(super) fn part(&self, folded: u64) -> Option<u32> {
        let table = self.table(Section::PartStarts, Section::PartKeys, Section::PartValues);
        table.find(folded).next().filter(|&part| part < self.parts())
    }

    /// Entries that accept the parts `joined` by single spaces; by their hash alone too, as the text of every mixed spelling would
    /// double the file.
    pub(super) fn accepting(&self, joined: u64) -> impl Iterator<Item = u32> {
        self.table(Section::AcceptedStarts, Section::AcceptedKeys, Section::AcceptedValues)
            .find(joined)
            .map(|entry| entry.min(self.entries()))
    }

    /// The first form of several parts that `run_together` is without the spaces.
    pub(super) fn joined(&self, run_together: u64) -> Option<u32> {
        self.table(Section::JoinedStarts, Section::JoinedKeys, Section::JoinedValues)
            .find(run_together)
            .next()
            .map(|form| form.min(self.forms()))
    }

    pub(super) fn is_real_neighbour(&self, joined: u64) -> bool {
        self.table(Section::RealStarts, Section::RealKeys, Section::RealValues).find(joined).next().is_some()
    }

    pub(super) fn nearness(&self) -> NearIndex<'_> {
        NearIndex { starts: self.section(Section::NearStarts), filed: self.section(Section::NearKeys) }
    }
}
