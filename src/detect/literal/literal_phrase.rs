use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::names::Kind;
use crate::lexicon::phrases::{Class, Words};
use crate::mention::titles::is_title;
use crate::rule::{Family, Rule};
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
        let words = DocumentWords { document, cx };
        for segment in document.segments().iter().filter(|s| s.kind != SegmentKind::Byline) {
            for hit in cx.lexicon.phrases.find(&words, segment.tokens.clone()) {
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
}

/// A document and its names, as patterns see them.
struct DocumentWords<'a> {
    document: &'a Document,
    cx: &'a Context<'a>,
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
        let mention = self.cx.mentions.accepted_from(i)?;
        let fits = mention.entries.iter().any(|&id| self.cx.lexicon.names.entry(id).kind == kind);
        fits.then(|| self.cx.mentions.tokens(mention.chunk, &mention.parts).1 + 1)
    }
}
