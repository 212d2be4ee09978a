//! Logistic regression with an L2 penalty, by L-BFGS: no chance in it, so that training again gives the same bytes.

/// One row: features by index, and whether it is positive, and how much it counts.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub features: Vec<(u32, f32)>,
    pub positive: bool,
    pub weight: f64,
}

/// Weights of the features, and the last one of the constant 1.
#[derive(Debug, Clone)]
pub(super) struct Fit {
    pub weights: Vec<f64>,
}

impl Fit {
    /// The log-odds of a row.
    pub(super) fn log_odds(&self, features: &[(u32, f32)]) -> f64 {
        let constant = self.weights.last().copied().unwrap_or(0.0);
        features.iter().fold(constant, |sum, &(i, x)| sum + self.weights[i as usize] * f64::from(x))
    }
}

/// So many curvature pairs are kept; Liu and Nocedal 1989 find 3 to 20 to do equally well.
const MEMORY: usize = 8;
const MOST_STEPS: usize = 60;
/// Stop where a step gains less than this share of the loss.
const LEAST_GAIN: f64 = 1e-5;

/// Fits `size` weights and a constant to `rows`; `penalty` is the weight of half the squared weights, the constant's apart.
pub(super) fn fit(rows: &[Row], size: usize, penalty: f64) -> Fit {
    let mut at = Fit { weights: vec![0.0; size + 1] };
    let (mut loss, mut gradient) = objective(rows, &at, penalty);
    let mut past: Vec<(Vec<f64>, Vec<f64>, f64)> = Vec::new();
    for _ in 0..MOST_STEPS {
        let direction = direction(&gradient, &past);
        let slope = dot(&direction, &gradient);
        let mut step = if past.is_empty() { 1.0 / dot(&gradient, &gradient).sqrt().max(1e-12) } else { 1.0 };
        let mut next = None;
        for _ in 0..25 {
            let weights = at.weights.iter().zip(&direction).map(|(w, d)| w + step * d).collect();
            let tried = Fit { weights };
            let (tried_loss, tried_gradient) = objective(rows, &tried, penalty);
            if tried_loss <= loss + 1e-4 * step * slope {
                next = Some((tried, tried_loss, tried_gradient));
                break;
            }
            step *= 0.5;
        }
        let Some((tried, tried_loss, tried_gradient)) = next else { break };
        let moved: Vec<f64> = tried.weights.iter().zip(&at.weights).map(|(a, b)| a - b).collect();
        let bent: Vec<f64> = tried_gradient.iter().zip(&gradient).map(|(a, b)| a - b).collect();
        let curvature = dot(&moved, &bent);
        if curvature > 1e-12 {
            if past.len() == MEMORY {
                past.remove(0);
            }
            past.push((moved, bent, 1.0 / curvature));
        }
        let gain = loss - tried_loss;
        (at, loss, gradient) = (tried, tried_loss, tried_gradient);
        if gain < LEAST_GAIN * loss.abs() {
            break;
        }
    }
    at
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn objective(rows: &[Row], at: &Fit, penalty: f64) -> (f64, Vec<f64>) {
    let size = at.weights.len() - 1;
    let mut gradient: Vec<f64> = at.weights.iter().map(|w| penalty * w).collect();
    gradient[size] = 0.0;
    let mut loss = 0.5 * penalty * dot(&at.weights[..size], &at.weights[..size]);
    for row in rows {
        let sign = if row.positive { 1.0 } else { -1.0 };
        let margin = sign * at.log_odds(&row.features);
        // ln(1 + e^-m), without overflow.
        loss += row.weight * ((-margin.abs()).exp().ln_1p() + (-margin).max(0.0));
        let pull = -sign * row.weight / (1.0 + margin.exp());
        for &(i, x) in &row.features {
            gradient[i as usize] += pull * f64::from(x);
        }
        gradient[size] += pull;
    }
    (loss, gradient)
}

/// Minus the gradient, times what the past steps say of the inverse curvature.
fn direction(gradient: &[f64], past: &[(Vec<f64>, Vec<f64>, f64)]) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|g| -g).collect();
    let mut shares = Vec::with_capacity(past.len());
    for (moved, bent, inverse) in past.iter().rev() {
        let share = inverse * dot(moved, &direction);
        direction.iter_mut().zip(bent).for_each(|(d, b)| *d -= share * b);
        shares.push(share);
    }
    if let Some((moved, bent, _)) = past.last() {
        let scale = dot(moved, bent) / dot(bent, bent);
        direction.iter_mut().for_each(|d| *d *= scale);
    }
    for ((moved, bent, inverse), share) in past.iter().zip(shares.iter().rev()) {
        let back = inverse * dot(bent, &direction);
        direction.iter_mut().zip(moved).for_each(|(d, m)| *d += (share - back) * m);
    }
    direction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_log_odds_of_a_table_of_counts() {
        // Without the feature 1 of 4 is positive, with it 3 of 4; hardly any penalty.
        let row = |x: f32, positive| Row { features: vec![(0, x)], positive, weight: 1.0 };
        let rows = [
            (0.0, true),
            (0.0, false),
            (0.0, false),
            (0.0, false),
            (1.0, true),
            (1.0, true),
            (1.0, true),
            (1.0, false),
        ];
        let fit = fit(&rows.map(|(x, positive)| row(x, positive)), 1, 1e-9);
        let third = (1.0_f64 / 3.0).ln();
        assert!((fit.log_odds(&[]) - third).abs() < 0.02, "{:?}", fit.weights);
        assert!((fit.log_odds(&[(0, 1.0)]) + third).abs() < 0.02, "{:?}", fit.weights);
    }
}
