use super::glue::has_pair;
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;
use unicode_script::{Script, UnicodeScript};

crate::rule! {
    /// ## What it finds
    /// A word that mixes Latin letters with Cyrillic or Greek ones: `Kуiv` with a Cyrillic у.
    ///
    /// ## Why it is an artefact
    /// Look-alike letters stay behind from the source text or from a copied name; searches and spelling checks miss them.
    ///
    /// ## When it is wrong
    /// Symbols such as µ and Ω with a unit, and words of one letter.
    pub(super) static RULE = {
        code: "TYP409",
        name: "mixed-scripts",
        family: Family::Typography,
        category: "Linguistic conventions/Character encoding",
        severity: Severity::Major,
        confidence: 0.97,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["The road to [[Kуiv]] was open.", "A [[Москvа]] hotel burned."],
        passes: &["The road to Kyiv was open.", "They signed Протокол in Moscow.", "It weighs 5 µg and resists 3 kΩ."],
    };
}

pub(super) struct MixedScripts;

/// Cyrillic and Greek letters that look like Latin ones.
const LOOK_ALIKES: &[(char, char)] = &[
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ј', 'j'),
    ('ѕ', 's'),
    ('Α', 'A'),
    ('Β', 'B'),
    ('Ε', 'E'),
    ('Η', 'H'),
    ('Ι', 'I'),
    ('Κ', 'K'),
    ('Μ', 'M'),
    ('Ν', 'N'),
    ('Ο', 'O'),
    ('Ρ', 'P'),
    ('Τ', 'T'),
    ('Χ', 'X'),
    ('ο', 'o'),
    ('ν', 'v'),
    ('α', 'a'),
    ('ι', 'i'),
];

impl Detector for MixedScripts {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        // The bytes that letters of either script begin with.
        let foreign = |a: u8, b: u8| {
            matches!(a, 0xcd..=0xd4 | 0xe1 | 0xea | 0xef..=0xff) || a == 0xe2 && matches!(b, 0x84 | 0xb7)
        };
        if !has_pair(document.text(), foreign) {
            return;
        }
        for (i, token) in document.tokens().iter().enumerate().filter(|(_, t)| t.is_word()) {
            let word = document.written(i);
            if word.is_ascii() {
                continue;
            }
            let has = |script| word.chars().any(|c| c.script() == script);
            let foreign = has(Script::Cyrillic) || (has(Script::Greek) && word.chars().count() > 2);
            if has(Script::Latin) && foreign {
                let latin: String = word
                    .chars()
                    .map(|c| LOOK_ALIKES.iter().find(|(like, _)| *like == c).map_or(c, |(_, latin)| *latin))
                    .collect();
                let finding = Finding::new(&RULE, token.span, "letters of two scripts in one word");
                let clean = latin.chars().all(|c| !matches!(c.script(), Script::Cyrillic | Script::Greek));
                out.push(if clean { finding.suggest(latin) } else { finding });
            }
        }
    }
}
