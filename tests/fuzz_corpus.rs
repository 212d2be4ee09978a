//! What the fuzzer kept: every input of its corpora and everything that ever crashed, and a few changes to each, made by dice that
//! always fall the same way. The laws are those that the fuzzer holds to (`fuzz/README.md`).

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the laws of other tests")]
mod laws;

use laws::TARGETS;
use std::collections::BTreeSet;
use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Every input is changed so often, unless `MALAPROP_FUZZ_CHANGES` says how often.
const CHANGES: u64 = 2;
/// A changed input is not longer, in bytes.
const LONGEST: usize = 4096;
/// Longer inputs, in bytes, are laid before the laws as they are, and not changed: a change would seldom hit what they are about.
const CHANGED: usize = 2048;

fn inputs(kind: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(kind).join(target);
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .map_or_else(|_| Vec::new(), |entries| entries.map(|entry| entry.unwrap().path()).collect());
    files.sort();
    files
}

/// Lays every one of `files` before the laws of `target`, each with `changes` changes, and names copies of those that break them.
fn broken(target: &laws::Target, files: &[PathBuf], changes: u64) -> Vec<String> {
    let mut broken = Vec::new();
    for file in files {
        let bytes = fs::read(file).unwrap();
        let changes = if bytes.len() <= CHANGED { changes } else { 0 };
        for seed in 0..=changes {
            let input = if seed == 0 { bytes.clone() } else { laws::mutation::mutated(&bytes, seed, LONGEST) };
            if catch_unwind(|| (target.law)(&input)).is_err() {
                let name = format!("{}-{}-{seed}", target.name, file.file_name().unwrap().to_string_lossy());
                let kept = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
                fs::write(&kept, input).unwrap();
                broken.push(kept.display().to_string());
            }
        }
    }
    broken
}

#[test]
fn the_corpora_and_a_few_changes_break_no_law() {
    let changes = std::env::var("MALAPROP_FUZZ_CHANGES").map_or(CHANGES, |changes| changes.parse().unwrap());
    let mut all = Vec::new();
    for target in TARGETS {
        let files = inputs("corpus", target.name);
        assert!(!files.is_empty(), "{} has no corpus", target.name);
        all.extend(broken(target, &files, changes));
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
fn what_crashed_once_does_not_again() {
    let mut seen = 0;
    let mut all = Vec::new();
    for target in TARGETS {
        let files = inputs("crashes", target.name);
        seen += files.len();
        all.extend(broken(target, &files, 0));
    }
    assert!(seen > 0, "no crash is kept");
    assert!(all.is_empty(), "{}", all.join("\n"));
}

/// A law without a target of the fuzzer is never searched, and a corpus without a law is never asked.
#[test]
fn every_law_has_a_target_and_every_folder_a_law() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz");
    let names: BTreeSet<String> = TARGETS.iter().map(|target| target.name.to_owned()).collect();
    let stems = |folder: &str| -> BTreeSet<String> {
        let entries = fs::read_dir(fuzz.join(folder)).unwrap();
        entries.map(|entry| entry.unwrap().path().file_stem().unwrap().to_string_lossy().into_owned()).collect()
    };
    assert_eq!(stems("fuzz_targets"), names);
    assert_eq!(stems("corpus"), names);
    assert!(stems("crashes").is_subset(&names));
    let manifest = fs::read_to_string(fuzz.join("Cargo.toml")).unwrap();
    assert!(names.iter().all(|name| manifest.contains(&format!("name = \"{name}\""))));
}
