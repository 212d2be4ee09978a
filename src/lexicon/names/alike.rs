//! Which forms a name of several parts may be meant for, by its letters alone.

use super::{FormId, Names, PartId, PartUse};
use crate::lexicon::names::is_particle;
use crate::similar::{LetterBag, Letters};
use std::sync::Arc;

/// A part that more forms have than this is nobody's: it does not bring up all its bearers, who are found by their other parts.
/// It bounds the work a name costs, however large the tables are; in the built-in ones no part has as many.
pub const MOST_BEARERS: usize = 512;

/// So many forms are weighed for a name, the nearest, however large the tables are.
const MOST_ALIKE: usize = 16;

/// The same for a name of one part: they are in the order of their likeness, and a rival further down is none.
const MOST_ALONE: usize = 8;

/// Names of more parts are not held to be one part torn.
const MOST_TORN: usize = 3;

impl Names {
    /// The forms that `joined`, parts parted by single spaces, may be meant for: those of as many parts, of which one stands at
    /// the same place, exactly or nearly, and the others have about the same letters; and those of one part that are torn into
    /// these.
    #[must_use]
    pub fn alike(&self, joined: &str) -> Arc<[FormId]> {
        self.alike.get(joined, || {
            let surface: Vec<&str> = joined.split(' ').collect();
            let said = Said::of(self, &surface);
            let places = self.places(&surface, |used| said.may_be(self, used));
            let mut found: Vec<Found> = places.into_iter().map(|(part, used)| self.found(part, used)).collect();
            let whole = |part: &&str| part.chars().count() < 2 || (part.len() > 4 && self.accepts(part));
            if surface.len() <= MOST_TORN
                && surface.iter().any(|part| self.is_unheard(part))
                && !surface.iter().any(whole)
            {
                let one_part = self.of_one_part(&surface.concat());
                found.extend(one_part.iter().map(|&form| Found { form, letters: None }));
            }
            found.sort_unstable_by_key(|found| found.form);
            found.dedup_by_key(|found| found.form);
            self.nearest(joined, found)
        })
    }

    /// The forms of those who may hold an office with as many parts as `joined`, of which one stands at the same place, exactly or
    /// nearly.
    #[must_use]
    pub fn holders(&self, joined: &str) -> Arc<[FormId]> {
        self.holders.get(joined, || {
            let surface: Vec<&str> = joined.split(' ').collect();
            self.places(&surface, |used| used.may_hold_office).into_iter().map(|(_, used)| used.form).collect()
        })
    }

    /// Of more forms than [`MOST_ALIKE`] those that have most letters of `joined`, in the order of their numbers.
    fn nearest(&self, joined: &str, mut found: Vec<Found>) -> Vec<FormId> {
        if found.len() > MOST_ALIKE {
            let said = LetterBag::of(joined);
            let letters =
                |found: &Found| found.letters.unwrap_or_else(|| LetterBag::of(&self.form(found.form).joined(" ")));
            found.sort_by_cached_key(|found| (said.differs_by(letters(found)), found.form));
            found.truncate(MOST_ALIKE);
        }
        let mut nearest: Vec<FormId> = found.into_iter().map(|found| found.form).collect();
        nearest.sort_unstable();
        nearest
    }

    fn found(&self, part: PartId, used: PartUse) -> Found {
        let letters = match used.others {
            Letters::One(other) => Some(self.letters(part).with(other)),
            Letters::Several(_) => None,
        };
        Found { form: used.form, letters }
    }

    /// Where, in forms of as many parts as `surface`, one of its parts stands at the same place, exactly or nearly; those that fit.
    pub fn places(&self, surface: &[&str], fits: impl Fn(&PartUse) -> bool) -> Vec<(PartId, PartUse)> {
        let mut found = Vec::new();
        for (i, part) in surface.iter().enumerate().filter(|(_, part)| !is_particle(part)) {
            let at_an_end = i == 0 || i + 1 == surface.len();
            let near = if at_an_end { self.near(part) } else { Arc::default() };
            for part in self.parts(part).chain(near.iter().map(|n| n.part)) {
                let uses = self.uses(part);
                if uses.len() <= MOST_BEARERS {
                    let here = uses.filter(|u| u.index == i && u.of == surface.len() && fits(u));
                    found.extend(here.map(|used| (part, used)));
                }
            }
        }
        found
    }

    /// The forms of one part that are written like `surface` or near it, the nearest first, [`MOST_ALONE`] at most.
    #[must_use]
    pub fn of_one_part(&self, surface: &str) -> Arc<[FormId]> {
        self.alone.get(surface, || {
            let mut near = self.near(surface).to_vec();
            near.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.part.cmp(&b.part)));
            let parts = self.parts(surface).chain(near.into_iter().map(|n| n.part));
            let uses = parts.map(|part| self.uses(part)).filter(|uses| uses.len() <= MOST_BEARERS);
            uses.flatten().filter(|u| u.of == 1).map(|u| u.form).take(MOST_ALONE).collect()
        })
    }
}

/// A form that a name may be meant for.
struct Found {
    form: FormId,
    /// Its letters, where they are known without looking at it.
    letters: Option<LetterBag>,
}

/// The parts of a name as a document has them.
struct Said {
    parts: Vec<(Vec<PartId>, LetterBag)>,
    /// For each part the letters of the others.
    others: Vec<Letters>,
}

impl Said {
    fn of(names: &Names, surface: &[&str]) -> Self {
        let others_than =
            |index: usize| surface.iter().enumerate().filter(move |(i, _)| *i != index).map(|(_, part)| *part);
        Self {
            parts: surface.iter().map(|part| (names.parts(part).collect(), LetterBag::of(part))).collect(),
            others: (0..surface.len()).map(|index| Letters::of(others_than(index))).collect(),
        }
    }

    /// Whether the form in which a part stands may be meant. Of two parts the near one fits already, and the other is known by its
    /// bag.
    fn may_be(&self, names: &Names, there: &PartUse) -> bool {
        self.may_be_others(there) && (there.of == 2 || self.may_all_be(names, there.form))
    }

    /// Whether every part of a form of as many parts is there or has about the letters of the one that is.
    fn may_all_be(&self, names: &Names, form: FormId) -> bool {
        let pairs = self.parts.iter().zip(names.parts_of(form));
        pairs
            .into_iter()
            .all(|((exact, letters), part)| exact.contains(&part) || !letters.rules_out(names.letters(part)))
    }

    /// What costs less to see and rules out no form that [`Said::may_all_be`] does not: whether the form's other parts may be.
    fn may_be_others(&self, there: &PartUse) -> bool {
        !self.others[there.index].rule_out(there.others, there.of.saturating_sub(1))
    }
}
