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
    /// eight words, few of them English, and whatlang to be sure. A shorter sentence is judged together with its neighbours.
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
/// A shorter sentence tells nothing even among its neighbours.
const FEWEST_WORDS_IN_GROUP: usize = 3;
const FEWEST_OTHER_LETTERS: usize = 8;
/// Above these shares of function words or of known English words, a sentence is English with foreign names in it.
const MOST_FUNCTION_WORDS: f64 = 0.10;
/// In a sentence of so many words one is allowed: "in" is German, Dutch and Italian too.
const FEW_WORDS: usize = 10;
const MOST_ENGLISH_WORDS: f64 = 0.45;

impl Detector for UntranslatedPassage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        if document.language().is_some_and(|guess| guess.code != "en" && guess.reliable) {
            return;
        }
        let mut group: Vec<&Segment> = Vec::new();
        for segment in document.segments() {
            let candidate = is_candidate(document, segment);
            if !candidate {
                report(document, &group, out);
                group.clear();
            } else {
                group.push(segment);
            }
        }
        report(document, &group, out);
    }
}

/// Whether a sentence may be in another language; short ones are judged with their neighbours.
fn is_candidate(document: &Document, segment: &Segment) -> bool {
    let text = segment.span.of(document.text());
    (!text.is_ascii() && is_other_script(text) || is_foreign_latin(document, segment))
        && !text.contains(['"', '“', '”', '«', '(', '„', '‘'])
}

fn is_other_script(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let latin = text.chars().filter(|c| c.is_alphabetic() && (*c as u32) < 0x250).count();
    letters >= FEWEST_OTHER_LETTERS && latin * 10 < letters * 3
}

/// Reports each sentence of a run of candidates, if all together are in another language beyond doubt.
fn report(document: &Document, group: &[&Segment], out: &mut Vec<Finding>) {
    let text = document.text();
    let (Some(first), Some(last)) = (group.first(), group.last()) else { return };
    let words = |segment: &Segment| segment.tokens.clone().filter(|&i| document.tokens()[i].is_word()).count();
    let enough = group.iter().map(|segment| words(segment)).sum::<usize>() >= FEWEST_LATIN_WORDS;
    let whole = first.span.to(last.span).of(text);
    let other_script = group.iter().any(|segment| is_other_script(segment.span.of(text)));
    if !enough && !other_script {
        return;
    }
    if let Some(guess) = language::guess(whole).filter(|g| g.code != "en" && (g.reliable || other_script)) {
        for segment in group {
            let evidence = format!("{} by whatlang, {:.2}", guess.name, guess.confidence);
            out.push(Finding::new(&RULE, segment.span, evidence));
        }
    }
}

/// Whether a sentence holds hardly any English; the cheap test before whatlang is asked.
fn is_foreign_latin(document: &Document, segment: &Segment) -> bool {
    let words = || segment.tokens.clone().filter(|&i| document.tokens()[i].is_word());
    let count = words().count();
    let function = words().filter(|&i| document.is_function_word(i)).count();
    if count < FEWEST_WORDS_IN_GROUP
        || function as f64 / count as f64 > MOST_FUNCTION_WORDS && (count > FEW_WORDS || function > 1)
    {
        return false;
    }
    let small = words().filter(|&i| !document.tokens()[i].is_capitalised(document.text())).count();
    let english = words().filter(|&i| Known::of(document.folded(i)).is_word()).count();
    small * 2 >= count && english as f64 <= MOST_ENGLISH_WORDS * count as f64
}
