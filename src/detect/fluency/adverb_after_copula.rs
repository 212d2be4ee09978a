use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, TokenKind};

crate::rule! {
    /// ## What it finds
    /// An adverb where an adjective belongs, at the end of a clause after a form of *be*: `the pledges were too quickly.`
    ///
    /// ## Why it is an artefact
    /// Many languages use one form for both, and the system took the wrong one.
    ///
    /// ## When it is wrong
    /// Adjectives in -ly (`friendly`, `early`) and adverbs that may follow *be* (`is here only`) are listed as allowed.
    pub(super) static RULE = {
        code: "FLU302",
        name: "adverb-after-copula",
        family: Family::Fluency,
        category: "Linguistic conventions/Grammar",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The union said that the promises [[were too quickly]].", "The road [[is very dangerously]], he said."],
        passes: &["The promises were made too quickly.", "The staff were too friendly.", "It is too early.", "The train was too slow."],
    };
}

pub(super) struct AdverbAfterCopula;

const BE: &[&str] = &["is", "are", "was", "were", "be", "been", "am"];
const DEGREE: &[&str] = &["too", "very", "so", "extremely", "quite", "rather"];

/// Ends in -ly and may follow *be*.
const ALLOWED: &[&str] = &[
    "badly",
    "beastly",
    "brotherly",
    "burly",
    "chilly",
    "comely",
    "costly",
    "courtly",
    "cowardly",
    "cuddly",
    "curly",
    "daily",
    "deadly",
    "deathly",
    "disorderly",
    "early",
    "earthly",
    "elderly",
    "friendly",
    "frilly",
    "ghastly",
    "ghostly",
    "godly",
    "goodly",
    "grisly",
    "heavenly",
    "hilly",
    "holy",
    "homely",
    "hourly",
    "jelly",
    "jolly",
    "kindly",
    "kingly",
    "leisurely",
    "likely",
    "lively",
    "lonely",
    "lovely",
    "lowly",
    "manly",
    "masterly",
    "melancholy",
    "miserly",
    "monthly",
    "motherly",
    "neighborly",
    "neighbourly",
    "oily",
    "only",
    "orderly",
    "poorly",
    "prickly",
    "quarterly",
    "saintly",
    "scaly",
    "scholarly",
    "shapely",
    "sickly",
    "silly",
    "sly",
    "smelly",
    "sparkly",
    "sprightly",
    "squiggly",
    "stately",
    "steely",
    "surly",
    "timely",
    "ugly",
    "ungainly",
    "unfriendly",
    "unholy",
    "unlikely",
    "unruly",
    "unseemly",
    "unsightly",
    "weekly",
    "wily",
    "wobbly",
    "womanly",
    "woolly",
    "worldly",
    "wriggly",
    "yearly",
];

impl Detector for AdverbAfterCopula {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            let range = segment.tokens.clone();
            for i in range.clone().skip(2) {
                let adverb = document.folded(i);
                let clause_ends = i + 1 == range.end
                    || document.tokens()[i + 1].kind == TokenKind::Punctuation
                        && matches!(document.written(i + 1), "." | "," | ";" | "!" | "?");
                if clause_ends
                    && BE.contains(&document.folded(i - 2))
                    && DEGREE.contains(&document.folded(i - 1))
                    && let Some(adjective) = adjective(adverb)
                {
                    let right = format!("{} {} {adjective}", document.written(i - 2), document.written(i - 1));
                    let finding = Finding::new(&RULE, document.span(i - 2, i), format!("`{adverb}` is an adverb"));
                    out.push(finding.suggest(right));
                }
            }
        }
    }
}

/// The adjective that an adverb in -ly is made of.
fn adjective(adverb: &str) -> Option<String> {
    let stem = adverb.strip_suffix("ly").filter(|s| s.len() >= 3 && !ALLOWED.contains(&adverb))?;
    let spellings =
        [stem.to_owned(), format!("{stem}le"), stem.strip_suffix('i').map_or(String::new(), |s| format!("{s}y"))];
    spellings.into_iter().find(|s| Known::of(s).is_word())
}
