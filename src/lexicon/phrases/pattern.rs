//! The pattern language of the phrase tables; `lexicons/README.md` teaches it.

use super::inflect;
use crate::text::fold;
use std::ops::Range;

/// A compiled pattern.
#[derive(Debug)]
pub(super) struct Pattern {
    elements: Vec<Element>,
    /// The element that the index finds the pattern by.
    anchor: usize,
}

#[derive(Debug)]
struct Element {
    what: What,
    optional: bool,
}

#[derive(Debug)]
enum What {
    /// One of these folded words.
    Words(Vec<String>),
    /// A form of a base, with its slot.
    Lemma(Vec<(String, usize)>),
    /// Exactly this spelling.
    Exact(String),
    /// A mark inside a compound, such as the hyphen of `war-torn`.
    Mark(String),
    /// From so many to so many arbitrary words.
    Gap(usize, usize),
    Class(Class),
}

/// Word classes that the lexicons and the token kinds give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Class {
    Number,
    Person,
    Place,
    Organisation,
    Title,
}

/// What a pattern is matched against: one segment's tokens.
pub(crate) trait Words {
    /// The folded form of token `i`.
    fn folded(&self, i: usize) -> &str;
    /// The text of token `i`.
    fn written(&self, i: usize) -> &str;
    /// Whether token `i` is a word or number.
    fn is_word(&self, i: usize) -> bool;
    /// One past the last token of a class member that starts at `i`, if one does.
    fn class_end(&self, class: Class, i: usize) -> Option<usize>;
}

/// Where a pattern matched.
#[derive(Debug, Clone, Default)]
pub(super) struct Match {
    pub(super) tokens: Range<usize>,
    /// The slot of the first inflected form.
    pub(super) slot: Option<usize>,
    /// The tokens of each gap and class, in order.
    pub(super) wild: Vec<Range<usize>>,
}

impl Pattern {
    /// Reads a pattern; a fault gives its column in code points, from 0, and what is wrong.
    pub(super) fn parse(source: &str) -> Result<Self, (usize, String)> {
        let mut elements = Vec::new();
        let mut column = 0;
        for piece in source.split(' ') {
            parse_piece(piece, &mut elements).map_err(|what| (column, what))?;
            column += piece.chars().count() + 1;
        }
        let weight = |e: &Element| match &e.what {
            _ if e.optional => 0,
            What::Words(words) => words.iter().map(String::len).min().unwrap_or(0),
            What::Lemma(forms) => forms[0].0.len(),
            What::Exact(word) => word.len(),
            What::Mark(_) | What::Gap(..) | What::Class(_) => 0,
        };
        let anchor = (0..elements.len()).max_by_key(|&i| (weight(&elements[i]), usize::MAX - i)).unwrap_or(0);
        if weight(&elements[anchor]) == 0 {
            return Err((0, "a pattern needs at least one word that must stand there".to_owned()));
        }
        Ok(Self { elements, anchor })
    }

    /// The folded words by which the index finds the pattern.
    pub(super) fn anchors(&self) -> Vec<String> {
        match &self.elements[self.anchor].what {
            What::Words(words) => words.clone(),
            What::Lemma(forms) => forms.iter().map(|(form, _)| form.clone()).collect(),
            What::Exact(word) => vec![fold(word).into_owned()],
            What::Mark(_) | What::Gap(..) | What::Class(_) => Vec::new(),
        }
    }

    /// Matches around token `at`, which is one of the anchors; stays inside `segment`.
    pub(super) fn match_at(&self, words: &dyn Words, at: usize, segment: &Range<usize>) -> Option<Match> {
        // Before the anchor every start is tried, nearest first: patterns are short.
        let reach: usize = self.elements[..self.anchor]
            .iter()
            .map(|e| match e.what {
                What::Gap(_, most) => most,
                What::Class(_) => LONGEST_CLASS,
                _ => 1,
            })
            .sum();
        (0..=reach).filter_map(|back| at.checked_sub(back)).filter(|start| *start >= segment.start).find_map(|start| {
            let mut found = Match { tokens: start..start, ..Match::default() };
            self.forward(words, 0, start, at, segment.end, &mut found).then_some(found)
        })
    }

    fn forward(
        &self,
        words: &dyn Words,
        element: usize,
        i: usize,
        anchor: usize,
        end: usize,
        found: &mut Match,
    ) -> bool {
        let Some(now) = self.elements.get(element) else {
            found.tokens.end = i;
            return i > anchor;
        };
        if element == self.anchor && i != anchor {
            return false;
        }
        if let What::Gap(least, most) = now.what {
            for length in 0..=most {
                if length >= least {
                    found.wild.push(i..i + length);
                    if self.forward(words, element + 1, i + length, anchor, end, found) {
                        return true;
                    }
                    found.wild.pop();
                }
                if i + length >= end || !words.is_word(i + length) {
                    return false;
                }
            }
            return false;
        }
        if i < end
            && let Some((next, slot, wild)) = now.what.matches(words, i)
            && next <= end
        {
            let before = found.slot;
            found.slot = found.slot.or(slot);
            if wild {
                found.wild.push(i..next);
            }
            if self.forward(words, element + 1, next, anchor, end, found) {
                return true;
            }
            found.slot = before;
            if wild {
                found.wild.pop();
            }
        }
        now.optional && self.forward(words, element + 1, i, anchor, end, found)
    }
}

/// No class member is looked for farther back than this many tokens before the anchor.
const LONGEST_CLASS: usize = 4;

impl What {
    /// One past the last token, the slot of an inflected form, and whether the tokens count as wild.
    fn matches(&self, words: &dyn Words, i: usize) -> Option<(usize, Option<usize>, bool)> {
        match self {
            Self::Words(alternatives) => {
                alternatives.iter().any(|w| w == words.folded(i)).then_some((i + 1, None, false))
            }
            Self::Lemma(forms) => {
                let slot = forms.iter().find(|(form, _)| form == words.folded(i)).map(|(_, slot)| *slot);
                slot.map(|slot| (i + 1, Some(slot), false))
            }
            Self::Exact(word) => (words.written(i) == word).then_some((i + 1, None, false)),
            Self::Mark(mark) => (words.written(i) == mark).then_some((i + 1, None, false)),
            Self::Class(class) => words.class_end(*class, i).map(|end| (end, None, true)),
            Self::Gap(..) => None,
        }
    }
}

fn parse_piece(piece: &str, elements: &mut Vec<Element>) -> Result<(), String> {
    let (piece, optional) = match piece.strip_suffix('?') {
        Some(bare) => (bare, true),
        None => (piece, false),
    };
    let mut push = |what| elements.push(Element { what, optional });
    if piece.is_empty() {
        return Err("an empty element: two spaces, or a space at the end".to_owned());
    }
    if let Some(rest) = piece.strip_prefix('*') {
        let (least, most) = if rest.is_empty() { (1, 1) } else { gap(rest)? };
        push(What::Gap(least, most));
    } else if let Some(base) = piece.strip_prefix('<') {
        let base = base.strip_suffix('>').ok_or("`<` without `>`")?;
        push(What::Lemma(inflect::slots(base)));
    } else if let Some(word) = piece.strip_prefix('=') {
        push(What::Exact(word.to_owned()));
    } else if let Some(class) = class(piece) {
        push(What::Class(class));
    } else if piece.contains('|') {
        let alternatives: Vec<String> = piece.split('|').map(|w| fold(w).into_owned()).collect();
        if alternatives.iter().any(|w| w.is_empty() || w.contains('-')) {
            return Err("alternatives are single words without a hyphen".to_owned());
        }
        push(What::Words(alternatives));
    } else {
        for part in split_marks(piece) {
            let letters = part.chars().any(char::is_alphanumeric);
            push(if letters { What::Words(vec![fold(part).into_owned()]) } else { What::Mark(part.to_owned()) });
        }
    }
    Ok(())
}

fn class(piece: &str) -> Option<Class> {
    Some(match piece {
        "NUMBER" => Class::Number,
        "PERSON" => Class::Person,
        "PLACE" => Class::Place,
        "ORG" => Class::Organisation,
        "TITLE" => Class::Title,
        _ => return None,
    })
}

/// `{1,3}` of a gap.
fn gap(braces: &str) -> Result<(usize, usize), String> {
    let inside = braces.strip_prefix('{').and_then(|b| b.strip_suffix('}')).ok_or("a gap is written *{0,3}")?;
    let (least, most) = inside.split_once(',').ok_or("a gap is written *{0,3}")?;
    match (least.parse(), most.parse()) {
        (Ok(least), Ok(most)) if least <= most && most <= 8 => Ok((least, most)),
        _ => Err("a gap holds from 0 to 8 words".to_owned()),
    }
}

/// The words of a piece and the hyphens and possessives between them, as the tokenizer would part them.
fn split_marks(piece: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut rest = piece;
    while !rest.is_empty() {
        let cut = match rest.find('-') {
            Some(0) => 1,
            Some(at) => at,
            None => rest.len(),
        };
        let (word, after) = rest.split_at(cut);
        match word.strip_suffix("'s").filter(|bare| !bare.is_empty()) {
            Some(bare) => parts.extend([bare, "'s"]),
            None => parts.push(word),
        }
        rest = after;
    }
    parts
}
