//! Which text a spreadsheet makes something else of when it opens a CSV file. An apostrophe in front prevents that.

use regex::Regex;
use std::sync::LazyLock;

/// The beginnings of formulas, as OWASP's page on CSV injection lists them. Text that begins with apostrophes and then with one
/// of these is meant too: so one apostrophe can always be taken off again.
pub const FORMULA: &str = r"^'*[=+\-@\t\r\n＝＋－＠]";

/// Numbers, shares, sums of money, dates, times and truth values, in letters of either size: `5 %` would turn into 0.05, `1-2`
/// into a day, and some hexadecimal numbers into others.
pub const FIGURE: &str = concat!(
    r"^'*(?:true|false|(?:[\s.,:/%$€£¥()\-]|[ap]m|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)*",
    r"[0-9](?:[\s0-9.,:/%$€£¥()\-]|[etz]|[ap]m|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*)*)$"
);

/// Whole numbers that a spreadsheet shows as they stand.
pub const PLAIN_NUMBER: &str = r"^(?:0|[1-9][0-9]{0,14})$";

// They are constants, and the tests use them all; should one not compile, everything is guarded.
static PATTERNS: LazyLock<Option<[Regex; 3]>> = LazyLock::new(|| {
    let figure = regex::RegexBuilder::new(FIGURE).case_insensitive(true).build();
    Some([Regex::new(FORMULA).ok()?, figure.ok()?, Regex::new(PLAIN_NUMBER).ok()?])
});

/// Whether a spreadsheet would take `text` for a formula.
#[must_use]
pub fn is_formula(text: &str) -> bool {
    PATTERNS.as_ref().is_none_or(|[formula, ..]| formula.is_match(text))
}

/// Whether a spreadsheet would make anything else of `text`: a formula, or a figure that it writes another way.
#[must_use]
pub fn is_changed(text: &str) -> bool {
    let figure = |[_, figure, plain]: &[Regex; 3]| figure.is_match(text) && !plain.is_match(text);
    is_formula(text) || PATTERNS.as_ref().is_none_or(figure)
}

/// `cell` without the apostrophe that a guard put in front.
#[must_use]
pub fn bare(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_changed(rest)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn formulas_and_what_looks_like_a_figure_are_changed() {
        for text in ["=1+1", "+49", "- he said", "@desk", "\tx", "\r", "\nx", "＝1", "'=x"] {
            assert!(is_formula(text) && is_changed(text), "{text}");
        }
        for text in [
            "5 %",
            "1/2",
            "3 May 2021",
            "007",
            "1e5",
            "12:30 PM",
            "$5",
            "1,000",
            "2.50",
            "TRUE",
            "1234567890123456",
            "12345678901234e5",
            "(12)",
            "May 5",
            "2021-03-04T10:00Z",
        ] {
            assert!(is_changed(text) && !is_formula(text), "{text}");
        }
        for text in [
            "",
            "1234",
            "0",
            "G7",
            "Covid-19",
            "in 2021",
            "May",
            "10 Downing Street",
            " ,",
            "'tis",
            "a=1",
            "906a340285db82a3",
        ] {
            assert!(!is_changed(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_guard_can_be_taken_off_again(text in "['=+0-9e%a -]{0,8}") {
            let guarded = if is_changed(&text) { format!("'{text}") } else { text.clone() };
            prop_assert_eq!(bare(&guarded), text);
        }
    }
}
