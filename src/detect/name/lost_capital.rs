use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A known name in small letters that is no word of English: `macron`, `the minister lavrov`.
    ///
    /// ## Why it is an artefact
    /// Some systems translate without capitals and put them back by guessing.
    ///
    /// ## When it is wrong
    /// In addresses, handles and deliberate small letters. Words beside a mark that joins and names that are a word or name
    /// of somebody else too are left alone.
    pub(super) static RULE = {
        code: "NAM109",
        name: "lost-capital",
        family: Family::Name,
        category: "Fluency/Spelling/Capitalization",
        severity: Severity::Minor,
        confidence: 0.9,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["On Monday [[zelensky]] arrived in the capital."],
        passes: &["On Monday Zelensky arrived in the capital.", "Write to office@zelensky.example on Monday."],
    };
}

pub(super) struct LostCapital;

impl Detector for LostCapital {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for lost in &cx.mentions.lost_capitals {
            let entry = cx.lexicon.names.entry(lost.entry);
            let span = document.tokens()[lost.token].span;
            let finding = Finding::new(&RULE, span, format!("in small letters; {} is meant", entry.name()));
            out.push(finding.suggest(lost.written.as_str()).entity(entry.id(), entry.name()));
        }
    }
}
