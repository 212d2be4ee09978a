use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Eight words or so that human news would hardly have in this order or spelling, by a model of human translations: the
    /// strangest places of a document, three at most. The evidence names the words that make it so.
    ///
    /// ## Why it is an artefact
    /// Garbled words and runs without grammar are rare in what people write, and come where a decoder went astray. The
    /// model knows 250,000 words of news and nothing of sense.
    ///
    /// ## When it is wrong
    /// Often: lists, headlines, quotations and technical terms are rare too, and good machine translation is smoother than
    /// people's. One human document in twenty has such a place, and hardly more machine translations do. The finding is
    /// therefore neutral, costs nothing and is a place to look at.
    pub(super) static RULE = {
        code: "FLU309",
        name: "unnatural-passage",
        family: Family::Fluency,
        category: "Linguistic conventions/Unidiomatic style",
        severity: Severity::Neutral,
        confidence: 0.1,
        since: "0.2.0",
        hits: &["The mayor promised that [[ofthe brigde wlil be ropened befroe teh wnter]]."],
        passes: &["The council met on Monday and agreed to mend the bridge before winter.",
            "She said that the government would not comment on the report until it had been published.",
            "\"We have not been told what will happen to our homes,\" he added."],
    };
}

pub(super) struct UnnaturalPassage;

/// More places than a reviewer reads tell nothing new.
const MOST: usize = 3;

impl Detector for UnnaturalPassage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        let mut strangest: Vec<_> = cx.reading.passages.iter().collect();
        strangest.sort_by(|a, b| b.unnaturalness.total_cmp(&a.unnaturalness));
        for passage in strangest.into_iter().take(MOST) {
            let words: Vec<String> = passage.words.iter().map(|&i| format!("`{}`", document.written(i))).collect();
            let evidence = format!(
                "{:.1} standard deviations from human text, most of all {}",
                passage.unnaturalness,
                words.join(", ")
            );
            out.push(Finding::new(&RULE, document.span(passage.tokens.start, passage.tokens.end - 1), evidence));
        }
    }
}
