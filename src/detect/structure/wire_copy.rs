use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, SegmentKind};

crate::rule! {
    /// ## What it finds
    /// A document that another document of the folder has too, whole or nearly: most of their runs of three words are the same
    /// (MinHash). It is reported once, on the first sentence, with the nearest copy.
    ///
    /// ## Why it is an artefact
    /// It is none: several desks print one agency's story. But who counts or trains on documents wants each once.
    ///
    /// ## When it is wrong
    /// Two translations of one article share less. The finding costs no points.
    pub(super) static RULE = {
        code: "STR511",
        name: "wire-copy",
        family: Family::Structure,
        category: "Linguistic conventions/Duplication",
        severity: Severity::Neutral,
        confidence: 0.9,
        since: "0.2.0",
        hits: &["[[Fishermen on the northern islands stayed in harbour yesterday as waves broke over the old pier.]] Two cellars were flooded.\n---\n\
            Fishermen on the northern islands stayed in harbour yesterday as waves broke over the old pier. Two cellars were flooded again."],
        passes: &["Fishermen on the northern islands stayed in harbour yesterday as waves broke over the old pier.\n---\n\
            Waves broke over the pier, so the fishermen of the northern islands did not leave their harbour yesterday."],
    };
}

pub(super) struct WireCopy;

impl Detector for WireCopy {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let copies = cx.story.copies(document);
        let first = document.segments().iter().find(|segment| segment.kind == SegmentKind::Body);
        if let (Some((nearest, share)), Some(first)) = (copies.first(), first) {
            let others = if copies.len() == 1 { String::new() } else { format!(", and {} more", copies.len() - 1) };
            let evidence = format!("{:.0} % the same as {nearest}{others}", share * 100.0);
            out.push(Finding::new(&RULE, first.span, evidence));
        }
    }
}
