//! English words and the world's name parts, in one automaton built at compile time.

use std::sync::LazyLock;

static KNOWN: LazyLock<Option<fst::Map<&'static [u8]>>> =
    LazyLock::new(|| fst::Map::new(include_bytes!(concat!(env!("OUT_DIR"), "/known.fst")).as_slice()).ok());

/// What is known of a folded word; the bits are those that `build.rs` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Known(u64);

impl Known {
    /// Looks a folded word up.
    #[must_use]
    pub fn of(folded: &str) -> Self {
        Self(KNOWN.as_ref().and_then(|map| map.get(folded)).unwrap_or(0))
    }

    /// Whether the lists hold it at all.
    #[must_use]
    pub const fn is_known(self) -> bool {
        self.0 != 0
    }

    /// An ordinary English word.
    #[must_use]
    pub const fn is_word(self) -> bool {
        self.0 & 1 != 0
    }

    /// A part of some name, whatever its kind.
    #[must_use]
    pub const fn is_name(self) -> bool {
        self.0 & !1 != 0
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
