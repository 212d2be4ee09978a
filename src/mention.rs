//! Names as they stand in a document, resolved against the lexicon once for all name rules.

use crate::lexicon::names::Names;
use crate::text::Document;

/// The names of one document.
#[derive(Debug, Default)]
pub struct Mentions {}

impl Mentions {
    /// Finds and resolves the names of `document`.
    #[must_use]
    pub fn read(_document: &Document, _names: &Names) -> Self {
        Self {}
    }
}
