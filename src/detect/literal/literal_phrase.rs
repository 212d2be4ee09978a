use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::Lexicon;
use crate::lexicon::names::Kind;
use crate::lexicon::phrases::{Class, PhraseHit, Words};
use crate::mention::Mentions;
use crate::mention::titles::is_title;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, SegmentKind, TokenKind};

crate::rule! {
    /// ## What it finds
    /// Set phrases of another language in English words, from the tables in `lexicons/en/phrases/`: calques, false friends,
    /// titles and terms rendered word for word.
    ///
    /// ## Why it is an artefact
    /// Each row names the expression it renders and the language it comes from.
    ///
    /// ## When it is wrong
    /// When the words are meant as they stand. Each row carries a lookalike in good English that must stay silent.
    pub(super) static RULE = {
        code: "LIT201",
        name: "literal-phrase",
        family: Family::Literal,
        category: "Style/Unidiomatic style",
        severity: Severity::Minor,
        confidence: 0.85,
        since: "0.1.0",
        fix: Fix::Unsafe,
        hits: &["The Kremlin sent its [[special messenger]] to the talks.", "The archers [[took an aim]] at the tower."],
        passes: &["The messenger brought a special parcel.", "The archers took aim at the tower."],
    };
}

pub(super) struct LiteralPhrase;

impl Detector for LiteralPhrase {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, cx: &Context<'_>, out: &mut Vec<Finding>) {
        for hit in phrases_in(document, cx.lexicon, cx.mentions) {
            let phrase = hit.phrase;
            let languages = phrase.languages.join(", ");
            let why = match (phrase.calque_of.as_str(), languages.as_str()) {
                ("", "" | "any") => "no writer's wording".to_owned(),
                ("", languages) => format!("word for word from {languages}"),
                (calque, languages) => format!("word for word from {languages}: {calque}"),
            };
            let why = format!("{why}; row `{}`", phrase.source);
            let span = document.span(hit.tokens.start, hit.tokens.end - 1);
            let finding = Finding::new(&RULE, span, why).severity(phrase.severity);
            out.push(if hit.suggestion.is_empty() { finding } else { finding.suggest(hit.suggestion) });
        }
    }
}

/// The phrases of the tables in `document`, whose names are `mentions`, in order.
#[must_use]
pub fn phrases_in<'a>(document: &Document, lexicon: &'a Lexicon, mentions: &Mentions) -> Vec<PhraseHit<'a>> {
    let words = DocumentWords { document, lexicon, mentions };
    let told = document.segments().iter().filter(|s| s.kind != SegmentKind::Byline);
    told.flat_map(|segment| lexicon.phrases.find(&words, segment.tokens.clone())).collect()
}

/// A document and its names, as patterns see them.
struct DocumentWords<'a> {
    document: &'a Document,
    lexicon: &'a Lexicon,
    mentions: &'a Mentions,
}

/// Number words that stand for figures in patterns.
const NUMBERS: &[&str] = &[
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "dozen",
    "twenty", "thirty", "forty", "fifty", "hundred", "thousand", "million", "billion",
];

impl Words for DocumentWords<'_> {
    fn folded(&self, i: usize) -> &str {
        self.document.folded(i)
    }

    fn written(&self, i: usize) -> &str {
        self.document.written(i)
    }

    fn is_word(&self, i: usize) -> bool {
        matches!(self.document.tokens()[i].kind, TokenKind::Word | TokenKind::Number)
    }

    fn is_spaced(&self, i: usize) -> bool {
        self.document.tokens()[i].spaced
    }

    fn class_end(&self, class: Class, i: usize) -> Option<usize> {
        let kind = match class {
            Class::Number => {
                let number = self.document.tokens()[i].kind == TokenKind::Number || NUMBERS.contains(&self.folded(i));
                return number.then_some(i + 1);
            }
            Class::Title => return is_title(self.folded(i)).then_some(i + 1),
            Class::Person => Kind::Person,
            Class::Place => Kind::Place,
            Class::Organisation => Kind::Organisation,
        };
        let mention = self.mentions.accepted_from(i)?;
        let fits = mention.entries.iter().any(|&id| self.lexicon.names.entry(id).kind() == kind);
        fits.then(|| self.mentions.tokens(mention.chunk, &mention.parts).1 + 1)
    }
}
