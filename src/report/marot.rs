//! Marot's table: one line for each finding and for each segment without one, as raters of WMT hand it in.
//!
//! Ten columns parted by tabs, without quoting; see the README of `marot` in google-research/google-research. There is no source
//! text: the column is empty, and `source_not_seen` says so.

use crate::error::{Error, Result};
use crate::finding::{Finding, Severity};
use crate::report::Place;
use crate::run::Scored;
use crate::span::Span;
use crate::text::Document;
use serde_json::{Value, json};
use std::io::Write as _;

const HEADER: &str = "system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\tmetadata\n";
/// Nobody knows who translated.
const SYSTEM: &str = "unknown";
const NO_ERROR: &str = "no-error";

/// The table while it is written.
#[derive(Debug)]
pub struct Writer {
    out: Place,
    segments: usize,
}

impl Writer {
    /// Starts a table in `out`.
    ///
    /// # Errors
    /// A failed write.
    pub fn create(out: Place) -> Result<Self> {
        let mut writer = Self { out, segments: 0 };
        writer.put(HEADER)?;
        Ok(writer)
    }

    /// Adds the segments of one document; nothing for one that could not be read.
    ///
    /// # Errors
    /// A failed write.
    pub fn write(&mut self, scored: &Scored) -> Result<()> {
        let Some(judged) = &scored.result else { return Ok(()) };
        let pieces = pieces(&judged.document);
        let mut next = 0;
        for (number, span) in pieces.iter().enumerate() {
            self.segments += 1;
            let first = next;
            // A finding belongs to the piece it starts in; one in the white space behind a piece, to that.
            let limit = pieces.get(number + 1).map_or(usize::MAX, |piece| piece.start);
            while judged.findings.get(next).is_some_and(|f| f.span.start < limit) {
                next += 1;
            }
            let doc = flat(&scored.input.doc_id);
            let row = Row::new(doc, number + 1, self.segments, &judged.document, *span);
            let mut metadata = json!({"segment": {"target_tokens": row.words()}});
            if first == next {
                self.put(&row.line(None, NO_ERROR, NO_ERROR, &metadata))?;
            }
            for finding in &judged.findings[first..next] {
                let line = row.finding(finding, metadata);
                self.put(&line)?;
                metadata = json!({});
            }
        }
        Ok(())
    }

    /// Everything is written: the table gets its name.
    ///
    /// # Errors
    /// A disk that is full, a name that cannot be given.
    pub fn finish(self) -> Result<()> {
        self.out.finish()
    }

    fn put(&mut self, text: &str) -> Result<()> {
        self.out.write_all(text.as_bytes()).map_err(|e| Error::io(self.out.name(), e))
    }
}

/// Every row repeats its segment, so a segment of more tokens is cut: a text without full stops is one of millions.
const MOST_TOKENS: usize = 500;

/// The segments of `document`, cut where they are long.
fn pieces(document: &Document) -> Vec<Span> {
    let mut pieces = Vec::new();
    for segment in document.segments() {
        let mut start = segment.span.start;
        for cut in segment.tokens.clone().skip(MOST_TOKENS).step_by(MOST_TOKENS) {
            let end = document.tokens()[cut].span.start;
            pieces.push(Span::new(start, end));
            start = end;
        }
        pieces.push(Span::new(start, segment.span.end));
    }
    pieces
}

/// A segment of a document.
struct Row<'a> {
    doc: String,
    number: usize,
    global: usize,
    text: &'a str,
    span: Span,
    /// Words, marks and the white space between them: joined, they are the segment.
    tokens: Vec<Span>,
}

impl<'a> Row<'a> {
    fn new(doc: String, number: usize, global: usize, document: &'a Document, span: Span) -> Self {
        let all = document.tokens();
        let first = all.partition_point(|t| t.span.end <= span.start);
        let mut at = span.start;
        let mut tokens = Vec::new();
        for token in all[first..].iter().map(|t| t.span).take_while(|t| t.start < span.end) {
            if at < token.start {
                tokens.push(Span::new(at, token.start));
            }
            tokens.push(Span::new(token.start.max(at), token.end.min(span.end)));
            at = token.end;
        }
        if at < span.end {
            tokens.push(Span::new(at, span.end));
        }
        Self { doc, number, global, text: document.text(), span, tokens }
    }

    fn words(&self) -> Vec<String> {
        self.tokens.iter().map(|token| flat(token.of(self.text))).collect()
    }

    fn finding(&self, finding: &Finding, mut metadata: Value) -> String {
        let start = finding.span.start.clamp(self.span.start, self.span.end);
        let marked = Span::new(start, finding.span.end.clamp(start, self.span.end));
        let first = self.tokens.partition_point(|t| t.end <= marked.start);
        let behind = self.tokens.partition_point(|t| t.start < marked.end);
        if first < behind {
            metadata["target_spans"] = json!([[first, behind - 1]]);
        }
        metadata["marked_text"] = json!(flat(marked.of(self.text)));
        metadata["source_not_seen"] = json!(true);
        metadata["note"] = json!(note(finding));
        let severity = match finding.severity {
            Severity::Critical => "Critical",
            Severity::Major => "Major",
            Severity::Minor => "Minor",
            Severity::Neutral => "Neutral",
        };
        self.line(Some(marked), &category(finding.rule.category), severity, &metadata)
    }

    fn line(&self, marked: Option<Span>, category: &str, severity: &str, metadata: &Value) -> String {
        let of = |start: usize, end: usize| flat(Span::new(start, end).of(self.text));
        let target = match marked {
            None => of(self.span.start, self.span.end),
            Some(marked) => format!(
                "{}<v>{}</v>{}",
                of(self.span.start, marked.start),
                of(marked.start, marked.end),
                of(marked.end, self.span.end)
            ),
        };
        let rater = concat!("malaprop-", env!("CARGO_PKG_VERSION"));
        let Self { doc, number, global, .. } = self;
        format!("{SYSTEM}\t{doc}\t{number}\t{global}\t{rater}\t\t{target}\t{category}\t{severity}\t{metadata}\n")
    }
}

fn note(finding: &Finding) -> String {
    let code = finding.rule.code;
    match finding.suggestion.as_deref() {
        None => format!("{code}: {}", finding.evidence.text),
        Some("") => format!("{code}: {}; take it out", finding.evidence.text),
        Some(suggestion) => format!("{code}: {}; better {suggestion}", finding.evidence.text),
    }
}

/// Raters of WMT have two levels of categories.
fn category(path: &str) -> String {
    path.split('/').take(2).collect::<Vec<_>>().join("/")
}

/// Text that keeps to its cell: no tabs, no line ends, no marks of its own.
fn flat(text: &str) -> String {
    text.replace(['\t', '\r', '\n'], " ").replace("<v>", "< v>").replace("</v>", "</ v>")
}
