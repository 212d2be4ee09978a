//! Lines taken out whole, and the blank lines that they leave.

use crate::span::Span;

/// The lines of `span` with their ends, and the blank lines behind them where blank lines stand before; nothing where the span is
/// only a part of its lines.
pub(super) fn whole_lines(text: &str, span: Span) -> Option<Span> {
    let start = trim_end_in_line(&text[..span.start]).len();
    let end = text.len() - text[span.end..].trim_start_matches(in_line).len();
    let ends_before = start == 0 || text[..start].ends_with(LINE_ENDS);
    let ends_behind = end == text.len() || text[end..].starts_with(LINE_ENDS);
    if !ends_before || !ends_behind {
        return None;
    }
    let next = end + line_end(&text[end..]);
    let rest = text.len() - text[end..].trim_start().len();
    if rest == text.len() {
        // The last lines: the blank ones before them go too, and the end of the line before stays.
        let kept = text[..start].trim_end().len();
        return Some(Span::new(kept + line_end(&text[kept..]), text.len()));
    }
    let before = text[..start].strip_suffix('\n').unwrap_or(&text[..start]);
    let before = trim_end_in_line(before.strip_suffix('\r').unwrap_or(before));
    let blank_before = before.is_empty() || before.ends_with(LINE_ENDS);
    Some(Span::new(start, if blank_before { trim_end_in_line(&text[..rest]).len() } else { next }))
}

const LINE_ENDS: [char; 2] = ['\n', '\r'];

fn in_line(c: char) -> bool {
    c.is_whitespace() && !LINE_ENDS.contains(&c)
}

fn trim_end_in_line(text: &str) -> &str {
    text.trim_end_matches(in_line)
}

/// The length of the line end that `text` starts with.
fn line_end(text: &str) -> usize {
    if text.starts_with("\r\n") { 2 } else { usize::from(text.starts_with(['\n', '\r'])) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str, line: &str) -> Option<String> {
        let at = text.find(line).unwrap();
        let span = whole_lines(text, Span::new(at, at + line.len()))?;
        Some(format!("{}{}", &text[..span.start], &text[span.end..]))
    }

    #[test]
    fn a_line_goes_with_its_end_and_one_blank_line_stays() {
        assert_eq!(without("a\nAdvertisement\nb\n", "Advertisement").as_deref(), Some("a\nb\n"));
        assert_eq!(
            without("a\r\n\r\n  Advertisement \r\n\r\nb\r\n", "Advertisement").as_deref(),
            Some("a\r\n\r\nb\r\n")
        );
        assert_eq!(without("Advertisement\n\nb\n", "Advertisement").as_deref(), Some("b\n"));
        assert_eq!(without("a\n\nAdvertisement\n", "Advertisement").as_deref(), Some("a\n"));
        assert_eq!(without("a\nAdvertisement", "Advertisement").as_deref(), Some("a\n"));
        assert_eq!(without("a\nAdvertisement\n\nb\n", "Advertisement").as_deref(), Some("a\n\nb\n"));
    }

    #[test]
    fn a_part_of_a_line_stays() {
        assert_eq!(without("It ended. Read more\nb\n", "Read more"), None);
    }
}
