//! The words around a finding, for a cell or a line.

use crate::span::Span;

/// The longest excerpt, in code points; a spreadsheet's cell shows not much more.
const LONGEST: usize = 200;

/// The text around `span`, cut at white space, on one line.
pub(super) fn excerpt(text: &str, span: Span) -> String {
    let matched = span.of(text);
    let room = LONGEST.saturating_sub(matched.chars().count().min(LONGEST)) / 2;
    let before = last_chars(&text[..span.start], room);
    let after: String = text[span.end..].chars().take(room).collect();
    let before = if before.len() < span.start {
        before.split_once(char::is_whitespace).map_or(before, |(_, b)| b)
    } else {
        before
    };
    let after = if after.len() < text.len() - span.end {
        after.rsplit_once(char::is_whitespace).map_or(after.as_str(), |(a, _)| a)
    } else {
        after.as_str()
    };
    let all = format!("{before}{matched}{after}");
    let short: String = all.chars().take(LONGEST).collect();
    short.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn last_chars(text: &str, n: usize) -> &str {
    let start = text.char_indices().rev().take(n).last().map_or(text.len(), |(i, _)| i);
    &text[start..]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn holds_the_match_and_no_more_than_the_limit() {
        let text = format!("{}Witcoof{}", "many words ".repeat(40), "\nand more".repeat(40));
        let start = text.find("Witcoof").unwrap();
        let cut = excerpt(&text, Span::new(start, start + 7));
        assert!(cut.contains("Witcoof") && cut.chars().count() <= LONGEST && !cut.contains('\n'));
    }
}
