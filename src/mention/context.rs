//! What the words around a name say of its bearer: office, country, gender.

use super::chunk::Chunk;
use super::titles::{honorific, is_title};
use crate::lexicon::countries::{country, country_of_pair};
use crate::lexicon::names::{Entry, Gender, WordMask, office_word, role_words};
use crate::text::Document;

/// Words before a name that may belong to its title, and words of an apposition after it.
const WORDS_BEFORE: usize = 7;
const WORDS_AFTER: usize = 8;

/// The words around a name, folded, with people's words turned into their countries.
#[derive(Debug)]
pub(super) struct Surroundings {
    before: Said,
    after: Said,
}

#[derive(Debug)]
struct Said {
    words: Vec<String>,
    set: WordMask,
}

impl Said {
    fn of(words: Vec<String>) -> Self {
        Self { set: words.iter().map(String::as_str).collect(), words }
    }

    fn last(&self) -> Option<&str> {
        self.words.last().map(String::as_str)
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
        Self { before: Said::of(before), after: Said::of(after) }
    }

    /// Whether some office of `entry` is named here: at least two of its words, one of them the country or body.
    pub(super) fn name_office_of(&self, entry: Entry<'_>) -> bool {
        let offices = entry.office_words();
        let names = |said: &Said| {
            said.words.len() > 1
                && offices.may_be_in(said.set)
                && entry.roles().any(|role| names_office(&said.words, role))
        };
        names(&self.before) || names(&self.after)
    }

    /// Whether there are words enough for an office.
    pub(super) fn may_name_an_office(&self) -> bool {
        self.before.words.len().max(self.after.words.len()) > 1
    }

    /// Whether an honorific right before the name speaks against `entry`.
    pub(super) fn contradict_gender_of(&self, given_is: Option<Gender>, entry: Entry<'_>) -> bool {
        let demanded = self.before.last().and_then(honorific);
        demanded.is_some() && entry.gender() == demanded && given_is.is_some() && given_is != demanded
    }

    /// Whether an honorific right before the name, if any, fits `entry`.
    pub(super) fn may_be_of(&self, entry: Entry<'_>) -> bool {
        let demanded = self.before.last().and_then(honorific);
        demanded.is_none() || entry.gender().is_none() || entry.gender() == demanded
    }

    /// Whether a title stands right before the name.
    pub(super) fn titled(&self) -> bool {
        self.before.last().is_some_and(is_title)
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
    let wanted = role_words(role);
    let Some((body, duties)) = wanted.split_first() else { return false };
    let is_said = |word: &&str| said.iter().any(|said| said == word);
    let shared = duties.iter().filter(|duty| is_said(duty)).count();
    is_said(body) && shared > 0 && shared * 2 >= duties.len()
}
