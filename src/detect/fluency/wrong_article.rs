use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, Shape};

crate::rule! {
    /// ## What it finds
    /// `a` before a word that is spoken with a vowel first, `an` before one that is not: `a hour`, `an university`.
    ///
    /// ## Why it is an artefact
    /// Systems choose the article before they choose the noun. People make the slip more often than good systems do, so it costs
    /// no points.
    ///
    /// ## When it is wrong
    /// Acronyms, names, numbers and words that English speakers say in two ways (`historic`, `herb`) are left alone.
    pub(super) static RULE = {
        code: "FLU304",
        name: "wrong-article",
        family: Family::Fluency,
        category: "Linguistic conventions/Grammar",
        severity: Severity::Neutral,
        confidence: 0.92,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["They waited for [[a hour]] at the gate.", "He teaches at [[an university]] in the north.", "It was [[a important]] day."],
        passes: &["They waited an hour.", "It was a one-off, a European idea, a unanimous vote.", "She is an MP and an X user.",
            "It was an historic day.", "Vitamin A is found in carrots.", "He got an A in maths."],
    };
}

pub(super) struct WrongArticle;

/// Begin with a vowel letter and a consonant sound.
const CONSONANT_SOUND: &[&str] = &[
    "eu", "ewe", "one", "once", "ouija", "ubi", "unanim", "uni", "ura", "ure", "uri", "uro", "usa", "use", "usi",
    "usu", "ute", "uti", "uto", "uk", "ufo", "uv",
];
/// Of those beginnings, the ones that do have a vowel sound.
const VOWEL_SOUND_AFTER_ALL: &[&str] = &["unid", "unim", "unin", "onerous", "onei"];
/// Begin with a silent h, or are said both ways.
const SILENT_OR_OPTIONAL_H: &[&str] = &[
    "heir", "herb", "historic", "histor", "homage", "honest", "honor", "honour", "hotel", "hour", "habitual",
    "hallucin", "hyster", "hilar", "heroic", "horr", "hypot", "human",
];

impl Detector for WrongArticle {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                let (article, token) = (document.written(i - 1), &document.tokens()[i]);
                let word = document.folded(i);
                let sentence_start = i - 1 == segment.tokens.start;
                let lower = matches!(article, "a" | "an") || (sentence_start && matches!(article, "A" | "An"));
                let plain =
                    || token.spaced && token.shape == Shape::Lower && word.len() > 2 && Known::of(word).is_word();
                if !lower || !plain() || is_list_letter(document, i - 1) {
                    continue;
                }
                let right = match (article, opens_with_vowel_sound(word)) {
                    ("a", Some(true)) => "an",
                    ("A", Some(true)) => "An",
                    ("an", Some(false)) => "a",
                    ("An", Some(false)) => "A",
                    _ => continue,
                };
                let finding =
                    Finding::new(&RULE, document.span(i - 1, i), format!("`{right}` belongs before `{word}`"));
                out.push(finding.suggest(format!("{right} {}", document.written(i))));
            }
        }
    }
}

/// Nothing where speakers differ.
fn opens_with_vowel_sound(word: &str) -> Option<bool> {
    let begins = |list: &[&str]| list.iter().any(|start| word.starts_with(start));
    match word.as_bytes()[0] {
        b'h' if begins(&["heir", "honest", "honor", "honour", "hour"]) => Some(true),
        b'h' if begins(SILENT_OR_OPTIONAL_H) => None,
        b'a' | b'i' => Some(true),
        b'e' | b'o' | b'u' if begins(VOWEL_SOUND_AFTER_ALL) => Some(true),
        b'e' | b'o' | b'u' if begins(CONSONANT_SOUND) => {
            Some(false).filter(|_| !word.starts_with("uni") || word.len() > 4)
        }
        b'e' | b'o' | b'u' => Some(true),
        _ => Some(false),
    }
}

/// `a)`, `vitamin a`, `a la carte`: not the article.
fn is_list_letter(document: &Document, article: usize) -> bool {
    let before = article.checked_sub(1).map(|b| document.folded(b));
    let next = document.folded(article + 1);
    matches!(
        before,
        Some("vitamin" | "hepatitis" | "group" | "plan" | "type" | "class" | "grade" | "et" | "-" | "'" | "’")
    ) || matches!(
        next,
        "la" | "las"
            | "posteriori"
            | "priori"
            | "capella"
            | "cappella"
            | "is"
            | "and"
            | "or"
            | "as"
            | "in"
            | "of"
            | "on"
            | "at"
            | "if"
            | "it"
    )
}
