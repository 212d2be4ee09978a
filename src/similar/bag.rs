//! Letters without their order: a bound on the edit distance that costs next to nothing.

/// The letters of a folded name, each counted up to three, packed for a fast bound on the edit distance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterBag {
    bag: u64,
    length: u32,
}

impl LetterBag {
    /// What [`LetterBag::packed`] gave.
    #[must_use]
    pub const fn unpacked(bag: u64, length: u32) -> Self {
        Self { bag, length }
    }

    /// As two numbers, for a file.
    #[must_use]
    pub const fn packed(self) -> (u64, u32) {
        (self.bag, self.length)
    }

    /// The bag of `folded`, with letters that transliteration takes for one another made one; those beyond a to z are left out.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let mut bag = 0_u64;
        let length = u32::try_from(folded.chars().count()).unwrap_or(u32::MAX);
        for b in folded.bytes().filter(u8::is_ascii_lowercase).map(common) {
            let shift = 2 * u32::from(b - b'a');
            if bag >> shift & 3 != 3 {
                bag += 1 << shift;
            }
        }
        Self { bag, length }
    }

    /// Whether so many letters differ that no script makes the names alike. Two of five letters are the most that any of the
    /// garblings in the tables has lost.
    #[must_use]
    pub fn rules_out(self, other: Self) -> bool {
        let longer = self.length.max(other.length);
        self.length.abs_diff(other.length).saturating_mul(5) > longer.saturating_mul(2)
            || self.differs_by(other) * 3 > longer.saturating_add(2)
    }

    /// A lower bound on the number of letters that differ.
    #[must_use]
    pub fn differs_by(self, other: Self) -> u32 {
        // Each letter is a pair of bits; in unary (01, 011, 111 over three planes) the difference is a popcount.
        let planes = |bag: u64| {
            let low = bag & 0x5555_5555_5555_5555;
            let high = bag >> 1 & 0x5555_5555_5555_5555;
            [low | high, high, high & low]
        };
        let (a, b) = (planes(self.bag), planes(other.bag));
        let count = |x: [u64; 3], y: [u64; 3]| (0..3).map(|i| (x[i] & !y[i]).count_ones()).sum::<u32>();
        count(a, b).max(count(b, a))
    }
}

/// Which letters some words have, and how many in all: a coarser bound than [`LetterBag`]'s in a quarter of the room.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LetterSet(u32);

impl LetterSet {
    /// What [`LetterSet::packed`] gave.
    #[must_use]
    pub const fn unpacked(set: u32) -> Self {
        Self(set)
    }

    /// As a number, for a file.
    #[must_use]
    pub const fn packed(self) -> u32 {
        self.0
    }

    /// The set of folded words.
    #[must_use]
    pub fn of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
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

    /// Whether so many letters differ that [`LetterBag::rules_out`] rules out one at least of as many `words` on each side.
    #[must_use]
    pub fn rules_out(self, other: Self, words: usize) -> bool {
        let lengths = [self, other].map(|set| (set.0 >> Self::LENGTH) as usize);
        if lengths.contains(&Self::MANY) {
            return false;
        }
        let letters = [self, other].map(|set| set.0 & ((1 << Self::LENGTH) - 1));
        let differ = (letters[0] & !letters[1]).count_ones().max((letters[1] & !letters[0]).count_ones()) as usize;
        // The sum of the longer of each two words is at most that of all.
        let longer = if words == 1 { lengths[0].max(lengths[1]) } else { lengths[0] + lengths[1] };
        differ * 3 > longer + 2 * words
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
    fn a_set_rules_out_nothing_that_bags_do_not() {
        let words =
            ["witkoff", "witcoof", "macron", "makron", "aaa", "a", "ng", "zelensky", "selenskyj", "de", "gaulle"];
        let mut ruled_out = 0;
        for (a, b) in words.iter().flat_map(|a| words.iter().map(move |b| (a, b))) {
            if LetterSet::of([*a].into_iter()).rules_out(LetterSet::of([*b].into_iter()), 1) {
                assert!(LetterBag::of(a).rules_out(LetterBag::of(b)), "{a} {b}");
                ruled_out += 1;
            }
        }
        assert!(ruled_out > words.len());
        let both = |a, b| LetterSet::of([a, b].into_iter());
        assert!(!both("emmanuel", "macron").rules_out(both("emanuel", "makron"), 2));
        assert!(both("abdef", "ghlmn").rules_out(both("ss", "tt"), 2));
    }
}
