//! Spellings that are nobody's mistake: a newsroom's romanisation, a reading of characters, a plural, a short form.

use super::{Entry, Form, Home};
use crate::lexicon::words::Known;
use crate::similar::{arabic_key, are_one_arabic, are_one_kana, are_one_slavic, is_pinyin, is_romaji};

/// Whether the two spellings of a part are both a newsroom's choice of romanisation. A home that nobody wrote down is guessed
/// from the letters of the `whole` right name: who is called Bykov, is called Vasily or Vassily.
pub(super) fn is_choice(home: Option<Home>, whole: &[&str], right: &str, surface: &str) -> bool {
    let given = |name: &str| Known::of(name).is_given();
    if given(right) && given(surface) && are_one_slavic(right, surface) || are_one_word(right, surface) {
        return true;
    }
    match home {
        Some(Home::Arabic) => are_one_arabic(right, surface),
        Some(Home::Cyrillic) => are_one_slavic(right, surface),
        Some(Home::Han) => are_one_kana(right, surface),
        Some(Home::Unknown) | None => {
            (is_romaji(right) && are_one_kana(right, surface))
                || (whole.iter().any(|part| is_slavic(part)) && are_one_slavic(right, surface))
                || (is_given_twice(right, surface) && are_one_arabic(right, surface))
        }
        Some(Home::Latin | Home::Hangul | Home::Other) => false,
    }
}

/// Whether the two are one English word as Britons and Americans spell it: the `Center Party` is the Centre Party.
fn are_one_word(right: &str, surface: &str) -> bool {
    const TWINS: &[(&str, &str)] = &[
        ("our", "or"),
        ("tre", "ter"),
        ("isation", "ization"),
        ("fence", "fense"),
        ("gramme", "gram"),
        ("ogue", "og"),
    ];
    let is_twin = |one: &str, other: &str| {
        TWINS.iter().any(|(british, american)| {
            let parts = one.split_once(british).zip(other.split_once(american));
            parts.is_some_and(|(one, other)| one == other)
        })
    };
    Known::of(right).is_word() && (is_twin(right, surface) || is_twin(surface, right))
}

/// Whether the two differ only in how a language writes the sound of `y` in `yes`: German and Czech papers have `Netanjahu` and
/// `Jarmolenko`, Polish ones `Solejmani`. A name that is written in Latin letters at home has one spelling everywhere.
pub(super) fn is_of_another_language(home: Option<Home>, right: &str, surface: &str) -> bool {
    home != Some(Home::Latin) && right != surface && glide_key(right) == glide_key(surface)
}

/// `name` with every `i`, `j` and `y` beside a vowel, and `y` at the end, written `i`; and `dzh` and `dj` made one.
fn glide_key(name: &str) -> String {
    let letters: Vec<char> = name.replace("dzh", "dj").chars().collect();
    let vowel = |i: Option<usize>| i.and_then(|i| letters.get(i)).is_some_and(|c| "aeiouyj".contains(*c));
    let written = |(i, &letter): (usize, &char)| {
        let glides = matches!(letter, 'i' | 'j' | 'y') && (vowel(i.checked_sub(1)) || vowel(Some(i + 1)));
        if glides || (letter == 'y' && i + 1 == letters.len()) { 'i' } else { letter }
    };
    letters.iter().enumerate().map(written).collect()
}

/// Whether `surface` is another reading of Chinese or Japanese characters, near a name that is written in them: others bear
/// it. Korean given names vary as freely. `whole` is the full right name, by which a home that nobody wrote down is guessed.
pub(super) fn is_reading(home: Option<Home>, whole: &[&str], right: &str, surface: &str) -> bool {
    let syllables = |name: &str| is_pinyin(name) || is_romaji(name);
    let all_syllables = || whole.iter().all(|part| syllables(part));
    match home {
        Some(Home::Han) => syllables(surface),
        Some(Home::Hangul) => true,
        Some(Home::Unknown) | None => syllables(surface) && syllables(right) && all_syllables(),
        Some(Home::Latin | Home::Cyrillic | Home::Arabic | Home::Other) => false,
    }
}

/// Endings of Russian, Ukrainian, Bulgarian, Serbian, Belarusian, Armenian and Georgian names.
const SLAVIC_ENDINGS: &[&str] = &[
    "adze", "aya", "chik", "ei", "enko", "eva", "ev", "evo", "ey", "ich", "ic", "ii", "ikh", "ina", "in", "ino", "iya",
    "ia", "ko", "koe", "koye", "ky", "ov", "ova", "ovo", "shvili", "sk", "ski", "sky", "uk", "yan", "yi", "yk", "yy",
    "iy",
];

/// Whether a name looks like one from Cyrillic letters: its ending does, and no letter stands that no romanisation uses.
fn is_slavic(folded: &str) -> bool {
    let lone_c = folded.replace("ch", "").trim_end_matches('c').contains('c');
    let foreign = lone_c || folded.contains(['w', 'q']) || folded.contains("sz") || folded.contains("rz");
    !foreign && SLAVIC_ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether both spellings are given names that people bear, and long enough for their consonants to prove something.
fn is_given_twice(right: &str, surface: &str) -> bool {
    Known::of(right).is_given() && Known::of(surface).is_given() && arabic_key(right).len() >= 3
}

/// Whether a name is a few initials: words are near so few letters by chance, and only other initials are meant for them.
pub(super) fn is_initialism(written: &str) -> bool {
    const MOST: usize = 4;
    written.chars().count() <= MOST && written.chars().all(char::is_uppercase)
}

/// Plurals, demonyms and words made of a name are no garblings: `Trumps`, `Kyivan`, `Macronism`.
pub(super) fn is_derived(right: &str, surface: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "s", "es", "n", "ns", "an", "ans", "ian", "ians", "i", "is", "ist", "ists", "ism", "ite", "ites", "ish", "ese",
        "er", "ers", "esque", "ia", "ic", "land", "ville", "y", "ization", "sky", "skaya", "skoye", "ovsky",
    ];
    let bare = right.trim_end_matches(['a', 'e', 'i', 'o', 'y']);
    surface.strip_prefix(right).is_some_and(|rest| ENDINGS.contains(&rest))
        || (bare.len() >= 4 && surface.strip_prefix(bare).is_some_and(|rest| rest.len() > 2 && ENDINGS.contains(&rest)))
        || right.strip_suffix('s').is_some_and(|singular| singular == surface)
}

/// Whether one is the other with a generic ending of Japanese or Chinese places, which translators keep or drop: `-cho`, `-he`.
pub(super) fn is_with_generic_ending(right: &str, surface: &str) -> bool {
    const ENDINGS: &[&str] =
        &["cho", "dao", "dian", "gawa", "gun", "he", "hu", "jima", "ken", "ku", "machi", "mura", "shan", "shi", "xian"];
    let (long, short) = if right.len() > surface.len() { (right, surface) } else { (surface, right) };
    short.len() >= 5 && long.strip_prefix(short).is_some_and(|rest| ENDINGS.contains(&rest))
}

/// Adjectives of places, which differ from the place by more than an ending: `Bavarian`, `Texan`.
pub(super) fn is_adjective_of_place(right: &str, surface: &str) -> bool {
    ["an", "ish", "ese"].iter().any(|ending| surface.ends_with(ending) && !right.ends_with(ending))
}

/// A woman of the family: `Putina` beside Putin. A case ending left on looks the same.
pub(super) fn is_feminine_of(right: &str, surface: &str) -> bool {
    ["ov", "ev", "in", "yn", "yov"].iter().any(|ending| right.ends_with(ending))
        && surface.strip_suffix('a').is_some_and(|bare| bare == right)
}

/// Whether the two are what a man and a woman of one family are called, in any Slavic language: `Kolesnikov` and Kolesnikova,
/// `Novotny` and Novotna, `Prochazka` and Prochazkova, `Hasek` and Haskova.
pub(super) fn are_of_one_family(one: &str, other: &str) -> bool {
    is_hers(one, other) || is_hers(other, one)
}

fn is_hers(his: &str, hers: &str) -> bool {
    if is_feminine_of(his, hers) {
        return true;
    }
    if let Some(stem) = his.strip_suffix(['y', 'i']) {
        return hers.strip_prefix(stem).is_some_and(|ending| matches!(ending, "a" | "aya"));
    }
    let Some(stem) = hers.strip_suffix("ova") else { return false };
    let fleeting = |consonant: char| {
        let short = stem.strip_suffix(consonant);
        short.is_some_and(|short| his.strip_suffix(consonant).and_then(|h| h.strip_suffix('e')) == Some(short))
    };
    stem.len() >= FEWEST_OF_A_STEM
        && (his.trim_end_matches(['a', 'o', 'e']) == stem || ['c', 'k', 'l'].into_iter().any(fleeting))
}

/// Whether `surface` is the family that the place `right` may be named after: `Odintsov` and Odintsovo.
pub(super) fn is_family_of_place(right: &str, surface: &str) -> bool {
    const ENDINGS: &[&str] = &["o", "i", "ka", "ki", "sk", "skoye", "ske"];
    surface.len() > FEWEST_OF_A_STEM && right.strip_prefix(surface).is_some_and(|rest| ENDINGS.contains(&rest))
}

/// Shorter stems are words of many languages.
const FEWEST_OF_A_STEM: usize = 4;

/// `Alex` for Alexander is a short form and no garbling.
pub(super) fn is_short_for(right: &str, surface: &str) -> bool {
    surface.len() >= 3 && right.len() > surface.len() + 1 && right.starts_with(surface) && Known::of(surface).is_given()
}

/// Whether `surface` is how `entry` may write the part `right`, in any of its forms, at the same end of the name.
pub(super) fn is_form_of(entry: Entry<'_>, right: &str, surface: &str, last: bool) -> bool {
    if right == surface {
        return true;
    }
    let first = entry.canonical().first();
    let in_order = |form: Form<'_>| match form.len() {
        1 => last && !entry.family_first(),
        _ => form.last() != first,
    };
    entry.forms().any(|f| (if last { f.last() } else { f.first() }) == surface && in_order(f))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_differ_in_how_they_write_a_glide_and_in_nothing_else() {
        let alike = |right, surface| is_of_another_language(Some(Home::Other), right, surface);
        assert!(alike("netanyahu", "netanjahu") && alike("soleimani", "solejmani") && alike("tokyo", "tokio"));
        assert!(!alike("zelensky", "selenskyj") && !alike("beijing", "bejing") && !alike("volodymyr", "volodimir"));
        assert!(!is_of_another_language(Some(Home::Latin), "bruyne", "bruijne"));
    }

    #[test]
    fn a_slavic_family_name_makes_the_given_name_a_choice_too() {
        let choice =
            |whole: &str, right, surface| is_choice(None, &whole.split(' ').collect::<Vec<_>>(), right, surface);
        assert!(choice("pyotr morgunov", "pyotr", "petr") && choice("vasily bykov", "vasily", "vassily"));
        assert!(!choice("vasily lund", "sassuolo", "sasuolo"));
    }

    #[test]
    fn a_family_has_two_names_and_a_place_the_name_of_a_family() {
        for (his, hers) in [
            ("kolesnikov", "kolesnikova"),
            ("novotny", "novotna"),
            ("prochazka", "prochazkova"),
            ("nemec", "nemcova"),
            ("hasek", "haskova"),
            ("zakharovsky", "zakharovskaya"),
        ] {
            assert!(are_of_one_family(his, hers) && are_of_one_family(hers, his), "{his} {hers}");
        }
        for (a, b) in [("kolesnikov", "kolesnikev"), ("macron", "makron"), ("trump", "trumpa"), ("lund", "lindova")] {
            assert!(!are_of_one_family(a, b), "{a} {b}");
        }
        assert!(is_family_of_place("odintsovo", "odintsov") && is_family_of_place("derhachi", "derhach"));
        assert!(!is_family_of_place("brno", "brn") && !is_family_of_place("odintsovo", "odintsovi"));
    }

    #[test]
    fn british_and_american_words_are_one() {
        for (a, b) in
            [("centre", "center"), ("labour", "labor"), ("organisation", "organization"), ("defence", "defense")]
        {
            assert!(are_one_word(a, b) && are_one_word(b, a), "{a} {b}");
        }
        assert!(
            !are_one_word("dour", "doer") && !are_one_word("petrenko", "peterenko") && !are_one_word("moura", "mora")
        );
    }

    #[test]
    fn a_few_capitals_are_initials() {
        assert!(is_initialism("BUK") && is_initialism("ICE") && is_initialism("ÚZIS"));
        assert!(!is_initialism("UNICEF") && !is_initialism("Buk") && !is_initialism("T-62"));
    }

    #[test]
    fn generic_endings_are_kept_or_dropped() {
        assert!(is_with_generic_ending("toyosawacho", "toyosawa") && is_with_generic_ending("zhulong", "zhulonghe"));
        assert!(!is_with_generic_ending("oshi", "o") && !is_with_generic_ending("london", "lond"));
    }
}
