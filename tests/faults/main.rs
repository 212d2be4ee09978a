//! Faults from outside and hostile content: each ends in a clear error or a row, with complete output or none.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stderr,
    reason = "a test fails by panicking and tells what it left out"
)]

mod changing;
mod content;
mod disk;
#[path = "../folder/mod.rs"]
mod folder;
mod killed;
mod memory;
mod terminal;
mod texts;

pub(crate) use folder::folder;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// `malaprop` with these arguments, and nothing of the environment that changes what it prints.
pub(crate) fn malaprop(args: &[&str]) -> Command {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin("malaprop"));
    command.env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE").args(args);
    command
}

/// What a run printed, and how it ended.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) said: String,
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let ran = Ran { code: output.status.code(), out: text(&output.stdout), said: text(&output.stderr) };
    assert!(!ran.said.contains("panicked") && !ran.said.contains("a fault of malaprop"), "{}", ran.said);
    ran
}

/// A good text, one of many.
pub(crate) fn good(number: usize) -> String {
    format!("The council met on Monday and agreed to mend bridge number {number} before winter.\n")
}

/// A text in another language, which is rejected.
pub(crate) fn foreign(number: usize) -> String {
    format!(
        "Der Gemeinderat beschloss am Montag nach langer Debatte, die alte Brücke {number} noch vor dem Winter zu reparieren. Die \
         Arbeiten beginnen im Herbst und dauern etwa drei Wochen, sagte der Bürgermeister.\n"
    )
}

/// All files under `folder`, without receipts and what is unfinished, by their names.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.file_name().unwrap().to_string_lossy().starts_with(".malaprop") {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    files
}
