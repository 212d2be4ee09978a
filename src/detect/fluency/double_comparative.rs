use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A comparative made twice: `more better`, `most biggest`.
    ///
    /// ## Why it is an artefact
    /// Languages that compare with a separate word carry it over in front of an English comparative.
    ///
    /// ## When it is wrong
    /// Next to a noun (`more older people live here`) both can be meant; words that are often followed by one are left alone there.
    pub(super) static RULE = {
        code: "FLU303",
        name: "double-comparative",
        family: Family::Fluency,
        category: "Linguistic conventions/Grammar",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The second plan was [[more better]] than the first.", "It is the [[most biggest]] port of the region."],
        passes: &["The second plan was much better than the first.", "More older people now live alone.", "Most lower courts agree."],
    };
}

pub(super) struct DoubleComparative;

const COMPARATIVES: &[&str] = &[
    "better", "bigger", "cheaper", "easier", "faster", "happier", "harder", "heavier", "larger", "longer", "safer",
    "slower", "smaller", "stronger", "weaker", "wider", "worse",
];
const SUPERLATIVES: &[&str] = &[
    "best",
    "biggest",
    "cheapest",
    "easiest",
    "fastest",
    "greatest",
    "hardest",
    "highest",
    "largest",
    "longest",
    "oldest",
    "smallest",
    "strongest",
    "worst",
    "youngest",
];
/// What follows a comparative that stands alone.
const AFTER: &[&str] = &["than", "and", "for", "to", "if", "in", "now", "when", "because", "but", "with", "at"];

impl Detector for DoubleComparative {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                let (first, second) = (document.folded(i - 1), document.folded(i));
                if !matches!(first, "more" | "most") {
                    continue;
                }
                let next = (i + 1 < segment.tokens.end).then(|| document.folded(i + 1));
                let alone = next.is_none_or(|n| AFTER.contains(&n) || !n.chars().any(char::is_alphanumeric));
                let before = (i >= 2).then(|| document.folded(i - 2));
                let comparative =
                    first == "more" && COMPARATIVES.contains(&second) && alone && !matches!(before, Some("no" | "any"));
                let superlative = first == "most" && SUPERLATIVES.contains(&second);
                if (comparative || superlative) && document.tokens()[i].spaced {
                    let finding =
                        Finding::new(&RULE, document.span(i - 1, i), format!("`{second}` is compared already"));
                    out.push(finding.suggest(second));
                }
            }
        }
    }
}
