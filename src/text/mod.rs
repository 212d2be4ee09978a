//! Text in, segments and tokens out. Nothing here fails and nothing here edits: spans always index the text as it came.

pub mod cell;
mod counted;
mod date;
mod fold;
pub mod guard;
pub mod language;
mod lines;
mod quoting;
mod segment;
mod sentence;
mod token;
mod word_set;

pub use counted::{counted, things};
pub use date::Date;
pub use fold::fold;
pub use lines::{LineIndex, Position};
pub(crate) use quoting::{CR_ALONE, Quoting, lone_return};
pub use segment::{Segment, SegmentKind};
pub(crate) use token::tokenize;
pub use token::{Shape, Token, TokenKind};
pub(crate) use word_set::WordSet;

use crate::span::Span;
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// A text cut into paragraphs, segments and tokens.
#[derive(Debug, Clone)]
pub struct Document {
    id: String,
    text: String,
    folds: String,
    tokens: Vec<Token>,
    /// A hash of each token's folded form.
    keys: Vec<u32>,
    /// Whether each token is a function word.
    function: Vec<bool>,
    words: usize,
    segments: Vec<Segment>,
    paragraphs: Vec<Span>,
    lines: LineIndex,
    language: Option<language::Guess>,
    date: Option<Date>,
}

impl Document {
    /// Reads `text` as one article.
    #[must_use]
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let (id, text) = (id.into(), text.into());
        let (tokens, folds) = token::tokenize(&text);
        let paragraphs = segment::paragraphs(&text);
        let segments = segment::segments(&text, &paragraphs, &tokens, &folds);
        let mut document = Self {
            lines: LineIndex::new(&text),
            words: tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count(),
            function: tokens
                .iter()
                .map(|t| t.is_word() && language::is_function_word(token::folded(t, &folds)))
                .collect(),
            keys: tokens.iter().map(|token| key(token::folded(token, &folds))).collect(),
            id,
            folds,
            tokens,
            segments,
            paragraphs,
            language: None,
            date: None,
            text,
        };
        document.language = document.guess_language();
        document
    }

    /// The same, as of that day.
    #[must_use]
    pub const fn dated(mut self, date: Option<Date>) -> Self {
        self.date = date;
        self
    }

    /// The day it is of, where that is known.
    #[must_use]
    pub const fn date(&self) -> Option<Date> {
        self.date
    }

    /// The document's name in every report.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The text as decoded.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All tokens in order.
    #[must_use]
    #[inline]
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// Sentences, headlines, bylines and datelines in order; they never overlap.
    #[must_use]
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// Paragraphs in order, without the white space around them.
    #[must_use]
    pub fn paragraphs(&self) -> &[Span] {
        &self.paragraphs
    }

    /// The folded form of token `i`.
    #[must_use]
    #[inline]
    pub fn folded(&self, i: usize) -> &str {
        token::folded(&self.tokens[i], &self.folds)
    }

    /// Whether tokens `i` and `j` have the same folded form.
    #[must_use]
    #[inline]
    pub fn is_same(&self, i: usize, j: usize) -> bool {
        self.keys[i] == self.keys[j] && self.folded(i) == self.folded(j)
    }

    /// Whether token `i` is one of the common English function words.
    #[must_use]
    #[inline]
    pub fn is_function_word(&self, i: usize) -> bool {
        self.function[i]
    }

    /// The text of token `i` as written.
    #[must_use]
    #[inline]
    pub fn written(&self, i: usize) -> &str {
        self.tokens[i].span.of(&self.text)
    }

    /// The span from token `first` to token `last`, both included.
    #[must_use]
    pub fn span(&self, first: usize, last: usize) -> Span {
        self.tokens[first].span.to(self.tokens[last].span)
    }

    /// The number of words and numbers: the unit of every rate in the reports.
    #[must_use]
    pub const fn words(&self) -> usize {
        self.words
    }

    /// The language of the whole text, where there is enough of it to say.
    #[must_use]
    pub const fn language(&self) -> Option<language::Guess> {
        self.language
    }

    /// Whether the text as a whole is plainly in another language than English; a short one never is.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        const FEWEST_WORDS: usize = 20;
        // Scripts without spaces have few words and many letters.
        let long = || {
            self.words() >= FEWEST_WORDS || self.text.chars().filter(|c| c.is_alphabetic()).count() >= FEWEST_WORDS * 5
        };
        self.language.is_some_and(|guess| guess.code != "en" && guess.reliable) && long()
    }

    /// A byte offset in lines, columns, code points and UTF-16 units.
    #[must_use]
    pub fn position(&self, offset: usize) -> Position {
        self.lines.position(&self.text, offset)
    }

    /// The share of tokens `range` that are common English function words; running English has 0.3 and more.
    #[must_use]
    pub fn function_word_share(&self, range: std::ops::Range<usize>) -> f64 {
        let (mut words, mut function) = (0_u32, 0_u32);
        for i in range.filter(|&i| self.tokens[i].is_word()) {
            words += 1;
            function += u32::from(self.function[i]);
        }
        f64::from(function) / f64::from(words.max(1))
    }

    /// whatlang is by far the costliest step of a run, so it is asked only where function words do not settle the matter. Of a
    /// few words it knows little: then they count for more, unless it is sure.
    fn guess_language(&self) -> Option<language::Guess> {
        const PLAINLY_ENGLISH: f64 = 0.25;
        let english = self.function_word_share(0..self.tokens.len()) >= PLAINLY_ENGLISH;
        let as_english = |confidence, reliable| language::Guess { code: "en", name: "English", confidence, reliable };
        if english && self.words() >= 20 {
            return Some(as_english(1.0, true));
        }
        match language::guess(&self.text) {
            Some(guess) if english && !guess.reliable => Some(as_english(guess.confidence, false)),
            guess => guess,
        }
    }
}

fn key(folded: &str) -> u32 {
    let mut hasher = FxHasher::default();
    hasher.write(folded.as_bytes());
    (hasher.finish() >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_in_plain_english_is_english() {
        let language = |text: &str| Document::new("t", text).language().map(|guess| (guess.code, guess.reliable));
        assert_eq!(language("Mr. Keller will speak in Bern."), Some(("en", false)));
        assert_eq!(language("Президент приехал в Москву.").map(|(code, _)| code), Some("ru"));
        assert_eq!(language("12 %"), None);
    }
}
