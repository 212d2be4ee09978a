//! Which chunks are a known name in a wrong spelling: every run of name words is held against the forms it may be meant for, and
//! the likeliest reading convicts it where its evidence suffices.

use super::Accepted;
use super::beside::Beside;
use super::candidate::Candidate;
use super::chunk::Chunk;
use super::context::Surroundings;
use crate::corpus::Story;
use crate::lexicon::names::{Clue, Cut, EntryId, FormId, Meant, Names, Spelt, umlauts_written_out};
use crate::lexicon::words::Known;
use crate::similar::{Compared, LetterBag};
use crate::text::{Document, fold};
use std::cell::LazyCell;
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

/// A name in a spelling that the lexicon does not accept.
#[derive(Debug, Clone)]
pub struct Suspect {
    /// The index of its chunk.
    pub chunk: usize,
    /// Its parts in the chunk.
    pub parts: Range<usize>,
    /// The entry that is meant; nothing where only the rest of the folder has the right form.
    pub entry: Option<EntryId>,
    /// What an editor would write.
    pub suggestion: String,
    /// How it was recognised.
    pub kind: SuspectKind,
    /// From 0 to 1.
    pub confidence: f64,
    /// Each part's likeness and what else speaks for and against the reading, in log-odds.
    pub why: String,
}

/// How a suspect was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuspectKind {
    /// Its letters are near those of the entry.
    Garbled,
    /// The given name is another one that people bear; the family name is right.
    GivenName,
    /// Its parts are torn apart by spaces or hyphens.
    Split,
    /// Several parts are run into one.
    Joined,
    /// Its office belongs to somebody of the same given name.
    Office,
    /// The rest of the folder has it otherwise; the lexicon does not say that this is wrong.
    Folder,
    /// Another language writes it so.
    OtherLanguage,
}

/// Readings below this confidence are not reported: on stories not seen before nearly half would be wrong (`reports/`).
const REPORTED: f64 = 0.65;
/// The most parts of a name that are judged together.
const LONGEST: usize = 5;
/// Real words and names are only held against forms that the document or its story has, and that are this near.
const NEAR_A_REAL_NAME: f64 = 0.55;
/// Forms in the very place in another telling may be less alike.
const NEAR_IN_PLACE: f64 = 0.30;
/// A name that others write apart or together must be this near, joined.
const NEAR_JOINED: f64 = 0.8;
/// A form that only the folder has must stand in this many other tellings.
const TELLERS_OF_A_FORM: u32 = 2;

/// All that the evidence for one document's names is drawn from.
pub(super) struct Judge<'a> {
    pub(super) document: &'a Document,
    pub(super) names: &'a Names,
    pub(super) story: &'a Story<'a>,
    /// Entries whose accepted form stands in the document.
    pub(super) present: HashSet<EntryId>,
    /// Parts that belong to longer chunks which are no known name.
    pub(super) strangers: HashSet<&'a str>,
    /// Parts and runs of parts as the document writes them.
    pub(super) times: HashMap<String, u32>,
    /// Names that other tellers of the story have and the document has not, and names of the document that the lexicon has.
    others: Vec<Other>,
    /// Names of the document, each made ready to be compared when it first is.
    compared: Compared,
}

struct Other {
    name: String,
    letters: LetterBag,
    tellers: u32,
    listed: bool,
}

/// The likeliest reading of every run of name words that has one, in order, with its runner-up in its evidence.
pub fn readings(
    document: &Document,
    names: &Names,
    story: &Story<'_>,
    chunks: &[Chunk],
    accepted: &[Accepted],
) -> Vec<Candidate> {
    let mut covered: Vec<Vec<&Accepted>> = vec![Vec::new(); chunks.len()];
    for a in accepted {
        covered[a.chunk].push(a);
    }
    let times = times(chunks);
    let judge = Judge {
        document,
        names,
        story,
        others: others(story, names, &times),
        present: accepted.iter().filter(|a| a.entries.len() == 1).map(|a| a.entries[0]).collect(),
        strangers: strangers(chunks, &covered),
        times,
        compared: Compared::default(),
    };
    let mut found = Vec::new();
    for (c, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| !chunk.stray_hyphens) {
        let n = chunk.parts.len();
        for start in 0..n {
            for end in start + 1..=n.min(start + LONGEST) {
                let free = covered[c].iter().all(|a| {
                    a.parts.end <= start || end <= a.parts.start || {
                        // A single accepted part may still belong to a longer name, and in a story even be another name. Several
                        // may where nobody has heard of what is beside them.
                        let beside = || (start..a.parts.start).chain(a.parts.end..end);
                        let single = a.parts.len() == 1 && (end - start > 1 || judge.story.tellers() > 0);
                        let part_of_longer =
                            start <= a.parts.start && a.parts.end <= end && a.parts.len() < end - start;
                        single || part_of_longer && beside().all(|i| names.is_unheard(&chunk.parts[i].folded))
                    }
                });
                if free {
                    found.extend(judge.likeliest(c, chunk, &(start..end)));
                }
            }
        }
    }
    found
}

/// The readings that convict, of those that overlap the likeliest.
pub(super) fn suspects(readings: Vec<Candidate>) -> Vec<Suspect> {
    let mut ranked: Vec<(f64, Candidate)> =
        readings.into_iter().map(|r| (r.clues.confidence(), r)).filter(|(sure, _)| *sure >= REPORTED).collect();
    ranked.sort_by(|a, b| {
        let key = |r: &Candidate| (Reverse(r.range.len()), r.chunk, r.range.start);
        b.0.total_cmp(&a.0).then_with(|| key(&a.1).cmp(&key(&b.1)))
    });
    let mut taken: HashSet<(usize, usize)> = HashSet::new();
    let mut found = Vec::new();
    for (confidence, reading) in ranked {
        if reading.range.clone().any(|i| taken.contains(&(reading.chunk, i))) {
            continue;
        }
        taken.extend(reading.range.clone().map(|i| (reading.chunk, i)));
        let kind = match reading.cut {
            _ if reading.by_office => SuspectKind::Office,
            _ if reading.of_another_language => SuspectKind::OtherLanguage,
            _ if reading.by_folder || reading.meaning.entry.is_none() => SuspectKind::Folder,
            Cut::Even if reading.by_given_name => SuspectKind::GivenName,
            Cut::Even => SuspectKind::Garbled,
            Cut::Split => SuspectKind::Split,
            Cut::Joined => SuspectKind::Joined,
        };
        let why = format!("{}; {}", reading.letters(), reading.clues.told());
        found.push(Suspect {
            chunk: reading.chunk,
            parts: reading.range,
            entry: reading.meaning.entry,
            suggestion: reading.meaning.written,
            kind,
            confidence,
            why,
        });
    }
    found
}

fn strangers<'a>(chunks: &'a [Chunk], covered: &[Vec<&Accepted>]) -> HashSet<&'a str> {
    let mut found = HashSet::new();
    for (chunk, accepted) in chunks.iter().zip(covered) {
        let free: Vec<&str> = (0..chunk.parts.len())
            .filter(|i| !accepted.iter().any(|a| a.parts.contains(i)))
            .map(|i| chunk.parts[i].folded.as_str())
            .collect();
        if free.len() > 1 {
            found.extend(free);
        }
    }
    found
}

fn others(story: &Story<'_>, names: &Names, times: &HashMap<String, u32>) -> Vec<Other> {
    let listed = |name: &str| names.accepts(name);
    let missing = story.names().filter(|(name, _)| !times.contains_key(*name));
    let mut own: Vec<&str> =
        times.keys().map(String::as_str).filter(|name| !name.contains(' ') && listed(name)).collect();
    own.sort_unstable();
    let all = missing.chain(own.into_iter().map(|name| (name, 0)));
    all.map(|(name, tellers)| Other {
        name: name.to_owned(),
        letters: LetterBag::of(&name.replace(' ', "")),
        tellers,
        listed: listed(name),
    })
    .collect()
}

fn times(chunks: &[Chunk]) -> HashMap<String, u32> {
    let mut times = HashMap::new();
    for chunk in chunks {
        for (_, joined) in chunk.runs() {
            *times.entry(joined).or_default() += 1;
        }
    }
    times
}

impl<'a> Judge<'a> {
    /// The likeliest of all readings of `range`.
    fn likeliest(&self, c: usize, chunk: &Chunk, range: &Range<usize>) -> Option<Candidate> {
        let joined = chunk.joined(range.clone());
        if self.names.is_real_neighbour(&joined) || (range.len() > 1 && self.names.accepts(&joined)) {
            return None;
        }
        let (first, last) = (chunk.parts[range.start].token, chunk.parts[range.end - 1].token);
        let in_place =
            if self.story.tellers() > 0 { self.story.instead_of(self.document, first, last) } else { BTreeMap::new() };
        let surface: Vec<&str> = chunk.parts[range.clone()].iter().map(|p| p.folded.as_str()).collect();
        let around = LazyCell::new(|| Surroundings::of(self.document, chunk, first, last));
        let spellings = if surface.len() > 1 {
            self.whole(&surface, &joined, &in_place, &around)
        } else {
            self.alone(&joined, &in_place)
        };
        let mut beside = Beside::of(chunk, range);
        let mut weighed = |meant: &Meant<'_>, spelt: &Spelt| {
            let votes = if in_place.is_empty() { 0 } else { votes(&in_place, meant) };
            let reading = self.weigh((c, chunk), range, (meant, spelt), votes, &around, &mut beside)?;
            Some((reading.clues.log_odds(), reading))
        };
        let listed = spellings.iter().filter_map(|spelt| Some((self.names.meant(spelt.form?), spelt)));
        let mut readings: Vec<(f64, Candidate)> = listed.filter_map(|(meant, spelt)| weighed(&meant, spelt)).collect();
        let folder = self.folder(&surface, &joined, &in_place);
        readings.extend(folder.iter().filter_map(|(meant, spelt)| weighed(meant, spelt)));
        readings.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.meaning.parts.cmp(&b.1.meaning.parts)));
        let readings: Vec<Candidate> = readings.into_iter().map(|(_, reading)| reading).collect();
        let best = readings.first()?;
        let mut clues = best.clues.clone();
        let rival =
            readings.iter().find(|r| r.meaning.parts != best.meaning.parts && r.meaning.entry != best.meaning.entry);
        let rival = rival.map(|rival| {
            let lead = best.clues.get(Clue::Likeness) - rival.clues.get(Clue::Likeness);
            clues.set(Clue::Rival, (1.0 - lead).clamp(0.0, 1.0));
            rival.meaning.written.clone()
        });
        // The evidence is that of the likeliest form, but an editor keeps what is right of the name and else takes the usual form.
        let kept = |r: &Candidate| surface.iter().zip(&r.meaning.parts).filter(|(s, m)| *s == m).count();
        let same =
            |r: &&Candidate| r.meaning.entry.is_some() && r.meaning.entry == best.meaning.entry && r.cut == best.cut;
        let named = readings.iter().filter(same).max_by_key(|r| (kept(r), Reverse(r.meaning.form))).unwrap_or(best);
        Some(Candidate { clues, rival, ..named.clone() })
    }

    /// How several parts are spellings of forms: of those that the letters allow, and of those that share a part where the office
    /// around the name or another telling says that the rest is meant too.
    fn whole(
        &self,
        surface: &[&str],
        joined: &str,
        in_place: &BTreeMap<&str, u32>,
        around: &LazyCell<Surroundings, impl FnOnce() -> Surroundings>,
    ) -> Vec<Arc<Spelt>> {
        let is_holder = |form: FormId| around.name_office_of(self.names.entry(self.names.entry_of(form)));
        let mut others: Vec<FormId> = Vec::new();
        if !in_place.is_empty() {
            let places = self.names.places(surface, |used| self.is_in(in_place, used.form) || is_holder(used.form));
            others.extend(places.into_iter().map(|(_, used)| used.form));
        } else if around.may_name_an_office() {
            others.extend(self.names.holders(joined).iter().copied().filter(|&form| is_holder(form)));
        }
        self.spellings(surface, joined, in_place, others)
    }

    /// How one part is a spelling of forms near it; where it is a real word or name, only of those that the document or its story
    /// has.
    fn alone(&self, surface: &str, in_place: &BTreeMap<&str, u32>) -> Vec<Arc<Spelt>> {
        let known = Known::of(surface);
        let plural = surface.strip_suffix('s').is_some_and(|one| Known::of(one).is_name());
        let real = known.is_heard() || plural || self.names.has_part(surface);
        if !real && surface.chars().count() >= 4 {
            return self.spellings(&[surface], surface, in_place, Vec::new());
        }
        let letters = LetterBag::of(surface);
        let mut found: Vec<Arc<Spelt>> = Vec::new();
        let one_part = |other: &&Other| other.listed && other.name != surface && !other.name.contains(' ');
        for other in self.others.iter().filter(one_part) {
            if in_place.contains_key(other.name.as_str()) {
                let forms = self.names.one_part_forms(&other.name);
                found.extend(forms.into_iter().filter_map(|form| self.spelling(&[surface], form, in_place)));
            } else if !letters.rules_out(other.letters) {
                found.extend(self.names.spelt_for(surface, &other.name).iter().cloned());
            }
        }
        found.sort_by_key(|spelt| spelt.form);
        found.dedup_by_key(|spelt| spelt.form);
        found
    }

    /// How `surface` is a spelling of the forms that its letters are near, and of `others`, in the order of their numbers. What
    /// other tellers have in the very place is asked for fewer letters.
    fn spellings(
        &self,
        surface: &[&str],
        joined: &str,
        in_place: &BTreeMap<&str, u32>,
        mut others: Vec<FormId>,
    ) -> Vec<Arc<Spelt>> {
        let mut found = self.names.spelt(joined).to_vec();
        if !in_place.is_empty() {
            found.retain(|spelt| !spelt.form.is_some_and(|form| self.is_in(in_place, form)));
            let near = self.names.near_by_letters(joined).into_iter();
            others.extend(near.filter(|&form| self.is_in(in_place, form)));
        }
        others.sort_unstable();
        others.dedup();
        others.retain(|form| !found.iter().any(|spelt| spelt.form == Some(*form)));
        found.extend(others.into_iter().filter_map(|form| self.spelling(surface, form, in_place)));
        found.sort_by_key(|spelt| spelt.form);
        found
    }

    fn spelling(&self, surface: &[&str], form: FormId, in_place: &BTreeMap<&str, u32>) -> Option<Arc<Spelt>> {
        let there = !in_place.is_empty() && self.is_in(in_place, form);
        self.names.spelling(surface, &self.names.meant(form), there, &self.compared).map(Arc::new)
    }

    fn is_in(&self, in_place: &BTreeMap<&str, u32>, form: FormId) -> bool {
        in_place.contains_key(self.names.form(form).joined(" ").as_str())
    }

    /// How the parts are spellings of forms that the lexicon does not have, but other tellers of the story.
    fn folder(&self, surface: &[&str], joined: &str, in_place: &BTreeMap<&str, u32>) -> Vec<(Meant<'_>, Spelt)> {
        if self.story.tellers() == 0 || self.story.documents_with(joined) * 3 > self.story.tellers() {
            return Vec::new();
        }
        let together = surface.concat();
        let letters = LetterBag::of(&together);
        self.others
            .iter()
            .filter(|m| m.tellers >= TELLERS_OF_A_FORM && !m.listed)
            .filter(|m| {
                if m.name.contains(' ') == (surface.len() > 1) {
                    self.is_near(m, joined, letters, in_place)
                } else {
                    !letters.rules_out(m.letters)
                        && self.compared.similarity_from(NEAR_JOINED, &m.name.replace(' ', ""), &together).is_some()
                }
            })
            .map(|m| m.name.as_str())
            .filter(|name| fold(&umlauts_written_out(self.story.written(name))) != joined)
            .filter_map(|name| {
                let (parts, written) = (name.split(' ').collect(), self.story.written(name));
                let meant = Meant { form: None, entry: None, written, parts };
                let spelt = self.names.spelling(surface, &meant, votes(in_place, &meant) > 0, &self.compared)?;
                Some((meant, spelt))
            })
            .collect()
    }

    /// Whether `other` is near enough to `surface` to be weighed; where it stands in the very place, whatever the letters.
    fn is_near(&self, other: &Other, surface: &str, letters: LetterBag, in_place: &BTreeMap<&str, u32>) -> bool {
        if in_place.contains_key(other.name.as_str()) {
            self.compared.similarity_from(NEAR_IN_PLACE, &other.name, surface).is_some()
        } else {
            !letters.rules_out(other.letters)
                && self.compared.similarity_from(NEAR_A_REAL_NAME, &other.name, surface).is_some()
        }
    }
}

/// How many other tellers have what is `meant` in the very place.
fn votes(in_place: &BTreeMap<&str, u32>, meant: &Meant<'_>) -> u32 {
    in_place.get(meant.parts.join(" ").as_str()).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use crate::corpus::CorpusIndex;
    use crate::lexicon::Lexicon;
    use crate::mention::Mentions;
    use crate::text::Document;

    /// What is suggested for `name` by a table with one row.
    fn suggested(row: &str, name: &str) -> Vec<String> {
        let table = tempfile::Builder::new().suffix(".csv").tempfile().unwrap();
        std::fs::write(table.path(), format!("name,kind,aliases\n{row}\n")).unwrap();
        let lexicon = Lexicon::load(&[table.path().to_owned()]).unwrap();
        let document = Document::new("t", format!("In the hall {name} spoke."));
        let mentions = Mentions::read(&document, &lexicon.names, &CorpusIndex::default().story(0));
        mentions.suspects.into_iter().map(|suspect| suspect.suggestion).collect()
    }

    #[test]
    fn what_is_right_of_a_name_is_kept_and_else_the_usual_form_is_suggested() {
        let row = "Olgerd Tsverkunov,person,Olgierd Tsverkunov | Olgerd Tsverkunoff";
        assert_eq!(suggested(row, "Olgierd Tsverkunow"), ["Olgierd Tsverkunov"]);
        assert_eq!(suggested(row, "Olgert Tsverkunof"), ["Olgerd Tsverkunov"]);
    }

    #[test]
    fn a_torn_name_may_begin_with_a_small_letter_and_a_unit_is_no_name() {
        assert_eq!(suggested("Bertold VanHeksteren,person,", "Bertold van Hexteren"), ["VanHeksteren"]);
        assert_eq!(suggested("Tsverkunov,person,", "Tsverkunow"), ["Tsverkunov"]);
        assert!(suggested("Tsverkunov,person,", "tsverkunoW").is_empty());
    }

    #[test]
    fn an_accepted_short_form_hides_no_garbled_first_name() {
        let row = "Brangomir Olgerd Tsverkunov,person,Olgerd Tsverkunov";
        assert_eq!(suggested(row, "Bragnomir Olgerd Tsverkunov"), ["Brangomir Olgerd Tsverkunov"]);
        assert!(suggested(row, "Olgerd Tsverkunov").is_empty());
    }
}
