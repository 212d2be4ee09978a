use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::mention::Chunk;
use crate::rule::{Family, Fix, Rule};
use crate::similar::{are_one_slavic, similarity};
use crate::text::Document;
use std::cmp::Reverse;
use std::collections::BTreeMap;

crate::rule! {
    /// ## What it finds
    /// Somebody whom the lexicon does not hold, written in two ways in one document: `Anna Kovalenko` and `Anna Kovalenka`.
    ///
    /// ## Why it is an artefact
    /// Systems translate sentence by sentence and spell an unknown name anew each time.
    ///
    /// ## When it is wrong
    /// When two relatives or namesakes occur. Given names must agree, one family name must be in no list of names, and
    /// masculine and feminine forms (`Novák`, `Nováková`) count as two people.
    pub(super) static RULE = {
        code: "NAM105",
        name: "inconsistent-name",
        family: Family::Name,
        category: "Terminology/Inconsistent use of terminology",
        severity: Severity::Minor,
        confidence: 0.75,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["Mayor Anna Tserkovniuk opened the bridge. Later Anna Tserkovniuk left, and [[Anna Tserkovnyuk]] spoke at the pier.",
            "The [[Ostwick Ochestra]] played first. Then the Ostwick Orchestra left."],
        passes: &["Anna Tserkovniuk opened the bridge. Her brother Ivan Tserkovniuk left.",
            "Petr Dvorsky and his wife Petra Dvorska came."],
    };
}

pub(super) struct InconsistentName;

/// Likeness at which two family names behind one given name are taken for one person's.
const SAME_PERSON: f64 = 0.85;
/// Shorter family names are near too much.
const FEWEST_LETTERS: usize = 5;

impl Detector for InconsistentName {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let names = &cx.lexicon.names;
        let mut by_given: BTreeMap<&str, BTreeMap<&str, Vec<&Chunk>>> = BTreeMap::new();
        for chunk in cx.mentions.chunks.iter().filter(|c| c.parts.len() == 2 && !c.stray_hyphens) {
            let (given, family) = (chunk.parts[0].folded.as_str(), chunk.parts[1].folded.as_str());
            let stranger = !names.accepts(&chunk.joined(0..2)) && !names.has_part(family);
            if stranger && family.len() >= FEWEST_LETTERS && !names.accepts(given) {
                by_given.entry(given).or_default().entry(family).or_default().push(chunk);
            }
        }
        for families in by_given.values() {
            for (family, chunks) in families {
                // What is a word or a name anyway is right, else what is commoner, else what comes first.
                let rank = |family: &str, chunks: &[&Chunk]| {
                    (Known::of(family).is_heard(), chunks.len(), Reverse(chunks[0].parts[0].token))
                };
                let better = families
                    .iter()
                    .filter(|(other, others)| {
                        rank(other, others) > rank(family, chunks) && is_respelling(other, family)
                    })
                    .max_by_key(|(other, others)| rank(other, others));
                let Some((_, others)) = better else { continue };
                for chunk in chunks {
                    let span = document.span(chunk.parts[0].token, chunk.parts[1].token);
                    let other = document.span(others[0].parts[0].token, others[0].parts[1].token);
                    let right = other.of(document.text());
                    let mut finding =
                        Finding::new(&RULE, span, format!("the same document has {right}")).suggest(right);
                    finding.evidence.other = Some(other);
                    out.push(finding);
                }
            }
        }
    }
}

fn is_respelling(one: &str, other: &str) -> bool {
    // Two real names are two people's, unless they are one name in other letters.
    let may_be_one = !Known::of(one).is_heard() || !Known::of(other).is_heard() || are_one_slavic(one, other);
    let longer = if one.len() > other.len() { one } else { other };
    let inflected = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count() + 3 >= longer.len()
        && (longer.ends_with('a') || longer.ends_with('s') || one.ends_with('a') || other.ends_with('a'));
    may_be_one && !inflected && similarity(one, other).value >= SAME_PERSON
}
