//! A suggestion in the case and with the ending of the words it replaces.

use crate::span::Span;
use crate::text::Document;

/// Fewer capitals may be an acronym, whose replacement is none.
const FEWEST_CAPITALS: usize = 4;

/// `suggestion` as it should stand at `span`: in capitals where the words are, with a capital where a sentence begins, with the
/// possessive ending of the words.
pub(super) fn fitted(document: &Document, span: Span, suggestion: &str) -> String {
    let matched = span.of(document.text());
    let (stem, ending) = possessive(matched);
    let mut fitted = suggestion.to_owned();
    let letters: Vec<char> = stem.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).collect();
    if letters.len() >= FEWEST_CAPITALS && letters.iter().all(|c| c.is_uppercase()) {
        fitted = fitted.to_uppercase();
    } else if starts_with_capital(stem) && begins_sentence(document, span) {
        fitted = with_capital(&fitted);
    }
    if possessive(suggestion).1.is_empty() && !suggestion.is_empty() {
        fitted.push_str(ending);
    }
    fitted
}

/// The words without their possessive ending, and the ending.
fn possessive(words: &str) -> (&str, &str) {
    for ending in ["'s", "’s", "'S", "’S"] {
        if let Some(stem) = words.strip_suffix(ending)
            && stem.ends_with(char::is_alphanumeric)
        {
            return (stem, &words[stem.len()..]);
        }
    }
    for ending in ["'", "’"] {
        if let Some(stem) = words.strip_suffix(ending)
            && stem.ends_with(['s', 'S'])
        {
            return (stem, &words[stem.len()..]);
        }
    }
    (words, "")
}

fn starts_with_capital(words: &str) -> bool {
    words.chars().find(|c| c.is_alphabetic()).is_some_and(char::is_uppercase)
}

/// Whether nothing but quotes and brackets stands between the start of a segment and `span`.
fn begins_sentence(document: &Document, span: Span) -> bool {
    let segments = document.segments();
    let next = segments.partition_point(|s| s.span.start <= span.start);
    let Some(segment) = next.checked_sub(1).map(|i| &segments[i]) else { return false };
    !document.text()[segment.span.start..span.start].contains(char::is_alphanumeric)
}

/// The words with a capital first; `iPhone` and `e-mail` are words like any other here, as the words they replace had a capital.
fn with_capital(words: &str) -> String {
    let at = words.find(char::is_alphabetic).unwrap_or(words.len());
    let mut written = words[..at].to_owned();
    let mut rest = words[at..].chars();
    written.extend(rest.next().into_iter().flat_map(char::to_uppercase));
    written.push_str(rest.as_str());
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(text: &str, matched: &str, suggestion: &str) -> String {
        let at = text.find(matched).unwrap();
        fitted(&Document::new("t", text), Span::new(at, at + matched.len()), suggestion)
    }

    #[test]
    fn capitals_and_endings_are_kept() {
        let text = "Ruthte’s plane landed. RUTHTE'S PLANE, said the pilots' union of the Ruthtes’ town.";
        assert_eq!(fit(text, "Ruthte’s", "Rutte"), "Rutte’s");
        assert_eq!(fit(text, "RUTHTE'S", "Rutte"), "RUTTE'S");
        assert_eq!(fit(text, "RUTHTE", "Rutte"), "RUTTE");
        assert_eq!(fit(text, "Ruthtes’", "Ruttes"), "Ruttes’");
        assert_eq!(fit(text, "Ruthte’s", "Rutte’s"), "Rutte’s");
    }

    #[test]
    fn a_sentence_keeps_its_capital_and_an_acronym_is_no_shouting() {
        let text = "“Special messenger” was the word. The EU envoy left.";
        assert_eq!(fit(text, "Special messenger", "special envoy"), "Special envoy");
        assert_eq!(fit(text, "EU envoy", "union envoy"), "union envoy");
        assert_eq!(fit(text, "EU", "union"), "union");
    }
}
