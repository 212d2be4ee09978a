//! The readable text of a Markdown file: marks, code, pictures and tags left out, blocks on lines of their own.

use super::html;
use super::lines::{Lines, Spot, joined};
use super::trail::Trail;
use crate::span::steps;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// The text of `source` and where in the file it stands.
pub(super) fn text(source: &str) -> (String, Trail) {
    let mut lines = Lines::default();
    let extensions = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    // Code, front matter and the words that stand for a picture.
    let mut unread = 0_u32;
    let mut block: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(source, extensions).into_offset_iter() {
        steps::count(1);
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::MetadataBlock(_) | Tag::Image { .. }) => unread += 1,
            Event::End(TagEnd::CodeBlock | TagEnd::MetadataBlock(_) | TagEnd::Image) => {
                unread = unread.saturating_sub(1)
            }
            Event::Text(text) | Event::Code(text) if unread == 0 => {
                steps::count(range.len());
                let within = source[range.clone()].find(&*text).filter(|_| !text.is_empty());
                let from = match within {
                    Some(at) => Spot::Copied(range.start + at),
                    None => Spot::Made { start: range.start, end: range.end },
                };
                lines.push(&text, from, false, 0);
            }
            Event::SoftBreak if unread == 0 => {
                lines.push(" ", Spot::Made { start: range.start, end: range.end }, false, 0);
            }
            Event::HardBreak => lines.end(),
            Event::InlineHtml(tag) if tag.starts_with("<br") => lines.end(),
            Event::Start(Tag::HtmlBlock) => lines.end(),
            Event::Html(_) => {
                block = Some(block.map_or(range.start, |block| block.start)..range.end);
            }
            Event::End(TagEnd::HtmlBlock) => {
                let Some(block) = block.take() else { continue };
                for mut line in html::lines(&source[block.clone()]) {
                    line.trail.shift(block.start);
                    lines.done.push(line);
                }
            }
            Event::Start(
                Tag::Item | Tag::TableCell | Tag::Paragraph | Tag::Heading { .. } | Tag::DefinitionListDefinition,
            )
            | Event::End(
                TagEnd::Item
                | TagEnd::TableCell
                | TagEnd::Paragraph
                | TagEnd::Heading(_)
                | TagEnd::DefinitionListTitle
                | TagEnd::DefinitionListDefinition,
            ) => lines.end(),
            _ => {}
        }
    }
    lines.end();
    joined(lines.done.iter())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    #[test]
    fn keeps_the_words_and_drops_the_marks() {
        let source = "---\ntitle: x\n---\n# Big *news*\n\nIt is [here](http://a.example), they\nsaid.\n\n- one\n- two\n\n```\ncode\n```\n";
        assert_eq!(text(source).0, "Big news\nIt is here, they said.\none\ntwo\n");
    }

    #[test]
    fn html_tables_notes_and_pictures_are_read_as_they_are_shown() {
        let source = "<div class=\"x\">\nIn a <b>box</b> &amp; out.\n</div>\n\n![a goat](goat.jpg)\n\n| a | b |\n|---|---|\n| c | d |\n\n\
            Over[^1] it.<br>Under.\n\n[^1]: A note.\n\n<!-- unseen -->\n\n    code\n";
        assert_eq!(text(source).0, "In a box & out.\na\nb\nc\nd\nOver it.\nUnder.\nA note.\n");
        assert_eq!(text("+++\ntitle = 1\n+++\n\n- [x] done\n\nTerm\n: Meaning\n").0, "done\nTerm\nMeaning\n");
    }

    #[test]
    fn everything_leads_back_to_the_file() {
        let source = "# Caf&eacute; \\*\n\nIt is **ver\u{1f600}y**\n> `co` [old](x \"t\")\n\n<p>Zo&euml; left</p>\n";
        let (text, trail) = text(source);
        for (words, place) in [
            ("Café *", "Caf&eacute; \\*"),
            ("very".replace('y', "\u{1f600}y").as_str(), "ver\u{1f600}y"),
            ("co old", "co` [old"),
            ("Zoë left", "Zo&euml; left"),
        ] {
            let at = text.find(words).unwrap();
            assert_eq!(trail.source(Span::new(at, at + words.len())).of(source), place, "{text}");
        }
    }

    #[test]
    fn deep_nesting_is_no_more_than_long() {
        for mark in ["> ", "*", "[", "- ", "<div>\n\n", "!["] {
            let (text, _) = text(&format!("{}word", mark.repeat(20_000)));
            assert!(text.contains("word"), "{mark}");
        }
    }
}
