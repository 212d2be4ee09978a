//! One reading of a name: these parts are meant to be that form. What speaks for and against it is gathered here.

use super::beside::Beside;
use super::chunk::Chunk;
use super::clue::{Clue, Clues};
use super::context::Surroundings;
use super::judge::Judge;
use super::spelling::{
    are_of_one_family, is_adjective_of_place, is_choice, is_derived, is_family_of_place, is_feminine_of, is_form_of,
    is_initialism, is_of_another_language, is_reading, is_short_for, is_with_generic_ending,
};
use crate::lexicon::countries::country;
use crate::lexicon::names::{Entry, EntryId, FormId, Gender, Home, Kind, is_particle};
use crate::lexicon::words::Known;
use crate::similar::{LetterBag, edits, skeleton};
use crate::text::Shape;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is held to be meant.
#[derive(Debug, Clone, PartialEq)]
pub struct Meaning {
    /// The entry, where the lexicon has one; otherwise the form is what the rest of the folder writes.
    pub entry: Option<EntryId>,
    /// The form of the lexicon, likewise.
    pub form: Option<FormId>,
    /// The right form, as an editor would write it.
    pub written: String,
    /// Its folded parts.
    pub parts: Vec<String>,
}

/// A reading with its evidence.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The index of the chunk.
    pub chunk: usize,
    /// The parts in the chunk.
    pub range: Range<usize>,
    /// What is held to be meant.
    pub meaning: Meaning,
    /// The evidence.
    pub clues: Clues,
    /// Whether the parts, joined, are one part of the meaning or the other way round.
    pub cut: Cut,
    /// The parts that are wrong, each with what it should be and its likeness.
    pub wrong: Vec<(String, String, f64)>,
    /// The likeliest other reading, as an editor would write it.
    pub rival: Option<String>,
    /// Whether the office alone convicts: the family name is a real one.
    pub by_office: bool,
    /// Whether only the given name is wrong, and is another one that people bear.
    pub by_given_name: bool,
    /// Whether another language writes it so, and nothing else is wrong.
    pub of_another_language: bool,
    /// Whether the name is that of somebody or something else too, and only the folder speaks for the meaning.
    pub by_folder: bool,
}

/// How the parts stand to those of the meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// One to one.
    Even,
    /// One part torn into several.
    Split,
    /// Several parts run into one.
    Joined,
}

/// Below this a part is no spelling of another.
pub(super) const LEAST: f64 = 0.55;
/// The same where other tellers of the story have the form in the very place.
const LEAST_IN_PLACE: f64 = 0.30;

/// Added to the number of tellers, so that two of two prove less than ten of ten.
const FEW_TELLERS: f64 = 2.0;

/// Everything is near a name of fewer letters that stands alone.
const FEWEST_LETTERS: usize = 3;

/// A name is looked for among so many tokens on each side of another: sentences that nothing ends have no bound.
const TOKENS_BESIDE: usize = 60;

/// Parts that are cut anew must be nearly all there: `Khabarovsky Krai` is no `Khabarovsk`.
const LEAST_RECUT: f64 = 0.75;

struct Wrong<'a> {
    right: &'a str,
    surface: &'a str,
    likeness: f64,
    index: usize,
}

impl Candidate {
    /// Each wrong part beside what it should be, and the runner-up.
    #[must_use]
    pub fn letters(&self) -> String {
        let wrong = self.wrong.iter().map(|(said, right, likeness)| format!("{said} for {right} {likeness:.2}"));
        let mut letters = wrong.collect::<Vec<_>>().join(", ");
        if letters.is_empty() {
            letters.push_str("the same letters");
        }
        if let Some(rival) = &self.rival {
            letters.push_str("; next ");
            letters.push_str(rival);
        }
        letters
    }
}

impl Judge<'_> {
    /// The evidence that the parts `range` of `chunk` mean `meaning`; nothing where the letters or a rule of spelling forbid it.
    pub(super) fn weigh(
        &self,
        (c, chunk): (usize, &Chunk),
        range: &Range<usize>,
        meaning: Meaning,
        in_place: &BTreeMap<&str, u32>,
        around: &Surroundings,
        beside: &mut Beside<'_>,
    ) -> Option<Candidate> {
        let surface: Vec<&str> = chunk.parts[range.clone()].iter().map(|p| p.folded.as_str()).collect();
        let whole: Vec<&str> = meaning.parts.iter().map(String::as_str).collect();
        let cut = match surface.len().cmp(&whole.len()) {
            Ordering::Equal => Cut::Even,
            Ordering::Greater => Cut::Split,
            Ordering::Less => Cut::Joined,
        };
        let run_together: [String; 2];
        let (surface, right) = if cut == Cut::Even {
            (surface, whole.clone())
        } else {
            run_together = [surface.concat(), whole.concat()];
            (vec![run_together[0].as_str()], vec![run_together[1].as_str()])
        };
        let entry = meaning.entry.map(|id| self.names.entry(id));
        let home = entry.map(Entry::home);
        let last = surface.len() - 1;
        let place_votes = match in_place.is_empty() {
            true => 0,
            false => in_place.get(meaning.parts.join(" ").as_str()).copied().unwrap_or(0),
        };
        let least = match cut {
            Cut::Even if place_votes > 0 => LEAST_IN_PLACE,
            Cut::Even => LEAST,
            Cut::Split | Cut::Joined => LEAST_RECUT,
        };
        let mut wrong: Vec<Wrong<'_>> = Vec::new();
        for (index, (right, surface)) in right.iter().zip(&surface).enumerate() {
            // What is no part of any name is none of this entry's, and need not be looked for among its forms.
            let is_form = |e: Entry<'_>| self.names.has_part(surface) && is_form_of(e, right, surface, index == last);
            if right == surface || entry.is_some_and(is_form) {
                continue;
            }
            // So far that only the office can still speak for it.
            if place_votes == 0
                && LetterBag::of(right).rules_out(LetterBag::of(surface))
                && !entry.is_some_and(|e| around.name_office_of(e))
            {
                return None;
            }
            if is_choice(home, &whole, right, surface) {
                continue;
            }
            let listed = meaning.form.filter(|_| cut == Cut::Even && place_votes == 0);
            let likeness = match listed.and_then(|form| self.names.likeness(form, index, surface)) {
                Some(value) => value,
                None => self.similarity_from(least, right, surface)?.value,
            };
            wrong.push(Wrong { right, surface, likeness, index });
        }
        let alone = range.len() == 1 || cut == Cut::Split;
        let capitals = |i: usize| self.shape(chunk, i) == Shape::Upper;
        let initials_of_others = |w: &Wrong<'_>| {
            let alike = range.clone().all(capitals) && w.surface.chars().count() == w.right.chars().count();
            is_initialism(&meaning.written) && !alike
        };
        let hopeless = |w: &Wrong<'_>| {
            w.surface.chars().count() < 2
                || (alone && (w.right.chars().count() < FEWEST_LETTERS || initials_of_others(w)))
                || is_particle(w.surface)
                || is_derived(w.right, w.surface)
                || is_short_for(w.right, w.surface)
                || is_with_generic_ending(w.right, w.surface)
                || country(w.surface).is_some()
                || (entry.is_some_and(|e| e.kind() != Kind::Person) && is_adjective_of_place(w.right, w.surface))
        };
        if cut == Cut::Joined && range.clone().any(|i| self.shape(chunk, i) == Shape::Mixed) {
            return None;
        }
        if (wrong.is_empty() && cut == Cut::Even) || wrong.iter().any(hopeless) {
            return None;
        }
        if alone && entry.is_some_and(|e| beside.are_of_another_than(e)) {
            return None;
        }
        let mut clues = Clues::new(alone, self.story.tellers() > 0);
        Self::letters(&mut clues, &wrong, home, &whole);
        self.what_else_it_is(&mut clues, &wrong, entry, last);
        self.company(&mut clues, chunk, range, &surface, &wrong, &meaning);
        self.context(&mut clues, around, surface[0], entry);
        self.elsewhere(&mut clues, &surface, &meaning, place_votes);
        let family_only = !alone && wrong.iter().all(|w| w.index == last);
        let office = clues.get(Clue::Office) > 0.0;
        // More other tellers have this form than have the one meant instead, and none has that here: another is meant, or a film.
        let somebody = alone && !office && entry.is_some_and(|e| e.kind() == Kind::Person);
        if somebody && place_votes == 0 && clues.get(Clue::StorySame) > clues.get(Clue::StoryInstead) {
            return None;
        }
        // Nobody writes one name in two ways in one sentence: Shikoku and Chugoku are two regions.
        if alone && self.stands_beside(chunk, range, &whole) {
            return None;
        }
        // Without the office nothing tells a case ending, and without other tellers a wrong reading, from somebody else's name.
        let feminine = wrong.iter().any(|w| is_feminine_of(w.right, w.surface));
        // Other tellers do not help with a woman's name: they leave its ending off as readily.
        let told = clues.get(Clue::StoryInstead) > 0.0;
        if !office && (feminine || (clues.get(Clue::Reading) > 0.0 && !told)) {
            return None;
        }
        let place = entry.is_some_and(|e| e.kind() == Kind::Place);
        let family =
            |w: &Wrong<'_>| are_of_one_family(w.right, w.surface) || (place && is_family_of_place(w.right, w.surface));
        let unsaid = !office && !told && clues.get(Clue::InDocument) == 0.0;
        if alone && unsaid && !wrong.is_empty() && wrong.iter().all(family) {
            return None;
        }
        clues.flag(Clue::OfficeAndConsonants, office && family_only && clues.get(Clue::Consonants) > 0.0);
        let real = clues.get(Clue::Given) + clues.get(Clue::Family) > 0.0;
        let by_office = office && real && family_only;
        let given = usize::from(entry.is_some_and(Entry::family_first));
        let person = entry.is_some_and(|e| e.kind() == Kind::Person);
        let by_given_name = person && !alone && clues.get(Clue::Given) > 0.0 && wrong.iter().all(|w| w.index == given);
        let of_another_language =
            cut == Cut::Even && wrong.iter().all(|w| is_of_another_language(home, w.right, w.surface));
        let by_folder = alone && !office && clues.told_elsewhere() && clues.get(Clue::Accepted) > 0.0;
        Some(Candidate {
            chunk: c,
            range: range.clone(),
            clues,
            cut,
            wrong: wrong.iter().map(|w| (w.surface.to_owned(), w.right.to_owned(), w.likeness)).collect(),
            rival: None,
            by_office,
            by_given_name,
            of_another_language,
            by_folder,
            meaning,
        })
    }

    fn shape(&self, chunk: &Chunk, part: usize) -> Shape {
        self.document.tokens()[chunk.parts[part].token].shape
    }

    /// Whether the sentence of `range` has a name of these parts, as far as it is looked at.
    fn stands_beside(&self, chunk: &Chunk, range: &Range<usize>, parts: &[&str]) -> bool {
        let sentence = &self.document.segments()[chunk.segment].tokens;
        let (first, last) = (chunk.parts[range.start].token, chunk.parts[range.end - 1].token);
        let end = sentence.end.min(last + 1 + TOKENS_BESIDE);
        let mut starts = sentence.start.max(first.saturating_sub(TOKENS_BESIDE))..end.saturating_sub(parts.len() - 1);
        starts.any(|first| (first..).zip(parts).all(|(token, part)| self.document.folded(token) == *part))
    }

    fn letters(clues: &mut Clues, wrong: &[Wrong<'_>], home: Option<Home>, whole: &[&str]) {
        let count = |w: &Wrong<'_>| w.surface.chars().count().max(w.right.chars().count());
        let letters: usize = wrong.iter().map(count).sum();
        let mean = wrong.iter().map(|w| w.likeness * count(w) as f64).sum::<f64>() / letters.max(1) as f64;
        let plain: usize = wrong.iter().map(|w| edits(w.right, w.surface)).sum();
        let least = wrong.iter().map(|w| w.likeness).fold(1.0, f64::min);
        if wrong.is_empty() {
            clues.set(Clue::Likeness, 2.0);
            clues.set(Clue::Least, 2.0);
            return;
        }
        clues.set(Clue::Likeness, (mean - 0.8) * 10.0);
        clues.set(Clue::Least, (least - 0.8) * 10.0);
        clues.set(Clue::Edits, plain as f64 / letters.max(1) as f64 * 5.0);
        clues.flag(Clue::Consonants, wrong.iter().all(|w| skeleton(w.right) == skeleton(w.surface)));
        clues.flag(Clue::FirstLetter, wrong.iter().any(|w| w.right.chars().next() != w.surface.chars().next()));
        clues.flag(Clue::Short, wrong.iter().any(|w| count(w) < 5));
        clues.flag(Clue::Long, letters >= 8);
        clues.flag(Clue::Ending, wrong.iter().all(|w| differs_at_the_end(w.right, w.surface)));
        clues.flag(Clue::Reading, wrong.iter().any(|w| is_reading(home, whole, w.right, w.surface)));
    }

    fn what_else_it_is(&self, clues: &mut Clues, wrong: &[Wrong<'_>], entry: Option<Entry<'_>>, last: usize) {
        let known: Vec<Known> = wrong.iter().map(|w| Known::of(w.surface)).collect();
        let any = |is: fn(Known) -> bool| known.iter().any(|k| is(*k));
        clues.flag(Clue::Word, any(Known::is_word));
        clues.flag(Clue::Given, any(Known::is_given));
        clues.flag(Clue::Family, any(|k| k.is_family() || k.is_borne()));
        clues.flag(Clue::Town, any(Known::is_place));
        clues.flag(Clue::Listed, wrong.iter().any(|w| self.names.has_part(w.surface)));
        clues.flag(Clue::Accepted, wrong.iter().any(|w| self.names.accepts(w.surface)));
        let given_index = usize::from(entry.is_some_and(Entry::family_first));
        clues.flag(Clue::GivenPlace, last > 0 && wrong.iter().any(|w| w.index == given_index));
    }

    fn company(
        &self,
        clues: &mut Clues,
        chunk: &Chunk,
        range: &Range<usize>,
        surface: &[&str],
        wrong: &[Wrong<'_>],
        meaning: &Meaning,
    ) {
        let exact = (0..surface.len()).filter(|i| !wrong.iter().any(|w| w.index == *i) && !is_particle(surface[*i]));
        let exact: Vec<&str> = exact.map(|i| surface[i]).filter(|p| p.chars().count() > 1).collect();
        clues.flag(Clue::AllWrong, surface.len() > 1 && exact.is_empty());
        let only_theirs = |part: &&str| {
            part.chars().count() >= 5
                && !Known::of(part).is_given()
                && !Known::of(part).is_common_family()
                && self.belongs_to_nobody_else(part, meaning.entry)
        };
        let rare = exact.iter().any(only_theirs);
        clues.flag(Clue::RareBeside, rare);
        let vowels = clues.get(Clue::Consonants) > 0.0 && clues.get(Clue::GivenPlace) > 0.0;
        clues.flag(Clue::RareBesideVowels, rare && vowels);
        let unheard = |w: &Wrong<'_>| self.names.is_unheard(w.surface);
        clues.flag(Clue::AllUnheard, surface.len() > 1 && exact.is_empty() && wrong.iter().all(unheard));
        let in_a_longer = chunk.parts.len() > range.len() || range.len() == 1;
        clues.flag(Clue::Stranger, in_a_longer && self.strangers.contains(surface[0]));
        let mut beside = (0..chunk.parts.len()).filter(|i| !range.contains(i)).map(|i| &chunk.parts[i].folded);
        let theirs = |part: &String| {
            meaning.entry.is_none_or(|id| self.names.entry(id).forms().any(|f| f.parts().any(|p| p == part)))
        };
        clues.flag(
            Clue::OtherBeside,
            beside
                .any(|part| part.chars().count() > 1 && !is_particle(part) && country(part).is_none() && !theirs(part)),
        );
        let kind = meaning.entry.map(|id| self.names.entry(id).kind());
        clues.flag(Clue::PlaceKind, kind == Some(Kind::Place));
        clues.flag(Clue::OrganisationKind, kind == Some(Kind::Organisation));
        clues.flag(Clue::Unlisted, kind.is_none());
        clues.flag(Clue::Capitals, range.clone().any(|i| self.shape(chunk, i) == Shape::Upper));
        let bearers = wrong.iter().map(|w| self.names.bearers(w.right).count).max();
        clues.set(Clue::Bearers, (bearers.unwrap_or(1).max(1) as f64).ln());
    }

    fn belongs_to_nobody_else(&self, part: &str, entry: Option<EntryId>) -> bool {
        entry.is_some() && self.names.bearers(part).only == entry
    }

    fn context(&self, clues: &mut Clues, around: &Surroundings, first: &str, entry: Option<Entry<'_>>) {
        let Some(entry) = entry.filter(|e| e.kind() == Kind::Person) else { return };
        let given = Known::of(first);
        let gender = match (given.is_male(), given.is_female()) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        };
        clues.flag(Clue::Office, around.name_office_of(entry));
        clues.flag(Clue::Gender, !clues.alone() && around.contradict_gender_of(gender, entry));
        clues.flag(Clue::Titled, around.titled());
    }

    /// What the rest of the document and the other tellers of the story write.
    fn elsewhere(&self, clues: &mut Clues, surface: &[&str], meaning: &Meaning, place_votes: u32) {
        let (said, right) = (surface.join(" "), meaning.parts.join(" "));
        clues.flag(Clue::InDocument, meaning.entry.is_some_and(|id| self.present.contains(&id)));
        clues.flag(Clue::PartInDocument, self.times.contains_key(right.as_str()));
        let times = self.times.get(said.as_str()).copied().unwrap_or(1);
        clues.set(Clue::Repeated, f64::from(times).ln());
        if clues.told_elsewhere() {
            let share = |count: u32| f64::from(count) / (f64::from(self.story.tellers()) + FEW_TELLERS);
            clues.set(Clue::Tellers, f64::from(self.story.tellers()).ln());
            clues.set(Clue::StoryHas, share(self.story.documents_with(&right)).sqrt());
            clues.set(Clue::StoryInstead, share(self.story.documents_with_but_without(&right, &said)).sqrt());
            clues.set(Clue::StorySame, share(self.story.documents_with(&said)).sqrt());
            clues.set(Clue::StoryPlace, share(place_votes).sqrt());
            clues.set(Clue::StrangersSame, f64::from(self.story.strangers_with(&said)).ln_1p());
        }
    }
}

/// Whether the two share all but their last letters, as a name and its cases do.
fn differs_at_the_end(right: &str, surface: &str) -> bool {
    let shared = right.chars().zip(surface.chars()).take_while(|(a, b)| a == b).count();
    shared >= 3 && right.chars().count().max(surface.chars().count()) - shared <= 2
}
