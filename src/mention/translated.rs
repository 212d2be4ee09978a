//! Family names that were translated as if they were words: `Mr. Salvation` for Heil.

use super::Accepted;
use super::chunk::Chunk;
use super::context::Surroundings;
use crate::corpus::Story;
use crate::lexicon::meanings::{Meant, names_meaning};
use crate::lexicon::names::{EntryId, Kind, Names};
use crate::lexicon::words::Known;
use crate::text::Document;
use std::collections::HashSet;

/// A word that stands where a family name should.
#[derive(Debug, Clone)]
pub struct Translated {
    /// The index of its token.
    pub token: usize,
    /// The person meant; nothing where only other tellers of the story have the name.
    pub entry: Option<EntryId>,
    /// The family name as an editor would write it.
    pub written: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// What the word is in which language, and what speaks for the name.
    pub why: String,
}

/// An office and its holder's name in translation: seldom by chance, as few words are in the table.
const BY_OFFICE: f64 = 0.9;
/// Other tellers have the family name in this very place, and more of them than have the word.
const BY_STORY: f64 = 0.9;
/// The document has the person elsewhere, and nobody is called by the word.
const BY_PRESENCE: f64 = 0.8;
/// One other teller may err.
const FEWEST_TELLERS: u32 = 2;

/// The words among `chunks` that stand alone behind a title and are some family name in translation.
pub(super) fn names(
    document: &Document,
    names: &Names,
    story: &Story<'_>,
    chunks: &[Chunk],
    accepted: &[Accepted],
) -> Vec<Translated> {
    let candidates: Vec<(&Chunk, &str, &[Meant])> = chunks
        .iter()
        .filter_map(|chunk| match &chunk.parts[..] {
            [part] => Some((chunk, part.folded.as_str(), names_meaning(&part.folded))),
            _ => None,
        })
        .filter(|(_, word, meant)| !meant.is_empty() && !names.accepts(word))
        .collect();
    if candidates.is_empty() {
        return Vec::new();
    }
    let in_longer_names: HashSet<&str> =
        chunks.iter().filter(|c| c.parts.len() > 1).flat_map(|c| &c.parts).map(|p| p.folded.as_str()).collect();
    let present: HashSet<EntryId> = accepted.iter().filter(|a| a.entries.len() == 1).map(|a| a.entries[0]).collect();
    let mut found = Vec::new();
    for (chunk, word, meant) in candidates {
        let token = chunk.parts[0].token;
        let around = Surroundings::of(document, chunk, token, token);
        if in_longer_names.contains(word) || !around.titled() {
            continue;
        }
        let told = story.instead_of(document, token, token);
        let readings = meant.iter().filter_map(|meant| {
            let votes = told.get(meant.folded.as_str()).copied().unwrap_or(0);
            let bearers: Vec<EntryId> = names
                .accepting(&meant.folded)
                .filter(|&id| names.entry(id).kind() == Kind::Person && around.may_be_of(names.entry(id)))
                .collect();
            let in_office = bearers.iter().find(|&&id| around.name_office_of(names.entry(id)));
            let here = bearers.iter().find(|id| present.contains(id));
            let (entry, confidence, said) = if let Some(holder) = in_office {
                (Some(*holder), BY_OFFICE, "whose office stands beside it")
            } else if votes >= FEWEST_TELLERS && votes > story.documents_with(word) {
                (here.copied(), BY_STORY, "as other documents have it in this place")
            } else if let Some(person) = here.filter(|_| !Known::of(word).is_family()) {
                (Some(*person), BY_PRESENCE, "whom the document has elsewhere")
            } else {
                return None;
            };
            let why = format!("{} for {word}: the name of {}, {said}", meant.language, meant.family);
            Some(Translated { token, entry, written: meant.family.clone(), confidence, why })
        });
        found.extend(
            readings.max_by(|a, b| a.confidence.total_cmp(&b.confidence).then_with(|| b.written.cmp(&a.written))),
        );
    }
    found
}
