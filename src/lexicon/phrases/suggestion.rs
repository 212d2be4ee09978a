//! What an editor would write in the place of a match.

use super::inflect::{self, Form};
use super::pattern::{Match, Words};
use std::ops::Range;

/// Fills in a row's suggestion: `<verb>` takes the form of the matched verb, `$1` the words of the first gap or class, `@1` those of the
/// first element.
pub(super) fn fill(words: &dyn Words, template: &str, matched: &Match) -> String {
    let mut filled: Vec<String> = Vec::new();
    for piece in template.split(' ') {
        if let Some((base, rest)) = inflected(piece) {
            let form = matched.inflected.map_or(Form::Base, |(token, form)| in_place(words, token, form));
            filled.push(format!("{}{rest}", inflect::form(base, form)));
        } else {
            filled.push(with_words(words, piece, matched));
        }
    }
    filled.retain(|piece| !piece.is_empty());
    let text = filled.join(" ").trim().to_owned();
    let capital = words.written(matched.tokens.start).starts_with(char::is_uppercase);
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if capital => first.to_uppercase().chain(letters).collect(),
        _ => text,
    }
}

/// The base and the rest of `<verb>`.
fn inflected(piece: &str) -> Option<(&str, &str)> {
    piece.strip_prefix('<').and_then(|piece| piece.split_once('>'))
}

/// `piece` with the words that its `$1` and `@1` stand for; without punctuation where they stand for none.
fn with_words(words: &dyn Words, piece: &str, matched: &Match) -> String {
    let (mut text, mut rest, mut missing) = (String::new(), piece, false);
    while let Some(Reference { before, sign, number, after }) = reference(rest) {
        let tokens = match sign {
            '$' => matched.wild(number),
            _ => matched.at(number),
        };
        let said = written(words, tokens);
        missing |= said.is_none();
        text.push_str(before);
        text.push_str(&said.unwrap_or_default());
        rest = after;
    }
    text.push_str(rest);
    if missing && !text.contains(char::is_alphanumeric) { String::new() } else { text }
}

/// The first `$1` or `@1` of a piece.
struct Reference<'a> {
    before: &'a str,
    sign: char,
    number: usize,
    after: &'a str,
}

fn reference(piece: &str) -> Option<Reference<'_>> {
    piece.match_indices(['$', '@']).find_map(|(at, sign)| {
        let digits = &piece[at + 1..];
        let length = digits.bytes().take_while(u8::is_ascii_digit).count();
        let number = digits[..length].parse().ok()?;
        Some(Reference { before: &piece[..at], sign: sign.chars().next()?, number, after: &digits[length..] })
    })
}

/// The text of some tokens, with the spaces between them as one.
fn written(words: &dyn Words, tokens: Range<usize>) -> Option<String> {
    let mut text = String::new();
    for i in tokens.clone() {
        if i > tokens.start && words.is_spaced(i) {
            text.push(' ');
        }
        text.push_str(words.written(i));
    }
    (!text.is_empty()).then_some(text)
}

/// What a template asks of its pattern.
pub(super) struct Needs {
    /// An inflected word.
    pub(super) inflected: bool,
    /// So many gaps and classes.
    pub(super) wild: usize,
    /// So many elements.
    pub(super) elements: usize,
}

pub(super) fn needs(template: &str) -> Needs {
    let (mut wild, mut elements, mut rest) = (0, 0, template);
    while let Some(Reference { sign, number, after, .. }) = reference(rest) {
        let highest = if sign == '$' { &mut wild } else { &mut elements };
        *highest = number.max(*highest);
        rest = after;
    }
    Needs { inflected: template.split(' ').any(|piece| inflected(piece).is_some()), wild, elements }
}

/// After *have* or *be*, a form that may be past or participle is the participle.
fn in_place(words: &dyn Words, token: usize, form: Form) -> Form {
    const AUXILIARIES: &[&str] = &["have", "has", "had", "having", "be", "is", "are", "was", "were", "been", "being"];
    let auxiliary = |back: usize| token.checked_sub(back).is_some_and(|i| AUXILIARIES.contains(&words.folded(i)));
    let adverb = token.checked_sub(1).is_some_and(|i| {
        let word = words.folded(i);
        word.ends_with("ly") || matches!(word, "not" | "also" | "already" | "never" | "just" | "now")
    });
    if form == Form::Past && (auxiliary(1) || adverb && auxiliary(2)) { Form::Participle } else { form }
}
