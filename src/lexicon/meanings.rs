//! What family names of public figures mean as words of their language: `Heil` is salvation, `Kurz` is short.

use super::names::parts;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A family name that is a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// The family name.
    pub family: String,
    /// Its folded parts, joined by spaces.
    pub folded: String,
    /// The language it is a word of.
    pub language: String,
}

static MEANINGS: LazyLock<HashMap<String, Vec<Meant>>> = LazyLock::new(|| {
    let table = include_str!("../../lexicons/en/name-meanings.csv");
    let mut by_word: HashMap<String, Vec<Meant>> = HashMap::new();
    for record in csv::Reader::from_reader(table.as_bytes()).records().flatten() {
        let meant =
            Meant { family: record[0].to_owned(), folded: parts(&record[0]).join(" "), language: record[2].to_owned() };
        for word in record[1].split(" | ") {
            by_word.entry(word.to_lowercase()).or_default().push(meant.clone());
        }
    }
    by_word
});

/// The family names that mean the folded English word, in the order of the table.
#[must_use]
pub fn names_meaning(word: &str) -> &'static [Meant] {
    MEANINGS.get(word).map_or(&[], Vec::as_slice)
}
