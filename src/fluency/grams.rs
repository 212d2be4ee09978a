//! N-grams of words and characters as places in a table, hashed without allocation; by the keys of [`super::lm`].

use super::items::{Items, START, extend};

/// Bits of the table of word n-grams. The hundred thousand that carry weight fill a tenth of it, so that few strangers hit one.
pub(super) const WORD_BITS: u32 = 20;
/// Bits of the table of character n-grams.
pub(super) const CHARACTER_BITS: u32 = 19;

/// Calls `each` with the place of every word 1- to 3-gram.
pub(super) fn words(items: &Items, mut each: impl FnMut(usize)) {
    for sentence in &items.sentences {
        let (mut before, mut last) = (START, START);
        for item in &items.items[sentence.items.clone()] {
            let one = extend(0, item.symbol);
            let two = extend(one, last);
            each(place(one, WORD_BITS));
            each(place(two, WORD_BITS));
            if last != START {
                each(place(extend(two, before), WORD_BITS));
            }
            (before, last) = (last, item.symbol);
        }
    }
}

/// Calls `each` with the place of every character 2- to 5-gram inside a sentence.
pub(super) fn characters(items: &Items, mut each: impl FnMut(usize)) {
    for sentence in &items.sentences {
        let Some(last) = sentence.items.end.checked_sub(1).filter(|&l| l >= sentence.items.start) else { continue };
        let range = items.items[sentence.items.start].characters as usize..items.characters_of(last).end;
        let text = &items.characters[range];
        for end in 0..text.len() {
            let mut key = extend(0, u64::from(text[end]));
            for &before in text[end.saturating_sub(4)..end].iter().rev() {
                key = extend(key, u64::from(before));
                each(place(key, CHARACTER_BITS));
            }
        }
    }
}

pub(super) const fn place(key: u64, bits: u32) -> usize {
    (key >> (64 - bits)) as usize
}
