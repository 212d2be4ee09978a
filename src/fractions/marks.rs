//! Marks, units and endings at the ends of a word and inside it.

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
pub(super) fn prefix_length(text: &str) -> usize {
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
pub(super) fn suffix_length(text: &str) -> usize {
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

/// How many bytes of a mark that parts words `rest` begins with; its first character is `c`, and `before` stands before it.
pub(super) fn mark_length(rest: &str, c: char, before: Option<char>) -> usize {
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
