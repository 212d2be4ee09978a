//! The figures that corpus filters drop documents by, with the filters' own names, definitions and thresholds.
//!
//! Repetition as in Gopher (Rae et al. 2021, arXiv 2112.11446, table A1), line shapes as in FineWeb (Penedo et al. 2024, arXiv
//! 2406.17557), both as datatrove 0.10 reckons them: lengths in code points, repeats word for word. `tests/datatrove.rs` compares.

mod listed;
mod marks;
mod runs;
mod words;

use runs::Runs;
use rustc_hash::FxHashSet;
use words::words;

/// One figure of a filter.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Figure {
    /// The filter's name for it.
    pub name: &'static str,
    /// Where the filter drops a document.
    pub limit: Limit,
}

/// On which side of a number a filter drops a document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Limit {
    /// Above it.
    Above(f64),
    /// Below it.
    Below(f64),
}

const FIGURES: usize = 17;

/// All figures, in the order in which datatrove asks for them: Gopher's repetition filter, then FineWeb's quality filter.
pub const ALL: [Figure; FIGURES] = [
    above("dup_para_frac", 0.30),
    above("dup_para_char_frac", 0.20),
    above("dup_line_frac", 0.30),
    above("dup_line_char_frac", 0.20),
    above("top_2_gram", 0.20),
    above("top_3_gram", 0.18),
    above("top_4_gram", 0.16),
    above("duplicated_5_n_grams", 0.15),
    above("duplicated_6_n_grams", 0.14),
    above("duplicated_7_n_grams", 0.13),
    above("duplicated_8_n_grams", 0.12),
    above("duplicated_9_n_grams", 0.11),
    above("duplicated_10_n_grams", 0.10),
    Figure { name: "line_punct_ratio", limit: Limit::Below(0.12) },
    above("short_line_ratio", 0.67),
    above("char_dup_ratio", 0.01),
    above("list_ratio", 0.30),
];

const fn above(name: &'static str, limit: f64) -> Figure {
    Figure { name, limit: Limit::Above(limit) }
}

/// Decimals of a figure in a report; the filters' limits have two.
pub const DECIMALS: usize = 4;

/// A figure as reports have it.
#[must_use]
pub fn rounded(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

/// Lines of so many code points are short.
const SHORT_LINE: usize = 30;

/// The figures of one document, in the order of [`ALL`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fractions([f64; FIGURES]);

impl Fractions {
    /// Reckons the figures of `text`.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let length = text.chars().count().max(1) as f64;
        let paragraphs = repeated(split_on_blank_lines(text.trim_matches(is_space)));
        let lines = repeated(split_on_line_ends(text));
        let words = words(text);
        let mut runs = Runs::of(&words);
        let mut figures = vec![
            paragraphs.share(),
            paragraphs.repeated_length as f64 / length,
            lines.share(),
            lines.repeated_length as f64 / length,
        ];
        figures.extend((2..=4).map(|n| runs.top(n) as f64 / length));
        figures.extend((5..=10).map(|n| runs.duplicated(n) as f64 / length));
        let filled: Vec<&str> = text.split('\n').filter(|line| !line.trim_matches(is_space).is_empty()).collect();
        let of_lines = |fits: &dyn Fn(&str) -> bool| {
            filled.iter().filter(|line| fits(line)).count() as f64 / filled.len().max(1) as f64
        };
        let ends = text.matches('\n').count();
        figures.extend([
            of_lines(&|line| line.ends_with(is_terminal)),
            of_lines(&|line| line.chars().nth(SHORT_LINE).is_none()),
            repeated(filled.iter().copied()).repeated_length as f64 / (length - ends as f64).max(1.0),
            ends as f64 / words.len().max(1) as f64,
        ]);
        let mut fractions = Self([0.0; FIGURES]);
        for (slot, figure) in fractions.0.iter_mut().zip(figures) {
            *slot = figure;
        }
        fractions
    }

    /// Names and values, in order.
    pub fn named(&self) -> impl Iterator<Item = (&'static str, f64)> + '_ {
        ALL.iter().zip(self.0).map(|(figure, value)| (figure.name, value))
    }

    /// The first figure for which the filters would drop the document.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        self.reasons().next()
    }

    /// All figures for which the filters would drop the document.
    pub fn reasons(&self) -> impl Iterator<Item = &'static str> + '_ {
        let beyond = |(figure, value): &(&Figure, f64)| match figure.limit {
            Limit::Above(limit) => *value > limit,
            Limit::Below(limit) => *value < limit,
        };
        ALL.iter().zip(self.0).filter(beyond).map(|(figure, _)| figure.name)
    }
}

/// White space as Python's `strip` has it.
fn is_space(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// Pieces between two line ends and more.
fn split_on_blank_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let from = rest?;
        let bytes = from.as_bytes();
        let mut ends = memchr::memchr_iter(b'\n', bytes);
        let Some(at) = ends.find(|&at| bytes.get(at + 1) == Some(&b'\n')) else { return rest.take() };
        rest = Some(from[at..].trim_start_matches('\n'));
        Some(&from[..at])
    })
}

/// Pieces between line ends; an empty one where the text begins or ends with a line end.
fn split_on_line_ends(text: &str) -> impl Iterator<Item = &str> {
    let inner = text.trim_matches('\n');
    let first = text.starts_with('\n').then_some("");
    let last = (text.ends_with('\n') && !inner.is_empty()).then_some("");
    let pieces = inner.split('\n').filter(move |piece| !piece.is_empty() || text.is_empty());
    first.into_iter().chain(pieces).chain(last).chain((inner.is_empty() && !text.is_empty()).then_some(""))
}

struct Repeated {
    pieces: usize,
    repeated: usize,
    repeated_length: usize,
}

impl Repeated {
    fn share(&self) -> f64 {
        self.repeated as f64 / self.pieces.max(1) as f64
    }
}

/// How many of `pieces`, and how many of their code points, were there before.
fn repeated<'a>(pieces: impl Iterator<Item = &'a str>) -> Repeated {
    let mut seen = FxHashSet::default();
    let mut found = Repeated { pieces: 0, repeated: 0, repeated_length: 0 };
    for piece in pieces {
        found.pieces += 1;
        if !seen.insert(piece) {
            found.repeated += 1;
            found.repeated_length += piece.chars().count();
        }
    }
    found
}

/// The characters that end a sentence in some script; datatrove's `TERMINAL_PUNCTUATION`, which is Unicode's
/// `Sentence_Terminal` in all but a few.
fn is_terminal(c: char) -> bool {
    let c = u32::from(c);
    c < 0x80 && matches!(c, 0x21 | 0x2e | 0x3f)
        || c >= 0x80
            && TERMINAL
                .binary_search_by(|&(from, to)| {
                    if to < c {
                        std::cmp::Ordering::Less
                    } else if from > c {
                        std::cmp::Ordering::Greater
                    } else {
                        std::cmp::Ordering::Equal
                    }
                })
                .is_ok()
}

const TERMINAL: &[(u32, u32)] = &[
    (0x589, 0x589),
    (0x61d, 0x61f),
    (0x6d4, 0x6d4),
    (0x700, 0x702),
    (0x7f9, 0x7f9),
    (0x837, 0x837),
    (0x839, 0x839),
    (0x83d, 0x83e),
    (0x964, 0x965),
    (0x104a, 0x104b),
    (0x1362, 0x1362),
    (0x1367, 0x1368),
    (0x166e, 0x166e),
    (0x1735, 0x1736),
    (0x17d4, 0x17d6),
    (0x17d9, 0x17da),
    (0x1803, 0x1803),
    (0x1809, 0x1809),
    (0x1944, 0x1945),
    (0x1aa8, 0x1aab),
    (0x1b5a, 0x1b5b),
    (0x1b5e, 0x1b5f),
    (0x1b7d, 0x1b7e),
    (0x1c3b, 0x1c3c),
    (0x1c7e, 0x1c7f),
    (0x203c, 0x203d),
    (0x2047, 0x2049),
    (0x2e2e, 0x2e2e),
    (0x2e3c, 0x2e3c),
    (0x2e53, 0x2e54),
    (0x3002, 0x3002),
    (0xa4ff, 0xa4ff),
    (0xa60e, 0xa60f),
    (0xa6f3, 0xa6f3),
    (0xa6f7, 0xa6f7),
    (0xa876, 0xa877),
    (0xa8ce, 0xa8cf),
    (0xa92f, 0xa92f),
    (0xa9c8, 0xa9c9),
    (0xaa5d, 0xaa5f),
    (0xaaf0, 0xaaf1),
    (0xabeb, 0xabeb),
    (0xfe52, 0xfe52),
    (0xfe56, 0xfe57),
    (0xff01, 0xff01),
    (0xff0e, 0xff0e),
    (0xff1f, 0xff1f),
    (0xff61, 0xff61),
    (0x10a56, 0x10a57),
    (0x10f55, 0x10f59),
    (0x10f86, 0x10f89),
    (0x11047, 0x11048),
    (0x110be, 0x110c1),
    (0x11141, 0x11143),
    (0x111c5, 0x111c6),
    (0x111cd, 0x111cd),
    (0x111de, 0x111df),
    (0x11238, 0x11239),
    (0x1123b, 0x1123c),
    (0x112a9, 0x112a9),
    (0x1144b, 0x1144c),
    (0x115c2, 0x115c3),
    (0x115c9, 0x115d7),
    (0x11641, 0x11642),
    (0x1173c, 0x1173e),
    (0x11944, 0x11944),
    (0x11946, 0x11946),
    (0x11a42, 0x11a43),
    (0x11a9b, 0x11a9c),
    (0x11c41, 0x11c42),
    (0x11ef7, 0x11ef8),
    (0x11f43, 0x11f44),
    (0x16a6e, 0x16a6f),
    (0x16af5, 0x16af5),
    (0x16b37, 0x16b38),
    (0x16b44, 0x16b44),
    (0x16e98, 0x16e98),
    (0x1bc9f, 0x1bc9f),
    (0x1da88, 0x1da88),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(text: &str, name: &str) -> f64 {
        Fractions::of(text).named().find(|(n, _)| *n == name).unwrap().1
    }

    #[test]
    fn repeats_are_counted_by_paragraph_line_and_letter() {
        let text = "One two.\n\nThree four.\n\nOne two.\nFive.";
        assert_eq!(figure(text, "dup_para_frac"), 0.0);
        assert_eq!(figure(text, "dup_line_frac"), 0.25);
        assert_eq!(figure(text, "dup_line_char_frac"), 8.0 / text.len() as f64);
        assert_eq!(figure("A b.\n\n\nC d.\n\nA b.\n", "dup_para_frac"), 1.0 / 3.0);
    }

    #[test]
    fn the_reason_is_the_first_figure_beyond_its_limit() {
        let clean = "The ferry left at noon and came back at night.\nNobody had bought tickets for its second trip of that day, which \
                     surprised neither the skipper nor his dog.\nBoth slept on deck until a gull stole their bread.";
        assert_eq!(Fractions::of(clean).reason(), None);
        assert_eq!(Fractions::of(&format!("{clean}\n\n{clean}")).reason(), Some("dup_para_frac"));
        assert_eq!(Fractions::of(&clean.replace('.', "")).reason(), Some("line_punct_ratio"));
    }
}
