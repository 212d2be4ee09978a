use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A destination said twice around a few words: `travels to Oslo for a summit to Oslo`.
    ///
    /// ## Why it is an artefact
    /// A phrase that could stand at two places was put at both.
    ///
    /// ## When it is wrong
    /// Routes there and back hold a verb or a `from` between the two; at most three words may stand between, none of them such.
    pub(super) static RULE = {
        code: "LIT203",
        name: "destination-twice",
        family: Family::Literal,
        category: "Linguistic conventions/Duplication",
        severity: Severity::Minor,
        confidence: 0.93,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The envoy flew [[to Moscow for talks to Moscow]] on Friday.", "Troops stayed [[in Mali on patrol in Mali]] for years."],
        passes: &["The envoy flew to Moscow for talks.", "The train runs to Oslo from Bergen and to Oslo from Moss.",
            "He went to Rome, then to Rome again.", "She was born in Paris and died in Paris."],
    };
}

pub(super) struct DestinationTwice;

const PREPOSITIONS: &[&str] = &["to", "in", "into", "from"];
/// Small words of a purpose; with anything else between, the place may be meant twice.
const BETWEEN: &[&str] = &["for", "on", "a", "an", "the", "at", "with"];
const MOST_BETWEEN: usize = 3;

impl Detector for DestinationTwice {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let (tokens, text) = (document.tokens(), document.text());
        for segment in document.segments() {
            for i in segment.tokens.clone() {
                if i + 4 >= segment.tokens.end
                    || !tokens[i + 1].is_capitalised(text)
                    || !PREPOSITIONS.contains(&document.folded(i))
                {
                    continue;
                }
                let echo = (i + 3..=i + 2 + MOST_BETWEEN).find(|&j| {
                    j + 1 < segment.tokens.end
                        && document.folded(j) == document.folded(i)
                        && document.folded(j + 1) == document.folded(i + 1)
                });
                let Some(echo) = echo else { continue };
                let mut between = i + 2..echo;
                let purpose = BETWEEN.contains(&document.folded(i + 2));
                if purpose
                    && between
                        .all(|k| tokens[k].is_word() && !tokens[k].is_capitalised(text) && document.folded(k) != "and")
                {
                    let once = document.span(i, echo - 1).of(text);
                    let why = format!("`{}` is said twice", document.span(i, i + 1).of(text));
                    out.push(Finding::new(&RULE, document.span(i, echo + 1), why).suggest(once));
                }
            }
        }
    }
}
