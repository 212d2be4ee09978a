//! Letters, groups of them, and what a change costs that no table knows.

use super::cost::NEVER;

/// The longest group of letters in a table.
pub(super) const LONGEST_GROUP: usize = 4;

const START: u8 = 26;
const END: u8 = 27;
const OTHER: u8 = 28;
/// Stands for a letter where there is none.
pub(super) const NOTHING: u8 = 29;
/// The number of letters, with the four above.
pub(super) const LETTERS: usize = 30;

/// What changes cost that no row covers, in hundredths.
pub(super) struct Plain {
    vowel_for_vowel: i16,
    vowel_lost_or_added: i16,
    doubled_letter: i16,
    /// Two neighbours in each other's place.
    pub(super) swapped: i16,
    other: i16,
}

/// Vowels are what transliteration keeps least (`Kianu` for Keanu) and doubled letters come and go (`Rute` for Rutte); a swap is
/// a slip of typing, which the same tables meet less often.
pub(super) const PLAIN: Plain =
    Plain { vowel_for_vowel: 50, vowel_lost_or_added: 60, doubled_letter: 20, swapped: 80, other: 100 };

/// Up to four letters, the last in the lowest byte, so that they are compared at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Group {
    letters: u32,
    mask: u32,
    /// How many there are.
    pub(super) length: usize,
}

impl Group {
    pub(super) fn of(text: &str) -> Self {
        let letters = letters(text);
        let length = letters.len().min(LONGEST_GROUP);
        let mask = u32::MAX.checked_shr(32 - 8 * length as u32).unwrap_or(0);
        Self { letters: letters.iter().fold(0, |packed, &l| packed << 8 | u32::from(l)), mask, length }
    }

    /// Its last letter.
    #[inline]
    pub(super) const fn last(self) -> u8 {
        if self.length == 0 { NOTHING } else { self.letters as u8 }
    }

    /// Whether a name up to and with `at` ends in it.
    #[inline]
    pub(super) const fn ends(self, at: &Letter) -> bool {
        at.last & self.mask == self.letters
    }
}

/// A letter of a name with what stands before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letter {
    /// Its number.
    pub(super) letter: u8,
    /// It and the three before it, packed as in a [`Group`].
    last: u32,
    /// What it costs that it has nothing on the other side.
    pub(super) gap: i16,
}

impl Letter {
    /// What it costs that it became `garbled`.
    #[inline]
    pub(super) fn becoming(&self, garbled: &Self) -> i16 {
        SUBSTITUTION[usize::from(self.letter)][usize::from(garbled.letter)]
    }

    /// Whether it and the one before it stand in the other order there.
    #[inline]
    pub(super) const fn is_swapped_in(&self, garbled: &Self) -> bool {
        self.letter == (garbled.last >> 8) as u8 && garbled.letter == (self.last >> 8) as u8
    }
}

fn letters(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            'a'..='z' => c as u8 - b'a',
            '^' => START,
            '$' => END,
            _ => OTHER,
        })
        .collect()
}

/// Writes the letters of a folded name between its anchors to `all`.
pub(super) fn anchored(folded: &str, all: &mut Vec<Letter>) {
    all.clear();
    let inner = folded.chars().map(|c| if c.is_ascii_lowercase() { c as u8 - b'a' } else { OTHER });
    // What stands before the start is no letter of any group.
    let mut last = u32::MAX;
    for letter in std::iter::once(START).chain(inner).chain([END]) {
        let doubled = last as u8 == letter;
        last = last << 8 | u32::from(letter);
        all.push(Letter { letter, last, gap: gap(letter, doubled) });
    }
}

const fn is_vowel(letter: u8) -> bool {
    letter < 26 && matches!(letter + b'a', b'a' | b'e' | b'i' | b'o' | b'u' | b'y')
}

/// The cost of one letter for another.
static SUBSTITUTION: [[i16; LETTERS]; LETTERS] = {
    let mut costs = [[PLAIN.other; LETTERS]; LETTERS];
    let mut right = 0;
    while right < LETTERS {
        let mut garbled = 0;
        while garbled < LETTERS {
            let (r, g) = (right as u8, garbled as u8);
            if r == g && r != OTHER {
                costs[right][garbled] = 0;
            } else if is_anchor(r) || is_anchor(g) {
                costs[right][garbled] = NEVER;
            } else if is_vowel(r) && is_vowel(g) {
                costs[right][garbled] = PLAIN.vowel_for_vowel;
            }
            garbled += 1;
        }
        right += 1;
    }
    costs
};

const fn is_anchor(letter: u8) -> bool {
    letter == START || letter == END
}

/// The cost of a letter having nothing on the other side.
const fn gap(letter: u8, doubled: bool) -> i16 {
    if is_anchor(letter) {
        NEVER
    } else if doubled {
        PLAIN.doubled_letter
    } else if is_vowel(letter) {
        PLAIN.vowel_lost_or_added
    } else {
        PLAIN.other
    }
}
