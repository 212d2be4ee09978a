//! Prints every reading of every name in JSON Lines documents, with its evidence, as tab-separated values: what
//! `tools/fit_names.py` grows the trees of `src/mention/trees.in` on.
//!
//! usage: name_readings [--alone] DOCUMENTS.jsonl [LEXICON]...
//! With `--alone` no document knows of the others.

#![allow(
    clippy::unwrap_used,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a development tool that stops at the first error"
)]

use malaprop::corpus::CorpusIndex;
use malaprop::lexicon::Lexicon;
use malaprop::mention::{Mentions, readings, sketch};
use malaprop::read;
use malaprop::text::Document;
use rayon::prelude::*;
use std::fmt::Write;
use std::path::PathBuf;

fn main() {
    let mut paths: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let alone = paths.first().is_some_and(|p| p.as_os_str() == "--alone");
    let mut paths = paths.drain(usize::from(alone)..);
    let documents = paths.next().unwrap();
    let lexicon = Lexicon::load(&paths.collect::<Vec<_>>()).unwrap();
    let inputs = read::read(&[documents], &read::Options::default()).unwrap().documents();
    let documents: Vec<Document> = inputs.map(|i| Document::new(i.doc_id, i.text)).collect();
    let sketches = if alone { Vec::new() } else { documents.par_iter().map(sketch).collect() };
    let corpus = CorpusIndex::new(sketches);
    let rows: Vec<String> = documents
        .par_iter()
        .enumerate()
        .map(|(d, document)| {
            let story = corpus.story(d);
            let mentions = Mentions::read(document, &lexicon.names, &story);
            let mut rows = String::new();
            for reading in readings(document, &lexicon.names, &story, &mentions.chunks, &mentions.accepted) {
                let (first, last) = mentions.tokens(reading.chunk, &reading.range);
                let span = document.span(first, last);
                let points = |byte: usize| document.text()[..byte].chars().count();
                let values: Vec<String> = reading.clues.values().iter().map(|v| format!("{v:.4}")).collect();
                let alone = u8::from(reading.clues.alone());
                let (start, end) = (points(span.start), points(span.end));
                let text = span.of(document.text()).replace(char::is_whitespace, " ");
                let meant = &reading.meaning.written;
                let values = values.join("\t");
                writeln!(rows, "{}\t{start}\t{end}\t{alone}\t{text}\t{meant}\t{values}", document.id()).unwrap();
            }
            for lost in &mentions.lost_capitals {
                eprintln!("{}\t{}", document.id(), lost.written);
            }
            rows
        })
        .collect();
    print!("{}", rows.concat());
}
