//! What another sample of the same documents would have said.

use super::COVERAGE;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};

/// The seed where none is named: the same input gives the same interval.
pub const SEED: u64 = 20_251_125;

/// Draws samples of as many units as there are, with replacement (Efron 1979).
#[derive(Debug, Clone, Copy)]
pub struct Bootstrap {
    /// Where chance starts; ChaCha8, the same on every machine.
    pub seed: u64,
    /// So many samples are drawn.
    pub samples: usize,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { seed: SEED, samples: 2000 }
    }
}

impl Bootstrap {
    /// The 95 % percentile interval of `statistic` over samples of the numbers below `units`; samples for which it is
    /// nothing do not count. Nothing where none has a value.
    #[must_use]
    pub fn interval(&self, units: usize, statistic: impl Fn(&[usize]) -> Option<f64>) -> Option<(f64, f64)> {
        if units == 0 {
            return None;
        }
        let mut chance = ChaCha8Rng::seed_from_u64(self.seed);
        let mut sample = vec![0; units];
        let mut found: Vec<f64> = Vec::with_capacity(self.samples);
        for _ in 0..self.samples {
            sample.fill_with(|| below(units, &mut chance));
            found.extend(statistic(&sample));
        }
        found.sort_by(f64::total_cmp);
        let last = found.len().checked_sub(1)?;
        let at = |share: f64| found[(share * last as f64).round() as usize];
        Some((at((1.0 - COVERAGE) / 2.0), at((1.0 + COVERAGE) / 2.0)))
    }
}

/// A number below `end`: the high half of a product, whose bias is below `end` in 2^64.
fn below(end: usize, chance: &mut ChaCha8Rng) -> usize {
    ((u128::from(chance.next_u64()) * end as u128) >> 64) as usize
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::mean;

    #[test]
    fn the_interval_of_a_mean_is_as_wide_as_theory_says_and_comes_again() {
        // A hundred figures of standard deviation 0.5: the mean's is 0.05, and 1.96 of them lie on each side.
        let figures: Vec<f64> = (0..100).map(|i| f64::from(i % 2)).collect();
        let of = |sample: &[usize]| mean(&sample.iter().map(|&i| figures[i]).collect::<Vec<_>>());
        let (low, high) = Bootstrap::default().interval(figures.len(), of).unwrap();
        assert!((low - 0.402).abs() < 0.02 && (high - 0.598).abs() < 0.02, "{low} {high}");
        assert_eq!(Bootstrap::default().interval(100, of), Some((low, high)));
        assert_eq!(Bootstrap::default().interval(0, of), None);
    }
}
