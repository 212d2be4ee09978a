//! Words, numbers and punctuation with their spans and shapes.

use super::fold::fold_into;
use super::language::is_function_word;
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
    /// A possessive `'s` or `’s`, or a verb (`'ll`, `'d`, `'ve`) behind a name, cut off its word.
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
    #[inline]
    pub fn is_capitalised(&self, text: &str) -> bool {
        self.kind == TokenKind::Word
            && match text.as_bytes().get(self.span.start) {
                Some(byte) if byte.is_ascii() => byte.is_ascii_uppercase(),
                _ => self.span.of(text).starts_with(char::is_uppercase),
            }
    }

    /// Whether it is a word.
    #[must_use]
    #[inline]
    pub fn is_word(&self) -> bool {
        steps::count(1);
        self.kind == TokenKind::Word
    }

    /// Whether it is the punctuation mark `mark`.
    #[must_use]
    #[inline]
    pub fn is_mark(&self, text: &str, mark: char) -> bool {
        self.kind == TokenKind::Punctuation && self.span.of(text).starts_with(mark)
    }

    /// Whether it is a hyphen, of any of the characters used for one.
    #[must_use]
    #[inline]
    pub fn is_hyphen(&self, text: &str) -> bool {
        self.kind == TokenKind::Punctuation && matches!(self.span.of(text), "-" | "‐" | "‑")
    }
}

/// The characters that serve as an apostrophe inside a word; the opening quote only by mistake.
const APOSTROPHES: [char; 4] = ['\'', '’', 'ʼ', '‘'];

/// Cuts text into tokens. The string holds the folded forms: the text in small letters, then the tokens that fold to more.
pub(crate) fn tokenize(text: &str) -> (Vec<Token>, String) {
    let mut folds = String::with_capacity(text.len() + text.len() / 8);
    folds.push_str(text);
    folds.make_ascii_lowercase();
    let mut tokens = Vec::with_capacity(text.len() / 5);
    let bytes = text.as_bytes();
    let mut at = 0;
    let mut spaced = true;
    while let Some(&byte) = bytes.get(at) {
        match CLASSES[usize::from(byte)] {
            Class::Space => {
                spaced = true;
                at += 1;
                continue;
            }
            Class::Mark => {
                let span = Span::new(at, at + 1);
                let token =
                    Token { span, kind: TokenKind::Punctuation, shape: Shape::None, spaced, fold: places(span) };
                tokens.push(token);
                at += 1;
            }
            Class::Upper | Class::Lower | Class::Digit if let Some(token) = plain(bytes, at, spaced) => {
                tokens.push(token);
                at = token.span.end;
            }
            _ => {
                let rest = &text[at..];
                let Some(c) = rest.chars().next() else { break };
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
                let cut = if kind == TokenKind::Word { clitic_start(text, at, end) } else { None };
                push(&mut tokens, text, &mut folds, Span::new(at, cut.unwrap_or(end)), kind, spaced);
                if let Some(cut) = cut {
                    push(&mut tokens, text, &mut folds, Span::new(cut, end), TokenKind::Clitic, false);
                }
                at = end;
            }
        }
        spaced = false;
    }
    (tokens, folds)
}

/// What a byte is in ASCII.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    Upper,
    Lower,
    Digit,
    Mark,
    /// Part of a longer character.
    Other,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 128 {
        classes[byte] = match byte as u8 {
            b'\t'..=b'\r' | b' ' => Class::Space,
            b'A'..=b'Z' => Class::Upper,
            b'a'..=b'z' => Class::Lower,
            b'0'..=b'9' => Class::Digit,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// The word or number of nothing but ASCII letters or digits at `at`, unless what follows might belong to it.
fn plain(bytes: &[u8], at: usize, spaced: bool) -> Option<Token> {
    let number = CLASSES[usize::from(bytes[at])] == Class::Digit;
    let (mut end, mut upper) = (at, 0);
    let next = loop {
        let class = bytes.get(end).map_or(Class::Space, |&byte| CLASSES[usize::from(byte)]);
        match class {
            Class::Upper if !number => upper += 1,
            Class::Lower if !number => {}
            Class::Digit if number => {}
            other => break other,
        }
        end += 1;
    };
    let open = match (next, bytes.get(end)) {
        (Class::Mark, Some(b'\'')) => !number,
        // `U.S.` is one word, and so is `1,412`.
        (Class::Mark, Some(b'.')) if !number => end == at + 1,
        (Class::Mark, Some(b'.' | b',' | b':')) if number => {
            bytes.get(end + 1).is_some_and(|after| !after.is_ascii() || after.is_ascii_digit())
        }
        (Class::Space | Class::Mark, _) => false,
        _ => true,
    };
    if open {
        return None;
    }
    let shape = match upper {
        _ if number => Shape::None,
        0 => Shape::Lower,
        1 if bytes[at].is_ascii_uppercase() => Shape::Capital,
        all if all == end - at => Shape::Upper,
        _ => Shape::Mixed,
    };
    let kind = if number { TokenKind::Number } else { TokenKind::Word };
    let span = Span::new(at, end);
    Some(Token { span, kind, shape, spaced, fold: places(span) })
}

/// The folded form of a token made with the same `folds`.
#[inline]
pub(crate) fn folded<'a>(token: &Token, folds: &'a str) -> &'a str {
    steps::count(1 + token.span.len());
    &folds[token.fold.0 as usize..token.fold.1 as usize]
}

/// Where the fold of a token lies that has as many bytes as the token.
fn places(span: Span) -> (u32, u32) {
    (place(span.start), place(span.end))
}

/// Documents are limited to far less than 4 GB.
fn place(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn push(tokens: &mut Vec<Token>, text: &str, folds: &mut String, span: Span, kind: TokenKind, spaced: bool) {
    let written = span.of(text);
    let fold = if written.is_ascii() {
        places(span)
    } else {
        let start = folds.len();
        fold_into(written, folds);
        (place(start), place(folds.len()))
    };
    tokens.push(Token { span, kind, shape: shape(written), spaced, fold });
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

/// Verbs that are written as part of the name before them: `Macron'll`.
const SHORT_VERBS: [&str; 3] = ["ll", "d", "ve"];
/// Shorter words with such an ending are pronouns (`He'd`), or names that have it (`Sa'd`).
const FEWEST_BEFORE_A_VERB: usize = 3;

/// Where the possessive of the word from `start` to `end` begins, or the verb behind it where it is a name.
fn clitic_start(text: &str, start: usize, end: usize) -> Option<usize> {
    let word = &text[start..end];
    let before = |ending: &str| {
        let (bare, last) = word.split_at_checked(word.len().checked_sub(ending.len())?)?;
        let bare = last.eq_ignore_ascii_case(ending).then(|| bare.strip_suffix(APOSTROPHES)).flatten()?;
        (!bare.is_empty()).then_some(bare)
    };
    let is_name = |bare: &&str| {
        bare.starts_with(char::is_uppercase)
            && bare.chars().count() >= FEWEST_BEFORE_A_VERB
            && !is_function_word(&bare.to_ascii_lowercase())
    };
    let bare = before("s").or_else(|| SHORT_VERBS.iter().find_map(|verb| before(verb).filter(is_name)))?;
    Some(start + bare.len())
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
    use super::super::fold;
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        tokenize(text).0.iter().map(|t| t.span.of(text).to_owned()).collect()
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
    fn cuts_off_verbs_behind_names_only() {
        assert_eq!(words("Macron'll Lund’d VIK'VE"), ["Macron", "'ll", "Lund", "’d", "VIK", "'VE"]);
        assert_eq!(words("He'd They'll Sa'd we've There'd"), ["He'd", "They'll", "Sa'd", "we've", "There'd"]);
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
        let shapes: Vec<Shape> = tokenize(text).0.iter().map(|t| t.shape).collect();
        use Shape::{Capital, Lower, Mixed, None, Upper};
        assert_eq!(shapes, [Lower, Capital, Upper, Mixed, Mixed, None, Capital]);
    }

    proptest! {
        #[test]
        fn the_short_way_cuts_as_the_long_way(text in "[ a-cA-C1-3.,:'’‘é“\\-]{0,24}") {
            let (tokens, folds) = tokenize(&text);
            for token in &tokens {
                let written = token.span.of(&text);
                prop_assert_eq!(folded(token, &folds), fold(written));
                prop_assert_eq!(token.shape, shape(written));
                let end = match token.kind {
                    TokenKind::Word => word_end(&text, token.span.start),
                    TokenKind::Number => number_end(&text, token.span.start),
                    TokenKind::Clitic | TokenKind::Punctuation => token.span.end,
                };
                let cut = if token.is_word() { clitic_start(&text, token.span.start, end) } else { None };
                prop_assert_eq!(token.span.end, cut.unwrap_or(end));
            }
            let kept: String = tokens.iter().map(|t| t.span.of(&text)).collect();
            prop_assert_eq!(kept, text.replace(' ', ""));
        }
    }

    #[test]
    fn a_single_initial_keeps_its_point_apart() {
        assert_eq!(words("George W. Bush"), ["George", "W", ".", "Bush"]);
    }
}
