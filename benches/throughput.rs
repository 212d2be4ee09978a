//! How fast each stage is, in MB of text a second on one core, beside the counting of words by `split_ascii_whitespace` in the same
//! run. `cargo bench --bench throughput [-- 4]` makes 4 MB of news from the sentences of `fixtures/`.
//!
//! Every stage is timed three times over all documents, each from what the stage before it made; the middle time counts. What a
//! stage finds is counted too, and must be the same each time: a stage that is fast because it does nothing fails the bench.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench prints and stops at the first error")]

mod dice;

use dice::Dice;
use malaprop::config::Config;
use malaprop::corpus::{CorpusIndex, Story};
use malaprop::detect::{self, Context};
use malaprop::fluency::{Model, Reading};
use malaprop::fractions::Fractions;
use malaprop::lexicon::Lexicon;
use malaprop::mention::Mentions;
use malaprop::read::{self, Input};
use malaprop::review::Review;
use malaprop::run::{Engine, Selection, run};
use malaprop::text::{Document, SegmentKind};
use std::borrow::Cow;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const REPEATS: usize = 3;
/// Paragraphs of a document and sentences of a paragraph, at most.
const PARAGRAPHS: usize = 12;
const SENTENCES: usize = 4;

fn inputs(folder: &str) -> Vec<Input> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder);
    read::read(&[folder], &read::Options::default()).unwrap().documents().collect()
}

/// Documents of sentences drawn from the fixtures, `bytes` in all.
fn corpus(bytes: usize) -> Vec<String> {
    let mut sentences = Vec::new();
    for input in ["clean", "mt"].into_iter().flat_map(inputs) {
        let document = Document::new("fixture", input.text);
        let bodies = document.segments().iter().filter(|segment| segment.kind == SegmentKind::Body);
        sentences.extend(bodies.map(|segment| segment.span.of(document.text()).to_owned()));
    }
    let mut dice = Dice::new();
    let (mut documents, mut made) = (Vec::new(), 0);
    while made < bytes {
        let paragraphs = (0..=dice.below(PARAGRAPHS)).map(|_| {
            let drawn = (0..=dice.below(SENTENCES)).map(|_| sentences[dice.below(sentences.len())].clone());
            drawn.collect::<Vec<_>>().join(" ")
        });
        let text = paragraphs.collect::<Vec<_>>().join("\n");
        made += text.len();
        documents.push(text);
    }
    documents
}

/// Times `stage`, which says how much it found, and prints its rate beside that of `peer`.
fn timed(name: &str, bytes: usize, peer: Option<f64>, mut stage: impl FnMut() -> usize) -> f64 {
    let mut times: Vec<(Duration, usize)> = Vec::new();
    for _ in 0..REPEATS {
        let start = Instant::now();
        let found = stage();
        times.push((start.elapsed(), found));
    }
    assert!(times.iter().all(|(_, found)| *found == times[0].1), "{name} finds something else each time");
    assert!(times[0].1 > 0, "{name} finds nothing");
    times.sort();
    let rate = bytes as f64 / 1e6 / times[REPEATS / 2].0.as_secs_f64();
    let beside = peer.map_or(String::new(), |peer| format!("{:.3}", rate / peer));
    println!("{name:<24} {rate:>9.1} {beside:>9} {:>10}", times[0].1);
    rate
}

fn main() {
    let megabytes = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(2_usize);
    let texts = corpus(megabytes << 20);
    let bytes: usize = texts.iter().map(String::len).sum();
    let lexicon = Lexicon::builtin().unwrap();
    let model = Model::builtin().unwrap();
    println!("{} documents, {:.1} MB\n", texts.len(), bytes as f64 / 1e6);
    println!("{:<24} {:>9} {:>9} {:>10}", "stage", "MB/s", "of words", "found");
    let words = || texts.iter().map(|t| t.split_ascii_whitespace().count()).sum();
    let peer = Some(timed("words by white space", bytes, None, words));

    let tokens = || texts.iter().map(|t| Document::new("", t.as_str()).tokens().len()).sum();
    timed("tokens and sentences", bytes, peer, tokens);
    timed("fractions", bytes, peer, || texts.iter().map(|t| Fractions::of(t).named().count()).sum());
    let documents: Vec<Document> = texts.iter().map(|t| Document::new("", t.as_str())).collect();
    timed("fluency", bytes, peer, || documents.iter().map(|d| model.read(d).sentences.len()).sum());
    let story = Story::default();
    timed("names", bytes, peer, || {
        documents.iter().map(|d| Mentions::read(d, &lexicon.names, &story).chunks.len()).sum()
    });

    let readings: Vec<Reading> = documents.iter().map(|d| model.read(d)).collect();
    let mentions: Vec<Mentions> = documents.iter().map(|d| Mentions::read(d, &lexicon.names, &story)).collect();
    for (family, name) in detect::ALL.iter().zip([
        "rules of names",
        "rules of phrases",
        "rules of fluency",
        "rules of typography",
        "rules of structure",
        "rules of language",
    ]) {
        // A family may find nothing in a small corpus; the documents it looked at are counted with its findings.
        timed(name, bytes, peer, || {
            let mut found = Vec::new();
            for ((document, mentions), reading) in documents.iter().zip(&mentions).zip(&readings) {
                let cx = Context { lexicon: &lexicon, story: &story, mentions, reading };
                family.iter().for_each(|detector| detector.check(document, &cx, &mut found));
            }
            documents.len() + found.len()
        });
    }

    let engine = Engine {
        lexicon,
        corpus: CorpusIndex::default(),
        selection: Selection::default(),
        thresholds: Config::default().thresholds(),
        date: None,
        fluency: Cow::Borrowed(model),
        review: Review::default(),
    };
    let lines: String = texts.iter().map(|t| format!("{}\n", serde_json::json!({ "text": t }))).collect();
    let file = tempfile::Builder::new().suffix(".jsonl").tempfile().unwrap();
    std::fs::write(file.path(), lines).unwrap();
    let path = [PathBuf::from(file.path())];
    for threads in [1, 2] {
        timed(&format!("whole, {threads} threads"), bytes, peer, || {
            let inputs = read::read(&path, &read::Options::default()).unwrap();
            let mut written = 0;
            let outcome = run(
                inputs,
                &engine,
                threads,
                || Ok(()),
                |scored| {
                    written += scored.result.as_ref().map_or(0, |judged| judged.findings.len());
                    Ok(())
                },
            );
            outcome.unwrap().documents + written
        });
    }
}
