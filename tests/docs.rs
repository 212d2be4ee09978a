//! The book in `docs/` says what the program does: its commands run, its columns and tests are there.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every page below `folder`.
fn pages(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(pages(&path));
        } else if path.extension().is_some_and(|e| e == "md") {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn book() -> Vec<PathBuf> {
    pages(&root().join("docs/src"))
}

fn page(name: &str) -> String {
    fs::read_to_string(root().join("docs/src").join(name)).unwrap()
}

/// A command of a page, and the lines shown below it.
#[derive(Debug)]
struct Step {
    line: usize,
    command: String,
    shown: Vec<String>,
}

fn steps(page: &str) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut inside = false;
    for (number, line) in page.lines().enumerate() {
        if line.starts_with("```") {
            inside = line == "```console";
        } else if let Some(command) = line.strip_prefix("$ ").filter(|_| inside) {
            steps.push(Step { line: number + 1, command: command.to_owned(), shown: Vec::new() });
        } else if inside {
            steps.last_mut().expect("a console block begins with a command").shown.push(line.to_owned());
        }
    }
    steps
}

/// `[..]` in `shown` stands for any words.
fn line_fits(shown: &str, line: &str) -> bool {
    let mut parts = shown.split("[..]");
    let first = parts.next().unwrap_or_default();
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let parts: Vec<&str> = parts.collect();
    let Some((last, middle)) = parts.split_last() else { return rest.is_empty() };
    for part in middle {
        let Some(at) = rest.find(part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(last)
}

/// `...` in `shown` stands for any lines.
fn fits(shown: &[String], lines: &[&str]) -> bool {
    match shown.split_first() {
        None => lines.is_empty(),
        Some((first, rest)) if first == "..." => (0..=lines.len()).any(|n| fits(rest, &lines[n..])),
        Some((first, rest)) => {
            lines.split_first().is_some_and(|(line, left)| line_fits(first, line) && fits(rest, left))
        }
    }
}

#[test]
fn marks_stand_for_words_and_lines_and_for_nothing_else() {
    let shown = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let lines = ["3 read = 2 kept", "  rejected: 1 empty", "done"];
    for fitting in ["[..] read = [..]\n...", "...\ndone", "...\n  rejected: 1 empty\n...", "..."] {
        assert!(fits(&shown(fitting), &lines), "{fitting}");
    }
    for other in ["3 read = 2 kept", "...\n  rejected: 1 empty", "[..] read = 3[..]\n...", "...\nmore\n...", "..\ndone"]
    {
        assert!(!fits(&shown(other), &lines), "{other}");
    }
    let page = "```console\n$ a\nb\n```\n\n```text\n$ c\n```\n";
    assert_eq!(steps(page).iter().map(|s| (s.line, s.command.as_str())).collect::<Vec<_>>(), [(2, "a")]);
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// Exit code, and what a reader would see: both streams as they come.
fn run(command: &str, folder: &Path) -> (Option<i32>, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_malaprop")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env("PATH", path)
        .env("NO_COLOR", "1")
        .env("LC_ALL", "C.UTF-8")
        .env_remove("MALAPROP_CONFIG")
        .env_remove("CLICOLOR_FORCE")
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn every_command_of_the_book_does_what_the_page_shows() {
    let mut faults = Vec::new();
    for path in book() {
        let name = path.strip_prefix(root()).unwrap().display().to_string();
        let folder = TempDir::new().unwrap();
        copy(&root().join("fixtures"), folder.path());
        for step in steps(&fs::read_to_string(&path).unwrap()) {
            let (code, output) = run(&step.command, folder.path());
            let lines: Vec<&str> = output.lines().map(str::trim_end).collect();
            if code != Some(0) || !(step.shown.is_empty() || fits(&step.shown, &lines)) {
                faults.push(format!("{name}:{}: $ {}\nexit code {code:?}\n{output}", step.line, step.command));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n\n"));
}

#[test]
fn every_tour_has_commands_and_every_page_is_in_the_summary() {
    let summary = page("SUMMARY.md");
    let mut tours = 0;
    for path in book() {
        let name = path.strip_prefix(root().join("docs/src")).unwrap().display().to_string();
        let text = fs::read_to_string(&path).unwrap();
        assert!(name == "SUMMARY.md" || summary.contains(&format!("({name})")), "{name} is not in the summary");
        let count = steps(&text).iter().filter(|s| s.command.contains("malaprop ")).count();
        if name.starts_with("tours/") {
            tours += 1;
            assert!(count > 3, "{name}: {count} commands");
        }
        // A command that no test runs hides in a block of another kind.
        assert!(!text.contains("```sh") && !text.contains("```bash"), "{name} has a block that is not run");
    }
    assert_eq!(tours, 3);
}

#[test]
fn what_the_book_includes_and_links_is_there() {
    for path in book() {
        let text = fs::read_to_string(&path).unwrap();
        let folder = path.parent().unwrap();
        for include in text.split("{{#include ").skip(1) {
            let target = include.split_once("}}").unwrap().0;
            let (file, anchor) = target.split_once(':').unwrap_or((target, ""));
            let included =
                fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{}: {file}: {e}", path.display()));
            for mark in ["ANCHOR: ", "ANCHOR_END: "].iter().filter(|_| !anchor.is_empty()) {
                assert!(included.contains(&format!("<!-- {mark}{anchor} -->")), "{file}: no {mark}{anchor}");
            }
        }
        for link in text.split("](").skip(1).filter_map(|l| l.split_once(')')).map(|(link, _)| link) {
            assert!(folder.join(link).is_file(), "{}: {link}", path.display());
        }
    }
}

#[test]
fn every_column_of_the_tables_is_explained() {
    let text = page("csv.md");
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), "The council met on Monday.\n").unwrap();
    let (code, said) = run("malaprop score a.txt -o report", folder.path());
    assert_eq!(code, Some(0), "{said}");
    for table in ["documents", "findings"] {
        let section = text.split("\n## ").find(|s| s.starts_with(&format!("{table}.csv"))).unwrap();
        let mut rows = csv::Reader::from_path(folder.path().join(format!("report/{table}.csv"))).unwrap();
        let columns: Vec<String> = rows.headers().unwrap().iter().map(str::to_owned).collect();
        for column in &columns {
            assert!(section.contains(&format!("`{column}`")), "{table}.csv: {column}");
        }
        let named = section.lines().filter_map(|l| l.strip_prefix("| `")?.split('|').next());
        for name in named.flat_map(|cell| cell.split(", ")).map(|n| n.trim().trim_matches('`')) {
            assert!(columns.iter().any(|c| c == name), "{table}.csv has no {name}");
        }
    }
}

#[test]
fn every_promise_has_its_test() {
    let mut promises = 0;
    for line in page("promises.md").lines().filter(|l| l.contains("tests/")) {
        let ticked: Vec<&str> = line.split('`').collect();
        let [.., file, _, test, _] = ticked[..] else { panic!("no file and test: {line}") };
        let source = fs::read_to_string(root().join(file)).unwrap_or_else(|e| panic!("{file}: {e}"));
        let word = if file.ends_with(".py") { "def" } else { "fn" };
        assert!(source.contains(&format!("{word} {test}(")), "{file} has no {test}");
        promises += 1;
    }
    assert!(promises > 10, "{promises}");
}
