//! A CSV of names: a column `name`, and perhaps `kind`, `aliases`, `gender`; without such a header, the first column.

use super::{Imported, Options};
use crate::error::{Error, Result};
use crate::lexicon::names::Kind;

pub(super) fn read(file: &str, text: &str, options: Options) -> Result<Vec<Imported>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut columns: Option<Vec<String>> = None;
    let mut entries = Vec::new();
    for (n, record) in reader.records().enumerate() {
        let record =
            record.map_err(|e| Error::row(file, e.position().map_or(1, csv::Position::line), 1, e.to_string()))?;
        if n == 0 && record.iter().any(|cell| cell.trim().eq_ignore_ascii_case("name")) {
            columns = Some(record.iter().map(|cell| cell.trim().to_lowercase()).collect());
            continue;
        }
        let cell = |wanted: &str| {
            let at = columns.as_ref().map_or((wanted == "name").then_some(0), |c| c.iter().position(|h| h == wanted));
            at.and_then(|i| record.get(i)).unwrap_or_default().trim()
        };
        let kind = match cell("kind") {
            "" => options.kind,
            "person" => Kind::Person,
            "place" => Kind::Place,
            "organisation" | "organization" => Kind::Organisation,
            other => {
                let line = record.position().map_or(1, csv::Position::line);
                return Err(Error::row(file, line, 1, format!("`{other}` is none of person, place, organisation")));
            }
        };
        let mut entry = Imported::new(cell("name"), kind);
        entry.aliases = cell("aliases").split('|').map(super::tidy).filter(|a| !a.is_empty()).collect();
        entry.gender = super::gender(cell("gender"));
        entries.push(entry);
    }
    Ok(entries)
}
