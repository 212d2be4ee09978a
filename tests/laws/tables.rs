//! Tables that people edit, and what is made of them: faults have a file, rows come back, damaged ones give wrong names only.

use super::{as_text, chosen};
use malaprop::corpus::Story;
use malaprop::detect;
use malaprop::lexicon::Lexicon;
use malaprop::lexicon::names::{Entry, Names};
use malaprop::review::suppressions::{self, Suppressions};
use malaprop::review::variants;
use malaprop::review::verdicts::{Reviewed, Verdicts};
use malaprop::text::{Date, Document};
use std::fs;
use std::path::Path;

/// Of every table so many entries are looked at.
const LOOKED_AT: usize = 50;

/// A table of names or phrases, whichever its header says.
pub(crate) fn rows(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.csv");
    fs::write(&path, bytes).unwrap();
    let lexicon = match Lexicon::only(std::slice::from_ref(&path)) {
        Ok(lexicon) => lexicon,
        Err(e) => return assert!(e.to_string().contains("table"), "{e}"),
    };
    let text = as_text(bytes);
    looked_up(&lexicon, &text);
    if lexicon.names.is_empty() {
        return;
    }
    let compiled = folder.path().join("table.names");
    fs::write(&compiled, Lexicon::compile_names(&[path]).unwrap()).unwrap();
    let names = Lexicon::only(&[compiled]).unwrap().names;
    assert_eq!(all_said(&names), all_said(&lexicon.names));
}

/// A compiled table of names that another program changes while it is used: its sum was right.
pub(crate) fn compiled(bytes: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.names");
    fs::write(&path, summed_up(bytes)).unwrap();
    match Lexicon::only(&[path]) {
        Ok(lexicon) => {
            looked_up(&lexicon, "On Monday Ottokar Fenwyck met Xu Lanhua and Xu’s sister near Gronbach am See.")
        }
        Err(e) => assert!(e.to_string().contains("table.names"), "{e}"),
    }
}

/// `bytes` with the sum in its head that a compiled table of them has.
pub(crate) fn summed_up(bytes: &[u8]) -> Vec<u8> {
    const SUM: std::ops::Range<usize> = 8..16;
    let mut bytes = bytes.to_vec();
    if bytes.len() >= SUM.end {
        let sum = u64::from(crc32fast::hash(&bytes[SUM.end..]));
        bytes[SUM].copy_from_slice(&sum.to_le_bytes());
    }
    bytes
}

/// A pattern, a suggestion and a text, each in its line.
pub(crate) fn patterns(bytes: &[u8]) {
    let all = as_text(bytes);
    let mut lines = all.splitn(3, '\n');
    let mut line = || lines.next().unwrap_or_default();
    let (pattern, suggest, text) = (line(), line(), line());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phrases.csv");
    let mut table = csv::Writer::from_path(&path).unwrap();
    table.write_record(["pattern", "suggest"]).unwrap();
    table.write_record([pattern, suggest]).unwrap();
    table.flush().unwrap();
    match Lexicon::only(&[path]) {
        Ok(lexicon) => {
            let _ = lexicon.phrases.rows().iter().filter_map(|row| row.suggestion_fault()).count();
            looked_up(&lexicon, text);
        }
        Err(e) => assert!(e.to_string().contains("phrases.csv:"), "{e}"),
    }
}

/// What reviewers leave: suppressions, verdicts, accepted spellings.
pub(crate) fn reviews(bytes: &[u8]) {
    let (way, bytes) = chosen(bytes);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("review.csv");
    fs::write(&path, bytes).unwrap();
    match way % 3 {
        0 => match Suppressions::read(&path, Date::new(2026, 1, 1)) {
            Ok(read) => come_back(&read, &path),
            Err(e) => assert!(e.to_string().contains("review.csv"), "{e}"),
        },
        1 => match Verdicts::read(&path) {
            Ok(verdicts) => {
                let reviewed: Vec<&Reviewed> = verdicts.reviewed.iter().filter(|r| variants::settles(r)).collect();
                spelt(&folder.path().join("none.csv"), &reviewed);
            }
            Err(e) => assert!(e.to_string().contains("review.csv"), "{e}"),
        },
        _ => spelt(&path, &[]),
    }
}

fn come_back(read: &Suppressions, path: &Path) {
    let mut rows: Vec<_> = read.all().cloned().collect();
    fs::write(path, suppressions::table(rows.clone()).unwrap()).unwrap();
    let again = Suppressions::read(path, None).unwrap();
    let sort = |row: &suppressions::Suppression| format!("{row:?}");
    rows.sort_by_key(sort);
    let mut back: Vec<_> = again.all().cloned().collect();
    back.sort_by_key(sort);
    assert_eq!(back, rows);
}

/// The table of accepted spellings, written twice, is the same.
fn spelt(path: &Path, reviewed: &[&Reviewed]) {
    let Ok(table) = variants::table(path, reviewed, &Names::default()) else { return };
    fs::write(path, &table).unwrap();
    assert_eq!(variants::table(path, reviewed, &Names::default()).unwrap(), table);
}

/// Asks the tables everything about `text` and about themselves.
fn looked_up(lexicon: &Lexicon, text: &str) {
    let document = Document::new("t", text);
    super::engine::in_place(&document, &detect::run(&document, lexicon, &Story::default()));
    let names = &lexicon.names;
    let _ = all_said(names);
    for word in text.split(|c: char| !c.is_alphanumeric()).take(LOOKED_AT) {
        for near in names.near(word).iter() {
            let _ = names.uses(near.part).map(|place| names.form(place.form).written().len()).max();
        }
        let _ = (names.accepts(word), names.joined(word), names.is_real_neighbour(word), names.alike(word));
    }
}

fn all_said(names: &Names) -> Vec<String> {
    names.entries().take(LOOKED_AT).map(|entry| said(names, entry)).collect()
}

/// All that can be read of an entry, without the numbers.
pub(crate) fn said(names: &Names, entry: Entry<'_>) -> String {
    let lists = [entry.roles().collect::<Vec<_>>(), entry.garbled().collect(), entry.distinct().collect()];
    let forms: Vec<_> = entry.forms().map(|f| (f.written(), f.parts().collect::<Vec<_>>())).collect();
    let traits = (entry.kind(), entry.gender(), entry.home(), entry.family_first());
    let accepted = entry.forms().all(|f| names.accepting(&f.joined(" ")).any(|id| id == entry.number()));
    format!("{} {} {} {lists:?} {forms:?} {traits:?} {accepted}", entry.name(), entry.id(), entry.place())
}
