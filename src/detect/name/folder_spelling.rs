use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::{Family, Fix};

crate::rule! {
    /// ## What it finds
    /// A name that no table holds, or that is somebody else's in the tables, spelt otherwise by most other documents of the
    /// folder that tell the same story.
    ///
    /// ## Why it is an artefact
    /// Translations of one story agree on a name where the system knows it; the one that differs has usually guessed.
    ///
    /// ## When it is wrong
    /// When the others copy one mistake. The folder cannot say who is right, so the finding costs no points.
    ///
    /// In the example, dashes part the documents of a folder; the first one is judged.
    pub(super) static RULE = {
        code: "NAM110",
        name: "folder-spelling",
        family: Family::Name,
        category: "Terminology/Inconsistent use of terminology",
        severity: Severity::Neutral,
        confidence: 0.6,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &[
            "The harbour bridge was opened by mayor [[Anna Linkvist]] yesterday after several years of repairs.
---
The harbour bridge was opened by mayor Anna Lindqvist yesterday, after many years of repairs.
---
Yesterday the harbour bridge was opened by mayor Anna Lindqvist after lengthy repairs.
---
After years of repairs, the harbour bridge was opened by mayor Anna Lindqvist yesterday.
---
The harbour bridge was opened by mayor Anna Lindqvist yesterday after repairs that took years.",
        ],
        passes: &["Mayor Anna Linkvist opened the bridge."],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::Folder };
