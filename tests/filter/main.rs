//! `malaprop filter`: the same bytes by every way, every document accounted for, outputs whole or not there.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod again;
mod broken;
mod bytes;
mod columns;
mod formats;
mod fuzzed;
mod select;
mod shards;

use assert_cmd::Command;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

pub(crate) fn filter() -> Command {
    let mut command = Command::cargo_bin("malaprop").unwrap();
    command.env("NO_COLOR", "1").args(["filter", "--isolated"]);
    command
}

/// Text of a hundred points, with `word` in it.
pub(crate) fn clean(word: &str) -> String {
    format!("The council met on Monday and agreed to mend the {word} bridge before winter.")
}

/// A short text that is to be reviewed, and so kept unless only what can be published is.
pub(crate) const FAULTY: &str = "On Friday Mark Ruthte arrived in Brussels. The archers took an aim at the tower.";

/// A text that is rejected: in no language that is looked for.
pub(crate) const FOREIGN: &str = "Der Rat traf sich am Montag und beschloss, die Brücke noch vor dem Winter zu reparieren. Die \
                                  Arbeiten sollen im Herbst beginnen und etwa drei Wochen dauern, sagte der Bürgermeister.";

pub(crate) fn line(id: &str, text: &str) -> String {
    format!("{}\n", serde_json::json!({ "id": id, "text": text, "n": 1 }))
}

/// `count` lines of kept, rejected and broken documents, all different.
pub(crate) fn mixed(count: usize) -> String {
    let one = |i: usize| match i % 7 {
        3 => line(&format!("f{i}"), &format!("{FOREIGN} {i}")),
        5 => format!("{{\"id\":{i}, broken\n"),
        _ => line(&format!("c{i}"), &clean(&format!("north{i}"))),
    };
    (0..count).map(one).collect()
}

pub(crate) fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }
    folder
}

/// What a run printed and left.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: Vec<u8>,
    pub(crate) said: String,
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Ran { code: output.status.code().unwrap_or(-1), out: output.stdout, said }
}

/// Filters one file of JSON Lines to standard output.
pub(crate) fn lines(input: &[u8], flags: &[&str]) -> Ran {
    let inputs = folder(&[("in.jsonl", input)]);
    run(filter().args(flags).arg(inputs.path().join("in.jsonl")))
}

impl Ran {
    /// read, kept, rejected, failed.
    pub(crate) fn account(&self) -> [u64; 4] {
        let line = self.said.lines().find(|l| l.contains(" read = ")).unwrap_or_else(|| panic!("{}", self.said));
        let numbers: Vec<u64> = line.split(' ').filter_map(|word| word.parse().ok()).collect();
        let account: [u64; 4] = numbers.try_into().unwrap();
        assert_eq!(account[0], account[1] + account[2] + account[3], "{line}");
        account
    }

    pub(crate) fn ok(self) -> Self {
        assert_eq!(self.code, 0, "{}", self.said);
        self
    }
}

/// All files under `folder` but receipts, with their content.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && path.file_name().unwrap() != ".malaprop" {
                folders.push(path);
            } else if path.is_file() {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}

pub(crate) fn gzip(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    to.write_all(bytes).unwrap();
    to.finish().unwrap()
}
