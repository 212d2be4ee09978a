//! Phrases that machines use more than people who translated the same documents.

use super::corpus::{Side, Text};
use crate::error::{Error, Result};
use crate::lexicon::words::Known;
use crate::text::{Document, TokenKind, counted};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// What to mine.
#[derive(Debug, Clone, Copy)]
pub struct MiningOptions {
    /// Fewest source documents in whose machine translations a phrase must stand.
    pub documents: usize,
    /// Fewest systems that must write it.
    pub systems: usize,
    /// Least z-score.
    pub z: f64,
}

impl Default for MiningOptions {
    /// Three documents, so that it is not one story's; two systems, so that it is not one system's; one standard
    /// deviation, as the rows are read by a person, who loses more by what is missing than by what is idle.
    fn default() -> Self {
        Self { documents: 3, systems: 2, z: 1.0 }
    }
}

/// A phrase that machines over-use.
#[derive(Debug, Clone, PartialEq)]
pub struct Mined {
    /// As a pattern: folded words, `NUMBER` for a figure.
    pub pattern: String,
    /// The log-odds ratio in units of its standard deviation.
    pub z: f64,
    /// Source documents with it, by machines and by people; a document with it in half of its translations counts a half.
    pub weight: [f64; 2],
    /// Distinct source documents and systems on the machine side.
    pub documents: usize,
    /// Distinct systems.
    pub systems: usize,
}

const LONGEST: usize = 5;
/// A figure; no word has this number.
const FIGURE: u32 = u32::MAX;
/// The prior counts as much as a tenth of the data: rare phrases are drawn to equal use, common ones hardly.
const PRIOR: f64 = 0.1;
/// A phrase is left out for a longer one that stands in nearly all of its places.
const SAME_PLACES: f64 = 0.9;

type Gram = Vec<u32>;

/// All translations of one document by one side: for each, its system and its runs of words.
type Group = Vec<(u32, Vec<Vec<u32>>)>;

#[derive(Debug, Default)]
struct Tally {
    weight: [f64; 2],
    documents: usize,
    systems: FxHashSet<u32>,
}

/// Word 2- to 5-grams that `texts` of machines use more than those of people, the most telling first.
///
/// Log-odds ratio with an informative Dirichlet prior, the pooled counts: Monroe, Colaresi and Quinn 2008, "Fightin' Words",
/// Political Analysis 16, equations 15, 20 and 22. Each source document counts once a side, however many translations it has.
/// Native texts count as people's.
#[must_use]
pub fn mine(texts: &[Text], options: MiningOptions) -> Vec<Mined> {
    let mut words = Numbers::default();
    let mut systems = Numbers::default();
    let mut groups: BTreeMap<(usize, &str), Group> = BTreeMap::new();
    for text in texts {
        let side = usize::from(text.side != Side::Machine);
        let runs = runs(&text.text, &mut words);
        groups.entry((side, &text.source)).or_default().push((systems.of(&text.system), runs));
    }
    let mut found: Vec<(Gram, Mined)> = Vec::new();
    let mut frequent: FxHashSet<Gram> = FxHashSet::default();
    for length in 2..=LONGEST {
        let tallies = tally(&groups, length, &frequent);
        let total = |side: usize| tallies.values().map(|t| t.weight[side]).sum::<f64>();
        let totals = [total(0), total(1)];
        frequent = FxHashSet::default();
        for (gram, tally) in tallies {
            if tally.documents < options.documents || tally.systems.len() < options.systems {
                continue;
            }
            frequent.insert(gram.clone());
            let z = z(tally.weight, totals);
            if z >= options.z && gram.iter().all(|&w| w == FIGURE || Known::of(words.name(w)).is_word()) {
                let name = |&w: &u32| if w == FIGURE { "NUMBER" } else { words.name(w) };
                let mined = Mined {
                    pattern: gram.iter().map(name).collect::<Vec<_>>().join(" "),
                    z,
                    weight: tally.weight,
                    documents: tally.documents,
                    systems: tally.systems.len(),
                };
                found.push((gram, mined));
            }
        }
    }
    let mut mined = without_parts(found);
    mined.sort_by(|a, b| b.z.total_cmp(&a.z).then_with(|| a.pattern.cmp(&b.pattern)));
    mined
}

/// Runs of words between punctuation marks and sentence ends.
fn runs(text: &str, words: &mut Numbers) -> Vec<Vec<u32>> {
    let document = Document::new("mined", text);
    let mut runs = Vec::new();
    for segment in document.segments() {
        let mut run = Vec::new();
        for i in segment.tokens.clone() {
            match document.tokens()[i].kind {
                TokenKind::Word => run.push(words.of(document.folded(i))),
                TokenKind::Number => run.push(FIGURE),
                TokenKind::Clitic | TokenKind::Punctuation => runs.push(std::mem::take(&mut run)),
            }
        }
        runs.push(run);
    }
    runs.retain(|run| run.len() > 1);
    runs
}

/// Counts the phrases of `length` words both of whose parts one word shorter are `frequent`.
fn tally(groups: &BTreeMap<(usize, &str), Group>, length: usize, frequent: &FxHashSet<Gram>) -> FxHashMap<Gram, Tally> {
    let mut tallies: FxHashMap<Gram, Tally> = FxHashMap::default();
    for ((side, _), group) in groups {
        let mut within: FxHashMap<&[u32], FxHashSet<u32>> = FxHashMap::default();
        let mut translations: FxHashMap<&[u32], usize> = FxHashMap::default();
        for (system, runs) in group {
            let grams = runs.iter().flat_map(|run| run.windows(length));
            let grams: FxHashSet<&[u32]> = grams
                .filter(|g| length == 2 || frequent.contains(&g[1..]) && frequent.contains(&g[..length - 1]))
                .collect();
            for gram in grams {
                within.entry(gram).or_default().insert(*system);
                *translations.entry(gram).or_default() += 1;
            }
        }
        for (gram, systems) in within {
            let tally = match tallies.get_mut(gram) {
                Some(tally) => tally,
                None => tallies.entry(gram.to_vec()).or_default(),
            };
            tally.weight[*side] += translations[gram] as f64 / group.len() as f64;
            if *side == 0 {
                tally.documents += 1;
                tally.systems.extend(systems);
            }
        }
    }
    tallies
}

/// Monroe et al., equations 15, 20 and 22: the log-odds ratio by its standard deviation.
fn z(counts: [f64; 2], totals: [f64; 2]) -> f64 {
    let prior = PRIOR * (counts[0] + counts[1]);
    let all = PRIOR * (totals[0] + totals[1]);
    let log_odds = |side: usize| ((counts[side] + prior) / (totals[side] + all - counts[side] - prior)).ln();
    let variance = 1.0 / (counts[0] + prior) + 1.0 / (counts[1] + prior);
    (log_odds(0) - log_odds(1)) / variance.sqrt()
}

/// Leaves out what hardly ever stands outside a longer phrase that was found too.
fn without_parts(found: Vec<(Gram, Mined)>) -> Vec<Mined> {
    let mut inside: FxHashMap<&[u32], f64> = FxHashMap::default();
    for (gram, mined) in &found {
        for part in [&gram[1..], &gram[..gram.len() - 1]] {
            let most = inside.entry(part).or_default();
            *most = most.max(mined.weight[0]);
        }
    }
    let alone = |(gram, mined): &(Gram, Mined)| {
        inside.get(gram.as_slice()).is_none_or(|longer| *longer < SAME_PLACES * mined.weight[0])
    };
    let keep: Vec<bool> = found.iter().map(alone).collect();
    found.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|((_, mined), _)| mined).collect()
}

#[derive(Debug, Default)]
struct Numbers {
    number: FxHashMap<String, u32>,
    names: Vec<String>,
}

impl Numbers {
    fn of(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.number.get(name) {
            return number;
        }
        let number = u32::try_from(self.names.len()).unwrap_or(FIGURE - 1);
        self.names.push(name.to_owned());
        self.number.insert(name.to_owned(), number);
        number
    }

    fn name(&self, number: u32) -> &str {
        &self.names[number as usize]
    }
}

/// `mined` as rows of a phrase table whose other cells are to be filled in.
///
/// # Errors
/// None that is known: the table is made in memory.
pub fn table_of_mined(mined: &[Mined]) -> Result<String> {
    let failed = |e: csv::Error| Error::usage(e.to_string());
    let mut table = csv::Writer::from_writer(Vec::new());
    let columns = crate::lexicon::phrases::COLUMNS;
    table.write_record(columns).map_err(failed)?;
    for row in mined {
        let note = format!(
            "z {:.1}; {}, {}; weight {:.1} machine, {:.1} human",
            row.z,
            counted(row.documents, "document"),
            counted(row.systems, "system"),
            row.weight[0],
            row.weight[1]
        );
        let cell = |column: &&str| match *column {
            "pattern" => row.pattern.clone(),
            "source" => "mined".to_owned(),
            "note" => note.clone(),
            _ => String::new(),
        };
        table.write_record(columns.iter().map(cell)).map_err(failed)?;
    }
    let bytes = table.into_inner().map_err(|e| Error::usage(e.to_string()))?;
    String::from_utf8(bytes).map_err(|e| Error::usage(e.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(side: Side, source: usize, system: &str, text: &str) -> Text {
        Text { side, source: source.to_string(), system: system.to_owned(), text: text.to_owned() }
    }

    fn corpus(outputs: usize) -> Vec<Text> {
        let mut texts = Vec::new();
        for source in 0..20 {
            texts.push(text(Side::Human, source, "ref", "The guests came to the table at last, and they spoke."));
            for output in 0..outputs {
                let system = format!("system {output}");
                texts.push(text(Side::Machine, source, &system, "The guests came under the table at last."));
            }
        }
        texts
    }

    #[test]
    fn finds_what_only_machines_write_and_keeps_the_longest() {
        let mined = mine(&corpus(2), MiningOptions::default());
        assert!(mined.iter().any(|m| m.pattern.contains("came under the")), "{mined:?}");
        assert!(mined.iter().all(|m| m.pattern.contains("under")), "{mined:?}");
    }

    #[test]
    fn more_translations_of_one_document_weigh_no_more() {
        let (few, many) = (mine(&corpus(2), MiningOptions::default()), mine(&corpus(10), MiningOptions::default()));
        assert_eq!(few.len(), many.len());
        assert!(few.iter().zip(&many).all(|(a, b)| (a.z - b.z).abs() < 1e-9));
    }

    #[test]
    fn equal_use_has_no_z() {
        assert!(z([5.0, 5.0], [100.0, 100.0]).abs() < 1e-12);
        assert!(z([9.0, 1.0], [100.0, 100.0]) > 1.5);
    }
}
