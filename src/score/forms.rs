//! What is written more than once counts once: wrong forms above the line of the score, sentences below it.

use crate::finding::Finding;
use crate::fingerprint::Fingerprint;
use crate::rule::Family;
use crate::text::{Document, TokenKind, fold};
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// What makes two findings of one rule the same mistake.
#[derive(PartialEq, Eq, Hash)]
enum Form<'a> {
    /// A name, a phrase or a foreign word is mistranslated once, however often it is written.
    Word(String, Option<&'a str>),
    /// A slip of the keys or of a program is made anew at every place; it is the same only where its surroundings are.
    Slip(Fingerprint),
    /// Every copy of a passage must be taken out.
    Copy(usize),
}

/// For each finding how often its form occurs, at the first place; 0 at the others.
pub(super) fn occurrences(findings: &[Finding], text: &str) -> Vec<usize> {
    let mut first: FxHashMap<(&str, Form<'_>), usize> = FxHashMap::default();
    let mut counts = vec![0; findings.len()];
    for (i, finding) in findings.iter().enumerate() {
        let form = match finding.rule.family {
            Family::Name | Family::Literal | Family::Language => {
                Form::Word(fold(finding.span.of(text)).into_owned(), finding.suggestion.as_deref())
            }
            Family::Structure if finding.evidence.other.is_some() => Form::Copy(finding.span.start),
            Family::Structure | Family::Typography | Family::Fluency => {
                Form::Slip(Fingerprint::of(finding.rule.code, text, finding.span))
            }
        };
        let at = *first.entry((finding.rule.code, form)).or_insert(i);
        counts[at] += 1;
    }
    counts
}

/// The words of a document less those of sentences that it has already had, letter case and accents aside.
pub(super) fn words_once(document: &Document) -> usize {
    let mut seen = FxHashSet::default();
    let mut again = 0;
    for segment in document.segments() {
        let mut hasher = FxHasher::default();
        let mut words = 0;
        for i in segment.tokens.clone() {
            document.folded(i).hash(&mut hasher);
            words += usize::from(matches!(document.tokens()[i].kind, TokenKind::Word | TokenKind::Number));
        }
        if !seen.insert(hasher.finish()) {
            again += words;
        }
    }
    document.words() - again
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect;
    use crate::span::Span;

    fn counted(code: &str, text: &str, places: &[Span]) -> Vec<usize> {
        let rule = detect::rule(code).unwrap();
        let findings: Vec<Finding> = places.iter().map(|&span| Finding::new(rule, span, "")).collect();
        occurrences(&findings, text)
    }

    #[test]
    fn a_wrong_name_counts_once_and_a_stray_space_at_every_place() {
        let text = "Ruthte came , saw , and RUTHTE left , he said.";
        assert_eq!(counted("NAM101", text, &[Span::new(0, 6), Span::new(24, 30)]), [2, 0]);
        let spaces = [Span::new(11, 13), Span::new(17, 19), Span::new(35, 37)];
        assert_eq!(counted("TYP402", text, &spaces), [1, 1, 1]);
        let twice = "He came , saw it.\nHe came , saw it.";
        assert_eq!(counted("TYP402", twice, &[Span::new(7, 9), Span::new(25, 27)]), [2, 0]);
    }

    #[test]
    fn sentences_that_come_again_are_counted_once() {
        let once = "The council met on Monday. It agreed to mend the bridge.\n";
        let words = |text: &str| words_once(&Document::new("d", text));
        assert_eq!(words(once), 11);
        assert_eq!(words(&once.repeat(3)), 11);
        assert_eq!(words(&format!("{once}{}", once.replace("Monday", "Sunday"))), 16);
    }
}
