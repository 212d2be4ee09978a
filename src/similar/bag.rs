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
}
