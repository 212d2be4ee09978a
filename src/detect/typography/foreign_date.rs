use super::glue::captures_in_lines;
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// Dates written as in the source: `14.03.2025`, `14. March`, `2025年3月14日`.
    ///
    /// ## Why it is an artefact
    /// Dates are copied as they are.
    ///
    /// ## When it is wrong
    /// Numbers of versions that look like a day. A point after a day counts only before the name of a month in the middle of a
    /// sentence; `on the 14. March followed` is no English either.
    pub(super) static RULE = {
        code: "TYP420",
        name: "foreign-date",
        family: Family::Typography,
        category: "Locale conventions/Date format",
        severity: Severity::Minor,
        confidence: 0.93,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The law of [[14.03.2025]] is void.", "It opens on [[14. March]] at noon.", "They met on [[2025年3月14日]] again."],
        passes: &["The law of 14 March 2025 is void.", "Version 1.14.2025 is out.", "He won by 14. March was cold.", "It happened in 2014. May was ill."],
    };
}

pub(super) struct ForeignDate;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) \b (?P<day>0?[1-9]|[12][0-9]|3[01]) \. \x20? (?P<month>0?[1-9]|1[0-2]) \. \x20? (?P<year>(?:19|20)[0-9]{2}) \b
        | \b (?:on|until|since|from|by|the|of|before|after|for|to|between|and) \x20 (?P<ordinal> (?P<day2>0?[1-9]|[12][0-9]|3[01]) \. \x20
            (?P<name>January|February|March|April|May|June|July|August|September|October|November|December) ) \b
        | (?P<year3>(?:19|20)[0-9]{2})年(?P<month3>1[0-2]|0?[1-9])月 (?: (?P<day3>[12][0-9]|3[01]|0?[1-9])日 )?",
    )
    .ok()
});

/// Whether a number with a point stands before a month, by its first letter, or before another number with a point.
fn may_hold_date(line: &str) -> bool {
    let bytes = line.as_bytes();
    let points = memchr::memchr_iter(b'.', bytes).filter(|&at| at > 0 && bytes[at - 1].is_ascii_digit());
    let dated = |at: usize| {
        let after = &bytes[at + 1..];
        matches!(
            after.strip_prefix(b" ").unwrap_or(after),
            [b'A' | b'D' | b'F' | b'J' | b'M' | b'N' | b'O' | b'S', ..]
                | [b'0'..=b'9', b'.', ..]
                | [b'0'..=b'9', b'0'..=b'9', b'.', ..]
        )
    };
    points.into_iter().any(dated) || line.contains('年')
}

impl Detector for ForeignDate {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        if document.is_foreign() {
            return;
        }
        for (at, found) in captures_in_lines(&DATE, text, may_hold_date) {
            let part =
                |names: &[&str]| names.iter().find_map(|n| found.name(n)).map(|m| m.as_str().trim_start_matches('0'));
            let Some(whole) = found.name("ordinal").or_else(|| found.get(0)) else { continue };
            let span = Span::new(at + whole.start(), at + whole.end());
            let numbered = part(&["month", "month3"])
                .and_then(|m| m.parse::<usize>().ok())
                .and_then(|m| MONTHS.get(m.wrapping_sub(1)));
            let month = part(&["name"]).or_else(|| numbered.copied());
            let (day, year) = (part(&["day", "day2", "day3"]), part(&["year", "year3"]));
            let right: Vec<&str> = [day, month, year].into_iter().flatten().collect();
            // `won by 14. March was cold`: the month is the subject of the next sentence.
            let next = text[span.end..].trim_start();
            let new_sentence = found.name("ordinal").is_some()
                && ["was ", "is ", "has ", "will ", "had "].iter().any(|v| next.starts_with(v));
            let glued = text[..span.start].ends_with(['.', ',', '/', '-']) || text[span.end..].starts_with("-");
            if !new_sentence && !glued {
                out.push(Finding::new(&RULE, span, "a date as another language writes it").suggest(right.join(" ")));
            }
        }
    }
}
