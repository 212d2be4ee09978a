use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, SegmentKind};
use std::collections::HashMap;

crate::rule! {
    /// ## What it finds
    /// A sentence, or a run of them, that stands in the document a second time, whatever its case, quotes and spaces. The
    /// finding covers the whole second run and names the first.
    ///
    /// ## Why it is an artefact
    /// Extraction takes a page's text twice, or a decoder goes round in a loop.
    ///
    /// ## When it is wrong
    /// Refrains and set formulas; sentences of fewer than six words do not count. A headline repeated as the lead, and a single
    /// short sentence lifted out as a pull quote, are neutral.
    pub(super) static RULE = {
        code: "STR501",
        name: "repeated-passage",
        family: Family::Structure,
        category: "Linguistic conventions/Duplication",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.1.0",
        hits: &["The old mill by the river burned down on Sunday night. Nobody was hurt.\n\
            [[The old mill by the river burned down on Sunday night. Nobody was hurt.]]"],
        passes: &["The mill burned down. The mill burned down.",
            "The old mill by the river burned down on Sunday. The new mill by the river was spared on Sunday."],
    };
}

pub(super) struct RepeatedPassage;

/// Shorter sentences recur by chance: "He did not elaborate.", "The investigation continues."
const FEWEST_WORDS: usize = 6;
/// From two sentences on, a repeat is no pull quote but a fault of extraction.
const MAJOR_FROM_SENTENCES: usize = 2;

impl Detector for RepeatedPassage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let segments = document.segments();
        let keys: Vec<String> = segments.iter().map(|s| key(document, s.tokens.clone())).collect();
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        let mut i = 0;
        while i < segments.len() {
            let long = keys[i].split(' ').count() >= FEWEST_WORDS;
            let Some(&first) = first_with.get(keys[i].as_str()).filter(|_| long) else {
                first_with.entry(&keys[i]).or_insert(i);
                i += 1;
                continue;
            };
            let mut length = 1;
            while i + length < segments.len() && first + length < i && keys[first + length] == keys[i + length] {
                length += 1;
            }
            let span = segments[i].span.to(segments[i + length - 1].span);
            let earlier = segments[first].span.to(segments[first + length - 1].span);
            let headline = segments[first].kind == SegmentKind::Headline && length == 1;
            let severity = match length {
                1 if headline => Severity::Neutral,
                n if n >= MAJOR_FROM_SENTENCES => Severity::Major,
                _ => Severity::Minor,
            };
            let line = document.position(earlier.start).line;
            let sentences = if length == 1 { "1 sentence".to_owned() } else { format!("{length} sentences") };
            let mut finding = Finding::new(&RULE, span, format!("{sentences} as in line {line}")).severity(severity);
            finding.evidence.other = Some(earlier);
            out.push(finding);
            i += length;
        }
    }
}

/// The words of a segment, folded.
fn key(document: &Document, tokens: std::ops::Range<usize>) -> String {
    let words = tokens.filter(|&i| document.folded(i).chars().any(char::is_alphanumeric)).map(|i| document.folded(i));
    words.collect::<Vec<_>>().join(" ")
}
