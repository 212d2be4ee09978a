use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::lexicon::words::Known;
use crate::mention::titles::is_title;
use crate::rule::{Family, Fix, Rule};
use crate::text::{Document, Shape, TokenKind};
use std::ops::Range;

crate::rule! {
    /// ## What it finds
    /// A word joined with itself: `the efficiency and efficiency`, `gatherings or gatherings`, `symptoms of symptoms`,
    /// `permits, permits and extracts`.
    ///
    /// ## Why it is an artefact
    /// The source has two near synonyms that English renders with one word; the system wrote it twice.
    ///
    /// ## When it is wrong
    /// English doubles words for emphasis: comparatives (`bigger and bigger`), verbs (`they waited and waited`), amounts
    /// (`hours and hours`, `boxes and boxes`); and it narrows the second of two (`petroleum and petroleum products`, `prime
    /// minister and minister of finance`). So comparatives, verbs and amounts are left alone, plurals need an article or possessive
    /// before them, and the second word must end its phrase.
    pub(super) static RULE = {
        code: "LIT206",
        name: "echoed-word",
        family: Family::Literal,
        category: "Accuracy/Mistranslation",
        severity: Severity::Minor,
        confidence: 0.88,
        since: "0.2.0",
        fix: Fix::Unsafe,
        hits: &["The plan is to raise the [[efficiency and efficiency]] of the port.", "Residents may send their [[proposals and proposals]] by post.",
            "The clinic noted no [[symptoms of symptoms]] on Monday.", "The virus may [[harm or harm]] the animals.",
            "They asked for [[permits, permits and extracts]] in vain."],
        passes: &["The gap is getting wider and wider.", "They waited and waited for the bus.", "It took hours and hours to clear.",
            "The cellar was full of boxes and boxes of old files.", "The region exports petroleum and petroleum products.",
            "He is deputy prime minister and minister of finance.", "Old people and people with asthma are at risk.",
            "It was the best of the best.", "They traced contacts of contacts.", "Jobs, jobs and more jobs, he promised.", "She decides whether they should or should not go.",
            "The queue grows and grows.", "There are meetings and meetings.", "Do you want tea or tea with milk?"],
    };
}

pub(super) struct EchoedWord;

/// Doubled for emphasis: verbs, amounts, directions.
const DOUBLED_FOR_EMPHASIS: &[&str] = &[
    "again", "around", "ask", "asks", "blah", "call", "calls", "change", "changes", "climb", "climbs", "come", "comes",
    "deep", "deny", "down", "drop", "drops", "eat", "ever", "fall", "falls", "fight", "fights", "forever", "gave",
    "give", "gives", "goes", "good", "grew", "grow", "grows", "half", "hard", "here", "hope", "keep", "know", "laugh",
    "less", "long", "look", "looks", "lose", "lots", "love", "many", "miles", "money", "more", "much", "neck", "never",
    "over", "paid", "page", "pays", "play", "plays", "pray", "push", "pushes", "rain", "read", "reads", "ring", "rise",
    "rises", "rose", "round", "rows", "runs", "search", "side", "sing", "some", "spread", "spreads", "such", "talk",
    "talks", "test", "tests", "that", "then", "there", "they", "this", "through", "time", "tons", "train", "trains",
    "very", "wait", "waits", "walk", "walks", "watch", "well", "what", "will", "work", "works", "write", "years",
];
/// Superlatives and classes of one (`the best of the best`), and those who have others of their kind (`friends of friends`).
const OF_ITS_KIND: &[&str] = &[
    "best",
    "child",
    "children",
    "contact",
    "contacts",
    "copies",
    "copy",
    "daughters",
    "friend",
    "friends",
    "house",
    "houses",
    "least",
    "memories",
    "most",
    "neighbors",
    "neighbours",
    "parents",
    "part",
    "relatives",
    "rest",
    "sons",
    "stories",
    "story",
    "students",
    "victims",
    "worst",
];
const BEFORE_A_NOUN: &[&str] = &[
    "the", "a", "an", "this", "these", "those", "such", "his", "her", "its", "their", "our", "your", "my", "some",
    "any", "all", "no", "other", "every", "each",
];
/// Before a word that may be a verb.
const BEFORE_A_VERB: &[&str] = &[
    "to", "will", "would", "can", "could", "must", "should", "may", "might", "shall", "i", "we", "they", "you", "he",
    "she", "it", "who", "just", "not", "and", "let", "did", "do", "does",
];
/// After a phrase that is at its end, other than what narrows its last noun.
const AFTER_A_PHRASE: &[&str] = &[
    "is", "was", "are", "were", "be", "has", "have", "had", "will", "would", "can", "could", "must", "should", "may",
    "and", "or", "but", "as", "when", "if", "while", "because", "to", "he", "she", "it", "they", "so",
];
/// Begins what narrows the noun before it.
const NARROWS: &[&str] =
    &["of", "in", "for", "with", "at", "by", "on", "from", "that", "which", "who", "whose", "where", "under"];

impl Detector for EchoedWord {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        for segment in document.segments() {
            for first in segment.tokens.clone() {
                let view = View { document, tokens: segment.tokens.clone() };
                if let Some(second) = view.echo(first) {
                    let word = document.written(first);
                    let why = format!("`{word}` stands for two words of the source");
                    out.push(Finding::new(&RULE, document.span(first, second.0), why).suggest(second.1));
                }
            }
        }
    }
}

struct View<'a> {
    document: &'a Document,
    tokens: Range<usize>,
}

impl View<'_> {
    fn folded(&self, i: usize) -> &str {
        if self.tokens.contains(&i) { self.document.folded(i) } else { "" }
    }

    fn is_word(&self, i: usize) -> bool {
        self.tokens.contains(&i) && self.document.tokens()[i].is_word()
    }

    /// The last token of an echo that begins at `first`, and what should stand there.
    fn echo(&self, first: usize) -> Option<(usize, String)> {
        if !matches!(self.folded(first + 1), "and" | "or" | "of" | ",") {
            return None;
        }
        let word = self.folded(first);
        let token = &self.document.tokens()[first];
        let able = token.shape == Shape::Lower
            && word.len() >= 4
            && token.spaced
            && Known::of(word).is_word()
            && !DOUBLED_FOR_EMPHASIS.contains(&word)
            && !is_tied(self.document, first);
        if !able {
            return None;
        }
        let once = word.to_owned();
        match self.folded(first + 1) {
            "and" if self.folded(first + 2) == word && self.adds(first, word) => Some((first + 2, once)),
            "or" if self.folded(first + 2) == word && self.ends_phrase(first + 2, false) => Some((first + 2, once)),
            "of" => {
                let second = first + 2 + usize::from(matches!(self.folded(first + 2), "the" | "a" | "an"));
                let doubled = self.folded(second) == word && !OF_ITS_KIND.contains(&word) && !word.ends_with("est");
                (doubled && self.ends_phrase(second, true)).then_some((second, once))
            }
            "," if self.folded(first + 2) == word => self.listed(first, word),
            _ => None,
        }
    }

    /// Whether `word and word` from `first` on can be nothing but two words made one.
    fn adds(&self, first: usize, word: &str) -> bool {
        let before = first.checked_sub(1).map_or("", |b| self.folded(b));
        let further = first.checked_sub(2).map_or("", |b| self.folded(b));
        let article = BEFORE_A_NOUN.contains(&before);
        let near_article = article || BEFORE_A_NOUN.contains(&further) && !BEFORE_A_VERB.contains(&before);
        let emphatic = word.ends_with("er") || BEFORE_A_VERB.contains(&before);
        let maybe_verb = word.ends_with("ed") || word.ends_with("ing");
        let plural = word.ends_with('s');
        if emphatic || is_title(word) || (maybe_verb || plural) && !near_article {
            return false;
        }
        // `people and people with asthma`: what follows narrows the second alone, unless an article holds both.
        self.ends_phrase(first + 2, article)
    }

    /// `permits, permits and extracts`.
    fn listed(&self, first: usize, word: &str) -> Option<(usize, String)> {
        let and = first + 3 + usize::from(self.folded(first + 3) == ",");
        let next = self.folded(and + 1);
        let list = self.folded(and) == "and"
            && self.is_word(and + 1)
            && first > self.tokens.start + 1
            && word.len() >= 5
            && next != word
            && self.folded(and + 2) != word
            && !matches!(next, "more" | "yet" | "then" | "even" | "still");
        list.then(|| {
            let comma = if and == first + 4 { "," } else { "" };
            (and + 1, format!("{word}{comma} and {}", self.document.written(and + 1)))
        })
    }

    /// Whether the phrase ends with token `last`; `narrowed` allows what narrows it.
    fn ends_phrase(&self, last: usize, narrowed: bool) -> bool {
        let next = last + 1;
        if is_tied(self.document, last) {
            return false;
        }
        if !self.tokens.contains(&next) {
            return true;
        }
        match self.document.tokens()[next].kind {
            TokenKind::Punctuation => true,
            TokenKind::Word => {
                let word = self.folded(next);
                AFTER_A_PHRASE.contains(&word)
                    || matches!(word, "the" | "a" | "an") && !narrowed
                    || narrowed && NARROWS.contains(&word)
            }
            TokenKind::Number | TokenKind::Clitic => false,
        }
    }
}

/// Whether a hyphen ties token `i` to its neighbour.
fn is_tied(document: &Document, i: usize) -> bool {
    let tokens = document.tokens();
    let hyphen = |j: usize| tokens.get(j).is_some_and(|t| t.is_hyphen(document.text()));
    (hyphen(i + 1) && !tokens[i + 1].spaced) || (i > 0 && hyphen(i - 1) && !tokens[i].spaced)
}
