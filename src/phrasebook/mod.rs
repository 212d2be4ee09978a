//! Work on tables: do rows of phrases and names keep their own tests, which phrases do machines over-use, how often does each row fire.

mod check;
mod corpus;
mod mine;
mod name_rows;
mod rates;

pub use check::{Fault, check};
pub use corpus::{Corpus, Side, Text};
pub use mine::{Mined, MiningOptions, mine, table_of_mined};
pub use name_rows::broken_names;
pub use rates::{Counts, Rate, Rates, Verdict, rates};
