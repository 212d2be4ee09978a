//! How sure a weighted count is.

use super::COVERAGE;
use statrs::distribution::{ContinuousCDF, Gamma};

/// The interval of Fay and Feuer (Statistics in Medicine 16, 1997, 791-801) for the mean of a weighted sum of independent Poisson
/// counts, at 95 %, from the weights of the events that were counted; `next` is the least weight of an event that
/// could have been counted and was not.
///
/// With y = Σ weights, v = Σ weights² and w the largest weight or `next`: from the 2.5 % point of the gamma distribution of
/// shape y²/v and scale v/y to the 97.5 % point of that of shape (y+w)²/(v+w²) and scale (v+w²)/(y+w); from 0 without events.
///
/// For equal weights it is the exact interval of Garwood 1936. An event that costs five times as much makes the sum no surer,
/// which is why the weights cannot be put through Garwood's as if they were events; and a normal interval is far too narrow for the
/// zero to five events of a news item.
#[must_use]
pub fn weighted_count_interval(weights: &[f64], next: f64) -> (f64, f64) {
    let tail = (1.0 - COVERAGE) / 2.0;
    let (y, v) = weights.iter().fold((0.0, 0.0), |(y, v), w| (y + w, v + w * w));
    let w = weights.iter().copied().fold(next, f64::max);
    let low = if y > 0.0 { quantile(tail, y, v) } else { 0.0 };
    (low, quantile(1.0 - tail, y + w, v + w * w))
}

/// The `share` point of the gamma distribution of this mean and variance.
fn quantile(share: f64, mean: f64, variance: f64) -> f64 {
    // The library's rate is one over the scale. Both are above 0 here; where they are not, nothing is known.
    Gamma::new(mean * mean / variance, mean / variance).map_or(f64::NAN, |gamma| gamma.inverse_cdf(share))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_weights_give_the_exact_poisson_interval() {
        // Garwood's limits for 0, 1, 3 and 10 events.
        for (events, low, high) in [(0, 0.0, 3.689), (1, 0.025, 5.572), (3, 0.619, 8.767), (10, 4.795, 18.390)] {
            let (l, h) = weighted_count_interval(&vec![1.0; events], 1.0);
            assert!((l - low).abs() < 1e-3 && (h - high).abs() < 1e-3, "{events}: {l} {h}");
            let (l, h) = weighted_count_interval(&vec![5.0; events], 5.0);
            assert!((l - 5.0 * low).abs() < 5e-3 && (h - 5.0 * high).abs() < 5e-3, "{events}: {l} {h}");
        }
    }

    #[test]
    fn the_same_sum_of_fewer_heavier_events_is_less_sure() {
        let (many, few) = (weighted_count_interval(&[1.0; 10], 1.0), weighted_count_interval(&[5.0, 5.0], 1.0));
        assert!(few.0 < many.0 && few.1 > many.1, "{few:?} {many:?}");
    }
}
