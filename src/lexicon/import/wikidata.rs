//! The CSV that query.wikidata.org gives: whatever columns the query names, in any order. A person with two offices has two
//! rows, which the caller makes one.

use super::{Imported, Options};
use crate::error::{Error, Result};
use crate::lexicon::raw::Records;
use csv::StringRecord;

const NAME: &[&str] = &["itemLabel", "personLabel", "placeLabel", "label", "name"];
const ID: &[&str] = &["item", "person", "place", "id"];
const ALIASES: &[&str] = &["altLabel", "itemAltLabel", "aliases"];
const NATIVE: &[&str] = &["nativeLabel", "nativeName", "native"];
const ROLE: &[&str] = &["positionLabel", "officeLabel", "occupationLabel", "roles"];
const GENDER: &[&str] = &["genderLabel", "sexLabel", "gender"];

pub(super) fn read(file: &str, text: &str, options: Options) -> Result<Vec<Imported>> {
    let (mut records, mut record) = (Records::new(file, text, b','), StringRecord::new());
    records.next(&mut record)?;
    let header = record.clone();
    let column = |names: &[&str]| header.iter().position(|h| names.contains(&h));
    let Some(name) = column(NAME) else {
        return Err(Error::row(file, 1, 1, format!("none of the columns {} is there", NAME.join(", "))));
    };
    let (id, aliases, native) = (column(ID), column(ALIASES), column(NATIVE));
    let (role, gender) = (column(ROLE), column(GENDER));
    let mut entries = Vec::new();
    while let Some(raw) = records.next(&mut record)? {
        if record.len() != header.len() {
            return Err(raw.wrong_length(record.len(), header.iter()));
        }
        let cell = |at: Option<usize>| at.and_then(|i| record.get(i)).unwrap_or_default().trim();
        let mut entry = Imported::new(cell(Some(name)), options.kind);
        entry.id = cell(id).rsplit('/').next().unwrap_or_default().to_owned();
        let unnamed = entry.name == entry.id;
        entry.aliases = cell(aliases).split([',', '|']).map(super::tidy).filter(|a| !a.is_empty()).collect();
        entry.native = super::tidy(cell(native));
        entry.roles = Some(super::tidy(cell(role))).filter(|r| !r.is_empty()).into_iter().collect();
        entry.gender = super::gender(cell(gender));
        // Without an English label the service repeats the identifier.
        if !unnamed {
            entries.push(entry);
        }
    }
    Ok(entries)
}
