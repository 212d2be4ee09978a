//! Words that are listed: abbreviations that keep their point, contractions and where these are cut.

use crate::text::WordSet;

/// At most two places to cut at.
pub(super) type Cuts = [Option<usize>; 2];

pub(super) const WHOLE: Cuts = [None, None];

/// Verbs before `n't`, and those of them that take `'ve`.
static BEFORE_NT: WordSet<64> = WordSet::new(&[
    "ca", "could", "do", "does", "did", "had", "may", "might", "must", "need", "ought", "sha", "should", "wo", "would",
    "ai", "are", "is", "was", "were", "have", "has", "dare",
]);
const BEFORE_VE: &[&str] = &["could", "might", "must", "should", "would", "not"];
const PRONOUNS: &[&str] = &["i", "you", "he", "she", "it", "we", "they"];
const QUESTIONS: &[&str] = &["who", "what", "when", "where", "why", "how", "there", "that", "this", "these", "those"];
/// Contractions without an apostrophe that are words of their own.
const WORDS_AFTER_ALL: &[&str] = &["ill", "its", "hell", "shell", "shed", "were", "well", "whore"];
/// Abbreviations that keep their point; more than one point always does.
pub(super) static POINTED: WordSet<256> = WordSet::new(&[
    "Mt.", "Ak.", "Ala.", "Apr.", "Ariz.", "Ark.", "Aug.", "Calif.", "Colo.", "Conn.", "Dec.", "Del.", "Feb.", "Fla.",
    "Ga.", "Ia.", "Id.", "Ill.", "Ind.", "Jan.", "Jul.", "Jun.", "Kan.", "Kans.", "Ky.", "La.", "Mar.", "Mass.",
    "Mich.", "Minn.", "Miss.", "N.C.", "N.D.", "N.H.", "N.J.", "N.M.", "N.Y.", "Neb.", "Nebr.", "Nev.", "Nov.", "Oct.",
    "Okla.", "Ore.", "Pa.", "S.C.", "Sep.", "Sept.", "Tenn.", "Va.", "Wash.", "Wis.", "a.m.", "Adm.", "Bros.", "co.",
    "Co.", "Corp.", "D.C.", "Dr.", "e.g.", "E.g.", "E.G.", "Gen.", "Gov.", "i.e.", "I.e.", "I.E.", "Inc.", "Jr.",
    "Ltd.", "Md.", "Messrs.", "Mo.", "Mont.", "Mr.", "Mrs.", "Ms.", "p.m.", "Ph.D.", "Prof.", "Rep.", "Rev.", "Sen.",
    "St.", "vs.", "v.s.",
]);
static WITH_APOSTROPHE: WordSet<128> = WordSet::new(&[
    "'s",
    "'S",
    "'re",
    "'d",
    "'ll",
    "'em",
    "'nuff",
    "'cause",
    "'Cause",
    "'cos",
    "'Cos",
    "'coz",
    "'cuz",
    "'bout",
    "ma'am",
    "Ma'am",
    "o'clock",
    "O'clock",
    "lovin'",
    "havin'",
    "doin'",
    "goin'",
    "nothin'",
    "nuthin'",
    "ol'",
    "somethin'",
    "'",
    "''",
    "and/or",
    "w/o",
]);

/// No listed word has more bytes.
const LONGEST: usize = 16;

/// Where one of the listed words is cut, if `chunk` is one.
pub(super) fn special(chunk: &str) -> Option<Cuts> {
    let bytes = chunk.as_bytes();
    let (&first, &last) = (bytes.first()?, bytes.last()?);
    if chunk.len() > LONGEST {
        return None;
    }
    if last == b'.' {
        let letter = bytes.len() == 2 && first.is_ascii_lowercase() || matches!(chunk, "ä." | "ö." | "ü.");
        if letter || POINTED.contains(chunk) {
            return Some(WHOLE);
        }
    }
    if first.is_ascii_digit() {
        let digits = chunk.trim_start_matches(|c: char| c.is_ascii_digit());
        let hour = chunk[..chunk.len() - digits.len()].parse::<u32>().is_ok_and(|h| (1..=12).contains(&h));
        let clock = matches!(digits, "am" | "pm" | "a.m." | "p.m.");
        return (hour && clock && first != b'0').then_some([Some(chunk.len() - digits.len()), None]);
    }
    let joined = bytes.iter().any(|byte| matches!(byte, b'\'' | b'/') || !byte.is_ascii());
    if !joined && !may_be_contraction(bytes) {
        return None;
    }
    // `I'm` and `i'm`, `Don't` and `don't`, but no capitals inside.
    if chunk.chars().skip(1).any(char::is_uppercase) && !matches!(chunk, "'S" | "’S") {
        return None;
    }
    let mut plain = Plain::of(chunk)?;
    if joined && WITH_APOSTROPHE.contains(plain.as_str()) {
        return Some(WHOLE);
    }
    plain.letters.make_ascii_lowercase();
    let lower = plain.as_str();
    let cuts = match lower {
        "cannot" | "gonna" | "gotta" | "let's" | "c'mon" => Some([3, 0]),
        "y'all" => Some([2, 0]),
        "yall" => Some([1, 0]),
        _ => contraction(lower),
    }?;
    // From the plain form to the bytes of the one that is written: each curly apostrophe is two bytes longer.
    let place = |at: usize| at + 2 * chunk.chars().take(at).filter(|&c| c == '’').count();
    Some(cuts.map(|at| (at > 0).then(|| place(at))))
}

/// A short word in ASCII, with straight apostrophes.
struct Plain {
    letters: [u8; LONGEST],
    length: usize,
}

impl Plain {
    /// Nothing where another character than an apostrophe is not ASCII: no listed word has one.
    fn of(chunk: &str) -> Option<Self> {
        let mut plain = Self { letters: [0; LONGEST], length: 0 };
        for c in chunk.chars() {
            let byte = if c == '’' { b'\'' } else { u8::try_from(c).ok().filter(u8::is_ascii)? };
            *plain.letters.get_mut(plain.length)? = byte;
            plain.length += 1;
        }
        Some(plain)
    }

    fn as_str(&self) -> &str {
        std::str::from_utf8(&self.letters[..self.length]).unwrap_or_default()
    }
}

/// Whether a word without an apostrophe may be one of the contractions, by its length, its first and its last letters.
pub(super) fn may_be_contraction(word: &[u8]) -> bool {
    let [first, .., before, last] = *word else {
        return word.eq_ignore_ascii_case(b"im") || word.eq_ignore_ascii_case(b"id");
    };
    let subject = || matches!(first.to_ascii_lowercase(), b'h' | b'i' | b's' | b't' | b'w' | b'y');
    match last.to_ascii_lowercase() {
        b't' => matches!(before.to_ascii_lowercase(), b'n' | b'o'),
        b'e' => matches!(before.to_ascii_lowercase(), b'v' | b'r'),
        b'a' => first.eq_ignore_ascii_case(&b'g') && word.len() == 5,
        b'l' => before.eq_ignore_ascii_case(&b'l') && subject(),
        b'd' | b's' => word.len() <= 6 && subject(),
        _ => false,
    }
}

fn contraction(lower: &str) -> Option<[usize; 2]> {
    if WORDS_AFTER_ALL.contains(&lower) {
        return None;
    }
    for (ending, of_not) in [("n't", 0), ("nt", 0), ("n't've", 3), ("ntve", 2)] {
        let Some(verb) = lower.strip_suffix(ending).filter(|verb| BEFORE_NT.contains(verb)) else { continue };
        if of_not == 0 {
            return Some([verb.len(), 0]);
        }
        if !matches!(verb, "ai" | "are" | "is" | "was" | "were" | "have" | "has" | "dare") {
            return Some([verb.len(), verb.len() + of_not]);
        }
    }
    for bare in ["m", "ll", "d", "ve", "re", "s", "llve", "ll've", "dve", "d've"] {
        let Some(before) = lower.strip_suffix(bare) else { continue };
        let word = before.strip_suffix('\'').unwrap_or(before);
        let pronoun = PRONOUNS.contains(&word);
        let question = QUESTIONS.contains(&word);
        let fits = match bare {
            "m" => word == "i",
            "ve" => {
                matches!(word, "i" | "you" | "we" | "they")
                    || question && !matches!(word, "that" | "this")
                    || BEFORE_VE.contains(&word)
            }
            "re" => matches!(word, "you" | "we" | "they") || question && !matches!(word, "that" | "this"),
            "s" => matches!(word, "he" | "she" | "it") || question && !matches!(word, "these" | "those"),
            _ => pronoun || question,
        };
        if fits {
            let tail = match bare {
                "llve" | "dve" => lower.len() - "ve".len(),
                "ll've" | "d've" => lower.len() - "'ve".len(),
                _ => 0,
            };
            return Some([word.len(), tail]);
        }
    }
    None
}
