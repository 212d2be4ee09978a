//! Compiled name tables say what their rows say, wherever they lie, and a damaged one never panics.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the laws of other tests")]
mod laws;

use assert_cmd::Command;
use laws::tables::{said, summed_up};
use malaprop::lexicon::Lexicon;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const TABLE: &str = "name,kind,aliases,roles,gender,garbled,distinct,note\n\
    Ottokar Fennwick,person,Otokar Fennwick,Freedonia foreign minister | writer,m,Ottokar Fenwyck,Fenwick Ottley,\n\
    Xu Lanhua,person,Xu,,f,,,family name first\n\
    Grönbach am See,place,,,,,,\n\
    Union of Tilers,organisation,,,,,,\n";

fn compiled(table: &str) -> (TempDir, PathBuf) {
    let folder = TempDir::new().unwrap();
    let (csv, names) = (folder.path().join("table.csv"), folder.path().join("table.names"));
    fs::write(&csv, table).unwrap();
    let arguments = ["names", "compile", csv.to_str().unwrap(), "-o", names.to_str().unwrap()];
    Command::cargo_bin("malaprop").unwrap().args(arguments).assert().success();
    (folder, names)
}

fn added(path: PathBuf) -> Vec<String> {
    let builtin = Lexicon::builtin().unwrap().names.len();
    let names = Lexicon::load(&[path]).unwrap().names;
    names.entries().skip(builtin).map(|entry| said(&names, entry)).collect()
}

#[test]
fn a_compiled_table_says_what_its_rows_say() {
    let (folder, names) = compiled(TABLE);
    let from_rows = added(folder.path().join("table.csv"));
    assert_eq!(from_rows.len(), 4);
    assert!(from_rows[0].contains("fennwick") && from_rows[0].ends_with("true"), "{}", from_rows[0]);
    assert!(from_rows[1].contains("Some(Female)") && from_rows[1].contains(", true)"), "{}", from_rows[1]);
    assert_eq!(added(names), from_rows);
    assert_eq!(added(folder.path().to_owned()).len(), 8, "a folder gives its tables of both forms");
}

#[test]
fn findings_are_the_same_with_rows_and_compiled() {
    let (folder, names) = compiled(TABLE);
    let text = folder.path().join("text.txt");
    fs::write(&text, "On Monday Ottokar Fenwyck met Xu Lanhua near Gronbach am See. The two had not met before.\n")
        .unwrap();
    let report = |lexicon: PathBuf| {
        let arguments = ["score", "--isolated", "--format", "jsonl", "-o", "-", "--lexicon"];
        let run = Command::cargo_bin("malaprop").unwrap().args(arguments).arg(lexicon).arg(&text).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    let by_rows = report(folder.path().join("table.csv"));
    assert!(by_rows.contains("\"suggestion\":\"Ottokar Fennwick\""), "{by_rows}");
    assert_eq!(report(names), by_rows);
}

#[test]
fn compiling_twice_gives_the_same_bytes() {
    let (first, second) = (compiled(TABLE), compiled(TABLE));
    let bytes = |path: &PathBuf| fs::read(path).unwrap();
    // The tables stand in folders of other names, which messages name.
    assert_eq!(bytes(&first.1).len(), bytes(&second.1).len());
    let arguments = ["names", "compile", "table.csv", "-o", "again.names"];
    let mut twice = Vec::new();
    for _ in 0..2 {
        Command::cargo_bin("malaprop").unwrap().args(arguments).current_dir(first.0.path()).assert().success();
        twice.push(bytes(&first.0.path().join("again.names")));
    }
    assert_eq!(twice[0], twice[1]);
}

#[test]
fn what_is_no_table_of_names_or_is_broken_is_refused() {
    let (folder, names) = compiled(TABLE);
    let whole = fs::read(&names).unwrap();
    let fails = |content: &[u8], what: &str| {
        let path = folder.path().join("broken.names");
        fs::write(&path, content).unwrap();
        let message = Lexicon::load(&[path]).unwrap_err().to_string();
        assert!(message.contains("broken.names") && message.contains(what), "{message}");
    };
    fails(&whole[..whole.len() - 1], "damaged");
    fails(&whole[..100], "damaged");
    fails(&whole[..8], "damaged");
    fails(&[&b"MPNAME99"[..], &whole[8..]].concat(), "version");
    let mut lengths = whole.clone();
    lengths[28..32].fill(0xff);
    fails(&lengths, "damaged");
    let again = ["names", "compile", names.to_str().unwrap(), "-o", "x.names"];
    Command::cargo_bin("malaprop").unwrap().args(again).assert().code(2);
}

#[test]
fn a_bit_that_flips_anywhere_is_told() {
    let (folder, names) = compiled(TABLE);
    let whole = fs::read(&names).unwrap();
    let path = folder.path().join("rotten.names");
    Lexicon::only(&[names]).unwrap();
    // Every bit of the head, and one of each further byte.
    let bits = (0..8 * 256).chain((8 * 256..8 * whole.len()).step_by(9));
    for bit in bits.filter(|bit| bit / 8 < whole.len()) {
        let mut bytes = whole.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        fs::write(&path, bytes).unwrap();
        let message = Lexicon::only(std::slice::from_ref(&path)).unwrap_err().to_string();
        assert!(message.contains("rotten.names"), "bit {bit}: {message}");
    }
}

#[test]
fn damaged_numbers_give_wrong_names_and_no_panic() {
    let (folder, names) = compiled(TABLE);
    let whole = fs::read(&names).unwrap();
    let path = folder.path().join("damaged.names");
    let mut state = 7_u64;
    for _ in 0..60 {
        let mut bytes = whole.clone();
        for _ in 0..40 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            // The head says how long the sections are; a test of its own is above.
            let at = 200 + (state >> 33) as usize % (bytes.len() - 200);
            bytes[at] = (state >> 20) as u8;
        }
        fs::write(&path, summed_up(&bytes)).unwrap();
        let lexicon = Lexicon::load(std::slice::from_ref(&path)).unwrap();
        let total: usize = lexicon.names.entries().map(|entry| said(&lexicon.names, entry).len()).sum();
        assert!(total > 0);
        for word in ["ottokar", "fenwyck", "lanhua"] {
            for near in lexicon.names.near(word).iter() {
                assert!(
                    lexicon.names.uses(near.part).all(|u| lexicon.names.form(u.form).written().len() <= whole.len())
                );
            }
        }
        assert!(lexicon.names.alike("ottokar fenwyck").len() <= whole.len());
    }
}
