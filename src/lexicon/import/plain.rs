//! A CSV of names: a column `name`, and perhaps `kind`, `aliases`, `gender`; without such a header, the first column.

use super::{Imported, Options};
use crate::error::Result;
use crate::lexicon::names::Kind;
use crate::lexicon::raw::Records;
use csv::StringRecord;

pub(super) fn read(file: &str, text: &str, options: Options) -> Result<Vec<Imported>> {
    let mut columns: Option<Vec<String>> = None;
    let mut entries = Vec::new();
    let (mut records, mut record) = (Records::new(file, text, b','), StringRecord::new());
    while let Some(raw) = records.next(&mut record)? {
        let first = columns.is_none() && entries.is_empty();
        if first && record.iter().any(|cell| cell.trim().eq_ignore_ascii_case("name")) {
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
                let index = columns.as_ref().and_then(|c| c.iter().position(|name| name == "kind")).unwrap_or(0);
                let what = format!("column `kind`: `{other}` is none of person, place, organisation");
                return Err(raw.fault(index, what));
            }
        };
        let mut entry = Imported::new(cell("name"), kind);
        entry.aliases = cell("aliases").split('|').map(super::tidy).filter(|a| !a.is_empty()).collect();
        entry.gender = super::gender(cell("gender"));
        entries.push(entry);
    }
    Ok(entries)
}
