//! `malaprop filter`: every document is accounted for, and threads change no byte.

use super::chosen;
use super::engine::ENGINE;
use malaprop::caught::FAULT;
use malaprop::filter::select::Expression;
use malaprop::filter::targets::Target;
use malaprop::filter::verdict::{Keep, Rules};
use malaprop::filter::{Filter, Summary, Write};
use malaprop::read::{Options, read};
use malaprop::score::Decision;
use std::fs;
use std::path::Path;

pub(crate) fn filtered(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    let ending = ["jsonl", "csv", "txt", "html"][usize::from(way % 4)];
    let folder = tempfile::tempdir().unwrap();
    let input = folder.path().join(format!("in.{ending}"));
    fs::write(&input, bytes).unwrap();
    assert_eq!(outputs(&input, way, 1), outputs(&input, way, 3));
}

/// What a run says and writes.
fn outputs(input: &Path, way: u8, threads: usize) -> (String, Vec<Option<Vec<u8>>>) {
    let folder = tempfile::tempdir().unwrap();
    let ending = if way % 4 == 1 { "csv" } else { "jsonl" };
    let file = |name: &str| folder.path().join(format!("{name}.{ending}"));
    let bit = |n: u8| way >> n & 1 == 1;
    let keep = match bit(2) {
        true => Keep::Where(Expression::parse("score >= 95 and words > 3").unwrap()),
        false => Keep::From(Decision::Review),
    };
    let filter = Filter {
        rules: Rules { keep, corpus_filters: bit(3) },
        write: if bit(4) { Write::Annotated } else { Write::AsTheyCame },
        output: Target::File(file("kept")),
        rejected: Some(Target::File(file("rejected"))),
        quarantine: Some(Target::File(file("bad"))),
        several: bit(5),
        resume: false,
        inputs: None,
        settings: String::new(),
        part: None,
    };
    let options = Options { max_bytes: if bit(6) { 200 } else { 1 << 16 }, ..Options::default() };
    let mut summary = Summary::default();
    filter.run(read(&[input.to_owned()], &options).unwrap(), &ENGINE, threads, || Ok(()), &mut summary).unwrap();
    assert!(summary.account.balances(), "{}", summary.account);
    assert!(!summary.problems.iter().any(|problem| problem.contains(FAULT)), "{:?}", summary.problems);
    let written = ["kept", "rejected", "bad"].map(|name| fs::read(file(name)).ok());
    (format!("{} {:?} {:?}", summary.account, summary.account.reasons, summary.problems), written.to_vec())
}
