//! The way from a document's text back to the file it was read from.

use super::trail::Trail;
use crate::span::Span;
use crate::text::{Document, LineIndex};

/// The file behind a text: nothing is kept of it where the text is the file, byte for byte.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileMap {
    /// From the decoded file to its bytes, where these are not the same.
    encoded: Option<Trail>,
    /// The decoded file, where the text was read out of it.
    page: Option<Page>,
}

/// A decoded file with markup, and where the text stands in it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Page {
    markup: String,
    lines: LineIndex,
    trail: Trail,
}

/// Where something stands in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Line of the file, from 1.
    pub line: usize,
    /// Column in code points of the file as decoded, from 1.
    pub column: usize,
    /// Bytes of the file as it lies on the disk, in whatever encoding.
    pub bytes: Span,
}

impl FileMap {
    /// A file that is text as it stands.
    pub(super) const fn of_text(encoded: Option<Trail>) -> Self {
        Self { encoded, page: None }
    }

    /// A file with markup, out of which the text was read.
    pub(super) fn of_page(encoded: Option<Trail>, markup: String, trail: Trail) -> Self {
        Self { encoded, page: Some(Page { lines: LineIndex::new(&markup), markup, trail }) }
    }

    /// Where `span` of `document` stands in the file. What was left out between two words, such as a tag, is part of the bytes.
    #[must_use]
    pub fn place(&self, document: &Document, span: Span) -> Place {
        let (decoded, position) = match &self.page {
            Some(page) => {
                let decoded = page.trail.source(span);
                (decoded, page.lines.position(&page.markup, decoded.start))
            }
            None => (span, document.position(span.start)),
        };
        let bytes = self.encoded.as_ref().map_or(decoded, |trail| trail.source(decoded));
        Place { line: position.line, column: position.column, bytes }
    }

    /// Bytes of memory that are kept for it.
    pub(crate) fn kept(&self) -> usize {
        self.page.as_ref().map_or(0, |page| page.markup.len())
    }
}
