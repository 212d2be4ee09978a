use super::glue::{address_around, is_address};
use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use regex::Regex;
use std::sync::LazyLock;

crate::rule! {
    /// ## What it finds
    /// Characters written as code: `\u2019`, `\xe9`, `\"`, `\n`, the same without the stroke inside a word (`Russiau2019s`), and the
    /// `=E2=80=99` of mail. The suggestion is the character.
    ///
    /// ## Why it is an artefact
    /// JSON, a program's source or a mail was taken for text without being decoded.
    ///
    /// ## When it is wrong
    /// In texts about programs, and in paths of files; addresses are left alone.
    pub(super) static RULE = {
        code: "TYP411",
        name: "escaped-character",
        family: Family::Typography,
        category: "Linguistic conventions/Character encoding",
        severity: Severity::Major,
        confidence: 0.97,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &[r"The mayor[[\u2019]]s office was shut.", r"They met in a caf[[\xe9]] by the river.", r"He called it [[\u201c]]folly.",
            "The council[[u2019]]s plan failed.", "The mayor[[=E2=80=99]]s office was shut.", r"The talks ended.[[\n]]Nobody smiled."],
        passes: &[r"The file lies in C:\users\new\table.", "See https://a.example/q=E2=80=99s for more.", "The u2 concert was sold out.",
            "They flew a U2019 drone."],
    };
}

pub(super) struct EscapedCharacter;

static ESCAPE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?x)
        (?: \\u[0-9a-fA-F]{4} )+
        | (?: \\x[0-9a-fA-F]{2} )+
        | (?: =[89A-F][0-9A-F] ){2,}
        | \\ ["'] | \\ [nrt]
        | u20(?:1[0-9cdCD]|26) | u00[a-fA-F][0-9a-fA-F]
        "#,
    )
    .ok()
});

impl Detector for EscapedCharacter {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        if !text.contains(['\\', '=']) && !text.contains("u20") && !text.contains("u00") {
            return;
        }
        for found in ESCAPE.iter().flat_map(|r| r.find_iter(text)) {
            let span = Span::new(found.start(), found.end());
            let escape = found.as_str();
            let fits = match escape.as_bytes() {
                [b'\\', b'n' | b'r' | b't'] => is_between_sentences(text, span),
                [b'u', ..] => follows_small_letter(text, span),
                _ => true,
            };
            let around = address_around(text, span);
            let address = if escape.starts_with('u') {
                is_address(around)
            } else {
                around.contains("//") || around.contains(":\\")
            };
            if !fits || address || text[..span.start].ends_with('\\') {
                continue;
            }
            let finding = Finding::new(&RULE, span, "a character written as code");
            out.push(match decoded(escape) {
                Some(character) => finding.suggest(character),
                None => finding,
            });
        }
    }
}

/// Whether a line end in code stands where a line would end; `C:\new` has none.
fn is_between_sentences(text: &str, span: Span) -> bool {
    let before = text[..span.start].trim_end_matches("\\n").ends_with(['.', '!', '?', '"', '”', ' ', ':']);
    let after = text[span.end..].chars().next();
    before && after.is_none_or(|c| c.is_uppercase() || c.is_whitespace() || matches!(c, '\\' | '"' | '“'))
}

fn follows_small_letter(text: &str, span: Span) -> bool {
    let after = text[span.end..].chars().next();
    text[..span.start].ends_with(char::is_lowercase) && after.is_none_or(|c| c.is_alphabetic() || c.is_whitespace())
}

/// The characters that `escape` stands for.
fn decoded(escape: &str) -> Option<String> {
    match escape.as_bytes() {
        [b'\\', b'n' | b'r'] => Some("\n".to_owned()),
        [b'\\', b't'] => Some(" ".to_owned()),
        [b'\\', quote @ (b'"' | b'\'')] => Some(char::from(*quote).to_string()),
        [b'\\', b'u', ..] => {
            let units: Option<Vec<u16>> =
                escape.split("\\u").skip(1).map(|hex| u16::from_str_radix(hex, 16).ok()).collect();
            String::from_utf16(&units?).ok()
        }
        [b'u', ..] => char::from_u32(u32::from_str_radix(&escape[1..], 16).ok()?).map(String::from),
        _ => {
            let separator = if escape.starts_with('=') { "=" } else { "\\x" };
            let bytes: Option<Vec<u8>> =
                escape.split(separator).skip(1).map(|hex| u8::from_str_radix(hex, 16).ok()).collect();
            let bytes = bytes?;
            // A single byte is Latin-1, several are UTF-8.
            String::from_utf8(bytes.clone()).ok().or_else(|| match bytes[..] {
                [byte] => Some(char::from(byte).to_string()),
                _ => None,
            })
        }
    }
}
