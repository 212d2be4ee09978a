//! Text as it stands in a cell of a table: on one line, no longer than a spreadsheet can hold, and without what steers a terminal.

use sha2::{Digest, Sha256};
use std::borrow::Cow;

/// Longer texts end in `…`. Excel's cell holds 32,767 UTF-16 units; what is left over is for an apostrophe in front.
const LONGEST: usize = 32_000;

/// `text` with line breaks and tabs as spaces, and with signs for other control characters.
#[must_use]
pub fn seen(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", " ").chars().map(sign).collect())
}

/// The same, cut to what a cell holds; JSON Lines has it whole.
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    cut(seen(text), LONGEST)
}

/// `name`, by which rows are joined, in a cell. One that cannot stand there as it is ends in `…` and the first half of its SHA-256: two names
/// stay two.
#[must_use]
pub fn key(name: &str) -> Cow<'_, str> {
    let shown = one_line(name);
    if shown == name {
        return shown;
    }
    let hash: String = Sha256::digest(name).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let shown = cut(seen(name), LONGEST - 1 - hash.len());
    Cow::Owned(format!("{}…{hash}", shown.trim_end_matches('…')))
}

/// `text`, or as much of it as has `units` UTF-16 units and `…` behind it.
fn cut(text: Cow<'_, str>, units: usize) -> Cow<'_, str> {
    let mut taken = 0;
    let end = text.char_indices().find(|(_, c)| {
        taken += c.len_utf16();
        taken > units
    });
    match end {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => text,
    }
}

/// `c`, or the sign that Unicode has for it where it is a control character.
fn sign(c: char) -> char {
    match c {
        '\r' | '\n' | '\t' => ' ',
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        '\u{80}'..='\u{9f}' => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_one_line_that_a_spreadsheet_can_hold() {
        assert_eq!(one_line("a\r\nb\rc\nd\te"), "a b c d e");
        assert_eq!(one_line("plain"), Cow::Borrowed("plain"));
        assert_eq!(one_line("\u{1b}[31m \u{9b}31m \0\u{7f}"), "␛[31m \u{fffd}31m ␀␡");
        let whole = "é".repeat(LONGEST);
        assert_eq!(one_line(&whole), whole);
        let long = one_line(&"🙂".repeat(20_000)).into_owned();
        assert!(long.ends_with("🙂…") && long.encode_utf16().count() == LONGEST + 1);
    }

    #[test]
    fn two_names_stay_two_and_one_that_was_written_is_written_the_same() {
        let long = |end: &str| format!("{}{end}", "é".repeat(40_000));
        let names =
            [long("a"), long("b"), "a\nb".to_owned(), "a\tb".to_owned(), "a b".to_owned(), "a\u{1b}".to_owned()];
        for (i, name) in names.iter().enumerate() {
            let written = key(name).into_owned();
            assert!(written.encode_utf16().count() <= LONGEST && !written.contains(char::is_control));
            assert_eq!(key(&written), written);
            assert!(names[..i].iter().all(|other| key(other) != written), "{written}");
        }
        assert_eq!((key("a/b.txt"), key("a b")), (Cow::Borrowed("a/b.txt"), Cow::Borrowed("a b")));
    }
}
