use super::furniture_shape::shape;
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Removal, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Lines of the page around an article: "Advertisement", "You may also like", share buttons, newsletter and cookie notices,
    /// picture credits, time stamps, paths through a menu, counters read out for the blind, and postal addresses that stand
    /// alone; also such a line run into the end of a paragraph. The suggestion is to take it out.
    ///
    /// ## Why it is an artefact
    /// The extractor took them for text.
    ///
    /// ## When it is wrong
    /// Only whole lines, whole sentences at the end of a paragraph and fixed line starts count, never words inside a sentence.
    pub(super) static RULE = {
        code: "STR502",
        name: "page-furniture",
        family: Family::Structure,
        category: "x-boilerplate",
        severity: Severity::Minor,
        confidence: 0.95,
        since: "0.1.0",
        fix: Fix::Remove(Removal::Furniture),
        hits: &["The vote was close.\n[[Advertisement]]\nA recount began.", "The vote was close.\n[[You may also like]]\nOther news here.",
            "[[- list 2 of 4]]Storm hits the coast\nThe vote was close.", "[[12 Harbour Rd.]]\nThe vote was close.", "[[Mill Valley, CA 94941]]\nThe vote was close.",
            "The vote was close.\n[[Facebook Twitter WhatsApp Email]]", "[[Photo: Ida Vik / Harbour Press]]\nThe vote was close.",
            "The vote was close. A recount began. [[Read more]]\nThe mayor left.", "The vote was close.\n[[Sign up for our morning letter and never miss a story.]]"],
        passes: &["The advertisement was withdrawn after complaints.", "You may also like the quieter beaches in the south.",
            "He lives at 12 Harbour Rd. with two dogs.", "Photo finish: the vote was close.", "The order was clear. Print."],
    };
}

pub(super) struct PageFurniture;

/// A shorter line run into a paragraph may be an answer or an order.
const FEWEST_BYTES_RUN_IN: usize = 9;

impl Detector for PageFurniture {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let (text, segments) = (document.text(), document.segments());
        let mut s = 0;
        for (p, paragraph) in document.paragraphs().iter().enumerate() {
            while segments.get(s).is_some_and(|segment| segment.paragraph < p) {
                s += 1;
            }
            let line = paragraph.of(text);
            if let Some(length) = cx.lexicon.furniture.matched(line) {
                let span = Span::new(paragraph.start, paragraph.start + length);
                out.push(Finding::new(&RULE, span, "a line of the page and not of the story").suggest(""));
                continue;
            }
            if let Some(what) = shape(line) {
                out.push(Finding::new(&RULE, *paragraph, what).suggest(""));
                continue;
            }
            let last = segments[s..].iter().take_while(|segment| segment.paragraph == p).skip(1).last();
            if let Some(last) = last {
                let sentence = last.span.of(text);
                let whole = cx.lexicon.furniture.matched(sentence) == Some(sentence.len());
                if whole && sentence.len() >= FEWEST_BYTES_RUN_IN {
                    let evidence = "a line of the page run into the paragraph";
                    out.push(Finding::new(&RULE, last.span, evidence).suggest(""));
                }
            }
        }
    }
}
