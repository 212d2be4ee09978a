//! Names held together by hyphens with a space on one side: `Ki -i -Tsinping`.

use super::chunk::Chunk;
use super::judge::{Suspect, SuspectKind};
use crate::lexicon::names::{EntryId, Form, FormId, Names};
use crate::lexicon::words::Known;
use crate::similar::Against;
use crate::text::language::is_function_word;

/// Likeness asked of the joined parts: stray hyphens alone are an artefact, so less than of a name that stands whole.
const TORN: f64 = 0.68;
/// Fewer letters, joined, are near too much.
const FEWEST_LETTERS: usize = 6;
/// A name torn into more is none that anybody would know again.
const MOST_PIECES: usize = 6;

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
    let (value, id, form) =
        whole(names, &spaced).or_else(|| pieces().then(|| nearest(names, chunk, &joined)).flatten())?;
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

/// The form nearest to the parts of `chunk` joined, of those that they may be meant for in any grouping.
fn nearest<'a>(names: &'a Names, chunk: &Chunk, joined: &str) -> Option<(f64, EntryId, Form<'a>)> {
    if joined.chars().count() < FEWEST_LETTERS || chunk.parts.len() > MOST_PIECES {
        return None;
    }
    let pieces: Vec<&str> = chunk.parts.iter().map(|p| p.folded.as_str()).collect();
    let mut forms: Vec<FormId> = names.of_one_part(joined).to_vec();
    for first in 1..pieces.len() {
        // Three parts, or two where the second goes to the end.
        for second in first + 1..=pieces.len() {
            let parts = [&pieces[..first], &pieces[first..second], &pieces[second..]].map(|part| part.concat());
            forms.extend(names.alike(parts.join(" ").trim_end()).iter());
        }
    }
    forms.sort_unstable();
    forms.dedup();
    let mut against = Against::new(joined);
    let mut best: Option<(f64, EntryId, Form<'_>)> = None;
    for id in forms {
        let form = names.form(id);
        let long = form.len() > 1 || form.first().len() >= FEWEST_LETTERS;
        if long
            && let Some(alike) = against.similarity_from(TORN, &form.joined(""))
            && best.is_none_or(|b| alike.value > b.0)
        {
            best = Some((alike.value, names.entry_of(id), form));
        }
    }
    best
}
