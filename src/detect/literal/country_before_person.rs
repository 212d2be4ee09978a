use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::countries::country;
use crate::lexicon::names::{EntryId, Kind};
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, SegmentKind};

crate::rule! {
    /// ## What it finds
    /// A country right before the full name of one of its office holders: `with France Emmanuel Macron`.
    ///
    /// ## Why it is an artefact
    /// "The president of" between them was lost with the genitive.
    ///
    /// ## When it is wrong
    /// In headlines, tables and results of sport; only sentences and people with an office of that very country count.
    pub(super) static RULE = {
        code: "LIT205",
        name: "country-before-person",
        family: Family::Literal,
        category: "Linguistic conventions/Grammar",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The summit was chaired by [[France Emmanuel Macron]] in the evening."],
        passes: &["The summit was chaired by France's Emmanuel Macron.", "In France, Emmanuel Macron chaired the summit.",
            "The summit was chaired by French President Emmanuel Macron.", "The President of France Emmanuel Macron chaired it."],
    };
}

pub(super) struct CountryBeforePerson;

impl Detector for CountryBeforePerson {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let names = &cx.lexicon.names;
        let mut people: Vec<(usize, usize, usize, EntryId)> = Vec::new();
        for mention in cx.mentions.accepted.iter().filter(|m| m.parts.len() > 1) {
            people
                .extend(mention.entries.iter().map(|&id| (mention.chunk, mention.parts.start, mention.parts.end, id)));
        }
        for suspect in cx.mentions.suspects.iter().filter(|s| s.parts.len() > 1) {
            people.extend(suspect.entry.map(|id| (suspect.chunk, suspect.parts.start, suspect.parts.end, id)));
        }
        for (c, start, end, id) in people {
            let chunk = &cx.mentions.chunks[c];
            let segment = &document.segments()[chunk.segment];
            let entry = names.entry(id);
            if segment.kind != SegmentKind::Body || entry.kind() != Kind::Person || start == 0 {
                continue;
            }
            let place = &chunk.parts[start - 1];
            let adjacent = chunk.parts[start].token == place.token + 1;
            let of_country = place.token > 0 && document.folded(place.token - 1) == "of";
            let is_country = names.accepting(&place.folded).any(|id| names.entry(id).kind() == Kind::Place);
            let theirs = |country: &str| entry.roles().any(|role| role.starts_with(country));
            if adjacent
                && !of_country
                && is_country
                && country(&place.folded).is_none_or(theirs)
                && theirs(&place.folded)
            {
                let span = document.span(place.token, chunk.parts[end - 1].token);
                let person = document.span(chunk.parts[start].token, chunk.parts[end - 1].token).of(document.text());
                let land = document.written(place.token);
                let finding = Finding::new(&RULE, span, "the office between country and person is missing");
                out.push(finding.suggest(format!("{land}’s {person}")));
            }
        }
    }
}
