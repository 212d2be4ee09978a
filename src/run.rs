//! Records in, scored documents out, in order.

use crate::caught::survived;
use crate::config::{Config, known_rule};
use crate::corpus::{CorpusIndex, Sketch};
use crate::detect;
use crate::error::{Error, Result};
use crate::finding::{Finding, Severity};
use crate::fingerprint::Fingerprint;
use crate::fluency::{Model, Reading};
use crate::fractions::Fractions;
use crate::lexicon::Lexicon;
use crate::lexicon::style::HouseStyle;
use crate::mention::sketch;
use crate::pipeline;
use crate::read::{Input, Record, Status};
use crate::review::suppressions::{Suppressions, today};
use crate::review::{Review, Sifted, Suppressed};
use crate::rule::{Family, Rule};
use crate::score::{Decision, Score, Thresholds, score};
use crate::text::{Date, Document};
use std::borrow::Cow;
use std::sync::OnceLock;

/// A document with everything the reports say of it.
#[derive(Debug)]
pub struct Scored {
    /// What came in; its text has moved into the document.
    pub input: Input,
    /// Nothing where the input could not be read.
    pub result: Option<Judged>,
}

impl Scored {
    /// The same document where malaprop itself failed at it.
    pub(crate) fn failed(self, problem: String) -> Self {
        Self { input: self.input.unreadable(problem), result: None }
    }
}

#[cfg(test)]
impl Scored {
    /// A document without text.
    pub(crate) fn empty(doc_id: &str) -> Self {
        Self { input: Input::new(doc_id, ""), result: None }
    }
}

/// What was found in a document that could be read.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The text with its segments and tokens.
    pub document: Document,
    /// In order of place and code.
    pub findings: Vec<Finding>,
    /// Those that a suppression covers, in the same order; they cost nothing.
    pub suppressed: Vec<Suppressed>,
    /// How many stand in the baseline and are left out.
    pub known: usize,
    /// The arithmetic.
    pub score: Score,
    /// What the model of English says; no part of the score.
    pub reading: Reading,
    /// What corpus filters reckon, once somebody asks.
    fractions: OnceLock<Fractions>,
    /// The share of the text's bytes that is in another language than English, as far as rules found it; from 0 to 1.
    pub foreign_share: f64,
}

impl Judged {
    /// What corpus filters reckon. A tenth of a run's work where all documents are asked, so it is done on demand.
    #[must_use]
    pub fn fractions(&self) -> &Fractions {
        #[cfg(test)]
        crate::caught::inject("reckoning", self.document.id());
        self.fractions.get_or_init(|| Fractions::of(self.document.text()))
    }

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
            known_rule(word).map_err(Error::usage)?;
        }
        Ok(Self { select, ignore })
    }

    /// Whether findings of `rule` are reported.
    #[must_use]
    pub fn takes(&self, rule: &Rule) -> bool {
        let named = |w: &String| w == rule.name || w.eq_ignore_ascii_case(rule.code);
        let selected = match rule.taste {
            true => self.select.iter().any(named),
            false => self.select.is_empty() || self.select.iter().any(|word| rule.is_meant_by(word)),
        };
        selected && !self.ignore.iter().any(|word| rule.is_meant_by(word))
    }
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
    /// What earlier reviews say.
    pub review: Review,
}

impl Engine {
    /// The built-in tables and model, all rules but those of taste, the usual thresholds.
    ///
    /// # Errors
    /// Built-in tables that are broken.
    pub fn builtin() -> Result<Self> {
        Self::new(Config::default(), None)
    }

    /// What `config` asks for; `date` is the day of documents whose record gives none.
    ///
    /// # Errors
    /// A table, a model or a file of suppressions that cannot be read, with the faulty row; a rule that is none.
    pub fn new(config: Config, date: Option<Date>) -> Result<Self> {
        let thresholds = config.thresholds();
        let suppressions = match &config.suppressions {
            Some(file) => Suppressions::read(file, today())?,
            None => Suppressions::default(),
        };
        let lexicon = Lexicon::load(&config.lexicons)?;
        let mut choices = Vec::new();
        for (number, choice) in config.style()?.into_iter().enumerate() {
            let completed = choice.completed(&lexicon.names);
            choices.push(completed.map_err(|what| config.fault(&format!("style.{number}.write"), what))?);
        }
        Ok(Self {
            lexicon: Lexicon { style: HouseStyle::new(choices), ..lexicon },
            corpus: CorpusIndex::default(),
            selection: Selection::new(config.select, config.ignore)?,
            thresholds,
            date,
            fluency: match &config.model {
                Some(file) => Cow::Owned(Model::read_file(file)?),
                None => Cow::Borrowed(Model::builtin()?),
            },
            review: Review { suppressions, baseline: None },
        })
    }

    /// Finds and scores input `number` of the run; the same for the same input and corpus, whatever ran before. A document at
    /// which malaprop itself fails is unreadable, and its problem says that the fault is ours.
    #[must_use]
    pub fn judge(&self, number: usize, mut input: Input) -> Scored {
        if input.status != Status::Ok {
            return Scored { input, result: None };
        }
        let text = std::mem::take(&mut input.text);
        let document = || Document::new(input.doc_id.clone(), text).dated(input.date.or(self.date));
        match survived(|| self.judged(number, document())) {
            Ok(judged) => Scored { input, result: Some(judged) },
            Err(problem) => Scored { input, result: None }.failed(problem),
        }
    }

    fn judged(&self, number: usize, document: Document) -> Judged {
        #[cfg(test)]
        crate::caught::inject("judging", document.id());
        let reading = self.fluency.read(&document);
        let mut findings = detect::run_with(&document, &self.lexicon, &self.corpus.story(number), &reading);
        findings.retain(|f| self.selection.takes(f.rule));
        let Sifted { kept: findings, suppressed, known } = self.review.sift(&document, findings);
        let score = score(&document, &findings, &reading, &self.thresholds);
        let foreign_share = foreign_share(&document, &findings);
        Judged { document, findings, suppressed, known, score, reading, fractions: OnceLock::new(), foreign_share }
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
    /// Findings that a suppression covers.
    pub suppressed: usize,
    /// Findings that stand in the baseline.
    pub known: usize,
}

impl Outcome {
    fn count(&mut self, scored: &Scored) {
        self.documents += 1;
        let Some(judged) = &scored.result else {
            self.failed += usize::from(scored.input.status != Status::Empty);
            return;
        };
        self.words += judged.score.words;
        self.suppressed += judged.suppressed.len();
        self.known += judged.known;
        self.decisions[match judged.score.decision {
            Decision::Publish => 0,
            Decision::Review => 1,
            Decision::Reject => 2,
        }] += 1;
        self.worst = self.worst.max(judged.findings.iter().map(|f| f.severity).max());
        self.lowest_score = Some(self.lowest_score.unwrap_or(100.0).min(judged.score.score));
    }
}

/// More documents than this are judged one by one: what the first pass keeps of each would fill the memory.
pub const MOST_SURVEYED: usize = 50_000;

/// The first pass: which of the documents in `records` tell the same story; nothing where there are too many.
///
/// # Errors
/// Whatever `go_on` reports, which is asked after every batch, and threads that cannot be started.
pub fn survey(
    records: impl Iterator<Item = Record> + Send + 'static,
    threads: usize,
    go_on: impl FnMut() -> Result<()>,
) -> Result<Option<CorpusIndex>> {
    let mut sketches: Vec<Sketch> = Vec::new();
    let of = |_, record: Record| match record.document()? {
        // One that cannot be sketched is told of when it is judged.
        input if input.status == Status::Ok => {
            Some(survived(|| sketch(&Document::new(input.doc_id, input.text))).unwrap_or_default())
        }
        _ => Some(Sketch::default()),
    };
    let mut documents = 0;
    let records = records.take_while(move |record| {
        documents += usize::from(record.is_document());
        documents <= MOST_SURVEYED + 1
    });
    pipeline::in_order(records, threads, of, go_on, |sketch| {
        sketches.extend(sketch);
        Ok(())
    })?;
    if sketches.len() > MOST_SURVEYED {
        return Ok(None);
    }
    Ok(Some(if sketches.len() > 1 { CorpusIndex::new(sketches) } else { CorpusIndex::default() }))
}

/// Judges the documents in `records` on `threads` threads (0 for one a core) and hands them to `sink` in their order.
///
/// # Errors
/// Whatever `sink` and `go_on` report, and threads that cannot be started.
pub fn run(
    records: impl Iterator<Item = Record> + Send + 'static,
    engine: &Engine,
    threads: usize,
    go_on: impl FnMut() -> Result<()>,
    mut sink: impl FnMut(&Scored) -> Result<()>,
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    let judge = |number, record: Record| {
        let scored = engine.judge(number, record.document()?);
        // Reports have the figures of corpus filters: better here than one after the other where they are written.
        let reckoned = survived(|| scored.result.as_ref().map(Judged::fractions).is_some());
        Some(match reckoned {
            Ok(_) => scored,
            Err(problem) => scored.failed(problem),
        })
    };
    pipeline::in_order(records, threads, judge, go_on, |judged| {
        let Some(scored) = judged else { return Ok(()) };
        outcome.count(&scored);
        sink(&scored)
    })?;
    Ok(outcome)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, of_bytes};

    #[test]
    fn a_fault_at_a_document_is_that_documents_fault() {
        let lines = b"{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"fault judging\",\"text\":\"Two.\"}\n\
            {\"id\":\"fault reckoning\",\"text\":\"Three.\"}\n{\"id\":\"b\",\"text\":\"Four.\"}\n";
        let records = of_bytes("x.jsonl", lines, Options::default());
        let mut seen = Vec::new();
        let take = |scored: &Scored| {
            seen.push((scored.input.doc_id.clone(), scored.input.problem.clone(), scored.result.is_some()));
            Ok(())
        };
        let outcome = run(records, &Engine::builtin().unwrap(), 2, || Ok(()), take).unwrap();
        assert_eq!((outcome.documents, outcome.failed), (4, 2));
        let ours = |step: &str| Some(format!("a fault of malaprop: injected {step}; please report it"));
        let expected = [
            ("a", None, true),
            ("fault judging", ours("judging"), false),
            ("fault reckoning", ours("reckoning"), false),
            ("b", None, true),
        ];
        assert_eq!(seen, expected.map(|(id, problem, read)| (id.to_owned(), problem, read)));
    }
}
