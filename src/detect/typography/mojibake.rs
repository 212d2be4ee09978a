use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// UTF-8 that was read as Windows-1252 (`â€™` for an apostrophe, `Ã©` for é), also twice, as Windows-1251 (`вЂ™`) or as on an old
    /// Macintosh (`‚Äô`). The suggestion is the text as it was.
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
        fix: Fix::Safe,
        hits: &["The mayor[[â€™]]s office was shut.", "They met in a caf[[Ã©]] by the river.", "The mayor[[Ã¢â‚¬â„¢]]s office was shut.",
            "The mayor[[вЂ™]]s office was shut.", "The mayor[[‚Äô]]s office was shut.", "They met in a caf[[√©]] by the river."],
        passes: &["São Paulo and Ångström are spelt right.", "The price was Â100.",
            "The root √2 is known, and РФ is a short name."],
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

/// The same punctuation and letters as Windows-1251 and as an old Macintosh show them, and Russian as Windows-1251 does.
static OTHERWISE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"вЂ[\x{80}-\x{ffff}&&[^\p{Cyrillic}\s]]|‚Ä[^\sa-zA-Z]|√[©®°§¶ºü±≥]|(?:[РС][\u{a0}°-žЀ-ўґҐ†‡€‰‹›™“”•–—…„‚’‘«»©®¬µ·]){3,}").ok()
});

impl Detector for Mojibake {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        if text.is_ascii() {
            return;
        }
        // A letter of the Latin-1 block before another character that is not ASCII.
        let bytes = text.as_bytes();
        let candidates =
            memchr::memchr_iter(0xc3, bytes).any(|at| bytes.get(at + 2).is_some_and(|byte| !byte.is_ascii()));
        let candidates = if candidates { CANDIDATE.as_ref() } else { None };
        for found in candidates.into_iter().flat_map(|r| r.find_iter(text)) {
            let span = Span::new(found.start(), found.end());
            if let Some(repaired) = repair(found.as_str()) {
                out.push(Finding::new(&RULE, span, "UTF-8 read as Windows-1252").suggest(repaired));
            }
        }
        // Cyrillic letters, or what begins the other two.
        let others = memchr::memchr2(0xd0, 0xd1, bytes).is_some() || text.contains("‚Ä") || text.contains('√');
        let others = if others { OTHERWISE.as_ref() } else { None };
        for found in others.into_iter().flat_map(|r| r.find_iter(text)) {
            let span = Span::new(found.start(), found.end());
            let repaired = [encoding_rs::WINDOWS_1251, encoding_rs::MACINTOSH]
                .iter()
                .find_map(|encoding| Some((encoding.name(), repaired_as(encoding, found.as_str())?)));
            if let Some((name, repaired)) = repaired {
                out.push(Finding::new(&RULE, span, format!("UTF-8 read as {name}")).suggest(repaired));
            }
        }
    }
}

/// The text whose UTF-8 bytes, read as Windows-1252, look like `broken`.
///
/// Text that went wrong twice (`Ã¢â‚¬â„¢`) is mended twice.
fn repair(broken: &str) -> Option<String> {
    let once = repaired_as(encoding_rs::WINDOWS_1252, broken)?;
    Some(repaired_as(encoding_rs::WINDOWS_1252, &once).unwrap_or(once))
}

/// The text whose UTF-8 bytes, read in `encoding`, look like `broken`.
fn repaired_as(encoding: &'static encoding_rs::Encoding, broken: &str) -> Option<String> {
    let (bytes, _, unmappable) = encoding.encode(broken);
    let repaired = (!unmappable).then(|| std::str::from_utf8(&bytes).ok())??;
    let printable = repaired.chars().all(|c| !c.is_control() && c != '\u{fffd}');
    (printable && repaired.chars().count() < broken.chars().count()).then(|| repaired.to_owned())
}
