//! How often each rule is right, as far as reviewers said.

use super::verdicts::{Reviewed, Verdict};
use crate::fingerprint::Fingerprint;
use crate::rule::Rule;
use std::collections::{BTreeMap, HashSet};

/// The verdicts on the findings of one rule; the same words in the same place of another copy count once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Precision {
    /// The rule.
    pub rule: &'static Rule,
    /// Findings that are right.
    pub confirmed: usize,
    /// False alarms.
    pub rejected: usize,
    /// False alarms that were an accepted spelling.
    pub variants: usize,
}

impl Precision {
    /// The share of right findings, from 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.confirmed as f64 / self.reviewed().max(1) as f64
    }

    /// All findings with a verdict.
    #[must_use]
    pub const fn reviewed(&self) -> usize {
        self.confirmed + self.rejected + self.variants
    }

    /// Between which shares the true one lies, with a confidence of 95 %.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        wilson(self.confirmed, self.reviewed())
    }
}

/// The precision of every rule that has a verdict, by code.
#[must_use]
pub fn precisions(reviewed: &[Reviewed]) -> Vec<Precision> {
    let mut rules: BTreeMap<&str, Precision> = BTreeMap::new();
    let mut seen: HashSet<(Fingerprint, Verdict)> = HashSet::new();
    for row in reviewed.iter().filter(|row| seen.insert((row.fingerprint, row.verdict))) {
        let none = Precision { rule: row.rule, confirmed: 0, rejected: 0, variants: 0 };
        let precision = rules.entry(row.rule.code).or_insert(none);
        *match row.verdict {
            Verdict::Confirmed => &mut precision.confirmed,
            Verdict::Rejected => &mut precision.rejected,
            Verdict::Variant => &mut precision.variants,
        } += 1;
    }
    rules.into_values().collect()
}

/// Wilson's score interval (1927) for `hits` of `all` at 95 %; it stays between 0 and 1 and says much where little was seen.
fn wilson(hits: usize, all: usize) -> (f64, f64) {
    /// The normal quantile of 0.975.
    const Z: f64 = 1.959_964;
    if all == 0 {
        return (0.0, 1.0);
    }
    let (n, share) = (all as f64, hits as f64 / all as f64);
    let middle = share + Z * Z / (2.0 * n);
    let half = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::wilson;

    #[test]
    fn the_interval_is_wilsons() {
        // Newcombe (1998), table I: 81 of 263 gives 0.2553 to 0.3662; 0 of 20 gives 0 to 0.1611.
        let near = |(a, b): (f64, f64), (c, d): (f64, f64)| (a - c).abs() < 5e-5 && (b - d).abs() < 5e-5;
        assert!(near(wilson(81, 263), (0.2553, 0.3662)), "{:?}", wilson(81, 263));
        assert!(near(wilson(0, 20), (0.0, 0.1611)), "{:?}", wilson(0, 20));
        assert_eq!(wilson(0, 0), (0.0, 1.0));
    }
}
