//! The detectors: one folder a family, one file a rule. All of them always run.

pub mod fluency;
pub mod language;
pub mod literal;
pub mod name;
pub mod structure;
pub mod typography;

use crate::corpus::Story;
use crate::finding::Finding;
use crate::fluency::{Model, Reading};
use crate::lexicon::Lexicon;
use crate::mention::Mentions;
use crate::rule::{Family, Rule};
use crate::text::Document;

/// What a detector may look at beside the document.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The tables.
    pub lexicon: &'a Lexicon,
    /// What the other tellers of its story write.
    pub story: &'a Story<'a>,
    /// The document's names, resolved.
    pub mentions: &'a Mentions,
    /// What the models of English say of it; empty where there is no model.
    pub reading: &'a Reading,
}

/// The check of one rule: stateless and total.
pub trait Detector: Sync {
    /// The rule it checks.
    fn rule(&self) -> &'static Rule;

    /// Adds what it finds in `document` to `out`, in any order.
    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>);
}

/// The lists of all families, in the order of their codes.
pub static ALL: &[&[&dyn Detector]] =
    &[name::LIST, literal::LIST, fluency::LIST, typography::LIST, structure::LIST, language::LIST];

/// All detectors, in the order of their rules' codes.
pub fn all() -> impl Iterator<Item = &'static dyn Detector> {
    ALL.iter().flat_map(|family| family.iter().copied())
}

/// The rule of that code or name.
#[must_use]
pub fn rule(code_or_name: &str) -> Option<&'static Rule> {
    all().map(Detector::rule).find(|r| r.code.eq_ignore_ascii_case(code_or_name) || r.name == code_or_name)
}

/// Everything all detectors find in `document`, one telling of `story`, in order of place and code, by the built-in model.
#[must_use]
pub fn run(document: &Document, lexicon: &Lexicon, story: &Story<'_>) -> Vec<Finding> {
    let reading = Model::builtin().map_or(Reading::default(), |model| model.read(document));
    run_with(document, lexicon, story, &reading)
}

/// The same with what a model says of the document.
#[must_use]
pub fn run_with(document: &Document, lexicon: &Lexicon, story: &Story<'_>, reading: &Reading) -> Vec<Finding> {
    // What is a wrong name in English may be the right one in the language that the whole text is in.
    let foreign = document.is_foreign();
    let mentions = if foreign { Mentions::default() } else { Mentions::read(document, &lexicon.names, story) };
    let cx = Context { lexicon, story, mentions: &mentions, reading };
    let mut found = Vec::new();
    for detector in all().filter(|detector| !foreign || detector.rule().family != Family::Name) {
        detector.check(document, &cx, &mut found);
    }
    found.sort_by(|a, b| (a.span, a.rule.code).cmp(&(b.span, b.rule.code)));
    found
}
