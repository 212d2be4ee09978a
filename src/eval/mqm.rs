//! MQM annotations as tab-separated rows: the nine columns of WMT's files and the ten of Marot, told apart by their headings.
//!
//! One row is one error of one rater in one segment; the words at fault stand between `<v>` and `</v>`. Rows are never quoted.
//! Weights are those of WMT's evaluations (google/wmt-mqm-human-evaluation): major 5, minor 1, minor punctuation 0.1,
//! non-translation 25, everything else 0. A document's judgement is minus the sum, averaged over the raters of each segment.

use super::gold::{GoldDocument, GoldSpan};
use crate::bounded::Line;
use crate::error::{Error, Result};
use crate::span::Span;
use crate::text::counted;
use std::collections::{BTreeMap, BTreeSet};

/// A column by any of its names.
const COLUMNS: [&[&str]; 7] =
    [&["system"], &["doc"], &["globalSegId", "seg_id"], &["rater"], &["target"], &["category"], &["severity"]];
const OPEN: &str = "<v>";
const CLOSE: &str = "</v>";

#[derive(Default)]
struct Segment {
    text: String,
    spans: Vec<GoldSpan>,
    penalty: f64,
    raters: BTreeSet<String>,
}

/// Reads the rows of the file called `name`.
pub(super) fn read(name: &str, mut lines: impl Iterator<Item = Result<Line>>) -> Result<Vec<GoldDocument>> {
    let Line { number, text } = lines.next().transpose()?.unwrap_or(Line { number: 1, text: String::new() });
    let head: Vec<&str> = text.trim_end().split('\t').collect();
    let mut at = [0; 7];
    for (at, names) in at.iter_mut().zip(COLUMNS) {
        let found = head.iter().position(|column| names.contains(column));
        *at = found.ok_or_else(|| Error::row(name, number, 1, format!("no column `{}`", names[0])))?;
    }
    let mut documents: BTreeMap<(String, String), BTreeMap<(usize, String), Segment>> = BTreeMap::new();
    for line in lines {
        let Line { number, text } = line?;
        let cells: Vec<&str> = text.split('\t').collect();
        let mut cell = [""; 7];
        for (cell, &at) in cell.iter_mut().zip(&at) {
            *cell = cells.get(at).ok_or_else(|| {
                let end = text.chars().count() as u64 + 1;
                Error::row(name, number, end, format!("{} instead of {}", counted(cells.len(), "column"), head.len()))
            })?;
        }
        let [system, doc, segment, rater, target, category, severity] = cell;
        let (text, marked) = unmark(target);
        // Segments are numbered; what is no number comes last, in the order of letters.
        let place = (segment.parse().unwrap_or(usize::MAX), segment.to_owned());
        let document = documents.entry((system.to_owned(), doc.to_owned())).or_default();
        let segment = document.entry(place).or_default();
        segment.raters.insert(rater.to_owned());
        segment.penalty += weight(category, severity);
        if segment.text.is_empty() {
            segment.text.clone_from(&text);
        }
        // A rater may have seen another rendering; its places are then no places of this one.
        if segment.text == text && !severity.eq_ignore_ascii_case("no-error") {
            segment.spans.extend(marked.into_iter().map(|span| GoldSpan { span, label: category.to_owned() }));
        }
    }
    Ok(documents.into_iter().map(|((system, doc), segments)| document(name, system, doc, segments)).collect())
}

fn document(name: &str, system: String, doc: String, segments: BTreeMap<(usize, String), Segment>) -> GoldDocument {
    let (mut text, mut spans, mut mqm) = (String::new(), Vec::new(), 0.0);
    for segment in segments.into_values() {
        let from = text.len();
        text.push_str(&segment.text);
        text.push('\n');
        let moved = |s: GoldSpan| GoldSpan { span: Span::new(s.span.start + from, s.span.end + from), ..s };
        spans.extend(segment.spans.into_iter().map(moved));
        mqm -= segment.penalty / segment.raters.len().max(1) as f64;
    }
    let person = ["ref", "human"].iter().any(|start| system.to_lowercase().starts_with(start));
    GoldDocument {
        id: format!("{system}/{doc}"),
        text,
        machine: Some(!person),
        group: name.to_owned(),
        system,
        doc,
        judgements: [None, Some(mqm)],
        spans: Some(spans),
    }
}

/// The text without its marks, and the places that they marked.
fn unmark(target: &str) -> (String, Vec<Span>) {
    let (mut text, mut spans) = (String::new(), Vec::new());
    let mut rest = target;
    while let Some((before, marked)) = rest.split_once(OPEN) {
        text.push_str(before);
        let (inside, after) = marked.split_once(CLOSE).unwrap_or((marked, ""));
        let start = text.len();
        text.push_str(inside);
        if !inside.is_empty() {
            spans.push(Span::new(start, text.len()));
        }
        rest = after;
    }
    text.push_str(rest);
    (text, spans)
}

fn weight(category: &str, severity: &str) -> f64 {
    let (category, severity) = (category.to_lowercase(), severity.to_lowercase());
    match severity.as_str() {
        _ if category.starts_with("non-translation") => 25.0,
        "critical" | "major" => 5.0,
        "minor" if category == "fluency/punctuation" => 0.1,
        "minor" => 1.0,
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WMT: &str = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n\
        A\td1\t1\t2\tr1\tx\tThe “archers <v>took an aim</v>.\tFluency/Grammar\tMajor\n\
        A\td1\t1\t1\tr1\tx\tHe came<v> ,</v> late.\tFluency/Punctuation\tMinor\n\
        A\td1\t1\t1\tr2\tx\tHe came , late.\tno-error\tno-error\n\
        refA\td1\t1\t1\tr1\tx\tHe came late.\tno-error\tno-error\n";

    fn lines(text: &str) -> impl Iterator<Item = Result<Line>> {
        (1..).zip(text.lines()).map(|(number, text)| Ok(Line { number, text: text.to_owned() }))
    }

    #[test]
    fn rows_become_documents_with_places_and_a_judgement() {
        let read = read("f.tsv", lines(WMT)).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(read[0].text, "He came , late.\nThe “archers took an aim.\n");
        let spans = read[0].spans.as_ref().unwrap();
        let words: Vec<&str> = spans.iter().map(|s| s.span.of(&read[0].text)).collect();
        assert_eq!(words, [" ,", "took an aim"]);
        assert_eq!(read[0].judgements, [None, Some(-(0.1 / 2.0 + 5.0))]);
        assert_eq!((read[0].machine, read[1].machine), (Some(true), Some(false)));
    }

    #[test]
    fn marot_has_other_headings_and_a_missing_column_is_named() {
        let marot =
            WMT.replace("doc_id\tseg_id", "docSegId\tglobalSegId").replace("severity\n", "severity\tmetadata\n");
        assert_eq!(read("f.tsv", lines(&marot)).unwrap(), read("f.tsv", lines(WMT)).unwrap());
        let fault = read("f.tsv", lines("system\tdoc\n")).unwrap_err().to_string();
        assert!(fault.starts_with("f.tsv:1:1: no column `globalSegId`"), "{fault}");
        let short = read("f.tsv", lines(&WMT.replace("\tno-error\tno-error", ""))).unwrap_err().to_string();
        assert!(short.starts_with("f.tsv:4:30: 7 columns instead of 9"), "{short}");
    }
}
