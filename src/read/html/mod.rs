//! The text of an HTML page: its article, where one stands out, else everything that a reader sees; blocks on lines of their own.

mod charset;
mod main_text;
mod tokens;
mod tree;

pub(super) use charset::declared;

use super::lines::{Line, joined};
use super::trail::Trail;

/// The text of `page` and where in the page it stands; with `whole`, its menus, boxes and comments too.
pub(super) fn text(page: &str, whole: bool) -> (String, Trail) {
    let page = tree::read(page);
    if whole { joined(page.lines.iter()) } else { joined(main_text::choose(&page).into_iter()) }
}

/// All lines of a piece of HTML.
pub(super) fn lines(fragment: &str) -> Vec<Line> {
    tree::read(fragment).lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    fn all(page: &str) -> String {
        text(page, true).0
    }

    #[test]
    fn keeps_what_a_reader_sees() {
        let page = "<html><head><title>x</title><style>p{}</style></head><body><nav>Home</nav><article><h1>Big\n  news</h1>\
            <p>It&rsquo;s <b>here</b>.<br>Now.</p><script>var a = '<p>no</p>';</script></article></body></html>";
        assert_eq!(all(page), "Home\nBig news\nIt’s here.\nNow.\n");
    }

    #[test]
    fn broken_markup_is_read_all_the_same() {
        assert_eq!(all("<p>One<p>Two <i>three</p> &amp; four"), "One\nTwo three\n& four\n");
        assert_eq!(all("<b>a<i>b</b>c</i></p>d"), "abc\nd\n");
        assert_eq!(
            all("<ul><li>a<li>b<ul><li>c</ul><li>d</ul><table><tr><td>e<td>f<tr><th>g</table>"),
            "a\nb\nc\nd\ne\nf\ng\n"
        );
        assert_eq!(all("x < y && z &nonsense; <"), "x < y && z &nonsense; <\n");
        assert_eq!(all("<pre>one\n  two\n</pre><!-- no --><![CDATA[no]]>&nbsp;"), "one\ntwo\n");
        assert_eq!(all(""), "");
    }

    #[test]
    fn everything_leads_back_to_the_page() {
        let page = "<p>Caf&eacute;\r\n <b>&#x201C;Zo&euml;</b>&rdquo;&amp;&notin;co</p>\n<p>é&é</p>";
        let (text, trail) = text(page, true);
        assert_eq!(text, "Café “Zoë”&∉co\né&é\n");
        for (words, source) in [
            ("Café", "Caf&eacute;"),
            ("é “", "&eacute;\r\n <b>&#x201C;"),
            ("Zoë”", "Zo&euml;</b>&rdquo;"),
            ("&∉co", "&amp;&notin;co"),
            ("é&é", "é&é"),
            (" ", "\r\n "),
        ] {
            let at = text.find(words).unwrap();
            assert_eq!(trail.source(Span::new(at, at + words.len())).of(page), source, "{words}");
        }
    }

    #[test]
    fn a_hundred_thousand_open_elements_are_no_more_than_long() {
        for tag in ["<div>", "<b>", "<ul><li>", "<p><span>", "<table><tr><td>", "</p>", "<a href=x>", "<aside>"] {
            let page = format!("{}word{}", tag.repeat(100_000), "</div></li></p></i>".repeat(10_000));
            assert!(text(&page, false).0.contains("word"), "{tag}");
        }
    }
}
