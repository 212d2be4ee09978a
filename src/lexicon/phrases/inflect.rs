//! The forms of an English verb, or of a noun, by its base.

use std::collections::HashMap;
use std::sync::LazyLock;

/// Which form a word has; a noun's plural counts as [`Form::Third`], as both end in -s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    Base,
    Third,
    Past,
    Participle,
    Ing,
    /// `am`, `are`: the present of *be* where other verbs show their base.
    Present,
    /// `were`.
    PluralPast,
}

use Form::{Base, Ing, Participle, Past, PluralPast, Present, Third};

static VERBS: LazyLock<HashMap<String, [String; 5]>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/en/irregular-verbs.csv");
    let rows = csv::Reader::from_reader(table.as_bytes()).into_records().flatten();
    rows.map(|row| (row[0].to_owned(), [0, 1, 2, 3, 4].map(|i| row[i].to_owned()))).collect()
});

static NOUNS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let table = include_str!("../../../lexicons/en/irregular-nouns.csv");
    let rows = csv::Reader::from_reader(table.as_bytes()).into_records().flatten();
    rows.map(|row| (row[0].to_owned(), row[1].to_owned())).collect()
});

/// Put before a verb that bends as it does alone: `rebuild`, `overthrow`.
const PREFIXES: &[&str] = &["re", "over", "under", "mis", "out", "fore", "un", "up"];

/// Words of several syllables with the stress on the last, which doubles its consonant.
const STRESSED_LAST: &[&str] = &[
    "abet", "abhor", "acquit", "allot", "annul", "compel", "concur", "confer", "defer", "deter", "dispel", "emit",
    "enrol", "excel", "expel", "format", "handicap", "impel", "incur", "infer", "input", "kidnap", "omit", "outwit",
    "overlap", "patrol", "propel", "rebel", "rebut", "recap", "recur", "regret", "remit", "repel", "transmit",
    "unplug", "worship",
];

/// Every form of `base` that text can show, the likeliest reading of a form first.
pub(super) fn forms(base: &str) -> Vec<(String, Form)> {
    let mut forms: Vec<(String, Form)> = Vec::new();
    let mut add = |form: String, what: Form| {
        if !forms.iter().any(|(f, _)| *f == form) {
            forms.push((form, what));
        }
    };
    if let Some(verb) = irregular_verb(base) {
        for (form, what) in verb.into_iter().zip([Base, Third, Past, Participle, Ing]) {
            add(form, what);
        }
    }
    add(base.to_owned(), Base);
    if let Some(plural) = irregular_plural(base) {
        add(plural, Third);
    }
    if base == "be" {
        for (form, what) in [("are", Present), ("am", Present), ("were", PluralPast)] {
            add(form.to_owned(), what);
        }
    }
    if irregular_verb(base).is_none() {
        add(third(base), Third);
        for stem in stems(base) {
            add(format!("{stem}ed"), Past);
            add(format!("{stem}ing"), Ing);
        }
        if let Some(bare) = base.strip_suffix('y').filter(|bare| !ends_in_vowel(bare)) {
            add(format!("{bare}ied"), Past);
            add(format!("{base}ing"), Ing);
        } else if let Some(bare) = base.strip_suffix("ie") {
            add(format!("{base}d"), Past);
            add(format!("{bare}ying"), Ing);
        } else if let Some(bare) = base.strip_suffix('e') {
            add(format!("{base}d"), Past);
            add(if bare.ends_with(['e', 'o', 'y']) { format!("{base}ing") } else { format!("{bare}ing") }, Ing);
        }
    }
    forms
}

/// The form `what` of `base`, for a suggestion.
pub(super) fn form(base: &str, what: Form) -> String {
    let what = match what {
        Present if base != "be" => Base,
        PluralPast if base != "be" => Past,
        what => what,
    };
    let forms = forms(base);
    let of = |what| forms.iter().find(|(_, w)| *w == what).map(|(form, _)| form.clone());
    // A regular verb's participle is its past, and `put` has one form for three.
    of(what).or_else(|| (what == Participle).then(|| of(Past)).flatten()).unwrap_or_else(|| base.to_owned())
}

fn irregular_verb(base: &str) -> Option<[String; 5]> {
    if let Some(forms) = VERBS.get(base) {
        return Some(forms.clone());
    }
    let (prefix, verb) =
        PREFIXES.iter().find_map(|p| base.strip_prefix(p).and_then(|rest| VERBS.get(rest)).map(|v| (p, v)))?;
    Some(verb.clone().map(|form| format!("{prefix}{form}")))
}

fn irregular_plural(base: &str) -> Option<String> {
    if let Some(plural) = NOUNS.get(base) {
        return Some(plural.clone());
    }
    // Compounds: `spokesman`, `grandchild`. `human` and `German` are none, and stand in the table.
    let stem = base.strip_suffix("man").filter(|stem| stem.len() >= 3)?;
    Some(format!("{stem}men"))
}

fn third(base: &str) -> String {
    match base.strip_suffix('y').filter(|bare| !ends_in_vowel(bare)) {
        Some(bare) => format!("{bare}ies"),
        None if base.ends_with(['s', 'x', 'z']) || base.ends_with("sh") || base.ends_with("ch") => format!("{base}es"),
        None => format!("{base}s"),
    }
}

/// What -ed and -ing are put to, where nothing but doubling happens; the British spelling first where there are two.
fn stems(base: &str) -> Vec<String> {
    if base.ends_with('e') || base.strip_suffix('y').is_some_and(|bare| !ends_in_vowel(bare)) {
        return Vec::new();
    }
    let letters: Vec<char> = base.chars().collect();
    let [.., before, vowel, last] = letters[..] else { return vec![base.to_owned()] };
    if last == 'c' && is_vowel(vowel) {
        return vec![format!("{base}k")];
    }
    let lone_vowel = is_vowel(vowel) && (!is_vowel(before) || base[..base.len() - 2].ends_with("qu"));
    if !lone_vowel || is_vowel(last) || matches!(last, 'w' | 'x' | 'y' | 'h') {
        return vec![base.to_owned()];
    }
    let doubled = format!("{base}{last}");
    match syllables(base) {
        1 => vec![doubled],
        _ if STRESSED_LAST.contains(&base) => vec![doubled],
        _ if last == 'l' => vec![doubled, base.to_owned()],
        _ => vec![base.to_owned()],
    }
}

/// Groups of vowels; the `u` of `qu` is none.
fn syllables(word: &str) -> usize {
    let bare = word.replace("qu", "q");
    bare.split(|c| !is_vowel(c) && c != 'y').filter(|group| !group.is_empty()).count()
}

const fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

fn ends_in_vowel(text: &str) -> bool {
    text.chars().next_back().is_some_and(is_vowel)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(base: &str) -> String {
        forms(base).into_iter().map(|(form, _)| form).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn regular_verbs() {
        assert_eq!(all("carry"), "carry carries carried carrying");
        assert_eq!(all("play"), "play plays played playing");
        assert_eq!(all("liquidate"), "liquidate liquidates liquidated liquidating");
        assert_eq!(all("pass"), "pass passes passed passing");
        assert_eq!(all("agree"), "agree agrees agreed agreeing");
        assert_eq!(all("vie"), "vie vies vied vying");
        assert_eq!(all("open"), "open opens opened opening");
        assert_eq!(all("show"), "show shows showed shown showing");
    }

    #[test]
    fn doubled_consonants() {
        assert_eq!(all("plan"), "plan plans planned planning");
        assert_eq!(all("stop"), "stop stops stopped stopping");
        assert_eq!(all("patrol"), "patrol patrols patrolled patrolling");
        assert_eq!(all("refer"), "refer refers referred referring");
        assert_eq!(all("visit"), "visit visits visited visiting");
        assert_eq!(all("fix"), "fix fixes fixed fixing");
        assert_eq!(all("cancel"), "cancel cancels cancelled cancelling canceled canceling");
        assert_eq!(all("panic"), "panic panics panicked panicking");
    }

    #[test]
    fn irregular_verbs_and_their_compounds() {
        assert_eq!(all("take"), "take takes took taken taking");
        assert_eq!(all("rebuild"), "rebuild rebuilds rebuilt rebuilding");
        assert_eq!(all("be"), "be is was been being are am were");
        assert_eq!(all("relay"), "relay relays relayed relaying");
    }

    #[test]
    fn nouns() {
        assert_eq!(all("spokesman").split(' ').nth(1), Some("spokesmen"));
        for (base, plural) in [("man", "men"), ("child", "children"), ("wife", "wives"), ("crisis", "crises")] {
            assert_eq!(form(base, Third), plural);
        }
        assert_eq!(form("country", Third), "countries");
        assert_eq!(form("human", Third), "humans");
    }

    #[test]
    fn a_suggestion_takes_the_form_that_its_verb_has() {
        assert_eq!(form("get", Present), "get");
        assert_eq!(form("be", Present), "are");
        assert_eq!(form("get", PluralPast), "got");
        assert_eq!(form("solve", Participle), "solved");
        assert_eq!(form("put", Participle), "put");
    }
}
