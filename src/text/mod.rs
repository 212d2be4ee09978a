//! Text in, segments and tokens out. Nothing here fails and nothing here edits: spans always index the text as it came.

mod date;
mod fold;
pub mod guard;
pub mod language;
mod lines;
mod segment;
mod sentence;
mod token;

pub use date::Date;
pub use fold::fold;
pub use lines::{LineIndex, Position};
pub use segment::{Segment, SegmentKind};
pub(crate) use token::tokenize;
pub use token::{Shape, Token, TokenKind};

use crate::span::Span;

/// A text cut into paragraphs, segments and tokens.
#[derive(Debug, Clone)]
pub struct Document {
    id: String,
    text: String,
    folds: String,
    tokens: Vec<Token>,
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
        let mut folds = String::with_capacity(text.len());
        let tokens = token::tokenize(&text, &mut folds);
        let paragraphs = segment::paragraphs(&text);
        let segments = segment::segments(&text, &paragraphs, &tokens, &folds);
        let mut document = Self {
            lines: LineIndex::new(&text),
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
    pub fn folded(&self, i: usize) -> &str {
        token::folded(&self.tokens[i], &self.folds)
    }

    /// The text of token `i` as written.
    #[must_use]
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
    pub fn words(&self) -> usize {
        self.tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number)).count()
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
            function += u32::from(language::is_function_word(self.folded(i)));
        }
        f64::from(function) / f64::from(words.max(1))
    }

    /// whatlang is by far the costliest step of a run, so it is asked only where function words do not settle the matter.
    fn guess_language(&self) -> Option<language::Guess> {
        const PLAINLY_ENGLISH: f64 = 0.25;
        let share = self.function_word_share(0..self.tokens.len());
        if share >= PLAINLY_ENGLISH && self.words() >= 20 {
            return Some(language::Guess { code: "en", name: "English", confidence: 1.0, reliable: true });
        }
        language::guess(&self.text)
    }
}
