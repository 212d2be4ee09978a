use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, WordSet};

crate::rule! {
    /// ## What it finds
    /// A past form after `did not`, `to` or a modal verb, which take the base: `did not went`, `wants to took`, `must gave`.
    ///
    /// ## Why it is an artefact
    /// The system found the tense in the source and did not see that English has said it once already.
    ///
    /// ## When it is wrong
    /// Past forms that are also nouns, adjectives or bases (`to found`, `a must read`, `will power`, `as compared to saw mills`)
    /// are not looked at; only forms that can be nothing else are.
    pub(super) static RULE = {
        code: "FLU307",
        name: "past-after-auxiliary",
        family: Family::Fluency,
        category: "Linguistic conventions/Grammar",
        severity: Severity::Minor,
        confidence: 0.93,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The envoy [[did not went]] to the talks.", "The firm said it [[would gave]] the money back.", "They were able [[to took]] the road."],
        passes: &["The envoy did not go to the talks.", "They want to found a school.", "He said he would. Gave no date, though.",
            "It was a will broken by the court.", "What he could took years.", "She knew he could and went."],
    };
}

pub(super) struct PastAfterAuxiliary;

/// Past forms that are nothing else, with their bases.
const PASTS: &[(&str, &str)] = &[
    ("arose", "arise"),
    ("ate", "eat"),
    ("became", "become"),
    ("began", "begin"),
    ("blew", "blow"),
    ("broke", "break"),
    ("brought", "bring"),
    ("built", "build"),
    ("came", "come"),
    ("chose", "choose"),
    ("drew", "draw"),
    ("drove", "drive"),
    ("flew", "fly"),
    ("forgot", "forget"),
    ("gave", "give"),
    ("grew", "grow"),
    ("kept", "keep"),
    ("knew", "know"),
    ("sent", "send"),
    ("spoke", "speak"),
    ("swore", "swear"),
    ("taught", "teach"),
    ("threw", "throw"),
    ("told", "tell"),
    ("took", "take"),
    ("went", "go"),
    ("withdrew", "withdraw"),
    ("wrote", "write"),
];
static FORMS: WordSet<64> = WordSet::new(&{
    let mut forms = [""; PASTS.len()];
    let mut i = 0;
    while i < forms.len() {
        forms[i] = PASTS[i].0;
        i += 1;
    }
    forms
});
const MODALS: &[&str] = &["can", "could", "would", "should", "must", "might", "cannot", "will", "shall"];

/// Open a clause that may end with a bare modal: `what he could took years`, `as best they could went unseen`.
const RELATIVE: &[&str] =
    &["what", "whatever", "all", "everything", "as", "than", "that", "when", "where", "how", "if"];

impl Detector for PastAfterAuxiliary {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            for i in segment.tokens.clone().skip(1) {
                if !FORMS.contains(document.folded(i)) {
                    continue;
                }
                let Some((_, base)) = PASTS.iter().find(|(past, _)| *past == document.folded(i)) else { continue };
                let back = |n: usize| if i >= segment.tokens.start + n { document.folded(i - n) } else { "" };
                let first = match back(1) {
                    "not" if matches!(back(2), "did" | "does" | "do") => i - 2,
                    "didn't" | "doesn't" | "don't" => i - 1,
                    "to" if takes_infinitive(back(2)) => i - 1,
                    modal
                        if MODALS.contains(&modal)
                            && takes_modal(back(2))
                            && !(3..8).any(|n| RELATIVE.contains(&back(n))) =>
                    {
                        i - 1
                    }
                    _ => continue,
                };
                let why = format!("`{}` calls for `{base}`", document.span(first, i - 1).of(document.text()));
                let right = format!("{} {base}", document.span(first, i - 1).of(document.text()));
                out.push(Finding::new(&RULE, document.span(first, i), why).suggest(right));
            }
        }
    }
}

/// After these `to` opens an infinitive; elsewhere it may belong to what was said before.
fn takes_infinitive(before: &str) -> bool {
    matches!(
        before,
        "able"
            | "want"
            | "wants"
            | "wanted"
            | "ready"
            | "decided"
            | "agreed"
            | "refused"
            | "order"
            | "forced"
            | "have"
            | "has"
            | "had"
            | "tried"
            | "trying"
            | "began"
            | "continue"
            | "continued"
            | "managed"
            | "plans"
            | "planned"
            | "hopes"
            | "hoped"
            | "allowed"
            | "unable"
            | "failed"
            | "seems"
            | "expected"
    )
}

/// Before a modal stands its subject; `what he could took years` has another clause there.
fn takes_modal(before: &str) -> bool {
    matches!(before, "he" | "she" | "it" | "they" | "we" | "i" | "you" | "who" | "which")
}
