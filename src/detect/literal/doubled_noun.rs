use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Rule};
use crate::text::{Document, Shape};

crate::rule! {
    /// ## What it finds
    /// A capitalised noun twice in a row: `the Council Council`.
    ///
    /// ## Why it is an artefact
    /// A complement the system could not render collapsed into a second copy of its head ("coalition of the willing").
    ///
    /// ## When it is wrong
    /// Names that double a word (`Duran Duran`, `Sing Sing`, `Walla Walla`); only nouns of organisations and offices, which no
    /// such name uses, are looked at.
    pub(super) static RULE = {
        code: "LIT202",
        name: "doubled-noun",
        family: Family::Literal,
        category: "Accuracy/Mistranslation",
        severity: Severity::Major,
        confidence: 0.95,
        since: "0.1.0",
        hits: &["Leaders of the [[Coalition Coalition]] met in Paris.", "He wrote to the [[Council Council]] in May."],
        passes: &["The band Duran Duran played.", "The Council met. Council staff left.", "He was sent to Sing Sing."],
    };
}

pub(super) struct DoubledNoun;

/// Endings of nouns for bodies and dealings.
const ENDINGS: &[&str] = &[
    "tion", "sion", "ment", "ance", "ence", "ship", "ncil", "ittee", "ity", "nion", "stry", "gency", "ssembly", "ourt",
    "arty", "ouncil", "nister", "sident",
];

impl Detector for DoubledNoun {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let tokens = document.tokens();
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                let noun = document.folded(i);
                if tokens[i].shape == Shape::Capital
                    && tokens[i - 1].shape == Shape::Capital
                    && tokens[i].spaced
                    && noun == document.folded(i - 1)
                    && Known::of(noun).is_word()
                    && ENDINGS.iter().any(|ending| noun.ends_with(ending))
                {
                    let why = format!("the second `{}` stands for something lost", document.written(i));
                    out.push(Finding::new(&RULE, document.span(i - 1, i), why));
                }
            }
        }
    }
}
