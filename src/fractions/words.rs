//! Words as spaCy's English tokenizer cuts them, which is what datatrove counts by: marks off both ends, endings off contractions,
//! hyphened words in three. Rare cases (emoticons, most addresses of the network) may be cut otherwise.

use super::is_space;
use std::ops::Range;

/// A word or mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    /// In code points.
    pub(super) length: usize,
    pub(super) hash: u64,
}

/// A prime, below which polynomial hashes are reckoned.
const PRIME: u128 = (1 << 61) - 1;
const BASE: u128 = 0x1b87_3593_cc9e_2d51;

/// The hash of what `hash` was made of with `word` behind it: equal for equal letters, however they are cut into words.
pub(super) fn joined(hash: u64, word: &Word<'_>) -> u64 {
    word.text.bytes().fold(hash, |hash, byte| ((u128::from(hash) * BASE + u128::from(byte) + 1) % PRIME) as u64)
}

/// All words of `text`, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut found = Vec::with_capacity(text.len() / 5);
    for chunk in text.split(is_space).filter(|chunk| !chunk.is_empty()) {
        cut_chunk(chunk, &mut found);
    }
    found
}

fn push<'a>(text: &'a str, found: &mut Vec<Word<'a>>) {
    if !text.is_empty() {
        let mut word = Word { text, length: text.chars().count(), hash: 0 };
        word.hash = joined(0, &word);
        found.push(word);
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
const BEFORE_NT: &[&str] = &[
    "ca", "could", "do", "does", "did", "had", "may", "might", "must", "need", "ought", "sha", "should", "wo", "would",
    "ai", "are", "is", "was", "were", "have", "has", "dare",
];
const BEFORE_VE: &[&str] = &["could", "might", "must", "should", "would", "not"];
const PRONOUNS: &[&str] = &["i", "you", "he", "she", "it", "we", "they"];
const QUESTIONS: &[&str] = &["who", "what", "when", "where", "why", "how", "there", "that", "this", "these", "those"];
/// Contractions without an apostrophe that are words of their own.
const WORDS_AFTER_ALL: &[&str] = &["ill", "its", "hell", "shell", "shed", "were", "well", "whore"];
/// Abbreviations that keep their point; more than one point always does.
const POINTED: &[&str] = &[
    "Mt.", "Ak.", "Ala.", "Apr.", "Ariz.", "Ark.", "Aug.", "Calif.", "Colo.", "Conn.", "Dec.", "Del.", "Feb.", "Fla.",
    "Ga.", "Ia.", "Id.", "Ill.", "Ind.", "Jan.", "Jul.", "Jun.", "Kan.", "Kans.", "Ky.", "La.", "Mar.", "Mass.",
    "Mich.", "Minn.", "Miss.", "N.C.", "N.D.", "N.H.", "N.J.", "N.M.", "N.Y.", "Neb.", "Nebr.", "Nev.", "Nov.", "Oct.",
    "Okla.", "Ore.", "Pa.", "S.C.", "Sep.", "Sept.", "Tenn.", "Va.", "Wash.", "Wis.", "a.m.", "Adm.", "Bros.", "co.",
    "Co.", "Corp.", "D.C.", "Dr.", "e.g.", "E.g.", "E.G.", "Gen.", "Gov.", "i.e.", "I.e.", "I.E.", "Inc.", "Jr.",
    "Ltd.", "Md.", "Messrs.", "Mo.", "Mont.", "Mr.", "Mrs.", "Ms.", "p.m.", "Ph.D.", "Prof.", "Rep.", "Rev.", "Sen.",
    "St.", "vs.", "v.s.", "and/or", "w/o",
];
const WITH_APOSTROPHE: &[&str] = &[
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
];

/// Where one of the listed words is cut, if `chunk` is one.
fn special(chunk: &str) -> Option<Cuts> {
    const LONGEST: usize = 16;
    let first = chunk.chars().next()?;
    if chunk.len() > LONGEST {
        return None;
    }
    if chunk.ends_with('.') {
        let letter =
            chunk.len() == first.len_utf8() + 1 && (first.is_ascii_lowercase() || matches!(first, 'ä' | 'ö' | 'ü'));
        if letter || POINTED.contains(&chunk) {
            return Some(WHOLE);
        }
    }
    if first.is_ascii_digit() {
        let digits = chunk.trim_start_matches(|c: char| c.is_ascii_digit());
        let hour = chunk[..chunk.len() - digits.len()].parse::<u32>().is_ok_and(|h| (1..=12).contains(&h));
        let clock = matches!(digits, "am" | "pm" | "a.m." | "p.m.");
        return (hour && clock && !chunk.starts_with('0')).then_some([Some(chunk.len() - digits.len()), None]);
    }
    // `I'm` and `i'm`, `Don't` and `don't`, but no capitals inside.
    if chunk.chars().skip(1).any(char::is_uppercase) && !matches!(chunk, "'S" | "’S") {
        return None;
    }
    let plain = chunk.replace('’', "'");
    if WITH_APOSTROPHE.contains(&plain.as_str()) || matches!(plain.as_str(), "and/or" | "w/o" | "''") {
        return Some(WHOLE);
    }
    let lower = plain.to_lowercase();
    let cuts = match lower.as_str() {
        "cannot" | "gonna" | "gotta" | "let's" | "c'mon" | "y'all" | "yall" => {
            let at = match lower.as_str() {
                "y'all" => 2,
                "yall" => 1,
                _ => 3,
            };
            Some([at, 0])
        }
        _ => contraction(&lower),
    }?;
    // From the plain form to the bytes of the one that is written: each curly apostrophe is two bytes longer.
    let place = |at: usize| {
        at + 2 * chunk.chars().take(lower.get(..at).map_or(0, |s| s.chars().count())).filter(|&c| c == '’').count()
    };
    Some(cuts.map(|at| (at > 0).then(|| place(at))))
}

fn contraction(lower: &str) -> Option<[usize; 2]> {
    if WORDS_AFTER_ALL.contains(&lower) {
        return None;
    }
    for &verb in BEFORE_NT {
        let more = verb != "ai" && !matches!(verb, "are" | "is" | "was" | "were" | "have" | "has" | "dare");
        match lower.strip_prefix(verb) {
            Some("n't" | "nt") => return Some([verb.len(), 0]),
            Some("n't've") if more => return Some([verb.len(), verb.len() + 3]),
            Some("ntve") if more => return Some([verb.len(), verb.len() + 2]),
            _ => {}
        }
    }
    for &word in PRONOUNS.iter().chain(QUESTIONS).chain(BEFORE_VE) {
        let Some(end) = lower.strip_prefix(word) else { continue };
        let bare = end.trim_start_matches('\'');
        let pronoun = PRONOUNS.contains(&word);
        let question = QUESTIONS.contains(&word);
        let fits = match bare {
            "m" => word == "i",
            "ll" | "d" | "llve" | "ll've" | "dve" | "d've" => pronoun || question,
            "ve" => {
                matches!(word, "i" | "you" | "we" | "they")
                    || question && !matches!(word, "that" | "this")
                    || BEFORE_VE.contains(&word)
            }
            "re" => matches!(word, "you" | "we" | "they") || question && !matches!(word, "that" | "this"),
            "s" => matches!(word, "he" | "she" | "it") || question && !matches!(word, "these" | "those"),
            _ => false,
        };
        if fits && end.len() - bare.len() <= 1 {
            let inner = bare.find("ve").filter(|&at| at > 0);
            let tail = inner.map_or(0, |at| lower.len() - bare.len() + at - usize::from(bare.contains('\'')));
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
        || PUNCTUATION.contains(&first)
        || QUOTES.contains(&first)
        || CURRENCIES.contains(&first)
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
    if matches!(last, '—' | '–') || PUNCTUATION.contains(&last) || QUOTES.contains(&last) || is_icon(last) {
        return last.len_utf8();
    }
    let digit_before = |length: usize| text[..text.len() - length].ends_with(|c: char| c.is_ascii_digit());
    if let Some(unit) = UNITS.iter().find(|u| text.ends_with(*u) && digit_before(u.len())) {
        return unit.len();
    }
    if (last == '+' || CURRENCIES.contains(&last)) && digit_before(last.len_utf8()) {
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

    #[test]
    fn joined_hashes_do_not_see_where_words_end() {
        let hash = |text| words(text).iter().fold(0, joined);
        assert_eq!(hash("ab c"), hash("a bc"));
        assert_ne!(hash("ab c"), hash("ab d"));
    }
}
