use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A document that as a whole is not in English.
    ///
    /// ## Why it is an artefact
    /// It was filed under the wrong language, or never translated.
    ///
    /// ## When it is wrong
    /// Short texts and lists of names tell little; fewer than twenty words are left alone, and whatlang must be sure.
    pub(super) static RULE = {
        code: "LNG601",
        name: "wrong-language",
        family: Family::Language,
        category: "Accuracy/Untranslated",
        severity: Severity::Critical,
        confidence: 0.97,
        since: "0.1.0",
        hits: &["[[Am Montag hat der Stadtrat beschlossen, die alte Brücke über den Fluss zu sperren, weil sie nach dem Hochwasser \
            im Frühjahr nicht mehr sicher ist und die Reparatur zu teuer wäre.]]"],
        passes: &["On Monday the council decided to close the old bridge over the river, because it has not been safe since the \
            flood in spring and the repair would cost too much.", "Guten Morgen, Berlin"],
    };
}

pub(super) struct WrongLanguage;

impl Detector for WrongLanguage {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        if !document.is_foreign() {
            return;
        }
        if let (Some(guess), Some(first)) = (document.language(), document.segments().first()) {
            out.push(Finding::new(&RULE, first.span, format!("{} by whatlang, {:.2}", guess.name, guess.confidence)));
        }
    }
}
