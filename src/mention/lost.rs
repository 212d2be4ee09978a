//! Names that lost their capital: `dangote`, `čez`.

use crate::corpus::Story;
use crate::lexicon::names::{Entry, EntryId, Names};
use crate::lexicon::words::Known;
use crate::text::{Document, SegmentKind, Shape};

/// A name in lower case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostCapital {
    /// The index of its token.
    pub token: usize,
    /// The entry whose form it is.
    pub entry: EntryId,
    /// The form as written in the table.
    pub written: String,
}

/// Fewer letters stand for too much.
const FEWEST_LETTERS: usize = 3;

/// Words of `document` in lower case that are nothing but the name of one entry. Other people bear the
/// last part of a longer name: its bearer must hold an office, or another telling of the story have it with its capital in this
/// very place.
pub(super) fn capitals(document: &Document, names: &Names, story: &Story<'_>) -> Vec<LostCapital> {
    let mut found = Vec::new();
    for segment in document.segments().iter().filter(|s| s.kind != SegmentKind::Furniture) {
        for token in segment.tokens.clone() {
            let folded = document.folded(token);
            let lower = document.tokens()[token].is_word() && document.tokens()[token].shape == Shape::Lower;
            if !lower
                || folded.chars().count() < FEWEST_LETTERS
                || Known::of(folded).is_word()
                || is_joined(document, token)
            {
                continue;
            }
            let Some(entry) = names.accepting(folded).next() else { continue };
            let entry_of = names.entry(entry);
            let form = entry_of.forms().find(|f| f.is_one_part(folded));
            let sure = (is_whole(entry_of) || entry_of.roles().next().is_some()) && !Known::of(folded).is_name();
            if let Some(form) = form.filter(|f| {
                is_titled(f.written()) && (sure || story.instead_of(document, token, token).contains_key(folded))
            }) {
                found.push(LostCapital { token, entry, written: form.written().to_owned() });
            }
        }
    }
    found
}

/// Whether the name of `entry` has one part; of a longer one the last part is only what may stand alone.
fn is_whole(entry: Entry<'_>) -> bool {
    entry.canonical().len() == 1
}

/// Whether a form is a capital and small letters: agencies write their own acronyms small (`dpa`).
fn is_titled(written: &str) -> bool {
    let mut letters = written.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// Whether the token hangs on a mark: a part of an address, a handle, a compound.
fn is_joined(document: &Document, token: usize) -> bool {
    let tokens = document.tokens();
    let joins =
        |i: usize| matches!(document.written(i), "-" | "‐" | "‑" | "." | "/" | "@" | "#" | "_" | ":" | "’" | "'");
    let before = token > 0 && !tokens[token].spaced && joins(token - 1);
    let after = token + 2 < tokens.len() && joins(token + 1) && !tokens[token + 1].spaced && !tokens[token + 2].spaced;
    before || after
}
