//! From findings to edits that never meet.

use super::fitted::fitted;
use super::removal::whole_lines;
use crate::finding::Finding;
use crate::rule::{Fix, Removal, Rule};
use crate::run::Judged;
use crate::span::Span;
use crate::text::{Document, fold};
use std::collections::BTreeMap;

/// A replacement of some bytes of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes instead; empty to take the words out.
    pub replacement: String,
    /// The rule whose finding it mends.
    pub rule: &'static Rule,
}

/// Which findings are to be mended.
#[derive(Debug, Clone, PartialEq)]
pub struct Wanted {
    /// Whether suggestions that reword are wanted too.
    pub rewording: bool,
    /// Findings of less confidence are left alone; from 0 to 1.
    pub confidence: f64,
    /// What is to be taken out.
    pub removals: Vec<Removal>,
}

/// The edits of a document, in the order of the text. Between any two that do not both take lines out there is at least a
/// character; of two that meet, the one that takes lines out stays, then the surer one, then the earlier.
#[must_use]
pub fn edits(judged: &Judged, wanted: &Wanted) -> Vec<Edit> {
    let document = &judged.document;
    let mut possible: Vec<(&Finding, Edit)> = judged
        .findings
        .iter()
        .filter(|f| f.confidence >= wanted.confidence)
        .filter_map(|finding| Some((finding, edit(document, finding, wanted)?)))
        .filter(|(_, edit)| edit.span.of(document.text()) != edit.replacement)
        .collect();
    let removes = |f: &Finding| matches!(f.rule.fix, Fix::Remove(_));
    possible.sort_by(|(a, x), (b, y)| {
        let surer = b.confidence.total_cmp(&a.confidence);
        removes(b).cmp(&removes(a)).then(surer).then(x.span.cmp(&y.span)).then(a.rule.code.cmp(b.rule.code))
    });
    let mut chosen: BTreeMap<usize, Edit> = BTreeMap::new();
    for (finding, edit) in possible {
        // Lines taken out may be neighbours: a page can have thousands of them in a row. They come first, so that those chosen
        // so far are lines too.
        let gap = usize::from(!removes(finding));
        let before = chosen.range(..edit.span.end + gap).next_back();
        if before.is_none_or(|(_, other)| other.span.end + gap <= edit.span.start) {
            chosen.insert(edit.span.start, edit);
        }
    }
    let edits: Vec<Edit> = chosen.into_values().collect();
    // A text of nothing but furniture is a page without a story, and not ours to empty.
    if apply(document.text(), &edits).trim().is_empty() { Vec::new() } else { edits }
}

/// `text` with `edits`, which are in its order and do not overlap.
#[must_use]
pub fn apply(text: &str, edits: &[Edit]) -> String {
    let mut written = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        written.push_str(&text[at..edit.span.start]);
        written.push_str(&edit.replacement);
        at = edit.span.end;
    }
    written.push_str(&text[at..]);
    written
}

fn edit(document: &Document, finding: &Finding, wanted: &Wanted) -> Option<Edit> {
    let suggestion = finding.suggestion.as_deref()?;
    let text = document.text();
    let (span, replacement) = match finding.rule.fix {
        Fix::Remove(what) if wanted.removals.contains(&what) && suggestion.is_empty() => {
            let same = finding.evidence.other.is_none_or(|other| repeats(finding.span.of(text), other.of(text)));
            (same.then(|| whole_lines(text, finding.span)).flatten()?, String::new())
        }
        Fix::Safe => (finding.span, suggestion.to_owned()),
        Fix::Unsafe if wanted.rewording => (finding.span, suggestion.to_owned()),
        Fix::Remove(_) | Fix::Unsafe | Fix::None => return None,
    };
    let (span, replacement) = match finding.rule.fix {
        Fix::Remove(_) => (span, replacement),
        _ if replacement.is_empty() => (without_gap(text, span)?, replacement),
        _ => (span, fitted(document, span, &replacement)),
    };
    Some(Edit { span, replacement, rule: finding.rule })
}

/// Whether a passage says nothing that the other one does not say: a repeat with a word changed may be the better one.
fn repeats(passage: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let folded = fold(text).into_owned();
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_owned).collect()
    };
    words(other).starts_with(&words(passage))
}

/// The span to take out so that no two spaces are left; nothing where two words would run together.
fn without_gap(text: &str, span: Span) -> Option<Span> {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    if word(before) && word(after) {
        return None;
    }
    let ends = |c: Option<char>| c.is_none_or(|c| c == '\n' || c == '\r');
    match (before, after) {
        (Some(' '), after) if ends(after) || after == Some(' ') => Some(Span::new(span.start - 1, span.end)),
        (before, Some(' ')) if ends(before) => Some(Span::new(span.start, span.end + 1)),
        _ => Some(span),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_taken_out_with_their_space() {
        let without = |text: &str, word: &str| {
            let at = text.find(word).unwrap();
            without_gap(text, Span::new(at, at + word.len())).map(|s| text.replacen(s.of(text), "", 1))
        };
        assert_eq!(without("one <b> two", "<b>").as_deref(), Some("one two"));
        assert_eq!(without("one <b>two", "<b>").as_deref(), Some("one two"));
        assert_eq!(without("one.<br>\ntwo", "<br>").as_deref(), Some("one.\ntwo"));
        assert_eq!(without("one <br>", "<br>").as_deref(), Some("one"));
        assert_eq!(without("one<br>two", "<br>"), None);
    }

    #[test]
    fn a_repeat_may_be_shorter_and_must_not_differ() {
        assert!(repeats("The bridge fell.", "The bridge fell!"));
        assert!(repeats("The bridge", "The bridge fell."));
        assert!(!repeats("The bridge fell in May.", "The bridge fell in June."));
    }
}
