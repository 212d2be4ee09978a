//! Public name lists turned into name tables: one file a format.

mod ftm;
mod geonames;
mod jrc;
mod plain;
mod wikidata;

use super::names::{COLUMNS, Kind, parts};
use crate::bounded;
use crate::error::{Error, Result};
use crate::text::cell::seen;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// A name list that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The `entities` file of JRC-Names: id, type, language and name, parted by tabs, `+` for spaces.
    Jrc,
    /// A CSV of the Wikidata query service: columns such as `item`, `itemLabel`, `altLabel`, `nativeLabel`, `positionLabel`.
    Wikidata,
    /// FollowTheMoney entities as OpenSanctions publishes them, one JSON object a line.
    Ftm,
    /// The `geoname` table of GeoNames: 19 columns parted by tabs.
    Geonames,
    /// Any CSV with a column `name`, or the names in its first column.
    Plain,
}

/// What the lists do not say themselves.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// The kind of entries whose source does not tell.
    pub kind: Kind,
    /// Places of fewer people are left out.
    pub population: u64,
}

/// One entry of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The canonical form.
    pub name: String,
    /// What it names.
    pub kind: Kind,
    /// Other accepted forms.
    pub aliases: Vec<String>,
    /// The identifier in the source.
    pub id: String,
    /// The name in its own script.
    pub native: String,
    /// Offices.
    pub roles: Vec<String>,
    /// `m`, `f` or nothing.
    pub gender: &'static str,
    /// What a reviewer should know.
    pub note: String,
}

impl Imported {
    /// An entry of which nothing else is known.
    #[must_use]
    pub fn new(name: &str, kind: Kind) -> Self {
        let (aliases, roles) = (Vec::new(), Vec::new());
        let empty = String::new;
        Self { name: tidy(name), kind, aliases, id: empty(), native: empty(), roles, gender: "", note: empty() }
    }
}

/// Reads the list in `path`; entries with one name and kind are made one.
///
/// # Errors
/// A file that cannot be read or is not UTF-8, and a row that the format does not allow, with its line and column.
pub fn read(source: Source, path: &Path, options: Options) -> Result<Vec<Imported>> {
    let file = path.display().to_string();
    let text = bounded::text(path, bounded::TABLE)?;
    read_text(source, &file, &text, options)
}

fn read_text(source: Source, file: &str, text: &str, options: Options) -> Result<Vec<Imported>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let all = match source {
        Source::Jrc => jrc::read(file, text)?,
        Source::Wikidata => wikidata::read(file, text, options)?,
        Source::Ftm => ftm::read(file, text)?,
        Source::Geonames => geonames::read(file, text, options)?,
        Source::Plain => plain::read(file, text, options)?,
    };
    let mut merged: BTreeMap<(String, Kind), Imported> = BTreeMap::new();
    for entry in all.into_iter().filter(|e| !parts(&e.name).is_empty()) {
        let key = (entry.name.clone(), entry.kind);
        match merged.get_mut(&key) {
            Some(known) => {
                known.aliases.extend(entry.aliases);
                known.roles.extend(entry.roles);
            }
            None => {
                merged.insert(key, entry);
            }
        }
    }
    let mut entries: Vec<Imported> = merged.into_values().collect();
    for entry in &mut entries {
        let name = parts(&entry.name);
        entry.aliases.retain(|a| !parts(a).is_empty() && parts(a) != name);
        for list in [&mut entry.aliases, &mut entry.roles] {
            list.sort();
            list.dedup();
        }
    }
    Ok(entries)
}

/// `entries` as a name table in canonical form; `source` goes into its column.
///
/// # Errors
/// None in memory; the signature is that of the CSV writer.
pub fn table(entries: &[Imported], source: &str) -> Result<String> {
    let failed = |e: &dyn std::fmt::Display| Error::usage(format!("cannot write the table: {e}"));
    let mut rows: Vec<[String; 14]> = Vec::new();
    let mut ids: BTreeSet<String> = BTreeSet::new();
    for entry in entries {
        let wanted = if entry.id.is_empty() { parts(&entry.name).join("-") } else { entry.id.clone() };
        let mut id = wanted.clone();
        for times in 2.. {
            if ids.insert(id.clone()) {
                break;
            }
            id = format!("{wanted}-{times}");
        }
        let kind = match entry.kind {
            Kind::Person => "person",
            Kind::Place => "place",
            Kind::Organisation => "organisation",
        };
        let list = |values: &[String]| values.join(" | ");
        let empty = String::new;
        rows.push([
            entry.name.clone(),
            kind.to_owned(),
            list(&entry.aliases),
            id,
            entry.native.clone(),
            list(&entry.roles),
            entry.gender.to_owned(),
            empty(),
            empty(),
            empty(),
            source.to_owned(),
            empty(),
            empty(),
            entry.note.clone(),
        ]);
    }
    rows.sort_by(|a, b| a[3].cmp(&b[3]));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(COLUMNS).map_err(|e| failed(&e))?;
    for row in &rows {
        writer.write_record(row.iter().map(|cell| seen(cell).into_owned())).map_err(|e| failed(&e))?;
    }
    let bytes = writer.into_inner().map_err(|e| failed(&e))?;
    String::from_utf8(bytes).map_err(|e| failed(&e))
}

/// Without line breaks, the list mark and doubled spaces.
fn tidy(name: &str) -> String {
    name.replace('|', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn gender(word: &str) -> &'static str {
    match word.trim().to_lowercase().as_str() {
        "male" | "m" | "man" => "m",
        "female" | "f" | "woman" => "f",
        _ => "",
    }
}

/// The column of field `n` (from 0) of a line parted by `mark`, in code points from 1.
fn column_of(line: &str, mark: char, n: usize) -> u64 {
    let before: usize = line.split(mark).take(n).map(|field| field.chars().count() + 1).sum();
    before as u64 + 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn imported(source: Source, text: &str) -> Result<Vec<Imported>> {
        read_text(source, "list", text, Options { kind: Kind::Person, population: 1000 })
    }

    fn problem(source: Source, text: &str) -> String {
        imported(source, text).unwrap_err().to_string()
    }

    #[test]
    fn jrc_names_with_one_id_are_one_entity() {
        let text = "7\tP\tu\tVera+Lund\n7\tP\tde\tWera+Lund\n7\tP\tru\tВера+Лунд\n9\tO\tu\tLund+Bakery\n";
        let found = imported(Source::Jrc, text).unwrap();
        assert_eq!(found.len(), 2);
        let vera = found.iter().find(|e| e.id == "jrc-7").unwrap();
        assert_eq!((vera.name.as_str(), vera.aliases.as_slice()), ("Vera Lund", ["Wera Lund".to_owned()].as_slice()));
        assert_eq!(vera.native, "Вера Лунд");
        assert!(problem(Source::Jrc, "7\tP\tu\tVera\n8\tX\tu\tBo\n").contains(":2:3"));
        assert!(problem(Source::Jrc, "7\tP\tu\n").contains("3 found"));
    }

    #[test]
    fn csv_lists_name_the_cell_at_fault_and_lose_no_row() {
        let fault = problem(Source::Plain, "Name,Kind\nVera Lund,person\n\"Lund,\nBo\",robot\n");
        assert_eq!(fault, "list:4:5: column `kind`: `robot` is none of person, place, organisation");
        assert_eq!(
            problem(Source::Plain, "Vera Lund\n\"Bo Vik\nAda Lund\n"),
            "list:2:1: a quotation mark that is never closed"
        );
        let fault = problem(Source::Wikidata, "item,itemLabel\nQ7,Vera Lund\nQ8\n");
        assert_eq!(fault, "list:3:3: 1 cell, but the header has 2 columns; there is none for `itemLabel`");
    }

    #[test]
    fn wikidata_rows_of_one_person_are_made_one() {
        let text = "item,itemLabel,altLabel,genderLabel,positionLabel\n\
            http://www.wikidata.org/entity/Q1,Vera Lund,\"V. Lund, Wera Lund\",female,mayor\n\
            http://www.wikidata.org/entity/Q1,Vera Lund,,female,minister\n\
            http://www.wikidata.org/entity/Q2,Q2,,male,\n";
        let found = imported(Source::Wikidata, text).unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].id.as_str(), found[0].gender, found[0].roles.len()), ("Q1", "f", 2));
        assert!(problem(Source::Wikidata, "a,b\n1,2\n").contains("itemLabel"));
    }

    #[test]
    fn ftm_entities_keep_their_positions_and_native_names() {
        let text = r#"{"id":"x-1","schema":"Person","properties":{"name":["Vera Lund","Вера Лунд"],"gender":["female"],"position":["Mayor"]}}
{"id":"x-2","schema":"Sanction","properties":{}}"#;
        let found = imported(Source::Ftm, text).unwrap();
        assert_eq!((found.len(), found[0].native.as_str(), found[0].gender), (1, "Вера Лунд", "f"));
        assert!(problem(Source::Ftm, "{\"id\":1}").contains("list:1:"));
    }

    #[test]
    fn geonames_below_the_population_are_left_out() {
        let row = |id: &str, name: &str, people: &str| {
            format!("{id}\t{name}\t{name}\t\t1\t2\tP\tPPL\tXX\t\t\t\t\t\t{people}\t\t\tZone\t2020-01-01\n")
        };
        let text = row("1", "Lundby", "5000") + &row("2", "Bovik", "10");
        let found = imported(Source::Geonames, &text).unwrap();
        assert_eq!(found.iter().map(|e| e.name.as_str()).collect::<Vec<_>>(), ["Lundby"]);
        assert!(problem(Source::Geonames, &row("1", "Lundby", "many")).contains("no population"));
    }

    #[test]
    fn a_table_reads_back_and_its_ids_are_unique() {
        let found =
            imported(Source::Plain, "name,kind\nVera Lund,person\nVera Lund,place\n\"Bo | Vik\",person\n").unwrap();
        let table = table(&found, "here").unwrap();
        assert!(table.lines().nth(1).unwrap().starts_with("Bo Vik,person"));
        let ids: Vec<&str> = table.lines().skip(1).map(|l| l.split(',').nth(3).unwrap()).collect();
        assert_eq!(ids, ["bo-vik", "vera-lund", "vera-lund-2"]);
    }
}
