//! From a suspect of the mention layer to a finding; shared by the rules that only differ in how the name was recognised.

use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::mention::SuspectKind;
use crate::rule::Rule;
use crate::text::{Document, SegmentKind};

/// From this confidence on, a garbled name in the headline is critical: readers see nothing else first.
const SURE: f64 = 0.9;

/// The detector of every suspect of one kind.
pub(super) struct Suspects {
    pub(super) rule: &'static Rule,
    pub(super) kind: SuspectKind,
}

impl Detector for Suspects {
    fn rule(&self) -> &'static Rule {
        self.rule
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for suspect in cx.mentions.suspects.iter().filter(|s| s.kind == self.kind) {
            let (first, last) = cx.mentions.tokens(suspect.chunk, &suspect.parts);
            let segment = cx.mentions.chunks[suspect.chunk].segment;
            let mut finding = Finding::new(self.rule, document.span(first, last), suspect.why.as_str())
                .suggest(suspect.suggestion.as_str())
                .confidence(suspect.confidence);
            if let Some(id) = suspect.entry {
                let entry = cx.lexicon.names.entry(id);
                finding = finding.entity(entry.id(), entry.name());
            }
            let headline = segment == 0 && document.segments()[0].kind == SegmentKind::Headline;
            if self.rule.severity > Severity::Neutral && headline && suspect.confidence >= SURE {
                finding.severity = Severity::Critical;
            }
            out.push(finding);
        }
    }
}
