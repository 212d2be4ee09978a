use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Rule};
use crate::text::{Document, Segment, language};

crate::rule! {
    /// ## What it finds
    /// A sentence in another language inside an English document.
    ///
    /// ## Why it is an artefact
    /// The system passed it through, or the aligner skipped it.
    ///
    /// ## When it is wrong
    /// Quotations in the original: a sentence inside quotation marks or brackets is left alone, and one in Latin letters needs
    /// eight words, few of them English, and whatlang to be sure.
    pub(super) static RULE = {
        code: "LNG602",
        name: "untranslated-passage",
        family: Family::Language,
        category: "Accuracy/Untranslated",
        severity: Severity::Major,
        confidence: 0.9,
        since: "0.1.0",
        hits: &["The mayor spoke to reporters after the meeting of the council. [[Die Stadt wird die Brücke erst im nächsten Jahr \
            wieder für den Verkehr öffnen.]] The works will begin in March.",
            "The mayor spoke to reporters after the meeting. [[Мост снова откроют только в следующем году.]] The works begin in March."],
        passes: &["The mayor said: \"Die Stadt wird die Brücke erst im nächsten Jahr wieder für den Verkehr öffnen.\" He left.",
            "Real Madrid, Bayern Munich, Juventus Turin, Ajax Amsterdam and Paris Saint-Germain reached the last eight."],
    };
}

pub(super) struct UntranslatedPassage;

const FEWEST_LATIN_WORDS: usize = 8;
const FEWEST_OTHER_LETTERS: usize = 8;
/// Above these shares of function words or of known English words, a sentence is English with foreign names in it.
const MOST_FUNCTION_WORDS: f64 = 0.10;
const MOST_ENGLISH_WORDS: f64 = 0.45;

impl Detector for UntranslatedPassage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        if document.language().is_some_and(|guess| guess.code != "en" && guess.reliable) {
            return;
        }
        for segment in document.segments() {
            let text = segment.span.of(document.text());
            if text.contains(['"', '“', '”', '«', '(', '„', '‘']) {
                continue;
            }
            let letters = text.chars().filter(|c| c.is_alphabetic()).count();
            let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
            let other_script = letters >= FEWEST_OTHER_LETTERS && latin * 10 < letters * 3;
            if !other_script && !is_foreign_latin(document, segment) {
                continue;
            }
            if let Some(guess) = language::guess(text).filter(|g| g.code != "en" && (g.reliable || other_script)) {
                let evidence = format!("{} by whatlang, {:.2}", guess.name, guess.confidence);
                out.push(Finding::new(&RULE, segment.span, evidence));
            }
        }
    }
}

/// Whether a sentence holds hardly any English; the cheap test before whatlang is asked.
fn is_foreign_latin(document: &Document, segment: &Segment) -> bool {
    let words: Vec<usize> = segment.tokens.clone().filter(|&i| document.tokens()[i].is_word()).collect();
    let small = words.iter().filter(|&&i| !document.tokens()[i].is_capitalised(document.text())).count();
    let english = words.iter().filter(|&&i| Known::of(document.folded(i)).is_word()).count();
    words.len() >= FEWEST_LATIN_WORDS
        && small * 2 >= words.len()
        && document.function_word_share(segment.tokens.clone()) <= MOST_FUNCTION_WORDS
        && english as f64 <= MOST_ENGLISH_WORDS * words.len() as f64
}
