//! What other languages call places and bodies of third countries: `Mailand`, `Londres`, `Amurka`.

use super::names::parts;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A foreign name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exonym {
    /// What English says.
    pub english: String,
    /// The language it belongs to.
    pub language: String,
}

static EXONYMS: LazyLock<FxHashMap<String, Exonym>> = LazyLock::new(|| {
    let table = include_str!("../../lexicons/en/exonyms.csv");
    let records = csv::Reader::from_reader(table.as_bytes()).into_records().flatten();
    let exonym = |r: &csv::StringRecord| Exonym { english: r[1].to_owned(), language: r[2].to_owned() };
    records.map(|r| (parts(&r[0]).join(" "), exonym(&r))).collect()
});

/// The foreign name whose folded parts, joined by spaces, are `joined`.
#[must_use]
pub fn exonym(joined: &str) -> Option<&'static Exonym> {
    EXONYMS.get(joined)
}
