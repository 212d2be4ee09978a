//! Sentences, and runs of them, that stand in a document again: word for word or with one word changed.
//!
//! Linear in the text: every sentence is looked up by three hashes, and with each it meets a fixed number of candidates.

use crate::text::Document;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// A run of segments that stands in the document a second time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Repeat {
    /// The segments of the first copy.
    pub(super) earlier: Range<usize>,
    /// Those of the second, which may be a sentence shorter or longer by one word each.
    pub(super) later: Range<usize>,
    /// How many of its sentences differ by a word.
    pub(super) changed: usize,
    /// Whether one of the two is only the beginning of the other.
    pub(super) cut: bool,
}

/// Shorter sentences recur by chance: "He did not elaborate.", "The investigation continues."
const FEWEST_WORDS: usize = 6;
/// Shorter sentences that differ by one word are two sentences: "Prices rose again in May.", "Prices fell again in May."
const FEWEST_WORDS_CHANGED: usize = 10;
/// With one word changed, so many words at one end at least are the same.
const ANCHOR: usize = FEWEST_WORDS_CHANGED / 2;
/// A beginning of so many words is one by no chance.
const FEWEST_WORDS_CUT: usize = 10;
/// So many sentences with the same beginning or end are compared; a bound on the work, not on what is found in real text.
const MOST_CANDIDATES: usize = 4;

/// All repeats in `document`, in order, none inside another.
pub(super) fn repeats(document: &Document) -> Vec<Repeat> {
    let sentences = Sentences::of(document);
    let mut found = sentences.runs();
    let covered: Vec<bool> = {
        let mut covered = vec![false; sentences.ranges.len()];
        for repeat in &found {
            covered[repeat.later.clone()].fill(true);
        }
        covered
    };
    found.extend(sentences.cut_copies(&covered));
    found.sort_by_key(|r| r.later.start);
    found
}

struct Sentences<'a> {
    document: &'a Document,
    /// Hashes of the folded words and numbers.
    words: Vec<u64>,
    /// The token of each.
    tokens: Vec<usize>,
    /// The words of each segment.
    ranges: Vec<Range<usize>>,
    /// A hash of them all.
    keys: Vec<u64>,
}

impl<'a> Sentences<'a> {
    fn of(document: &'a Document) -> Self {
        let (mut words, mut tokens, mut ranges, mut keys) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for segment in document.segments() {
            let from = words.len();
            for i in segment.tokens.clone() {
                let folded = document.folded(i);
                if folded.chars().any(char::is_alphanumeric) {
                    // A possessive keeps its apostrophe out of the comparison, whatever its shape.
                    words.push(hash(folded.trim_matches('\'')));
                    tokens.push(i);
                }
            }
            keys.push(hash(&words[from..]));
            ranges.push(from..words.len());
        }
        Self { document, words, tokens, ranges, keys }
    }

    fn words(&self, s: usize) -> &[u64] {
        &self.words[self.ranges[s].clone()]
    }

    fn runs(&self) -> Vec<Repeat> {
        let mut found: Vec<Repeat> = Vec::new();
        let mut whole: FxHashMap<u64, usize> = FxHashMap::default();
        let mut ends: FxHashMap<(bool, u64), Vec<usize>> = FxHashMap::default();
        let mut done = 0;
        let mut i = 0;
        while i < self.ranges.len() {
            let exact = whole.get(&self.keys[i]).copied().filter(|_| self.words(i).len() >= FEWEST_WORDS);
            let Some(first) = exact.or_else(|| self.changed_copy(i, &ends)) else {
                whole.entry(self.keys[i]).or_insert(i);
                for anchor in self.anchors(i).into_iter().flatten() {
                    let candidates = ends.entry(anchor).or_default();
                    if candidates.len() < MOST_CANDIDATES {
                        candidates.push(i);
                    }
                }
                i += 1;
                continue;
            };
            let (mut from, mut length) = (0, 1);
            while i + length < self.ranges.len() && first + length < i && self.alike(first + length, i + length) {
                length += 1;
            }
            while first > from && i - from > done.max(first + length) && self.alike(first - from - 1, i - from - 1) {
                from += 1;
            }
            let (earlier, later) = (first - from..first + length, i - from..i + length);
            let changed = earlier.clone().zip(later.clone()).filter(|&(a, b)| self.keys[a] != self.keys[b]).count();
            done = later.end;
            i = later.end;
            found.push(Repeat { earlier, later, changed, cut: false });
        }
        found
    }

    /// Whether two neighbours of a repeat belong to it: there a name or a number may be changed too.
    fn alike(&self, a: usize, b: usize) -> bool {
        !self.words(a).is_empty() && self.keys[a] == self.keys[b]
            || self.words(a).len() >= FEWEST_WORDS && one_change(self.words(a), self.words(b)).is_some()
    }

    /// Hashes of the two ends of a sentence that is long enough to be known with a word changed.
    fn anchors(&self, s: usize) -> Option<[(bool, u64); 2]> {
        let words = self.words(s);
        let ends = || [(true, hash(&words[..ANCHOR])), (false, hash(&words[words.len() - ANCHOR..]))];
        (words.len() >= FEWEST_WORDS_CHANGED).then(ends)
    }

    /// An earlier sentence that differs from sentence `s` by an ordinary word; one that differs by a name or a number says
    /// something else.
    fn changed_copy(&self, s: usize, ends: &FxHashMap<(bool, u64), Vec<usize>>) -> Option<usize> {
        let candidates = self.anchors(s)?.into_iter().flat_map(|anchor| ends.get(&anchor).into_iter().flatten());
        candidates.copied().find(|&first| {
            let Some((a, b)) = one_change(self.words(first), self.words(s)) else { return false };
            self.is_ordinary(first, a) && self.is_ordinary(s, b)
        })
    }

    /// Whether word `at` of sentence `s`, if there is one, is neither a name nor a number nor a denial.
    fn is_ordinary(&self, s: usize, at: Option<usize>) -> bool {
        let Some(at) = at else { return true };
        let token = self.tokens[self.ranges[s].start + at];
        let small = self.document.written(token).chars().all(char::is_lowercase);
        (small || at == 0) && !matches!(self.document.folded(token), "not" | "no" | "never")
    }

    /// Sentences without an end whose words begin another sentence: previews of the text that follows.
    fn cut_copies(&self, covered: &[bool]) -> Vec<Repeat> {
        let mut beginnings: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let mut found = Vec::new();
        for s in (0..self.ranges.len()).filter(|&s| !covered[s] && self.words(s).len() >= FEWEST_WORDS_CUT) {
            let candidates = beginnings.entry(hash(&self.words(s)[..FEWEST_WORDS_CUT])).or_default();
            for &first in candidates.iter() {
                let (a, b) = (self.words(first), self.words(s));
                let (short, long) = if a.len() < b.len() { (first, s) } else { (s, first) };
                if self.words(long).starts_with(self.words(short)) && self.is_open(short) {
                    let (earlier, later) = (long..long + 1, short..short + 1);
                    found.push(Repeat { earlier, later, changed: 0, cut: true });
                    break;
                }
            }
            if candidates.len() < MOST_CANDIDATES {
                candidates.push(s);
            }
        }
        found
    }

    /// Whether sentence `s` stops without a mark, or with three points.
    fn is_open(&self, s: usize) -> bool {
        let text = self.document.segments()[s].span.of(self.document.text());
        let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ']']);
        !bare.ends_with(['.', '!', '?', ':', ';']) || bare.ends_with("..")
    }
}

/// Where two runs of words differ, if it is by one word that was changed, added or left out: its index in each, as far as it
/// is there.
fn one_change(a: &[u64], b: &[u64]) -> Option<(Option<usize>, Option<usize>)> {
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return None;
    }
    let front = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a_rest, b_rest) = (&a[front..], &b[front..]);
    let back = a_rest.iter().rev().zip(b_rest.iter().rev()).take_while(|(x, y)| x == y).count();
    let (in_a, in_b) = (a_rest.len() - back, b_rest.len() - back);
    (in_a <= 1 && in_b <= 1).then_some(((in_a == 1).then_some(front), (in_b == 1).then_some(front)))
}

fn hash<T: Hash + ?Sized>(value: &T) -> u64 {
    let mut hasher = FxHasher::default();
    value.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(Range<usize>, Range<usize>, usize, bool)> {
        let document = Document::new("t", text);
        repeats(&document).into_iter().map(|r| (r.earlier, r.later, r.changed, r.cut)).collect()
    }

    const A: &str = "The harbour master closed both gates before the storm came in.";
    const B: &str = "Nobody was hurt.";
    const C: &str = "Fishing boats stayed out until the evening and lost most of their nets.";

    #[test]
    fn a_run_of_paragraphs_is_one_repeat_whatever_its_quotes_and_spaces() {
        let copy = format!("{A}  {B}\n“{C}”");
        assert_eq!(found(&format!("{A} {B}\n\"{C}\"\n{copy}")), [(0..3, 3..6, 0, false)]);
    }

    #[test]
    fn one_ordinary_word_may_be_changed_and_a_name_or_number_may_not() {
        let changed = C.replace("evening", "morning");
        assert_eq!(found(&format!("{C}\n{B}\n{changed}")), [(0..1, 2..3, 1, false)]);
        let left_out = C.replace("most of ", "most ");
        assert_eq!(found(&format!("{C}\n{B}\n{left_out}")), [(0..1, 2..3, 1, false)]);
        let other = "Exports to the countries of the south rose by 4 percent in a year.";
        assert!(found(&format!("{other}\n{}", other.replace('4', "7"))).is_empty());
        assert!(found(&format!("{other}\n{}", other.replace("rose", "have not risen"))).is_empty());
    }

    #[test]
    fn inside_a_longer_repeat_a_number_may_be_changed_too() {
        let number = "The nets were worth 4000 crowns and nobody had insured them.";
        let text = format!("{A}\n{number}\n{C}\n{A}\n{}\n{C}", number.replace("4000", "5000"));
        assert_eq!(found(&text), [(0..3, 3..6, 1, false)]);
    }

    #[test]
    fn a_preview_is_the_cut_copy_wherever_it_stands() {
        let preview = "Fishing boats stayed out until the evening and lost most";
        assert_eq!(found(&format!("{preview} ...\n{A}\n{C}")), [(2..3, 0..1, 0, true)]);
        assert_eq!(found(&format!("{C}\n{A}\n{preview}")), [(0..1, 2..3, 0, true)]);
    }
}
