//! People, places and organisations as they lie in a pack.

use super::kinds::{Gender, Home, Kind};
use super::office::OfficeWords;
use super::pack::Pack;
use super::{Bases, EntryId, FormId};

/// A person, place or organisation.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub(super) pack: &'a Pack,
    /// Its number in the pack.
    pub(super) number: u32,
    pub(super) bases: Bases,
}

/// One way of writing a name that newsrooms accept.
#[derive(Debug, Clone, Copy)]
pub struct Form<'a> {
    pub(super) pack: &'a Pack,
    pub(super) number: u32,
    pub(super) bases: Bases,
}

impl<'a> Entry<'a> {
    /// Its number among all entries.
    #[must_use]
    pub const fn number(self) -> EntryId {
        self.bases.entry + self.number
    }

    /// The canonical form.
    #[must_use]
    pub fn name(self) -> &'a str {
        self.pack.entry_text(self.number, 0)
    }

    /// The row's `id`, or a slug of its name.
    #[must_use]
    pub fn id(self) -> &'a str {
        self.pack.entry_text(self.number, 1)
    }

    /// Where the row stands, for messages.
    #[must_use]
    pub fn place(self) -> String {
        format!("{}:{}", self.pack.entry_text(self.number, 2), self.pack.line(self.number))
    }

    pub(super) fn file_and_line(self) -> (String, u64) {
        (self.pack.entry_text(self.number, 2).to_owned(), u64::from(self.pack.line(self.number)))
    }

    /// What it names.
    #[must_use]
    pub fn kind(self) -> Kind {
        self.pack.traits(self.number).kind
    }

    /// Known for people only.
    #[must_use]
    pub fn gender(self) -> Option<Gender> {
        self.pack.traits(self.number).gender
    }

    /// The writing of its native name, or that of the first office whose country has one.
    #[must_use]
    pub fn home(self) -> Home {
        self.pack.traits(self.number).home
    }

    /// Whether the family name comes first, as in Xi Jinping: then the first part is among the forms that stand alone.
    #[must_use]
    pub fn family_first(self) -> bool {
        self.pack.traits(self.number).family_first
    }

    /// Offices as `<country> <role>`, folded.
    pub fn roles(self) -> impl Iterator<Item = &'a str> + Clone {
        self.pack.list(self.number, 0)
    }

    /// The words of all its offices.
    pub(crate) fn office_words(self) -> OfficeWords {
        self.pack.office_words(self.number)
    }

    /// Forms that must be flagged: the row's own test.
    pub fn garbled(self) -> impl Iterator<Item = &'a str> {
        self.pack.list(self.number, 1)
    }

    /// Real neighbours that must not be flagged: the row's own test, and accepted as names.
    pub fn distinct(self) -> impl Iterator<Item = &'a str> {
        self.pack.list(self.number, 2)
    }

    /// Accepted forms; the canonical one first, then aliases and, for people, the part that stands alone.
    pub fn forms(self) -> impl Iterator<Item = Form<'a>> + Clone {
        let form = move |number| Form { pack: self.pack, number, bases: self.bases };
        self.pack.forms_of(self.number).map(form)
    }

    /// The first of them.
    #[must_use]
    pub fn canonical(self) -> Form<'a> {
        Form { pack: self.pack, number: self.pack.forms_of(self.number).start, bases: self.bases }
    }
}

impl<'a> Form<'a> {
    /// Its number among all forms.
    #[must_use]
    pub const fn number(self) -> FormId {
        self.bases.form + self.number
    }

    /// The entry it belongs to.
    #[must_use]
    pub fn entry(self) -> EntryId {
        self.bases.entry + self.pack.entry_of(self.number)
    }

    /// As written in the table.
    #[must_use]
    pub fn written(self) -> &'a str {
        self.pack.written(self.number)
    }

    /// The number of its parts.
    #[must_use]
    pub fn len(self) -> usize {
        self.pack.form_parts(self.number).len()
    }

    /// Whether it has no part, as only in a damaged file.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Its folded parts; see [`super::parts`].
    pub fn parts(self) -> impl DoubleEndedIterator<Item = &'a str> + ExactSizeIterator + Clone {
        self.pack.form_parts(self.number).map(move |at| self.pack.folded(self.pack.form_part(at)))
    }

    /// Part `i`; empty where it has fewer.
    #[must_use]
    pub fn part(self, i: usize) -> &'a str {
        self.parts().nth(i).unwrap_or_default()
    }

    /// The first part.
    #[must_use]
    pub fn first(self) -> &'a str {
        self.part(0)
    }

    /// The last part.
    #[must_use]
    pub fn last(self) -> &'a str {
        self.parts().next_back().unwrap_or_default()
    }

    /// Whether these are its parts.
    #[must_use]
    pub fn has_parts<S: AsRef<str>>(self, parts: &[S]) -> bool {
        self.len() == parts.len() && self.parts().zip(parts).all(|(mine, theirs)| mine == theirs.as_ref())
    }

    /// Whether this is its only part.
    #[must_use]
    pub fn is_one_part(self, folded: &str) -> bool {
        self.has_parts(&[folded])
    }

    /// Its parts with `between` between each two.
    #[must_use]
    pub fn joined(self, between: &str) -> String {
        self.parts().collect::<Vec<_>>().join(between)
    }
}
