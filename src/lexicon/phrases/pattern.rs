//! A pattern of the phrase tables, and how it is matched. `parse` reads it, `lexicons/README.md` teaches it.

use super::inflect::Form;
use std::ops::Range;

/// One way to read a pattern: brackets are multiplied out, so that its elements follow one another.
#[derive(Debug, Clone, Default)]
pub(super) struct Variant {
    pub(super) elements: Vec<Element>,
    /// None of these may stand right before it.
    pub(super) not_after: Vec<Barred>,
}

#[derive(Debug, Clone)]
pub(super) struct Element {
    pub(super) what: What,
    pub(super) optional: bool,
    /// Its place among what stands between the spaces of the pattern, from 1; guards have none.
    pub(super) place: usize,
}

#[derive(Debug, Clone)]
pub(super) enum What {
    /// One of these folded words or marks.
    Words(Vec<String>),
    /// A form of a base.
    Inflected(Vec<(String, Form)>),
    /// Exactly this spelling, with its folded form.
    Exact(String, String),
    /// From so many to so many arbitrary words.
    Gap(usize, usize),
    Class(Class),
    /// A possessive `'s`, or the apostrophe of a plural.
    Apostrophe,
    /// `his`, `Kyiv's`, `the ministers'`.
    Possessive,
    /// The next word is none of these; takes no word itself.
    Not(Vec<Barred>),
}

/// What a guard keeps away.
#[derive(Debug, Clone)]
pub(super) enum Barred {
    Word(String),
    Class(Class),
    Possessive,
}

/// Word classes that the lexicons and the token kinds give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    /// A figure or a number word.
    Number,
    /// A person of the name tables.
    Person,
    /// A place of the name tables.
    Place,
    /// A body of the name tables.
    Organisation,
    /// An office or a form of address.
    Title,
}

/// What patterns are matched against: the tokens of a document.
pub trait Words {
    /// The folded form of token `i`.
    fn folded(&self, i: usize) -> &str;
    /// The text of token `i`.
    fn written(&self, i: usize) -> &str;
    /// Whether token `i` is a word or number.
    fn is_word(&self, i: usize) -> bool;
    /// Whether white space stands before token `i`.
    fn is_spaced(&self, i: usize) -> bool;
    /// One past the last token of a class member that starts at `i`, if one does.
    fn class_end(&self, class: Class, i: usize) -> Option<usize>;
}

/// The folded form of token `i`, with one hyphen for all.
pub(super) fn key(words: &dyn Words, i: usize) -> &str {
    match words.folded(i) {
        "‐" | "‑" => "-",
        folded => folded,
    }
}

/// Where a pattern matched.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    pub(super) tokens: Range<usize>,
    /// The first inflected word: its token and form.
    pub(super) inflected: Option<(usize, Form)>,
    /// What each element took, in order.
    pub(super) taken: Vec<Taken>,
}

/// Tokens that an element took.
#[derive(Debug, Clone)]
pub(super) struct Taken {
    place: usize,
    /// Whether it is a gap or a class, which may be anything.
    wild: bool,
    tokens: Range<usize>,
}

impl Match {
    /// The tokens that stand at `place` of the pattern.
    pub(super) fn at(&self, place: usize) -> Range<usize> {
        let mut there = self.taken.iter().filter(|taken| taken.place == place).map(|taken| &taken.tokens);
        there.next().map_or(0..0, |first| first.start..there.next_back().unwrap_or(first).end)
    }

    /// The tokens of gap or class `number`, counted from 1.
    pub(super) fn wild(&self, number: usize) -> Range<usize> {
        let mut wild = self.taken.iter().filter(|taken| taken.wild);
        number.checked_sub(1).and_then(|before| wild.nth(before)).map_or(0..0, |taken| taken.tokens.clone())
    }
}

/// No class member is longer than so many tokens.
const LONGEST_CLASS: usize = 4;

const POSSESSIVE_PRONOUNS: &[&str] = &["my", "our", "your", "his", "her", "its", "their", "whose"];

impl Variant {
    /// Matches that have element `anchor` at token `at`; stays inside `segment`.
    pub(super) fn match_at(
        &self,
        words: &dyn Words,
        anchor: usize,
        at: usize,
        segment: &Range<usize>,
    ) -> Option<Match> {
        // Before the anchor every start is tried, nearest first: patterns are short.
        let reach: usize = self.elements[..anchor].iter().map(|e| e.what.longest()).sum();
        let search = Search { words, elements: &self.elements, anchor: (anchor, at), end: segment.end };
        (0..=reach).filter_map(|back| at.checked_sub(back)).filter(|start| *start >= segment.start).find_map(|start| {
            let mut found = Match { tokens: start..start, ..Match::default() };
            let stands = search.forward(0, start, &mut found)
                && !inside_compound(words, &found.tokens, segment)
                && !self.not_after.iter().any(|barred| barred.ends_at(words, start, segment));
            stands.then_some(found)
        })
    }
}

/// Whether a hyphen ties the match to a word outside it: `a deal` is not in `a deal-breaker`.
fn inside_compound(words: &dyn Words, tokens: &Range<usize>, segment: &Range<usize>) -> bool {
    let tied = |hyphen: usize, next: usize| {
        segment.contains(&hyphen)
            && segment.contains(&next)
            && key(words, hyphen) == "-"
            && !words.is_spaced(hyphen)
            && !words.is_spaced(next)
    };
    tied(tokens.end, tokens.end + 1) || tokens.start.checked_sub(1).is_some_and(|hyphen| tied(hyphen, tokens.start))
}

struct Search<'a> {
    words: &'a dyn Words,
    elements: &'a [Element],
    /// The element that must stand at the token.
    anchor: (usize, usize),
    end: usize,
}

impl Search<'_> {
    /// Whether the elements from `element` on match from token `i` on.
    fn forward(&self, element: usize, i: usize, found: &mut Match) -> bool {
        let Some(now) = self.elements.get(element) else {
            found.tokens.end = i;
            return true;
        };
        if element == self.anchor.0 && i != self.anchor.1 {
            return false;
        }
        match &now.what {
            What::Gap(least, most) => return self.gap(element, i, *least..=*most, found),
            What::Not(barred) => {
                let stands = |b: &Barred| i < self.end && b.starts_at(self.words, i, self.end);
                return !barred.iter().any(stands) && self.forward(element + 1, i, found);
            }
            _ => {}
        }
        if i < self.end
            && let Some(next) = now.what.end(self.words, i, self.end)
        {
            let inflected_before = found.inflected;
            if let What::Inflected(forms) = &now.what {
                let here = forms.iter().find(|(form, _)| form == key(self.words, i));
                found.inflected = found.inflected.or(here.map(|(_, form)| (i, *form)));
            }
            let wild = matches!(now.what, What::Class(_) | What::Possessive);
            found.taken.push(Taken { place: now.place, wild, tokens: i..next });
            if self.forward(element + 1, next, found) {
                return true;
            }
            found.taken.pop();
            found.inflected = inflected_before;
        }
        now.optional && self.forward(element + 1, i, found)
    }

    fn gap(&self, element: usize, i: usize, lengths: std::ops::RangeInclusive<usize>, found: &mut Match) -> bool {
        for length in 0..=*lengths.end() {
            if lengths.contains(&length) {
                let place = self.elements[element].place;
                found.taken.push(Taken { place, wild: true, tokens: i..i + length });
                if self.forward(element + 1, i + length, found) {
                    return true;
                }
                found.taken.pop();
            }
            if i + length >= self.end || !self.words.is_word(i + length) {
                return false;
            }
        }
        false
    }
}

impl What {
    /// The most tokens it can take.
    const fn longest(&self) -> usize {
        match self {
            Self::Gap(_, most) => *most,
            Self::Class(_) | Self::Possessive => LONGEST_CLASS,
            Self::Not(_) => 0,
            Self::Words(_) | Self::Inflected(_) | Self::Exact(..) | Self::Apostrophe => 1,
        }
    }

    /// One past the last token it takes from token `i` on, which is before `end`.
    fn end(&self, words: &dyn Words, i: usize, end: usize) -> Option<usize> {
        match self {
            Self::Words(alternatives) => alternatives.iter().any(|w| w == key(words, i)).then_some(i + 1),
            Self::Inflected(forms) => forms.iter().any(|(form, _)| form == key(words, i)).then_some(i + 1),
            Self::Exact(word, _) => (words.written(i) == word).then_some(i + 1),
            Self::Apostrophe => is_apostrophe(words, i).then_some(i + 1),
            Self::Class(class) => words.class_end(*class, i).filter(|next| *next <= end),
            Self::Possessive => possessive_end(words, i, end),
            Self::Gap(..) | Self::Not(_) => None,
        }
    }
}

impl Barred {
    fn starts_at(&self, words: &dyn Words, i: usize, end: usize) -> bool {
        match self {
            Self::Word(word) => word == key(words, i),
            Self::Class(class) => words.class_end(*class, i).is_some_and(|next| next <= end),
            Self::Possessive => possessive_end(words, i, end).is_some(),
        }
    }

    fn ends_at(&self, words: &dyn Words, end: usize, segment: &Range<usize>) -> bool {
        let starts = end.saturating_sub(LONGEST_CLASS).max(segment.start)..end;
        match self {
            Self::Word(word) => end > segment.start && word == key(words, end - 1),
            Self::Class(class) => starts.rev().any(|i| words.class_end(*class, i) == Some(end)),
            Self::Possessive => starts.rev().any(|i| possessive_end(words, i, end) == Some(end)),
        }
    }
}

fn is_apostrophe(words: &dyn Words, i: usize) -> bool {
    match words.folded(i) {
        "'s" => true,
        "'" => i > 0 && !words.is_spaced(i) && words.folded(i - 1).ends_with('s'),
        _ => false,
    }
}

/// `his`, or up to three words and an apostrophe.
fn possessive_end(words: &dyn Words, i: usize, end: usize) -> Option<usize> {
    if POSSESSIVE_PRONOUNS.contains(&words.folded(i)) {
        return Some(i + 1);
    }
    (i + 1..end.min(i + LONGEST_CLASS))
        .take_while(|&mark| words.is_word(mark - 1))
        .find(|&mark| is_apostrophe(words, mark))
        .map(|mark| mark + 1)
}
