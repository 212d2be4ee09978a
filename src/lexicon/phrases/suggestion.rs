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
        } else if let Some((number, rest)) = numbered(piece, '$') {
            let wild = matched.wild.get(number.wrapping_sub(1)).cloned().unwrap_or_default();
            filled.extend(written(words, wild).map(|text| text + rest));
        } else if let Some((place, rest)) = numbered(piece, '@') {
            filled.extend(written(words, matched.at(place)).map(|text| text + rest));
        } else {
            filled.push(piece.to_owned());
        }
    }
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

/// The number and the rest of `$1`, where `sign` is `$`.
fn numbered(piece: &str, sign: char) -> Option<(usize, &str)> {
    let after = piece.strip_prefix(sign)?;
    let (number, rest) = after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()));
    Some((number.parse().ok()?, rest))
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
    let pieces = || template.split(' ');
    let highest =
        |sign| pieces().filter_map(|piece| numbered(piece, sign)).map(|(number, _)| number).max().unwrap_or(0);
    Needs { inflected: pieces().any(|piece| inflected(piece).is_some()), wild: highest('$'), elements: highest('@') }
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
