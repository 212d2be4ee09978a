//! GeoNames: id, name, ASCII name, alternate names by commas, position, feature class and code, countries, ..., population.

use super::{Imported, Options, column_of};
use crate::error::{Error, Result};
use crate::lexicon::names::Kind;
use crate::text::counted;

const FIELDS: usize = 19;
const POPULATION: usize = 14;

pub(super) fn read(file: &str, text: &str, options: Options) -> Result<Vec<Imported>> {
    let mut entries = Vec::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let fields: Vec<&str> = line.split('\t').collect();
        let wrong = |field, what: String| Error::row(file, n as u64 + 1, column_of(line, '\t', field), what);
        if fields.len() != FIELDS {
            return Err(wrong(
                fields.len().min(FIELDS) - 1,
                format!("{} instead of {FIELDS}", counted(fields.len(), "field")),
            ));
        }
        let people = match fields[POPULATION] {
            "" => 0,
            number => number.parse::<u64>().map_err(|_| wrong(POPULATION, format!("`{number}` is no population")))?,
        };
        if people < options.population {
            continue;
        }
        let mut entry = Imported::new(fields[1], Kind::Place);
        entry.id = format!("geonames-{}", fields[0]);
        if fields[2] != fields[1] {
            entry.aliases.push(super::tidy(fields[2]));
        }
        entry.note = format!("{people} people");
        entries.push(entry);
    }
    Ok(entries)
}
