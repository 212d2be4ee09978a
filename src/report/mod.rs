//! Reports: one file a format. Writers sort, round and escape; they decide nothing.

mod columns;
pub mod csv;
mod excerpt;
pub mod html;
pub mod jsonl;
mod place;
pub mod terminal;
pub mod xlsx;

pub use place::Place;
