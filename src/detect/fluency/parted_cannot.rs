use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// `can not` in two words.
    ///
    /// ## Why it is an artefact
    /// Systems put the verb and its negation together one by one; newsrooms write `cannot` or `can't`.
    ///
    /// ## When it is wrong
    /// Where *not* belongs to what follows: `can not only swim but dive`, `can not just wait`, `you can not vote, or vote`.
    pub(super) static RULE = {
        code: "FLU308",
        name: "parted-cannot",
        family: Family::Fluency,
        category: "Linguistic conventions/Spelling",
        severity: Severity::Minor,
        confidence: 0.8,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The clinic said it [[can not]] take more patients."],
        passes: &["The clinic said it cannot take more patients.", "They can not only swim but dive.", "You can not just wait but act.",
            "What can not voting change?", "They can, not surprisingly, wait.", "He asked whether they can or can not."],
    };
}

pub(super) struct PartedCannot;

/// After these *not* belongs to the next words.
const OF_THE_NEXT: &[&str] =
    &["only", "just", "merely", "simply", "but", "least", "so", "even", "always", "necessarily"];

impl Detector for PartedCannot {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                if document.folded(i) != "not" || document.folded(i - 1) != "can" || i + 1 >= segment.tokens.end {
                    continue;
                }
                let (verb, token) = (document.folded(i + 1), &document.tokens()[i + 1]);
                let capital = document.written(i) == "NOT";
                // `can not voting`: the gerund is what is denied.
                let own = token.is_word() && !OF_THE_NEXT.contains(&verb) && !(verb.ends_with("ing") && verb.len() > 5);
                // `can and can not`, `can or can not`: set against each other.
                let paired = i >= segment.tokens.start + 2 && matches!(document.folded(i - 2), "or" | "and");
                if own && !paired && !capital {
                    let why = "one word in English";
                    let right = if document.written(i - 1) == "Can" { "Cannot" } else { "cannot" };
                    out.push(Finding::new(&RULE, document.span(i - 1, i), why).suggest(right));
                }
            }
        }
    }
}
