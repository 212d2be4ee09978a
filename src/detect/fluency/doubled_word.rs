use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::language::is_function_word;
use crate::text::{Document, TokenKind};

crate::rule! {
    /// ## What it finds
    /// A word written twice in a row: `the the`, `said said`.
    ///
    /// ## Why it is an artefact
    /// Decoders repeat themselves, mostly a word with a meaning of its own. A doubled small word (`the the`) is as often the slip
    /// of a person, and costs no points. Writers who double a word on purpose use one of a few words.
    ///
    /// ## When it is wrong
    /// `had had`, `that that`, intensifiers (`very very`), names (`Boutros Boutros`, `Duran Duran`) and capitalised words
    /// are left alone; a doubled capitalised noun is looked at by `LIT202`.
    pub(super) static RULE = {
        code: "FLU301",
        name: "doubled-word",
        family: Family::Fluency,
        category: "Linguistic conventions/Grammar",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["The council approved [[the the]] plan on Monday.", "The ship carried [[cargo cargo]] for the port."],
        passes: &["He had had enough of that.", "It was a very, very long night.", "They sang New York, New York.",
            "The seven-time time trial champion won.", "She knew that that was wrong."],
    };
}

pub(super) struct DoubledWord;

/// Words that good English doubles.
const DOUBLED_ON_PURPOSE: &[&str] = &[
    "had", "that", "very", "so", "really", "much", "many", "no", "ha", "blah", "bye", "hey", "far", "long", "big",
    "is", "her", "knock", "tut", "yeah", "now", "never", "in", "on", "out", "go", "what", "who", "do", "well", "there",
    "oh", "la", "old",
];

impl Detector for DoubledWord {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let tokens = document.tokens();
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                let (first, second) = (&tokens[i - 1], &tokens[i]);
                let word = document.folded(i);
                if first.kind == TokenKind::Word
                    && second.kind == TokenKind::Word
                    && second.spaced
                    && !ends_compound(document, i - 1)
                    && document.is_same(i, i - 1)
                    && word.is_ascii()
                    && !second.is_capitalised(document.text())
                    && !DOUBLED_ON_PURPOSE.contains(&word)
                {
                    let once = document.written(i - 1);
                    let finding =
                        Finding::new(&RULE, document.span(i - 1, i), format!("`{word}` stands twice in a row"));
                    let severity = if is_slip(word) { Severity::Neutral } else { RULE.severity };
                    out.push(finding.suggest(once).severity(severity));
                }
            }
        }
    }
}

/// Whether the word ends one written with hyphens: in `a seven-time time trial champion` nothing stands twice.
fn ends_compound(document: &Document, i: usize) -> bool {
    i > 0 && !document.tokens()[i].spaced && document.folded(i - 1) == "-"
}

/// Whether people double the word as readily as machines do.
fn is_slip(word: &str) -> bool {
    word.len() <= 3 || is_function_word(word)
}
