//! A byte range of a document's text.

/// Start and end in bytes of the text as decoded; the end is exclusive and both lie on character boundaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// A span from `start` to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start, end }
    }

    /// The span from the start of this one to the end of `last`.
    #[must_use]
    pub const fn to(self, last: Self) -> Self {
        Self::new(self.start, last.end)
    }

    /// Length in bytes.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside this span.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The text it covers.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        steps::count(1 + self.len());
        &text[self.start..self.end]
    }
}

/// How much of a text was looked at: work counted without a clock, so that a test can hold it to the length of the text. It counts the
/// bytes that [`Span::of`] and the folded words hand out, questions to tokens, and what readers cut, open, end and lead back; it does
/// not see what a rule does with a whole text that it has been given once, nor what is done in libraries. Counted where debug assertions are on, and for each thread by itself.
pub mod steps {
    use std::cell::Cell;

    thread_local! {
        static TAKEN: Cell<u64> = const { Cell::new(0) };
    }

    #[inline]
    pub(crate) fn count(steps: usize) {
        if cfg!(debug_assertions) {
            TAKEN.set(TAKEN.get().wrapping_add(steps as u64));
        }
    }

    /// The steps of this thread since the last call.
    #[must_use]
    pub fn take() -> u64 {
        TAKEN.replace(0)
    }
}
