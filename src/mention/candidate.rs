//! One reading of a name: these parts are meant to be that form. What speaks for and against it is gathered here.

use super::beside::Beside;
use super::chunk::Chunk;
use super::context::Surroundings;
use super::judge::Judge;
use super::odds::Clues;
use crate::lexicon::countries::country;
use crate::lexicon::names::{Clue, Cut, Entry, EntryId, FormId, Gender, Kind, Meant, Spelt, is_particle};
use crate::lexicon::words::Known;
use crate::text::Shape;
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

/// Added to the number of tellers, so that two of two prove less than ten of ten.
const FEW_TELLERS: f64 = 2.0;

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
    /// The evidence that the parts `range` of `chunk` mean what is `meant`, of which they are a spelling; nothing where what stands
    /// around them forbids it.
    pub(super) fn weigh(
        &self,
        (c, chunk): (usize, &Chunk),
        range: &Range<usize>,
        (meant, spelt): (&Meant<'_>, &Spelt),
        place_votes: u32,
        around: &Surroundings,
        beside: &mut Beside<'_>,
    ) -> Option<Candidate> {
        let shape = |part: usize| self.document.tokens()[chunk.parts[part].token].shape;
        let entry = meant.entry;
        if (spelt.far && !entry.is_some_and(|e| around.name_office_of(e)))
            || (spelt.cut == Cut::Joined && range.clone().any(|i| shape(i) == Shape::Mixed))
            || (spelt.initials && !range.clone().all(|i| shape(i) == Shape::Upper))
            || (spelt.alone && entry.is_some_and(|e| beside.are_of_another_than(e)))
            || (spelt.alone && shape(range.start) == Shape::Mixed && self.begins_smaller(chunk, range, meant))
        {
            return None;
        }
        let parts: Vec<&str> = chunk.parts[range.clone()].iter().map(|p| p.folded.as_str()).collect();
        let (surface, right) = (spelt.cut.compared(&parts), spelt.cut.compared(&meant.parts));
        let last = surface.len() - 1;
        let mut clues = Clues::new(spelt.alone, self.story.tellers() > 0);
        spelt.clues.iter().for_each(|(clue, value)| clues.set(*clue, *value));
        self.company(&mut clues, chunk, range, &surface[0], entry);
        clues.flag(Clue::Capitals, range.clone().any(|i| shape(i) == Shape::Upper));
        Self::context(&mut clues, around, &surface[0], entry);
        self.elsewhere(&mut clues, &surface.join(" "), meant, place_votes);
        let family_only = !spelt.alone && spelt.wrong.iter().all(|(index, _)| *index == last);
        let office = clues.get(Clue::Office) > 0.0;
        let person = entry.is_some_and(|e| e.kind() == Kind::Person);
        let somebody = spelt.alone && !office && person;
        // A town that one is in: the Greenville of `in Greenville, South Carolina` is no Greenwald.
        if somebody && clues.get(Clue::Town) > 0.0 && self.is_where_one_is(chunk, range) {
            return None;
        }
        // More other tellers have this form than have the one meant instead, and none has that here: another is meant, or a film.
        if somebody && place_votes == 0 && clues.get(Clue::StorySame) > clues.get(Clue::StoryInstead) {
            return None;
        }
        // Nobody writes one name in two ways in one sentence: Shikoku and Chugoku are two regions.
        if spelt.alone && self.stands_beside(chunk, range, &meant.parts) {
            return None;
        }
        // Without the office nothing tells a case ending, and without other tellers a wrong reading, from somebody else's name.
        // Other tellers do not help with a woman's name: they leave its ending off as readily.
        let told = clues.get(Clue::StoryInstead) > 0.0;
        if !office && (spelt.feminine || (clues.get(Clue::Reading) > 0.0 && !told)) {
            return None;
        }
        let unsaid = !office && !told && clues.get(Clue::InDocument) == 0.0;
        if unsaid && (spelt.of_a_namesake || (spelt.alone && spelt.of_one_family)) {
            return None;
        }
        clues.flag(Clue::OfficeAndConsonants, office && family_only && clues.get(Clue::Consonants) > 0.0);
        let real = clues.get(Clue::Given) + clues.get(Clue::Family) > 0.0;
        let given = usize::from(entry.is_some_and(Entry::family_first));
        let given_only = || spelt.wrong.iter().all(|(index, _)| *index == given);
        let wrong =
            spelt.wrong.iter().map(|&(i, alike)| (surface[i].to_string(), right[i].to_string(), alike)).collect();
        Some(Candidate {
            chunk: c,
            range: range.clone(),
            cut: spelt.cut,
            wrong,
            rival: None,
            by_office: office && real && family_only,
            by_given_name: person && !spelt.alone && clues.get(Clue::Given) > 0.0 && given_only(),
            of_another_language: spelt.of_another_language,
            by_folder: spelt.alone && !office && clues.told_elsewhere() && clues.get(Clue::Accepted) > 0.0,
            clues,
            meaning: Meaning {
                entry: entry.map(Entry::number),
                form: spelt.form,
                written: meant.written.to_owned(),
                parts: meant.parts.iter().map(|&part| part.to_owned()).collect(),
            },
        })
    }

    fn is_where_one_is(&self, chunk: &Chunk, range: &Range<usize>) -> bool {
        let before = chunk.parts[range.start].token.checked_sub(1);
        before.is_some_and(|token| matches!(self.document.folded(token), "in" | "near" | "outside"))
    }

    /// Whether it begins with a small letter where what is `meant` begins with a capital: `microM` is no Micron.
    fn begins_smaller(&self, chunk: &Chunk, range: &Range<usize>, meant: &Meant<'_>) -> bool {
        let begins_small = |text: &str| text.starts_with(char::is_lowercase);
        begins_small(self.document.written(chunk.parts[range.start].token)) && !begins_small(meant.written)
    }

    /// Whether the sentence of `range` has a name of these parts, as far as it is looked at.
    fn stands_beside(&self, chunk: &Chunk, range: &Range<usize>, parts: &[&str]) -> bool {
        let (first, last) = (chunk.parts[range.start].token, chunk.parts[range.end - 1].token);
        let beside = self.document.segments()[chunk.segment].beside(first, last);
        let mut starts = beside.start..beside.end.saturating_sub(parts.len() - 1);
        starts.any(|first| (first..).zip(parts).all(|(token, part)| self.document.folded(token) == *part))
    }

    fn company(&self, clues: &mut Clues, chunk: &Chunk, range: &Range<usize>, first: &str, entry: Option<Entry<'_>>) {
        let in_a_longer = chunk.parts.len() > range.len() || range.len() == 1;
        clues.flag(Clue::Stranger, in_a_longer && self.strangers.contains(first));
        let mut beside = (0..chunk.parts.len()).filter(|i| !range.contains(i)).map(|i| &chunk.parts[i].folded);
        let theirs = |part: &String| entry.is_none_or(|e| e.forms().any(|f| f.parts().any(|p| p == part)));
        clues.flag(
            Clue::OtherBeside,
            beside
                .any(|part| part.chars().count() > 1 && !is_particle(part) && country(part).is_none() && !theirs(part)),
        );
    }

    fn context(clues: &mut Clues, around: &Surroundings, first: &str, entry: Option<Entry<'_>>) {
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
    fn elsewhere(&self, clues: &mut Clues, said: &str, meant: &Meant<'_>, place_votes: u32) {
        let right = meant.parts.join(" ");
        clues.flag(Clue::InDocument, meant.entry.is_some_and(|e| self.present.contains(&e.number())));
        clues.flag(Clue::PartInDocument, self.times.contains_key(right.as_str()));
        let times = self.times.get(said).copied().unwrap_or(1);
        clues.set(Clue::Repeated, f64::from(times).ln());
        if clues.told_elsewhere() {
            let share = |count: u32| f64::from(count) / (f64::from(self.story.tellers()) + FEW_TELLERS);
            clues.set(Clue::Tellers, f64::from(self.story.tellers()).ln());
            clues.set(Clue::StoryHas, share(self.story.documents_with(&right)).sqrt());
            clues.set(Clue::StoryInstead, share(self.story.documents_with_but_without(&right, said)).sqrt());
            clues.set(Clue::StorySame, share(self.story.documents_with(said)).sqrt());
            clues.set(Clue::StoryPlace, share(place_votes).sqrt());
            clues.set(Clue::StrangersSame, f64::from(self.story.strangers_with(said)).ln_1p());
        }
    }
}
