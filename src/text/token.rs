//! Words, numbers and punctuation with their spans and shapes.

use super::fold::fold_into;
use crate::span::{Span, steps};

/// A piece of text that is no white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where it stands, in bytes.
    pub span: Span,
    /// What it is.
    pub kind: TokenKind,
    /// How its letters are written.
    pub shape: Shape,
    /// Whether white space or the start of the text precedes it.
    pub spaced: bool,
    fold: (u32, u32),
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TokenKind {
    /// Letters, with inner apostrophes (`O'Brien`, `don't`) and inner points (`U.S.`); a hyphen ends a word.
    Word,
    /// Starts with a digit: `400`, `1,412`, `14th`, `19:30`.
    Number,
    /// A possessive `'s` or `’s` cut off its word.
    Clitic,
    /// One character of anything else.
    Punctuation,
}

/// How a token's letters are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shape {
    /// No cased letter.
    None,
    /// `minister`
    Lower,
    /// `Minister`, `I`
    Capital,
    /// `NATO`, `U.S.`
    Upper,
    /// `iPhone`, `McDonald`, `AstraZeneca`
    Mixed,
}

impl Token {
    /// Whether it is a word that begins with a capital letter.
    #[must_use]
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.kind == TokenKind::Word && self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it is a word.
    #[must_use]
    pub fn is_word(&self) -> bool {
        steps::count(1);
        self.kind == TokenKind::Word
    }

    /// Whether it is the punctuation mark `mark`.
    #[must_use]
    pub fn is_mark(&self, text: &str, mark: char) -> bool {
        self.kind == TokenKind::Punctuation && self.span.of(text).starts_with(mark)
    }

    /// Whether it is a hyphen, of any of the characters used for one.
    #[must_use]
    pub fn is_hyphen(&self, text: &str) -> bool {
        self.kind == TokenKind::Punctuation && matches!(self.span.of(text), "-" | "‐" | "‑")
    }
}

/// The characters that serve as an apostrophe inside a word; the opening quote only by mistake.
const APOSTROPHES: [char; 4] = ['\'', '’', 'ʼ', '‘'];

/// Cuts text into tokens; `folds` receives the folded forms, end to end.
pub(crate) fn tokenize(text: &str, folds: &mut String) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    let mut spaced = true;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            spaced = true;
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = if is_word_letter(c) {
            (word_end(text, at), TokenKind::Word)
        } else if c.is_numeric() {
            (number_end(text, at), TokenKind::Number)
        } else {
            (at + c.len_utf8(), TokenKind::Punctuation)
        };
        let cut = if kind == TokenKind::Word { possessive_start(text, at, end) } else { None };
        push(&mut tokens, text, folds, Span::new(at, cut.unwrap_or(end)), kind, spaced);
        if let Some(cut) = cut {
            push(&mut tokens, text, folds, Span::new(cut, end), TokenKind::Clitic, false);
        }
        spaced = false;
        at = end;
    }
    tokens
}

/// The folded form of a token made with the same `folds`.
pub(crate) fn folded<'a>(token: &Token, folds: &'a str) -> &'a str {
    steps::count(1 + token.span.len());
    &folds[token.fold.0 as usize..token.fold.1 as usize]
}

fn push(tokens: &mut Vec<Token>, text: &str, folds: &mut String, span: Span, kind: TokenKind, spaced: bool) {
    let start = folds.len();
    fold_into(span.of(text), folds);
    let offset = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    tokens.push(Token { span, kind, shape: shape(span.of(text)), spaced, fold: (offset(start), offset(folds.len())) });
}

fn is_word_letter(c: char) -> bool {
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

fn word_end(text: &str, start: usize) -> usize {
    if let Some(end) = pointed_acronym_end(text, start) {
        return end;
    }
    let mut end = start;
    for (i, c) in text[start..].char_indices() {
        let next_is_letter = || text[start + i + c.len_utf8()..].chars().next().is_some_and(is_word_letter);
        if is_word_letter(c) || c.is_numeric() || (APOSTROPHES.contains(&c) && next_is_letter()) {
            end = start + i + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// The end of `U.S.`, `U.K`, `a.m.`: single letters, each but the last followed by a point.
fn pointed_acronym_end(text: &str, start: usize) -> Option<usize> {
    let mut end = start;
    let mut letters = 0;
    loop {
        let mut chars = text[end..].chars();
        let letter = chars.next().filter(|c| c.is_alphabetic());
        let after = chars.next();
        match (letter, after) {
            (Some(l), Some('.')) => {
                letters += 1;
                end += l.len_utf8() + 1;
            }
            (Some(l), next) if letters > 0 && !next.is_some_and(|c| is_word_letter(c) || c.is_numeric()) => {
                return Some(end + l.len_utf8());
            }
            (Some(_), _) => return None,
            (None, _) => return (letters >= 2).then_some(end),
        }
    }
}

fn number_end(text: &str, start: usize) -> usize {
    let rest = &text[start..];
    let mut end = start;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let digit_follows = chars.peek().is_some_and(|(_, n)| n.is_numeric());
        if c.is_alphanumeric() || (matches!(c, '.' | ',' | ':') && digit_follows) {
            end = start + i + c.len_utf8();
        } else {
            break;
        }
    }
    end
}

/// Where the possessive of the word from `start` to `end` begins.
fn possessive_start(text: &str, start: usize, end: usize) -> Option<usize> {
    let without_s = text[start..end].strip_suffix(['s', 'S'])?;
    let bare = without_s.strip_suffix(APOSTROPHES)?;
    (!bare.is_empty()).then_some(start + bare.len())
}

fn shape(word: &str) -> Shape {
    let (mut upper, mut lower, mut first_upper, mut cased) = (0, 0, false, 0);
    for c in word.chars() {
        if c.is_uppercase() {
            upper += 1;
            first_upper |= cased == 0;
            cased += 1;
        } else if c.is_lowercase() {
            lower += 1;
            cased += 1;
        }
    }
    match (upper, lower) {
        (0, 0) => Shape::None,
        (0, _) => Shape::Lower,
        (1, _) if first_upper => Shape::Capital,
        (_, 0) => Shape::Upper,
        _ => Shape::Mixed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text, &mut String::new()).iter().map(|t| t.span.of(text).to_owned()).collect()
    }

    #[test]
    fn keeps_apostrophes_and_points_inside_words() {
        assert_eq!(
            words("O'Brien didn’t leave the U.S. at 5 a.m. today"),
            ["O'Brien", "didn’t", "leave", "the", "U.S.", "at", "5", "a.m.", "today"]
        );
    }

    #[test]
    fn cuts_off_possessives_in_every_apostrophe() {
        assert_eq!(words("Kyiv’s Russia‘s Paris' UK's"), ["Kyiv", "’s", "Russia", "‘s", "Paris", "'", "UK", "'s"]);
    }

    #[test]
    fn parts_hyphens_from_words_and_keeps_numbers_whole() {
        assert_eq!(
            words("full -scale S-400, 1,412 at 19:30."),
            ["full", "-", "scale", "S", "-", "400", ",", "1,412", "at", "19:30", "."]
        );
    }

    #[test]
    fn tells_shapes_apart() {
        let text = "nato Nato NATO AstraZeneca iPhone 12 I";
        let shapes: Vec<Shape> = tokenize(text, &mut String::new()).iter().map(|t| t.shape).collect();
        use Shape::{Capital, Lower, Mixed, None, Upper};
        assert_eq!(shapes, [Lower, Capital, Upper, Mixed, Mixed, None, Capital]);
    }

    #[test]
    fn a_single_initial_keeps_its_point_apart() {
        assert_eq!(words("George W. Bush"), ["George", "W", ".", "Bush"]);
    }
}
