//! The scoring model: what speaks for and against a name being a known one misspelt, in log-odds.
//!
//! Every clue has a value and a weight; their products add up to the log-odds that the name is garbled and this is the right
//! form, and the logistic function makes the confidence of them. The weights were fitted by logistic regression on the labels
//! of the development data (`tools/fit_names.py`, figures in `reports/`), one column for names that stand alone and one for
//! names of which more than one part stands there, where the other part helps.

use std::fmt::Write;

/// One kind of evidence; the order is that of [`WEIGHTS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clue {
    /// Always 1: how seldom a reading is right.
    Base,
    /// The likeness of the wrong parts by the tables of scripts, from 0.8 on, in tenths.
    Likeness,
    /// The same of the least alike part.
    Least,
    /// Plain edits for every five letters.
    Edits,
    /// The consonants agree, with those that transliteration confuses made equal.
    Consonants,
    /// A wrong part begins with another letter.
    FirstLetter,
    /// A wrong part has fewer than five letters.
    Short,
    /// The wrong parts have eight letters or more.
    Long,
    /// A wrong part is an English word.
    Word,
    /// A wrong part is a given name.
    Given,
    /// A wrong part is a family name.
    Family,
    /// A wrong part is a town.
    Town,
    /// A wrong part is part of another name in the lexicon.
    Listed,
    /// A wrong part is a name in the lexicon by itself.
    Accepted,
    /// A wrong part is another reading of Chinese or Japanese characters.
    Reading,
    /// The given name is wrong.
    GivenPlace,
    /// No part is right.
    AllWrong,
    /// No part is right, and none is anything else either.
    AllUnheard,
    /// A right part belongs to nobody else.
    RareBeside,
    /// The same, and only the vowels of the given name before it differ.
    RareBesideVowels,
    /// The office around the name is that of the person meant.
    Office,
    /// The office is theirs, the given name right, and the family name has the same consonants.
    OfficeAndConsonants,
    /// The honorific fits the person meant and not the given name as written.
    Gender,
    /// A title stands before the name.
    Titled,
    /// The document has the person or place meant in an accepted form.
    InDocument,
    /// The document has the very parts meant.
    PartInDocument,
    /// The share of other tellers that have the form meant (square root).
    StoryHas,
    /// The share that have the form meant and not this one (square root).
    StoryInstead,
    /// The share that have this form (square root).
    StorySame,
    /// The share that have the form meant between the same words (square root).
    StoryPlace,
    /// How many documents with other stories have this form (logarithm).
    StrangersSame,
    /// The name is part of a longer one that nobody knows.
    Stranger,
    /// Beside it stands another name that the one meant does not have.
    OtherBeside,
    /// A place is meant.
    PlaceKind,
    /// An organisation is meant.
    OrganisationKind,
    /// A part is written in capitals.
    Capitals,
    /// How near the runner-up comes: 1 for as near, 0 from a tenth of likeness on.
    Rival,
    /// Only the last two letters differ.
    Ending,
    /// How many entries have the part meant (logarithm).
    Bearers,
    /// How often the document writes it so (logarithm).
    Repeated,
    /// The form meant is not in the lexicon.
    Unlisted,
}

/// The number of clues.
pub const CLUES: usize = Clue::Unlisted as usize + 1;

/// What a reviewer reads, and the weights: of names alone, of names among other parts; and of both where other documents tell
/// the same story.
const WEIGHTS: [(&str, [f64; 4]); CLUES] = include!("weights.in");

/// The values of all clues for one candidate.
#[derive(Debug, Clone, PartialEq)]
pub struct Clues {
    values: [f64; CLUES],
    alone: bool,
    told_elsewhere: bool,
}

impl Clues {
    /// No evidence yet, for a name that stands alone or with other parts, in a story that others tell too or not.
    #[must_use]
    pub const fn new(alone: bool, told_elsewhere: bool) -> Self {
        let mut values = [0.0; CLUES];
        values[Clue::Base as usize] = 1.0;
        Self { values, alone, told_elsewhere }
    }

    /// Sets what `clue` says.
    pub const fn set(&mut self, clue: Clue, value: f64) {
        self.values[clue as usize] = value;
    }

    /// Sets a clue that holds or does not.
    pub const fn flag(&mut self, clue: Clue, holds: bool) {
        self.values[clue as usize] = if holds { 1.0 } else { 0.0 };
    }

    /// What `clue` says.
    #[must_use]
    pub const fn get(&self, clue: Clue) -> f64 {
        self.values[clue as usize]
    }

    /// All values, in the order of [`Clue`].
    #[must_use]
    pub const fn values(&self) -> &[f64; CLUES] {
        &self.values
    }

    /// Whether the name stands alone.
    #[must_use]
    pub const fn alone(&self) -> bool {
        self.alone
    }

    /// Whether other documents tell the same story.
    #[must_use]
    pub const fn told_elsewhere(&self) -> bool {
        self.told_elsewhere
    }

    fn share(&self, i: usize) -> f64 {
        self.values[i] * WEIGHTS[i].1[usize::from(!self.alone) + 2 * usize::from(self.told_elsewhere)]
    }

    /// The sum of all shares.
    #[must_use]
    pub fn log_odds(&self) -> f64 {
        (0..CLUES).map(|i| self.share(i)).sum()
    }

    /// The chance that the name is garbled and this is the right form.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        1.0 / (1.0 + (-self.log_odds()).exp())
    }

    /// The shares that count, the weightiest first, and their sum: `the office is theirs +1.8, letters +1.1; in all +2.6`.
    #[must_use]
    pub fn told(&self) -> String {
        let mut shares: Vec<(f64, &str)> =
            (0..CLUES).map(|i| (self.share(i), WEIGHTS[i].0)).filter(|(s, _)| s.abs() >= 0.1).collect();
        shares.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
        let mut text = String::new();
        for (share, what) in shares {
            let parted = if text.is_empty() { "" } else { ", " };
            let _ = write!(text, "{parted}{what} {share:+.1}");
        }
        let _ = write!(text, "; in all {:+.1}", self.log_odds());
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_add_up_and_are_told_with_their_sum() {
        let mut clues = Clues::new(false, false);
        let before = clues.log_odds();
        clues.flag(Clue::Office, true);
        let share = clues.log_odds() - before;
        assert!(share > 1.0, "an office speaks for a reading");
        let told = clues.told();
        assert!(told.contains(&format!("the office is theirs {share:+.1}")), "{told}");
        assert!(told.ends_with(&format!("in all {:+.1}", clues.log_odds())), "{told}");
        assert!((clues.confidence().ln() - (1.0 - clues.confidence()).ln() - clues.log_odds()).abs() < 1e-9);
    }

    #[test]
    fn no_clue_says_the_contrary_of_what_it_means() {
        let weight = |clue: Clue| WEIGHTS[clue as usize].1;
        for clue in [Clue::Likeness, Clue::Office, Clue::Gender, Clue::StoryInstead, Clue::StoryPlace, Clue::RareBeside]
        {
            assert!(weight(clue).iter().all(|w| *w >= 0.0), "{clue:?}");
        }
        for clue in [Clue::Word, Clue::Listed, Clue::Rival, Clue::OtherBeside, Clue::Unlisted, Clue::FirstLetter] {
            assert!(weight(clue).iter().all(|w| *w <= 0.0), "{clue:?}");
        }
    }
}
