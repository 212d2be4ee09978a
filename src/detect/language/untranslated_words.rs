use super::romanised;
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Rule};
use crate::text::{Document, Shape, TokenKind, WordSet};

crate::rule! {
    /// ## What it finds
    /// Words left in the source language in the middle of an English sentence: four and more in a row that are no English, with one
    /// among them that every text of that language is full of (`der`, `les`, `para`, `jest`); or two in a row that are romanised
    /// Russian or Ukrainian by their endings (`gorodskogo soveta`), Chinese or Japanese by their syllables with an office among them
    /// (`guanli weiyuanhui`). Chinese without an office, and Arabic as it is written in messages (`alsha3b`), cost no points.
    ///
    /// ## Why it is an artefact
    /// The system did not know the words and copied them, or wrote them in Latin letters.
    ///
    /// ## When it is wrong
    /// Titles and slogans are quoted, and names have capitals; what stands in quotation marks or brackets is left alone, and most
    /// words must be written small.
    pub(super) static RULE = {
        code: "LNG604",
        name: "untranslated-words",
        family: Family::Language,
        category: "Accuracy/Untranslated",
        severity: Severity::Major,
        confidence: 0.85,
        since: "0.2.0",
        hits: &["The minister called the plan [[ein wichtiger Schritt für die ganze]] region on Monday.",
            "Members of the [[gorodskogo soveta]] met again on Monday.",
            "Members of the [[oblasnoyi derzhavnoyi]] council met again on Monday.", "The [[jiaotong weiyuanhui]] of the port met on Monday."],
        passes: &["The minister called the plan “ein großer Schritt für die ganze Region” on Monday.", "He drove from La Paz to Rio de la Plata.",
            "It was a fait accompli, a coup de grâce and a tour de force.", "The party Alternative für Deutschland lost votes."],
    };
}

pub(super) struct UntranslatedWords;

const FEWEST_WORDS: usize = 4;
const FEWEST_SMALL_UNKNOWN: usize = 3;

/// Words that every text of their language is full of and that are no English ones, folded.
static EVERYWHERE: WordSet<256> = WordSet::new(&[
    "die", "der", "das", "und", "ein", "eine", "einen", "einer", "nicht", "fur", "mit", "von", "auf", "ist", "zu",
    "den", "dem", "sich", "auch", "le", "les", "des", "une", "dans", "pour", "avec", "qui", "que", "est", "sur", "pas",
    "el", "los", "las", "una", "del", "por", "con", "para", "como", "il", "gli", "della", "delle", "nel", "che",
    "sono", "uma", "nao", "dos", "das", "pelo", "het", "een", "van", "niet", "och", "att", "som", "inte", "jest",
    "nie", "sie", "przez", "dla", "ve", "bir", "icin", "nema", "jsou", "ktery", "yang", "dengan",
]);

impl Detector for UntranslatedWords {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        if document.is_foreign() {
            return;
        }
        for segment in document.segments() {
            let mut quoted = 0;
            let mut run: Vec<usize> = Vec::new();
            for i in segment.tokens.clone() {
                if document.tokens()[i].kind == TokenKind::Punctuation {
                    match document.written(i) {
                        "“" | "«" | "(" | "„" | "[" => quoted += 1,
                        "”" | "»" | ")" | "]" if quoted > 0 => quoted -= 1,
                        "\"" => quoted = usize::from(quoted == 0),
                        _ => {}
                    }
                }
                if quoted == 0 && document.tokens()[i].is_word() && !is_english(document, i) {
                    run.push(i);
                } else {
                    report(document, &run, out);
                    run.clear();
                }
            }
            report(document, &run, out);
        }
    }
}

/// Whether token `i` is an English word, or a name, which is written alike in any language.
fn is_english(document: &Document, i: usize) -> bool {
    let folded = document.folded(i);
    document.is_function_word(i) || Known::of(folded).is_word() && !EVERYWHERE.contains(folded)
}

fn report(document: &Document, run: &[usize], out: &mut Vec<Finding>) {
    if run.is_empty() {
        return;
    }
    let tokens = document.tokens();
    let small = |i: &&usize| tokens[**i].shape == Shape::Lower;
    let unknown = |i: &&usize| !Known::of(document.folded(**i)).is_known();
    let marker = run.iter().filter(small).any(|&i| EVERYWHERE.contains(document.folded(i)));
    let strange = run.iter().filter(small).filter(unknown).count();
    let foreign =
        run.len() >= FEWEST_WORDS && marker && run.iter().filter(small).count() >= FEWEST_SMALL_UNKNOWN && strange >= 2;
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return };
    if foreign {
        out.push(Finding::new(&RULE, document.span(first, last), "words of another language in an English sentence"));
    } else if run.iter().all(|i| small(&i) && unknown(&i)) {
        let words: Vec<&str> = run.iter().map(|&i| document.folded(i)).collect();
        let Some(romanised) = romanised::language(&words) else { return };
        let evidence = format!("{} words in Latin letters", romanised.language);
        let finding = Finding::new(&RULE, document.span(first, last), evidence);
        out.push(if romanised.certain { finding } else { finding.severity(Severity::Neutral) });
    }
}
