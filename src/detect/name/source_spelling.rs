use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::exonyms::exonym;
use crate::lexicon::words::Known;
use crate::rule::{Family, Fix, Rule};
use crate::text::Document;

crate::rule! {
    /// ## What it finds
    /// A place or body under the name that another language has for it: `Mailand` for Milan, `Londres` for London.
    ///
    /// ## Why it is an artefact
    /// The source's own name was copied instead of translated.
    ///
    /// ## When it is wrong
    /// In names of hotels, papers and clubs, and where an English name or word looks the same. So only names that stand alone
    /// count, and only those that no list of words or names has.
    pub(super) static RULE = {
        code: "NAM111",
        name: "source-spelling",
        family: Family::Name,
        category: "Accuracy/Untranslated text",
        severity: Severity::Major,
        confidence: 0.85,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The train from [[Mailand]] was late.", "Talks between [[Estados Unidos]] and Japan go on."],
        passes: &["The train from Milan was late.", "They stayed at the Hotel Moskva.", "The Mailand Cup was won by Lund.",
            "Am Montag fuhr der Zug nach Mailand zu spät ab, weil auf der Strecke ein Baum lag und die Feuerwehr erst am Mittag \
            kommen konnte, um ihn mit einer Säge zu zerteilen."],
    };
}

pub(super) struct SourceSpelling;

impl Detector for SourceSpelling {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for (c, chunk) in cx.mentions.chunks.iter().enumerate() {
            let all = 0..chunk.parts.len();
            let joined = chunk.joined(all.clone());
            let Some(foreign) = exonym(&joined) else { continue };
            let ours = Known::of(&joined).is_heard() || cx.lexicon.names.accepts(&joined);
            let (first, last) = cx.mentions.tokens(c, &all);
            let told = cx.mentions.suspects.iter().any(|s| s.chunk == c);
            if !ours && !told {
                let why = format!("{} for {}", foreign.language, foreign.english);
                out.push(Finding::new(&RULE, document.span(first, last), why).suggest(foreign.english.as_str()));
            }
        }
    }
}
