//! Runs of capitalised words: where names stand, before anything is known of them.

use super::titles::is_title;
use crate::lexicon::names::is_particle;
use crate::text::{Document, SegmentKind, Shape, language};

/// Longer runs are told apart by their parts.
const LONGEST_RUN: usize = 3;

/// A run of name words, without the titles before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chunk {
    /// Its parts in order.
    pub parts: Vec<ChunkPart>,
    /// The index of its segment.
    pub segment: usize,
    /// Whether hyphens with white space on one side hold it together: `Ki -i -Tsinping`.
    pub stray_hyphens: bool,
}

/// One part of a chunk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChunkPart {
    /// The index of its token.
    pub token: usize,
    /// Its letters, folded, without apostrophes and points.
    pub folded: String,
}

impl Chunk {
    /// The parts `range` joined by single spaces: a key of the name lexicon.
    #[must_use]
    pub fn joined(&self, range: std::ops::Range<usize>) -> String {
        self.parts[range].iter().map(|p| p.folded.as_str()).collect::<Vec<_>>().join(" ")
    }

    /// All runs of up to [`LONGEST_RUN`] parts, with the parts joined.
    pub fn runs(&self) -> impl Iterator<Item = (std::ops::Range<usize>, String)> + '_ {
        let n = self.parts.len();
        let ranges = (0..n).flat_map(move |start| (start + 1..=n.min(start + LONGEST_RUN)).map(move |end| start..end));
        ranges.map(|range| (range.clone(), self.joined(range)))
    }
}

/// All chunks of `document`, in order. Segments whose every word is in capitals have none: letters tell nothing there.
pub(super) fn chunks(document: &Document) -> Vec<Chunk> {
    let mut found = Vec::new();
    for (segment, seg) in document.segments().iter().enumerate() {
        if seg.kind == SegmentKind::Furniture || is_shouting(document, seg.tokens.clone()) {
            continue;
        }
        let mut i = seg.tokens.start;
        while i < seg.tokens.end {
            if !opens_name(document, i) {
                i += 1;
                continue;
            }
            let mut chunk = Chunk { parts: vec![part(document, i)], segment, stray_hyphens: false };
            i = extend(document, &mut chunk, i + 1, seg.tokens.end);
            found.push(chunk);
        }
    }
    found
}

fn part(document: &Document, token: usize) -> ChunkPart {
    let folded = document.folded(token).chars().filter(|c| c.is_alphanumeric()).collect();
    ChunkPart { token, folded }
}

fn is_name_word(document: &Document, i: usize) -> bool {
    document.tokens()[i].is_capitalised(document.text()) || document.tokens()[i].shape == Shape::Mixed
}

fn opens_name(document: &Document, i: usize) -> bool {
    let no_name = |word: &str| is_title(word) || language::is_function_word(word) || is_contraction(word);
    document.tokens()[i].is_word() && is_name_word(document, i) && !no_name(document.folded(i))
}

/// Whether a word is a function word with a verb or a negation run into it: `we've`, `it'll`.
fn is_contraction(folded: &str) -> bool {
    let parted = folded.split_once(['\'', '’', '‘']);
    parted.is_some_and(|(word, verb)| {
        matches!(verb, "d" | "ll" | "m" | "re" | "s" | "t" | "ve") && language::is_function_word(word)
    })
}

/// Adds what follows to `chunk`; gives the index of the first token after it.
fn extend(document: &Document, chunk: &mut Chunk, mut i: usize, end: usize) -> usize {
    let (tokens, text) = (document.tokens(), document.text());
    while i < end {
        let after = i + 1;
        if tokens[i].is_word() && tokens[i].spaced && opens_name(document, i) {
            chunk.parts.push(part(document, i));
            i = after;
        } else if tokens[i].is_mark(text, '.') && is_initial(document, i - 1) {
            i = after;
        } else if tokens[i].is_hyphen(text) && after < end && tokens[after].is_word() {
            let spaces = usize::from(tokens[i].spaced) + usize::from(tokens[after].spaced);
            if spaces == 2 || (spaces == 0 && !is_name_word(document, after) && !is_particle(document.folded(after))) {
                break;
            }
            chunk.stray_hyphens |= spaces == 1;
            chunk.parts.push(part(document, after));
            i = after + 1;
        } else if is_particle(document.folded(i))
            && !language::is_function_word(document.folded(i))
            && after < end
            && tokens[after].is_word()
            && (opens_name(document, after) || is_particle(document.folded(after)))
        {
            chunk.parts.push(part(document, i));
            i = after;
        } else {
            break;
        }
    }
    i
}

fn is_initial(document: &Document, i: usize) -> bool {
    document.tokens()[i].shape == Shape::Capital && document.written(i).chars().count() == 1
}

fn is_shouting(document: &Document, range: std::ops::Range<usize>) -> bool {
    let (mut upper, mut words) = (0, 0);
    for token in &document.tokens()[range] {
        words += usize::from(token.is_word());
        upper += usize::from(token.is_word() && matches!(token.shape, Shape::Upper));
    }
    words >= 4 && upper * 5 >= words * 3
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<String> {
        let document = Document::new("t", text);
        chunks(&document).iter().map(|c| c.joined(0..c.parts.len())).collect()
    }

    #[test]
    fn titles_and_function_words_are_no_part_of_a_name() {
        assert_eq!(found("The French President Ana Lund met Prime Minister Bo Vik."), ["french", "ana lund", "bo vik"]);
    }

    #[test]
    fn contractions_are_no_names() {
        assert_eq!(found("We've met Ann D'Arcy. They’d say: \"We've no Sa'd here.\""), ["ann darcy", "sad"]);
    }

    #[test]
    fn particles_initials_and_hyphens_hold_names_together() {
        assert_eq!(
            found("He saw Ursula von der Leyen, George W. Bush and Jean-Marie Le Pen."),
            ["ursula von der leyen", "george w bush", "jean marie le pen"]
        );
    }

    #[test]
    fn a_hyphen_with_one_space_is_stray_and_a_dash_parts() {
        let document = Document::new("t", "He met Ki -i -Tsin there, and Lund - a baker - too.");
        let chunks = chunks(&document);
        assert!(chunks[0].stray_hyphens && chunks[0].parts.len() == 3);
        assert!(!chunks[1].stray_hyphens && chunks[1].parts.len() == 1);
    }
}
