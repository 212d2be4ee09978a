use super::suspect::Suspects;
use crate::finding::Severity;
use crate::mention::SuspectKind;
use crate::rule::{Family, Fix};

crate::rule! {
    /// ## What it finds
    /// The name of a known person, place or organisation in a spelling that no newsroom accepts: `Mark Ruthte`,
    /// `Emanuel Makron`, `Sir Keira Starmer`. Both parts of a name are judged together.
    ///
    /// ## Why it is an artefact
    /// A name that went through Cyrillic, Chinese or Arabic letters and back comes out in another spelling, with a case
    /// ending left on, or as another real name.
    ///
    /// ## When it is wrong
    /// When somebody less known really bears the name as written. Names in the lexicon, common names and words are
    /// therefore left alone unless the office, an honorific or the same document speaks for the known bearer. So is one part
    /// of a longer name whose other parts are not the known bearer's.
    pub(super) static RULE = {
        code: "NAM101",
        name: "garbled-name",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &[
            "On Friday [[Mark Ruthte]] arrived in Brussels to open the talks.",
            "In Paris, [[Emanuel Makron]] spoke about the budget.",
            "Reporters waited for [[Steve Witcoof]] outside the hotel.",
        ],
        passes: &[
            "Mark Rutter, a plumber, won the raffle.",
            "Victoria Starmer opened the new ward.",
            "Emmanuel Macron'll open the new ward.",
            "Keira Knightley arrived at the premiere.",
            "The Trumps spent the weekend at the golf club.",
            "Oleksandr Syrskyi and Oleksandr Syrsky are the same general.",
            "The choir sang a carol by John Rutter.",
            "The bakers Muhiyadin Adow Lund and Anna Vik won the prize.",
            "The patch was written by Olavur Mortensen, a student.",
            "A man dressed as Jabba opened the fair.",
            "The letter was read by Bo Lubenets, and Lubenets signed it.",
            "John Aquilina lost his seat, and De Clerck won it.",
            "A dose of 0.25 microM was enough for the study.",
            "The harbour bridge was opened yesterday after several years of repairs. Bo Vik in Greenville, South Carolina, helped.
---
The harbour bridge was opened yesterday after many years of repairs. Critics like Greenwald say that it was dear.",
        ],
    };
}

pub(super) static DETECTOR: Suspects = Suspects { rule: &RULE, kind: SuspectKind::Garbled };
