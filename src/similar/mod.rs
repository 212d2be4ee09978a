//! How alike two names are: plain edit distances, and a distance that knows how names change between scripts.

mod bag;
mod compared;
mod reading;
mod translit;

pub use bag::{LetterBag, Letters};
pub use compared::Compared;
pub use reading::{arabic_key, are_one_arabic, are_one_kana, are_one_slavic, is_pinyin, is_romaji};
pub use translit::{Against, Script, Similarity, similarity, similarity_from};

/// Optimal string alignment distance in code points: insertions, deletions, substitutions and swaps of neighbours.
#[must_use]
pub fn edits(a: &str, b: &str) -> usize {
    strsim::osa_distance(a, b)
}

/// The consonants of a folded name with those that transliteration confuses made equal: the shape that stays when vowels,
/// voicing and letter groups change.
///
/// ```
/// assert_eq!(malaprop::similar::skeleton("witkoff"), malaprop::similar::skeleton("vitkov"));
/// ```
#[must_use]
pub fn skeleton(folded: &str) -> String {
    let mut kept = String::with_capacity(folded.len());
    for (i, c) in folded.chars().enumerate() {
        let class = match c {
            'b' | 'p' => 'p',
            'c' | 'k' | 'q' | 'g' | 'h' | 'x' => 'k',
            'd' | 't' => 't',
            'f' | 'v' | 'w' => 'f',
            's' | 'z' | 'j' => 's',
            'l' => 'l',
            'r' => 'r',
            'm' | 'n' => 'n',
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\'' if i > 0 => continue,
            'a' | 'e' | 'i' | 'o' | 'u' | 'y' => 'a',
            other => other,
        };
        if !kept.ends_with(class) {
            kept.push(class);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn skeletons_keep_the_consonants() {
        assert_eq!(skeleton("healey"), skeleton("hill"));
        assert_ne!(skeleton("hutton"), skeleton("healey"));
    }
}
