//! What a person reads: diagnostics line by line, and a summary.

use super::shown::turns_around;
use crate::finding::{Finding, Severity};
use crate::read::{Input, Passed};
use crate::rule::Rule;
use crate::run::{Judged, Outcome, Scored};
use crate::score::Decision;
use crate::text::counted;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Colours by meaning; none where colour is off.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Whether escape sequences are written.
    pub colour: bool,
}

impl Style {
    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    pub(super) fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn severity(self, severity: Severity) -> String {
        let code = match severity {
            Severity::Critical => "1;31",
            Severity::Major => "31",
            Severity::Minor => "33",
            Severity::Neutral => "36",
        };
        self.paint(code, severity.as_str())
    }
}

/// Text that cannot steer a terminal: control and direction characters are shown as `\u{…}`.
#[must_use]
pub fn harmless(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\t' => shown.push(' '),
            c if c.is_control() || turns_around(c) => shown.extend(c.escape_unicode()),
            c => shown.push(c),
        }
    }
    shown
}

/// One line for each finding: `path:line:column: severity CODE name: match -> suggestion (evidence)`.
#[must_use]
pub fn diagnostics(scored: &Scored, style: Style) -> String {
    let mut text = String::new();
    let id = harmless(&scored.input.doc_id);
    let Some(judged) = &scored.result else {
        let problem = harmless(scored.input.problem.as_deref().unwrap_or_default());
        return format!("{id}: {}: {problem}\n", scored.input.status.as_str());
    };
    for (i, finding) in judged.findings.iter().enumerate() {
        let (line, column) = line_and_column(&scored.input, judged, finding);
        let matched: String = harmless(judged.matched(i)).chars().take(80).collect();
        let suggestion = arrow(finding);
        let _ = writeln!(
            text,
            "{id}:{line}:{column}: {} {} {}: {matched}{suggestion} ({})",
            style.severity(finding.severity),
            finding.rule.code,
            finding.rule.name,
            harmless(&finding.evidence.text)
        );
    }
    text
}

/// Where an editor finds it: in the file, or in the text where that is a field of a record.
fn line_and_column(input: &Input, judged: &Judged, finding: &Finding) -> (usize, usize) {
    let at = judged.document.position(finding.span.start);
    input.place(&judged.document, finding.span).map_or((at.line, at.column), |place| (place.line, place.column))
}

/// The suggestion behind an arrow, if there is one.
pub(super) fn arrow(finding: &Finding) -> String {
    match finding.suggestion.as_deref() {
        None => String::new(),
        Some("") => " -> (take out)".to_owned(),
        Some(suggestion) => format!(" -> {}", harmless(suggestion)),
    }
}

/// What a summary remembers of a run.
#[derive(Debug, Default)]
pub struct Tally {
    worst: Vec<(f64, String)>,
    rules: BTreeMap<&'static str, (&'static Rule, usize)>,
    failed: Vec<String>,
}

/// So many documents and rules are named in the summary.
const NAMED: usize = 5;

impl Tally {
    /// Takes a document into account.
    pub fn add(&mut self, scored: &Scored) {
        let Some(judged) = &scored.result else {
            if self.failed.len() < NAMED {
                let problem = scored.input.problem.as_deref().unwrap_or_default();
                self.failed.push(format!("{}: {}: {problem}", scored.input.doc_id, scored.input.status.as_str()));
            }
            return;
        };
        for (finding, &occurrences) in judged.findings.iter().zip(&judged.score.occurrences) {
            if occurrences > 0 {
                self.rules.entry(finding.rule.code).or_insert((finding.rule, 0)).1 += 1;
            }
        }
        if judged.score.decision != Decision::Publish {
            self.worst.push((judged.score.score, scored.input.doc_id.clone()));
            self.worst.sort_by(|a, b| a.0.total_cmp(&b.0));
            self.worst.truncate(NAMED);
        }
    }

    /// The summary of a run.
    #[must_use]
    pub fn summary(&self, outcome: &Outcome, passed: &Passed, style: Style) -> String {
        let [publish, review, reject] = outcome.decisions;
        let mut text = format!(
            "{}, {}: {publish} to publish, {review} to review, {reject} to reject",
            counted(outcome.documents, "document"),
            counted(outcome.words, "word")
        );
        let unscored = outcome.documents - publish - review - reject;
        if unscored > 0 {
            let _ = write!(text, ", {unscored} without a score");
        }
        text.push('\n');
        if outcome.suppressed > 0 {
            let _ = writeln!(text, "{} suppressed by earlier verdicts", counted(outcome.suppressed, "finding"));
        }
        if outcome.known > 0 {
            let _ = writeln!(text, "{} of the baseline left out", counted(outcome.known, "finding"));
        }
        for line in &self.failed {
            let _ = writeln!(text, "  {}", style.paint("33", &harmless(line)));
        }
        if passed.files() > 0 {
            let _ = writeln!(
                text,
                "{} passed over: not .txt, .md, .html, .jsonl, .csv with a column of text, or .parquet (name one to read it \
                 as text)",
                counted(passed.files(), "file")
            );
            for path in passed.first() {
                let _ = writeln!(text, "  {}", harmless(&path.display().to_string()));
            }
        }
        if !self.worst.is_empty() {
            text.push_str("lowest scores:\n");
        }
        for (score, id) in &self.worst {
            let _ = writeln!(text, "  {score:6.2}  {}", harmless(id));
        }
        let mut rules: Vec<_> = self.rules.values().collect();
        rules.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.code.cmp(b.0.code)));
        if !rules.is_empty() {
            text.push_str("commonest findings:\n");
        }
        for (rule, count) in rules.into_iter().take(NAMED) {
            let _ = writeln!(text, "  {count:6}  {} {}", rule.code, rule.name);
        }
        text
    }
}
