//! Which chunks are a known name in a wrong spelling.
//!
//! A part on its own proves little: most words near a famous name are other people's names. So both parts of a name are
//! judged together, and the less a part can be anything else, the less likeness is asked of it. Three degrees:
//! *unheard* (in no list of words or names), *misplaced* (a word, or a family name where a given name stands) and *real* (a
//! given name where one stands). Only support from outside the letters convicts a real part.

use super::Accepted;
use super::chunk::Chunk;
use super::context::Surroundings;
use super::limits;
use crate::lexicon::names::{Entry, EntryId, Form, Gender, Home, Kind, Names, Part, is_particle};
use crate::lexicon::words::Known;
use crate::similar::{arabic_key, edits, is_pinyin, is_romaji, similarity, similarity_from, skeleton, slavic_key};
use crate::text::{Document, Shape};
use std::collections::HashSet;
use std::ops::Range;

/// A name in a spelling that the lexicon does not accept.
#[derive(Debug, Clone)]
pub struct Suspect {
    /// The index of its chunk.
    pub chunk: usize,
    /// Its parts in the chunk.
    pub parts: Range<usize>,
    /// The entry that is meant.
    pub entry: EntryId,
    /// What an editor would write.
    pub suggestion: String,
    /// How it was recognised.
    pub kind: SuspectKind,
    /// From 0 to 1.
    pub confidence: f64,
    /// Each part's likeness and what else speaks for the entry, in a sentence.
    pub why: String,
}

/// How a suspect was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SuspectKind {
    /// Its letters are near those of the entry.
    Garbled,
    /// Its parts are torn apart by spaces or hyphens.
    Split,
    /// Its office belongs to somebody of the same given name.
    Office,
}

struct Judge<'a> {
    document: &'a Document,
    names: &'a Names,
    /// Entries whose accepted form stands in the document.
    present: HashSet<EntryId>,
    /// Parts that belong to longer chunks which are no known name.
    strangers: HashSet<&'a str>,
}

pub(super) fn suspects(document: &Document, names: &Names, chunks: &[Chunk], accepted: &[Accepted]) -> Vec<Suspect> {
    let mut covered: Vec<Vec<&Accepted>> = vec![Vec::new(); chunks.len()];
    for a in accepted {
        covered[a.chunk].push(a);
    }
    let judge = Judge {
        document,
        names,
        present: accepted.iter().filter(|a| a.entries.len() == 1).map(|a| a.entries[0]).collect(),
        strangers: strangers(chunks, &covered),
    };
    let mut found = Vec::new();
    for (c, chunk) in chunks.iter().enumerate() {
        if chunk.stray_hyphens
            && let Some(suspect) = judge.torn_by_hyphens(c, chunk)
        {
            found.push(suspect);
            continue;
        }
        let mut free = vec![true; chunk.parts.len()];
        for a in covered[c].iter().filter(|a| a.parts.len() > 1) {
            free[a.parts.clone()].fill(false);
        }
        judge.windows(c, chunk, &mut free, &mut found);
        for a in &covered[c] {
            free[a.parts.clone()].fill(false);
        }
        judge.alone(c, chunk, &free, &mut found);
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

impl<'a> Judge<'a> {
    /// Looks at every run of two to five free parts, the most likely first; marks what it convicts as taken.
    fn windows(&self, c: usize, chunk: &Chunk, free: &mut [bool], found: &mut Vec<Suspect>) {
        let mut best: Vec<(f64, Suspect)> = Vec::new();
        let n = chunk.parts.len();
        for start in 0..n {
            for end in start + 2..=n.min(start + 5) {
                if free[start..end].iter().all(|f| *f)
                    && let Some(suspect) =
                        self.full_name(c, chunk, start..end).or_else(|| self.torn_by_space(c, chunk, start..end))
                {
                    best.push((suspect.confidence + 0.001 * (end - start) as f64, suspect));
                }
            }
        }
        best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.parts.start.cmp(&b.1.parts.start)));
        for (_, suspect) in best {
            if free[suspect.parts.clone()].iter().all(|f| *f) {
                free[suspect.parts.clone()].fill(false);
                found.push(suspect);
            }
        }
    }

    /// A name of several parts, judged together.
    fn full_name(&self, c: usize, chunk: &Chunk, range: Range<usize>) -> Option<Suspect> {
        let joined = chunk.joined(range.clone());
        if !self.names.accepting(&joined).is_empty() || self.names.is_real_neighbour(&joined) {
            return None;
        }
        let surface: Vec<&str> = chunk.parts[range.clone()].iter().map(|p| p.folded.as_str()).collect();
        let mut best: Option<Suspect> = None;
        for (entry, form) in self.candidates(&surface) {
            if let Some(suspect) = self.judge_form(c, chunk, &range, &surface, entry, form)
                && best.as_ref().is_none_or(|b| suspect.confidence > b.confidence)
            {
                best = Some(suspect);
            }
        }
        best
    }

    /// Forms with as many parts, of which one or more stand in the surface at the same place, exactly or nearly.
    fn candidates(&self, surface: &[&str]) -> Vec<(EntryId, u16)> {
        let mut found = Vec::new();
        for (i, part) in surface.iter().enumerate().filter(|(_, p)| !is_particle(p)) {
            let exact = self.names.part(part).into_iter();
            let at_an_end = i == 0 || i + 1 == surface.len();
            let near = at_an_end.then(|| self.names.near(part)).into_iter();
            let near: Vec<&Part> =
                near.flat_map(|n| n.iter().map(|&n| self.names.part_at(n)).collect::<Vec<_>>()).collect();
            for part in exact.chain(near) {
                for at in part.uses.iter().filter(|u| usize::from(u.index) == i) {
                    if self.form(at.entry, at.form).parts.len() == surface.len() {
                        found.push((at.entry, at.form));
                    }
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    fn form(&self, entry: EntryId, form: u16) -> &'a Form {
        &self.names.entry(entry).forms[usize::from(form)]
    }

    fn judge_form(
        &self,
        c: usize,
        chunk: &Chunk,
        range: &Range<usize>,
        surface: &[&str],
        id: EntryId,
        form: u16,
    ) -> Option<Suspect> {
        let entry = self.names.entry(id);
        let right = self.form(id, form);
        let last = surface.len() - 1;
        let likeness: Vec<f64> = right
            .parts
            .iter()
            .zip(surface)
            .enumerate()
            .map(|(i, (r, s))| {
                let right = self.is_spelling_of(entry, r, s, i == last) || is_choice(entry, r, s);
                if right { 1.0 } else { similarity_from(limits::LEAST, r, s).map_or(0.0, |alike| alike.value) }
            })
            .collect();
        let wrong: Vec<usize> = (0..surface.len()).filter(|&i| likeness[i] < 1.0).collect();
        if wrong.is_empty()
            || wrong
                .iter()
                .any(|&i| surface[i].len() < 2 || is_particle(surface[i]) || is_derived(&right.parts[i], surface[i]))
        {
            return None;
        }
        let least = wrong.iter().map(|&i| likeness[i]).fold(1.0, f64::min);
        let half_changed = |i: usize| {
            let longer = right.parts[i].len().max(surface[i].len());
            edits(&right.parts[i], surface[i]) * 2 >= longer && likeness[i] < limits::HALF_CHANGED
        };
        let same_shape = wrong == [last] && skeleton(&right.parts[last]) == skeleton(surface[last]);
        if least < limits::LEAST && !same_shape {
            return None;
        }
        let exact_weight = (0..surface.len())
            .filter(|i| !wrong.contains(i) && !is_particle(surface[*i]))
            .map(|i| surface[i].len())
            .max()
            .unwrap_or(0);
        let (first, end) = (chunk.parts[range.start].token, chunk.parts[range.end - 1].token);
        let around = Surroundings::of(self.document, chunk, first, end);
        let office = entry.kind == Kind::Person && around.name_office_of(entry);
        let given = Known::of(surface[0]);
        let gender = match (given.is_male(), given.is_female()) {
            (true, false) => Some(Gender::Male),
            (false, true) => Some(Gender::Female),
            _ => None,
        };
        let against = entry.kind == Kind::Person && around.contradict_gender_of(gender, entry);
        let supported = office || against || self.present.contains(&id);
        let family = &right.parts[if entry.family_first() { 0 } else { last }];
        let rare_family = entry.kind == Kind::Person
            && family.len() >= 5
            && !Known::of(family).is_common_family()
            && !Known::of(family).is_word()
            && self.names.part(family).is_some_and(|p| p.uses.iter().all(|u| u.entry == id));

        let letters: usize = wrong.iter().map(|&i| surface[i].len()).sum();
        let mean = wrong.iter().map(|&i| likeness[i] * surface[i].len() as f64).sum::<f64>() / letters.max(1) as f64;
        if exact_weight < 2 {
            // A real given name may stand before an unheard family name: `Emanuel Makron`.
            let free = wrong.iter().all(|&i| {
                let degree = self.degree(entry, surface[i], i, last);
                let beside = likeness[last] >= limits::ALL_WRONG_BESIDE_REAL;
                degree != Degree::Real || (i != last && beside && likeness[i] >= limits::ALL_WRONG_REAL_GIVEN)
            });
            if !(mean >= limits::ALL_WRONG_MEAN && least >= limits::ALL_WRONG_LEAST && free && letters >= 8) {
                return None;
            }
        } else {
            for &i in &wrong {
                let is_family = rare_family && i == last;
                let limit = match (self.degree(entry, surface[i], i, last), supported) {
                    (Degree::Unheard, false) if entry.kind == Kind::Person && i != last => limits::GIVEN,
                    (Degree::Unheard, false) => limits::FAMILY,
                    (Degree::Unheard, true) => limits::UNHEARD_SUPPORTED,
                    (Degree::Misplaced, false) => limits::MISPLACED,
                    (Degree::Misplaced, true) => limits::MISPLACED_SUPPORTED,
                    (Degree::Real, _) if office || against => limits::REAL_BY_OFFICE,
                    (Degree::Real, true) if rare_family && !is_family => limits::REAL_BEFORE_RARE_PRESENT,
                    (Degree::Real, false) if rare_family && !is_family => limits::REAL_BEFORE_RARE,
                    (Degree::Real, _) => return self.by_office(c, range, surface, id, right, &around, &wrong),
                };
                let changed = half_changed(i) && !(office || against);
                if likeness[i] < limit || changed || is_short_for(&right.parts[i], surface[i]) {
                    return self.by_office(c, range, surface, id, right, &around, &wrong);
                }
            }
        }
        let by_office_alone =
            office && wrong == [last] && self.degree(entry, surface[last], last, last) == Degree::Real;
        let shown: Vec<String> = (0..surface.len())
            .map(|i| {
                let sign = if likeness[i] < 1.0 { "≈" } else { "=" };
                format!("{}{sign}{} {:.2}", surface[i], right.parts[i], likeness[i])
            })
            .collect();
        let mut why = shown.join(", ");
        for (holds, what) in [
            (office, "the office is theirs"),
            (against, "the honorific contradicts the given name"),
            (self.present.contains(&id), "the document has the right form"),
        ] {
            if holds {
                why.push_str("; ");
                why.push_str(what);
            }
        }
        Some(Suspect {
            chunk: c,
            parts: range.clone(),
            entry: id,
            suggestion: self.suggestion(entry, right, surface, &likeness),
            kind: if by_office_alone { SuspectKind::Office } else { SuspectKind::Garbled },
            confidence: confidence(mean, supported, exact_weight >= 2),
            why,
        })
    }

    /// Whether `surface` is how `entry` may write the part `right`, in any of its forms, at the same end of the name.
    fn is_spelling_of(&self, entry: &Entry, right: &str, surface: &str, last: bool) -> bool {
        if right == surface {
            return true;
        }
        let canonical = &entry.forms[0].parts;
        let in_order = |f: &Form| match f.parts.len() {
            1 => last && !entry.family_first(),
            _ => f.parts.last() != canonical.first(),
        };
        entry.forms.iter().filter(|f| in_order(f)).any(|f| {
            let part = if last { f.parts.last() } else { f.parts.first() };
            part.is_some_and(|p| p == surface)
        })
    }

    fn degree(&self, entry: &Entry, surface: &str, index: usize, last: usize) -> Degree {
        let known = Known::of(surface);
        let in_lexicon = self.names.part(surface);
        if !known.is_known() && in_lexicon.is_none() {
            return if is_reading(entry, surface) { Degree::Real } else { Degree::Unheard };
        }
        if entry.kind != Kind::Person {
            return Degree::Real;
        }
        let given_place = (index == 0) != entry.family_first();
        let in_role = in_lexicon.is_some_and(|p| {
            p.uses.iter().any(|u| {
                let other = self.names.entry(u.entry);
                let length = other.forms[usize::from(u.form)].parts.len();
                other.kind == Kind::Person && length > 1 && (usize::from(u.index) == 0) == (index == 0)
            })
        });
        let real = if given_place && index != last { known.is_given() } else { known.is_family() };
        if real || in_role { Degree::Real } else { Degree::Misplaced }
    }

    /// The same given name and the very office, but another family name of the same consonants: `UK Defense Minister John
    /// Hill` for John Healey.
    #[expect(clippy::too_many_arguments, reason = "a continuation of judge_form with its locals")]
    fn by_office(
        &self,
        c: usize,
        range: &Range<usize>,
        surface: &[&str],
        id: EntryId,
        right: &Form,
        around: &Surroundings,
        wrong: &[usize],
    ) -> Option<Suspect> {
        let entry = self.names.entry(id);
        let last = surface.len() - 1;
        let fits = entry.kind == Kind::Person
            && wrong == [last]
            && around.name_office_of(entry)
            && skeleton(&right.parts[last]) == skeleton(surface[last]);
        fits.then(|| Suspect {
            chunk: c,
            parts: range.clone(),
            entry: id,
            suggestion: entry.name.clone(),
            kind: SuspectKind::Office,
            confidence: 0.7,
            why: format!("{} held this office, and {} has the same consonants", entry.name, right.written),
        })
    }

    /// A name that stands alone, or is all that is left of its chunk.
    fn alone(&self, c: usize, chunk: &Chunk, free: &[bool], found: &mut Vec<Suspect>) {
        let left: Vec<usize> = (0..free.len()).filter(|&i| free[i]).collect();
        let [i] = left[..] else { return };
        let part = &chunk.parts[i];
        let surface = part.folded.as_str();
        let letters = surface.chars().count();
        let token = &self.document.tokens()[part.token];
        let hyphenated = chunk.parts.len() > 1 && {
            let tight = |t: usize| self.document.tokens().get(t).is_some_and(|t| t.is_hyphen(self.document.text()));
            tight(part.token + 1) || (part.token > 0 && tight(part.token - 1))
        };
        if letters < 4 || token.shape == Shape::Upper || hyphenated || self.names.is_real_neighbour(surface) {
            return;
        }
        let known = Known::of(surface);
        let plural = surface.strip_suffix('s').is_some_and(|one| Known::of(one).is_name());
        let heard = known.is_known() || plural || self.names.part(surface).is_some();
        let around = Surroundings::of(self.document, chunk, part.token, part.token);
        let titled = around.titled();
        if heard && !titled {
            return;
        }
        let mut ranked: Vec<(f64, EntryId, &Part)> = Vec::new();
        for (near, value) in self.names.near(surface).iter().map(|&n| (self.names.part_at(n), n.value)) {
            for at in &near.uses {
                if self.form(at.entry, at.form).parts.len() == 1
                    && !ranked.iter().any(|r| r.1 == at.entry && r.0 >= value)
                {
                    ranked.retain(|r| r.1 != at.entry);
                    ranked.push((value, at.entry, near));
                }
            }
        }
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let Some(&(value, id, near)) = ranked.first() else { return };
        let entry = self.names.entry(id);
        let office = entry.kind == Kind::Person && around.name_office_of(entry);
        let supported = office || self.present.contains(&id);
        let limit = match (heard, office, supported) {
            (true, true, _) => limits::ALONE_OFFICE,
            (true, false, _) => return,
            (false, _, true) => limits::ALONE_SUPPORTED,
            (false, _, false) if titled && entry.kind == Kind::Person => limits::ALONE_TITLED,
            (false, _, false) if letters >= 8 => limits::ALONE_LONG,
            (false, _, false) => limits::ALONE,
        };
        let most_edits = if supported { letters / 2 } else { 1 + letters / 8 };
        let rival = ranked.iter().find(|r| r.2.folded != near.folded);
        let margin = rival.map_or(1.0, |r| value - r.0);
        let stranger = self.strangers.contains(surface);
        if value < limit
            || (margin < limits::MARGIN && !supported)
            || (letters < limits::ALONE_LETTERS && !supported)
            || (stranger && !office)
            || is_derived(&near.folded, surface)
            || is_choice(entry, &near.folded, surface)
            || (is_reading(entry, surface) && !office)
            || edits(&near.folded, surface) > most_edits
        {
            return;
        }
        let written = near.uses.iter().find(|u| u.entry == id).map(|u| self.form(u.entry, u.form).written.clone());
        let mut why = format!("{surface}≈{} {value:.2}", near.folded);
        if let Some(rival) = rival {
            why.push_str(&format!("; next {} {:.2}", rival.2.folded, rival.0));
        }
        if office {
            why.push_str("; the office is theirs");
        } else if supported {
            why.push_str("; the document has the right form");
        }
        found.push(Suspect {
            chunk: c,
            parts: i..i + 1,
            entry: id,
            suggestion: written.unwrap_or_else(|| entry.name.clone()),
            kind: SuspectKind::Garbled,
            confidence: confidence(value, supported, false),
            why,
        });
    }

    /// A chunk held together by hyphens with a space on one side: joined, it must be near a whole name.
    fn torn_by_hyphens(&self, c: usize, chunk: &Chunk) -> Option<Suspect> {
        let surface: String = chunk.parts.iter().map(|p| p.folded.as_str()).collect();
        let spaced = chunk.joined(0..chunk.parts.len());
        let all = 0..chunk.parts.len();
        let suspect = |id: EntryId, form: &Form, value: f64| Suspect {
            chunk: c,
            parts: all.clone(),
            entry: id,
            suggestion: form.written.clone(),
            kind: SuspectKind::Split,
            confidence: confidence(value, true, false),
            why: format!("joined: {surface}≈{} {value:.2}, torn apart by stray hyphens", form.parts.concat()),
        };
        if let Some(&id) = self.names.accepting(&spaced).first() {
            let entry = self.names.entry(id);
            let form = entry.forms.iter().find(|f| f.parts.join(" ") == spaced).unwrap_or(&entry.forms[0]);
            return Some(suspect(id, form, 1.0));
        }
        if surface.chars().count() < 6 {
            return None;
        }
        let mut best: Option<(f64, EntryId, &Form)> = None;
        for (id, entry) in self.names.entries().iter().enumerate() {
            for form in entry.forms.iter().filter(|f| f.parts.len() > 1 || f.parts[0].len() >= 6) {
                let right = form.parts.concat();
                if right.len().abs_diff(surface.len()) * 3 > right.len() {
                    continue;
                }
                let value = similarity(&right, &surface).value;
                if value >= limits::TORN && best.is_none_or(|b| value > b.0) {
                    best = Some((value, u32::try_from(id).unwrap_or(u32::MAX), form));
                }
            }
        }
        best.map(|(value, id, form)| suspect(id, form, value))
    }

    /// `Lu Kaku`: parts that joined are an accepted name standing alone, and one of them is nothing by itself.
    fn torn_by_space(&self, c: usize, chunk: &Chunk, range: Range<usize>) -> Option<Suspect> {
        let parts = &chunk.parts[range.clone()];
        let joined: String = parts.iter().map(|p| p.folded.as_str()).collect();
        let nothing = |folded: &str| !Known::of(folded).is_known() && self.names.part(folded).is_none();
        let &id = self.names.accepting(&joined).first()?;
        let entry = self.names.entry(id);
        let form = entry.forms.iter().find(|f| f.parts.len() == 1 && f.parts[0] == joined)?;
        (joined.len() >= 5 && parts.iter().any(|p| nothing(&p.folded))).then(|| Suspect {
            chunk: c,
            parts: range,
            entry: id,
            suggestion: form.written.clone(),
            kind: SuspectKind::Split,
            confidence: 0.85,
            why: format!("joined it is {}", form.written),
        })
    }

    /// The accepted form nearest to what stands there: parts that are right keep their spelling.
    fn suggestion(&self, entry: &Entry, right: &Form, surface: &[&str], likeness: &[f64]) -> String {
        let last = surface.len() - 1;
        if entry.kind == Kind::Person && likeness[last] == 1.0 && right.parts[last] != surface[last] {
            let family = entry.forms.iter().find_map(|f| {
                let stands = f.parts.last().is_some_and(|p| p == surface[last]);
                stands.then(|| f.written.rsplit(' ').next().unwrap_or_default().to_owned())
            });
            let given = right.written.rsplit_once(' ').map(|(given, _)| given);
            if let (Some(family), Some(given)) = (family, given) {
                return format!("{given} {family}");
            }
        }
        right.written.clone()
    }
}

/// What else a part could be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Degree {
    Unheard,
    Misplaced,
    Real,
}

/// Whether the two spellings of a part are both a newsroom's choice of romanisation.
fn is_choice(entry: &Entry, right: &str, surface: &str) -> bool {
    match entry.home {
        Home::Arabic => arabic_key(right) == arabic_key(surface),
        Home::Latin | Home::Cyrillic => slavic_key(right) == slavic_key(surface),
        Home::Han | Home::Hangul | Home::Other => false,
    }
}

/// Whether `surface` is another reading of Chinese or Japanese characters, near a name that is written in them: others bear
/// it. Korean given names vary as freely.
fn is_reading(entry: &Entry, surface: &str) -> bool {
    match entry.home {
        Home::Han => is_pinyin(surface) || is_romaji(surface),
        Home::Hangul => true,
        Home::Latin | Home::Cyrillic | Home::Arabic | Home::Other => false,
    }
}

/// Plurals, demonyms and words made of a name are no garblings: `Trumps`, `Kyivan`, `Macronism`.
fn is_derived(right: &str, surface: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "s", "es", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "ist", "ists", "ism", "ite", "ites", "ish", "ese",
        "er", "ers", "esque", "ic", "land", "ville", "ist", "y", "ization",
    ];
    let bare = right.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    surface.strip_prefix(right).is_some_and(|rest| ENDINGS.contains(&rest))
        || (bare.len() >= 4 && surface.strip_prefix(bare).is_some_and(|rest| rest.len() > 2 && ENDINGS.contains(&rest)))
        || right.strip_suffix('s').is_some_and(|singular| singular == surface)
}

/// `Alex` for Alexander is a short form and no garbling.
fn is_short_for(right: &str, surface: &str) -> bool {
    surface.len() >= 3 && right.len() > surface.len() + 1 && right.starts_with(surface) && Known::of(surface).is_given()
}

/// Confidence from the likeness of the wrong parts; see `reports/` for how findings at each level turned out.
fn confidence(likeness: f64, supported: bool, has_exact_part: bool) -> f64 {
    let base = 0.35 + 0.5 * likeness;
    let support = if supported { 0.10 } else { 0.0 };
    let pair = if has_exact_part { 0.08 } else { 0.0 };
    (base + support + pair).min(0.99)
}
