//! One document as a terminal shows it: every line, its findings marked under their words, and the way from 100 to the score.

use super::terminal::{Style, arrow, harmless};
use crate::finding::Severity;
use crate::rule::Family;
use crate::run::Judged;
use crate::text::counted;
use crate::weights;
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Renderer, Snippet};
use std::fmt::Write as _;

/// Lines are broken after so many code points at most, which leaves room for the gutter.
const WIDTH: usize = 92;
/// The marks of a row may need more room than the row.
const WIDEST: usize = 1000;

/// The document with its findings marked, the original under it or beside each line where it has as many, and the waterfall.
#[must_use]
pub fn annotated(judged: &Judged, original: Option<&str>, style: Style) -> String {
    let text = judged.document.text();
    let filled = |text: &str| text.lines().filter(|l| !l.trim().is_empty()).count();
    let beside = original.filter(|original| filled(original) == filled(text));
    let mut originals = beside.into_iter().flat_map(str::lines).filter(|l| !l.trim().is_empty());
    let mut shown = String::new();
    let mut marks = Marks { judged, next: 0, open: Vec::new() };
    let (mut at, mut number) = (0, 0);
    for line in text.split_inclusive('\n') {
        number += 1;
        let end = at + line.trim_end().len();
        for (i, row) in rows(text, at, end).into_iter().enumerate() {
            let number = if i == 0 { format!("{number:>5}") } else { " ".repeat(5) };
            shown.push_str(&marks.row(text, row, &number, style));
        }
        if !line.trim().is_empty()
            && let Some(original) = originals.next()
        {
            for row in rows(original, 0, original.trim_end().len()) {
                let _ = writeln!(shown, "      : {}", style.faint(&harmless(&original[row.0..row.1])));
            }
        }
        at += line.len();
    }
    if let (Some(original), None) = (original, beside) {
        shown.push_str("\nthe original, which has other lines:\n");
        for line in original.lines() {
            for row in rows(line, 0, line.trim_end().len()) {
                let _ = writeln!(shown, "      : {}", style.faint(&harmless(&line[row.0..row.1])));
            }
        }
    }
    shown.push('\n');
    shown.push_str(&waterfall(judged));
    shown
}

/// The bytes from `start` to `end`, broken at white space into rows of [`WIDTH`] code points; one empty row where there are none.
fn rows(text: &str, start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut rows = Vec::new();
    let mut from = start;
    while from < end {
        let far = text[from..end].char_indices().nth(WIDTH).map_or(end, |(i, _)| from + i);
        let gap = text[from..far].rfind(char::is_whitespace).filter(|&gap| gap > 0 && far < end);
        let to = gap.map_or(far, |gap| from + gap);
        rows.push((from, to));
        from = to + text[to..end].len() - text[to..end].trim_start().len();
    }
    if rows.is_empty() {
        rows.push((start, start));
    }
    rows
}

/// The findings that touch the row at hand, while the rows go by in order.
struct Marks<'a> {
    judged: &'a Judged,
    next: usize,
    open: Vec<usize>,
}

impl Marks<'_> {
    /// The row of `text` with what is marked in it; `number` stands in front.
    fn row(&mut self, text: &str, (start, end): (usize, usize), number: &str, style: Style) -> String {
        let findings = &self.judged.findings;
        self.open.retain(|&i| findings[i].span.end > start);
        let first_new = self.next;
        while self.next < findings.len() && findings[self.next].span.start < end.max(start + 1) {
            self.open.push(self.next);
            self.next += 1;
        }
        // Of a finding that covers rows on rows, the first and the last are marked.
        let marked: Vec<usize> = self
            .open
            .iter()
            .copied()
            .filter(|&i| i >= first_new || findings[i].span.end <= end)
            .filter(|&i| findings[i].span.end > start)
            .collect();
        let row = &text[start..end];
        let Some(worst) = marked.iter().map(|&i| findings[i].severity).max() else {
            return format!("{number} | {}\n", harmless(row));
        };
        let place = |byte: usize| harmless(&text[start..byte.clamp(start, end)]).len();
        let annotations = marked.iter().map(|&i| -> Annotation<'_> {
            let span = findings[i].span;
            let mark = AnnotationKind::Primary.span(place(span.start)..place(span.end));
            if i < first_new { mark } else { mark.label(self.label(i)) }
        });
        let level = match worst {
            Severity::Critical | Severity::Major => Level::ERROR,
            Severity::Minor => Level::WARNING,
            Severity::Neutral => Level::NOTE,
        };
        let snippet = Snippet::source(harmless(row)).line_numbering(false).annotations(annotations);
        let renderer = if style.colour { Renderer::styled() } else { Renderer::plain() };
        let drawn = renderer.term_width(WIDEST).render(&[Group::with_level(level).element(snippet)]);
        let mut shown = String::new();
        // The first line that the library draws is empty, the second is the row.
        for (i, line) in drawn.lines().skip(1).enumerate() {
            let _ = writeln!(shown, "{}{line}", if i == 0 { number } else { "     " });
        }
        for &i in marked.iter().filter(|&&i| i >= first_new) {
            let (code, evidence) = (findings[i].rule.code, harmless(&findings[i].evidence.text));
            let _ = writeln!(shown, "      = {}", style.faint(&format!("{code}: {evidence}")));
        }
        shown
    }

    fn label(&self, i: usize) -> String {
        let finding = &self.judged.findings[i];
        let (severity, rule) = (finding.severity.as_str(), finding.rule);
        format!("{severity} {} {}{}", rule.code, rule.name, arrow(finding))
    }
}

/// The way from 100 to the score: what is left after each family, the findings that it took it for, and the wording.
fn waterfall(judged: &Judged) -> String {
    let score = &judged.score;
    let mut text = format!("{:>8}  a document without findings\n", "100.00");
    let mut left = 100.0;
    for family in Family::ALL {
        let (points, loss) = (score.points_by_family[family as usize], score.loss_by_family[family as usize]);
        if points == 0.0 {
            continue;
        }
        let taken = left * loss / 100.0;
        left -= taken;
        let _ = writeln!(
            text,
            "{:>8}  {}: {loss:.2} % for {points:.2} points × {} over {}; {left:.2} left",
            format!("-{taken:.2}"),
            family.as_str(),
            weights::family_weight(family),
            counted(score.counted_words, "word")
        );
        let of = |i: &usize| judged.findings[*i].rule.family == family && score.points[*i] > 0.0;
        for i in (0..judged.findings.len()).filter(of) {
            let finding = &judged.findings[i];
            let matched: String = harmless(judged.matched(i)).chars().take(50).collect();
            let times = match score.occurrences[i] {
                0 | 1 => String::new(),
                times => format!(", {times} times, counted once"),
            };
            let (code, severity) = (finding.rule.code, finding.severity.as_str());
            let share = taken * score.points[i] / points;
            let _ = writeln!(text, "{:>19}  {code} {matched} ({severity}{times})", format!("-{share:.2}"));
        }
    }
    if score.loss_of_wording > 0.0 {
        let taken = left * score.loss_of_wording / 100.0;
        let loss = score.loss_of_wording;
        let _ = writeln!(text, "{:>8}  wording: {loss:.2} % for less expected words", format!("-{taken:.2}"));
    }
    let short = if score.short { ", a short document" } else { "" };
    let ((low, high), per_1000) = (score.interval, score.penalty_per_1000);
    let (decision, model) = (score.decision.as_str(), weights::MODEL);
    let _ = writeln!(
        text,
        "{:>8.2}  {decision}{short}; from {low:.2} to {high:.2} with 95 % confidence ({model}; {:.2} points, {per_1000:.2} per 1,000 words)",
        score.score, score.apt
    );
    if let (Some(likeness), Some(fluency)) = (judged.reading.mt_likeness, judged.reading.fluency) {
        let _ = writeln!(
            text,
            "beside the score: likeness to machine translation {likeness:.2}; {fluency:.0} % of human translations are worded \
             less expectedly"
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_hold_every_word_and_keep_to_their_width() {
        let text = format!("{} {}", "word ".repeat(60), "x".repeat(300));
        let cut = rows(&text, 0, text.len());
        let words = |t: &str| t.split_whitespace().collect::<String>();
        let joined: String = cut.iter().map(|&(a, b)| words(&text[a..b])).collect();
        assert_eq!(joined, words(&text));
        assert!(cut.iter().all(|&(a, b)| text[a..b].chars().count() <= WIDTH), "{cut:?}");
        assert_eq!(rows("", 0, 0), [(0, 0)]);
    }
}
