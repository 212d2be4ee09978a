//! Every reader: no document is lost, no byte of a record is, and every word leads back into its file.

use super::chosen;
use super::engine::grows_with;
use malaprop::read::{Body, FileText, Input, Layout, Options, Origin, Record, Status, read};
use malaprop::span::steps;
use malaprop::text::Document;
use std::fs;
use std::io::Write;

pub(crate) fn plain(bytes: &[u8]) {
    whole("in.txt", bytes);
    // Whatever came, it can be written back as it was understood.
    if let Ok(file) = FileText::decode(bytes)
        && let Ok(encoded) = file.encode(file.text())
        && let Ok(again) = FileText::decode(&encoded)
    {
        // Shift_JIS and others have two writings of some characters, and of the other one another encoding may be guessed.
        let guessed = !file.encoding().starts_with("UTF") && encoded != bytes;
        assert!(again.encoding() == file.encoding() || guessed, "{} {}", again.encoding(), file.encoding());
        assert!(again.text() == file.text() || again.encoding() != file.encoding(), "{}", file.encoding());
    }
}

pub(crate) fn html(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    of_options("in.html", bytes, &Options { whole_pages: way % 2 == 1, ..Options::default() });
}

pub(crate) fn markdown(bytes: &[u8]) {
    whole("in.md", bytes);
}

pub(crate) fn json_lines(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    in_records("in.jsonl", bytes, way);
}

pub(crate) fn csv(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    in_records(["in.csv", "in.tsv"][usize::from(way % 2)], bytes, way / 2);
}

pub(crate) fn parquet(bytes: &[u8]) {
    of_options("in.parquet", bytes, &small());
}

/// Packed bytes that are hostile, and text that we packed.
pub(crate) fn packed(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    let name = ["in.jsonl.gz", "in.jsonl.zst"][usize::from(way % 2)];
    // Packed once more they would be unpacked once only.
    if way & 2 == 0 || is_packed(bytes) {
        of_options(name, bytes, &small());
        return;
    }
    let half = bytes.len() / 2;
    let pack = |bytes: &[u8]| -> Vec<u8> {
        if way % 2 == 1 {
            return zstd::encode_all(bytes, 1).unwrap();
        }
        let mut to = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        to.write_all(bytes).unwrap();
        to.finish().unwrap()
    };
    let members = [pack(&bytes[..half]), pack(&bytes[half..])].concat();
    let texts =
        |found: Vec<Input>| -> Vec<(Status, String)> { found.into_iter().map(|i| (i.status, i.text)).collect() };
    assert_eq!(texts(of_options(name, &members, &small())), texts(of_options("in.jsonl", bytes, &small())));
}

/// Twice the file takes at most twice the steps, and a little.
pub(crate) fn steps(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    let name = ["in.html", "in.md", "in.jsonl", "in.csv", "in.txt"][usize::from(way % 5)];
    let steps_of = |bytes: &[u8]| {
        let _ = steps::take();
        let found = records(name, bytes, &Options::default());
        let found: Vec<Input> = found.iter().filter_map(Record::document).collect();
        vec![(name, steps::take() + found.len() as u64)]
    };
    if !bytes.is_empty() && !is_packed(bytes) {
        grows_with(bytes, steps_of);
    }
}

fn small() -> Options {
    let unpack = malaprop::read::Limits { bytes: 1 << 20, ratio: 1000 };
    Options { max_bytes: 1 << 16, unpack, ..Options::default() }
}

fn whole(name: &str, bytes: &[u8]) {
    assert_eq!(of_options(name, bytes, &Options::default()).len(), 1);
}

/// All documents of a file `name` that holds `bytes`.
fn of_options(name: &str, bytes: &[u8], options: &Options) -> Vec<Input> {
    documents(bytes, &records(name, bytes, options))
}

fn records(name: &str, bytes: &[u8], options: &Options) -> Vec<Record> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    read(&[path], options).unwrap().collect()
}

fn documents(bytes: &[u8], records: &[Record]) -> Vec<Input> {
    let count = records.iter().filter(|record| record.is_document()).count();
    for record in records {
        if let Body::End { documents } = record.body {
            assert_eq!(documents, count as u64);
        }
    }
    let found: Vec<Input> = records.iter().filter_map(Record::document).collect();
    assert_eq!(found.len(), count);
    for input in &found {
        assert_eq!(input.status == Status::Ok, !input.text.trim().is_empty(), "{input:?}");
        assert_eq!(input.status == Status::Ok, input.problem.is_none(), "{input:?}");
        if !is_packed(bytes) {
            leads_back(bytes, input);
        }
    }
    found
}

/// Whether readers unpack it, whatever its name is: then places are places in what comes out.
fn is_packed(bytes: &[u8]) -> bool {
    matches!(bytes, [0x1f, 0x8b, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// Words lead to bytes of the file, in their order; of a text that is its file, to themselves.
fn leads_back(bytes: &[u8], input: &Input) {
    let document = Document::new("t", input.text.as_str());
    let mut start = 0;
    for token in document.tokens() {
        let Some(place) = input.place(&document, token.span) else { return };
        assert!(place.line > 0 && place.column > 0, "{place:?}");
        assert!(place.bytes.start >= start && place.bytes.end <= bytes.len(), "{place:?} behind {start}");
        start = place.bytes.start;
        if input.origin == Origin::File && input.encoding.is_none() {
            assert_eq!(&bytes[place.bytes.start..place.bytes.end], token.span.of(&input.text).as_bytes());
        }
    }
}

/// Records one behind the other are the file, whole or in parts; but for JSON Lines parts are whole files.
fn in_records(name: &str, bytes: &[u8], way: u8) {
    let max_bytes = if way % 2 == 1 { 40 } else { 1 << 16 };
    let options = Options { max_bytes, ..Options::default() };
    let all = records(name, bytes, &options);
    documents(bytes, &all);
    let broken = all.iter().any(|record| matches!(record.body, Body::Failed { .. }));
    if broken || is_packed(bytes) {
        return;
    }
    assert_eq!(in_them(&all), inked(bytes));
    let count = 2 + u64::from(way) % 5;
    let mut parts = Vec::new();
    for index in 1..=count {
        let shard = Some(format!("{index}/{count}").parse().unwrap());
        parts.extend(records(name, bytes, &Options { shard, ..options.clone() }));
    }
    assert_eq!(in_them(&parts), inked(bytes), "in {count} parts");
}

/// What is not white space.
fn inked(bytes: &[u8]) -> Vec<u8> {
    bytes.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect()
}

fn in_them(records: &[Record]) -> Vec<u8> {
    let header = records.first().map(|record| match &record.source.layout {
        Layout::Table(header) => header.raw.as_slice(),
        _ => &[],
    });
    let bodies = records.iter().map(|record| match &record.body {
        Body::Text(bytes) | Body::Part { bytes, .. } | Body::Cut(bytes) => bytes.as_slice(),
        _ => &[],
    });
    header.into_iter().chain(bodies).flat_map(inked).collect()
}
