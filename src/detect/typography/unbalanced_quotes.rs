use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A quotation that is opened in a paragraph and closed neither there nor in the paragraphs that carry it on, or closed
    /// without having been opened; the whole document must be out of balance too.
    ///
    /// ## Why it is an artefact
    /// Segments translated one by one lose the mark at one end.
    ///
    /// ## When it is wrong
    /// Inches and minutes after numbers, and quotations over several paragraphs, each opened anew, are allowed for. Texts whose paragraphs
    /// were cut by an extractor still mislead it: 5 findings in 10,000 words of native news, so it costs no points.
    pub(super) static RULE = {
        code: "TYP404",
        name: "unbalanced-quotes",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Neutral,
        confidence: 0.7,
        since: "0.1.0",
        hits: &["The mayor said: [[“]]We will rebuild. Nobody answered.", "The [[\"]]new plan was dropped in May."],
        passes: &["The mayor said: “We will rebuild.” Nobody answered.", "“We will rebuild.\n“And we will pay,” he said.",
            "The door is 30\" wide."],
    };
}

pub(super) struct UnbalancedQuotes;

impl Detector for UnbalancedQuotes {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let mut unclosed: Vec<(Span, i32)> = Vec::new();
        let mut straight: Vec<Span> = Vec::new();
        for (p, paragraph) in document.paragraphs().iter().enumerate() {
            let mut open: Vec<Span> = Vec::new();
            let mut plain: Vec<Span> = Vec::new();
            let line = paragraph.of(text);
            // A straight quote, or the first byte of the curly ones.
            for at in memchr::memchr2_iter(b'"', 0xe2, line.as_bytes()) {
                let c = line[at..].chars().next().unwrap_or(' ');
                let before = line[..at].chars().next_back().unwrap_or(' ');
                let span = Span::new(paragraph.start + at, paragraph.start + at + c.len_utf8());
                match c {
                    '“' => open.push(span),
                    '”' if open.pop().is_none() => unclosed.push((span, -1)),
                    '"' if !before.is_numeric() => plain.push(span),
                    '"' if plain.len() % 2 == 1 => plain.push(span),
                    _ => {}
                }
            }
            let carried_on = document.paragraphs().get(p + 1).is_some_and(|next| next.of(text).starts_with(['“', '"']));
            if let Some(&last) = open.last().filter(|_| !carried_on) {
                unclosed.push((last, 1));
            }
            if plain.len() % 2 == 1 && !carried_on {
                straight.extend(plain.last().filter(|s| !is_closing(text, **s)).or(plain.first()));
            }
        }
        let balance: i32 = unclosed.iter().map(|(_, sign)| sign).sum();
        if balance != 0
            && let Some((span, _)) = unclosed.iter().find(|(_, sign)| sign.signum() == balance.signum())
        {
            out.push(Finding::new(&RULE, *span, "this quotation mark has no partner"));
        }
        if straight.len() % 2 == 1 {
            out.push(Finding::new(&RULE, straight[0], "this quotation mark has no partner"));
        }
    }
}

/// Whether white space or a mark follows, so that the quote can only close.
fn is_closing(text: &str, quote: Span) -> bool {
    text[quote.end..].chars().next().is_none_or(|c| c.is_whitespace() || c.is_ascii_punctuation())
}
