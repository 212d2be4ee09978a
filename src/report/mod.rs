//! Reports: one file a format. Writers sort, round and escape; they decide nothing.

pub mod annotated;
mod columns;
pub mod csv;
mod excerpt;
pub mod html;
pub mod jsonl;
pub mod marot;
mod place;
pub mod sarif;
mod shown;
pub mod snippets;
mod stdout;
pub mod terminal;
pub mod xlsx;

pub use place::{Place, Ready, make_folder};
pub use shown::Shown;
pub use stdout::{Stdout, stdout_is_closed};
