//! Countries and the words for their people, so that `French` and `France` say the same in a role.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

#[derive(Default)]
struct Countries {
    country_of: FxHashMap<String, String>,
    script_of: FxHashMap<String, String>,
    /// First words of those that are several.
    first_words: FxHashSet<String>,
}

static COUNTRIES: LazyLock<Countries> = LazyLock::new(|| {
    let table = include_str!("../../lexicons/en/countries.csv");
    let mut countries = Countries::default();
    for record in csv::Reader::from_reader(table.as_bytes()).records().flatten() {
        let country = record[0].to_lowercase();
        for word in record[1].split(" | ") {
            countries.country_of.insert(word.to_owned(), country.clone());
        }
        countries.script_of.insert(country.clone(), record[2].to_owned());
        countries.country_of.insert(country.clone(), country);
    }
    let pairs = countries.country_of.keys().filter_map(|name| name.split_once(' '));
    countries.first_words = pairs.map(|(first, _)| first.to_owned()).collect();
    countries
});

/// The country, in lower case, that a folded word or pair of words stands for: `ukrainian` gives `ukraine`.
#[must_use]
pub fn country(folded: &str) -> Option<&'static str> {
    let bare: String;
    let key = if folded.contains('.') {
        bare = folded.replace('.', "");
        bare.as_str()
    } else {
        folded
    };
    COUNTRIES.country_of.get(key).map(String::as_str)
}

/// The country that two folded words stand for.
#[must_use]
pub fn country_of_pair(first: &str, second: &str) -> Option<&'static str> {
    let may_be = first.contains('.') || COUNTRIES.first_words.contains(first);
    may_be.then(|| country(&format!("{first} {second}"))).flatten()
}

/// The country that the first of `words` stand for, and how many they are.
#[must_use]
pub fn leading_country(words: &[&str]) -> Option<(&'static str, usize)> {
    (1..=LONGEST.min(words.len())).rev().find_map(|n| country(&words[..n].join(" ")).map(|found| (found, n)))
}

/// The most words that a country's name has.
const LONGEST: usize = 3;

/// The script that most names of a country, as [`country`] gives it, are written in at home: `latin`, `cyrillic`, `arabic`,
/// `han`, `hangul`, `other`, or nothing where that differs.
#[must_use]
pub fn script_of(country: &str) -> &'static str {
    COUNTRIES.script_of.get(country).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{country, country_of_pair};

    #[test]
    fn people_and_acronyms_stand_for_their_country() {
        assert_eq!(country("ukrainian"), Some("ukraine"));
        assert_eq!(country("u.s."), Some("us"));
        assert_eq!(country("south korean"), Some("south korea"));
        assert_eq!(country("minister"), None);
        assert_eq!(country_of_pair("south", "korean"), Some("south korea"));
        assert_eq!((country_of_pair("south", "minister"), country_of_pair("ukrainian", "korean")), (None, None));
    }
}
