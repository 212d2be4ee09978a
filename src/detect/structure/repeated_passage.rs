use super::repeats::{Repeat, repeats};
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Removal, Rule};
use crate::text::{Document, SegmentKind};

crate::rule! {
    /// ## What it finds
    /// A sentence, or a run of them, that stands in the document a second time, whatever its case, quotes and spaces, and with a
    /// word changed here and there. The finding covers the whole second run, names the first and says what the repeat is: a text
    /// extracted twice, a preview of it, a sentence said twice in a row. The suggestion is to take it out.
    ///
    /// ## Why it is an artefact
    /// Extraction takes a page's text twice, or a decoder goes round in a loop.
    ///
    /// ## When it is wrong
    /// Refrains and set formulas; sentences of fewer than six words do not count, nor those that differ by a name or a number.
    /// A headline repeated as the lead, and a sentence lifted out as a pull quote or caption, are neutral.
    pub(super) static RULE = {
        code: "STR501",
        name: "repeated-passage",
        family: Family::Structure,
        category: "Linguistic conventions/Duplication",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.1.0",
        fix: Fix::Remove(Removal::Repeats),
        hits: &["The old mill by the river burned down on Sunday night. Nobody was hurt.\n\
            [[The old mill by the river burned down on Sunday night. Nobody was hurt.]]",
            "The old mill by the river burned down on Sunday night while nobody was near. Why is not known.\n\
            [[The old mill by the river burned down on Sunday night while nobody was about.]] A guard saw the smoke.",
            "[[Divers went down again this morning to look for the anchor that]]\nThe search has lasted for three days.\n\
            Divers went down again this morning to look for the anchor that was lost in May."],
        passes: &["The mill burned down. The mill burned down.",
            "The old mill by the river burned down on Sunday. The new mill by the river was spared on Sunday.",
            "In the first half of the year the port of Aro took in 40 ships. In the first half of the year the port of Belm took in 40 ships."],
    };
}

pub(super) struct RepeatedPassage;

impl Detector for RepeatedPassage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let segments = document.segments();
        for repeat in repeats(document) {
            let span = segments[repeat.later.start].span.to(segments[repeat.later.end - 1].span);
            let earlier = segments[repeat.earlier.start].span.to(segments[repeat.earlier.end - 1].span);
            let cause = cause(document, &repeat);
            let line = document.position(earlier.start).line;
            let mut finding = Finding::new(&RULE, span, cause.say(&repeat, line)).severity(cause.severity());
            if cause.severity() > Severity::Neutral {
                finding = finding.suggest("");
            }
            finding.evidence.other = Some(earlier);
            out.push(finding);
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cause {
    Headline,
    PullQuote,
    Preview,
    InARow,
    Sentence,
    /// From two sentences on, a repeat is a fault of extraction.
    Extraction,
}

impl Cause {
    const fn severity(self) -> Severity {
        match self {
            Self::Headline | Self::PullQuote => Severity::Neutral,
            Self::Preview | Self::InARow | Self::Sentence => Severity::Minor,
            Self::Extraction => Severity::Major,
        }
    }

    fn say(self, repeat: &Repeat, line: usize) -> String {
        let sentences = match repeat.later.len() {
            1 => "1 sentence".to_owned(),
            n => format!("{n} sentences"),
        };
        let changed = match repeat.changed {
            0 => String::new(),
            1 if repeat.later.len() == 1 => ", one word changed".to_owned(),
            n => format!(", {n} of them with one word changed"),
        };
        match self {
            Self::Headline => format!("{sentences} as in line {line}{changed}: a headline taken up again"),
            Self::PullQuote => format!("{sentences} as in line {line}{changed}: a pull quote or caption"),
            Self::Preview => format!("the beginning of the sentence in line {line}: a preview cut off"),
            Self::InARow => format!("{sentences} as in line {line}{changed}: said twice in a row"),
            Self::Sentence => format!("{sentences} as in line {line}{changed}"),
            Self::Extraction => format!("{sentences} as in line {line}{changed}: a passage extracted twice"),
        }
    }
}

fn cause(document: &Document, repeat: &Repeat) -> Cause {
    let segments = document.segments();
    let (first, second) = (repeat.earlier.start, repeat.later.start);
    let is_headline = |s: usize| segments[s].kind == SegmentKind::Headline;
    if repeat.later.len() > 1 {
        Cause::Extraction
    } else if is_headline(first) || is_headline(second) {
        Cause::Headline
    } else if repeat.cut {
        Cause::Preview
    } else if is_alone(document, first) != is_alone(document, second) {
        Cause::PullQuote
    } else if first + 1 == second {
        Cause::InARow
    } else {
        Cause::Sentence
    }
}

/// Whether segment `s` is all of its paragraph.
fn is_alone(document: &Document, s: usize) -> bool {
    let segments = document.segments();
    let other =
        |n: Option<usize>| n.and_then(|n| segments.get(n)).is_some_and(|o| o.paragraph == segments[s].paragraph);
    !other(s.checked_sub(1)) && !other(Some(s + 1))
}
