//! Words as spaCy's English tokenizer cuts them, which is what datatrove counts by: marks off both ends, endings off contractions,
//! hyphened words in three. Rare cases (emoticons, most addresses of the network) may be cut otherwise.

use super::is_space;
use crate::text::WordSet;
use std::ops::Range;

/// A word or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// In code points.
    pub(super) length: usize,
}

/// All words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(text.len() / 5);
    let mut at = 0;
    while at < bytes.len() {
        let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
        let end = at + letters;
        if let Some(marks) = marks_after_plain(text, at, end) {
            found.push(Word { text: &text[at..end], length: letters });
            if marks > 0 {
                found.push(Word { text: &text[end..end + marks], length: marks });
            }
            at = end + marks + 1;
            continue;
        }
        let (chunk, next) = next_chunk(text, at);
        if !chunk.is_empty() {
            cut_chunk(chunk, &mut found);
        }
        at = next;
    }
    found
}

/// Most of a text is letters, with a mark behind them or none: how many bytes of marks stand behind the letters from `start` to
/// `end`, where a space follows and no list has to be asked.
fn marks_after_plain(text: &str, start: usize, end: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let space = |at: usize| bytes.get(at).is_none_or(|byte| SPACES[usize::from(*byte)]);
    let letters = &bytes[start..end];
    let last = *letters.last()?;
    let marks = match bytes.get(end) {
        _ if space(end) => 0,
        Some(b',' | b';' | b':' | b'!' | b'?' | b')') if space(end + 1) => 1,
        Some(b'.') if space(end + 1) && last.is_ascii_lowercase() => {
            (letters.len() > 1 && !POINTED.contains(&text[start..=end])).then_some(1)?
        }
        _ => return None,
    };
    (!may_be_contraction(letters)).then_some(marks)
}

/// The ASCII characters for which [`is_space`] holds.
const SPACES: [bool; 256] = {
    let mut spaces = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        spaces[byte] = matches!(byte as u8, b'\t'..=b'\r' | 0x1c..=0x1f | b' ');
        byte += 1;
    }
    spaces
};

/// What stands from `at` to the next space, and where to go on.
fn next_chunk(text: &str, at: usize) -> (&str, usize) {
    let bytes = text.as_bytes();
    let mut end = at;
    while let Some(&byte) = bytes.get(end) {
        if SPACES[usize::from(byte)] {
            return (&text[at..end], end + 1);
        }
        if byte.is_ascii() {
            end += 1;
            continue;
        }
        let length = text[end..].chars().next().map_or(1, |c| if is_space(c) { 0 } else { c.len_utf8() });
        if length == 0 {
            let space = text[end..].chars().next().map_or(1, char::len_utf8);
            return (&text[at..end], end + space);
        }
        end += length;
    }
    (&text[at..], text.len())
}

fn push<'a>(text: &'a str, found: &mut Vec<Word<'a>>) {
    if !text.is_empty() {
        found.push(Word { text, length: text.chars().count() });
    }
}

/// Cuts what stands between two spaces.
fn cut_chunk<'a>(chunk: &'a str, found: &mut Vec<Word<'a>>) {
    let first = found.len();
    let mut rest = chunk;
    let mut suffixes: Vec<&str> = Vec::new();
    loop {
        if let Some(cuts) = special(rest) {
            push_cut(rest, cuts, found);
            rest = "";
            break;
        }
        let prefix = prefix_length(rest);
        if prefix > 0 && prefix < rest.len() && special(&rest[prefix..]).is_some() {
            push(&rest[..prefix], found);
            rest = &rest[prefix..];
            continue;
        }
        let suffix = suffix_length(&rest[prefix..]);
        let body = rest.len() - suffix;
        if suffix > 0 && body > 0 && special(&rest[..body]).is_some() {
            suffixes.push(&rest[body..]);
            rest = &rest[..body];
            continue;
        }
        if prefix == 0 && suffix == 0 || rest.is_empty() {
            break;
        }
        push(&rest[..prefix], found);
        if suffix > 0 {
            suffixes.push(&rest[body..]);
        }
        rest = &rest[prefix..body];
    }
    if is_address(rest) {
        push(rest, found);
    } else {
        cut_inside(rest, found);
    }
    suffixes.iter().rev().for_each(|suffix| push(suffix, found));
    join_listed(chunk, first, found);
}

/// Puts two neighbours of `chunk`, whose words begin at index `first`, together where they are one of the listed words.
fn join_listed<'a>(chunk: &'a str, first: usize, found: &mut Vec<Word<'a>>) {
    const SMILES: [&str; 2] = ["):", "8)"];
    if found.len() < first + 2 || !chunk.contains(['.', ')']) {
        return;
    }
    let cut = found.split_off(first);
    let (mut at, mut w) = (0, 0);
    while w < cut.len() {
        let length = cut[w].text.len() + cut.get(w + 1).map_or(0, |next| next.text.len());
        let both = &chunk[at..at + length];
        let listed =
            w + 1 < cut.len() && (both.ends_with('.') && special(both) == Some(WHOLE) || SMILES.contains(&both));
        if listed {
            push(both, found);
        } else {
            found.push(cut[w]);
        }
        at += if listed { length } else { cut[w].text.len() };
        w += 1 + usize::from(listed);
    }
}

fn push_cut<'a>(text: &'a str, cuts: Cuts, found: &mut Vec<Word<'a>>) {
    let mut at = 0;
    for cut in cuts.into_iter().flatten() {
        push(&text[at..cut], found);
        at = cut;
    }
    push(&text[at..], found);
}

/// At most two places to cut at.
type Cuts = [Option<usize>; 2];

const WHOLE: Cuts = [None, None];

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
static POINTED: WordSet<256> = WordSet::new(&[
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
fn special(chunk: &str) -> Option<Cuts> {
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
fn may_be_contraction(word: &[u8]) -> bool {
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

const PUNCTUATION: &[char] = &[
    '…', ',', ':', ';', '!', '?', '¿', '؟', '¡', '(', ')', '[', ']', '{', '}', '<', '>', '_', '#', '*', '&', '。',
    '？', '！', '，', '、', '；', '：', '～', '·', '।', '،', '۔', '؛', '٪',
];
const QUOTES: &[char] = &[
    '\'', '"', '”', '“', '`', '‘', '´', '’', '‚', '„', '»', '«', '「', '」', '『', '』', '（', '）', '〔', '〕', '【',
    '】', '《', '》', '〈', '〉', '⟦', '⟧',
];
const CURRENCIES: &[char] = &[
    '$', '£', '€', '¥', '฿', '₽', '﷼', '₴', '₠', '₡', '₢', '₣', '₤', '₥', '₦', '₧', '₨', '₩', '₪', '₫', '₭', '₮', '₯',
    '₰', '₱', '₲', '₳', '₵', '₶', '₷', '₸', '₹', '₺', '₻', '₼', '₾', '₿',
];
const UNITS: &[&str] = &[
    "km²", "km³", "m²", "m³", "dm²", "dm³", "cm²", "cm³", "mm²", "mm³", "km/h", "m/s", "kmh", "mph", "hPa", "mbar",
    "km", "dm", "cm", "mm", "ha", "µm", "nm", "yd", "in", "ft", "kg", "mg", "µg", "lb", "oz", "Pa", "mb", "MB", "kb",
    "KB", "gb", "GB", "tb", "TB", "m", "g", "t", "T", "G", "M", "K", "%",
];

/// Symbols and pictures, which stand alone.
fn is_icon(c: char) -> bool {
    matches!(c, '¦' | '©' | '®' | '°' | '\u{2100}' | '\u{2101}' | '\u{2103}'..='\u{2106}' | '\u{2108}' | '\u{2109}' | '\u{2114}' | '\u{2116}'
        | '\u{2117}' | '\u{211e}'..='\u{2123}' | '\u{2195}'..='\u{2199}' | '\u{219c}'..='\u{219f}' | '\u{2300}'..='\u{2307}'
        | '\u{230c}'..='\u{231f}' | '\u{2322}'..='\u{2328}' | '\u{232b}'..='\u{237b}' | '\u{237d}'..='\u{239a}' | '\u{2400}'..='\u{2426}'
        | '\u{249c}'..='\u{24e9}' | '\u{2500}'..='\u{25b6}' | '\u{25b8}'..='\u{25c0}' | '\u{25c2}'..='\u{25f7}' | '\u{2600}'..='\u{266e}'
        | '\u{2670}'..='\u{2767}' | '\u{2794}'..='\u{27bf}' | '\u{2800}'..='\u{28ff}' | '\u{2b00}'..='\u{2b2f}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether `c` is in a list of marks, which has no letters of ASCII.
fn among(marks: &[char], c: char) -> bool {
    !c.is_ascii_alphanumeric() && marks.contains(&c)
}

/// How many bytes of a mark `text` begins with.
fn prefix_length(text: &str) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    let points = text.len() - text.trim_start_matches('.').len();
    if points >= 2 {
        return points;
    }
    if first == '…' {
        return if text.starts_with("……") { 2 * first.len_utf8() } else { first.len_utf8() };
    }
    let dollars = ["US$", "C$", "A$"].iter().find(|d| text.starts_with(*d));
    if let Some(dollars) = dollars {
        return dollars.len();
    }
    let mark = matches!(first, '§' | '%' | '=' | '—' | '–')
        || among(PUNCTUATION, first)
        || among(QUOTES, first)
        || among(CURRENCIES, first)
        || is_icon(first)
        || first == '+' && !text[1..].starts_with(|c: char| c.is_ascii_digit());
    if mark { first.len_utf8() } else { 0 }
}

/// How many bytes of a mark, a unit or an ending `text` ends with.
fn suffix_length(text: &str) -> usize {
    let Some(last) = text.chars().next_back() else { return 0 };
    let points = text.len() - text.trim_end_matches('.').len();
    if points >= 2 {
        return points;
    }
    if ["'s", "'S", "’s", "’S"].iter().any(|s| text.ends_with(s)) {
        return text.len() - text.trim_end_matches(['s', 'S']).trim_end_matches(['\'', '’']).len();
    }
    if last == '…' {
        return if text.ends_with("……") { 2 * last.len_utf8() } else { last.len_utf8() };
    }
    if matches!(last, '—' | '–') || among(PUNCTUATION, last) || among(QUOTES, last) || is_icon(last) {
        return last.len_utf8();
    }
    let digit_before = |length: usize| text[..text.len() - length].ends_with(|c: char| c.is_ascii_digit());
    if text.bytes().any(|byte| byte.is_ascii_digit())
        && let Some(unit) = UNITS.iter().find(|u| text.ends_with(*u) && digit_before(u.len()))
    {
        return unit.len();
    }
    if (last == '+' || among(CURRENCIES, last)) && digit_before(last.len_utf8()) {
        return last.len_utf8();
    }
    if last == '.' {
        let mut before = text.chars().rev().skip(1);
        let (one, two) = (before.next(), before.next());
        let upper = |c: Option<char>| c.is_some_and(char::is_uppercase);
        let after = one.is_some_and(|c| {
            c.is_ascii_digit()
                || c.is_lowercase()
                || matches!(c, '%' | '²' | '-' | '+')
                || PUNCTUATION.contains(&c)
                || QUOTES.contains(&c)
        });
        let degrees = two == Some('°') && matches!(one, Some('C' | 'F' | 'K'));
        return usize::from(after || degrees || upper(one) && upper(two));
    }
    0
}

/// Whether `text` is an address of the network.
fn is_address(text: &str) -> bool {
    let host = text.split_once("://").map_or(text, |(_, host)| host);
    let host = host.rsplit_once('@').map_or(host, |(_, host)| host);
    let host = host.split(['/', '?', '#']).next().unwrap_or_default();
    let host = host.split_once(':').map_or(host, |(host, _)| host);
    let Some((domain, top)) = host.rsplit_once('.') else { return false };
    let label = |l: &str| {
        !l.is_empty()
            && l.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || c >= '\u{a1}')
            && !l.ends_with('-')
            && !l.starts_with(['-', '_'])
    };
    top.chars().count() >= 2 && top.chars().all(char::is_lowercase) && domain.split('.').all(label)
}

/// Cuts at hyphens, at marks between letters and at points between sentences.
fn cut_inside<'a>(text: &'a str, found: &mut Vec<Word<'a>>) {
    let mut from = 0;
    for mark in marks_inside(text).filter(|mark| mark.start > 0) {
        push(&text[from..mark.start], found);
        push(&text[mark.clone()], found);
        from = mark.end;
    }
    push(&text[from..], found);
}

fn marks_inside(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(c) = text[at..].chars().next() {
            let start = at;
            at += c.len_utf8();
            if c.is_alphanumeric() {
                continue;
            }
            let before = text[..start].chars().next_back();
            let length = mark_length(&text[start..], c, before);
            if length > 0 {
                at = start + length;
                return Some(start..at);
            }
        }
        None
    })
}

/// How many bytes of a mark that parts words `rest` begins with; its first character is `c`, and `before` stands before it.
fn mark_length(rest: &str, c: char, before: Option<char>) -> usize {
    let points = rest.len() - rest.trim_start_matches('.').len();
    if points >= 2 {
        return points;
    }
    if c == '…' || is_icon(c) {
        return c.len_utf8();
    }
    let after = |length: usize| rest[length..].chars().next();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let next = after(c.len_utf8());
    match c {
        '+' | '*' | '^' if digit(before) && (digit(next) || next == Some('-')) => c.len_utf8(),
        '-' if digit(before) && (digit(next) || next == Some('-')) => 1,
        '.' => {
            let quote = |c: Option<char>| c.is_some_and(|c| QUOTES.contains(&c));
            let left = before.is_some_and(char::is_lowercase) || quote(before);
            let right = next.is_some_and(char::is_uppercase) || quote(next);
            usize::from(left && right)
        }
        ',' if letter(before) && letter(next) => 1,
        '-' | '–' | '—' | '~' if letter(before) || digit(before) => {
            let longest = ["---", "--", "——"].iter().find(|h| rest.starts_with(**h)).map_or(c.len_utf8(), |h| h.len());
            let fits = [c.len_utf8(), longest].into_iter().find(|&length| letter(after(length)));
            fits.unwrap_or(0)
        }
        ':' | '<' | '>' | '=' | '/' if (letter(before) || digit(before)) && letter(next) => 1,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        words(text).into_iter().map(|w| w.text).collect()
    }

    #[test]
    fn marks_and_endings_are_words_of_their_own() {
        assert_eq!(cut("(He can't, \"won't\".)"), ["(", "He", "ca", "n't", ",", "\"", "wo", "n't", "\"", ".", ")"]);
        assert_eq!(
            cut("It’s Lund's well-known $5.50 (10%)..."),
            ["It", "’s", "Lund", "'s", "well", "-", "known", "$", "5.50", "(", "10", "%", ")", "..."]
        );
        assert_eq!(
            cut("Mr. Lund, 3.5km at 5pm; U.S. town.The"),
            ["Mr.", "Lund", ",", "3.5", "km", "at", "5", "pm", ";", "U.S.", "town", ".", "The"]
        );
        assert_eq!(cut("they'd've shouldn’t’ve its"), ["they", "'d", "'ve", "should", "n’t", "’ve", "its"]);
    }
}
