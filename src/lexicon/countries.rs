//! Countries and the words for their people, so that `French` and `France` say the same in a role.

use std::collections::HashMap;
use std::sync::LazyLock;

static COUNTRY_OF: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let table = include_str!("../../lexicons/en/countries.csv");
    let mut country_of = HashMap::new();
    for record in csv::Reader::from_reader(table.as_bytes()).records().flatten() {
        let country = record[0].to_lowercase();
        for word in record[1].split(" | ") {
            country_of.insert(word.to_owned(), country.clone());
        }
        country_of.insert(country.clone(), country);
    }
    country_of
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
    COUNTRY_OF.get(key).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::country;

    #[test]
    fn people_and_acronyms_stand_for_their_country() {
        assert_eq!(country("ukrainian"), Some("ukraine"));
        assert_eq!(country("u.s."), Some("us"));
        assert_eq!(country("south korean"), Some("south korea"));
        assert_eq!(country("minister"), None);
    }
}
