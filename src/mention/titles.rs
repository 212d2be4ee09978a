//! Titles, honorifics and ranks: the words that stand before a person's name and are no part of it.

use crate::lexicon::names::Gender;

/// Honorifics that say man or woman, folded.
const GENDERED: &[(&str, Gender)] = &[
    ("dame", Gender::Female),
    ("king", Gender::Male),
    ("lady", Gender::Female),
    ("madam", Gender::Female),
    ("madame", Gender::Female),
    ("miss", Gender::Female),
    ("mr", Gender::Male),
    ("mrs", Gender::Female),
    ("ms", Gender::Female),
    ("prince", Gender::Male),
    ("princess", Gender::Female),
    ("queen", Gender::Female),
    ("sir", Gender::Male),
];

/// Other words that stand before a name, folded and sorted.
const TITLES: &[&str] = &[
    "actor", "actress", "adm", "admiral", "adviser", "advisor", "aide", "ally", "ambassador", "analyst", "archbishop", "author",
    "ayatollah", "billionaire", "bishop", "brig", "brigadier", "candidate", "capt", "captain", "cardinal", "ceo", "chair",
    "chairman", "chairperson", "chairwoman", "chancellor", "chef", "chief", "co", "coach", "col", "colleague", "colonel",
    "comedian", "commander", "commissioner", "congressman", "congresswoman", "consul", "correspondent", "counterpart", "defender",
    "deputy", "detective", "dictator", "diplomat", "director", "doctor", "dr", "economist", "editor", "emir", "emperor", "envoy",
    "executive", "father", "federal", "footballer", "foreign", "forward", "founder", "gen", "general", "goalkeeper", "gov",
    "governor", "head", "historian", "host", "inspector", "interior", "journalist", "judge", "justice", "lawmaker", "lawyer",
    "leader", "lieutenant", "lord", "lt", "maj", "major", "manager", "marshal", "mayor", "messenger", "midfielder", "minister",
    "monsignor", "mp", "negotiator", "novelist", "officer", "official", "oligarch", "opposition", "owner", "parliament",
    "parliamentary", "pastor", "patriarch", "player", "police", "politician", "pope", "premier", "pres", "presenter", "president",
    "presidential", "press", "prime", "producer", "prof", "professor", "prosecutor", "rabbi", "rapper", "rep", "reporter",
    "representative", "researcher", "rev", "reverend", "rival", "sec", "secretary", "sen", "senator", "senior", "sergeant", "sgt",
    "sheikh", "singer", "skipper", "solicitor", "speaker", "special", "spokesman", "spokesperson", "spokeswoman", "star",
    "striker", "sultan", "superintendent", "supt", "tycoon", "vice", "winger", "writer",
];

/// Whether a folded word can stand before a person's name as a title, rank or occupation.
#[must_use]
pub fn is_title(folded: &str) -> bool {
    TITLES.binary_search(&folded).is_ok() || honorific(folded).is_some()
}

/// The gender that a folded honorific demands.
#[must_use]
pub fn honorific(folded: &str) -> Option<Gender> {
    GENDERED.iter().find(|(word, _)| *word == folded).map(|(_, gender)| *gender)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_without_repeats() {
        assert!(TITLES.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn honorifics_are_titles_with_a_gender() {
        assert_eq!(honorific("sir"), Some(Gender::Male));
        assert!(is_title("mrs") && is_title("minister") && !is_title("mark"));
    }
}
