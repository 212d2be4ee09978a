use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Fix, Rule};
use crate::span::Span;
use crate::text::Document;
use unicode_script::{Script, UnicodeScript};

crate::rule! {
    /// ## What it finds
    /// Soft hyphens, zero-width spaces and joiners, byte order marks and marks of direction in English text. The suggestion is the
    /// word without them.
    ///
    /// ## Why it is an artefact
    /// They steer how a page breaks its lines; in a text they make words that no search finds.
    ///
    /// ## When it is wrong
    /// Emoji and scripts of South Asia and the Middle East need joiners and marks of direction: beside their letters these are
    /// left alone.
    pub(super) static RULE = {
        code: "TYP412",
        name: "invisible-character",
        family: Family::Typography,
        category: "Linguistic conventions/Character encoding",
        severity: Severity::Minor,
        confidence: 0.97,
        since: "0.2.0",
        fix: Fix::Safe,
        hits: &["The [[gov\u{ad}ern\u{ad}ment]] fell.", "The talks[[\u{200b}]] ended.", "The talks ended.[[\u{feff}]] Nobody smiled."],
        passes: &["The government fell.", "A family \u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} of three.", "The sign said می\u{200c}خواهم in red."],
    };
}

pub(super) struct InvisibleCharacter;

const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

impl Detector for InvisibleCharacter {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let text = document.text();
        // The first bytes of all of them.
        let mut may_be = memchr::memchr3_iter(0xc2, 0xe2, 0xef, text.as_bytes());
        if !may_be.any(|at| text[at..].starts_with(is_invisible)) {
            return;
        }
        let mut done = 0;
        for (at, _) in text.match_indices(is_invisible) {
            if at < done {
                continue;
            }
            let span = word_of_plain_letters(text, at, done);
            done = span.end;
            if !needed(text, span) {
                let clean: String = span.of(text).chars().filter(|&c| !is_invisible(c)).collect();
                out.push(Finding::new(&RULE, span, "a character that nobody sees").suggest(clean));
            }
        }
    }
}

/// The word that holds the character at byte `at`, or where it is in no word, the run of such characters.
fn word_of_plain_letters(text: &str, at: usize, not_before: usize) -> Span {
    let run_end = text[at..].find(|c| !is_invisible(c)).map_or(text.len(), |n| at + n);
    let inside = text[..at].ends_with(is_plain) && text[run_end..].starts_with(is_plain);
    if !inside {
        return Span::new(at, run_end);
    }
    let in_word = |c: char| is_plain(c) || is_invisible(c);
    let before = text[not_before..at].char_indices().rev().take_while(|&(_, c)| in_word(c)).last();
    let start = before.map_or(at, |(i, _)| not_before + i);
    let end = text[run_end..].find(|c| !in_word(c)).map_or(text.len(), |n| run_end + n);
    Span::new(start, end)
}

fn is_plain(c: char) -> bool {
    c.is_alphanumeric() && matches!(c.script(), Script::Latin | Script::Common)
}

/// Whether the characters around need one: letters of a script that joins, or pictures.
fn needed(text: &str, span: Span) -> bool {
    let before = text[..span.start].chars().next_back();
    let after = text[span.end..].chars().next();
    [before, after].into_iter().flatten().any(|c| {
        let plain =
            matches!(c.script(), Script::Latin | Script::Common | Script::Inherited | Script::Cyrillic | Script::Greek);
        !plain || ('\u{2190}'..='\u{2bff}').contains(&c) || ('\u{1f000}'..='\u{1faff}').contains(&c) || c == '\u{fe0f}'
    })
}
