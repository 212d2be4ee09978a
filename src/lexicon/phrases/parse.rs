//! Reads the pattern language of the phrase tables.

use super::inflect;
use super::pattern::{Barred, Class, Element, Variant, What};
use crate::text::{fold, tokenize};

/// A fault: its column in code points from 0, and what is wrong.
pub(super) type Fault = (usize, String);

/// Brackets that multiply out to more than this are a list of patterns, not one.
const MOST_VARIANTS: usize = 64;

/// All ways to read `source`.
pub(super) fn parse(source: &str) -> Result<Vec<Variant>, Fault> {
    let mut variants = vec![Variant::default()];
    let mut place = 0;
    for (column, piece) in pieces(source)? {
        if let Some(barred) = piece.strip_prefix('!') {
            let barred = guard(barred).map_err(|(offset, what)| (column + 1 + offset, what))?;
            for variant in &mut variants {
                match variant.elements.as_slice() {
                    [] => variant.not_after.extend(barred.iter().cloned()),
                    _ => variant.elements.push(Element { what: What::Not(barred.clone()), optional: false, place: 0 }),
                }
            }
            continue;
        }
        place += 1;
        let mut ways = ways(piece).map_err(|(offset, what)| (column + offset, what))?;
        ways.iter_mut().flatten().for_each(|element| element.place = place);
        if variants.len() * ways.len() > MOST_VARIANTS {
            return Err((column, format!("brackets give more than {MOST_VARIANTS} readings; make several rows")));
        }
        if let [way] = &mut ways[..] {
            // Elements of several readings are copied, those of the last of them moved.
            let Some((last, others)) = variants.split_last_mut() else { continue };
            others.iter_mut().for_each(|variant| variant.elements.extend(way.iter().cloned()));
            last.elements.append(way);
            continue;
        }
        variants = variants
            .iter()
            .flat_map(|variant| {
                ways.iter().map(|way| {
                    let mut longer = variant.clone();
                    longer.elements.extend(way.iter().cloned());
                    longer
                })
            })
            .collect();
    }
    let fixed = |v: &Variant| v.elements.iter().any(|e| !e.optional && has_words(&e.what));
    if variants.iter().all(fixed) {
        Ok(variants)
    } else {
        Err((0, "a pattern needs at least one word that must stand there".to_owned()))
    }
}

const fn has_words(what: &What) -> bool {
    matches!(what, What::Words(_) | What::Inflected(_) | What::Exact(..))
}

/// The pieces between spaces, brackets kept whole, each with its column.
fn pieces(source: &str) -> Result<Vec<(usize, &str)>, Fault> {
    let mut found = Vec::new();
    let (mut open, mut start, mut start_column) = (None, 0, 0);
    for (column, (at, c)) in source.char_indices().chain([(source.len(), ' ')]).enumerate() {
        match (c, open) {
            ('(', Some(_)) => return Err((column, "a bracket inside a bracket".to_owned())),
            ('(', None) => open = Some(column),
            (')', None) => return Err((column, "`)` without `(`".to_owned())),
            (')', Some(_)) => open = None,
            (' ', None) => {
                if at == start {
                    return Err((column, "an empty element: two spaces, or a space at the end".to_owned()));
                }
                found.push((start_column, &source[start..at]));
                (start, start_column) = (at + 1, column + 1);
            }
            _ => {}
        }
    }
    open.map_or(Ok(found), |column| Err((column, "`(` without `)`".to_owned())))
}

/// The ways to read one piece: one for a plain element, one for each side of `|` in brackets or beside more than plain words.
fn ways(piece: &str) -> Result<Vec<Vec<Element>>, Fault> {
    let Some(bracket) = piece.strip_prefix('(') else {
        if let Some(at) = piece.find('(') {
            return Err((piece[..at].chars().count(), "a bracket begins an element".to_owned()));
        }
        let bare = piece.strip_suffix('?').unwrap_or(piece);
        if bare.contains('|') && !bare.split('|').all(is_plain_word) {
            let missing = (bare.len() < piece.len()).then(Vec::new);
            return Ok(missing.into_iter().chain(sides(bare, 0)?).collect());
        }
        let mut whole = element(bare)?;
        let optional = bare.len() < piece.len();
        return Ok(match &mut whole[..] {
            [one] if optional && one.optional => {
                return Err((bare.chars().count(), "`?` stands twice".to_owned()));
            }
            [one] => {
                one.optional = optional;
                vec![whole]
            }
            _ if optional => vec![Vec::new(), whole],
            _ => vec![whole],
        });
    };
    let (inside, after) = bracket.split_once(')').unwrap_or((bracket, ""));
    let missing = match after {
        "" => None,
        "?" => Some(Vec::new()),
        _ => return Err((1 + inside.chars().count() + 1, "only `?` may follow a bracket".to_owned())),
    };
    Ok(missing.into_iter().chain(sides(inside, 1)?).collect())
}

/// The elements on each side of `|`; `column` is where `alternatives` stand in their piece.
fn sides(alternatives: &str, mut column: usize) -> Result<Vec<Vec<Element>>, Fault> {
    let mut ways = Vec::new();
    for side in alternatives.split('|') {
        let mut way = Vec::new();
        let mut offset = column;
        for word in side.split(' ') {
            if word.is_empty() {
                return Err((offset, "nothing stands on one side of `|`".to_owned()));
            }
            let elements = element(word).map_err(|(inner, what)| (offset + inner, what))?;
            if elements.iter().any(|e| matches!(e.what, What::Gap(..))) {
                return Err((offset, "a gap cannot be one of several alternatives".to_owned()));
            }
            way.extend(elements);
            offset += word.chars().count() + 1;
        }
        if way.iter().all(|element| element.optional) {
            return Err((
                column,
                format!("with `{side}` nothing need stand here: write both words, or `?` behind the last"),
            ));
        }
        column += side.chars().count() + 1;
        ways.push(way);
    }
    Ok(ways)
}

/// Whether `side` is one word and nothing that has a meaning in patterns.
fn is_plain_word(side: &str) -> bool {
    let special = side.starts_with(['<', '=', '*']) || class(side).is_some() || side == "POSSESSIVE";
    !special && tokenize(side).0.len() == 1
}

/// The elements of a piece without brackets: several where a hyphen or an apostrophe parts its words.
fn element(piece: &str) -> Result<Vec<Element>, Fault> {
    let (piece, optional) = match piece.strip_suffix('?') {
        Some(bare) => (bare, true),
        None => (piece, false),
    };
    if piece.is_empty() {
        return Err((0, "an empty element".to_owned()));
    }
    let (bare, possessive) = match piece.strip_suffix("'s").or_else(|| piece.strip_suffix("’s")) {
        Some(bare) if !bare.is_empty() => (bare, true),
        _ => (piece, false),
    };
    let special = if let Some(rest) = bare.strip_prefix('*') {
        Some(gap(rest).map(|(least, most)| What::Gap(least, most)).map_err(|what| (1, what))?)
    } else if let Some(base) = bare.strip_prefix('<') {
        Some(What::Inflected(inflect::forms(lemma(base)?)))
    } else if bare == "POSSESSIVE" {
        Some(What::Possessive)
    } else {
        class(bare).map(What::Class)
    };
    let mut whats = Vec::new();
    if let Some(special) = special {
        whats.push(special);
        if possessive {
            whats.push(What::Apostrophe);
        }
    } else if let Some(word) = piece.strip_prefix('=') {
        whats.extend(words(word, 1)?.into_iter().map(|w| What::Exact(w.to_owned(), fold(w).into_owned())));
    } else if piece.contains('|') {
        whats.push(What::Words(piece.split('|').map(|word| fold(word).into_owned()).collect()));
    } else {
        whats.extend(words(piece, 0)?.into_iter().map(|w| What::Words(vec![fold(w).into_owned()])));
    }
    Ok(whats.into_iter().map(|what| Element { what, optional, place: 0 }).collect())
}

fn lemma(after_opening: &str) -> Result<&str, Fault> {
    match after_opening.split_once('>') {
        Some((base, "")) if !base.is_empty() && base.chars().all(char::is_alphabetic) => Ok(base),
        Some((_, "")) => Err((1, "between < and > stands one word in its base form".to_owned())),
        Some((base, _)) => Err((base.chars().count() + 2, "nothing but 's may follow `>`".to_owned())),
        None => Err((0, "`<` without `>`".to_owned())),
    }
}

/// The tokens of `piece`, as the text will be cut; `column` is where it stands in its element.
fn words(piece: &str, column: usize) -> Result<Vec<&str>, Fault> {
    let (tokens, _) = tokenize(piece);
    let mut found = Vec::new();
    for token in &tokens {
        let written = token.span.of(piece);
        if !written.chars().any(char::is_alphanumeric) && !token.is_hyphen(piece) && !matches!(written, "'" | "’") {
            let at = piece[..token.span.start].chars().count();
            return Err((column + at, format!("`{written}` cannot stand in a pattern, which is made of words")));
        }
        found.push(written);
    }
    if found.is_empty() { Err((column, "an empty element".to_owned())) } else { Ok(found) }
}

/// What stands after the `!` of a guard.
fn guard(piece: &str) -> Result<Vec<Barred>, Fault> {
    let mut barred = Vec::new();
    let mut column = 0;
    for side in piece.split('|') {
        if let Some(base) = side.strip_prefix('<') {
            let base = lemma(base).map_err(|(offset, what)| (column + offset, what))?;
            barred.extend(inflect::forms(base).into_iter().map(|(form, _)| Barred::Word(form)));
        } else if side == "POSSESSIVE" {
            barred.push(Barred::Possessive);
        } else if let Some(class) = class(side) {
            barred.push(Barred::Class(class));
        } else {
            match tokenize(side).0.len() {
                1 => barred.push(Barred::Word(fold(side).into_owned())),
                0 => return Err((column, "a guard needs a word after `!`".to_owned())),
                _ => return Err((column, format!("a guard looks at one word, and `{side}` is several"))),
            }
        }
        column += side.chars().count() + 1;
    }
    Ok(barred)
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

/// `{1,3}` of a gap; a lone `*` is one word.
fn gap(braces: &str) -> Result<(usize, usize), String> {
    if braces.is_empty() {
        return Ok((1, 1));
    }
    let inside = braces.strip_prefix('{').and_then(|b| b.strip_suffix('}')).ok_or("a gap is written *{0,3}")?;
    let (least, most) = inside.split_once(',').ok_or("a gap is written *{0,3}")?;
    match (least.parse(), most.parse()) {
        (Ok(least), Ok(most)) if least <= most && most <= 8 => Ok((least, most)),
        _ => Err("a gap holds from 0 to 8 words".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn brackets_multiply_out() {
        assert_eq!(parse("<put> (in|on the) *{0,2} table").map(|v| v.len()), Ok(2));
        assert_eq!(parse("take|opponent's|NUMBER aim").map(|v| v.len()), Ok(3));
        assert_eq!(parse("take opponent's? aim").map(|v| v.len()), Ok(2));
        assert_eq!(parse("(a|the) deal (of the)? (war|peace)").map(|v| v.len()), Ok(8));
    }

    #[test]
    fn faults_name_their_column() {
        let fault = |source: &str| parse(source).err().map(|(column, _)| column);
        assert_eq!(fault("take  aim"), Some(5));
        assert_eq!(fault("take aim "), Some(9));
        assert_eq!(fault("take <aim"), Some(5));
        assert_eq!(fault("take <aim>s"), Some(10));
        assert_eq!(fault("take a||b aim"), Some(7));
        assert_eq!(fault("take (in|on the aim"), Some(5));
        assert_eq!(fault("take in) aim"), Some(7));
        assert_eq!(fault("take (in|*{0,2}) aim"), Some(9));
        assert_eq!(fault("take *{3,1} aim"), Some(6));
        assert_eq!(fault("take aim, fire"), Some(8));
        assert_eq!(fault("take the?? aim"), Some(9));
        assert_eq!(fault("take ! aim"), Some(6));
        assert_eq!(fault("take an?|the aim"), Some(5));
        assert_eq!(fault("take (in|the?) aim"), Some(9));
        assert_eq!(fault("take !at|the|of-it aim"), Some(13));
        assert_eq!(fault("PERSON *"), Some(0));
        assert_eq!(fault(""), Some(0));
    }
}
