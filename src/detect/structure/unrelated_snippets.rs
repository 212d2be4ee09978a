use crate::detect::{Context, Detector};
use crate::finding::{Finding, Severity};
use crate::rule::{Family, Rule};
use crate::text::{Document, language};
use std::collections::HashMap;

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
const EVERYWHERE: &[&str] = &[
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
];

impl Detector for UnrelatedSnippets {
    fn rule(&self) -> &'static Rule {
        &RULE
    }

    fn check(&self, document: &Document, _: &Context<'_>, out: &mut Vec<Finding>) {
        let parts = contents(document);
        if parts.len() < FEWEST_PARAGRAPHS {
            return;
        }
        let mut groups = Groups::new(parts.len());
        let mut first_with: HashMap<&str, usize> = HashMap::new();
        for (p, (_, leans, stems)) in parts.iter().enumerate() {
            if *leans && p > 0 {
                groups.join(p - 1, p);
            }
            for stem in stems {
                let first = *first_with.entry(stem).or_insert(p);
                groups.join(first, p);
            }
        }
        let mut sizes: HashMap<usize, usize> = HashMap::new();
        for p in 0..parts.len() {
            *sizes.entry(groups.root(p)).or_default() += 1;
        }
        let largest = sizes.values().max().copied().unwrap_or(0);
        let home = groups.root(0);
        let stranger = (1..parts.len()).find(|&p| groups.root(p) != home);
        if largest * MOST_JOINED <= parts.len()
            && let Some(stranger) = stranger
        {
            let evidence = format!("{} paragraphs on {} matters", parts.len(), sizes.len());
            out.push(Finding::new(&RULE, document.paragraphs()[parts[stranger].0], evidence));
        }
    }
}

/// The longer paragraphs, by index, with the beginnings of their words of content.
fn contents(document: &Document) -> Vec<(usize, bool, Vec<&str>)> {
    let mut parts: Vec<(usize, bool, Vec<&str>, usize)> = Vec::new();
    for segment in document.segments() {
        if parts.last().is_none_or(|(paragraph, ..)| *paragraph != segment.paragraph) {
            parts.push((segment.paragraph, leans_back(document, segment.tokens.start), Vec::new(), 0));
        }
        let Some((.., stems, words)) = parts.last_mut() else { continue };
        for i in segment.tokens.clone().filter(|&i| document.tokens()[i].is_word()) {
            *words += 1;
            let folded = document.folded(i);
            if folded.len() >= FEWEST_LETTERS && !language::is_function_word(folded) && !EVERYWHERE.contains(&folded) {
                let bare = folded.strip_suffix('s').unwrap_or(folded);
                let end = bare.char_indices().nth(STEM).map_or(bare.len(), |(at, _)| at);
                stems.push(&bare[..end]);
            }
        }
    }
    parts
        .into_iter()
        .filter(|(.., words)| *words >= FEWEST_WORDS)
        .map(|(p, leans, stems, _)| (p, leans, stems))
        .collect()
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
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut p: usize) -> usize {
        while self.0[p] != p {
            self.0[p] = self.0[self.0[p]];
            p = self.0[p];
        }
        p
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
