//! JRC-Names: `1<tab>P<tab>u<tab>Angela+Merkel`; rows with one id are spellings of one entity, the first its canonical form.

use super::{Imported, column_of};
use crate::error::{Error, Result};
use crate::lexicon::names::Kind;
use std::collections::BTreeMap;
use unicode_script::{Script, UnicodeScript};

pub(super) fn read(file: &str, text: &str) -> Result<Vec<Imported>> {
    let mut by_id: BTreeMap<String, Imported> = BTreeMap::new();
    for (n, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty() && !l.starts_with('#')) {
        let fields: Vec<&str> = line.split('\t').collect();
        let at = |field| (n as u64 + 1, column_of(line, '\t', field));
        let [id, kind, _language, name] = fields[..] else {
            let (line, column) = at(fields.len().min(4) - 1);
            return Err(Error::row(file, line, column, format!("four fields are wanted, {} found", fields.len())));
        };
        let kind = match kind {
            "P" => Kind::Person,
            "O" => Kind::Organisation,
            other => {
                let (line, column) = at(1);
                return Err(Error::row(file, line, column, format!("type `{other}` is neither P nor O")));
            }
        };
        let name = name.replace('+', " ");
        let entry = by_id.entry(id.to_owned()).or_insert_with(|| {
            let mut entry = Imported::new("", kind);
            entry.id = format!("jrc-{id}");
            entry
        });
        let latin = name.chars().filter(|c| c.is_alphabetic()).all(|c| c.script() == Script::Latin);
        match (latin, entry.name.is_empty()) {
            (true, true) => entry.name = super::tidy(&name),
            (true, false) => entry.aliases.push(super::tidy(&name)),
            (false, _) if entry.native.is_empty() => entry.native = super::tidy(&name),
            (false, _) => {}
        }
    }
    Ok(by_id.into_values().filter(|e| !e.name.is_empty()).collect())
}
