//! The scoring model: what speaks for and against a name being a known one misspelt, in log-odds.
//!
//! In a document by itself a reading's clues are weighed (logistic regression). Where other documents tell the same story there
//! is more evidence and it plays together, so boosted trees decide, on top of what is expected of the clues that the data seldom
//! shows; no clue may say the contrary of what it means. Both are fitted to the labels of the development data
//! (`tools/fit_names.py`, figures in `reports/`). What a fork of a tree adds to or takes from the log-odds is the share of the
//! clue it asks for (Saabas 2014), so the shares of a reading add up to its log-odds, of which the logistic function makes the
//! confidence.

use crate::lexicon::names::Clue;
use std::fmt::Write;

/// The number of clues.
pub const CLUES: usize = Clue::Tellers as usize + 1;

/// For every clue what a reviewer reads, whether it may speak for (1) or against a reading (-1) only, what is expected of it
/// beside the trees, and its weights in a document by itself: for names that stand alone, and for names among other parts.
static MEANING: [(&str, i8, f64, [f64; 2]); CLUES] = include!("clues.in");

/// A node of a tree: the clue it asks for, the threshold up to which the left node follows, that node, the right one, and the
/// log-odds of all that come here, on average.
type Node = (usize, f64, usize, usize, f64);
const LEAF: usize = usize::MAX;
/// Trees ask whether the name stands alone, too.
const ALONE: usize = CLUES;

#[allow(clippy::approx_constant, reason = "fitted figures may come near anything")]
static TREES: &[&[Node]] = include!("trees.in");

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

    fn asked_for(&self, clue: usize) -> f64 {
        if clue == ALONE { f64::from(u8::from(self.alone())) } else { self.values[clue] }
    }

    /// What each clue adds to the log-odds; that of [`Clue::Base`] holds all that is no clue's, and what the absence of clues
    /// says.
    fn shares(&self) -> [f64; CLUES] {
        let mut shares = [0.0; CLUES];
        for (share, (value, (_, _, expected, weights))) in shares.iter_mut().zip(self.values.iter().zip(&MEANING)) {
            *share = value * if self.told_elsewhere() { *expected } else { weights[usize::from(!self.alone())] };
        }
        let trees: &[&[Node]] = if self.told_elsewhere() { TREES } else { &[] };
        for tree in trees {
            let (mut clue, mut threshold, mut left, mut right, mut value) = tree[0];
            shares[Clue::Base as usize] += value;
            while clue != LEAF {
                let next = if self.asked_for(clue) <= threshold { left } else { right };
                let before = (clue, value);
                (clue, threshold, left, right, value) = tree[next];
                let there = before.0 < CLUES && self.values[before.0] != 0.0;
                shares[if there { before.0 } else { Clue::Base as usize }] += value - before.1;
            }
        }
        shares
    }

    /// The sum of all shares.
    #[must_use]
    pub fn log_odds(&self) -> f64 {
        self.shares().iter().sum()
    }

    /// The chance that the name is garbled and this is the right form.
    #[must_use]
    pub fn confidence(&self) -> f64 {
        1.0 / (1.0 + (-self.log_odds()).exp())
    }

    /// The shares that count, the weightiest first, and their sum: `the office is theirs +1.8, letters +1.1; in all +2.6`.
    #[must_use]
    pub fn told(&self) -> String {
        let said = self.shares().into_iter().zip(MEANING.iter().map(|(what, ..)| *what));
        let mut shares: Vec<(f64, &str)> = said.filter(|(share, _)| share.abs() >= 0.1).collect();
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
        assert!(clues.log_odds() - before >= 1.0, "an office speaks for a reading");
        let share = clues.shares()[Clue::Office as usize];
        let told = clues.told();
        assert!(told.contains(&format!("the office is theirs {share:+.1}")), "{told}");
        assert!(told.ends_with(&format!("in all {:+.1}", clues.log_odds())), "{told}");
        assert!((clues.confidence().ln() - (1.0 - clues.confidence()).ln() - clues.log_odds()).abs() < 1e-9);
    }

    #[test]
    fn no_clue_says_the_contrary_of_what_it_means() {
        let mut mixed = 7_u64;
        let mut next = move || {
            mixed = mixed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            f64::from(u32::try_from(mixed >> 33).unwrap()) / f64::from(u32::MAX >> 1)
        };
        for _ in 0..300 {
            let mut clues = Clues::new(next() < 0.5, next() < 0.5);
            clues.values.iter_mut().skip(1).for_each(|v| *v = (next() * 4.0 - 2.0).round());
            for (clue, (what, sign, ..)) in MEANING.iter().enumerate().filter(|(_, m)| m.1 != 0) {
                let mut more = clues.clone();
                more.values[clue] += 1.0;
                let gained = (more.log_odds() - clues.log_odds()) * f64::from(*sign);
                // Figures in the table are rounded to four places.
                assert!(gained >= -0.02, "{what} {gained}");
            }
        }
    }

    #[test]
    fn every_tree_leads_to_a_leaf() {
        for tree in TREES {
            for (i, &(clue, _, left, right, _)) in tree.iter().enumerate() {
                assert!(clue == LEAF || (left > i && right > i && left < tree.len() && right < tree.len()));
                assert!(clue == LEAF || clue <= ALONE);
            }
        }
    }
}
