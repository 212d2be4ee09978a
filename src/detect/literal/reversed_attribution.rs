use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::names::Kind;
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A speaker who `said` a news outlet: `The minister said Sky News on Monday that`; he told it.
    ///
    /// ## Why it is an artefact
    /// A dative without a preposition was lost, so that the listener became the object.
    ///
    /// ## When it is wrong
    /// `…, said Reuters` after a quotation or a clause, and `he said BBC staff had left`, where the outlet begins a clause of its
    /// own. The outlet must be followed by a time, `that` or the end of the clause.
    pub(super) static RULE = {
        code: "LIT204",
        name: "reversed-attribution",
        family: Family::Literal,
        category: "Accuracy/Mistranslation",
        severity: Severity::Major,
        confidence: 0.92,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The governor [[said CBS News]] on Wednesday that the road was open."],
        passes: &["The governor told CBS News on Wednesday that the road was open.", "The road is open, said CBS News on Wednesday.",
            "\"It is open,\" said Reuters on Monday.", "He said BBC staff had left.", "She said Reuters on Monday had reported it."],
    };
}

pub(super) struct ReversedAttribution;

const OUTLETS: &[&str] = &[
    "news",
    "broadcaster",
    "newspaper",
    "magazine",
    "television",
    "radio",
    "agency",
    "media",
    "tv",
    "daily",
    "weekly",
];
const AFTER: &[&str] = &[
    "on",
    "that",
    "in",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "yesterday",
    "today",
];
/// Begins a clause whose subject the outlet is.
const FINITE: &[&str] = &["had", "has", "was", "were", "is", "are", "would", "will", "reported", "said"];

impl Detector for ReversedAttribution {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for mention in &cx.mentions.accepted {
            let (first, last) = cx.mentions.tokens(mention.chunk, &mention.parts);
            let sentence = &document.segments()[cx.mentions.chunks[mention.chunk].segment];
            let (segment, beside) = (&sentence.tokens, sentence.beside(first, last));
            let outlet = mention.entries.iter().any(|&id| {
                let entry = cx.lexicon.names.entry(id);
                entry.kind() == Kind::Organisation
                    && entry.roles().any(|r| r.split(' ').any(|word| OUTLETS.contains(&word)))
            });
            if !outlet || first < segment.start + 2 || document.folded(first - 1) != "said" {
                continue;
            }
            let subject = first - 2;
            let spoken = document.tokens()[subject].is_word()
                && (beside.start..subject).all(|i| !matches!(document.written(i), "\"" | "”" | "“" | "," | "’"));
            let after = (last + 1 < segment.end).then(|| document.folded(last + 1));
            let clause = (last + 1..segment.end.min(last + 5)).any(|i| FINITE.contains(&document.folded(i)))
                && after != Some("that")
                && !(last + 1..beside.end).any(|i| document.folded(i) == "that");
            if spoken && after.is_some_and(|word| AFTER.contains(&word)) && !clause {
                let outlet = document.span(first, last).of(document.text());
                let finding = Finding::new(&RULE, document.span(first - 1, last), format!("{outlet} was told it"));
                out.push(finding.suggest(format!("told {outlet}")));
            }
        }
    }
}
