//! Figures about figures: how sure a count or a share is, how well two orders agree, what another sample would have said.

mod agreement;
mod bootstrap;
mod gamma;
mod wilson;

pub use agreement::{auc, kendall, spearman, won_pairs};
pub use bootstrap::{Bootstrap, SEED};
pub use gamma::weighted_count_interval;
pub use wilson::wilson;

/// The share of samples that an interval of this module is to hold the truth for, where the function does not say otherwise.
pub const COVERAGE: f64 = 0.95;

/// The mean; nothing for no figures.
#[must_use]
pub fn mean(figures: &[f64]) -> Option<f64> {
    (!figures.is_empty()).then(|| figures.iter().sum::<f64>() / figures.len() as f64)
}
