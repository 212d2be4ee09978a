//! Work on phrase tables: do rows keep their own examples, which phrases do machines over-use, how often does each row fire.

mod check;
mod corpus;
mod mine;
mod rates;

pub use check::{Fault, check};
pub use corpus::{Corpus, Side, Text};
pub use mine::{Mined, MiningOptions, mine, table_of_mined};
pub use rates::{Counts, Rate, Rates, Verdict, rates};
