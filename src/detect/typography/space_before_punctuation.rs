use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, TokenKind};

crate::rule! {
    /// ## What it finds
    /// A space before a comma, point, colon or semicolon: `the talks , he said`.
    ///
    /// ## Why it is an artefact
    /// Systems work on text whose marks were split off as words of their own; here they were not joined again.
    ///
    /// ## When it is wrong
    /// Spaced dots of an ellipsis and marks that begin a word (`.NET`, `:)`) are left alone.
    pub(super) static RULE = {
        code: "TYP402",
        name: "space-before-punctuation",
        family: Family::Typography,
        category: "Linguistic conventions/Punctuation",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.1.0",
        fix: Fix::Safe,
        hits: &["After the [[talks ,]] he left.", "The harbour was [[closed .]] Nobody knew why."],
        passes: &["After the talks, he left.", "He waited . . . and waited.", "They wrote it in .NET last year.", "Odds were 3 : 1 at noon."],
    };
}

pub(super) struct SpaceBeforePunctuation;

impl Detector for SpaceBeforePunctuation {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let tokens = document.tokens();
        for i in 1..tokens.len() {
            let loose = tokens[i].spaced && tokens.get(i + 1).is_none_or(|next| next.spaced);
            if !loose || tokens[i].kind != TokenKind::Punctuation {
                continue;
            }
            let mark = document.written(i);
            let doubled =
                [i - 1, i + 1].iter().any(|&n| n < tokens.len() && matches!(document.written(n), "." | "," | "…"));
            if !doubled && matches!(mark, "," | "." | ";" | ":") && tokens[i - 1].is_word() && same_line(document, i) {
                let joined = format!("{}{mark}", document.written(i - 1));
                let finding = Finding::new(&RULE, document.span(i - 1, i), format!("a space before `{mark}`"));
                out.push(finding.suggest(joined));
            }
        }
    }
}

fn same_line(document: &Document, i: usize) -> bool {
    let between = &document.text()[document.tokens()[i - 1].span.end..document.tokens()[i].span.start];
    !between.contains('\n')
}
