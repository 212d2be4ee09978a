//! Further mentions of a name that was convicted once: what a document writes wrong in one place it writes wrong in the others,
//! where less may speak against it. `Florence Paley` convicts the `Paley` that follows.

use super::beside::Beside;
use super::chunk::Chunk;
use super::judge::Suspect;
use super::{Accepted, SuspectKind};
use crate::lexicon::names::{Kind, Names, parts};
use crate::lexicon::words::Known;
use std::collections::{HashMap, HashSet};

/// A full name must be this sure before its family name alone is held to be the same person.
const SURE_OF_THE_FAMILY: f64 = 0.75;
/// Fewer letters are anybody's.
const FEWEST_LETTERS: usize = 4;

/// A form that was convicted, and what it stands for.
struct Convicted {
    by: usize,
    suggestion: String,
    alone: bool,
}

/// Adds to `suspects` the other places of their forms, where nothing else is known of the words there.
pub(super) fn mentions(names: &Names, chunks: &[Chunk], accepted: &[Accepted], suspects: &mut Vec<Suspect>) {
    let convicted = convicted(names, chunks, suspects);
    if convicted.is_empty() {
        return;
    }
    let mut taken: HashSet<(usize, usize)> =
        suspects.iter().flat_map(|s| s.parts.clone().map(|i| (s.chunk, i))).collect();
    taken.extend(accepted.iter().filter(|a| a.parts.len() > 1).flat_map(|a| a.parts.clone().map(|i| (a.chunk, i))));
    for (c, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| !chunk.stray_hyphens) {
        let mut runs: Vec<_> = chunk.runs().collect();
        runs.sort_by_key(|(run, _)| std::cmp::Reverse(run.len()));
        for (run, joined) in runs {
            let Some(form) = convicted.get(joined.as_str()) else { continue };
            let whole = run.len() == chunk.parts.len();
            let entry = suspects[form.by].entry.map(|id| names.entry(id));
            let another = run.len() == 1 && entry.is_some_and(|e| Beside::of(chunk, &run).are_of_another_than(e));
            if run.clone().any(|i| taken.contains(&(c, i))) || (form.alone && !whole) || another {
                continue;
            }
            taken.extend(run.clone().map(|i| (c, i)));
            let first = &suspects[form.by];
            suspects.push(Suspect {
                chunk: c,
                parts: run,
                entry: first.entry,
                suggestion: form.suggestion.clone(),
                kind: first.kind,
                confidence: first.confidence,
                why: format!("as elsewhere in the document: {}", first.why),
            });
        }
    }
}

/// The convicted forms by their folded parts: whole runs, and the family names in full ones.
fn convicted(names: &Names, chunks: &[Chunk], suspects: &[Suspect]) -> HashMap<String, Convicted> {
    let mut found: HashMap<String, Convicted> = HashMap::new();
    let mut add = |joined: String, form: Convicted| {
        let known = found.get(&joined).map(|known| suspects[known.by].confidence);
        if known.is_none_or(|sure| sure < suspects[form.by].confidence) {
            found.insert(joined, form);
        }
    };
    for (by, suspect) in suspects.iter().enumerate() {
        let chunk = &chunks[suspect.chunk];
        if chunk.stray_hyphens {
            continue;
        }
        let joined = chunk.joined(suspect.parts.clone());
        add(joined, Convicted { by, suggestion: suspect.suggestion.clone(), alone: false });
        if let Some((family, right)) = wrong_family(names, chunk, suspect) {
            add(family, Convicted { by, suggestion: right, alone: true });
        }
    }
    found
}

/// The family name of a full name as the document has it and as it should be, where it is wrong and nothing else is right.
fn wrong_family(names: &Names, chunk: &Chunk, suspect: &Suspect) -> Option<(String, String)> {
    let entry = names.entry(suspect.entry?);
    let sure = suspect.confidence >= SURE_OF_THE_FAMILY && suspect.kind == SuspectKind::Garbled;
    if entry.kind() != Kind::Person || entry.family_first() || suspect.parts.len() < 2 || !sure {
        return None;
    }
    let family = &chunk.parts[suspect.parts.end - 1].folded;
    let right = suspect.suggestion.rsplit(' ').next()?;
    let wrong = parts(right) != [family.as_str()]
        && family.chars().count() >= FEWEST_LETTERS
        && !Known::of(family).is_word()
        && !names.accepts(family);
    wrong.then(|| (family.clone(), right.to_owned()))
}
