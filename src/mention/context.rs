//! What the words around a name say of its bearer: office, country, gender.

use super::chunk::Chunk;
use super::titles::{honorific, is_title};
use crate::lexicon::countries::{country, country_of_pair, leading_country};
use crate::lexicon::names::{Entry, Gender};
use crate::text::Document;

/// Words before a name that may belong to its title, and words of an apposition after it.
const WORDS_BEFORE: usize = 7;
const WORDS_AFTER: usize = 8;

/// The words around a name, folded, with people's words turned into their countries.
#[derive(Debug)]
pub(super) struct Surroundings {
    before: Vec<String>,
    after: Vec<String>,
}

/// Spellings and near-synonyms in offices, mapped to one word.
fn office_word(word: &str) -> &str {
    match word {
        "defense" => "defence",
        "secretary" | "chief" | "head" | "boss" | "leader" | "chairman" | "chair" => "head",
        "minister" | "ministry" => "minister",
        "premier" => "prime",
        "spokeswoman" | "spokesperson" => "spokesman",
        "messenger" | "representative" => "envoy",
        other => other,
    }
}

impl Surroundings {
    /// Of the name from token `first` to token `last` of `document`.
    pub(super) fn of(document: &Document, chunk: &Chunk, first: usize, last: usize) -> Self {
        let segment = &document.segments()[chunk.segment].tokens;
        let stop = |i: usize| {
            let (mark, word) = (document.written(i), document.folded(i.saturating_sub(1)));
            let parts = matches!(mark, "." | ";" | ":" | "\"" | "”" | "“" | ",") && word.len() > 1;
            // The point of `Mr.` ends nothing.
            parts && !(mark == "." && is_title(word))
        };
        let from = (segment.start..first).rev().take(WORDS_BEFORE).take_while(|&i| !stop(i)).last().unwrap_or(first);
        let before = words(document, from..first);
        let apposed = last + 1 < segment.end && document.written(last + 1) == ",";
        let after = if apposed {
            let start = last + 2;
            let end = (start..segment.end).take(WORDS_AFTER).take_while(|&i| !stop(i)).last().map_or(start, |i| i + 1);
            words(document, start..end)
        } else {
            Vec::new()
        };
        Self { before, after }
    }

    /// Whether some office of `entry` is named here: at least two of its words, one of them the country or body.
    pub(super) fn name_office_of(&self, entry: Entry<'_>) -> bool {
        let said = [&self.before, &self.after];
        entry.roles().any(|role| said.iter().any(|said| said.len() > 1 && names_office(said, role)))
    }

    /// Whether there are words enough for an office.
    pub(super) fn may_name_an_office(&self) -> bool {
        self.before.len().max(self.after.len()) > 1
    }

    /// Whether an honorific right before the name speaks against `entry`.
    pub(super) fn contradict_gender_of(&self, given_is: Option<Gender>, entry: Entry<'_>) -> bool {
        let demanded = self.before.last().and_then(|word| honorific(word));
        demanded.is_some() && entry.gender() == demanded && given_is.is_some() && given_is != demanded
    }

    /// Whether an honorific right before the name, if any, fits `entry`.
    pub(super) fn may_be_of(&self, entry: Entry<'_>) -> bool {
        let demanded = self.before.last().and_then(|word| honorific(word));
        demanded.is_none() || entry.gender().is_none() || entry.gender() == demanded
    }

    /// Whether a title stands right before the name.
    pub(super) fn titled(&self) -> bool {
        self.before.last().is_some_and(|word| is_title(word))
    }
}

fn words(document: &Document, range: std::ops::Range<usize>) -> Vec<String> {
    let folded: Vec<&str> = range.filter(|&i| document.tokens()[i].is_word()).map(|i| document.folded(i)).collect();
    let mut said = Vec::new();
    let mut i = 0;
    while i < folded.len() {
        if let Some(place) = folded.get(i + 1).and_then(|next| country_of_pair(folded[i], next)) {
            said.push(place.to_owned());
            i += 2;
            continue;
        }
        said.push(country(folded[i]).unwrap_or_else(|| office_word(folded[i])).to_owned());
        i += 1;
    }
    said
}

fn names_office(said: &[String], role: &str) -> bool {
    // Most roles share no word at all, and to look for their country costs more.
    let mut words = role.split([' ', '-']).map(office_word);
    if !words.any(|word| said.iter().any(|s| s == word)) {
        return false;
    }
    let wanted = role_words(role);
    let Some(body) = wanted.first() else { return false };
    let shared = wanted[1..].iter().filter(|w| said.contains(w)).count();
    said.contains(body) && shared > 0 && shared * 2 >= wanted.len() - 1
}

/// The words of a role: the country or body first.
fn role_words(role: &str) -> Vec<String> {
    let all: Vec<&str> = role.split([' ', '-']).collect();
    let (place, rest) = leading_country(&all).map_or((None, &all[..]), |(place, length)| (Some(place), &all[length..]));
    place.into_iter().chain(rest.iter().map(|w| office_word(w))).map(str::to_owned).collect()
}
