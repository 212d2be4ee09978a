//! Training of the model, by hand of labelled documents; the same documents give the same bytes.

mod counts;
mod evaluate;
mod fit;
mod logistic;
mod samples;

pub use evaluate::{Evaluation, Held, auc, evaluate};
pub use fit::train;
pub use samples::{Keys, Sample, read};
