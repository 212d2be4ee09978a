//! The house style: which of several right spellings a newsroom writes, since when, and in which phrases another one stays.

use super::names::{Names, parts};
use crate::finding::Severity;
use crate::text::{Date, Document, Shape, Token};
use std::collections::HashMap;

/// One choice of the house.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The spelling to write.
    pub write: String,
    /// Those not to write; empty until [`Choice::completed`] for all others that the name tables accept.
    pub instead_of: Vec<String>,
    /// Phrases in which one of those stays.
    pub except: Vec<String>,
    /// Documents of earlier days are left alone.
    pub from: Option<Date>,
    /// Documents of later days are left alone, and those of no known day.
    pub until: Option<Date>,
    /// How bad another spelling is.
    pub severity: Severity,
}

impl Choice {
    /// With the other accepted spellings of the name to write, as long as it, where none are given.
    ///
    /// # Errors
    /// A name of which the tables have no other spelling.
    pub fn completed(mut self, names: &Names) -> Result<Self, String> {
        if self.instead_of.is_empty() {
            let own = parts(&self.write);
            let joined = own.join(" ");
            let forms = names.accepting(&joined).flat_map(|id| names.entry(id).forms());
            for form in forms.filter(|f| f.len() == own.len() && !f.has_parts(&own)) {
                if !self.instead_of.iter().any(|written| written == form.written()) {
                    self.instead_of.push(form.written().to_owned());
                }
            }
            if self.instead_of.is_empty() {
                let what = "give those not to write as `instead_of`";
                return Err(format!("no table has another spelling of `{}`; {what}", self.write));
            }
        }
        Ok(self)
    }

    /// Whether a document of that day keeps to it.
    fn holds_on(&self, day: Option<Date>) -> bool {
        match day {
            Some(day) => self.from.is_none_or(|from| day >= from) && self.until.is_none_or(|until| day <= until),
            None => self.until.is_none(),
        }
    }
}

/// All choices, with what finds their words.
#[derive(Debug, Default)]
pub struct HouseStyle {
    choices: Vec<Choice>,
    /// Spellings not to write and phrases that excuse them, by their first word in lower case; longest first.
    starting_with: HashMap<String, Vec<Wording>>,
}

#[derive(Debug)]
struct Wording {
    words: Vec<String>,
    /// The choice that the wording breaks; nothing for a phrase in which it stays.
    breaks: Option<usize>,
}

/// A spelling that the house does not write.
#[derive(Debug)]
pub struct Breach<'a> {
    /// Its first and last token.
    pub tokens: (usize, usize),
    /// The choice it breaks.
    pub choice: &'a Choice,
    /// The house's spelling, with the capitals of the text.
    pub suggestion: String,
}

impl HouseStyle {
    /// A style of these choices. Spellings without a word find nothing.
    #[must_use]
    pub fn new(choices: Vec<Choice>) -> Self {
        let mut starting_with: HashMap<String, Vec<Wording>> = HashMap::new();
        for (i, choice) in choices.iter().enumerate() {
            let breaking = choice.instead_of.iter().map(|s| (s, Some(i)));
            for (text, breaks) in breaking.chain(choice.except.iter().map(|s| (s, None))) {
                let words = words(text);
                if let Some(first) = words.first() {
                    starting_with.entry(first.to_lowercase()).or_default().push(Wording { words, breaks });
                }
            }
        }
        for wordings in starting_with.values_mut() {
            wordings.sort_by_key(|w| std::cmp::Reverse(w.words.len()));
        }
        Self { choices, starting_with }
    }

    /// Where `document` breaks the style, in order; the longest wording from the left decides.
    #[must_use]
    pub fn breaches(&self, document: &Document) -> Vec<Breach<'_>> {
        let mut found: Vec<Breach<'_>> = Vec::new();
        if self.choices.is_empty() {
            return found;
        }
        // The ends of the phrases and of the breaches met so far.
        let mut excused_to = 0;
        let mut covered_to = 0;
        for segment in document.segments() {
            for first in segment.tokens.clone() {
                if !document.tokens()[first].is_word() {
                    continue;
                }
                let Some(wordings) = self.starting_with.get(&document.written(first).to_lowercase()) else { continue };
                let room = segment.tokens.end - first;
                for wording in wordings.iter().filter(|w| w.words.len() <= room) {
                    let last = first + wording.words.len() - 1;
                    match wording.breaks {
                        None if stands(document, first, &wording.words) => excused_to = excused_to.max(last + 1),
                        Some(choice) if first >= covered_to && !in_an_address(document, first, last) => {
                            let choice = &self.choices[choice];
                            let as_written = spelt(document, first, &wording.words);
                            if let (Some(case), true) = (as_written, choice.holds_on(document.date())) {
                                let opens = first == segment.tokens.start || !document.tokens()[first - 1].is_word();
                                let capital = opens && document.tokens()[first].is_capitalised(document.text());
                                let case = if capital { case.with_a_capital() } else { case };
                                let suggestion = case.of(&choice.write);
                                if suggestion != document.span(first, last).of(document.text()) {
                                    found.push(Breach { tokens: (first, last), choice, suggestion });
                                }
                                covered_to = last + 1;
                            }
                        }
                        _ => {}
                    }
                }
                // The phrases around a breach begin before it or with it: all have been met.
                if found.last().is_some_and(|b| b.tokens.0 == first && b.tokens.1 < excused_to) {
                    found.pop();
                }
            }
        }
        found
    }
}

/// How the letters of a wording stand in the text.
#[derive(Clone, Copy)]
enum Case {
    AsGiven,
    Capitalised,
    Upper,
}

impl Case {
    const fn with_a_capital(self) -> Self {
        match self {
            Self::AsGiven => Self::Capitalised,
            other => other,
        }
    }

    fn of(self, spelling: &str) -> String {
        match self {
            Self::AsGiven => spelling.to_owned(),
            Self::Upper => spelling.to_uppercase(),
            Self::Capitalised => {
                let mut letters = spelling.chars();
                letters.next().map_or_else(String::new, |c| c.to_uppercase().chain(letters).collect())
            }
        }
    }
}

fn words(text: &str) -> Vec<String> {
    let document = Document::new("", text);
    (0..document.tokens().len()).map(|i| document.written(i).to_owned()).collect()
}

/// Whether the tokens from `first` are `words`, whatever their case.
fn stands(document: &Document, first: usize, words: &[String]) -> bool {
    words.iter().enumerate().all(|(i, word)| document.written(first + i).to_lowercase() == word.to_lowercase())
}

/// In which case the tokens from `first` are the spelling `words`: as given, with a capital at the start, or all in capitals.
fn spelt(document: &Document, first: usize, words: &[String]) -> Option<Case> {
    [Case::AsGiven, Case::Capitalised, Case::Upper].into_iter().find(|case| {
        words.iter().enumerate().all(|(i, word)| {
            let written = document.written(first + i);
            match case {
                Case::Capitalised if i == 0 => written == case.of(word),
                Case::AsGiven | Case::Capitalised => written == word,
                Case::Upper => {
                    let token: &Token = &document.tokens()[first + i];
                    (token.shape == Shape::Upper || !token.is_word()) && written == word.to_uppercase()
                }
            }
        })
    })
}

/// Whether the tokens belong to an address or handle: `@Kiev`, `kiev_office`, `Kiev.example`.
fn in_an_address(document: &Document, first: usize, last: usize) -> bool {
    let (tokens, text) = (document.tokens(), document.text());
    let joint = |i: usize, marks: &[char]| marks.iter().any(|&m| tokens[i].is_mark(text, m));
    let before = first > 0 && !tokens[first].spaced && joint(first - 1, &['@', '#', '_', '.', '/']);
    let after = last + 1 < tokens.len() && !tokens[last + 1].spaced && {
        let goes_on = last + 2 < tokens.len() && !tokens[last + 2].spaced && tokens[last + 2].is_word();
        joint(last + 1, &['@', '_']) || (joint(last + 1, &['.', '/']) && goes_on)
    };
    before || after
}
