//! Two runs over the same documents: which findings are new, fixed or unchanged, and how the scores moved.

mod pair;
mod report;
mod run;

pub use pair::{Changes, Comparison, Pair, compare};
pub use report::{jsonl, text};
pub use run::{Document, Found, Run};
