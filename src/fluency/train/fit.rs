//! From labelled documents to a model: two linear models of n-grams and two language models of human text, and over what they
//! say of documents they have not seen a last linear model together with the rates of style.

use super::counts::{self, Filled};
use super::logistic::{self, Fit, Row};
use super::samples::Sample;
use crate::error::{Error, Result};
use crate::fluency::items::{Items, START, VOCABULARY_BYTES, Vocabulary, hash, is_vocabulary};
use crate::fluency::lm::{Plain, Table};
use crate::fluency::model::{
    CHARACTER_ORDER, CLUES, FEWEST_WORDS, Model, Numbers, Parts, QUANTILES, Spread, VOICES, WORD_ORDER, packed,
};
use crate::fluency::surprise::{Surprise, mean};
use crate::fluency::{grams, style};
use crate::text::{Document, TokenKind};
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// A word is told apart, and an n-gram gets a weight, where so many source documents and so many pairs have it: what fewer
/// have is the news of one year or one language's.
const FEWEST_GROUPS: usize = 5;
const FEWEST_PAIRS: usize = 3;

/// The penalty of the linear models of n-grams; between 0.1 and 3 little changes where whole pairs are held out.
const GRAM_PENALTY: f64 = 0.1;

/// The penalty of the last model, chosen where whole pairs are held out: with a small one the rates learn the six pairs of
/// the training and lose on the seventh (AUC 0.73 against 0.75).
const LAST_PENALTY: f64 = 1000.0;
/// The two n-gram models are hardly held back: their clues are this much larger in the last model than those of style.
const LEAD: f64 = 30.0;

/// Parts of the documents that are held out in turn inside a training, where there is only one pair.
const PARTS: usize = 5;

/// So many passages of human text in a thousand words may lie above the threshold.
const PASSAGES_PER_1000: f64 = 0.4;

/// A document that is long enough, cut into tokens.
pub(super) struct Prepared<'a> {
    pub sample: &'a Sample,
    pub document: Document,
}

/// Trains on `samples`; gives the bytes of a model file.
///
/// # Errors
/// Too few documents of one kind.
pub fn train(samples: &[Sample]) -> Result<Vec<u8>> {
    let prepared = prepare(samples)?;
    fit(&prepared.iter().collect::<Vec<_>>())
}

/// Sorted, so that the order of the input changes nothing.
pub(super) fn prepare(samples: &[Sample]) -> Result<Vec<Prepared<'_>>> {
    let mut sorted: Vec<&Sample> = samples.iter().collect();
    sorted.sort();
    let tokenise = |sample| Prepared { sample, document: Document::new(sample.id.clone(), sample.text.clone()) };
    let mut prepared: Vec<Prepared<'_>> = sorted.into_par_iter().map(tokenise).collect();
    prepared.retain(|p| p.document.words() >= FEWEST_WORDS);
    Ok(prepared)
}

/// What the models see of a document.
struct Seen {
    items: Items,
    /// Places of word and character n-grams with their counts, and how many n-grams there are.
    grams: [(Vec<(u32, u32)>, f64); 2],
    rates: [f64; style::RATES],
}

impl Seen {
    fn of(document: &Document, vocabulary: Vocabulary<'_>) -> Self {
        let items = Items::read(document, vocabulary);
        let (mut words, mut characters) = (Vec::new(), Vec::new());
        grams::words(&items, |place| words.push(place as u32));
        grams::characters(&items, |place| characters.push(place as u32));
        Self { rates: style::rates(document, &items), grams: [counted(words), counted(characters)], items }
    }
}

fn counted(mut places: Vec<u32>) -> (Vec<(u32, u32)>, f64) {
    places.sort_unstable();
    let counts = places.chunk_by(|a, b| a == b).map(|same| (same[0], same.len() as u32)).collect();
    (counts, places.len().max(1) as f64)
}

/// Words that enough source documents of enough pairs have in small letters.
fn vocabulary(prepared: &[&Prepared<'_>]) -> Vec<u8> {
    let mut homes: HashMap<u64, BTreeSet<(&str, &str)>> = HashMap::new();
    for p in prepared {
        for (i, token) in p.document.tokens().iter().enumerate() {
            if token.kind == TokenKind::Word && !token.is_capitalised(p.document.text()) || p.document.folded(i) == "i"
            {
                let symbol = hash(p.document.folded(i).as_bytes());
                homes.entry(symbol).or_default().insert((&p.sample.pair, &p.sample.group));
            }
        }
    }
    let pairs_needed = pairs_needed(prepared);
    let mut bits = vec![0; VOCABULARY_BYTES];
    for (&symbol, homes) in &homes {
        let pairs = homes.iter().map(|(pair, _)| pair).collect::<BTreeSet<_>>().len();
        if homes.len() >= FEWEST_GROUPS && pairs >= pairs_needed && is_vocabulary(symbol) {
            let (byte, bit) = Vocabulary::place(symbol);
            bits[byte] |= bit;
        }
    }
    bits
}

fn pairs_needed(prepared: &[&Prepared<'_>]) -> usize {
    let pairs: BTreeSet<&str> = prepared.iter().map(|p| p.sample.pair.as_str()).collect();
    FEWEST_PAIRS.min(pairs.len())
}

/// Human and machine versions of one source document weigh the same together, so that what it is about, and from which
/// language, tells nothing; then both sides weigh the same in all.
fn balance(prepared: &[&Prepared<'_>]) -> Vec<f64> {
    let mut sides: HashMap<(&str, &str), [f64; 2]> = HashMap::new();
    for p in prepared {
        sides.entry((&p.sample.pair, &p.sample.group)).or_default()[usize::from(p.sample.machine)] += 1.0;
    }
    let mut weights: Vec<f64> = prepared
        .iter()
        .map(|p| 1.0 / sides[&(p.sample.pair.as_str(), p.sample.group.as_str())][usize::from(p.sample.machine)])
        .collect();
    let mut totals = [0.0; 2];
    for (p, weight) in prepared.iter().zip(&weights) {
        totals[usize::from(p.sample.machine)] += weight;
    }
    let all: f64 = totals.iter().sum();
    for (p, weight) in prepared.iter().zip(&mut weights) {
        *weight *= 0.5 * all / totals[usize::from(p.sample.machine)].max(1e-9);
    }
    weights
}

/// The models of the first step.
struct First {
    /// For every place the weight of a rate of 1.
    grams: [Vec<f64>; 2],
    human: [Filled; 2],
}

impl First {
    fn fit(prepared: &[&Prepared<'_>], seen: &[&Seen]) -> Self {
        let weights = balance(prepared);
        let sizes = [1 << grams::WORD_BITS, 1 << grams::CHARACTER_BITS];
        let grams = [0, 1].map(|kind| linear(prepared, seen, &weights, kind, sizes[kind]));
        let of_people = || prepared.iter().zip(seen).filter(|(p, _)| !p.sample.machine).map(|(_, s)| *s);
        let mut words = Vec::new();
        let mut characters = Vec::new();
        for seen in of_people() {
            for sentence in &seen.items.sentences {
                let items = &seen.items.items[sentence.items.clone()];
                words.push(std::iter::once(START).chain(items.iter().map(|i| i.symbol)).collect());
                let spelt = sentence.items.clone().flat_map(|i| seen.items.characters_of(i));
                characters.push(spelt.map(|c| u64::from(seen.items.characters[c])).collect());
            }
        }
        Self { grams, human: [counts::fill(&words, WORD_ORDER), counts::fill(&characters, CHARACTER_ORDER)] }
    }

    fn surprise(&self, items: &Items) -> Surprise {
        let [words, characters] = &self.human;
        let mut words = Plain::new(table(words, WORD_ORDER), Some(START));
        let mut characters = Plain::new(table(characters, CHARACTER_ORDER), None);
        Surprise::of(items, &mut words, &mut characters)
    }

    fn clues(&self, seen: &Seen, surprise: &Surprise) -> [f64; CLUES] {
        let mut clues = [0.0; CLUES];
        for ((clue, weights), (counts, all)) in clues.iter_mut().zip(&self.grams).zip(&seen.grams) {
            *clue = counts.iter().map(|&(i, n)| weights[i as usize] * f64::from(n)).sum::<f64>() / all;
        }
        surprise.voices(&seen.items, &mut clues[2..VOICES]);
        clues[VOICES..].copy_from_slice(&seen.rates);
        clues
    }
}

fn table(filled: &Filled, order: usize) -> Table<'_> {
    Table { entries: &filled.entries, order, unseen: filled.unseen }
}

/// Fits weights to rates, each divided by the root of its mean: else the commonest n-grams would outweigh all others.
fn linear(prepared: &[&Prepared<'_>], seen: &[&Seen], weights: &[f64], kind: usize, size: usize) -> Vec<f64> {
    let kept = kept(prepared, seen, kind, size);
    let mut rates = vec![0.0; size];
    for seen in seen {
        let (counts, all) = &seen.grams[kind];
        counts.iter().for_each(|&(i, n)| rates[i as usize] += f64::from(n) / all / prepared.len() as f64);
    }
    let scale = |i: u32| 1.0 / rates[i as usize].sqrt();
    let mut place_of: Vec<u32> = vec![u32::MAX; size];
    let places: Vec<u32> = (0..size as u32).filter(|&i| kept[i as usize]).collect();
    for (new, &old) in places.iter().enumerate() {
        place_of[old as usize] = new as u32;
    }
    let mut rows: Vec<Row> = prepared
        .iter()
        .zip(seen)
        .zip(weights)
        .map(|((p, seen), &weight)| {
            let (counts, all) = &seen.grams[kind];
            let kept = counts.iter().filter(|(i, _)| kept[*i as usize]);
            let features = kept.map(|&(i, n)| (place_of[i as usize], (f64::from(n) / all * scale(i)) as f32));
            Row { features: features.collect(), positive: p.sample.machine, weight }
        })
        .collect();
    let squares = |row: &Row| row.features.iter().map(|(_, x)| f64::from(x * x)).sum::<f64>();
    let typical = mean(&rows.iter().map(squares).collect::<Vec<_>>()).sqrt().max(1e-9);
    rows.iter_mut().for_each(|row| row.features.iter_mut().for_each(|(_, x)| *x /= typical as f32));
    let Fit { weights: fitted } = logistic::fit(&rows, places.len(), GRAM_PENALTY);
    let mut full = vec![0.0; size];
    for (&old, weight) in places.iter().zip(&fitted) {
        full[old as usize] = weight * scale(old) / typical;
    }
    full
}

/// The places that enough source documents and pairs have; documents stand sorted by both.
fn kept(prepared: &[&Prepared<'_>], seen: &[&Seen], kind: usize, size: usize) -> Vec<bool> {
    let mut groups = vec![(0_usize, usize::MAX); size];
    let mut pairs = vec![(0_usize, usize::MAX); size];
    let (mut group, mut pair) = (0, 0);
    for (d, (p, seen)) in prepared.iter().zip(seen).enumerate() {
        if d > 0 {
            let before = prepared[d - 1].sample;
            pair += usize::from(before.pair != p.sample.pair);
            group += usize::from(before.pair != p.sample.pair || before.group != p.sample.group);
        }
        for &(i, _) in &seen.grams[kind].0 {
            for (table, now) in [(&mut groups, group), (&mut pairs, pair)] {
                let (count, last) = &mut table[i as usize];
                if *last != now {
                    (*count, *last) = (*count + 1, now);
                }
            }
        }
    }
    let pairs_needed = pairs_needed(prepared);
    groups.iter().zip(&pairs).map(|((g, _), (p, _))| *g >= FEWEST_GROUPS && *p >= pairs_needed).collect()
}

/// Which part each document is in when parts are held out: its pair, or where there are few pairs one of [`PARTS`] by group.
fn parts(prepared: &[&Prepared<'_>]) -> Vec<usize> {
    let pairs: BTreeSet<&str> = prepared.iter().map(|p| p.sample.pair.as_str()).collect();
    if pairs.len() >= 3 {
        let number: BTreeMap<&str, usize> = pairs.into_iter().zip(0..).collect();
        return prepared.iter().map(|p| number[p.sample.pair.as_str()]).collect();
    }
    by_group(prepared, PARTS)
}

/// One of `parts` for each document, the same for all versions of a source document.
pub(super) fn by_group(prepared: &[&Prepared<'_>], parts: usize) -> Vec<usize> {
    let of = |p: &&Prepared<'_>| {
        let key = [p.sample.pair.as_str(), p.sample.group.as_str()].join("\u{1f}");
        (hash(key.as_bytes()) % parts as u64) as usize
    };
    prepared.iter().map(of).collect()
}

/// Trains on documents sorted by pair and group.
pub(super) fn fit(prepared: &[&Prepared<'_>]) -> Result<Vec<u8>> {
    let machines = prepared.iter().filter(|p| p.sample.machine).count();
    if machines < 2 || prepared.len() - machines < 2 {
        let people = prepared.len() - machines;
        return Err(Error::usage(format!(
            "{people} human and {machines} machine documents of {FEWEST_WORDS} words and more: too few to learn from"
        )));
    }
    let vocabulary = vocabulary(prepared);
    let seen: Vec<Seen> = prepared.par_iter().map(|p| Seen::of(&p.document, Vocabulary(&vocabulary))).collect();
    let parts = parts(prepared);
    let numbers: BTreeSet<usize> = parts.iter().copied().collect();

    // What the models of the first step say of documents that they were not trained on.
    let held: Vec<(usize, [f64; CLUES], Surprise)> = numbers
        .into_par_iter()
        .flat_map_iter(|part| {
            let (out, rest): (Vec<usize>, Vec<usize>) = (0..prepared.len()).partition(|&d| parts[d] == part);
            let trained: Vec<&Prepared<'_>> = rest.iter().map(|&d| prepared[d]).collect();
            let first = First::fit(&trained, &rest.iter().map(|&d| &seen[d]).collect::<Vec<_>>());
            let of = |d: usize| {
                let surprise = first.surprise(&seen[d].items);
                (d, first.clues(&seen[d], &surprise), surprise)
            };
            out.into_iter().map(of).collect::<Vec<_>>()
        })
        .collect();
    let (clues, constant) = last(prepared, &held);
    let first = First::fit(prepared, &seen.iter().collect::<Vec<_>>());
    let mut numbers = human_scale(prepared, &held);
    numbers.clues = clues;
    numbers.constant = constant;
    numbers.unseen = [first.human[0].unseen, first.human[1].unseen];
    numbers.largest = [0, 1].map(|kind| first.grams[kind].iter().fold(1e-9, |most: f64, w| most.max(w.abs())));
    let grams = [0, 1].map(|kind| first.grams[kind].iter().map(|w| packed(w / numbers.largest[kind])).collect());
    let human = first.human.map(|filled| filled.entries);
    Ok(Model::write(&Parts { numbers, vocabulary, grams, human }))
}

/// The last step: clues in deviations, weighed together.
fn last(prepared: &[&Prepared<'_>], held: &[(usize, [f64; CLUES], Surprise)]) -> (Vec<(Spread, f64)>, f64) {
    let weights = balance(prepared);
    let spreads: Vec<Spread> = (0..CLUES).map(|c| spread(held.iter().map(|(_, clues, _)| clues[c]), 1e-9)).collect();
    let size = |c: usize| if c < 2 { LEAD } else { 1.0 };
    let row = |(d, clues, _): &(usize, [f64; CLUES], Surprise)| Row {
        features: (0..CLUES).map(|c| (c as u32, (size(c) * spreads[c].standard(clues[c])) as f32)).collect(),
        positive: prepared[*d].sample.machine,
        weight: weights[*d],
    };
    let rows: Vec<Row> = held.iter().map(row).collect();
    let Fit { weights } = logistic::fit(&rows, CLUES, LAST_PENALTY);
    let clues = spreads.into_iter().zip(&weights).enumerate().map(|(c, (spread, w))| (spread, w * size(c)));
    (clues.collect(), weights[CLUES])
}

fn spread(values: impl Iterator<Item = f64>, least: f64) -> Spread {
    let values: Vec<f64> = values.collect();
    let centre = mean(&values);
    let variance = mean(&values.iter().map(|v| (v - centre).powi(2)).collect::<Vec<_>>());
    Spread { mean: centre, deviation: variance.sqrt().max(least) }
}

/// What is usual in human text that the language models have not seen.
fn human_scale(prepared: &[&Prepared<'_>], held: &[(usize, [f64; CLUES], Surprise)]) -> Numbers {
    let people: Vec<(&Prepared<'_>, &Surprise)> =
        held.iter().filter(|(d, ..)| !prepared[*d].sample.machine).map(|(d, _, s)| (prepared[*d], s)).collect();
    let items = || people.iter().flat_map(|(_, s)| &s.items);
    let one = Spread { mean: 0.0, deviation: 1.0 };
    let mut numbers = Numbers {
        largest: [1.0; 2],
        unseen: [0.0; 2],
        item: [spread(items().map(|i| i.word), 1e-6), spread(items().filter_map(|i| i.spelling), 1e-6)],
        sentence: one,
        passage: f64::from(f32::MAX),
        human: [0.0; QUANTILES],
        clues: Vec::new(),
        constant: 0.0,
    };
    let unusual: Vec<Vec<f64>> = people.iter().map(|(_, s)| numbers.unusual(s)).collect();
    let mut documents: Vec<f64> = unusual.iter().map(|u| mean(u)).collect();
    documents.sort_by(|a, b| b.total_cmp(a));
    for (i, quantile) in numbers.human.iter_mut().enumerate() {
        *quantile = documents[i * (documents.len() - 1) / (QUANTILES - 1)];
    }
    numbers.sentence.mean = mean(&unusual.concat());
    let sentences: Vec<&[f64]> =
        people.iter().zip(&unusual).flat_map(|((_, s), u)| s.sentences.iter().map(|r| &u[r.clone()])).collect();
    numbers.sentence =
        Spread { deviation: spread(sentences.iter().map(|s| numbers.of_run(s)), 1e-6).deviation, ..numbers.sentence };
    let mut strangest: Vec<f64> = sentences.iter().filter_map(|s| numbers.strangest(s)).map(|(_, v)| v).collect();
    strangest.sort_by(|a, b| b.total_cmp(a));
    let words: usize = people.iter().map(|(p, _)| p.document.words()).sum();
    let shown = (words as f64 / 1000.0 * PASSAGES_PER_1000) as usize;
    if let Some(&least) = strangest.get(shown) {
        numbers.passage = least;
    }
    numbers
}

/// A model of the bytes that were just made.
pub(super) fn model(bytes: Vec<u8>) -> Result<Model> {
    Model::parse(Cow::Owned(bytes)).map_err(Error::usage)
}
