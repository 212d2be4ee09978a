use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::{Family, Fix};

crate::rule! {
    /// ## What it finds
    /// Given and family name, or the words of a place, run into one word: `Xijinping`, `Sansalvador`.
    ///
    /// ## Why it is an artefact
    /// Chinese and Japanese write no spaces, and systems that cut words into pieces forget where one name ends.
    ///
    /// ## When it is wrong
    /// In addresses, handles and brand names. Words with a capital inside are therefore left alone.
    pub(super) static RULE = {
        code: "NAM108",
        name: "joined-name",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.85,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["They met [[Xijinping]] in Beijing on Monday."],
        passes: &["They met Xi Jinping in Beijing on Monday.", "The account is called XiJinping."],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::Joined };
