//! Names held together by hyphens with a space on one side: `Ki -i -Tsinping`.

use super::chunk::Chunk;
use super::judge::{Suspect, SuspectKind};
use crate::lexicon::names::{EntryId, Form, Names};
use crate::lexicon::words::Known;
use crate::similar::similarity;
use crate::text::language::is_function_word;

/// Likeness asked of the joined parts: stray hyphens alone are an artefact, so less than of a name that stands whole.
const TORN: f64 = 0.68;
/// Fewer letters, joined, are near too much.
const FEWEST_LETTERS: usize = 6;

/// The torn names among `chunks`.
pub(super) fn suspects(names: &Names, chunks: &[Chunk]) -> Vec<Suspect> {
    let torn = chunks.iter().enumerate().filter(|(_, chunk)| chunk.stray_hyphens);
    torn.filter_map(|(c, chunk)| suspect(names, c, chunk)).collect()
}

fn suspect(names: &Names, c: usize, chunk: &Chunk) -> Option<Suspect> {
    let all = 0..chunk.parts.len();
    let joined: String = chunk.parts.iter().map(|p| p.folded.as_str()).collect();
    let pieces = || !chunk.parts.iter().any(|p| stands_alone(names, &p.folded));
    let spaced = chunk.joined(all.clone());
    let (value, id, form) = whole(names, &spaced).or_else(|| pieces().then(|| nearest(names, &joined)).flatten())?;
    Some(Suspect {
        chunk: c,
        parts: all,
        entry: Some(id),
        suggestion: form.written().to_owned(),
        kind: SuspectKind::Split,
        confidence: 0.5 + 0.45 * value,
        why: format!("torn apart by stray hyphens; joined, {joined} for {} {value:.2}", form.joined("")),
    })
}

/// A word or a known name beside a hyphen is no piece of another: `Kano- and`.
fn stands_alone(names: &Names, folded: &str) -> bool {
    folded.chars().count() >= 4 && (Known::of(folded).is_word() || is_function_word(folded) || names.accepts(folded))
}

fn whole<'a>(names: &'a Names, spaced: &str) -> Option<(f64, EntryId, Form<'a>)> {
    let id = names.accepting(spaced).next()?;
    let entry = names.entry(id);
    Some((1.0, id, entry.forms().find(|f| f.joined(" ") == spaced).unwrap_or(entry.canonical())))
}

fn nearest<'a>(names: &'a Names, joined: &str) -> Option<(f64, EntryId, Form<'a>)> {
    if joined.chars().count() < FEWEST_LETTERS {
        return None;
    }
    let mut best: Option<(f64, EntryId, Form<'_>)> = None;
    for entry in names.entries() {
        for form in entry.forms().filter(|f| f.len() > 1 || f.first().len() >= FEWEST_LETTERS) {
            let length: usize = form.parts().map(str::len).sum();
            if length.abs_diff(joined.len()) * 3 > length {
                continue;
            }
            let right = form.joined("");
            let value = similarity(&right, joined).value;
            if value >= TORN && best.is_none_or(|b| value > b.0) {
                best = Some((value, entry.number(), form));
            }
        }
    }
    best
}
