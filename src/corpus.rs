//! What a first pass over the folder learned. Never required: an empty index changes no finding of a single document.

use std::collections::HashMap;

/// Facts about all documents of a run that one document cannot know.
#[derive(Debug, Default)]
pub struct CorpusIndex {
    paragraphs: HashMap<u64, u32>,
}

impl CorpusIndex {
    /// In how many documents the paragraph with this hash stands.
    #[must_use]
    pub fn documents_with(&self, paragraph: u64) -> u32 {
        self.paragraphs.get(&paragraph).copied().unwrap_or(0)
    }
}
