//! JSON Lines: one object a document, the lossless record.

use crate::error::{Error, Result};
use crate::finding::Finding;
use crate::fractions::{self, Fractions};
use crate::read::Input;
use crate::report::Place;
use crate::rule::Family;
use crate::run::{Judged, Scored};
use crate::score::Score;
use crate::weights::{MODEL, rounded};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use std::io::Write;

/// The version of the object's shape, and of the CSV columns.
pub const SCHEMA_VERSION: u32 = 1;

#[derive(Serialize)]
struct Record<'a> {
    schema_version: u32,
    doc_id: &'a str,
    path: &'a str,
    status: &'static str,
    language: Option<&'static str>,
    words: usize,
    score: Option<f64>,
    decision: Option<&'static str>,
    penalty_per_1000: Option<f64>,
    critical: usize,
    major: usize,
    minor: usize,
    neutral: usize,
    short_doc: Option<bool>,
    apt: Option<f64>,
    mqm_raw: Option<f64>,
    model: &'static str,
    encoding: Option<&'a str>,
    problem: Option<&'a str>,
    mt_likeness: Option<f64>,
    fluency_percentile: Option<f64>,
    #[serde(flatten, serialize_with = "write_fractions")]
    fractions: Option<&'a Fractions>,
    foreign_share: Option<f64>,
    different_words: Option<usize>,
    counted_words: Option<usize>,
    losses: Option<Losses<'a>>,
    points_low: Option<f64>,
    points_high: Option<f64>,
    score_low: Option<f64>,
    score_high: Option<f64>,
    findings: Findings<'a>,
}

/// The findings of a document, made one after the other while they are written: of a text of nothing but faults they take a hundred times its
/// room.
struct Findings<'a> {
    input: &'a Input,
    judged: Option<&'a Judged>,
}

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let records = self.judged.into_iter().flat_map(|judged| findings(self.input, judged));
        to.collect_seq(records)
    }
}

#[derive(Serialize)]
struct FindingRecord<'a> {
    rule: &'static str,
    name: &'static str,
    family: &'static str,
    category: &'static str,
    severity: &'static str,
    confidence: f64,
    start: usize,
    end: usize,
    byte_start: usize,
    byte_end: usize,
    utf16_start: usize,
    utf16_end: usize,
    line: usize,
    column: usize,
    #[serde(rename = "match")]
    matched: &'a str,
    suggestion: Option<&'a str>,
    entity: Option<&'a str>,
    entity_id: Option<&'a str>,
    evidence: &'a str,
    occurrences: usize,
    penalty: f64,
    other_start: Option<usize>,
    other_end: Option<usize>,
    fingerprint: String,
    source_line: Option<usize>,
    source_column: Option<usize>,
    source_byte_start: Option<usize>,
    source_byte_end: Option<usize>,
}

/// What each family and the wording take of the score, per cent.
struct Losses<'a>(&'a Score);

impl Serialize for Losses<'_> {
    fn serialize<S: Serializer>(&self, to: S) -> std::result::Result<S::Ok, S::Error> {
        let families = Family::ALL.iter().map(|f| f.as_str()).zip(self.0.loss_by_family);
        to.collect_map(families.chain([("wording", self.0.loss_of_wording)]))
    }
}

/// Writes one document.
///
/// # Errors
/// A failed write.
pub fn write(scored: &Scored, out: &mut Place) -> Result<()> {
    serde_json::to_writer(&mut *out, &record(scored)).map_err(|e| Error::io(out.name(), e.into()))?;
    out.write_all(b"\n").map_err(|e| Error::io(out.name(), e))
}

/// One document as an object, without the end of the line.
///
/// # Errors
/// None that can be met with: every key is a word.
pub fn object(scored: &Scored) -> serde_json::Result<Vec<u8>> {
    serde_json::to_vec(&record(scored))
}

fn record(scored: &Scored) -> Record<'_> {
    let input = &scored.input;
    let judged = scored.result.as_ref();
    let score = judged.map(|j| &j.score);
    let count = |severity: usize| score.map_or(0, |s| s.by_severity[severity]);
    Record {
        schema_version: SCHEMA_VERSION,
        doc_id: &input.doc_id,
        path: &input.path,
        status: input.status.as_str(),
        language: judged.and_then(|j| j.document.language()).map(|l| l.code),
        words: score.map_or(0, |s| s.words),
        score: score.map(|s| s.score),
        decision: score.map(|s| s.decision.as_str()),
        penalty_per_1000: score.map(|s| s.penalty_per_1000),
        critical: count(3),
        major: count(2),
        minor: count(1),
        neutral: count(0),
        short_doc: score.map(|s| s.short),
        apt: score.map(|s| s.apt),
        mqm_raw: score.map(|s| s.mqm_raw),
        model: MODEL,
        encoding: input.encoding.as_deref(),
        problem: input.problem.as_deref(),
        mt_likeness: judged.and_then(|j| j.reading.mt_likeness).map(rounded),
        fluency_percentile: judged.and_then(|j| j.reading.fluency).map(rounded),
        fractions: judged.map(Judged::fractions),
        foreign_share: judged.map(|j| fractions::rounded(j.foreign_share)),
        different_words: score.map(|s| s.different_words),
        counted_words: score.map(|s| s.counted_words),
        losses: score.map(Losses),
        points_low: score.map(|s| s.points_interval.0),
        points_high: score.map(|s| s.points_interval.1),
        score_low: score.map(|s| s.interval.0),
        score_high: score.map(|s| s.interval.1),
        findings: Findings { input, judged },
    }
}

/// The filters' figures by their names, `null` where there is no text; and the first that would drop the document.
fn write_fractions<S: Serializer>(fractions: &Option<&Fractions>, to: S) -> std::result::Result<S::Ok, S::Error> {
    let mut map = to.serialize_map(None)?;
    for (i, figure) in fractions::ALL.iter().enumerate() {
        map.serialize_entry(
            figure.name,
            &fractions.and_then(|f| f.named().nth(i)).map(|(_, value)| fractions::rounded(value)),
        )?;
    }
    map.serialize_entry("filter_reason", &fractions.and_then(Fractions::reason))?;
    map.end()
}

fn findings<'a>(input: &'a Input, judged: &'a Judged) -> impl Iterator<Item = FindingRecord<'a>> {
    let record = move |i: usize| {
        let finding: &Finding = &judged.findings[i];
        let (start, end) = (judged.document.position(finding.span.start), judged.document.position(finding.span.end));
        let entity = finding.evidence.entity.as_ref();
        let other = finding.evidence.other;
        let place = input.place(&judged.document, finding.span);
        FindingRecord {
            rule: finding.rule.code,
            name: finding.rule.name,
            family: finding.rule.family.as_str(),
            category: finding.rule.category,
            severity: finding.severity.as_str(),
            confidence: rounded(finding.confidence),
            start: start.code_point,
            end: end.code_point,
            byte_start: finding.span.start,
            byte_end: finding.span.end,
            utf16_start: start.utf16,
            utf16_end: end.utf16,
            line: start.line,
            column: start.column,
            matched: judged.matched(i),
            suggestion: finding.suggestion.as_deref(),
            entity: entity.map(|e| e.name.as_str()),
            entity_id: entity.map(|e| e.id.as_str()),
            evidence: &finding.evidence.text,
            occurrences: judged.score.occurrences[i],
            penalty: judged.score.points[i],
            other_start: other.map(|o| judged.document.position(o.start).code_point),
            other_end: other.map(|o| judged.document.position(o.end).code_point),
            fingerprint: judged.fingerprint(i).to_string(),
            source_line: place.map(|p| p.line),
            source_column: place.map(|p| p.column),
            source_byte_start: place.map(|p| p.bytes.start),
            source_byte_end: place.map(|p| p.bytes.end),
        }
    };
    (0..judged.findings.len()).map(record)
}
