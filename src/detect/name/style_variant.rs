use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A spelling that is right but not the one the house writes, as the `[[style]]` tables of `malaprop.toml` say: `Kiev`
    /// where the house writes `Kyiv`. Without such a table it finds nothing.
    ///
    /// ## Why it is an artefact
    /// A newsroom decides once how a name is spelt. A machine follows its training data, which is older and mixed.
    ///
    /// ## When it is wrong
    /// In fixed phrases, which `except` holds, and in texts from before the house decided: `from` spares documents whose
    /// date is earlier. A document's date is the field `date` of its record, or else the run's `--date`; without any, `from`
    /// spares nothing. Addresses, tags and handles are left alone. The severity is the table's.
    ///
    /// In the examples, what stands over `+++` is the configuration.
    pub(super) static RULE = {
        code: "NAM112",
        name: "style-variant",
        family: Family::Name,
        category: "Style/Organizational style",
        severity: Severity::Neutral,
        confidence: 0.95,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &[
            r#"style = [{ write = "Kyiv", instead_of = ["Kiev"], except = ["chicken Kiev"] }]
+++
They ate chicken Kiev on the train to [[Kiev]] last night."#,
            r#"style = [{ write = "adviser", instead_of = ["advisor"] }]
+++
[[Advisor]] Anna Lund spoke at noon to the adviser of the mayor."#,
            r#"style = [{ write = "Rio", instead_of = ["Rio de Janeiro"] }, { write = "Côte", instead_of = ["Cote"] }]
+++
The ferry to [[Rio de Janeiro]] was late."#,
        ],
        passes: &[
            "The train left Kiev at noon.",
            r#"style = [{ write = "Kyiv", instead_of = ["Kiev"], except = ["Dynamo Kiev", "Kiev cake"] }]
+++
Dynamo Kiev won, and the players were given a Kiev cake in Kyiv. See @Kiev and Kiev.example for pictures."#,
            r#"style = [{ write = "internet", instead_of = ["Internet"] }]
+++
Internet access was cut. The internet came back at noon."#,
        ],
    };
}

pub(super) struct StyleVariant;

impl Detector for StyleVariant {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for breach in cx.lexicon.style.breaches(document) {
            let (first, last) = breach.tokens;
            let since = breach.choice.from.map_or_else(String::new, |from| format!(" since {from}"));
            let why = format!("the house style has {}{since}", breach.choice.write);
            let finding = Finding::new(&RULE, document.span(first, last), why);
            out.push(finding.suggest(breach.suggestion).severity(breach.choice.severity));
        }
    }
}
