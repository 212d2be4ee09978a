//! From a suspect of the mention layer to a finding; shared by the rules that only differ in how the name was recognised.

use crate::detect::Context;
use crate::finding::{Finding, Severity};
use crate::mention::SuspectKind;
use crate::rule::Rule;
use crate::text::{Document, SegmentKind};

/// From this confidence on, a garbled name in the headline is critical: readers see nothing else first.
const SURE: f64 = 0.9;

/// Adds a finding of `rule` for every suspect of `kind`.
pub(super) fn report(
    rule: &'static Rule,
    kind: SuspectKind,
    document: &Document,
    cx: &Context<'_>,
    out: &mut Vec<Finding>,
) {
    for suspect in cx.mentions.suspects.iter().filter(|s| s.kind == kind) {
        let (first, last) = cx.mentions.tokens(suspect.chunk, &suspect.parts);
        let segment = cx.mentions.chunks[suspect.chunk].segment;
        let mut finding = Finding::new(rule, document.span(first, last), suspect.why.as_str())
            .suggest(suspect.suggestion.as_str())
            .confidence(suspect.confidence);
        if let Some(id) = suspect.entry {
            let entry = cx.lexicon.names.entry(id);
            finding = finding.entity(&entry.id, &entry.name);
        }
        let counts = rule.severity > Severity::Neutral;
        if counts && segment == 0 && document.segments()[0].kind == SegmentKind::Headline && suspect.confidence >= SURE
        {
            finding.severity = Severity::Critical;
        }
        out.push(finding);
    }
}
