//! A document as the models see it: words, classes for what carries topic, and the characters of both.
//!
//! Names, numbers, months and weekdays are classes, and so are words that few training documents share: what happened in the
//! year of the training says nothing about the next. Quotes, dashes, spaces and case are made equal, because house style says
//! nothing about who translated a text.

use crate::text::{Document, Segment, SegmentKind, Shape, TokenKind};
use std::ops::Range;

/// Marks the beginning of a sentence in n-grams.
pub(super) const START: u64 = 0x5354_4152_5400_0001;

/// A run of name words; two names in a row are one.
pub(super) const NAME: u64 = 0x4e41_4d45_0000_0002;
/// A number, or a word that begins with one.
pub(super) const NUMBER: u64 = 0x4e55_4d42_0000_0003;
const DATE: u64 = 0x4441_5445_0000_0004;
/// A possessive.
pub(super) const CLITIC: u64 = 0x434c_4954_0000_0005;
const MARK: u64 = 0x4d41_524b_0000_0100;
const UNKNOWN: u64 = 0x554e_4b4e_0000_1000;

/// The words that are told apart: a set of hashes, with rare false members.
#[derive(Debug, Clone, Copy)]
pub(super) struct Vocabulary<'a>(pub(super) &'a [u8]);

/// 2^18 bits hold some 10,000 words with one stranger in 25 taken for one of them.
pub(super) const VOCABULARY_BYTES: usize = 1 << 15;

impl Vocabulary<'_> {
    /// The byte and the bit of a word.
    pub(super) fn place(symbol: u64) -> (usize, u8) {
        let bit = (mix(symbol) >> 46) as usize;
        (bit / 8, 1 << (bit % 8))
    }

    fn contains(self, symbol: u64) -> bool {
        let (byte, bit) = Self::place(symbol);
        self.0.get(byte).is_some_and(|b| b & bit != 0)
    }
}

/// One item: a word, a mark, or a class that stands for one or several tokens.
#[derive(Debug, Clone, Copy)]
pub(super) struct Item {
    /// What it is, as n-grams see it.
    pub symbol: u64,
    /// Its first and last token.
    pub tokens: (u32, u32),
    /// Where its characters begin; the first is a space, or an apostrophe in a clitic.
    pub characters: u32,
}

/// The sentences and headlines of a document as items.
#[derive(Debug, Default)]
pub(super) struct Items {
    pub items: Vec<Item>,
    /// Lower-case ASCII; capitals are classes and `?` is any other letter.
    pub characters: Vec<u8>,
    pub sentences: Vec<Sentence>,
}

/// A sentence or headline.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Its items.
    pub items: Range<usize>,
    /// The index of its segment in the document.
    pub segment: usize,
}

impl Item {
    /// Whether it is spelt: neither a mark nor a class.
    pub(super) const fn is_spelt(self) -> bool {
        is_vocabulary(self.symbol) || is_unknown(self.symbol)
    }
}

impl Items {
    pub(super) fn read(document: &Document, vocabulary: Vocabulary<'_>) -> Self {
        let count = document.tokens().len();
        let mut read = Self {
            items: Vec::with_capacity(count),
            characters: Vec::with_capacity(document.text().len() + count),
            sentences: Vec::with_capacity(document.segments().len()),
        };
        for (index, segment) in document.segments().iter().enumerate() {
            if matches!(segment.kind, SegmentKind::Headline | SegmentKind::Body) {
                let first = read.items.len();
                read.sentence(document, segment, vocabulary);
                read.sentences.push(Sentence { items: first..read.items.len(), segment: index });
            }
        }
        read
    }

    /// The characters of item `i`.
    pub(super) fn characters_of(&self, i: usize) -> Range<usize> {
        let end = self.items.get(i + 1).map_or(self.characters.len(), |next| next.characters as usize);
        self.items[i].characters as usize..end
    }

    fn sentence(&mut self, document: &Document, segment: &Segment, vocabulary: Vocabulary<'_>) {
        let text = document.text();
        let from = self.items.len();
        // A capital says nothing about a word at the start of a sentence or of quoted speech.
        let mut capital_expected = true;
        for i in segment.tokens.clone() {
            let token = &document.tokens()[i];
            let written = token.span.of(text);
            match token.kind {
                TokenKind::Word => {
                    let symbol = hash(document.folded(i).as_bytes());
                    let capital = token.is_capitalised(text) && !is_first_person(document.folded(i));
                    let free = capital_expected || segment.kind == SegmentKind::Headline;
                    let acronym = token.shape == Shape::Upper && written.len() > 1;
                    let class = if capital && is_date(document.folded(i)) {
                        Some((DATE, b'D'))
                    } else if capital && (!free || acronym || !vocabulary.contains(symbol)) {
                        Some((NAME, b'N'))
                    } else {
                        None
                    };
                    match class {
                        Some((NAME, _)) if self.items.len() > from && self.last_is(NAME) => self.extend_last(i),
                        Some((symbol, letter)) => self.push(symbol, i, &[b' ', letter]),
                        None => {
                            let folded = document.folded(i).as_bytes();
                            let known = vocabulary.contains(symbol);
                            self.push(if known { symbol } else { unknown(folded) }, i, b" ");
                            self.characters.extend(folded.iter().map(|&b| if b.is_ascii() { b } else { b'?' }));
                        }
                    }
                    capital_expected = false;
                }
                TokenKind::Number => {
                    self.push(NUMBER, i, b" 0");
                    capital_expected = false;
                }
                TokenKind::Clitic => self.push(CLITIC, i, b"'s"),
                TokenKind::Punctuation => {
                    let mark = mark(written);
                    self.push(MARK + u64::from(mark), i, &[b' ', mark]);
                    capital_expected |= matches!(mark, b'"' | b'\'' | b':' | b'.' | b'?' | b'!');
                }
            }
        }
    }

    fn last_is(&self, symbol: u64) -> bool {
        self.items.last().is_some_and(|item| item.symbol == symbol)
    }

    fn extend_last(&mut self, token: usize) {
        if let Some(item) = self.items.last_mut() {
            item.tokens.1 = index(token);
        }
    }

    fn push(&mut self, symbol: u64, token: usize, characters: &[u8]) {
        let token = index(token);
        self.items.push(Item { symbol, tokens: (token, token), characters: index(self.characters.len()) });
        self.characters.extend_from_slice(characters);
    }
}

/// Documents are limited to far less than 4 GB.
fn index(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether an item stands for a word outside the vocabulary.
pub(super) const fn is_unknown(symbol: u64) -> bool {
    symbol >> 16 == UNKNOWN >> 16
}

/// Whether an item is a punctuation mark, and which.
pub(super) const fn as_mark(symbol: u64) -> Option<u8> {
    if symbol >> 8 == MARK >> 8 { Some((symbol & 0xff) as u8) } else { None }
}

/// Whether an item is a word of the vocabulary.
pub(super) const fn is_vocabulary(symbol: u64) -> bool {
    as_mark(symbol).is_none() && !is_unknown(symbol) && !matches!(symbol, NAME | NUMBER | DATE | CLITIC)
}

fn is_first_person(folded: &str) -> bool {
    folded == "i" || folded.starts_with("i'")
}

fn is_date(folded: &str) -> bool {
    matches!(
        folded,
        "january"
            | "february"
            | "march"
            | "april"
            | "may"
            | "june"
            | "july"
            | "august"
            | "september"
            | "october"
            | "november"
            | "december"
            | "monday"
            | "tuesday"
            | "wednesday"
            | "thursday"
            | "friday"
            | "saturday"
            | "sunday"
            | "jan"
            | "feb"
            | "mar"
            | "apr"
            | "aug"
            | "sept"
            | "sep"
            | "oct"
            | "nov"
            | "dec"
    )
}

/// Endings that say what part of speech a strange word is, longest first where one ends in another.
const ENDINGS: &[&str] = &[
    "ation", "tion", "ment", "ness", "able", "less", "ful", "ity", "ing", "ous", "ive", "ers", "ed", "ly", "er", "al",
    "ic", "es", "s",
];

fn unknown(folded: &[u8]) -> u64 {
    let ending = ENDINGS.iter().position(|e| folded.ends_with(e.as_bytes()) && folded.len() > e.len() + 2);
    UNKNOWN + ending.map_or(0, |e| e as u64 + 1)
}

/// One byte for all characters that typographers would write in the same place.
fn mark(written: &str) -> u8 {
    match written.chars().next() {
        Some('"' | '“' | '”' | '„' | '«' | '»' | '‟' | '″' | '＂') => b'"',
        Some('\'' | '‘' | '’' | '‚' | '‹' | '›' | '`' | '´') => b'\'',
        Some('-' | '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '－') => b'-',
        Some('…') => b'.',
        Some('(' | '[' | '（' | '【') => b'(',
        Some(')' | ']' | '）' | '】') => b')',
        Some('，' | '、') => b',',
        Some('：') => b':',
        Some(c) if c.is_ascii() => c as u8,
        _ => b'?' + 0x60,
    }
}

/// FNV-1a, mixed so that the high bits can be used.
pub(super) fn hash(bytes: &[u8]) -> u64 {
    let step = |hash: u64, &byte: &u8| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    mix(bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// The finaliser of MurmurHash3: every bit of the result depends on every bit of `x`.
pub(super) const fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    x = (x ^ (x >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    x ^ (x >> 33)
}

/// The key of an n-gram made longer by the symbol before it; a key of one symbol is made from 0.
pub(super) const fn extend(key: u64, symbol: u64) -> u64 {
    mix(key.rotate_left(7) ^ symbol.wrapping_mul(0x9e37_79b9_7f4a_7c15))
}
