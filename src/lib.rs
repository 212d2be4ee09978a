//! malaprop finds what gives machine-translated news away, and says how good a text is.
//!
//! ```
//! use malaprop::corpus::Story;
//! use malaprop::lexicon::Lexicon;
//! use malaprop::text::Document;
//!
//! # fn main() -> malaprop::error::Result<()> {
//! let lexicon = Lexicon::builtin()?;
//! let document = Document::new("example", "The guests were received by Steve Witcoof at noon.");
//! let findings = malaprop::detect::run(&document, &lexicon, &Story::default());
//! assert_eq!(findings[0].suggestion.as_deref(), Some("Steve Witkoff"));
//! # Ok(())
//! # }
//! ```

pub mod arrow;
mod bounded;
pub mod caught;
pub mod compare;
pub mod config;
pub mod corpus;
pub mod detect;
pub mod docs;
pub mod error;
pub mod eval;
pub mod filter;
pub mod finding;
pub mod fingerprint;
pub mod fix;
pub mod fluency;
pub mod fractions;
mod json;
pub mod lexicon;
pub mod mention;
pub mod phrasebook;
pub mod pipeline;
pub mod read;
pub mod report;
pub mod review;
pub mod rule;
pub mod run;
pub mod score;
pub mod similar;
pub mod span;
pub mod statistics;
pub mod text;
pub mod weights;
