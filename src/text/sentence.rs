//! Where sentences end: a point is not enough in news, with its abbreviations, initials, decimals and quotations.

use super::token::{Token, TokenKind, folded};
use super::word_set::WordSet;

/// Words that take a point and go on, folded, without the point.
static ABBREVIATIONS: WordSet<128> = WordSet::new(&[
    "adm", "apr", "aug", "ave", "brig", "bros", "capt", "cmdr", "co", "col", "corp", "cpl", "dec", "dept", "dr", "feb",
    "fr", "ft", "gen", "gov", "hon", "jan", "jr", "lt", "ltd", "maj", "mgr", "mr", "mrs", "ms", "mt", "no", "nov",
    "oct", "pres", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sept", "sep", "sgt", "sr", "st", "supt", "vs",
]);

/// Of those, the ones that end a sentence when a likely first word follows.
const MAY_END: &[&str] = &["co", "corp", "jr", "ltd", "sr", "no", "st", "ave", "bros", "dept", "ft"];

/// Words that open a sentence far more often than they follow an abbreviation.
static OPENERS: WordSet<128> = WordSet::new(&[
    "a",
    "after",
    "all",
    "although",
    "an",
    "and",
    "as",
    "at",
    "but",
    "by",
    "for",
    "from",
    "he",
    "her",
    "his",
    "however",
    "i",
    "if",
    "in",
    "it",
    "its",
    "last",
    "many",
    "meanwhile",
    "most",
    "no",
    "on",
    "one",
    "our",
    "she",
    "since",
    "so",
    "some",
    "that",
    "the",
    "their",
    "there",
    "these",
    "they",
    "this",
    "those",
    "under",
    "we",
    "what",
    "when",
    "while",
    "with",
    "you",
]);

const CLOSERS: &[&str] = &["\"", "”", "’", "'", ")", "]", "»", "…"];

/// The number of tokens in the first sentence of `tokens`, which are those of one paragraph.
pub(crate) fn first_sentence(tokens: &[Token], text: &str, folds: &str) -> usize {
    for (i, token) in tokens.iter().enumerate() {
        let last = text.as_bytes()[token.span.end - 1];
        let may_end = match token.kind {
            TokenKind::Word => last == b'.',
            TokenKind::Punctuation => matches!(last, b'.' | b'!' | b'?') || !last.is_ascii(),
            TokenKind::Number | TokenKind::Clitic => false,
        };
        if !may_end {
            continue;
        }
        let pointed = token.kind == TokenKind::Word;
        let mark = token.span.of(text);
        if !pointed && !matches!(mark, "." | "!" | "?" | "…" | "。" | "！" | "？") {
            continue;
        }
        let mut end = i + 1;
        while tokens.get(end).is_some_and(|t| {
            !t.spaced && (CLOSERS.contains(&t.span.of(text)) || matches!(t.span.of(text), "." | "!" | "?"))
        }) {
            end += 1;
        }
        let Some(next) = tokens.get(end) else { return tokens.len() };
        if !next.spaced && !matches!(mark, "。" | "！" | "？") {
            continue;
        }
        let opens = tokens[end..].iter().find(|t| t.kind != TokenKind::Punctuation);
        let likely_opener = opens.is_some_and(|t| OPENERS.contains(folded(t, folds)));
        if pointed && !likely_opener {
            continue;
        }
        if mark == "." && i > 0 && !tokens[i].spaced {
            let before = &tokens[i - 1];
            let word = folded(before, folds);
            let initial = before.kind == TokenKind::Word && word.chars().count() == 1 && word != "i";
            if initial && !likely_opener {
                continue;
            }
            if ABBREVIATIONS.contains(word) && !(MAY_END.contains(&word) && likely_opener) {
                continue;
            }
        }
        if opens.is_some_and(|t| t.kind == TokenKind::Word && t.span.of(text).starts_with(char::is_lowercase)) {
            continue;
        }
        return end;
    }
    tokens.len()
}
