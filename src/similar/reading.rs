//! Spellings that differ only as two accepted ways of romanising one name do, and words that are readings of Chinese or
//! Japanese characters, which other people bear.

/// The letters of a folded name with the choices made equal that romanising Russian, Ukrainian or Bulgarian leaves open:
/// `Sergei` and `Sergey`, `Dziuba` and `Dzyuba`, `Alexandr` and `Aleksandr`. A `y` between consonants stays: `Volodimir` is no
/// accepted spelling of Volodymyr.
#[must_use]
pub fn slavic_key(folded: &str) -> String {
    let mut key = folded.to_owned();
    for (from, to) in [
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
    ] {
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
#[must_use]
pub fn kana_key(folded: &str) -> String {
    let mut key = folded.to_owned();
    for (from, to) in [("ou", "o"), ("oo", "o"), ("oh", "o"), ("uu", "u"), ("mp", "np"), ("mb", "nb"), ("mm", "nm")] {
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

const PINYIN_INITIALS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w", "",
];
const PINYIN_FINALS: &[&str] = &[
    "iang", "iong", "uang", "ang", "eng", "ing", "ong", "ian", "iao", "uai", "uan", "ai", "ei", "ao", "ou", "an", "en",
    "in", "un", "ia", "ie", "iu", "ua", "uo", "ui", "ue", "er", "a", "o", "e", "i", "u",
];

/// Whether a folded word is one to three syllables of pinyin.
///
/// ```
/// use malaprop::similar::is_pinyin;
/// assert!(is_pinyin("zhongxun") && is_pinyin("jiayin") && !is_pinyin("makron"));
/// ```
#[must_use]
pub fn is_pinyin(folded: &str) -> bool {
    syllables(folded, 3, &|rest| {
        PINYIN_INITIALS
            .iter()
            .filter(|initial| rest.starts_with(**initial))
            .flat_map(|initial| {
                let after = &rest[initial.len()..];
                PINYIN_FINALS.iter().filter(|f| after.starts_with(**f)).map(|f| initial.len() + f.len())
            })
            .collect()
    })
}

const KANA_CONSONANTS: &[&str] = &[
    "ky", "gy", "sh", "ch", "ny", "hy", "by", "py", "my", "ry", "ts", "j", "k", "g", "s", "z", "t", "d", "n", "h", "b",
    "p", "m", "y", "r", "w", "f", "",
];

/// Whether a folded word is a reading of Japanese characters in Hepburn's letters.
///
/// ```
/// use malaprop::similar::is_romaji;
/// assert!(is_romaji("nogizaka") && is_romaji("kondo") && !is_romaji("trump"));
/// ```
#[must_use]
pub fn is_romaji(folded: &str) -> bool {
    syllables(folded, 8, &|rest| {
        let mut lengths: Vec<usize> = KANA_CONSONANTS
            .iter()
            .filter(|c| rest.starts_with(**c))
            .filter(|c| rest[c.len()..].starts_with(['a', 'i', 'u', 'e', 'o']))
            .map(|c| c.len() + 1)
            .collect();
        let doubled =
            rest.len() > 1 && rest.as_bytes()[0] == rest.as_bytes()[1] && rest.starts_with(['k', 's', 't', 'p']);
        if rest.starts_with('n') || rest.starts_with("mb") || rest.starts_with("mp") || doubled {
            lengths.push(1);
        }
        lengths
    })
}

/// Whether `rest` falls apart into at most `most` pieces of the lengths that `pieces` allows at its start.
fn syllables(rest: &str, most: usize, pieces: &dyn Fn(&str) -> Vec<usize>) -> bool {
    rest.is_empty()
        || (most > 0 && rest.is_ascii() && pieces(rest).into_iter().any(|n| syllables(&rest[n..], most - 1, pieces)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepted_romanisations_have_one_key() {
        for (a, b) in [
            ("sergei", "sergey"),
            ("dziuba", "dzyuba"),
            ("aleksandr", "alexander"),
            ("grigory", "grigori"),
            ("natalia", "nataliya"),
        ] {
            assert_eq!(slavic_key(a), slavic_key(b), "{a} {b}");
        }
        assert_ne!(slavic_key("volodimir"), slavic_key("volodymyr"));
        assert_eq!(arabic_key("soleimani"), arabic_key("suleymani"));
    }
}
