//! A name for a finding that outlives the run: two runs, or a run and a reviewer's verdict, mean the same finding by it.
//!
//! It is made of the rule's code, the matched words and up to [`NEIGHBOURS`] words on each side in the same line, all of them
//! folded; neither the document, nor the place in it, nor severity, suggestion or evidence take part. So it stays when text is
//! added elsewhere, when a file is renamed, when punctuation or capitals beside the finding change, and when a rule learns to
//! explain itself better; it changes when the words themselves do. The same words with the same neighbours twice in a document
//! have one fingerprint: whoever needs to tell them apart counts them in the order of the text.
//!
//! The hash is FNV-1a with 64 bits, offset basis `cbf29ce484222325` and prime `100000001b3` (Fowler, Noll, Vo; RFC 9923), over
//! the UTF-8 bytes of the parts, each ended by the byte `1f`: code, match, the words before in the order of the text, an empty
//! part, the words after. White space in the match is one space. Written as 16 hexadecimal digits.

use crate::span::Span;
use crate::text::fold;
use std::fmt;

/// So many words on each side take part.
pub const NEIGHBOURS: usize = 2;

/// No more of the line is looked at on each side, in code points: a text may be one line of 50 MB.
const REACH: usize = 80;

/// What identifies a finding over runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a finding of the rule `code` at `span` of `text`.
    ///
    /// ```
    /// use malaprop::fingerprint::Fingerprint;
    /// use malaprop::span::Span;
    ///
    /// let before = Fingerprint::of("NAM101", "Then Mark Ruthte spoke.", Span::new(5, 16));
    /// let after = Fingerprint::of("NAM101", "It rained.\nThen, “Mark  Ruthte” spoke!", Span::new(20, 32));
    /// assert_eq!(before, after);
    /// assert_eq!(before.to_string(), "8210898a14e06658");
    /// ```
    #[must_use]
    pub fn of(code: &str, text: &str, span: Span) -> Self {
        let matched = fold(span.of(text)).split_whitespace().collect::<Vec<_>>().join(" ");
        let before = line_before(&text[..span.start]);
        let after = line_after(&text[span.end..]);
        let mut parts = vec![code.to_owned(), matched];
        let mut nearest: Vec<String> = words(before).rev().take(NEIGHBOURS).map(|w| fold(w).into_owned()).collect();
        nearest.reverse();
        parts.append(&mut nearest);
        parts.push(String::new());
        parts.extend(words(after).take(NEIGHBOURS).map(|w| fold(w).into_owned()));
        Self(hash(parts.iter().map(String::as_str)))
    }

    /// The fingerprint that was written as `digits`.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let written = digits.len() == 16 && digits.bytes().all(|b| b.is_ascii_hexdigit());
        u64::from_str_radix(digits, 16).ok().filter(|_| written).map(Self)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// FNV-1a over `parts`, each ended by the byte `1f`.
pub(crate) fn hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    let part = |hash: u64, part: &str| step(part.bytes().fold(hash, step), 0x1f);
    parts.into_iter().fold(0xcbf2_9ce4_8422_2325, part)
}

/// The end of the line that `text` ends in.
fn line_before(text: &str) -> &str {
    let far = text.char_indices().rev().take(REACH).take_while(|(_, c)| *c != '\n' && *c != '\r').last();
    far.map_or("", |(i, _)| &text[i..])
}

/// The start of the line that `text` starts in.
fn line_after(text: &str) -> &str {
    let far = text.char_indices().take(REACH).take_while(|(_, c)| *c != '\n' && *c != '\r').last();
    far.map_or("", |(i, c)| &text[..i + c.len_utf8()])
}

fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, matched: &str) -> Fingerprint {
        let at = text.find(matched).unwrap();
        Fingerprint::of("LIT201", text, Span::new(at, at + matched.len()))
    }

    #[test]
    fn stays_when_the_text_around_it_changes_and_goes_with_its_words() {
        let first = of("They took an aim at the tower.", "took an aim");
        assert_eq!(first, of("A NEW LEAD.\n\nTHEY — TOOK AN AIM, at “the” hill", "TOOK AN AIM"));
        assert_ne!(first, of("We took an aim at the tower.", "took an aim"));
        assert_ne!(first, of("They took an aim at a tower.", "took an aim"));
        assert_ne!(first, of("They took a aim at the tower.", "took a aim"));
    }

    #[test]
    fn words_do_not_change_sides_or_run_together() {
        assert_ne!(of("one x", "x"), of("x one", "x"));
        assert_ne!(of("a b x", "x"), of("ab x", "x"));
    }

    #[test]
    fn is_read_as_it_is_written() {
        let fingerprint = of("x", "x");
        assert_eq!(Fingerprint::parse(&fingerprint.to_string()), Some(fingerprint));
        for wrong in ["", "12", "+23456789abcdef0", "g123456789abcdef"] {
            assert_eq!(Fingerprint::parse(wrong), None);
        }
    }

    #[test]
    fn the_hash_is_the_published_one() {
        // FNV-1a of "a" is af63dc4c8601ec8c; one more step for the byte that ends the part.
        let one_more = (0xaf63_dc4c_8601_ec8c_u64 ^ 0x1f).wrapping_mul(0x100_0000_01b3);
        assert_eq!(hash(["a"]), one_more);
    }
}
