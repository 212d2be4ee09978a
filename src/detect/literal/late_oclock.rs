use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, TokenKind};

crate::rule! {
    /// ## What it finds
    /// An hour after twelve, or an hour with minutes, before `o'clock`: `at 16 o'clock`, `at 8:30 o'clock`.
    ///
    /// ## Why it is an artefact
    /// German, Czech, Chinese and others put a word for the hour after any time; English has `o'clock` for one to twelve alone.
    ///
    /// ## When it is wrong
    /// Nothing is known.
    pub(super) static RULE = {
        code: "LIT207",
        name: "late-oclock",
        family: Family::Literal,
        category: "Locale conventions/Time format",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The curfew begins at [[23 o'clock]] on Friday.", "The train leaves at [[8:30 o’clock]] sharp."],
        passes: &["The curfew begins at 11 o'clock.", "It was twelve o'clock.", "At 23:00 the doors close.", "The 9 o'clock news opened with it."],
    };
}

pub(super) struct LateOclock;

impl Detector for LateOclock {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                let time = document.written(i - 1);
                if document.tokens()[i - 1].kind != TokenKind::Number || document.folded(i) != "o'clock" {
                    continue;
                }
                if i >= 2 && document.folded(i - 2) == ":" {
                    continue;
                }
                let hour = time.parse::<u8>().ok();
                let right = match time.split_once(':') {
                    Some((hour, minutes)) if hour.parse::<u8>().is_ok() && minutes.parse::<u8>().is_ok() => {
                        time.to_owned()
                    }
                    None if hour.is_some_and(|h| (13..=24).contains(&h)) => format!("{time}:00"),
                    _ => continue,
                };
                let why = "`o'clock` follows the hours from one to twelve";
                out.push(Finding::new(&RULE, document.span(i - 1, i), why).suggest(right));
            }
        }
    }
}
