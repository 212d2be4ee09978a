//! The language of a piece of text. The only importer of whatlang.

use super::word_set::WordSet;

/// A guess at a language, with how far to trust it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// ISO 639-1 where there is one, else 639-3.
    pub code: &'static str,
    /// The language's English name.
    pub name: &'static str,
    /// From 0 to 1, as whatlang reckons it.
    pub confidence: f64,
    /// Whether whatlang itself would rely on it.
    pub reliable: bool,
}

/// Function words that make up a good third of running English, and hardly any of another language's text.
static FUNCTION_WORDS: WordSet<128> = WordSet::new(&[
    "the", "of", "to", "and", "in", "that", "is", "was", "for", "on", "with", "as", "it", "at", "by", "from", "he",
    "his", "has", "have", "had", "be", "are", "were", "will", "this", "which", "an", "not", "but", "they", "their",
    "who", "would", "been", "after", "she", "her", "we", "its", "than", "more", "when", "there", "if", "you", "what",
    "about",
]);

/// Whether a folded word is one of the common English function words.
#[must_use]
pub fn is_function_word(folded: &str) -> bool {
    FUNCTION_WORDS.contains(folded)
}

/// The language of `text`, or nothing where it holds no letters.
#[must_use]
pub fn guess(text: &str) -> Option<Guess> {
    let info = whatlang::detect(text)?;
    let lang = info.lang();
    Some(Guess {
        code: two_letters(lang),
        name: lang.eng_name(),
        confidence: info.confidence(),
        reliable: info.is_reliable(),
    })
}

fn two_letters(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang::{
        Ara, Bul, Cat, Ces, Cmn, Dan, Deu, Ell, Eng, Est, Fin, Fra, Heb, Hin, Hrv, Hun, Ind, Ita, Jpn, Kat, Kor, Lav,
        Lit, Mkd, Nld, Nob, Pes, Pol, Por, Ron, Rus, Slk, Slv, Spa, Srp, Swe, Tha, Tur, Ukr, Urd, Vie,
    };
    match lang {
        Ara => "ar",
        Bul => "bg",
        Cat => "ca",
        Ces => "cs",
        Cmn => "zh",
        Dan => "da",
        Deu => "de",
        Ell => "el",
        Eng => "en",
        Est => "et",
        Fin => "fi",
        Fra => "fr",
        Heb => "he",
        Hin => "hi",
        Hrv => "hr",
        Hun => "hu",
        Ind => "id",
        Ita => "it",
        Jpn => "ja",
        Kat => "ka",
        Kor => "ko",
        Lav => "lv",
        Lit => "lt",
        Mkd => "mk",
        Nld => "nl",
        Nob => "nb",
        Pes => "fa",
        Pol => "pl",
        Por => "pt",
        Ron => "ro",
        Rus => "ru",
        Slk => "sk",
        Slv => "sl",
        Spa => "es",
        Srp => "sr",
        Swe => "sv",
        Tha => "th",
        Tur => "tr",
        Ukr => "uk",
        Urd => "ur",
        Vie => "vi",
        other => other.code(),
    }
}
