use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// Control characters, which no text has beside tabs and line ends. Where one is a letter or quote of Windows-1252 that was
    /// read as Latin-1, that is suggested, else to take it out.
    ///
    /// ## Why it is an artefact
    /// Bytes were decoded as what they were not, or come from a terminal or a print file.
    ///
    /// ## When it is wrong
    /// In nothing that will be printed.
    pub(super) static RULE = {
        code: "TYP413",
        name: "control-character",
        family: Family::Typography,
        category: "Linguistic conventions/Character encoding",
        severity: Severity::Minor,
        confidence: 0.98,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["The mayor[[\u{92}]]s office was shut.", "The talks[[\u{b}\u{1}]] ended."],
        passes: &["A tab\tand a line end\r\nare no fault."],
    };
}

pub(super) struct ControlCharacter;

impl Detector for ControlCharacter {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        let stray = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}');
        // The bytes of ASCII's controls, and the first byte of the others.
        let may_be =
            |byte: u8| byte < 0x20 && !(b'\t'..=b'\r').contains(&byte) || byte == 0xb || matches!(byte, 0x7f | 0xc2);
        if !text.bytes().fold(false, |found, byte| found | may_be(byte)) {
            return;
        }
        let mut at = 0;
        while let Some(found) = text[at..].find(stray) {
            let start = at + found;
            let end = text[start..].find(|c| !stray(c)).map_or(text.len(), |n| start + n);
            let span = Span::new(start, end);
            let meant: String = span.of(text).chars().filter_map(in_windows_1252).collect();
            out.push(Finding::new(&RULE, span, "a control character").suggest(meant));
            at = end;
        }
    }
}

/// What Windows-1252 has in the place of a control character.
fn in_windows_1252(c: char) -> Option<char> {
    let byte = u8::try_from(u32::from(c)).ok().filter(|b| *b >= 0x80)?;
    let bytes = [byte];
    let (decoded, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    decoded.chars().next().filter(|c| !c.is_control())
}
