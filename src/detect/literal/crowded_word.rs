use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, Shape, TokenKind, WordSet};
use rustc_hash::FxHashMap;

crate::rule! {
    /// ## What it finds
    /// One word of weight three times among eight in a row with no mark between: `regional dishes such as coast dishes and valley
    /// dishes`.
    ///
    /// ## Why it is an artefact
    /// Compounds of the source that share a part were written out one by one, where a writer names the part once.
    ///
    /// ## When it is wrong
    /// English repeats for emphasis with one small word (`storm after storm after storm`), and counts, measures, times, levels and people
    /// repeat by nature; these are left alone.
    pub(super) static RULE = {
        code: "LIT209",
        name: "crowded-word",
        family: Family::Literal,
        category: "Style/Awkward style",
        severity: Severity::Minor,
        confidence: 0.75,
        since: "0.2.0",
        hits: &["The inn serves regional [[dishes such as coast dishes and valley dishes]] all day.",
            "The bank turns rural [[strengths and urban strengths into market strengths]] each year."],
        passes: &["The coast saw storm after storm after storm in May.", "The people chose people whom people knew.",
            "The inn serves coast dishes, valley dishes and dishes of its own.", "The alert level was raised from level two to level three.",
            "They compared school with school and found a third school better."],
    };
}

pub(super) struct CrowdedWord;

const REACH: usize = 7;
const SHORTEST: usize = 5;
/// Repeat by nature.
static AT_HOME_IN_NUMBERS: WordSet<256> = WordSet::new(&[
    "after",
    "category",
    "class",
    "division",
    "grade",
    "level",
    "number",
    "phase",
    "stage",
    "before",
    "billion",
    "cents",
    "could",
    "degree",
    "dollar",
    "every",
    "first",
    "game",
    "goal",
    "house",
    "hundred",
    "kilometer",
    "kilometre",
    "meter",
    "metre",
    "might",
    "mile",
    "million",
    "minute",
    "month",
    "never",
    "other",
    "people",
    "percent",
    "person",
    "point",
    "pound",
    "right",
    "round",
    "second",
    "seven",
    "should",
    "singles",
    "since",
    "still",
    "that",
    "their",
    "there",
    "these",
    "third",
    "those",
    "thousand",
    "three",
    "through",
    "times",
    "under",
    "until",
    "where",
    "whether",
    "while",
    "woman",
    "women",
    "would",
]);

impl Detector for CrowdedWord {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        // The last two places of each word since the last mark.
        let mut places: FxHashMap<&str, (Option<usize>, usize)> = FxHashMap::default();
        for segment in document.segments() {
            places.clear();
            for i in segment.tokens.clone() {
                let token = &document.tokens()[i];
                if matches!(token.kind, TokenKind::Punctuation) {
                    places.clear();
                    continue;
                }
                let word = document.folded(i);
                let singular = word.strip_suffix('s').unwrap_or(word);
                let heavy = token.shape == Shape::Lower
                    && word.len() >= SHORTEST
                    && !document.is_function_word(i)
                    && ![word, singular].iter().any(|w| AT_HOME_IN_NUMBERS.contains(w));
                if !heavy {
                    continue;
                }
                let before = places.insert(singular, (places.get(singular).map(|p| p.1), i));
                if let Some((Some(first), second)) = before
                    && i - first <= REACH
                    && !(is_chain(document, first, second, i))
                {
                    let why = format!("`{word}` stands three times in {} words", i - first + 1);
                    out.push(Finding::new(&RULE, document.span(first, i), why));
                    places.remove(singular);
                }
            }
        }
    }
}

/// `storm after storm after storm`, `school by school`, and a word that stutters, which other rules find.
fn is_chain(document: &Document, first: usize, second: usize, third: usize) -> bool {
    let between = |a: usize, b: usize| (a + 1..b).map(|i| document.folded(i)).collect::<Vec<_>>();
    let pair = |words: &[&str]| matches!(words, ["after" | "against" | "by" | "for" | "in" | "to" | "upon" | "with"]);
    let (one, two) = (between(first, second), between(second, third));
    one == two || pair(&one) || pair(&two)
}
