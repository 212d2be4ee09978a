//! How well two figures of the same things agree in their order.

/// The probability that a positive has a higher figure than a negative, ties a half (the Mann-Whitney statistic by the number of
/// pairs); nothing where one side lacks.
#[must_use]
pub fn auc(figures: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = figures.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut wins) = (0.0, 0.0);
    for same in sorted.chunk_by(|a, b| a.0 == b.0) {
        let positives = same.iter().filter(|s| s.1).count() as f64;
        let negatives = same.len() as f64 - positives;
        wins += positives * (below + negatives / 2.0);
        below += negatives;
    }
    let pairs = below * (figures.len() as f64 - below);
    (pairs > 0.0).then(|| wins / pairs)
}

/// Spearman's rank correlation, with the mean rank for ties: Pearson's correlation of the ranks. Nothing for fewer than two things
/// or where one figure is the same everywhere.
#[must_use]
pub fn spearman(pairs: &[(f64, f64)]) -> Option<f64> {
    let ranks = |of: fn(&(f64, f64)) -> f64| ranks(&pairs.iter().map(of).collect::<Vec<_>>());
    let (a, b) = (ranks(|p| p.0), ranks(|p| p.1));
    let middle = (pairs.len() as f64 + 1.0) / 2.0;
    let (mut both, mut one, mut other) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(&b) {
        both += (a - middle) * (b - middle);
        one += (a - middle) * (a - middle);
        other += (b - middle) * (b - middle);
    }
    (one > 0.0 && other > 0.0).then(|| both / (one * other).sqrt())
}

fn ranks(figures: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..figures.len()).collect();
    order.sort_by(|&a, &b| figures[a].total_cmp(&figures[b]));
    let mut ranks = vec![0.0; figures.len()];
    let mut below = 0;
    for same in order.chunk_by(|&a, &b| figures[a] == figures[b]) {
        let rank = below as f64 + (same.len() as f64 + 1.0) / 2.0;
        same.iter().for_each(|&i| ranks[i] = rank);
        below += same.len();
    }
    ranks
}

/// Kendall's tau-b, which corrects for ties in either figure (Kendall 1945): (agreeing − disagreeing pairs) / √((all − ties in the
/// one)(all − ties in the other)). In n log n steps, by counting the exchanges of a merge sort (Knight 1966). Nothing where
/// one figure is the same everywhere.
#[must_use]
pub fn kendall(pairs: &[(f64, f64)]) -> Option<f64> {
    let mut sorted = pairs.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    let pairs_in = |n: usize| (n * n.saturating_sub(1) / 2) as f64;
    let tied = |same: fn(&(f64, f64), &(f64, f64)) -> bool, of: &[(f64, f64)]| -> f64 {
        of.chunk_by(same).map(|run| pairs_in(run.len())).sum()
    };
    let all = pairs_in(sorted.len());
    let tied_one = tied(|a, b| a.0 == b.0, &sorted);
    let tied_both = tied(|a, b| a == b, &sorted);
    let mut others: Vec<f64> = sorted.iter().map(|p| p.1).collect();
    let disagreeing = exchanges(&mut others) as f64;
    let tied_other = others.chunk_by(|a, b| a == b).map(|run| pairs_in(run.len())).sum::<f64>();
    let agreeing = all - tied_one - tied_other + tied_both - disagreeing;
    let scale = ((all - tied_one) * (all - tied_other)).sqrt();
    (scale > 0.0).then(|| (agreeing - disagreeing) / scale)
}

/// Sorts, and counts the pairs that stood in the wrong order.
fn exchanges(figures: &mut Vec<f64>) -> usize {
    if figures.len() < 2 {
        return 0;
    }
    let mut right = figures.split_off(figures.len() / 2);
    let mut count = exchanges(figures) + exchanges(&mut right);
    let left = std::mem::take(figures);
    let (mut l, mut r) = (left.iter().peekable(), right.iter().peekable());
    while let (Some(&&a), Some(&&b)) = (l.peek(), r.peek()) {
        if b < a {
            count += l.len();
            figures.push(b);
            r.next();
        } else {
            figures.push(a);
            l.next();
        }
    }
    figures.extend(l.chain(r));
    count
}

/// Of all pairs whose second figures differ, how many the first orders alike, ties in the first a half; and how many pairs.
#[must_use]
pub fn won_pairs(figures: &[(f64, f64)]) -> (f64, usize) {
    let (mut won, mut pairs) = (0.0, 0);
    for (i, a) in figures.iter().enumerate() {
        for b in figures[..i].iter().filter(|b| b.1 != a.1) {
            let product = (a.0 - b.0) * (a.1 - b.1);
            won += if product > 0.0 {
                1.0
            } else if product == 0.0 {
                0.5
            } else {
                0.0
            };
            pairs += 1;
        }
    }
    (won, pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn close(a: Option<f64>, b: f64) -> bool {
        a.is_some_and(|a| (a - b).abs() < 1e-9)
    }

    #[test]
    fn known_values() {
        // scipy.stats 1.17: spearmanr and kendalltau of these five, roc_auc_score of the last.
        let five = [(1.0, 2.0), (2.0, 1.0), (2.0, 4.0), (4.0, 4.0), (5.0, 5.0)];
        assert!(close(spearman(&five), 0.763_157_894_736_842_1), "{:?}", spearman(&five));
        assert!(close(kendall(&five), 0.666_666_666_666_666_7), "{:?}", kendall(&five));
        assert!(close(auc(&[(0.1, false), (0.4, false), (0.4, true), (0.8, true)]), 0.875));
        assert_eq!((spearman(&five[..1]), kendall(&[(1.0, 1.0), (1.0, 2.0)]), auc(&[(1.0, true)])), (None, None, None));
        assert_eq!(won_pairs(&five), (7.5, 9));
    }

    proptest! {
        #[test]
        fn kendall_counts_what_looking_at_every_pair_counts(figures in proptest::collection::vec((0..6_i8, 0..6_i8), 2..40)) {
            let figures: Vec<(f64, f64)> = figures.iter().map(|&(a, b)| (f64::from(a), f64::from(b))).collect();
            let (mut sum, mut one, mut other) = (0.0, 0.0_f64, 0.0_f64);
            for (i, a) in figures.iter().enumerate() {
                for b in &figures[..i] {
                    let sign = |x: f64| if x == 0.0 { 0.0 } else { x.signum() };
                    sum += sign((a.0 - b.0) * (a.1 - b.1));
                    one += sign(a.0 - b.0).abs();
                    other += sign(a.1 - b.1).abs();
                }
            }
            let slow = (one * other > 0.0).then(|| sum / (one * other).sqrt());
            let quick = kendall(&figures);
            prop_assert!(quick.is_some() == slow.is_some() && (quick.unwrap_or(0.0) - slow.unwrap_or(0.0)).abs() < 1e-9);
        }
    }
}
