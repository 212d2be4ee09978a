//! The readable text of a Markdown file: markup, code and raw HTML left out, blocks on lines of their own.

use super::html::Lines;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text of `source`; offsets of findings count in it and not in the file.
pub(super) fn text(source: &str) -> String {
    let mut lines = Lines::default();
    let mut in_code = false;
    let extensions =
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut in_metadata = false;
    for event in Parser::new_ext(source, extensions) {
        match event {
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Start(Tag::MetadataBlock(_)) => in_metadata = true,
            Event::End(TagEnd::MetadataBlock(_)) => in_metadata = false,
            Event::Text(text) if !in_code && !in_metadata => lines.push(&text),
            Event::Code(text) => lines.push(&text),
            Event::SoftBreak => lines.push(" "),
            Event::HardBreak => lines.end(),
            Event::Start(Tag::Item | Tag::TableCell) | Event::End(TagEnd::Item | TagEnd::TableCell) => lines.end(),
            Event::End(TagEnd::Paragraph | TagEnd::Heading(_)) => lines.end(),
            _ => {}
        }
    }
    lines.end();
    lines.done
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn keeps_the_words_and_drops_the_marks() {
        let source = "---\ntitle: x\n---\n# Big *news*\n\nIt is [here](http://a.example), they\nsaid.\n\n- one\n- two\n\n```\ncode\n```\n";
        assert_eq!(text(source), "Big news\nIt is here, they said.\none\ntwo\n");
    }
}
