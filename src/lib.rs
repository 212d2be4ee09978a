//! malaprop finds what gives machine-translated news away, and says how good a text is.

pub mod corpus;
pub mod detect;
pub mod error;
pub mod finding;
pub mod lexicon;
pub mod mention;
pub mod read;
pub mod rule;
pub mod similar;
pub mod span;
pub mod text;
