use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::{Family, Fix};

crate::rule! {
    /// ## What it finds
    /// A known name torn apart by hyphens with a space on one side, or by a space inside a part: `Lu Kaku` for Lukaku.
    ///
    /// ## Why it is an artefact
    /// Systems that cut words into pieces put unknown names together again wrongly.
    ///
    /// ## When it is wrong
    /// When two people's names really stand side by side; one of the pieces must therefore be no name or word of its own.
    pub(super) static RULE = {
        code: "NAM102",
        name: "split-name",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.85,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["They met [[Si -Tszin -Pin]] in Beijing on Monday."],
        passes: &["Xi Jinping arrived on Monday.", "The full-scale drill began at dawn."],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::Split };
