use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::{Family, Fix};

crate::rule! {
    /// ## What it finds
    /// An office with the given name of its holder and a family name that only shares the consonants: `UK Defence Secretary
    /// John Hill` for John Healey.
    ///
    /// ## Why it is an artefact
    /// A name carried through another script can come back as a different, quite ordinary name; only the office tells.
    ///
    /// ## When it is wrong
    /// When an earlier or later holder of the office, whom the lexicon lacks, had such a name.
    pub(super) static RULE = {
        code: "NAM103",
        name: "name-against-office",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.7,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The offer came from UK Defence Secretary [[John Hill]] on Tuesday."],
        passes: &["John Hill, a baker, spoke on Tuesday.", "UK Defence Secretary John Healey spoke on Tuesday."],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::Office };
