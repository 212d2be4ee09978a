//! The readable text of an HTML page: blocks on lines of their own, white space folded, scripts and styles left out.

use ego_tree::iter::Edge;
use scraper::{Html, Node};

const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "caption",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

const UNREAD: &[&str] = &["head", "iframe", "noscript", "object", "script", "style", "svg", "template", "textarea"];

/// The text of `page`; offsets of findings count in it and not in the page.
pub(super) fn text(page: &str) -> String {
    let page = Html::parse_document(page);
    let mut lines = Lines::default();
    let mut skipped_until = None;
    for edge in page.tree.root().traverse() {
        match edge {
            Edge::Open(node) => {
                if skipped_until.is_some() {
                    continue;
                }
                match node.value() {
                    Node::Text(text) => lines.push(&text.text),
                    Node::Element(element) if UNREAD.contains(&element.name()) => skipped_until = Some(node.id()),
                    Node::Element(element) if BLOCKS.contains(&element.name()) => lines.end(),
                    _ => {}
                }
            }
            Edge::Close(node) => {
                if skipped_until == Some(node.id()) {
                    skipped_until = None;
                } else if let Node::Element(element) = node.value()
                    && BLOCKS.contains(&element.name())
                {
                    lines.end();
                }
            }
        }
    }
    lines.end();
    lines.done
}

/// Text with its white space folded, cut into lines.
#[derive(Default)]
pub(super) struct Lines {
    pub(super) done: String,
    open: String,
}

impl Lines {
    /// Adds text to the line.
    pub(super) fn push(&mut self, text: &str) {
        for c in text.chars() {
            let space = c.is_whitespace() && c != '\u{a0}';
            if !space {
                self.open.push(c);
            } else if !self.open.ends_with(' ') {
                self.open.push(' ');
            }
        }
    }

    /// Ends the line, unless there is nothing on it.
    pub(super) fn end(&mut self) {
        let line = self.open.trim();
        if !line.is_empty() {
            self.done.push_str(line);
            self.done.push('\n');
        }
        self.open.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn keeps_what_a_reader_sees() {
        let page = "<html><head><title>x</title><style>p{}</style></head><body><nav>Home</nav><article><h1>Big\n  news</h1>\
            <p>It&rsquo;s <b>here</b>.<br>Now.</p><script>var a = '<p>no</p>';</script></article></body></html>";
        assert_eq!(text(page), "Home\nBig news\nIt’s here.\nNow.\n");
    }

    #[test]
    fn broken_markup_is_read_all_the_same() {
        assert_eq!(text("<p>One<p>Two <i>three</p> &amp; four"), "One\nTwo three\n& four\n");
    }
}
