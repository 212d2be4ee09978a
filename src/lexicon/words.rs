//! English words and the world's name parts, in one table built at compile time.

use super::word_hash::word_hash;

/// 2^n entries of eight bytes, as `build.rs` writes them; see [`Known::of`].
static TABLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/known.bin"));

/// The bits of an entry that say what is known; the others are those of the word's hash. Two words with one entry stop the build,
/// and of strangers one in 10^10 is taken for a word of the list.
const KINDS: u64 = 0xff;
/// The bit of what [`Known::is_borne`].
const BORNE: u8 = 128;
const ENTRY: usize = 8;
const ENTRIES: usize = TABLE.len() / ENTRY;

/// What is known of a folded word; the bits are those that `build.rs` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known(u8);

impl Known {
    /// Looks a folded word up: at the place that its hash names, and on from there to the first empty entry.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        let hash = word_hash(folded.as_bytes());
        let mut at = (hash >> 40) as usize % ENTRIES;
        loop {
            let entry = TABLE[at * ENTRY..].first_chunk().map_or(0, |bytes| u64::from_le_bytes(*bytes));
            if entry == 0 {
                return Self(0);
            }
            if (entry ^ hash) & !KINDS == 0 {
                return Self((entry & KINDS) as u8);
            }
            at = (at + 1) % ENTRIES;
        }
    }

    /// Whether the lists hold it as more than a name that somebody bears somewhere.
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.0 & !BORNE != 0
    }

    /// Whether the lists hold it at all.
    #[must_use]
    pub const fn is_heard(self) -> bool {
        self.0 != 0
    }

    /// A name that few people bear, family name or given name. In small letters it says nothing: it may be a word of their language.
    #[must_use]
    pub const fn is_borne(self) -> bool {
        self.0 & BORNE != 0
    }

    /// An ordinary English word.
    #[must_use]
    pub const fn is_word(self) -> bool {
        self.0 & 1 != 0
    }

    /// A part of some name, whatever its kind.
    #[must_use]
    pub const fn is_name(self) -> bool {
        self.0 & !(1 | BORNE) != 0
    }

    /// A man's given name.
    #[must_use]
    pub const fn is_male(self) -> bool {
        self.0 & 2 != 0
    }

    /// A woman's given name.
    #[must_use]
    pub const fn is_female(self) -> bool {
        self.0 & 4 != 0
    }

    /// A given name.
    #[must_use]
    pub const fn is_given(self) -> bool {
        self.is_male() || self.is_female()
    }

    /// A family name.
    #[must_use]
    pub const fn is_family(self) -> bool {
        self.0 & 8 != 0
    }

    /// A family name so common that one famous bearer does not own it.
    #[must_use]
    pub const fn is_common_family(self) -> bool {
        self.0 & 64 != 0
    }

    /// A town of more than 15,000 people.
    #[must_use]
    pub const fn is_place(self) -> bool {
        self.0 & 16 != 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_words_from_names() {
        assert!(Known::of("minister").is_word());
        assert!(Known::of("hill").is_word() && Known::of("hill").is_family());
        assert!(Known::of("keira").is_female() && !Known::of("keira").is_male());
        assert!(!Known::of("qwxzt").is_known());
    }
}
