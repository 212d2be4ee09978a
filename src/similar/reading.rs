//! Spellings that differ only as two accepted ways of romanising one name do, and words that are readings of Chinese or
//! Japanese characters, which other people bear.

use regex::Regex;
use std::sync::LazyLock;

/// What romanising Cyrillic letters leaves open, one way to write each; and the letters that this changes.
const SLAVIC_CHOICES: &[(&str, &str)] = &[
    ("aleksandr", "alexander"),
    ("alexandr", "alexander"),
    ("alexandere", "alexander"),
    ("ks", "x"),
    ("ss", "s"),
    ("dzh", "j"),
    ("dj", "j"),
    ("tch", "ch"),
    ("shch", "sch"),
    ("kh", "h"),
    ("iy", "i"),
    ("yi", "i"),
    ("ii", "i"),
    ("ij", "i"),
    ("yj", "i"),
    ("iya", "ia"),
    ("ya", "ia"),
    ("yu", "iu"),
    ("yo", "e"),
    ("ye", "e"),
    ("ie", "e"),
    ("ey", "ei"),
    ("ej", "ei"),
    ("aj", "ai"),
    ("oj", "oi"),
    ("ay", "ai"),
    ("oy", "oi"),
    ("uy", "ui"),
    ("aye", "ae"),
];
const SLAVIC_CHANGED: &str = "cdehijkostxyz";

/// The same of kana.
const KANA_CHOICES: &[(&str, &str)] =
    &[("ou", "o"), ("oo", "o"), ("oh", "o"), ("uu", "u"), ("mp", "np"), ("mb", "nb"), ("mm", "nm")];
const KANA_CHANGED: &str = "hmnou";

/// Whether two folded names differ only as romanisations of one name in Cyrillic letters do.
#[must_use]
pub fn are_one_slavic(one: &str, other: &str) -> bool {
    same_apart_from(SLAVIC_CHANGED, one, other) && slavic_key(one) == slavic_key(other)
}

/// Whether two folded names differ only as romanisations of one name in kana do.
#[must_use]
pub fn are_one_kana(one: &str, other: &str) -> bool {
    same_apart_from(KANA_CHANGED, one, other) && kana_key(one) == kana_key(other)
}

/// Whether two folded names differ only as romanisations of one name in Arabic letters do.
#[must_use]
pub fn are_one_arabic(one: &str, other: &str) -> bool {
    arabic_key(one) == arabic_key(other)
}

/// Whether the two are the same but for these letters, of which alone some are changed to make a key: most names are not, and
/// need no key.
fn same_apart_from(changed: &str, one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(|name| name.bytes().filter(|letter| !changed.as_bytes().contains(letter)));
    one.eq(other)
}

/// The letters of a folded name with the choices made equal that romanising Russian, Ukrainian or Bulgarian leaves open:
/// `Sergei` and `Sergey`, `Dziuba` and `Dzyuba`, `Alexandr` and `Aleksandr`. A `y` between consonants stays: `Volodimir` is no
/// accepted spelling of Volodymyr.
fn slavic_key(folded: &str) -> String {
    let mut key = folded.to_owned();
    for (from, to) in SLAVIC_CHOICES {
        replace(&mut key, from, to);
    }
    if let Some(bare) = key.strip_suffix('y') {
        key = format!("{bare}i");
    }
    if let Some(bare) = key.strip_suffix("ich") {
        key = format!("{bare}ic");
    }
    key
}

/// The letters of a folded Japanese name with long vowels written once, and `n` before `b`, `m`, `p`: `Shouji` and `Shoji`,
/// `Jumpei` and `Junpei`.
fn kana_key(folded: &str) -> String {
    let mut key = folded.to_owned();
    for (from, to) in KANA_CHOICES {
        replace(&mut key, from, to);
    }
    key
}

/// Most names have next to none of the groups, and names are short: looking is cheaper than preparing a search.
fn replace(key: &mut String, from: &str, to: &str) {
    if key.as_bytes().windows(from.len()).any(|here| here == from.as_bytes()) {
        *key = key.replace(from, to);
    }
}

/// The consonants of a folded Arabic or Persian name, doubled ones once: vowels are a newsroom's choice.
#[must_use]
pub fn arabic_key(folded: &str) -> String {
    let mut key = String::with_capacity(folded.len());
    for c in folded.replace("ch", "sh").replace('q', "k").replace("dh", "z").chars() {
        if !matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | '\'') && !key.ends_with(c) {
            key.push(c);
        }
    }
    key
}

/// One to three syllables: an initial, if any, and a final.
static PINYIN: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let finals =
        "iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|in|un|ia|ie|iu|ua|uo|ui|ue|er|[aoeiu]";
    Regex::new(&format!("^(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])?(?:{finals})){{0,3}}$")).ok()
});

/// Whether a folded word is one to three syllables of pinyin.
///
/// ```
/// use malaprop::similar::is_pinyin;
/// assert!(is_pinyin("zhongxun") && is_pinyin("jiayin") && !is_pinyin("makron"));
/// ```
#[must_use]
pub fn is_pinyin(folded: &str) -> bool {
    PINYIN.as_ref().is_some_and(|pinyin| pinyin.is_match(folded))
}

/// Hepburn's syllables: `n`, or a vowel with a consonant before it, if any; `m` before `b` and `p` is an `n`, and a doubled
/// consonant a stop.
static ROMAJI: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let consonants = "k?ky?|gy?|s?sh?|j|z|ch|t?ts?|d|ny|hy?|f|m?by?|m?p?py?|my?|y|ry?|w";
    Regex::new(&format!("^(?:n|(?:{consonants})?[aiueo])*$")).ok()
});

/// Whether a folded word is a reading of Japanese characters in Hepburn's letters.
///
/// ```
/// use malaprop::similar::is_romaji;
/// assert!(is_romaji("nogizaka") && is_romaji("kondo") && !is_romaji("trump"));
/// ```
#[must_use]
pub fn is_romaji(folded: &str) -> bool {
    ROMAJI.as_ref().is_some_and(|romaji| romaji.is_match(folded))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_fall_apart_into_syllables() {
        for name in ["zhang", "qi", "xinhua", "zhiyuan", "er"] {
            assert!(is_pinyin(name), "{name}");
        }
        for name in ["zhangg", "v", "xijinpinghua", "trump", "żao"] {
            assert!(!is_pinyin(name), "{name}");
        }
        for name in ["kyoto", "shimpei", "nippon", "sapporo", "issho", "tsunami", "hattori", "jun"] {
            assert!(is_romaji(name), "{name}");
        }
        for name in ["kim", "lee", "ppa n", "smith", "fya", "mka"] {
            assert!(!is_romaji(name), "{name}");
        }
    }

    #[test]
    fn accepted_romanisations_are_one_name() {
        for (a, b) in [
            ("sergei", "sergey"),
            ("dziuba", "dzyuba"),
            ("aleksandr", "alexander"),
            ("grigory", "grigori"),
            ("natalia", "nataliya"),
            ("fyodor", "fedor"),
            ("milosevich", "milosevic"),
        ] {
            assert!(are_one_slavic(a, b), "{a} {b}");
        }
        assert!(!are_one_slavic("volodimir", "volodymyr"));
        assert!(are_one_arabic("soleimani", "suleymani") && !are_one_arabic("soleimani", "suleymadi"));
        assert!(
            are_one_kana("shouji", "shoji") && are_one_kana("jumpei", "junpei") && !are_one_kana("shouji", "shiji")
        );
    }

    #[test]
    fn choices_change_no_other_letters_than_those_that_are_left_out_of_the_first_look() {
        let endings = [("ky", "ki"), ("vich", "vic")];
        for (from, to) in SLAVIC_CHOICES.iter().chain(&endings) {
            assert!(same_apart_from(SLAVIC_CHANGED, from, to), "{from} {to}");
        }
        for (from, to) in KANA_CHOICES {
            assert!(same_apart_from(KANA_CHANGED, from, to), "{from} {to}");
        }
    }
}
