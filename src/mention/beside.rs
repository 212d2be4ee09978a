//! Whether parts of a chunk belong to somebody else's longer name: the Tong of `Chiling Tong` is no Dong.

use super::chunk::Chunk;
use crate::lexicon::countries::country;
use crate::lexicon::names::{Entry, Form, Kind, LEAST, is_particle};
use crate::lexicon::words::Known;
use crate::similar::{Against, LetterBag};
use std::ops::Range;

/// So many parts on each side may belong to one person's name; runs of capitals have no end.
const PARTS_BESIDE: usize = 4;

/// The parts beside a run of parts that are neither words nor countries, made ready when one is first held against an entry.
pub(super) struct Beside<'a>(Vec<(&'a str, Option<(LetterBag, Against)>)>);

/// A name that people bear is seldom another's in a wrong spelling: the Mortensen of `Olavur Mortensen` is no Stefánsson.
const LEAST_OF_A_REAL_NAME: f64 = 0.8;

const VOWELS: [char; 6] = ['a', 'e', 'i', 'o', 'u', 'y'];

/// Whether `part` may be the initials that `given` begins with: the `jk` of J.K. Rowling and Joan.
fn may_be_initials(part: &str, given: &str) -> bool {
    part.len() == 2 && !part.contains(VOWELS) && given.chars().next() == part.chars().next()
}

impl<'a> Beside<'a> {
    /// Those beside `range` of `chunk`.
    pub(super) fn of(chunk: &'a Chunk, range: &Range<usize>) -> Self {
        let near = range.start.saturating_sub(PARTS_BESIDE)..(range.end + PARTS_BESIDE).min(chunk.parts.len());
        let parts = near.filter(|i| !range.contains(i)).map(|i| chunk.parts[i].folded.as_str());
        let names = parts.filter(|part| {
            let known = Known::of(part);
            let word = known.is_word() && !known.is_name() && part.chars().count() > 1;
            !is_particle(part) && country(part).is_none() && !word
        });
        Self(names.map(|part| (part, None)).collect())
    }

    /// Whether one of them is no part of the name of the person `entry`, nor near one, nor an initial.
    pub(super) fn are_of_another_than(&mut self, entry: Entry<'_>) -> bool {
        let stranger = |(part, ready): &mut (&str, Option<(LetterBag, Against)>)| {
            let mut theirs = entry.forms().flat_map(Form::parts);
            if part.chars().count() == 1 {
                return !theirs.any(|p| p.starts_with(*part));
            }
            let (letters, against) = ready.get_or_insert_with(|| (LetterBag::of(part), Against::new(part)));
            let least = if Known::of(part).is_name() { LEAST_OF_A_REAL_NAME } else { LEAST };
            let mut alike =
                |p: &str| !letters.rules_out(LetterBag::of(p)) && against.similarity_from(least, p).is_some();
            !theirs.any(|p| p == *part || may_be_initials(p, part) || alike(p))
        };
        entry.kind() == Kind::Person && self.0.iter_mut().any(stranger)
    }
}
