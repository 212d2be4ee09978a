//! The filters' figures are those of datatrove itself. Skipped where no Python with datatrove is at hand:
//! `python -m venv v && v/bin/pip install datatrove spacy`, then `MALAPROP_PYTHON=v/bin/python cargo test --test datatrove`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a test tells what it saw")]

use malaprop::fractions::Fractions;
use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Texts in which something is repeated, in every way that the figures tell apart.
fn texts() -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found: Vec<(String, String)> = Vec::new();
    for folder in ["fixtures/clean", "fixtures/mt", "fixtures/structure"] {
        let Ok(files) = std::fs::read_dir(root.join(folder)) else { continue };
        let mut files: Vec<PathBuf> = files.map(|e| e.unwrap().path()).collect();
        files.retain(|p| p.extension().is_some_and(|e| e == "txt"));
        files.sort();
        found.extend(files.iter().map(|p| (p.display().to_string(), std::fs::read_to_string(p).unwrap())));
    }
    let first = found[0].1.clone();
    let made = [
        first.replace('\n', "\n\n") + "\n" + &first.replace('\n', "\n\n"),
        format!("\n\n{first}\n{first}\n\n\n"),
        "The cat sat on the mat. ".repeat(30),
        "one".to_owned(),
        " \n a b \n\n\n a b \n".to_owned(),
        "Yes\nNo\nYes\nNo\nShare\nShare\nShare\n".to_owned(),
        "Ещё раз. Ещё раз. 再说一遍。再说一遍。\n再说一遍。".to_owned(),
    ];
    found.extend(made.into_iter().enumerate().map(|(i, text)| (format!("made {i}"), text)));
    // More texts, one JSON object a line with a field `text`, where the environment names some.
    if let Some(path) = std::env::var_os("MALAPROP_TEXTS") {
        for (i, line) in std::fs::read_to_string(path).unwrap().lines().enumerate() {
            let record: Value = serde_json::from_str(line).unwrap();
            found.push((format!("line {i}"), record["text"].as_str().unwrap().to_owned()));
        }
    }
    found
}

#[test]
fn figures_are_those_of_datatrove() {
    let python = std::env::var("MALAPROP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let at_hand = Command::new(&python).args(["-c", "import datatrove, spacy"]).stderr(Stdio::null()).status();
    if !at_hand.is_ok_and(|status| status.success()) {
        eprintln!("skipped: no datatrove in {python}");
        return;
    }
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/datatrove/figures.py");
    let texts = texts();
    let mut child = Command::new(&python).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    let lines: String = texts.iter().map(|(_, text)| serde_json::to_string(text).unwrap() + "\n").collect();
    let writer = std::thread::spawn(move || to.write_all(lines.as_bytes()).unwrap());
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    let answers: Vec<Value> =
        String::from_utf8(output.stdout).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(answers.len(), texts.len());
    let mut different = Vec::new();
    for ((name, text), answer) in texts.iter().zip(&answers) {
        let ours = Fractions::of(text);
        for (figure, value) in ours.named() {
            let theirs = answer["figures"][figure].as_f64().unwrap();
            if (value - theirs).abs() > 1e-9 {
                different.push(format!("{name}: {figure} {value} for {theirs}"));
            }
        }
        if ours.reason() != answer["reason"].as_str() {
            different.push(format!("{name}: reason {:?} for {}", ours.reason(), answer["reason"]));
        }
    }
    assert!(
        different.is_empty(),
        "{} of {} figures differ:\n{}",
        different.len(),
        texts.len() * 17,
        different.join("\n")
    );
}
