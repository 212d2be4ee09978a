//! Words as spaCy's English tokenizer cuts them, which is what datatrove counts by: marks off both ends, endings off contractions,
//! hyphened words in three. Rare cases (emoticons, most addresses of the network) may be cut otherwise.

use super::is_space;
use super::listed::{Cuts, POINTED, WHOLE, may_be_contraction, special};
use super::marks::{mark_length, prefix_length, suffix_length};
use std::ops::Range;

/// A word or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// In code points.
    pub(super) length: usize,
}

/// All words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < bytes.len() {
        let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = at + letters;
        if let Some(marks) = marks_after_plain(text, at, end) {
            found.push(Word { text: &text[at..end], length: letters });
            if marks > 0 {
                found.push(Word { text: &text[end..end + marks], length: marks });
            }
            at = end + marks + 1;
            continue;
        }
        let (chunk, next) = next_chunk(text, at);
        if !chunk.is_empty() {
            cut_chunk(chunk, &mut found);
        }
        at = next;
    }
    found
}

/// Most of a text is letters, with a mark behind them or none: how many bytes of marks stand behind the letters from `start` to
/// `end`, where a space follows and no list has to be asked.
fn marks_after_plain(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let space = |at: usize| bytes.get(at).is_none_or(|byte| SPACES[usize::from(*byte)]);
    let letters = &bytes[start..end];
    let last = *letters.last()?;
    let marks = match bytes.get(end) {
        _ if space(end) => 0,
        Some(b',' | b';' | b':' | b'!' | b'?' | b')') if space(end + 1) => 1,
        Some(b'.') if space(end + 1) && last.is_ascii_lowercase() => {
            (letters.len() > 1 && !POINTED.contains(&text[start..=end])).then_some(1)?
        }
        _ => return None,
    };
    (!may_be_contraction(letters)).then_some(marks)
}

/// The ASCII characters for which [`is_space`] holds.
const SPACES: [bool; 256] = {
    let mut spaces = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        spaces[byte] = matches!(byte as u8, b'\t'..=b'\r' | 0x1c..=0x1f | b' ');
        byte += 1;
    }
    spaces
};

/// What stands from `at` to the next space, and where to go on.
fn next_chunk(text: &str, at: usize) -> (&str, usize) {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        if SPACES[usize::from(byte)] {
            return (&text[at..end], end + 1);
        }
        if byte.is_ascii() {
            end += 1;
            continue;
        }
        let length = text[end..].chars().next().map_or(1, |c| if is_space(c) { 0 } else { c.len_utf8() });
        if length == 0 {
            let space = text[end..].chars().next().map_or(1, char::len_utf8);
            return (&text[at..end], end + space);
        }
        end += length;
    }
    (&text[at..], text.len())
}

fn push<'a>(text: &'a str, found: &mut Vec<Word<'a>>) {
    if !text.is_empty() {
        found.push(Word { text, length: text.chars().count() });
    }
}

/// Cuts what stands between two spaces.
fn cut_chunk<'a>(chunk: &'a str, found: &mut Vec<Word<'a>>) {
    let first = found.len();
    let mut rest = chunk;
    let mut suffixes: Vec<&str> = Vec::new();
    loop {
        if let Some(cuts) = special(rest) {
            push_cut(rest, cuts, found);
            rest = "";
            break;
        }
        let prefix = prefix_length(rest);
        if prefix > 0 && prefix < rest.len() && special(&rest[prefix..]).is_some() {
            push(&rest[..prefix], found);
            rest = &rest[prefix..];
            continue;
        }
        let suffix = suffix_length(&rest[prefix..]);
        let body = rest.len() - suffix;
        if suffix > 0 && body > 0 && special(&rest[..body]).is_some() {
            suffixes.push(&rest[body..]);
            rest = &rest[..body];
            continue;
        }
        if prefix == 0 && suffix == 0 || rest.is_empty() {
            break;
        }
        push(&rest[..prefix], found);
        if suffix > 0 {
            suffixes.push(&rest[body..]);
        }
        rest = &rest[prefix..body];
    }
    if is_address(rest) {
        push(rest, found);
    } else {
        cut_inside(rest, found);
    }
    suffixes.iter().rev().for_each(|suffix| push(suffix, found));
    join_listed(chunk, first, found);
}

/// Puts two neighbours of `chunk`, whose words begin at index `first`, together where they are one of the listed words.
fn join_listed<'a>(chunk: &'a str, first: usize, found: &mut Vec<Word<'a>>) {
    const SMILES: [&str; 2] = ["):", "8)"];
    if found.len() < first + 2 || !chunk.contains(['.', ')']) {
        return;
    }
    let cut = found.split_off(first);
    let (mut at, mut w) = (0, 0);
    while w < cut.len() {
        let length = cut[w].text.len() + cut.get(w + 1).map_or(0, |next| next.text.len());
        let both = &chunk[at..at + length];
        let listed =
            w + 1 < cut.len() && (both.ends_with('.') && special(both) == Some(WHOLE) || SMILES.contains(&both));
        if listed {
            push(both, found);
        } else {
            found.push(cut[w]);
        }
        at += if listed { length } else { cut[w].text.len() };
        w += 1 + usize::from(listed);
    }
}

fn push_cut<'a>(text: &'a str, cuts: Cuts, found: &mut Vec<Word<'a>>) {
    let mut at = 0;
    for cut in cuts.into_iter().flatten() {
        push(&text[at..cut], found);
        at = cut;
    }
    push(&text[at..], found);
}

/// Whether `text` is an address of the network.
fn is_address(text: &str) -> bool {
    let host = text.split_once("://").map_or(text, |(_, host)| host);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let Some((domain, top)) = host.rsplit_once('.') else { return false };
    let label = |l: &str| {
        !l.is_empty()
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c >= '\u{a1}')
            && !l.ends_with('-')
            && !l.starts_with(['-', '_'])
    };
    top.chars().count() >= 2 && top.chars().all(char::is_lowercase) && domain.split('.').all(label)
}

/// Cuts at hyphens, at marks between letters and at points between sentences.
fn cut_inside<'a>(text: &'a str, found: &mut Vec<Word<'a>>) {
    let mut from = 0;
    for mark in marks_inside(text).filter(|mark| mark.start > 0) {
        push(&text[from..mark.start], found);
        push(&text[mark.clone()], found);
        from = mark.end;
    }
    push(&text[from..], found);
}

fn marks_inside(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            at += c.len_utf8();
            if c.is_alphanumeric() {
                continue;
            }
            let before = text[..start].chars().next_back();
            let length = mark_length(&text[start..], c, before);
            if length > 0 {
                at = start + length;
                return Some(start..at);
            }
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn marks_and_endings_are_words_of_their_own() {
        assert_eq!(cut("(He can't, \"won't\".)"), ["(", "He", "ca", "n't", ",", "\"", "wo", "n't", "\"", ".", ")"]);
        assert_eq!(
            cut("It’s Lund's well-known $5.50 (10%)..."),
            ["It", "’s", "Lund", "'s", "well", "-", "known", "$", "5.50", "(", "10", "%", ")", "..."]
        );
        assert_eq!(
            cut("Mr. Lund, 3.5km at 5pm; U.S. town.The"),
            ["Mr.", "Lund", ",", "3.5", "km", "at", "5", "pm", ";", "U.S.", "town", ".", "The"]
        );
        assert_eq!(cut("they'd've shouldn’t’ve its"), ["they", "'d", "'ve", "should", "n’t", "’ve", "its"]);
    }
}
