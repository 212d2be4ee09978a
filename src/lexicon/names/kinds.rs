//! What kinds of entries there are, and the numbers that stand for them in a compiled table.

use crate::lexicon::countries::{country, script_of};
use unicode_script::{Script, UnicodeScript};

/// What an entry names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A human being.
    Person,
    /// A country, town, river, building.
    Place,
    /// A company, party, club, agency.
    Organisation,
}

/// The grammatical gender of a person's honorifics.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Gender {
    /// Sir, Mr, he.
    Male,
    /// Dame, Ms, Mrs, she.
    Female,
}

/// The writing a name has at home; it decides which spellings are a newsroom's choice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Home {
    /// Nobody wrote it down.
    Unknown,
    /// Latin letters.
    Latin,
    /// Russian, Ukrainian, Serbian and others.
    Cyrillic,
    /// Arabic, Persian, Urdu.
    Arabic,
    /// Chinese characters or kana.
    Han,
    /// Korean.
    Hangul,
    /// Any other.
    Other,
}

const KINDS: [Kind; 3] = [Kind::Person, Kind::Place, Kind::Organisation];
const GENDERS: [Option<Gender>; 3] = [None, Some(Gender::Male), Some(Gender::Female)];
const HOMES: [Home; 7] =
    [Home::Unknown, Home::Latin, Home::Cyrillic, Home::Arabic, Home::Han, Home::Hangul, Home::Other];

/// Everything of an entry that is one of a few, as it stands in a compiled table: a byte each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Traits {
    pub kind: Kind,
    pub gender: Option<Gender>,
    pub home: Home,
    pub family_first: bool,
}

impl Traits {
    pub(super) fn packed(self) -> u32 {
        let gender = self.gender.map_or(0, |g| g as u32 + 1);
        self.kind as u32 | gender << 8 | (self.home as u32) << 16 | u32::from(self.family_first) << 24
    }

    /// Of a damaged number, whatever comes first.
    pub(super) fn unpacked(packed: u32) -> Self {
        let [kind, gender, home, family_first] = packed.to_le_bytes().map(usize::from);
        Self {
            kind: KINDS.get(kind).copied().unwrap_or(Kind::Person),
            gender: GENDERS.get(gender).copied().flatten(),
            home: HOMES.get(home).copied().unwrap_or(Home::Unknown),
            family_first: family_first == 1,
        }
    }
}

impl Home {
    /// From the country of an office, where the native name is not written down.
    pub(super) fn of_office(role: &str) -> Self {
        let words: Vec<&str> = role.split(' ').collect();
        let land = (1..=3.min(words.len())).rev().find_map(|n| country(&words[..n].join(" ")));
        match land.map_or("", script_of) {
            "latin" => Self::Latin,
            "cyrillic" => Self::Cyrillic,
            "arabic" => Self::Arabic,
            "han" => Self::Han,
            "hangul" => Self::Hangul,
            "other" => Self::Other,
            _ => Self::Unknown,
        }
    }

    /// From the native name.
    pub(super) fn of(native: &str) -> Self {
        match native.chars().find(|c| c.is_alphabetic()).map(|c| c.script()) {
            None => Self::Unknown,
            Some(Script::Latin) => Self::Latin,
            Some(Script::Cyrillic) => Self::Cyrillic,
            Some(Script::Arabic) => Self::Arabic,
            Some(Script::Han | Script::Hiragana | Script::Katakana) => Self::Han,
            Some(Script::Hangul) => Self::Hangul,
            Some(_) => Self::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn traits_survive_packing() {
        for kind in KINDS {
            for (gender, home) in GENDERS.into_iter().flat_map(|g| HOMES.map(|h| (g, h))) {
                for family_first in [false, true] {
                    let traits = Traits { kind, gender, home, family_first };
                    assert_eq!(Traits::unpacked(traits.packed()), traits);
                }
            }
        }
        assert_eq!(Traits::unpacked(u32::MAX).kind, Kind::Person);
    }
}
