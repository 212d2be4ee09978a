use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::names::EntryId;
use crate::rule::{Family, Fix, Rule};
use crate::similar::similarity;
use crate::text::Document;
use std::collections::BTreeMap;

crate::rule! {
    /// ## What it finds
    /// Two accepted spellings of one name in one document: `Kyiv` and `Kiev`, `Zelensky` and `Zelenskyy`.
    ///
    /// ## Why it is an artefact
    /// A newsroom keeps to one spelling; a text put together from several sources or sentences does not.
    ///
    /// ## When it is wrong
    /// In quotations, names of institutions and recipes that keep the older form. It costs no points.
    pub(super) static RULE = {
        code: "NAM106",
        name: "mixed-spellings",
        family: Family::Name,
        category: "Style/Organizational style",
        severity: Severity::Neutral,
        confidence: 0.8,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The train left Kyiv at noon. Snow fell on Kyiv, and the road to [[Kiev]] was closed."],
        passes: &["Kyiv was calm. Kharkiv was not.", "Volodymyr Zelensky arrived. Zelensky then spoke.",
            "Yoon Suk Yeol arrived. Yoon then spoke."],
    };
}

pub(super) struct MixedSpellings;

/// Forms less alike than this are different names (Burma, Myanmar) or short forms.
const ONE_WORD: f64 = 0.7;

impl Detector for MixedSpellings {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        // For each entry: its family name as spelt, or what it has in its place, and where.
        let mut spelt: BTreeMap<EntryId, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        for mention in &cx.mentions.accepted {
            let [id] = mention.entries[..] else { continue };
            let family_first = cx.lexicon.names.entry(id).family_first();
            let at = if family_first { mention.parts.start } else { mention.parts.end - 1 };
            let part = &cx.mentions.chunks[mention.chunk].parts[at];
            spelt.entry(id).or_default().entry(&part.folded).or_default().push(part.token);
        }
        for (id, spellings) in spelt {
            let Some((usual, places)) = spellings.iter().max_by_key(|(_, p)| (p.len(), std::cmp::Reverse(p[0]))) else {
                continue;
            };
            let entry = cx.lexicon.names.entry(id);
            for (other, tokens) in spellings.iter().filter(|(s, _)| *s != usual) {
                if similarity(usual, other).value < ONE_WORD
                    || usual.starts_with(*other)
                    || other.starts_with(*usual) && usual.len() < 4
                {
                    continue;
                }
                for &token in tokens {
                    let first = document.tokens()[places[0]].span;
                    let right = first.of(document.text());
                    let span = document.tokens()[token].span;
                    let mut finding = Finding::new(&RULE, span, format!("the same document has {right}"))
                        .suggest(right)
                        .entity(entry.id(), entry.name());
                    finding.evidence.other = Some(first);
                    out.push(finding);
                }
            }
        }
    }
}
