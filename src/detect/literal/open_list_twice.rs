use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A list that is opened with `such as` and left open again with `etc.` or `and so on`: `fruit such as plums, pears, etc.`
    ///
    /// ## Why it is an artefact
    /// Chinese, Japanese, Russian and others end a list of examples with a word of their own; English says with the first words
    /// that the list is not complete.
    ///
    /// ## When it is wrong
    /// In speech. Inside quotation marks that close between the two, or with another sentence between, nothing is found.
    pub(super) static RULE = {
        code: "LIT208",
        name: "open-list-twice",
        family: Family::Literal,
        category: "Style/Unidiomatic style",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.2.0",
        hits: &["The shop sells fruit [[such as plums, pears, etc.]]", "It has services [[such as schools, clinics and so on]] in the valley."],
        passes: &["The shop sells fruit such as plums and pears.", "The shop sells plums, pears, etc.", "It has schools, clinics and so on.",
            "Fruit such as plums is cheap. Bread, milk and so on are not.", "A rise such as this will slow investment, and so on Monday the bank cut rates."],
    };
}

pub(super) struct OpenListTwice;

/// A list of examples is no longer than this many tokens.
const LONGEST_LIST: usize = 45;

impl Detector for OpenListTwice {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            let mut opened: Option<usize> = None;
            for i in segment.tokens.clone() {
                let next = |n: usize| if i + n < segment.tokens.end { document.folded(i + n) } else { "" };
                match document.folded(i) {
                    "such" if next(1) == "as" => opened = Some(i),
                    ";" | "." | "!" | "?" | ":" | "\"" | "“" | "”" | "(" | ")" => opened = None,
                    word => {
                        let last = match word {
                            "etc" => i + usize::from(next(1) == "."),
                            "and" if next(1) == "so" && next(2) == "on" && closes(next(3)) => i + 2,
                            _ => continue,
                        };
                        let Some(first) = opened.take().filter(|first| i - first <= LONGEST_LIST && i > first + 2)
                        else {
                            continue;
                        };
                        let end = document.span(i, last).of(document.text());
                        let why = format!("`such as` leaves the list open; `{end}` does so again");
                        out.push(Finding::new(&RULE, document.span(first, last), why));
                    }
                }
            }
        }
    }
}

/// What follows `and so on` where it ends a list; `and so on Monday` does not.
fn closes(next: &str) -> bool {
    next.is_empty()
        || matches!(
            next,
            "in" | "for" | "to" | "are" | "is" | "were" | "was" | "have" | "has" | "will" | "at" | "from" | "with"
        )
        || !next.starts_with(char::is_alphanumeric)
}
