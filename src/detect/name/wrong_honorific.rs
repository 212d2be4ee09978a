use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::names::{Gender, Kind};
use crate::mention::titles;
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// An honorific that contradicts the gender of the known person after it: `Mr Angela Merkel`.
    ///
    /// ## Why it is an artefact
    /// Languages without gendered titles leave the choice to the translator, and systems guess.
    ///
    /// ## When it is wrong
    /// When the full name belongs to two people in the news; such names are left alone.
    pub(super) static RULE = {
        code: "NAM104",
        name: "wrong-honorific",
        family: Family::Name,
        category: "Accuracy/Mistranslation/Entity",
        severity: Severity::Major,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The speech by [[Mr Angela Merkel]] lasted an hour."],
        passes: &["The speech by Mrs Angela Merkel lasted an hour.", "Mr Macron and Mrs Merkel met.", "Mrs Trump smiled."],
    };
}

pub(super) struct WrongHonorific;

/// Honorifics that may stand before a spouse's name: `Mrs Emmanuel Macron` is old-fashioned and right.
const OF_A_SPOUSE: &[&str] = &["mrs", "madame", "lady", "princess", "queen"];

impl Detector for WrongHonorific {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for mention in cx.mentions.accepted.iter().filter(|m| m.parts.len() > 1) {
            let [id] = mention.entries[..] else { continue };
            let entry = cx.lexicon.names.entry(id);
            let (first, last) = cx.mentions.tokens(mention.chunk, &mention.parts);
            let Some(mut before) = first.checked_sub(1) else { continue };
            if document.written(before) == "." && before > 0 {
                before -= 1;
            }
            let word = document.folded(before);
            let demanded = titles::honorific(word);
            if entry.kind() == Kind::Person
                && let (Some(demanded), Some(gender)) = (demanded, entry.gender())
                && demanded != gender
                && !OF_A_SPOUSE.contains(&word)
            {
                let right = if gender == Gender::Female { "a woman" } else { "a man" };
                let finding = Finding::new(&RULE, document.span(before, last), format!("{} is {right}", entry.name()));
                out.push(finding.suggest(entry.name()).entity(entry.id(), entry.name()));
            }
        }
    }
}
