//! Accepted spellings, kept as rows of a name table that the next run reads.

use super::verdicts::Reviewed;
use crate::bounded;
use crate::error::{Error, Result};
use crate::lexicon::names::{COLUMNS, Entry, Kind, Names, parts};
use crate::lexicon::sheet::{self, guarded};
use std::path::Path;

/// The name the table has beside `malaprop.toml`.
pub const FILE_NAME: &str = "malaprop-variants.csv";

/// Rules whose findings end once a table accepts the spelling. Those of the others do not depend on what is accepted: a name torn
/// apart, a wrong honorific, a spelling that the house does not write.
const SETTLED_BY_A_TABLE: [&str; 7] = ["NAM101", "NAM103", "NAM105", "NAM107", "NAM108", "NAM110", "NAM111"];

/// Whether an accepted spelling settles the finding; if not, it must be suppressed.
#[must_use]
pub fn settles(reviewed: &Reviewed) -> bool {
    SETTLED_BY_A_TABLE.contains(&reviewed.rule.code) && !parts(&reviewed.matched).is_empty()
}

/// The name table at `path`, or an empty one, with the spellings of `variants` added. `names` tells whom they name.
///
/// # Errors
/// A table that cannot be read; a fault in it, with file, line and column.
pub fn table(path: &Path, variants: &[&Reviewed], names: &Names) -> Result<String> {
    let mut rows = read(path)?;
    for variant in variants {
        add(&mut rows, variant, names);
    }
    let failed = |e: &dyn std::fmt::Display| Error::usage(format!("cannot write the table: {e}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|e| failed(&e))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| guarded(cell))).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

type Cells = Vec<String>;

fn read(path: &Path) -> Result<Vec<Cells>> {
    if !path.exists() {
        return Ok(Vec::new());
    }
    let text = bounded::text(path, bounded::TABLE)?;
    let table = sheet::read(&path.display().to_string(), &text, &["name", "kind"])?;
    let cells = |column: &&str| -> Vec<String> { table.rows().iter().map(|row| row.get(column).to_owned()).collect() };
    let columns: Vec<Cells> = COLUMNS.iter().map(cells).collect();
    let rows = (0..table.rows().len()).map(|row| columns.iter().map(|column| column[row].clone()).collect());
    // A lone apostrophe, which the formula guard takes for its own, leaves nothing.
    Ok(rows.filter(|row: &Cells| row.iter().any(|cell| !cell.is_empty())).collect())
}

fn add(rows: &mut Vec<Cells>, variant: &Reviewed, names: &Names) {
    let meant = [&variant.entity, &variant.suggestion].into_iter().find(|name| !parts(name).is_empty());
    let name = meant.unwrap_or(&variant.matched);
    let entry = names.entries().find(|entry| entry.name() == name);
    let at = |column: &str| COLUMNS.iter().position(|c| *c == column).unwrap_or(0);
    let row = match rows.iter().position(|row| row[at("name")] == *name) {
        Some(row) => row,
        None => {
            let mut row = vec![String::new(); COLUMNS.len()];
            name.clone_into(&mut row[at("name")]);
            let kind = match entry.map_or(Kind::Person, Entry::kind) {
                Kind::Person => "person",
                Kind::Place => "place",
                Kind::Organisation => "organisation",
            };
            kind.clone_into(&mut row[at("kind")]);
            row[at("id")] = entry.map_or_else(String::new, |entry| entry.id().to_owned());
            "review".clone_into(&mut row[at("source")]);
            rows.push(row);
            rows.len() - 1
        }
    };
    let cells = &mut rows[row];
    let mut put = |column: &str, value: &str| {
        let cell = &mut cells[at(column)];
        if !value.is_empty() && !cell.split(" | ").any(|v| v == value) {
            *cell = if cell.is_empty() { value.to_owned() } else { format!("{cell} | {value}") };
        }
    };
    if variant.matched != *name {
        put("aliases", &variant.matched);
    }
    put("note", &variant.note.replace(" | ", ", "));
}
