//! Letters without their order: a bound on the edit distance that costs next to nothing.

/// The letters of a folded name, each counted up to three, and their number, packed for a fast bound on the edit distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterBag(u64);

impl LetterBag {
    /// Where the length stands: behind two bits for each of 26 letters. Beyond the longest that has room it is that.
    const LENGTH: u32 = 52;
    const LONGEST: u64 = (1 << (u64::BITS - Self::LENGTH)) - 1;
    /// The lower bit of each letter.
    const LOW: u64 = 0x5_5555_5555_5555;

    /// What [`LetterBag::packed`] gave.
    #[must_use]
    pub const fn unpacked(bag: u64) -> Self {
        Self(bag)
    }

    /// As a number, for a file.
    #[must_use]
    pub const fn packed(self) -> u64 {
        self.0
    }

    /// The bag of `folded`, with letters that transliteration takes for one another made one; those beyond a to z are left out.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let length = u64::try_from(folded.chars().count()).unwrap_or(Self::LONGEST).min(Self::LONGEST);
        let mut bag = length << Self::LENGTH;
        for b in folded.bytes().filter(u8::is_ascii_lowercase).map(common) {
            let shift = 2 * u32::from(b - b'a');
            if bag >> shift & 3 != 3 {
                bag += 1 << shift;
            }
        }
        Self(bag)
    }

    /// The letters of both.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        let low = [self, other].map(|bag| bag.0 & Self::LOW);
        let high = [self, other].map(|bag| bag.0 >> 1 & Self::LOW);
        let two = high[0] | high[1] | low[0] & low[1];
        let three = (high[0] | high[1]) & (low[0] | low[1]) | high[0] & high[1];
        let length = (self.length() + other.length()).min(Self::LONGEST);
        Self(length << Self::LENGTH | two << 1 | three | (low[0] ^ low[1]) & !two)
    }

    const fn length(self) -> u64 {
        self.0 >> Self::LENGTH
    }

    /// Whether so many letters differ that no script makes the names alike. Two of five letters are the most that any of the
    /// garblings in the tables has lost.
    #[must_use]
    pub fn rules_out(self, other: Self) -> bool {
        let longer = self.length().max(other.length());
        self.length().abs_diff(other.length()) * 5 > longer * 2 || u64::from(self.differs_by(other)) * 3 > longer + 2
    }

    /// A lower bound on the number of letters that differ.
    #[must_use]
    pub fn differs_by(self, other: Self) -> u32 {
        // Each letter is a pair of bits; in unary (01, 011, 111 over three planes) the difference is a popcount.
        let planes = |bag: u64| {
            let (low, high) = (bag & Self::LOW, bag >> 1 & Self::LOW);
            [low | high, high, high & low]
        };
        let (a, b) = (planes(self.0), planes(other.0));
        let count = |x: [u64; 3], y: [u64; 3]| (0..3).map(|i| (x[i] & !y[i]).count_ones()).sum::<u32>();
        count(a, b).max(count(b, a))
    }
}

/// The letters of some words in the room of one bag: of a single word its bag, of several a coarser bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// Those of a single word.
    One(LetterBag),
    /// Those of no word or several.
    Several(LetterSet),
}

impl Letters {
    /// The letters of folded words.
    #[must_use]
    pub fn of<'a>(words: impl Iterator<Item = &'a str> + Clone) -> Self {
        let mut first = words.clone();
        match (first.next(), first.next()) {
            (Some(word), None) => Self::One(LetterBag::of(word)),
            _ => Self::Several(LetterSet::of(words)),
        }
    }

    /// What [`Letters::packed`] gave for as many `words`.
    #[must_use]
    pub const fn unpacked(letters: u64, words: usize) -> Self {
        match words {
            1 => Self::One(LetterBag::unpacked(letters)),
            _ => Self::Several(LetterSet(letters as u32)),
        }
    }

    /// As a number, for a file.
    #[must_use]
    pub const fn packed(self) -> u64 {
        match self {
            Self::One(bag) => bag.packed(),
            Self::Several(set) => set.0 as u64,
        }
    }

    /// Whether so many letters differ that [`LetterBag::rules_out`] rules out one at least of as many `words` on each side.
    #[must_use]
    pub fn rule_out(self, other: Self, words: usize) -> bool {
        match (self, other) {
            (Self::One(a), Self::One(b)) => a.rules_out(b),
            (Self::Several(a), Self::Several(b)) => a.rules_out(b, words),
            _ => false,
        }
    }
}

/// Which letters some words have, and how many in all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterSet(u32);

impl LetterSet {
    fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let (mut set, mut length) = (0, 0);
        for word in words {
            length += word.chars().count();
            let letters = word.bytes().filter(u8::is_ascii_lowercase).map(common);
            set = letters.fold(set, |set, letter| set | 1 << (letter - b'a'));
        }
        Self(set | u32::try_from(length.min(Self::MANY)).unwrap_or(0) << Self::LENGTH)
    }

    /// Where the length stands, and the length that stands for all from it on.
    const LENGTH: u32 = 26;
    const MANY: usize = 63;

    fn rules_out(self, other: Self, words: usize) -> bool {
        let lengths = [self, other].map(|set| (set.0 >> Self::LENGTH) as usize);
        if lengths.contains(&Self::MANY) {
            return false;
        }
        let letters = [self, other].map(|set| set.0 & ((1 << Self::LENGTH) - 1));
        let differ = (letters[0] & !letters[1]).count_ones().max((letters[1] & !letters[0]).count_ones()) as usize;
        // The sum of the longer of each two words is at most that of all.
        differ * 3 > lengths[0] + lengths[1] + 2 * words
    }
}

/// The letter that stands for those which transliteration takes for one another.
const fn common(letter: u8) -> u8 {
    match letter {
        b'c' | b'q' | b'x' => b'k',
        b'w' => b'v',
        b'y' | b'j' => b'i',
        b'z' => b's',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similar::edits;

    #[test]
    fn letter_bags_bound_the_edit_distance() {
        for (a, b) in [("witkoff", "witcoof"), ("macron", "makron"), ("aaa", "a"), ("rutte", "ruthte")] {
            assert!(LetterBag::of(a).differs_by(LetterBag::of(b)) as usize <= edits(a, b), "{a} {b}");
        }
        assert_eq!(LetterBag::of("aab").differs_by(LetterBag::of("abb")), 1);
    }

    #[test]
    fn two_bags_are_the_bag_of_both() {
        let words = ["", "a", "aa", "aaa", "aaaa", "witkoff", "zelensky", "szczyrk"];
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            assert_eq!(LetterBag::of(a).with(LetterBag::of(b)), LetterBag::of(&format!("{a}{b}")), "{a} {b}");
        }
    }

    #[test]
    fn letters_of_several_words_rule_out_nothing_that_the_bag_of_each_does_not() {
        let words =
            ["witkoff", "witcoof", "macron", "makron", "aaa", "a", "ng", "zelensky", "selenskyj", "de", "gaulle", "vx"];
        let pairs: Vec<[&str; 2]> = words.iter().flat_map(|a| words.iter().map(move |b| [*a, *b])).collect();
        let (mut ruled_out, mut kept) = (0, 0);
        for (a, b) in pairs.iter().flat_map(|a| pairs.iter().map(move |b| (a, b))) {
            let letters = [a, b].map(|pair| Letters::of(pair.iter().copied()));
            match letters[0].rule_out(letters[1], 2) {
                true => {
                    assert!(a.iter().zip(b).any(|(a, b)| LetterBag::of(a).rules_out(LetterBag::of(b))), "{a:?} {b:?}");
                    ruled_out += 1;
                }
                false => kept += 1,
            }
        }
        assert!(ruled_out > 100 && kept > 100, "{ruled_out} {kept}");
    }

    #[test]
    fn letters_come_back_from_a_file() {
        for words in [&["witkoff"][..], &["steve", "witkoff"], &[], &["\u{5d0}\u{5d1}"], &["a", "b", "zzzz"]] {
            let letters = Letters::of(words.iter().copied());
            assert_eq!(Letters::unpacked(letters.packed(), words.len()), letters, "{words:?}");
        }
        let long = "ab".repeat(4000);
        assert!(!LetterBag::of(&long).rules_out(LetterBag::of(&long[1..])));
    }
}
