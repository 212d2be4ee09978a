use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, WordSet};
use rustc_hash::FxHashMap;
use std::ops::Range;

crate::rule! {
    /// ## What it finds
    /// A document whose paragraphs have nothing to do with each other: no word of content joins most of them. It is reported once,
    /// on the first paragraph that belongs to nothing before it.
    ///
    /// ## Why it is an artefact
    /// The teasers of a front page, or the results of a search, were taken for one article.
    ///
    /// ## When it is wrong
    /// Columns of news in brief, which are such a thing on purpose; therefore the finding costs no points.
    pub(super) static RULE = {
        code: "STR509",
        name: "unrelated-snippets",
        family: Family::Structure,
        category: "x-boilerplate",
        severity: Severity::Neutral,
        confidence: 0.7,
        since: "0.2.0",
        hits: &["Fishermen on the northern islands stayed in harbour yesterday as waves of nine metres broke over the old stone pier and flooded two cellars.\n\
            [[The national bank left its key rate unchanged for a fourth month, although prices for bread, milk and electricity keep climbing faster than wages.]]\n\
            Archaeologists digging beneath a car park uncovered a Roman kitchen with three ovens, dozens of spoons and the jawbone of a bear.\n\
            A teenager from the suburbs won the chess championship after beating two grandmasters with an opening that experts had called unsound."],
        passes: &["Fishermen on the northern islands stayed in harbour yesterday as waves of nine metres broke over the old stone pier and flooded two cellars.\n\
            The waves reached the lower road at midnight, and the families who live behind the pier were taken to the school on the hill.\n\
            Nobody was hurt in the school, said the mayor, who had spent the whole night between the pier and the telephone in his kitchen.\n\
            Forecasters expect the wind to turn by the weekend, when the islands could be reached again and the telephone should be mended."],
    };
}

pub(super) struct UnrelatedSnippets;

/// A shorter paragraph may have no content word in common with its neighbours by chance.
const FEWEST_WORDS: usize = 20;
const FEWEST_PARAGRAPHS: usize = 4;
/// Not more than one paragraph in so many may belong together.
const MOST_JOINED: usize = 4;
/// Letters of a word that are compared: enough to tell words apart, few enough to pass over endings.
const STEM: usize = 6;
const FEWEST_LETTERS: usize = 4;

/// Words that join any two pieces of news.
static EVERYWHERE: WordSet<512> = WordSet::new(&[
    "said",
    "says",
    "year",
    "years",
    "people",
    "time",
    "last",
    "week",
    "month",
    "first",
    "after",
    "before",
    "also",
    "were",
    "when",
    "where",
    "which",
    "while",
    "with",
    "would",
    "could",
    "should",
    "more",
    "most",
    "other",
    "over",
    "some",
    "such",
    "than",
    "that",
    "their",
    "them",
    "then",
    "there",
    "these",
    "they",
    "this",
    "those",
    "three",
    "four",
    "five",
    "into",
    "from",
    "have",
    "been",
    "being",
    "many",
    "much",
    "only",
    "just",
    "even",
    "still",
    "will",
    "what",
    "about",
    "against",
    "according",
    "because",
    "between",
    "during",
    "under",
    "until",
    "since",
    "through",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "yesterday",
    "today",
    "tomorrow",
    "million",
    "billion",
    "percent",
    "government",
    "state",
    "country",
    "city",
    "new",
    "president",
    "minister",
    "made",
    "make",
    "take",
    "took",
    "told",
    "want",
    "like",
    "part",
    "place",
    "called",
    "come",
    "came",
    "back",
    "long",
    "around",
    "another",
    "both",
    "each",
    "every",
    "however",
    "including",
    "now",
    "out",
    "report",
    "reported",
    "news",
    "day",
    "days",
]);

impl Detector for UnrelatedSnippets {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let parts = paragraphs(document);
        if parts.len() < FEWEST_PARAGRAPHS {
            return;
        }
        let mut groups = Groups::new(parts.len());
        let mut first_with: FxHashMap<&str, usize> = FxHashMap::default();
        for (p, part) in parts.iter().enumerate() {
            if p > 0 && leans_back(document, part.tokens.start) {
                groups.join(p - 1, p);
            }
            for stem in part.tokens.clone().filter_map(|i| stem(document, i)) {
                let first = *first_with.entry(stem).or_insert(p);
                groups.join(first, p);
            }
            // Groups only grow.
            let root = groups.root(p);
            if groups.sizes[root] * MOST_JOINED > parts.len() {
                return;
            }
        }
        let count = (0..parts.len()).filter(|&p| groups.root(p) == p).count();
        let home = groups.root(0);
        if let Some(stranger) = (1..parts.len()).find(|&p| groups.root(p) != home) {
            let evidence = format!("{} paragraphs on {count} matters", parts.len());
            out.push(Finding::new(&RULE, document.paragraphs()[parts[stranger].paragraph], evidence));
        }
    }
}

struct Part {
    paragraph: usize,
    tokens: Range<usize>,
}

/// The longer paragraphs.
fn paragraphs(document: &Document) -> Vec<Part> {
    let mut parts: Vec<Part> = Vec::new();
    for segment in document.segments() {
        match parts.last_mut().filter(|part| part.paragraph == segment.paragraph) {
            Some(part) => part.tokens.end = segment.tokens.end,
            None => parts.push(Part { paragraph: segment.paragraph, tokens: segment.tokens.clone() }),
        }
    }
    let tokens = document.tokens();
    parts.retain(|part| tokens[part.tokens.clone()].iter().filter(|t| t.is_word()).count() >= FEWEST_WORDS);
    parts
}

/// The beginning of token `i`, if it is a word of content.
fn stem(document: &Document, i: usize) -> Option<&str> {
    let folded = document.folded(i);
    let content = document.tokens()[i].is_word()
        && folded.len() >= FEWEST_LETTERS
        && !document.is_function_word(i)
        && !EVERYWHERE.contains(folded);
    let bare = folded.strip_suffix('s').unwrap_or(folded);
    content.then(|| &bare[..bare.char_indices().nth(STEM).map_or(bare.len(), |(at, _)| at)])
}

/// Whether a paragraph that begins with token `first` goes on with what stands before it.
fn leans_back(document: &Document, first: usize) -> bool {
    const BACK: &[&str] = &[
        "he",
        "she",
        "they",
        "it",
        "his",
        "her",
        "their",
        "its",
        "this",
        "that",
        "these",
        "those",
        "but",
        "and",
        "however",
        "also",
        "meanwhile",
        "according",
        "asked",
        "then",
        "still",
        "so",
        "we",
        "i",
        "you",
        "such",
        "both",
        "another",
        "earlier",
        "later",
    ];
    BACK.contains(&document.folded(first)) || matches!(document.written(first), "\"" | "“" | "‘" | "'")
}

/// Paragraphs joined by what they share.
struct Groups {
    parents: Vec<usize>,
    /// How many paragraphs hang from each; right for roots.
    sizes: Vec<usize>,
}

impl Groups {
    fn new(count: usize) -> Self {
        Self { parents: (0..count).collect(), sizes: vec![1; count] }
    }

    fn root(&mut self, mut p: usize) -> usize {
        while self.parents[p] != p {
            self.parents[p] = self.parents[self.parents[p]];
            p = self.parents[p];
        }
        p
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if a != b {
            self.parents[a.max(b)] = a.min(b);
            self.sizes[a.min(b)] += self.sizes[a.max(b)];
        }
    }
}
