use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// UTF-8 that was read as Windows-1252: `â€™` for an apostrophe, `Ã©` for é.
    ///
    /// ## Why it is an artefact
    /// A page declared the wrong encoding, or a step of a pipeline assumed one.
    ///
    /// ## When it is wrong
    /// The run must turn into valid, shorter text when the mistake is undone; a lone Ã or Â in a Portuguese or Romanian word
    /// does not.
    pub(super) static RULE = {
        code: "TYP407",
        name: "mojibake",
        family: Family::Typography,
        category: "Linguistic conventions/Character encoding",
        severity: Severity::Major,
        confidence: 0.98,
        since: "0.1.0",
        hits: &["The mayor[[â€™]]s office was shut.", "They met in a caf[[Ã©]] by the river."],
        passes: &["São Paulo and Ångström are spelt right.", "The price was Â100."],
    };
}

pub(super) struct Mojibake;

/// A lead byte of UTF-8 as Windows-1252 shows it, and what shows the bytes after it.
static CANDIDATE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:[Â-ß][\u{80}-\u{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|[à-ï][\u{80}-\u{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2})+",
    )
    .ok()
});

impl Detector for Mojibake {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for found in CANDIDATE.iter().flat_map(|r| r.find_iter(document.text())) {
            if let Some(repaired) = repair(found.as_str()) {
                let span = Span::new(found.start(), found.end());
                out.push(Finding::new(&RULE, span, "UTF-8 read as Windows-1252").suggest(repaired));
            }
        }
    }
}

/// The text whose UTF-8 bytes, read as Windows-1252, look like `broken`.
fn repair(broken: &str) -> Option<String> {
    let (bytes, _, unmappable) = encoding_rs::WINDOWS_1252.encode(broken);
    let repaired = (!unmappable).then(|| std::str::from_utf8(&bytes).ok())??;
    let printable = repaired.chars().all(|c| !c.is_control() && c != '\u{fffd}');
    (printable && repaired.chars().count() < broken.chars().count()).then(|| repaired.to_owned())
}
