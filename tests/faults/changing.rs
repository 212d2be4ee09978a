//! Inputs that change while they are read.

use super::*;
use std::io::{Read, Write};
use std::process::Stdio;

/// Begins to filter a file that is larger than a pipe to standard output, so that the run waits for its reader; then `change`s the
/// input, and lets the run end.
fn changed(change: impl FnOnce(&Path)) -> Ran {
    let text: String = (0..10_000).map(|i| format!("{}\n", serde_json::json!({ "id": i, "text": good(i) }))).collect();
    let inputs = folder(&[("in.jsonl", &text)]);
    let input = inputs.path().join("in.jsonl");
    let mut command = malaprop(&["filter", "--isolated", "-j1"]);
    let mut child = command.arg(&input).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut out = child.stdout.take().unwrap();
    let mut first = [0; 1];
    out.read_exact(&mut first).unwrap();
    change(&input);
    let mut rest = Vec::new();
    out.read_to_end(&mut rest).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    Ran { code: output.status.code(), out: String::from_utf8_lossy(&rest).into_owned(), said }
}

#[test]
fn an_input_that_grows_or_shrinks_while_it_is_read_is_a_fault() {
    let grown = changed(|input| {
        fs::File::options().append(true).open(input).unwrap().write_all(good(1).as_bytes()).unwrap();
    });
    assert!(grown.code == Some(2) && grown.said.contains("was changed while it was read"), "{}", grown.said);
    let cut = changed(|input| fs::File::options().write(true).open(input).unwrap().set_len(900_000).unwrap());
    assert!(cut.code == Some(2) && cut.said.contains("was changed while it was read"), "{}", cut.said);
}

#[test]
fn an_input_that_loses_its_name_while_it_is_read_is_read_to_its_end() {
    let ran = changed(|input| fs::remove_file(input).unwrap());
    assert!(ran.code == Some(0) && ran.said.contains("10000 read = 10000 kept"), "{}", ran.said);
    assert_eq!(ran.out.lines().count(), 10_000);
}

#[test]
fn an_input_that_is_gone_before_it_is_read_is_a_row() {
    let inputs = folder(&[("list", "a.txt\ngone.txt\n"), ("a.txt", &good(1))]);
    let mut command = malaprop(&["score", "--isolated", "--format", "jsonl", "--file-list", "list", "-o", "-"]);
    let ran = run(command.current_dir(inputs.path()));
    let states: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["status"].clone())
        .collect();
    assert_eq!((ran.code, states), (Some(0), vec!["ok".into(), "unreadable".into()]), "{}", ran.said);
}
