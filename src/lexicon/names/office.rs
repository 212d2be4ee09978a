//! The words of offices: the country or body, and what its holder does there.

use crate::lexicon::countries::leading_country;
use crate::lexicon::word_hash::word_hash;

/// Spellings and near-synonyms in offices, mapped to one word.
pub(crate) fn office_word(word: &str) -> &str {
    match word {
        "defense" => "defence",
        "secretary" | "chief" | "head" | "boss" | "leader" | "chairman" | "chair" => "head",
        "minister" | "ministry" => "minister",
        "premier" => "prime",
        "spokeswoman" | "spokesperson" => "spokesman",
        "messenger" | "representative" => "envoy",
        other => other,
    }
}

/// The words of a folded role: the country or body first.
pub(crate) fn role_words(role: &str) -> Vec<&str> {
    let all: Vec<&str> = role.split([' ', '-']).collect();
    let (place, rest) = leading_country(&all).map_or((None, &all[..]), |(place, length)| (Some(place), &all[length..]));
    place.into_iter().chain(rest.iter().map(|word| office_word(word))).collect()
}

/// Some words in the room of a number: sets that share a word always meet, others now and then.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct WordMask(u32);

impl<'a> FromIterator<&'a str> for WordMask {
    fn from_iter<T: IntoIterator<Item = &'a str>>(words: T) -> Self {
        Self(words.into_iter().fold(0, |set, word| set | 1 << (word_hash(word.as_bytes()) & 31)))
    }
}

impl WordMask {
    const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The words of all offices of one bearer: most names have none of them around, and to see that no office is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct OfficeWords {
    bodies: WordMask,
    duties: WordMask,
}

impl OfficeWords {
    pub(super) fn of(roles: &[String]) -> Self {
        roles.iter().map(|role| role_words(role)).fold(Self::default(), |all, words| {
            let (body, duties) = words.split_at(words.len().min(1));
            Self {
                bodies: all.bodies.with(body.iter().copied().collect()),
                duties: all.duties.with(duties.iter().copied().collect()),
            }
        })
    }

    pub(super) const fn packed(self) -> [u32; 2] {
        [self.bodies.0, self.duties.0]
    }

    pub(super) const fn unpacked([bodies, duties]: [u32; 2]) -> Self {
        Self { bodies: WordMask(bodies), duties: WordMask(duties) }
    }

    /// Whether a body and a word for what its holder does may be among the words of `said`.
    pub(crate) const fn may_be_in(self, said: WordMask) -> bool {
        self.bodies.meets(said) && self.duties.meets(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offices_that_are_named_are_never_ruled_out_and_most_others_are() {
        let offices = ["us secretary of state", "nato secretary general", "french prime minister", "kremlin spokesman"];
        let words = OfficeWords::of(&offices.map(str::to_owned));
        assert_eq!(OfficeWords::unpacked(words.packed()), words);
        for office in offices {
            assert!(words.may_be_in(role_words(office).into_iter().collect()), "{office}");
        }
        let others =
            ["brazil striker", "kyiv mayor", "iran envoy", "bundesbank economist", "fifa referee", "chess player"];
        let ruled_out = |other: &&str| {
            !OfficeWords::of(&[(*other).to_owned()]).may_be_in(role_words(offices[3]).into_iter().collect())
        };
        assert!(others.into_iter().filter(ruled_out).count() >= 5);
        assert!(!OfficeWords::of(&[]).may_be_in(role_words(offices[0]).into_iter().collect()));
    }
}
