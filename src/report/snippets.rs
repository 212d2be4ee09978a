//! Diagnostics with the line of the text and a caret under the words, for a terminal.

use super::terminal::{Style, harmless};
use crate::finding::Severity;
use crate::run::Scored;
use crate::span::Span;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt::Write as _;

/// So many code points are shown before and behind the words; a paragraph of news may be one line of thousands.
const AROUND: usize = 50;
/// And so many of the words themselves.
const WORDS: usize = 100;

/// Every finding of a document with its line.
#[must_use]
pub fn diagnostics(scored: &Scored, style: Style) -> String {
    let Some(judged) = &scored.result else { return super::terminal::diagnostics(scored, style) };
    let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
    let path = harmless(&scored.input.doc_id);
    let mut text = String::new();
    for finding in &judged.findings {
        let at = judged.document.position(finding.span.start);
        let shown = Shown::new(judged.document.text(), finding.span);
        let level = match finding.severity {
            Severity::Critical | Severity::Major => Level::ERROR,
            Severity::Minor => Level::WARNING,
            Severity::Neutral => Level::NOTE,
        };
        let label = match finding.suggestion.as_deref() {
            None => None,
            Some("") => Some("take this out".to_owned()),
            Some(suggestion) => Some(format!("write {}", harmless(suggestion))),
        };
        let annotation = AnnotationKind::Primary.span(shown.start..shown.end).label(label);
        let snippet = Snippet::source(shown.line).line_start(at.line).annotation(annotation);
        let title = format!("{}: {}", finding.rule.name, harmless(&finding.evidence.text));
        let report =
            level.with_name(finding.severity.as_str()).primary_title(title).id(finding.rule.code).element(snippet);
        // The place stands first, where terminals and editors look for it; the library would count columns in the cut line.
        let _ = writeln!(text, "{path}:{}:{}: {}\n", at.line, at.column, renderer.render(&[report]));
    }
    text
}

/// A piece of a line, and where the words stand in it.
struct Shown {
    line: String,
    start: usize,
    end: usize,
}

impl Shown {
    fn new(text: &str, span: Span) -> Self {
        let in_line = |c: &char| !matches!(c, '\n' | '\r');
        let mut before: Vec<char> = text[..span.start].chars().rev().take_while(in_line).take(AROUND + 1).collect();
        let words: String = span.of(text).chars().take_while(in_line).take(WORDS).collect();
        let whole = words.len() == span.len();
        let mut after: String = match whole {
            true => text[span.end..].chars().take_while(in_line).take(AROUND + 1).collect(),
            false => "…".to_owned(),
        };
        if before.len() > AROUND {
            before[AROUND] = '…';
        }
        if after.chars().count() > AROUND {
            after.pop();
            after.push('…');
        }
        let mut line = harmless(&before.iter().rev().collect::<String>());
        let start = line.len();
        line.push_str(&harmless(&words));
        let end = line.len();
        line.push_str(&harmless(&after));
        Self { line, start, end }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_around_the_words() {
        let text = format!("first\n{} Witcoof {}\nlast", "many words".repeat(20), "and more".repeat(20));
        let start = text.find("Witcoof").unwrap();
        let shown = Shown::new(&text, Span::new(start, start + 7));
        assert_eq!(&shown.line[shown.start..shown.end], "Witcoof");
        assert_eq!(shown.line.chars().count(), 2 * (AROUND + 1) + 7);
        assert!(shown.line.starts_with('…') && shown.line.ends_with('…'));
    }

    #[test]
    fn words_over_several_lines_are_shown_by_their_first() {
        let text = "one two\nthree";
        let shown = Shown::new(text, Span::new(4, text.len()));
        assert_eq!((shown.line.as_str(), shown.start, shown.end), ("one two…", 4, 7));
    }
}
