//! Every row of the tables keeps its own tests, and the files have one canonical form.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use malaprop::corpus::Story;
use malaprop::detect;
use malaprop::finding::Finding;
use malaprop::lexicon::Lexicon;
use malaprop::lexicon::names::parts;
use malaprop::lexicon::words::Known;
use malaprop::mention::titles::is_title;
use malaprop::phrasebook::{broken_names, check};
use malaprop::text::Document;
use std::collections::HashSet;
use std::path::PathBuf;

fn found(text: &str, lexicon: &Lexicon) -> (Document, Vec<Finding>) {
    let document = Document::new("row", text);
    let findings = detect::run(&document, lexicon, &Story::default());
    (document, findings)
}

#[test]
fn every_phrase_hits_its_marked_words_and_passes_its_lookalike() {
    let faults = check(&Lexicon::builtin().unwrap(), |_| true);
    let lines: Vec<String> = faults.iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect();
    assert!(lines.is_empty(), "{} faults\n{}", lines.len(), lines.join("\n"));
}

#[test]
fn every_garbled_name_is_found_and_every_neighbour_and_accepted_form_is_left_alone() {
    let broken = broken_names(&Lexicon::builtin().unwrap(), 0);
    let lines: Vec<String> = broken.iter().map(|doubt| format!("{} {}", doubt.place, doubt.what)).collect();
    assert!(lines.is_empty(), "{} broken\n{}", lines.len(), lines.join("\n"));
}

/// Every row of name-meanings.csv whose name a listed person with an office bears is found by that office; no word is one
/// that stands behind a title anyway.
#[test]
fn every_translated_name_is_found_by_its_office() {
    let lexicon = Lexicon::builtin().unwrap();
    let names = &lexicon.names;
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lexicons/en/name-meanings.csv");
    let mut broken = Vec::new();
    let mut reached = 0;
    for row in csv::Reader::from_path(path).unwrap().records().map(Result::unwrap) {
        let joined = parts(&row[0]).join(" ");
        let mut roles = names.accepting(&joined).flat_map(|id| names.entry(id).roles());
        let office = roles.find(|role| role.ends_with(" minister") || role.ends_with(" president"));
        for word in row[1].split(" | ") {
            let folded = word.to_lowercase();
            if is_title(&folded) || DAYS.contains(&folded.as_str()) {
                broken.push(format!("{word} may follow a title"));
            }
            let Some(office) = office.filter(|_| !names.accepts(&folded)) else { continue };
            reached += 1;
            let office = office.split(' ').map(capitalised).collect::<Vec<_>>().join(" ");
            let (_, findings) = found(&format!("At noon it was {office} {word} who opened the fair."), &lexicon);
            if !findings.iter().any(|f| f.rule.code == "NAM114") {
                broken.push(format!("{office} {word} not found for {}", &row[0]));
            }
        }
    }
    assert!(broken.is_empty() && reached > 50, "{reached} reached, {} broken\n{}", broken.len(), broken.join("\n"));
}

/// Papers write `the minister said Friday` without `on`, and `the minister Friday said`.
const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[test]
fn ids_are_unique() {
    let lexicon = Lexicon::builtin().unwrap();
    let mut ids = HashSet::new();
    for entry in lexicon.names.entries() {
        assert!(ids.insert(entry.id()), "{}: id {} stands twice", entry.place(), entry.id());
    }
}

#[test]
fn the_built_in_tables_are_large_enough_to_be_of_use() {
    let lexicon = Lexicon::builtin().unwrap();
    assert!(lexicon.names.len() >= 16_000, "{} names", lexicon.names.len());
    assert!(lexicon.phrases.rows().len() >= 3000, "{} phrases", lexicon.phrases.rows().len());
}

#[test]
fn lists_of_words_are_folded_and_sorted_and_their_names_known() {
    for list in ["newer-words.txt", "invented-names.txt"] {
        let text = std::fs::read_to_string(format!("lexicons/en/{list}")).unwrap();
        let words: Vec<&str> = text.lines().collect();
        assert!(words.is_sorted_by(|a, b| a < b), "{list} is not sorted, or has a word twice");
        for word in words {
            assert_eq!(parts(word), [word.replace('\'', "")], "{list}");
            assert!(Known::of(word).is_heard(), "{list}: {word}");
        }
    }
}

/// `UPDATE=1 cargo test` rewrites the files.
#[test]
fn files_are_sorted_and_written_one_way() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lexicons/en");
    let of_folder = |folder| -> Vec<PathBuf> {
        std::fs::read_dir(root.join(folder)).unwrap().map(|file| file.unwrap().path()).collect()
    };
    let meanings = vec![root.join("name-meanings.csv")];
    for (files, key) in [(of_folder("names"), 3), (of_folder("phrases"), 0), (meanings, 0)] {
        for path in files {
            let text = std::fs::read_to_string(&path).unwrap();
            let mut rows: Vec<csv::StringRecord> = csv::ReaderBuilder::new()
                .has_headers(false)
                .from_reader(text.as_bytes())
                .records()
                .map(Result::unwrap)
                .collect();
            let header = rows.remove(0);
            rows.sort_by(|a, b| a[key].cmp(&b[key]));
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            writer.write_record(&header).unwrap();
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let canonical = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            if std::env::var_os("UPDATE").is_some() {
                std::fs::write(&path, &canonical).unwrap();
            } else {
                assert_eq!(
                    text,
                    canonical,
                    "{} is not in canonical form; UPDATE=1 cargo test rewrites it",
                    path.display()
                );
            }
        }
    }
}
