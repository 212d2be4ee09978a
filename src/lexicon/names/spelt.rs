//! What the letters of a name say of its being meant for a form, whatever stands around it: which parts are wrong, and whether
//! that may be a mistake at all.

use super::clue::Clue;
use super::spelling::{
    are_of_one_family, is_adjective_of_place, is_choice, is_derived, is_family_of_place, is_feminine_of, is_form_of,
    is_initialism, is_of_another_language, is_reading, is_short_for, is_with_generic_ending,
};
use super::{Entry, FormId, Home, Kind, Names, is_particle};
use crate::lexicon::countries::country;
use crate::lexicon::words::Known;
use crate::similar::{Compared, LetterBag, edits, skeleton};
use std::borrow::Cow;
use std::cmp::Ordering;
use std::sync::Arc;

/// Below this a part is no spelling of another.
pub const LEAST: f64 = 0.55;
/// The same where other tellers of the story have the form in the very place.
const LEAST_IN_PLACE: f64 = 0.30;
/// Parts that are cut anew must be nearly all there: `Khabarovsky Krai` is no `Khabarovsk`.
const LEAST_RECUT: f64 = 0.75;
/// Everything is near a name of fewer letters that stands alone.
const FEWEST_LETTERS: usize = 3;
/// A given name of so many entries says little of who is meant, unless the family name is nearly the same.
const BEARERS_OF_A_COMMON_NAME: usize = 20;
const NEARLY_THE_SAME: f64 = 0.97;
/// Fewer letters run together are a word of some language.
const FEWEST_JOINED: usize = 7;

/// How the parts of a name stand to those of the form that is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// One to one.
    Even,
    /// One part torn into several.
    Split,
    /// Several parts run into one.
    Joined,
}

impl Cut {
    /// Of the parts of a name or a form those that are held against each other: cut anew they are one.
    #[must_use]
    pub fn compared<'a>(self, parts: &[&'a str]) -> Vec<Cow<'a, str>> {
        match self {
            Self::Even => parts.iter().map(|&part| Cow::Borrowed(part)).collect(),
            Self::Split | Self::Joined => vec![Cow::Owned(parts.concat())],
        }
    }
}

/// A form that may be meant.
#[derive(Debug, Clone)]
pub struct Meant<'a> {
    /// Its number, where the lexicon has it.
    pub form: Option<FormId>,
    /// Whose it is, likewise.
    pub entry: Option<Entry<'a>>,
    /// As an editor would write it.
    pub written: &'a str,
    /// Its folded parts.
    pub parts: Vec<&'a str>,
}

/// How a name is a spelling of a form.
#[derive(Debug, Clone)]
pub struct Spelt {
    /// The form's number, where the lexicon has it.
    pub form: Option<FormId>,
    /// How the parts stand to those of the form.
    pub cut: Cut,
    /// The parts that are wrong, by their index, each with its likeness. Parts that are cut anew are one.
    pub wrong: Box<[(usize, f64)]>,
    /// Whether it stands alone, as one name without the rest.
    pub alone: bool,
    /// Whether it is so far from the form that only the office can still speak for it.
    pub far: bool,
    /// Whether it is other initials of as many letters, which are meant for these only where all are capitals.
    pub initials: bool,
    /// Whether a wrong part may be a woman's name or a case of the right one.
    pub feminine: bool,
    /// Whether every wrong part is what another of the family is called, or the family that a place is named after.
    pub of_one_family: bool,
    /// Whether another language writes it so, and nothing else is wrong.
    pub of_another_language: bool,
    /// Whether what is right of it is anybody's, and the rest another family name that people bear.
    pub of_a_namesake: bool,
    /// What the letters say for and against it.
    pub clues: Box<[(Clue, f64)]>,
}

/// A wrong part beside the one that is right.
struct Wrong<'a> {
    right: &'a str,
    surface: &'a str,
    likeness: f64,
    index: usize,
}

/// The parts of a name and of a form that are held against each other, and the name's wrong ones.
struct Held<'a> {
    surface: &'a [Cow<'a, str>],
    wrong: Vec<Wrong<'a>>,
    meant: &'a Meant<'a>,
}

impl Names {
    /// A form of the lexicon as one that may be meant.
    #[must_use]
    pub fn meant(&self, number: FormId) -> Meant<'_> {
        let form = self.form(number);
        Meant {
            form: Some(number),
            entry: Some(self.entry(self.entry_of(number))),
            written: form.written(),
            parts: form.parts().collect(),
        }
    }

    /// The forms that `joined`, folded parts parted by single spaces, may be meant for by its letters, in the order of their
    /// numbers.
    #[must_use]
    pub fn near_by_letters(&self, joined: &str) -> Vec<FormId> {
        if joined.contains(' ') {
            return self.alike(joined).to_vec();
        }
        let mut forms = self.of_one_part(joined).to_vec();
        forms.extend(self.joined(joined).filter(|_| joined.chars().count() >= FEWEST_JOINED));
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// How `joined` is a spelling of those, where it is one. Remembered, as names recur within and across documents.
    #[must_use]
    pub fn spelt(&self, joined: &str) -> Arc<[Arc<Spelt>]> {
        self.spelt.get(joined, || {
            let surface: Vec<&str> = joined.split(' ').collect();
            let compared = Compared::default();
            let spelling = |form| {
                // What was found near was compared for that.
                let known = |index, said: &str| self.likeness(form, index, said);
                self.spelling_where(&surface, &self.meant(form), false, &compared, known)
            };
            self.near_by_letters(joined).into_iter().filter_map(spelling).map(Arc::new).collect()
        })
    }

    /// How `surface`, which is a word or a name itself, is a spelling of forms that are the one part `right`. Remembered as well.
    #[must_use]
    pub fn spelt_for(&self, surface: &str, right: &str) -> Arc<[Arc<Spelt>]> {
        self.spelt_for.get(&format!("{surface} {right}"), || {
            let compared = Compared::default();
            if compared.similarity_from(LEAST, right, surface).is_none() {
                return Vec::new();
            }
            let spelling = |form| self.spelling(&[surface], &self.meant(form), false, &compared);
            self.one_part_forms(right).into_iter().filter_map(spelling).map(Arc::new).collect()
        })
    }

    /// The forms that have the one part `right` and no other, in the order of their numbers.
    #[must_use]
    pub fn one_part_forms(&self, right: &str) -> Vec<FormId> {
        let entries = self.accepting(right).map(|id| self.entry(id));
        let mut forms: Vec<FormId> =
            entries.flat_map(|e| e.forms().filter(|f| f.is_one_part(right)).map(|f| f.number())).collect();
        forms.sort_unstable();
        forms.dedup();
        forms
    }

    /// How the folded parts `surface` are a spelling of what is `meant`; nothing where the letters or a rule of spelling forbid
    /// it. Where other tellers of the story have it `in_place`, letters count for less.
    #[must_use]
    pub fn spelling(&self, surface: &[&str], meant: &Meant<'_>, in_place: bool, compared: &Compared) -> Option<Spelt> {
        self.spelling_where(surface, meant, in_place, compared, |_, _| None)
    }

    /// The same where the likeness of some parts, by their index and letters, is known.
    fn spelling_where(
        &self,
        surface: &[&str],
        meant: &Meant<'_>,
        in_place: bool,
        compared: &Compared,
        known: impl Fn(usize, &str) -> Option<f64>,
    ) -> Option<Spelt> {
        let cut = match surface.len().cmp(&meant.parts.len()) {
            Ordering::Equal => Cut::Even,
            Ordering::Greater => Cut::Split,
            Ordering::Less => Cut::Joined,
        };
        let alone = surface.len() == 1 || cut == Cut::Split;
        let (said, right) = (cut.compared(surface), cut.compared(&meant.parts));
        let least = match cut {
            Cut::Even if in_place => LEAST_IN_PLACE,
            Cut::Even => LEAST,
            Cut::Split | Cut::Joined => LEAST_RECUT,
        };
        let home = meant.entry.map(Entry::home);
        let last = said.len() - 1;
        let mut far = false;
        let mut wrong: Vec<Wrong<'_>> = Vec::new();
        for (index, (right, surface)) in right.iter().zip(&said).enumerate() {
            let (right, surface) = (right.as_ref(), surface.as_ref());
            // What is no part of any name is none of this entry's, and need not be looked for among its forms.
            let is_form = |e: Entry<'_>| self.has_part(surface) && is_form_of(e, right, surface, index == last);
            if right == surface || meant.entry.is_some_and(is_form) {
                continue;
            }
            far |= !in_place && LetterBag::of(right).rules_out(LetterBag::of(surface));
            if is_choice(home, &meant.parts, right, surface) {
                continue;
            }
            let known = if cut == Cut::Even { known(index, surface) } else { None };
            let likeness = match known {
                Some(value) => value,
                None => compared.similarity_from(least, right, surface)?.value,
            };
            wrong.push(Wrong { right, surface, likeness, index });
        }
        let held = Held { surface: &said, wrong, meant };
        if (held.wrong.is_empty() && cut == Cut::Even) || held.wrong.iter().any(|w| held.is_no_mistake(w, alone)) {
            return None;
        }
        let place = meant.entry.is_some_and(|e| e.kind() == Kind::Place);
        let of_one_family =
            |w: &Wrong<'_>| are_of_one_family(w.right, w.surface) || (place && is_family_of_place(w.right, w.surface));
        let wrong = &held.wrong;
        Some(Spelt {
            form: meant.form,
            cut,
            alone,
            far,
            initials: alone && !wrong.is_empty() && is_initialism(meant.written),
            feminine: wrong.iter().any(|w| is_feminine_of(w.right, w.surface)),
            of_one_family: !wrong.is_empty() && wrong.iter().all(of_one_family),
            of_another_language: cut == Cut::Even
                && wrong.iter().all(|w| is_of_another_language(home, w.right, w.surface)),
            of_a_namesake: held.is_of_a_namesake(self),
            clues: held.clues(self, home),
            wrong: wrong.iter().map(|w| (w.index, w.likeness)).collect(),
        })
    }
}

impl Wrong<'_> {
    fn letters(&self) -> usize {
        self.surface.chars().count().max(self.right.chars().count())
    }

    /// Whether the two share all but their last letters, as a name and its cases do.
    fn differs_at_the_end(&self) -> bool {
        let shared = self.right.chars().zip(self.surface.chars()).take_while(|(a, b)| a == b).count();
        shared >= 3 && self.letters() - shared <= 2
    }
}

impl Held<'_> {
    /// Whether a wrong part is a spelling, a name or a word in its own right.
    fn is_no_mistake(&self, w: &Wrong<'_>, alone: bool) -> bool {
        let [said, right] = [w.surface, w.right].map(|part| part.chars().count());
        said < 2
            || (alone && (right < FEWEST_LETTERS || (said != right && is_initialism(self.meant.written))))
            || is_particle(w.surface)
            || is_derived(w.right, w.surface)
            || is_short_for(w.right, w.surface)
            || is_with_generic_ending(w.right, w.surface)
            || country(w.surface).is_some()
            || (self.meant.entry.is_some_and(|e| e.kind() != Kind::Person) && is_adjective_of_place(w.right, w.surface))
    }

    fn clues(&self, names: &Names, home: Option<Home>) -> Box<[(Clue, f64)]> {
        let mut clues = self.likeness(home);
        clues.extend(self.what_else_it_is(names));
        clues.extend(self.whose_it_is(names));
        clues.retain(|(_, value)| *value != 0.0);
        clues.into_boxed_slice()
    }

    fn likeness(&self, home: Option<Home>) -> Vec<(Clue, f64)> {
        let wrong = &self.wrong;
        if wrong.is_empty() {
            return vec![(Clue::Likeness, 2.0), (Clue::Least, 2.0)];
        }
        let letters: usize = wrong.iter().map(Wrong::letters).sum();
        let mean = wrong.iter().map(|w| w.likeness * w.letters() as f64).sum::<f64>() / letters.max(1) as f64;
        let least = wrong.iter().map(|w| w.likeness).fold(1.0, f64::min);
        let plain: usize = wrong.iter().map(|w| edits(w.right, w.surface)).sum();
        vec![
            (Clue::Likeness, (mean - 0.8) * 10.0),
            (Clue::Least, (least - 0.8) * 10.0),
            (Clue::Edits, plain as f64 / letters.max(1) as f64 * 5.0),
            flag(Clue::Consonants, self.has_the_consonants()),
            flag(Clue::FirstLetter, wrong.iter().any(|w| w.right.chars().next() != w.surface.chars().next())),
            flag(Clue::Short, wrong.iter().any(|w| w.letters() < 5)),
            flag(Clue::Long, letters >= 8),
            flag(Clue::Ending, wrong.iter().all(Wrong::differs_at_the_end)),
            flag(Clue::Reading, wrong.iter().any(|w| is_reading(home, &self.meant.parts, w.right, w.surface))),
        ]
    }

    fn has_the_consonants(&self) -> bool {
        !self.wrong.is_empty() && self.wrong.iter().all(|w| skeleton(w.right) == skeleton(w.surface))
    }

    /// Whether the family name is wrong but real, and what is right is a given name of many or `de`: John Aquilina is no Aquilino, and
    /// De Clerck no De Klerk. A given name in other letters than theirs came from another script, and so did the family name.
    fn is_of_a_namesake(&self, names: &Names) -> bool {
        let person = self.meant.entry.is_some_and(|e| e.kind() == Kind::Person);
        let [family] = self.wrong.as_slice() else { return false };
        let real = family.likeness < NEARLY_THE_SAME && Known::of(family.surface).is_family();
        let anybodys = |part: &str| {
            let common = is_particle(part) || names.bearers(part).count >= BEARERS_OF_A_COMMON_NAME;
            common && self.meant.parts.contains(&part)
        };
        person && real && self.surface.len() > 1 && !self.has_a_wrong_given_name() && self.right_parts().all(anybodys)
    }

    fn has_a_wrong_given_name(&self) -> bool {
        let given = usize::from(self.meant.entry.is_some_and(Entry::family_first));
        self.surface.len() > 1 && self.wrong.iter().any(|w| w.index == given)
    }

    fn what_else_it_is(&self, names: &Names) -> Vec<(Clue, f64)> {
        let known: Vec<Known> = self.wrong.iter().map(|w| Known::of(w.surface)).collect();
        let any = |is: fn(Known) -> bool| known.iter().any(|k| is(*k));
        vec![
            flag(Clue::Word, any(Known::is_word)),
            flag(Clue::Given, any(Known::is_given)),
            flag(Clue::Family, any(|k| k.is_family() || k.is_borne())),
            flag(Clue::Town, any(Known::is_place)),
            flag(Clue::Listed, self.wrong.iter().any(|w| names.has_part(w.surface))),
            flag(Clue::Accepted, self.wrong.iter().any(|w| names.accepts(w.surface))),
            flag(Clue::GivenPlace, self.has_a_wrong_given_name()),
        ]
    }

    fn right_parts(&self) -> impl Iterator<Item = &str> {
        let is_right = |i: &usize| !self.wrong.iter().any(|w| w.index == *i);
        (0..self.surface.len()).filter(is_right).map(|i| self.surface[i].as_ref())
    }

    /// What the parts that are right say, and whose name it is.
    fn whose_it_is(&self, names: &Names) -> Vec<(Clue, f64)> {
        let exact: Vec<&str> = self.right_parts().filter(|p| !is_particle(p) && p.chars().count() > 1).collect();
        let only_theirs = |part: &&str| {
            let known = Known::of(part);
            part.chars().count() >= 5
                && !known.is_given()
                && !known.is_common_family()
                && self.meant.entry.is_some_and(|e| names.bearers(part).only == Some(e.number()))
        };
        let rare = exact.iter().any(only_theirs);
        let nothing_right = self.surface.len() > 1 && exact.is_empty();
        let kind = self.meant.entry.map(Entry::kind);
        let bearers = self.wrong.iter().map(|w| names.bearers(w.right).count).max();
        vec![
            flag(Clue::AllWrong, nothing_right),
            flag(Clue::AllUnheard, nothing_right && self.wrong.iter().all(|w| names.is_unheard(w.surface))),
            flag(Clue::RareBeside, rare),
            flag(Clue::RareBesideVowels, rare && self.has_the_consonants() && self.has_a_wrong_given_name()),
            flag(Clue::PlaceKind, kind == Some(Kind::Place)),
            flag(Clue::OrganisationKind, kind == Some(Kind::Organisation)),
            flag(Clue::Unlisted, kind.is_none()),
            (Clue::Bearers, (bearers.unwrap_or(1).max(1) as f64).ln()),
        ]
    }
}

fn flag(clue: Clue, holds: bool) -> (Clue, f64) {
    (clue, f64::from(u8::from(holds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::Lexicon;

    fn names(rows: &str) -> Names {
        let table = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(table.path(), format!("name,kind,aliases\n{rows}\n")).unwrap();
        Lexicon::load(&[table.path().to_owned()]).unwrap().names
    }

    /// The forms that `joined` is a spelling of, with how and which parts are wrong.
    fn spelt(names: &Names, joined: &str) -> Vec<(String, Cut, Vec<usize>)> {
        let told = |s: &Arc<Spelt>| {
            let written = names.form(s.form.unwrap()).written().to_owned();
            (written, s.cut, s.wrong.iter().map(|(index, _)| *index).collect())
        };
        names.spelt(joined).iter().map(told).collect()
    }

    #[test]
    fn a_name_is_a_spelling_by_its_wrong_parts_torn_or_run_together() {
        let names = names("Olgerd Tsverkunov,person,");
        let olgerd = |cut, wrong| ("Olgerd Tsverkunov".to_owned(), cut, wrong);
        assert_eq!(spelt(&names, "olgert tsverkunov"), [olgerd(Cut::Even, vec![0])]);
        assert_eq!(spelt(&names, "olgert tsverkunof"), [olgerd(Cut::Even, vec![0, 1])]);
        assert_eq!(spelt(&names, "olgerdtsverkunov"), [olgerd(Cut::Joined, vec![])]);
        assert_eq!(spelt(&names, "tsver kunof"), [("Tsverkunov".to_owned(), Cut::Split, vec![0])]);
        assert!(spelt(&names, "olgerd tsverkunov").is_empty() && spelt(&names, "bertold amsinck").is_empty());
    }

    #[test]
    fn what_the_letters_say_is_kept_with_the_spelling() {
        let names = names("Olgerd Tsverkunov,person,");
        let spelt = &names.spelt("olgert tsverkunov")[0];
        let says = |clue: Clue| spelt.clues.iter().find(|(said, _)| *said == clue).map_or(0.0, |(_, value)| *value);
        assert!(says(Clue::Consonants) > 0.0 && says(Clue::GivenPlace) > 0.0 && says(Clue::RareBeside) > 0.0);
        assert!(says(Clue::AllWrong) < 0.5 && says(Clue::PlaceKind) < 0.5);
    }

    #[test]
    fn other_tellers_in_the_very_place_make_up_for_letters() {
        let names = names("Tsverkunov,person,");
        let meant = names.meant(names.one_part_forms("tsverkunov")[0]);
        let spelling = |in_place| names.spelling(&["tamarin"], &meant, in_place, &Compared::default());
        assert!(spelling(false).is_none());
        assert!(spelling(true).is_some_and(|spelt| spelt.wrong[0].1 < LEAST && !spelt.far));
    }

    #[test]
    fn a_word_is_a_spelling_of_a_name_that_is_near_it() {
        let names = names("Cabynet,person,");
        assert_eq!(names.spelt_for("cabinet", "cabynet").len(), 1);
        assert_eq!(names.spelt_for("kitchen", "cabynet").len(), 0);
    }

    #[test]
    fn a_given_name_of_many_before_another_real_family_name_is_a_namesakes() {
        let many: Vec<String> = (b'a'..=b't').map(|c| format!("Zedrik Tsv{}rkunov,person,", char::from(c))).collect();
        let names = names(
            &[many.join("\n"), "Zedrik Aquilino,person,\nVeltrik Aquilino,person,\nHarkov Zedrik,person,".to_owned()]
                .join("\n"),
        );
        let namesakes = |joined: &str, right: &str| {
            let spelt = names.spelt(joined);
            spelt.iter().find(|s| names.form(s.form.unwrap()).joined(" ") == right).unwrap().of_a_namesake
        };
        assert!(namesakes("zedrik aquilina", "zedrik aquilino"));
        assert!(!namesakes("zedrik akvilino", "zedrik aquilino"), "nobody is called so");
        assert!(!namesakes("veltrik aquilina", "veltrik aquilino"), "few are called Veltrik");
        assert!(!namesakes("harkow zedrik", "harkov zedrik"), "the given name is wrong");
    }
}
