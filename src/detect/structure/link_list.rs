use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Removal, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Headlines of other stories: lines without a final mark after a heading such as "Related news", or three and more of them
    /// at the end of the text.
    ///
    /// ## Why it is an artefact
    /// The extractor took the list of links below an article for its last paragraphs.
    ///
    /// ## When it is wrong
    /// Lists that belong to the story (results, names) are of shorter lines or have a sentence that leads into them.
    pub(super) static RULE = {
        code: "STR503",
        name: "link-list",
        family: Family::Structure,
        category: "x-boilerplate",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.1.0",
        fix: Fix::Remove(Removal::Furniture),
        hits: &["The bridge was closed for a week.\nRelated news\n[[Ferry service to the islands will run all night]]"],
        passes: &["The bridge was closed for a week.\nRelated news is printed below.",
            "The winners were these:\nAnna Lund of Norway in first place\nBo Vik of Sweden in second\nIda Dahl of Denmark in third"],
    };
}

pub(super) struct LinkList;

const FEWEST_WORDS: usize = 5;
/// Fewer headlines at the end of a text may be a caption or a last subheading.
const FEWEST_WITHOUT_HEADING: usize = 3;

impl Detector for LinkList {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let paragraphs = document.paragraphs();
        let text = document.text();
        let mut headed = false;
        let mut lines: Vec<Span> = Vec::new();
        for (p, paragraph) in paragraphs.iter().enumerate() {
            let line = paragraph.of(text);
            if cx.lexicon.furniture.heads_links(line) {
                headed = true;
            } else if headed && is_headline(line) {
                report(*paragraph, out);
            } else {
                headed = false;
            }
            if is_headline(line) && !headed && p > 0 {
                lines.push(*paragraph);
            } else {
                lines.clear();
            }
        }
        let led_into = lines.first().is_some_and(|first| text[..first.start].trim_end().ends_with(':'));
        let capitals = lines.iter().filter(|l| is_title_case(l.of(text))).count();
        if lines.len() >= FEWEST_WITHOUT_HEADING && !led_into && capitals * 2 > lines.len() {
            lines.into_iter().for_each(|line| report(line, out));
        }
    }
}

fn report(line: Span, out: &mut Vec<Finding>) {
    out.push(Finding::new(&RULE, line, "the headline of another story"));
}

/// A line of some words that begins with a capital, a quote or a number and ends without a mark.
fn is_headline(line: &str) -> bool {
    !line.ends_with(['.', '!', '?', ':', ';', ',', '"', '”', '…'])
        && (FEWEST_WORDS..=30).contains(&line.split_whitespace().take(31).count())
        && line.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| c.is_uppercase() || c.is_numeric())
}

/// Whether most longer words begin with a capital.
fn is_title_case(line: &str) -> bool {
    let long: Vec<&str> = line.split_whitespace().filter(|w| w.chars().count() > 3).collect();
    let capital =
        long.iter().filter(|w| w.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_uppercase));
    capital.count() * 2 >= long.len()
}
