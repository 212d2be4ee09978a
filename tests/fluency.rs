//! The fluency model: the built-in one reads, broken ones are refused, training again gives the same bytes.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use assert_cmd::Command;
use malaprop::fluency::train::{Sample, train};
use malaprop::fluency::{FEWEST_WORDS, Model};
use malaprop::text::Document;
use proptest::prelude::*;
use std::fs;
use tempfile::TempDir;

const SENTENCES: &[&str] = &[
    "The council met on Monday and agreed to mend the bridge before winter.",
    "Residents had complained for years that heavy lorries were shaking their houses.",
    "\"We are glad that something is being done at last,\" said a baker who lives beside it.",
    "The work will cost about four million and should be finished by the end of March.",
    "A spokesman for the builders would not say whether the road would be closed at night.",
];

fn text(sentences: usize) -> String {
    SENTENCES.iter().cycle().take(sentences).copied().collect::<Vec<_>>().join(" ")
}

/// Twelve source documents, each once by a person and twice by machines with their own habits.
fn corpus() -> Vec<Sample> {
    let mut samples = Vec::new();
    for group in 0..12 {
        for (version, machine) in [(0, false), (1, true), (2, true)] {
            let habit = if machine { "At the same time, it is reported that this is so." } else { "He shrugged." };
            samples.push(Sample {
                pair: ["xx", "yy", "zz"][group % 3].to_owned(),
                group: format!("story {group}"),
                machine,
                id: format!("{group}/{version}"),
                text: format!("{habit} {} {habit}", text(4 + (group + version) % 3)),
            });
        }
    }
    samples
}

#[test]
fn training_again_in_another_order_gives_the_same_bytes() {
    let mut samples = corpus();
    let first = train(&samples).unwrap();
    samples.reverse();
    assert!(first == train(&samples).unwrap());
}

#[test]
fn a_trained_model_tells_the_habits_of_its_machines() {
    let folder = TempDir::new().unwrap();
    let file = folder.path().join("small.bin");
    fs::write(&file, train(&corpus()).unwrap()).unwrap();
    let model = Model::read_file(&file).unwrap();
    let likeness = |text: String| model.read(&Document::new("t", text)).mt_likeness.unwrap();
    let (person, machine) = ("He shrugged.", "At the same time, it is reported that this is so.");
    assert!(likeness(format!("{person} {} {person}", text(5))) < likeness(format!("{machine} {} {machine}", text(5))));
}

#[test]
fn too_few_documents_are_an_error() {
    assert!(train(&corpus()[..2]).unwrap_err().to_string().contains("too few"));
    assert!(train(&[]).is_err());
}

#[test]
fn a_short_text_has_no_figure_and_a_long_one_has() {
    let model = Model::builtin().unwrap();
    let short = model.read(&Document::new("t", text(2)));
    assert_eq!((short.mt_likeness, short.fluency), (None, None));
    assert_eq!(short.sentences.len(), 2);
    assert_eq!(short.unnaturalness_of(1), Some(short.sentences[1].unnaturalness));
    assert_eq!(short.unnaturalness_of(2), None);
    let document = Document::new("t", text(5));
    assert!(document.words() >= FEWEST_WORDS);
    let long = model.read(&document);
    assert!((0.0..=1.0).contains(&long.mt_likeness.unwrap()) && (0.0..=100.0).contains(&long.fluency.unwrap()));
}

#[test]
fn a_text_in_another_language_has_no_figure() {
    let german = "Der Rat traf sich am Montag und beschloss, die Brücke vor dem Winter zu reparieren. ".repeat(8);
    assert_eq!(Model::builtin().unwrap().read(&Document::new("t", german)).mt_likeness, None);
}

#[test]
fn the_same_text_twice_has_the_same_figures() {
    let once = Model::builtin().unwrap().read(&Document::new("t", text(5)));
    let many = Model::builtin().unwrap().read(&Document::new("t", text(20)));
    assert!((once.mt_likeness.unwrap() - many.mt_likeness.unwrap()).abs() < 0.1);
    assert!((once.fluency.unwrap() - many.fluency.unwrap()).abs() < 0.1);
}

#[test]
fn a_broken_model_is_an_error_that_names_the_file() {
    let folder = TempDir::new().unwrap();
    let good = fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/models/fluency.bin")).unwrap();
    assert!(good.len() <= 5_000_000);
    let file = folder.path().join("broken.bin");
    let mut not_finite = good.clone();
    not_finite[20..24].copy_from_slice(&f32::NAN.to_le_bytes());
    let mut wrong_size = good.clone();
    wrong_size[12] ^= 1;
    // Whoever writes a file may write its sum: the shape is checked all the same.
    for bytes in [&mut not_finite, &mut wrong_size] {
        let sum = crc32fast::hash(&bytes[12..]);
        bytes[8..12].copy_from_slice(&sum.to_le_bytes());
    }
    for broken in [&good[..good.len() - 1], &good[..20], b"", b"plain text", &not_finite, &wrong_size] {
        fs::write(&file, broken).unwrap();
        let said = Model::read_file(&file).unwrap_err().to_string();
        assert!(said.contains("broken.bin"), "{said}");
    }
    let input = folder.path().join("a.txt");
    fs::write(&input, text(5)).unwrap();
    let mut command = Command::cargo_bin("malaprop").unwrap();
    command.arg("check").arg(&input).arg("--model").arg(&file).assert().code(2);
}

#[test]
fn a_bit_of_a_model_that_flips_anywhere_is_told() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("rotten.bin");
    let mut bytes = train(&corpus()).unwrap();
    fs::write(&path, &bytes).unwrap();
    Model::read_file(&path).unwrap();
    // Every bit of the head, and one of each 8,000th byte behind it.
    let bits = (0..8 * 24).chain((8 * 24..8 * bytes.len()).step_by(64_001));
    for bit in bits {
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, &bytes).unwrap();
        let message = Model::read_file(&path).unwrap_err().to_string();
        assert!(message.contains("rotten.bin"), "bit {bit}: {message}");
        bytes[bit / 8] ^= 1 << (bit % 8);
    }
}

#[test]
fn broken_training_data_names_its_line() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data.jsonl");
    let out = folder.path().join("model.bin");
    let line = "{\"text\":\"a\",\"doc\":\"1\",\"kind\":\"human\"}\n";
    for (broken, said) in [("{", "2:"), ("{\"text\":\"a\",\"doc\":\"1\",\"kind\":\"robot\"}", "robot"), ("[]", "2:")] {
        fs::write(&data, format!("{line}{broken}\n")).unwrap();
        let mut command = Command::cargo_bin("malaprop").unwrap();
        command.args(["phrases", "train", "--data"]).arg(&data).arg("-o").arg(&out);
        let output = command.assert().code(2).get_output().stderr.clone();
        let error = String::from_utf8_lossy(&output).into_owned();
        assert!(error.contains("data.jsonl:2") && error.contains(said), "{error}");
        assert!(!out.exists());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_value_is_finite_and_every_passage_inside(text in "(\\PC{0,12}|the |council |[.,\"’ \\n-]{1,3}|Qxzt |9,1 ){0,60}") {
        let document = Document::new("p", text);
        let reading = Model::builtin().unwrap().read(&document);
        prop_assert!(reading.sentences.iter().all(|s| s.unnaturalness.is_finite()));
        for passage in &reading.passages {
            prop_assert!(passage.tokens.end <= document.tokens().len() && passage.unnaturalness.is_finite());
            prop_assert!(passage.words.iter().all(|w| passage.tokens.contains(w)));
        }
    }
}
