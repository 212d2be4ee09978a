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
    /// Numbers written as in the source: a comma for the decimal point (`3,5 percent`), points between thousands (`1.000.000`,
    /// `12.000 people`), or both (`1.000,50`).
    ///
    /// ## Why it is an artefact
    /// Numbers are copied as they are; an English reader takes 12.000 for twelve.
    ///
    /// ## When it is wrong
    /// `12.000` alone may be exact to three places, so it counts only before people, money and the like; results such as `2,1`
    /// without a unit do not count.
    pub(super) static RULE = {
        code: "TYP419",
        name: "foreign-number",
        family: Family::Typography,
        category: "Locale conventions/Number format",
        severity: Severity::Minor,
        confidence: 0.93,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["Prices rose by [[3,5]] percent.", "It cost [[1.250,50]] euros.", "About [[1.000.000]] people fled.", "Some [[12.000]] soldiers came.",
            "It costs €[[12,50]] now."],
        passes: &["Prices rose by 3.5 percent.", "It cost 1,250 euros.", "He ran it in 10.000 seconds.", "The address 10.000.000.1 answered.",
            "In 2019,20 people came.", "The shares cost 12.125 dollars.", "Grades 7,8 and 9 stay at home.", "About 1,000 percent more."],
    };
}

pub(super) struct ForeignNumber;

static NUMBER: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) (?: (?P<both> [0-9]{1,3} (?:\.[0-9]{3})+ , [0-9]{1,2} )
        | (?P<millions> [0-9]{1,3} (?:\.[0-9]{3}){2,3} )
        | (?P<thousand> [1-9][0-9]{0,2} \.[0-9]00 ) (?: \x20 (?P<noun>[a-z]+) )
        | (?P<decimal> [0-9]{1,3} , [0-9]{1,2} ) (?: \x20? % | [\x20-] (?: percent|per\x20cent|million|billion|trillion|km|kilomet(?:er|re)s?|
            kg|kilograms?|degrees|tonnes|tons|hectares|euros|dollars|rubles|met(?:er|re)s?|points?|times|litres|liters ) \b )
        | [€$£] \x20? (?P<price> [0-9]{1,3} , [0-9]{2} ) ) ",
    )
    .ok()
});

/// What is counted in whole thousands and never to three decimals.
const COUNTED: &[&str] = &[
    "people",
    "men",
    "women",
    "children",
    "soldiers",
    "troops",
    "residents",
    "inhabitants",
    "citizens",
    "euros",
    "dollars",
    "pounds",
    "rubles",
    "roubles",
    "yuan",
    "yen",
    "crowns",
    "francs",
    "lira",
    "workers",
    "employees",
    "students",
    "families",
    "houses",
    "homes",
    "refugees",
    "cases",
    "infections",
    "deaths",
    "victims",
    "visitors",
    "spectators",
    "fans",
    "tourists",
    "voters",
    "votes",
    "members",
    "participants",
    "demonstrators",
    "protesters",
    "customers",
    "passengers",
    "patients",
    "cars",
    "vehicles",
    "hectares",
    "tons",
    "tonnes",
    "companies",
    "jobs",
    "copies",
    "books",
    "signatures",
    "apartments",
    "tickets",
    "police",
    "officers",
    "migrants",
    "households",
];

/// Whether a number has a point before three digits, or a comma before one or two.
fn may_hold_foreign(line: &str) -> bool {
    let bytes = line.as_bytes();
    memchr::memchr2_iter(b'.', b',', bytes).filter(|&at| at > 0 && bytes[at - 1].is_ascii_digit()).any(|at| {
        let digits = bytes[at + 1..].iter().take(3).take_while(|byte| byte.is_ascii_digit()).count();
        if bytes[at] == b'.' { digits == 3 } else { matches!(digits, 1 | 2) }
    })
}

impl Detector for ForeignNumber {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        if document.is_foreign() {
            return;
        }
        for (at, found) in captures_in_lines(&NUMBER, text, may_hold_foreign) {
            let counted = found.name("noun").is_none_or(|noun| COUNTED.contains(&noun.as_str()));
            let groups = ["both", "millions", "thousand", "decimal", "price"];
            let Some(number) = groups.iter().find_map(|g| found.name(g)).filter(|_| counted) else { continue };
            let glued = |c: char| c.is_alphanumeric() || matches!(c, '.' | ',' | ':' | '/');
            let span = Span::new(at + number.start(), at + number.end());
            let before = text[..span.start].chars().next_back();
            let mut after = text[span.end..].chars();
            let goes_on =
                matches!((after.next(), after.next()), (Some('.' | ',' | ':'), Some('0'..='9')) | (Some('0'..='9'), _));
            if before.is_some_and(glued) || goes_on {
                continue;
            }
            let swapped: String = number
                .as_str()
                .chars()
                .map(|c| match c {
                    '.' => ',',
                    ',' => '.',
                    digit => digit,
                })
                .collect();
            out.push(Finding::new(&RULE, span, "points and commas as in another language").suggest(swapped));
        }
    }
}
