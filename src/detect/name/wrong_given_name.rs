use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::{Family, Fix};

crate::rule! {
    /// ## What it finds
    /// A known person's family name behind a given name that is another one that people bear: `Sir Keira Starmer`.
    ///
    /// ## Why it is an artefact
    /// A given name carried through another script comes back as its commoner neighbour, often of the other gender.
    ///
    /// ## When it is wrong
    /// When a relative or namesake is meant: `Victoria Starmer`. So the given names must be near in letters, or an honorific,
    /// the office or other tellers of the story must speak for the known person.
    pub(super) static RULE = {
        code: "NAM107",
        name: "wrong-given-name",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.85,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The guests were received by Prime Minister Sir [[Keira Starmer]] at noon."],
        passes: &["Victoria Starmer opened the new ward.", "Keir Starmer opened the new ward."],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::GivenName };
