//! Words of languages with other scripts, written in Latin letters.

/// What words were taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Romanised {
    pub(super) language: &'static str,
    /// Whether nothing else comes to mind; dishes and arts are called by such words in good English too.
    pub(super) certain: bool,
}

/// A lone word may be anything.
const FEWEST_WORDS: usize = 2;

/// The language of `words`, folded, neighbours in an English sentence and none of them English or a name.
pub(super) fn language(words: &[&str]) -> Option<Romanised> {
    if words.len() < FEWEST_WORDS {
        return None;
    }
    let found = |language, certain| Some(Romanised { language, certain });
    let any = |list: &[&str]| words.iter().any(|word| list.contains(word));
    if words.iter().all(|word| ends(word, RUSSIAN)) {
        return found("Russian", true);
    }
    if words.iter().any(|word| ends(word, UKRAINIAN)) && words.iter().all(|word| looks_slavic(word)) {
        return found("Ukrainian", true);
    }
    let is_japanese = words.iter().all(|word| is_romaji(word));
    if is_japanese && any(JAPANESE_OFFICES) {
        return found("Japanese", true);
    }
    if words.iter().all(|word| is_pinyin(word)) {
        // Words of many languages can be cut into syllables of both.
        let certain = any(CHINESE_OFFICES);
        return if certain || !is_japanese { found("Chinese", certain) } else { None };
    }
    if words.iter().any(|word| is_chat_arabic(word)) && words.iter().all(|word| word.len() >= SHORTEST_CHAT) {
        return found("Arabic", false);
    }
    None
}

const SHORTEST_SLAVIC: usize = 6;

/// Endings of romanised Russian that end no English word.
const RUSSIAN: &[&str] = &[
    "skogo", "skaya", "skoye", "skiye", "skoy", "nogo", "nnyy", "nyye", "naya", "noye", "tsiya", "tsii", "stvo",
    "stva", "veta", "oblast", "rayona", "aniye", "aniya", "eniya", "eniye", "yy",
];
/// Endings of adjectives and abstract nouns in romanised Ukrainian.
const UKRAINIAN: &[&str] = &[
    "skoyi", "skoho", "skomu", "skykh", "zkoyi", "zkoho", "tskoyi", "tskoho", "noyi", "nykh", "tsiyi", "ennya",
    "annya", "innya", "stvom", "ivskyi", "skyi", "koyi",
];

fn ends(word: &str, endings: &[&str]) -> bool {
    word.len() >= SHORTEST_SLAVIC && endings.iter().any(|ending| word.ends_with(ending))
}

/// Ends in a vowel or in what ends a case of many words.
fn looks_slavic(word: &str) -> bool {
    word.len() >= 4
        && word.is_ascii()
        && (word.ends_with(['a', 'e', 'i', 'o', 'u', 'y']) || word.ends_with("kh") || word.ends_with('v'))
}

/// What offices and bodies are called: nobody keeps these words in English.
const CHINESE_OFFICES: &[&str] = &[
    "bangongshi",
    "dangwei",
    "fayuan",
    "gongchandang",
    "gongsi",
    "guanli",
    "guofangbu",
    "guojia",
    "guowuyuan",
    "jianchayuan",
    "jituan",
    "renmin",
    "shuji",
    "waijiaobu",
    "weiyuanhui",
    "yanjiuyuan",
    "zhengfu",
    "zhuxi",
];
const JAPANESE_OFFICES: &[&str] = &[
    "daijin",
    "iinkai",
    "jichitai",
    "keisatsusho",
    "kokkai",
    "minshuto",
    "naikaku",
    "sangiin",
    "shugiin",
    "shusho",
    "soridaijin",
    "yakusho",
];

/// Initials of syllables, longest first.
const PINYIN_STARTS: &[&str] = &[
    "zh", "ch", "sh", "b", "p", "m", "f", "d", "t", "n", "l", "g", "k", "h", "j", "q", "x", "r", "z", "c", "s", "y",
    "w", "",
];
/// Finals of syllables.
const PINYIN_ENDS: &[&str] = &[
    "iang", "iong", "uang", "ang", "eng", "ian", "iao", "ing", "ong", "uai", "uan", "ai", "an", "ao", "ei", "en", "er",
    "ia", "ie", "in", "iu", "ou", "ua", "ue", "ui", "un", "uo", "a", "e", "i", "o", "u",
];
/// A shorter word may be of any language.
const SHORTEST_PINYIN: usize = 6;

/// Whether such a syllable exists, roughly: which finals follow which initials.
fn exists(start: &str, end: &str) -> bool {
    let front = end.starts_with('i') && end != "i";
    match start {
        "j" | "q" | "x" => end.starts_with('i') || matches!(end, "u" | "ue" | "uan" | "un"),
        "zh" | "ch" | "sh" | "r" | "z" | "c" | "s" => !front && end != "ue" && end != "er",
        "g" | "k" | "h" => !front && end != "i" && end != "ue",
        "b" | "p" | "m" | "f" => !end.starts_with('u') || end == "u",
        "y" => matches!(
            end,
            "a" | "an" | "ang" | "ao" | "e" | "i" | "in" | "ing" | "o" | "ong" | "ou" | "u" | "ue" | "uan" | "un"
        ),
        "w" => matches!(end, "a" | "ai" | "an" | "ang" | "ei" | "en" | "eng" | "o" | "u"),
        "" => matches!(end, "a" | "ai" | "an" | "ang" | "ao" | "e" | "ei" | "en" | "er" | "o" | "ou"),
        _ => end != "er",
    }
}

/// Whether `word` can be cut into syllables.
fn is_pinyin(word: &str) -> bool {
    if word.len() < SHORTEST_PINYIN || word.len() > LONGEST || !word.is_ascii() {
        return false;
    }
    // `reached[i]`: the first `i` letters are whole syllables.
    let mut reached = vec![false; word.len() + 1];
    reached[0] = true;
    for at in 0..word.len() {
        if !reached[at] {
            continue;
        }
        for start in PINYIN_STARTS.iter().filter(|start| word[at..].starts_with(**start)) {
            let rest = at + start.len();
            for end in PINYIN_ENDS.iter().filter(|end| word[rest..].starts_with(**end) && exists(start, end)) {
                reached[rest + end.len()] = true;
            }
        }
    }
    reached[word.len()]
}

/// No word is longer; what is, is no word.
const LONGEST: usize = 40;

/// What stands before a vowel in Japanese.
const ROMAJI_STARTS: &[&str] = &[
    "", "b", "by", "ch", "d", "f", "g", "gy", "h", "hy", "j", "k", "kk", "ky", "m", "my", "n", "ny", "p", "pp", "py",
    "r", "ry", "s", "sh", "ss", "ssh", "t", "tch", "ts", "tt", "w", "y", "z",
];

/// Whether every vowel of `word` has such a beginning, with an `n` before it or at the end.
fn is_romaji(word: &str) -> bool {
    let mut rest = word;
    while let Some(vowel) = rest.find(['a', 'e', 'i', 'o', 'u']) {
        let start = &rest[..vowel];
        let bare = start.strip_prefix('n').filter(|bare| !bare.is_empty()).unwrap_or(start);
        if !ROMAJI_STARTS.contains(&bare) {
            return false;
        }
        rest = &rest[vowel + 1..];
    }
    word.len() >= SHORTEST_ROMAJI && matches!(rest, "" | "n")
}

const SHORTEST_ROMAJI: usize = 4;
const SHORTEST_CHAT: usize = 3;

/// Whether a `3` or `7` stands for a letter between two others, as in messages: `sha3b`.
fn is_chat_arabic(word: &str) -> bool {
    let letters = word.bytes().filter(u8::is_ascii_lowercase).count();
    letters >= SHORTEST_CHAT
        && word.bytes().all(|b| b.is_ascii_lowercase() || matches!(b, b'2' | b'3' | b'5' | b'7' | b'9'))
        && word
            .as_bytes()
            .windows(3)
            .any(|w| matches!(w[1], b'3' | b'7') && w[0].is_ascii_lowercase() && w[2].is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Option<(&'static str, bool)> {
        language(&words.split(' ').collect::<Vec<_>>()).map(|r| (r.language, r.certain))
    }

    #[test]
    fn each_language_is_told_by_its_words() {
        assert_eq!(of("gorodskogo soveta"), Some(("Russian", true)));
        assert_eq!(of("oblasnoyi derzhavnoyi administratsiyi"), Some(("Ukrainian", true)));
        assert_eq!(of("jiaotong guanli weiyuanhui"), Some(("Chinese", true)));
        assert_eq!(of("hongshao roubing"), Some(("Chinese", false)));
        assert_eq!(of("senkyo kanri iinkai"), Some(("Japanese", true)));
        assert_eq!(of("ma3a alsha3b"), Some(("Arabic", false)));
    }

    #[test]
    fn other_unknown_words_are_not() {
        for words in [
            "weiyuanhui",
            "hakuna matata",
            "shirasu kamaage",
            "bunga bunga",
            "xylitol quarks",
            "boeuf bourguignon",
            "mp3 w3c",
            "nasi goreng",
        ] {
            assert_eq!(of(words), None, "{words}");
        }
    }
}
