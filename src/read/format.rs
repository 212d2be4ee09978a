//! Formats by the endings of files.

use super::unpack::Packing;
use std::path::Path;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One plain text.
    Text,
    /// One text in Markdown.
    Markdown,
    /// One page of HTML.
    Html,
    /// A JSON object a line, each a document.
    JsonLines,
    /// A row of cells a document, with a header; cells are parted by commas, or tabs in `.tsv`.
    Csv,
    /// A row of columns a document.
    Parquet,
}

/// Endings, lower case, and what they hold.
const ENDINGS: &[(&str, Format)] = &[
    ("csv", Format::Csv),
    ("htm", Format::Html),
    ("html", Format::Html),
    ("jsonl", Format::JsonLines),
    ("markdown", Format::Markdown),
    ("md", Format::Markdown),
    ("ndjson", Format::JsonLines),
    ("parquet", Format::Parquet),
    ("text", Format::Text),
    ("tsv", Format::Csv),
    ("txt", Format::Text),
    ("xhtml", Format::Html),
];

impl Format {
    /// The format of a file with a known ending, or without one; `.gz` and `.zst` behind it do not count.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let (packing, inner) = Packing::of(path);
        let Some(ending) = ending(inner) else { return Some(Self::Text) };
        if ending == "json" && packing.is_some() {
            // Corpora are published so; a bare `.json` in a folder is as a rule something else.
            return Some(Self::JsonLines);
        }
        ENDINGS.iter().find(|(known, _)| *known == ending).map(|(_, format)| *format)
    }

    /// The format of a file that was asked for by name.
    pub(super) fn of_named(path: &Path) -> Self {
        let json = ending(Packing::of(path).1).is_some_and(|e| e == "json");
        Self::of(path).unwrap_or(if json { Self::JsonLines } else { Self::Text })
    }
}

fn ending(path: &Path) -> Option<String> {
    path.extension().map(|e| e.to_string_lossy().to_lowercase())
}

/// What parts the cells of a table with this name.
pub(super) fn delimiter(path: &Path) -> u8 {
    if ending(Packing::of(path).1).is_some_and(|e| e == "tsv") { b'\t' } else { b',' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn endings_tell_the_format_behind_the_packing() {
        let of = |name: &str| Format::of(Path::new(name));
        assert_eq!(of("a/b.JSONL.gz"), Some(Format::JsonLines));
        assert_eq!((of("c4.json.zst"), of("package.json")), (Some(Format::JsonLines), None));
        assert_eq!((of("README"), of("a.txt.gz"), of("a.png")), (Some(Format::Text), Some(Format::Text), None));
        assert_eq!(Format::of_named(Path::new("a.json")), Format::JsonLines);
        assert_eq!((delimiter(Path::new("x.tsv.gz")), delimiter(Path::new("x.csv"))), (b'\t', b','));
    }
}
