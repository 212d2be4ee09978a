//! Text with its white space folded, cut into lines, each with the way back to the markup it was read from.

use super::trail::Trail;
use crate::span::steps;
use std::ops::Range;

/// A line of text.
#[derive(Debug, Clone, Default)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) trail: Trail,
    /// Bytes of it inside links.
    pub(super) linked: usize,
    /// The element it began in.
    pub(super) element: usize,
}

/// Lines while they are read.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) done: Vec<Line>,
    open: Line,
    /// White space that stands for one space if more of the line follows.
    gap: Option<Range<usize>>,
}

/// Where text stands in the source.
#[derive(Debug, Clone, Copy)]
pub(super) enum Spot {
    /// There, as it is.
    Copied(usize),
    /// There, written otherwise: an entity, an escape.
    Made { start: usize, end: usize },
}

impl Spot {
    /// The place of the same text without its first `bytes`.
    pub(super) const fn behind(self, bytes: usize) -> Self {
        match self {
            Self::Copied(at) => Self::Copied(at + bytes),
            made => made,
        }
    }

    const fn part(self, start: usize, end: usize) -> Range<usize> {
        match self {
            Self::Copied(at) => at + start..at + end,
            Self::Made { start, end } => start..end,
        }
    }
}

impl Lines {
    /// Adds text to the line; `element` is where a line belongs that begins here.
    pub(super) fn push(&mut self, text: &str, from: Spot, is_link: bool, element: usize) {
        steps::count(1 + text.len());
        let mut rest = 0;
        while rest < text.len() {
            let word = text[rest..].find(is_space).map_or(text.len(), |at| rest + at);
            if word > rest {
                self.word(&text[rest..word], from.part(rest, word), is_link, element);
            }
            let next = text[word..].find(|c| !is_space(c)).map_or(text.len(), |at| word + at);
            if next > word {
                let part = from.part(word, next);
                self.gap = Some(self.gap.take().map_or(part.start, |gap| gap.start)..part.end);
            }
            rest = next;
        }
    }

    fn word(&mut self, word: &str, source: Range<usize>, is_link: bool, element: usize) {
        if self.open.text.is_empty() {
            self.open.element = element;
        } else if let Some(gap) = self.gap.take() {
            self.open.text.push(' ');
            self.open.trail.push(1, gap);
        }
        self.gap = None;
        self.open.text.push_str(word);
        self.open.trail.push(word.len(), source);
        self.open.linked += if is_link { word.len() } else { 0 };
    }

    /// Ends the line, unless there is nothing on it.
    pub(super) fn end(&mut self) {
        self.gap = None;
        if self.open.text.is_empty() {
            return;
        }
        let line = std::mem::take(&mut self.open);
        if !line.text.trim().is_empty() {
            self.done.push(line);
        }
    }
}

/// The lines one below the other, each with a line end.
pub(super) fn joined<'a>(lines: impl Iterator<Item = &'a Line>) -> (String, Trail) {
    let (mut text, mut trail) = (String::new(), Trail::default());
    for line in lines {
        text.push_str(&line.text);
        trail.append(&line.trail);
        text.push('\n');
        let end = trail.end();
        trail.push(1, end..end);
    }
    (text, trail)
}

/// A hard space binds and is kept.
fn is_space(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}'
}
