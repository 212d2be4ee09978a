//! Rates of style: how often a text uses the small words, marks and endings that writers differ in.
//!
//! All are rates or means, so that a text twice as long has the same.

use super::items::{CLITIC, Items, NAME, NUMBER, as_mark, hash, is_unknown, is_vocabulary};
use crate::text::Document;
use std::sync::LazyLock;

/// Words counted together.
const GROUPS: &[&[&str]] = &[
    &["the"],
    &["a", "an"],
    &["of"],
    &["to"],
    &["and"],
    &["in"],
    &["that"],
    &["it"],
    &["this", "these"],
    &["those"],
    &["which"],
    &["who", "whom", "whose"],
    &["there"],
    &["is", "are", "am"],
    &["was", "were"],
    &["be", "been", "being"],
    &["has", "have", "having"],
    &["had"],
    &["do", "does", "did", "doing"],
    &["will", "shall"],
    &["would"],
    &["can"],
    &["could"],
    &["may", "might"],
    &["must", "should"],
    &["not", "no", "never"],
    &["i", "my", "me", "we", "our", "us"],
    &["you", "your"],
    &["he", "she", "him"],
    &["his", "her"],
    &["they", "them"],
    &["their"],
    &["its"],
    &["also"],
    &["however", "therefore", "thus", "moreover", "furthermore", "nevertheless"],
    &["but", "yet"],
    &["so"],
    &["because", "since"],
    &["as"],
    &["while", "whereas"],
    &["when"],
    &["if", "whether"],
    &["for"],
    &["by"],
    &["with"],
    &["from"],
    &["at"],
    &["on"],
    &["about", "regarding", "concerning"],
    &["said", "says", "say", "saying"],
    &["told", "added", "noted", "stated", "stressed", "emphasized", "reported"],
    &["very", "really", "quite", "rather", "extremely"],
    &["just", "only", "even", "still"],
    &["such"],
    &["more", "most"],
    &["some", "any", "many", "several", "various"],
    &["up", "out", "off", "down", "over", "away", "back"],
    &["get", "got", "put", "set", "take", "took", "taken", "make", "made", "go", "went"],
    &["according"],
    &["now", "then", "already", "currently"],
    &["before", "after", "during", "until"],
    &["into", "onto", "through", "within"],
    &["first", "second"],
    &["all", "every", "each", "whole", "entire"],
    &["one", "two", "three"],
    &["what", "how", "why", "where"],
    &["between", "among", "under", "against"],
    &["than"],
    &["or"],
    &["other", "another", "same"],
];

const BE: [usize; 3] = [13, 14, 15];
const MARKS: &[u8] = b",;:-(\"?!%/";
/// Groups of endings; see [`ending`].
const ENDINGS: usize = 6;
const OTHERS: usize = 15;

/// The number of rates.
pub(super) const RATES: usize = GROUPS.len() + MARKS.len() + ENDINGS + OTHERS;

static GROUP_OF: LazyLock<Vec<(u64, u8)>> = LazyLock::new(|| {
    let mut table = vec![(0, 0); 1024];
    for (group, words) in GROUPS.iter().enumerate() {
        for word in *words {
            let symbol = hash(word.as_bytes());
            let mut at = symbol as usize & 1023;
            while table[at].0 != 0 {
                at = (at + 1) & 1023;
            }
            table[at] = (symbol, group as u8);
        }
    }
    table
});

fn group_of(table: &[(u64, u8)], symbol: u64) -> Option<usize> {
    let mut at = symbol as usize & 1023;
    while table[at].0 != 0 {
        if table[at].0 == symbol {
            return Some(usize::from(table[at].1));
        }
        at = (at + 1) & 1023;
    }
    None
}

/// The group of a word by its ending.
const fn ending(word: &[u8]) -> Option<usize> {
    match word {
        [.., b'i', b'n', b'g'] => Some(0),
        [.., b'e', b'd'] => Some(1),
        [.., b'l', b'y'] => Some(2),
        [.., b't' | b's', b'i', b'o', b'n'] | [.., b't' | b's', b'i', b'o', b'n', b's'] => Some(3),
        [.., b'm', b'e', b'n', b't'] | [.., b'm', b'e', b'n', b't', b's'] => Some(4),
        [.., b'n', b'e', b's', b's'] | [.., b'i', b't', b'y'] | [.., b'i', b't', b'i', b'e', b's'] => Some(4),
        [.., b'f', b'u', b'l'] | [.., b'o', b'u', b's'] | [.., b'i', b'v', b'e'] => Some(5),
        [.., b'a' | b'i', b'b', b'l', b'e'] => Some(5),
        _ => None,
    }
}

/// A word counts as said again within so many items.
const AGAIN_WITHIN: usize = 50;
const LAST_SEEN: usize = 4096;

/// The rates of a document.
pub(super) fn rates(document: &Document, items: &Items) -> [f64; RATES] {
    let table = &*GROUP_OF;
    let mut rates = [0.0; RATES];
    let (marks, endings, others) = (GROUPS.len(), GROUPS.len() + MARKS.len(), GROUPS.len() + MARKS.len() + ENDINGS);
    let mut last_seen = [usize::MAX; LAST_SEEN];
    let (mut words, mut letters) = (0.0, 0.0);
    let (mut short, mut long, mut square) = (0.0, 0.0, 0.0);
    for sentence in &items.sentences {
        let mut after_be = usize::MAX;
        for i in sentence.items.clone() {
            let item = items.items[i];
            if let Some(mark) = as_mark(item.symbol) {
                if let Some(m) = MARKS.iter().position(|&m| m == mark) {
                    rates[marks + m] += 1.0;
                }
                continue;
            }
            if !is_vocabulary(item.symbol) && !is_unknown(item.symbol) {
                let other = if item.symbol == NAME {
                    0
                } else if item.symbol == NUMBER {
                    1
                } else {
                    2
                };
                rates[others + other] += 1.0;
                rates[others + 3] += f64::from(u8::from(item.symbol == CLITIC));
                continue;
            }
            let word = document.folded(item.tokens.0 as usize);
            words += 1.0;
            letters += word.len() as f64;
            rates[others + 4] += f64::from(u8::from(word.len() >= 8));
            rates[others + 5] += f64::from(u8::from(word.len() <= 3));
            rates[others + 6] += f64::from(u8::from(word.contains('\'')));
            rates[others + 7] += f64::from(u8::from(is_unknown(item.symbol)));
            if let Some(e) = ending(word.as_bytes()).filter(|_| word.len() > 4) {
                rates[endings + e] += 1.0;
            }
            if after_be != usize::MAX && i - after_be <= 2 && (word.ends_with("ed") || word.ends_with("en")) {
                rates[others + 8] += 1.0;
            }
            let joins = i == sentence.items.start && matches!(word, "and" | "but" | "so" | "or" | "yet");
            rates[others + 9] += f64::from(u8::from(joins));
            match group_of(table, item.symbol) {
                Some(group) => {
                    rates[group] += 1.0;
                    if BE.contains(&group) {
                        after_be = i;
                    }
                }
                None => {
                    let seen = &mut last_seen[item.symbol as usize >> 8 & (LAST_SEEN - 1)];
                    rates[others + 10] += f64::from(u8::from(*seen != usize::MAX && i - *seen <= AGAIN_WITHIN));
                    *seen = i;
                }
            }
        }
        let length = sentence.items.len() as f64;
        square += length * length;
        short += f64::from(u8::from(length < 10.0));
        long += f64::from(u8::from(length > 35.0));
    }
    let count = (items.items.len() as f64).max(1.0);
    rates.iter_mut().for_each(|r| *r /= count);
    let sentences = (items.sentences.len() as f64).max(1.0);
    let mean = count / sentences;
    rates[others + 11] = letters / f64::max(words, 1.0);
    rates[others + 12] = mean.ln();
    rates[others + 13] = (square / sentences - mean * mean).max(0.0).sqrt() / mean;
    rates[others + 14] = (short - long) / sentences;
    rates
}
