use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, Shape, language};

crate::rule! {
    /// ## What it finds
    /// Two words without the space between them: a byline run into a job title (`Paul LarsenSenior reporter`), or two function
    /// words (`ofthe`).
    ///
    /// ## Why it is an artefact
    /// Extraction drops the element that parted them; decoders drop spaces.
    ///
    /// ## When it is wrong
    /// Brands in camel case are many, so a capital inside a word counts only after a given name, where the first half is a
    /// name and no word, and the second a word and no name.
    pub(super) static RULE = {
        code: "TYP405",
        name: "run-together-words",
        family: Family::Typography,
        category: "Linguistic conventions/Spelling",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["Anna [[LarsenPolitical]] editor in Oslo wrote the story.", "The end [[ofthe]] road was near."],
        passes: &["Ronald McDonald bought YouTube shares.", "Paul MacArthur likes PlayStation games.", "Nobody intends to leave."],
    };
}

pub(super) struct RunTogetherWords;

/// Function words that are found without the space; pairs that make another word (`into`, `forbye`) are kept out by the
/// word list.
const SECOND_HALVES: &[&str] = &["the", "that", "this", "his", "their"];

impl Detector for RunTogetherWords {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for (i, token) in document.tokens().iter().enumerate().filter(|(_, t)| t.is_word()) {
            let split = match token.shape {
                Shape::Mixed if i > 0 => byline(document, cx, i),
                Shape::Lower => function_words(document.folded(i)),
                _ => None,
            };
            if let Some(at) = split
                && document.written(i).is_char_boundary(at)
            {
                let (first, second) = document.written(i).split_at(at);
                let finding = Finding::new(&RULE, token.span, format!("`{first}` and `{second}` without a space"));
                out.push(finding.suggest(format!("{first} {second}")));
            }
        }
    }
}

/// Where a family name ends and an ordinary word begins, after a given name.
fn byline(document: &Document, cx: &Context<'_>, i: usize) -> Option<usize> {
    let word = document.written(i);
    let at = word.char_indices().skip(3).find(|(_, c)| c.is_uppercase())?.0;
    let (first, second) = (word[..at].to_lowercase(), word[at..].to_lowercase());
    let given = Known::of(document.folded(i - 1)).is_given() && document.tokens()[i - 1].shape == Shape::Capital;
    let family = Known::of(&first).is_family() || cx.lexicon.names.has_part(&first);
    let ordinary = Known::of(&second).is_word() && !Known::of(&second).is_family() && second.len() >= 4;
    (given && family && ordinary && !cx.lexicon.names.has_part(document.folded(i))).then_some(at)
}

fn function_words(folded: &str) -> Option<usize> {
    let split = SECOND_HALVES.iter().find_map(|second| {
        let first = folded.strip_suffix(second)?;
        (language::is_function_word(first) && first.len() >= 2).then_some(first.len())
    })?;
    (!Known::of(folded).is_heard()).then_some(split)
}
