//! Reports: one file a format. Writers sort, round and escape; they decide nothing.

pub mod annotated;
pub mod csv;
mod excerpt;
pub mod jsonl;
mod place;
pub mod terminal;

pub use place::Place;
