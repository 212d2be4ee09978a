//! Finds patterns by two neighbouring words of each, so that more rows hardly cost more time.
//!
//! A word that many patterns share is no key, and in a large table every word is shared; two words in a row hardly are.

use super::Phrase;
use super::pattern::{Element, Match, Variant, What, Words, key};
use crate::text::language::is_function_word;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Patterns keyed by two words hold at most this many combinations; wider ones are keyed by one word.
const MOST_PAIRS: usize = 512;

#[derive(Debug, Default)]
pub(super) struct Index {
    /// The number of each word.
    numbers: FxHashMap<Box<str>, u32>,
    /// By number.
    words: Vec<Word>,
    anchors: Vec<Anchor>,
    /// By the numbers of two words in a row, ranges of `anchors`.
    pairs: FxHashMap<(u32, u32), Range<u32>>,
}

#[derive(Debug, Clone, Default)]
struct Word {
    /// Patterns keyed by this word alone: a range of `anchors`.
    alone: Range<u32>,
    /// Whether some pattern is keyed by this word and the next.
    opens_pair: bool,
}

/// Where to try which pattern.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    row: u32,
    variant: u32,
    element: u32,
}

/// What a pattern is found by: a word alone, or two in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key<W> {
    One(W),
    Two(W, W),
}

impl Index {
    pub(super) fn new(rows: &[Phrase]) -> Self {
        let mut index = Self::default();
        let mut keyed: Vec<(Key<u32>, Anchor)> = Vec::new();
        for (row, phrase) in rows.iter().enumerate() {
            for (number, variant) in phrase.variants.iter().enumerate() {
                let (element, keys) = keys(variant);
                let short = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
                let anchor = Anchor { row: short(row), variant: short(number), element: short(element) };
                keyed.extend(keys.into_iter().map(|key| (index.numbered(key), anchor)));
            }
        }
        // A stable sort: patterns of one key stay in the order of the rows.
        keyed.sort_by_key(|(key, _)| *key);
        for group in keyed.chunk_by(|a, b| a.0 == b.0) {
            let start = u32::try_from(index.anchors.len()).unwrap_or(u32::MAX);
            index.anchors.extend(group.iter().map(|(_, anchor)| *anchor));
            let range = start..u32::try_from(index.anchors.len()).unwrap_or(u32::MAX);
            match group[0].0 {
                Key::One(word) => index.words[word as usize].alone = range,
                Key::Two(first, second) => {
                    index.words[first as usize].opens_pair = true;
                    index.pairs.insert((first, second), range);
                }
            }
        }
        index
    }

    fn numbered(&mut self, key: Key<&str>) -> Key<u32> {
        let mut number = |word: &str| {
            if let Some(number) = self.numbers.get(word) {
                return *number;
            }
            let number = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
            self.numbers.insert(word.into(), number);
            self.words.push(Word::default());
            number
        };
        match key {
            Key::One(word) => Key::One(number(word)),
            Key::Two(first, second) => Key::Two(number(first), number(second)),
        }
    }

    /// Every match in `segment`, the longest of those that overlap.
    pub(super) fn find(&self, rows: &[Phrase], words: &dyn Words, segment: Range<usize>) -> Vec<(usize, Match)> {
        let mut found: Vec<(usize, Match)> = Vec::new();
        let mut before: Option<u32> = None;
        for at in segment.clone() {
            let word = self.numbers.get(key(words, at)).copied();
            let mut tried = |anchors: &Range<u32>, at: usize| {
                for anchor in &self.anchors[anchors.start as usize..anchors.end as usize] {
                    let variant = &rows[anchor.row as usize].variants[anchor.variant as usize];
                    let matched = variant.match_at(words, anchor.element as usize, at, &segment);
                    found.extend(matched.map(|matched| (anchor.row as usize, matched)));
                }
            };
            if let Some(word) = word {
                if let Some(first) = before.filter(|&first| self.words[first as usize].opens_pair)
                    && let Some(anchors) = self.pairs.get(&(first, word))
                {
                    tried(anchors, at - 1);
                }
                tried(&self.words[word as usize].alone, at);
            }
            before = word;
        }
        longest(found, &segment)
    }
}

fn longest(mut found: Vec<(usize, Match)>, segment: &Range<usize>) -> Vec<(usize, Match)> {
    if found.len() > 1 {
        found.sort_by_key(|(_, matched)| (std::cmp::Reverse(matched.tokens.len()), matched.tokens.start));
        let mut taken = vec![false; segment.len()];
        found.retain(|(_, matched)| {
            let tokens = &mut taken[matched.tokens.start - segment.start..matched.tokens.end - segment.start];
            let free = !tokens.contains(&true);
            tokens.fill(true);
            free
        });
        found.sort_by_key(|(_, matched)| matched.tokens.start);
    }
    found
}

/// The folded words that element `e` can be.
fn folded(e: &Element) -> Vec<&str> {
    match &e.what {
        _ if e.optional => Vec::new(),
        What::Words(words) => words.iter().map(String::as_str).collect(),
        What::Inflected(forms) => forms.iter().map(|(form, _)| form.as_str()).collect(),
        What::Exact(_, folded) => vec![folded],
        What::Gap(..) | What::Class(_) | What::Apostrophe | What::Possessive | What::Not(_) => Vec::new(),
    }
}

/// The element to look for and the words to look for it by: two in a row where they tell more than one.
fn keys(variant: &Variant) -> (usize, Vec<Key<&str>>) {
    let words: Vec<Vec<&str>> = variant.elements.iter().map(folded).collect();
    // Function words are everywhere; of others, the longer the rarer.
    let rare =
        |words: &Vec<&str>| words.iter().map(|w| if is_function_word(w) { 1 } else { 1 + w.len() }).min().unwrap_or(0);
    let rare: Vec<usize> = words.iter().map(rare).collect();
    let last_first = |e: usize| std::cmp::Reverse(e);
    let pair = (1..words.len())
        .filter(|&e| (1..=MOST_PAIRS).contains(&(words[e - 1].len() * words[e].len())))
        .max_by_key(|&e| (rare[e - 1] + rare[e], last_first(e)));
    let alone = (0..words.len()).max_by_key(|&e| (rare[e], last_first(e))).unwrap_or(0);
    match pair {
        Some(second) if rare[second - 1] + rare[second] > rare[alone] => {
            let pairs = words[second - 1].iter().flat_map(|a| words[second].iter().map(|b| Key::Two(*a, *b)));
            (second - 1, pairs.collect())
        }
        _ => (alone, words[alone].iter().map(|w| Key::One(*w)).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Builder;
    use super::super::pattern::{Class, Words};
    use proptest::prelude::*;

    /// A text of small words without names.
    struct Plain<'a>(Vec<&'a str>);

    impl Words for Plain<'_> {
        fn folded(&self, i: usize) -> &str {
            self.0[i]
        }

        fn written(&self, i: usize) -> &str {
            self.0[i]
        }

        fn is_word(&self, _: usize) -> bool {
            true
        }

        fn is_spaced(&self, _: usize) -> bool {
            true
        }

        fn class_end(&self, _: Class, _: usize) -> Option<usize> {
            None
        }
    }

    #[test]
    fn a_suggestion_takes_the_words_of_any_element() {
        let suggested = |text: &str| {
            let mut builder = Builder::default();
            let rows = "in the? end (of|of the) may|june !bug,at the end @4 @5\n\"a b? *{0,2} d\",\"@3, @2 z-@1:@4\"\n";
            builder.add("t.csv", &format!("pattern,suggest\n{rows}")).unwrap();
            let words = Plain(text.split_whitespace().collect());
            builder.build().find(&words, 0..words.0.len()).pop().map(|hit| hit.suggestion)
        };
        assert_eq!(suggested("x in end of the june x").as_deref(), Some("at the end of the june"));
        assert_eq!(suggested("in the end of may").as_deref(), Some("at the end of may"));
        assert_eq!(suggested("a b c x d").as_deref(), Some("c x, b z-a:d"));
        assert_eq!(suggested("a d").as_deref(), Some("z-a:d"));
        assert_eq!(suggested("in the end of may bug"), None);
    }

    /// A pattern's element and the same as a regular expression over words with a space after each.
    fn element() -> impl Strategy<Value = (String, String)> {
        prop_oneof![
            "[a-d]".prop_map(|w| (w.clone(), format!("{w} "))),
            "[a-d]".prop_map(|w| (format!("{w}?"), format!("(?:{w} )?"))),
            "[a-d]\\|[a-d]".prop_map(|w| (w.clone(), format!("(?:{w}) "))),
            "\\([a-d] [a-d]\\|[a-d]\\)".prop_map(|w| (w.clone(), format!("(?:{w} )"))),
            Just(("*{0,2}".to_owned(), "(?:[a-z]+ ){0,2}".to_owned())),
        ]
    }

    proptest! {
        #[test]
        fn many_rows_in_one_index_find_what_a_regular_expression_finds(
            rows in prop::collection::vec(prop::collection::vec(element(), 1..5), 1..6),
            text in "([a-e] ){1,12}",
        ) {
            let mut builder = Builder::default();
            let mut expressions = Vec::new();
            for row in &rows {
                let pattern: Vec<&str> = row.iter().map(|(pattern, _)| pattern.as_str()).collect();
                if builder.add("t.csv", &format!("pattern\n\"{}\"\n", pattern.join(" "))).is_ok() {
                    let expression: String = row.iter().map(|(_, expression)| expression.as_str()).collect();
                    expressions.push(regex::Regex::new(&format!("\\b{expression}")).unwrap());
                }
            }
            let words = Plain(text.split_whitespace().collect());
            let found = !builder.build().find(&words, 0..words.0.len()).is_empty();
            prop_assert_eq!(found, expressions.iter().any(|e| e.is_match(&text)));
        }

        #[test]
        fn findings_never_overlap(text in "([a-d] ){1,20}") {
            let mut builder = Builder::default();
            builder.add("t.csv", "pattern\na b\nb c\na b c\n\"a *{0,3} d\"\n!a b !c\n").unwrap();
            let words = Plain(text.split_whitespace().collect());
            let phrases = builder.build();
            let found = phrases.find(&words, 0..words.0.len());
            prop_assert!(found.windows(2).all(|pair| pair[0].tokens.end <= pair[1].tokens.start));
        }
    }
}
