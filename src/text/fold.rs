//! Letters folded, in the one place where that is decided.
//!
//! Folding makes two spellings of one letter equal: case and diacritics go, ligatures and the letters that Unicode does not
//! decompose are written out. It is what every lexicon key and every comparison in malaprop goes through.

use std::borrow::Cow;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Letters without a decomposition, and the apostrophes that news uses for one another.
const WRITTEN_OUT: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('ð', "d"),
    ('ø', "o"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('ŋ', "ng"),
    ('œ', "oe"),
    ('ə', "a"),
    ('ʻ', "'"),
    ('ʼ', "'"),
    ('ʾ', "'"),
    ('ʿ', "'"),
    ('‘', "'"),
    ('’', "'"),
    ('`', "'"),
    ('´', "'"),
];

/// The folded form of `text`; borrowed where nothing changes.
///
/// ```
/// assert_eq!(malaprop::text::fold("Erdoğan"), "erdogan");
/// assert_eq!(malaprop::text::fold("O’Neill"), "o'neill");
/// assert_eq!(malaprop::text::fold("plain"), "plain");
/// ```
#[must_use]
pub fn fold(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase()) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    fold_into(text, &mut folded);
    Cow::Owned(folded)
}

/// Appends the folded form of `text` to `out`.
pub(crate) fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            // Most of what is not ASCII in English text; Unicode has no other forms of these.
            '‘' | '’' => out.push('\''),
            '“' | '”' | '–' | '—' | '€' | '£' => out.push(c),
            _ if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            _ => fold_by_unicode(c, out),
        }
    }
}

fn fold_by_unicode(c: char, out: &mut String) {
    // Unicode makes a space and an accent of the one that stands alone.
    if let Some(written) = written_out(c) {
        return out.push_str(written);
    }
    // Small letters last: Unicode makes capitals of signs and of letters in other type (`™`, `𝐀`), which are not capitals themselves.
    for lower in c.nfkd().flat_map(char::to_lowercase).filter(|&d| !is_combining_mark(d)) {
        match written_out(lower) {
            Some(written) => out.push_str(written),
            None => out.push(lower),
        }
    }
}

fn written_out(letter: char) -> Option<&'static str> {
    WRITTEN_OUT.iter().find(|(known, _)| *known == letter).map(|(_, written)| *written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_letters_that_unicode_does_not_decompose() {
        for (spelt, folded) in
            [("Łukasz", "lukasz"), ("Solskjær", "solskjaer"), ("Đoković", "dokovic"), ("Weiß", "weiss")]
        {
            assert_eq!(fold(spelt), folded);
        }
    }

    #[test]
    fn composed_and_decomposed_letters_fold_alike() {
        assert_eq!(fold("Mbapp\u{e9}"), fold("Mbappe\u{301}"));
    }

    #[test]
    fn common_marks_fold_as_unicode_says() {
        for c in ['‘', '’', '“', '”', '–', '—', '€', '£'] {
            let mut folded = String::new();
            fold_by_unicode(c, &mut folded);
            assert_eq!(fold(&c.to_string()), folded);
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        let changed = (char::MIN..=char::MAX).filter(|c| {
            let once = fold(c.encode_utf8(&mut [0; 4])).into_owned();
            fold(&once) != once
        });
        assert_eq!(changed.collect::<String>(), "");
        assert_eq!(fold("O´Neill 𝐀™"), "o'neill atm");
    }
}
