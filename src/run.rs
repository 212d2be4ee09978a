//! Inputs in, scored documents out: in order, on all cores, a bounded number of documents in memory at once.

use crate::corpus::CorpusIndex;
use crate::detect;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity};
use crate::lexicon::Lexicon;
use crate::read::{Input, Status};
use crate::rule::Rule;
use crate::score::{Decision, Score, Thresholds, score};
use crate::text::Document;
use rayon::prelude::*;

/// A document with everything the reports say of it.
#[derive(Debug)]
pub struct Scored {
    /// What came in; its text has moved into the document.
    pub input: Input,
    /// Nothing where the input could not be read.
    pub result: Option<Judged>,
}

/// What was found in a document that could be read.
#[derive(Debug)]
pub struct Judged {
    /// The text with its segments and tokens.
    pub document: Document,
    /// In order of place and code.
    pub findings: Vec<Finding>,
    /// The arithmetic.
    pub score: Score,
}

impl Judged {
    /// The text of finding `i`.
    #[must_use]
    pub fn matched(&self, i: usize) -> &str {
        self.findings[i].span.of(self.document.text())
    }
}

/// Which rules are reported.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// Rules by code, name, family or the beginning of a code (`TYP4`); an empty `select` means all.
    ///
    /// # Errors
    /// A word that fits no rule.
    pub fn new(select: Vec<String>, ignore: Vec<String>) -> Result<Self> {
        for word in select.iter().chain(&ignore) {
            if !detect::all().any(|d| fits(word, d.rule())) {
                return Err(Error::usage(format!("no rule is meant by `{word}`; `malaprop rules` lists them")));
            }
        }
        Ok(Self { select, ignore })
    }

    /// Whether findings of `rule` are reported.
    #[must_use]
    pub fn takes(&self, rule: &Rule) -> bool {
        (self.select.is_empty() || self.select.iter().any(|w| fits(w, rule)))
            && !self.ignore.iter().any(|w| fits(w, rule))
    }
}

fn fits(word: &str, rule: &Rule) -> bool {
    let code = word.to_uppercase();
    word == rule.name || word == rule.family.as_str() || (code.len() >= 3 && rule.code.starts_with(&code))
}

/// Everything a run needs beside its inputs.
#[derive(Debug)]
pub struct Engine {
    /// The tables.
    pub lexicon: Lexicon,
    /// Which rules are reported.
    pub selection: Selection,
    /// Where decisions change.
    pub thresholds: Thresholds,
}

impl Engine {
    /// Finds and scores; the same for the same input, whatever ran before.
    #[must_use]
    pub fn judge(&self, mut input: Input) -> Scored {
        if input.status != Status::Ok {
            return Scored { input, result: None };
        }
        let document = Document::new(input.doc_id.clone(), std::mem::take(&mut input.text));
        let mut findings = detect::run(&document, &self.lexicon, &CorpusIndex::default());
        findings.retain(|f| self.selection.takes(f.rule));
        let matches: Vec<&str> = findings.iter().map(|f| f.span.of(document.text())).collect();
        let score = score(&findings, &matches, document.words(), &self.thresholds);
        Scored { input, result: Some(Judged { document, findings, score }) }
    }
}

/// What a run came to; decides the exit code.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// Inputs of every state.
    pub documents: usize,
    /// Inputs that could not be read.
    pub failed: usize,
    /// Words of those that could.
    pub words: usize,
    /// Documents to publish, review and reject.
    pub decisions: [usize; 3],
    /// The worst severity found.
    pub worst: Option<Severity>,
    /// The lowest score.
    pub lowest_score: Option<f64>,
}

impl Outcome {
    fn count(&mut self, scored: &Scored) {
        self.documents += 1;
        let Some(judged) = &scored.result else {
            self.failed += usize::from(scored.input.status != Status::Empty);
            return;
        };
        self.words += judged.score.words;
        self.decisions[match judged.score.decision {
            Decision::Publish => 0,
            Decision::Review => 1,
            Decision::Reject => 2,
        }] += 1;
        self.worst = self.worst.max(judged.findings.iter().map(|f| f.severity).max());
        self.lowest_score = Some(self.lowest_score.unwrap_or(100.0).min(judged.score.score));
    }
}

/// No batch holds more documents, or many more bytes, than this: the bound on memory.
const BATCH_DOCUMENTS: usize = 512;
const BATCH_BYTES: usize = 16 << 20;

/// Judges `inputs` on `threads` threads (0 for one a core) and hands them to `sink` in their order.
///
/// # Errors
/// Whatever `sink` reports, and threads that cannot be started.
pub fn run(
    inputs: impl Iterator<Item = Input>,
    engine: &Engine,
    threads: usize,
    mut sink: impl FnMut(&Scored) -> Result<()>,
) -> Result<Outcome> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()
        .map_err(|e| Error::usage(format!("{threads} threads: {e}")))?;
    let mut outcome = Outcome::default();
    let mut inputs = inputs.peekable();
    while inputs.peek().is_some() {
        let mut bytes = 0;
        let batch: Vec<Input> = std::iter::from_fn(|| {
            let next = if bytes < BATCH_BYTES { inputs.next() } else { None };
            bytes += next.as_ref().map_or(0, |i| i.text.len());
            next
        })
        .take(BATCH_DOCUMENTS)
        .collect();
        let judged: Vec<Scored> = pool.install(|| batch.into_par_iter().map(|input| engine.judge(input)).collect());
        for scored in &judged {
            outcome.count(scored);
            sink(scored)?;
        }
    }
    Ok(outcome)
}
