//! Small sets of words, laid out when the program is compiled: a look-up costs about one comparison, however long the list.

/// A set of at most half as many words as it has slots.
#[derive(Debug)]
pub(crate) struct WordSet<const SLOTS: usize>([&'static str; SLOTS]);

impl<const SLOTS: usize> WordSet<SLOTS> {
    /// The set of `words`; `SLOTS` is a power of two and at least twice their number, which is checked at compile time.
    pub(crate) const fn new(words: &[&'static str]) -> Self {
        assert!(SLOTS.is_power_of_two() && words.len() * 2 <= SLOTS, "a set needs two slots a word");
        let mut slots = [""; SLOTS];
        let mut i = 0;
        while i < words.len() {
            let mut at = Self::first_slot(words[i].as_bytes());
            while !slots[at].is_empty() {
                at = (at + 1) % SLOTS;
            }
            slots[at] = words[i];
            i += 1;
        }
        Self(slots)
    }

    /// Whether `word` is one of them; the empty word never is.
    pub(crate) fn contains(&self, word: &str) -> bool {
        let mut at = Self::first_slot(word.as_bytes());
        loop {
            match self.0[at] {
                "" => return false,
                known if known == word => return true,
                _ => at = (at + 1) % SLOTS,
            }
        }
    }

    /// By the length and four letters, which tell short words apart well enough.
    const fn first_slot(word: &[u8]) -> usize {
        let length = word.len();
        if length == 0 {
            return 0;
        }
        let letters = [word[0], word[length / 2], word[length - 1], word[if length > 1 { 1 } else { 0 }]];
        let key = (length as u64) << 32 | u32::from_le_bytes(letters) as u64;
        (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as usize % SLOTS
    }
}

#[cfg(test)]
mod tests {
    use super::WordSet;

    #[test]
    fn a_set_holds_its_words_and_no_others() {
        const WORDS: &[&str] = &["a", "an", "the", "then", "there", "these", "those", "zoë", "ab", "ba"];
        static SET: WordSet<32> = WordSet::new(WORDS);
        assert!(WORDS.iter().all(|word| SET.contains(word)));
        assert!(["", "b", "th", "thee", "thsee", "zoe", "theres"].iter().all(|word| !SET.contains(word)));
    }
}
