use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::Document;
use unicode_script::{Script, UnicodeScript};

crate::rule! {
    /// ## What it finds
    /// A word in another script in the middle of an English sentence.
    ///
    /// ## Why it is an artefact
    /// The system did not know the word and copied it.
    ///
    /// ## When it is wrong
    /// Original names and slogans are given in brackets or quotation marks, which are left alone, as are single letters and
    /// sentences that are foreign as a whole.
    pub(super) static RULE = {
        code: "LNG603",
        name: "foreign-script",
        family: Family::Language,
        category: "Accuracy/Untranslated",
        severity: Severity::Major,
        confidence: 0.9,
        since: "0.1.0",
        hits: &["The head of the [[район]] met the mayor of the town on Monday."],
        passes: &["The head of the district (район) met the mayor.", "The banner said “мир” in white letters.", "The particle Ω is rare.",
            "The site новости.рф told its readers nothing of it."],
    };
}

pub(super) struct ForeignScript;

impl Detector for ForeignScript {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            let text = segment.span.of(document.text());
            if text.is_ascii() || text.contains(['(', '（', '"', '“', '«', '‘', '\'', '「', '《']) {
                continue;
            }
            let words: Vec<usize> = segment.tokens.clone().filter(|&i| document.tokens()[i].is_word()).collect();
            let (foreign, rest): (Vec<usize>, Vec<usize>) =
                words.into_iter().partition(|&i| is_foreign(document.written(i)) && !is_in_address(document, i));
            if foreign.len() * 2 > rest.len() {
                continue;
            }
            let mut run: Option<(usize, usize)> = None;
            for &i in &foreign {
                run = match run {
                    Some((first, last)) if last + 1 == i => Some((first, i)),
                    Some((first, last)) => {
                        report(document, first, last, out);
                        Some((i, i))
                    }
                    None => Some((i, i)),
                };
            }
            if let Some((first, last)) = run {
                report(document, first, last, out);
            }
        }
    }
}

/// Whether token `i` is a part of a web address: a point between two words, without a space.
fn is_in_address(document: &Document, i: usize) -> bool {
    let (text, span) = (document.text(), document.tokens()[i].span);
    let mut before = text[..span.start].chars().rev();
    let mut after = text[span.end..].chars();
    before.next() == Some('.') && before.next().is_some_and(char::is_alphanumeric)
        || after.next() == Some('.') && after.next().is_some_and(char::is_alphanumeric)
}

fn report(document: &Document, first: usize, last: usize, out: &mut Vec<Finding>) {
    out.push(Finding::new(&RULE, document.span(first, last), "letters of another script in an English sentence"));
}

/// Two letters or more, none of them Latin.
fn is_foreign(word: &str) -> bool {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    word.chars().filter(|c| c.is_alphabetic()).count() > 1
        && letters.all(|c| !matches!(c.script(), Script::Latin | Script::Common | Script::Inherited))
}
