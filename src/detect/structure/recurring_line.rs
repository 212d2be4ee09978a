use super::furniture_shape::shape;
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Removal, Rule};
use crate::text::{Document, SegmentKind};

crate::rule! {
    /// ## What it finds
    /// A paragraph that stands, but for its numbers, in other documents of the folder that tell other stories. At the beginning or
    /// end of the text it is furniture of the site. In the middle it may be background that a desk uses again, and where most others
    /// have it with one word changed it may be a turn of the trade; both are neutral.
    ///
    /// ## Why it is an artefact
    /// What a site prints under every story is not of this one.
    ///
    /// ## When it is wrong
    /// Series have a line in common on purpose; two other stories at least must have it, and bylines do not count.
    pub(super) static RULE = {
        code: "STR510",
        name: "recurring-line",
        family: Family::Structure,
        category: "x-boilerplate",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.2.0",
        fix: Fix::Remove(Removal::Furniture),
        hits: &["The ferry to the northern islands stayed in harbour. Waves had broken over the pier and flooded two cellars, the skipper explained.\n\
            [[Harbour Press brings you the news of the coast since 1951.]]\n---\n\
            A baker in the old town raised the price of bread. Flour became scarce after rain spoilt the wheat, and customers grumbled.\n\
            Harbour Press brings you the news of the coast since 1951.\n---\n\
            Chess players from nine countries met in the castle. A teenager defeated two grandmasters before lunch with an unsound opening.\n\
            Harbour Press brings you the news of the coast since 1951.",
            "The ferry to the northern islands stayed in harbour. Waves had broken over the pier and flooded two cellars, the skipper explained.\n\
            [[Harbour Press brings you the news of the coast since 1951.]]\n---\n\
            A baker in the old town raised the price of bread. Flour became scarce after rain spoilt the wheat, and customers grumbled.\n\
            “Harbour Press” brings you all news of the coast since 1951.\n---\n\
            Chess players from nine countries met in the castle. A teenager defeated two grandmasters before lunch with an unsound opening.\n\
            Harbour Press brings us the news of the  coast since 1951."],
        passes: &["The ferry to the northern islands stayed in harbour.\nNobody was hurt.\n---\n\
            A baker in the old town raised the price of bread.\nNobody was hurt."],
    };
}

pub(super) struct RecurringLine;

/// A line that one other story has too may be quoted there.
const FEWEST_STRANGERS: usize = 2;
/// Paragraphs from either end in which a site puts its lines.
const EDGE: usize = 3;

impl Detector for RecurringLine {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let (segments, paragraphs) = (document.segments(), document.paragraphs().len());
        for recurring in cx.story.recurring(document) {
            let segment = &segments[recurring.segment];
            let paragraph = document.paragraphs()[segment.paragraph];
            let line = paragraph.of(document.text());
            let whole =
                segment.span == paragraph && !matches!(segment.kind, SegmentKind::Byline | SegmentKind::Dateline);
            let known = cx.lexicon.furniture.matched(line).is_some() || shape(line).is_some();
            if !whole || known || recurring.strangers < FEWEST_STRANGERS {
                continue;
            }
            let edge = segment.paragraph < EDGE || segment.paragraph + EDGE >= paragraphs;
            let exact = recurring.exact >= FEWEST_STRANGERS;
            let changed = if exact { "" } else { ", with a word changed" };
            let evidence = format!(
                "also in {} other stories of the folder, such as {}{changed}",
                recurring.strangers, recurring.example
            );
            let finding = Finding::new(&RULE, paragraph, evidence);
            out.push(if edge && exact { finding.suggest("") } else { finding.severity(Severity::Neutral) });
        }
    }
}
