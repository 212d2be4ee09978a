//! Inputs in, scored documents out: in order, on all cores, a bounded number of documents in memory at once.

use crate::corpus::{CorpusIndex, Sketch};
use crate::detect;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity};
use crate::fingerprint::Fingerprint;
use crate::fluency::{Model, Reading};
use crate::fractions::Fractions;
use crate::lexicon::Lexicon;
use crate::mention::sketch;
use crate::read::{Input, Status};
use crate::rule::{Family, Rule};
use crate::score::{Decision, Score, Thresholds, score};
use crate::text::{Date, Document};
use rayon::prelude::*;
use std::borrow::Cow;

/// A document with everything the reports say of it.
#[derive(Debug)]
pub struct Scored {
    /// What came in; its text has moved into the document.
    pub input: Input,
    /// Nothing where the input could not be read.
    pub result: Option<Judged>,
}

#[cfg(test)]
impl Scored {
    /// A document without text.
    pub(crate) fn empty(doc_id: &str) -> Self {
        let input = Input {
            doc_id: doc_id.to_owned(),
            path: doc_id.to_owned(),
            status: Status::Empty,
            text: String::new(),
            encoding: None,
            problem: None,
            fields: Vec::new(),
            date: None,
        };
        Self { input, result: None }
    }
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
    /// What the model of English says; no part of the score.
    pub reading: Reading,
    /// What corpus filters reckon.
    pub fractions: Fractions,
    /// The share of the text's bytes that is in another language than English, as far as rules found it; from 0 to 1.
    pub foreign_share: f64,
}

impl Judged {
    /// The text of finding `i`.
    #[must_use]
    pub fn matched(&self, i: usize) -> &str {
        self.findings[i].span.of(self.document.text())
    }

    /// What identifies finding `i` in other runs.
    #[must_use]
    pub fn fingerprint(&self, i: usize) -> Fingerprint {
        Fingerprint::of(self.findings[i].rule.code, self.document.text(), self.findings[i].span)
    }
}

/// Which rules are reported.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    select: Vec<String>,
    ignore: Vec<String>,
}

impl Selection {
    /// Rules by code, name, family or the beginning of a code (`TYP4`); an empty `select` means all. Rules of taste must be
    /// selected by their own code or name.
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
        let named = |w: &String| w == rule.name || w.eq_ignore_ascii_case(rule.code);
        let selected = match rule.taste {
            true => self.select.iter().any(named),
            false => self.select.is_empty() || self.select.iter().any(|w| fits(w, rule)),
        };
        selected && !self.ignore.iter().any(|w| fits(w, rule))
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
    /// What a first pass over the inputs learned; empty where they can only be read once.
    pub corpus: CorpusIndex,
    /// Which rules are reported.
    pub selection: Selection,
    /// Where decisions change.
    pub thresholds: Thresholds,
    /// The day of documents whose record gives none.
    pub date: Option<Date>,
    /// What tells machines from people, and finds unnatural English.
    pub fluency: Cow<'static, Model>,
}

impl Engine {
    /// Finds and scores input `number` of the run; the same for the same input and corpus, whatever ran before.
    #[must_use]
    pub fn judge(&self, number: usize, mut input: Input) -> Scored {
        if input.status != Status::Ok {
            return Scored { input, result: None };
        }
        let document =
            Document::new(input.doc_id.clone(), std::mem::take(&mut input.text)).dated(input.date.or(self.date));
        let reading = self.fluency.read(&document);
        let mut findings = detect::run_with(&document, &self.lexicon, &self.corpus.story(number), &reading);
        findings.retain(|f| self.selection.takes(f.rule));
        let matches: Vec<&str> = findings.iter().map(|f| f.span.of(document.text())).collect();
        let score = score(&findings, &matches, document.words(), &self.thresholds);
        let fractions = Fractions::of(document.text());
        let foreign_share = foreign_share(&document, &findings);
        Scored { input, result: Some(Judged { document, findings, score, reading, fractions, foreign_share }) }
    }
}

fn foreign_share(document: &Document, findings: &[Finding]) -> f64 {
    if document.is_foreign() {
        return 1.0;
    }
    let spans = findings.iter().filter(|f| f.rule.family == Family::Language).map(|f| f.span);
    let (mut covered, mut end) = (0, 0);
    for span in spans {
        covered += span.end.saturating_sub(span.start.max(end));
        end = end.max(span.end);
    }
    covered as f64 / document.text().len().max(1) as f64
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

struct Batches<I> {
    inputs: I,
    taken: usize,
}

impl<I: Iterator<Item = Input>> Iterator for Batches<I> {
    /// The number of the first input, and the inputs.
    type Item = (usize, Vec<Input>);

    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes = 0;
        let mut batch: Vec<Input> = Vec::new();
        while batch.len() < BATCH_DOCUMENTS && bytes < BATCH_BYTES {
            let Some(input) = self.inputs.next() else { break };
            bytes += input.text.len();
            batch.push(input);
        }
        let from = self.taken;
        self.taken += batch.len();
        (!batch.is_empty()).then_some((from, batch))
    }
}

fn pool(threads: usize) -> Result<rayon::ThreadPool> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|e| Error::usage(format!("{threads} threads: {e}")))
}

/// More documents than this are judged one by one: what the first pass keeps of each would fill the memory.
pub const MOST_SURVEYED: usize = 50_000;

/// The first pass: which of `inputs` tell the same story; nothing where there are too many.
///
/// # Errors
/// Whatever `go_on` reports, which is asked after every batch, and threads that cannot be started.
pub fn survey(
    inputs: impl Iterator<Item = Input>,
    threads: usize,
    mut go_on: impl FnMut() -> Result<()>,
) -> Result<Option<CorpusIndex>> {
    let pool = pool(threads)?;
    let mut sketches: Vec<Sketch> = Vec::new();
    for (_, batch) in (Batches { inputs, taken: 0 }) {
        go_on()?;
        let of = |input: Input| match input.status {
            Status::Ok => sketch(&Document::new(input.doc_id, input.text)),
            _ => Sketch::default(),
        };
        sketches.extend(pool.install(|| batch.into_par_iter().map(of).collect::<Vec<_>>()));
        if sketches.len() > MOST_SURVEYED {
            return Ok(None);
        }
    }
    Ok(Some(if sketches.len() > 1 { CorpusIndex::new(sketches) } else { CorpusIndex::default() }))
}

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
    let pool = pool(threads)?;
    let mut outcome = Outcome::default();
    for (from, batch) in (Batches { inputs, taken: 0 }) {
        let numbered = batch.into_par_iter().enumerate();
        let judged: Vec<Scored> = pool.install(|| numbered.map(|(i, input)| engine.judge(from + i, input)).collect());
        for scored in &judged {
            outcome.count(scored);
            sink(scored)?;
        }
    }
    Ok(outcome)
}
