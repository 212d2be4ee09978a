//! What an editor would write in the place of a match.

use super::inflect::{self, Form};
use super::pattern::{Match, Words};

/// Fills in a row's suggestion: `<verb>` takes the form of the matched verb, `$1` the words of the first gap or class.
pub(super) fn fill(words: &dyn Words, template: &str, matched: &Match) -> String {
    let mut filled: Vec<String> = Vec::new();
    for piece in template.split(' ') {
        if let Some((base, rest)) = inflected(piece) {
            let form = matched.inflected.map_or(Form::Base, |(token, form)| in_place(words, token, form));
            filled.push(format!("{}{rest}", inflect::form(base, form)));
        } else if let Some((number, rest)) = gap(piece) {
            let wild = matched.wild.get(number.wrapping_sub(1)).cloned().unwrap_or_default();
            let mut text = String::new();
            for i in wild.clone() {
                if i > wild.start && words.is_spaced(i) {
                    text.push(' ');
                }
                text.push_str(words.written(i));
            }
            if !text.is_empty() {
                filled.push(text + rest);
            }
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

/// The number and the rest of `$1`.
fn gap(piece: &str) -> Option<(usize, &str)> {
    let after = piece.strip_prefix('$')?;
    let (number, rest) = after.split_at(after.find(|c: char| !c.is_ascii_digit()).unwrap_or(after.len()));
    Some((number.parse().ok()?, rest))
}

/// What a template asks of its pattern: whether for an inflected word, and the highest number of a gap.
pub(super) fn needs(template: &str) -> (bool, usize) {
    let pieces = || template.split(' ');
    (pieces().any(|p| inflected(p).is_some()), pieces().filter_map(gap).map(|(n, _)| n).max().unwrap_or(0))
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
