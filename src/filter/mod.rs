//! Documents through the sieve: kept ones go on as they came, rejected ones with their reasons, broken ones to quarantine.
//!
//! Every document is judged by itself. What other documents of the folder say of its story is not asked, as `score` does: a
//! document then has the same fate in whichever shard, order or resumed run it comes by, and nothing is kept of it in memory.

pub mod account;
pub mod annotate;
pub(crate) mod columns;
pub mod dolma;
mod outputs;
mod pack;
pub mod resume;
pub mod select;
mod sink;
mod table;
pub mod targets;
mod texts;
pub mod verdict;

use crate::caught::survived;
use crate::error::Result;
use crate::pipeline;
use crate::read::{Body, Layout, Record, Records, Shard, Source, Stamp};
use crate::run::{Engine, Scored};
use account::Account;
use annotate::Note;
use outputs::{Done, Judged, Outputs};
use resume::{Receipt, bytes};
use serde_json::{Value, json};
use sink::Row;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use targets::Target;
use texts::Found;
use verdict::{Rules, Verdict};

/// What a run does with documents.
#[derive(Debug, Clone)]
pub struct Filter {
    /// Which are kept.
    pub rules: Rules,
    /// What is written of them.
    pub write: Write,
    /// Where kept ones go, or all attributes.
    pub output: Target,
    /// Where rejected ones go, with their reasons.
    pub rejected: Option<Target>,
    /// Where records go that could not be read.
    pub quarantine: Option<Target>,
    /// Whether several inputs may share an output: then every line gets an end, so that outputs of parts can be joined.
    pub several: bool,
    /// Whether what an earlier run finished is left as it is.
    pub resume: bool,
    /// The inputs of a run that writes all to one file, for its receipt.
    pub inputs: Option<Stamp>,
    /// Everything else that decides what is written; another text means that nothing was finished yet.
    pub settings: String,
    /// The part of the inputs that is done.
    pub part: Option<Shard>,
}

/// What is written of documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Write {
    /// Kept ones as they came.
    AsTheyCame,
    /// Kept ones with notes.
    Annotated,
    /// Attributes for dolma of this experiment, of all documents.
    Attributes(String),
}

/// What a run came to.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    /// The documents, those that earlier runs finished among them.
    pub account: Account,
    /// Inputs that were finished by an earlier run.
    pub resumed: u64,
    /// Outputs that were finished by this one.
    pub finished: u64,
    /// The first records that could not be read, with their faults.
    pub problems: Vec<String>,
    /// Inputs that broke off, with what is wrong: nothing was written of each, or nothing at all where all go to one file.
    pub broken: Vec<String>,
}

/// The name of a plain text that is written as a record.
fn as_record(mut text: PathBuf) -> PathBuf {
    text.as_mut_os_string().push(".jsonl");
    text
}

/// What earlier runs finished.
#[derive(Debug, Default)]
struct Resumed {
    inputs: u64,
    account: Account,
}

impl Filter {
    /// Judges the documents of `records` on `threads` threads (0 for one a core) and writes them where they belong. `go_on` is
    /// asked again and again; what is finished by the time it fails stays, and of the rest nothing appears. `summary` is kept
    /// up to date, so that it tells of such a run too.
    ///
    /// # Errors
    /// What `go_on` reports; outputs that cannot be written; sources of different formats for one output.
    pub fn run(
        &self,
        records: Records,
        engine: &Engine,
        threads: usize,
        go_on: impl FnMut() -> Result<()>,
        summary: &mut Summary,
    ) -> Result<()> {
        let resumed: Arc<Mutex<Resumed>> = Arc::default();
        let records = match self.resume && self.output.is_each() {
            true => self.without_finished(records, Arc::clone(&resumed)),
            false => records,
        };
        let read = Arc::new(AtomicU64::new(0));
        let counter = Arc::clone(&read);
        let counted = records.inspect(move |record| {
            counter.fetch_add(u64::from(record.is_document()), Ordering::Relaxed);
        });
        let mut outputs = Outputs::new(self, summary);
        let work = |number, record| self.judge(engine, number, record);
        pipeline::in_order(counted, threads, work, go_on, |done| outputs.take(done))?;
        outputs.finish(read.load(Ordering::Relaxed))?;
        let resumed = resumed.lock().unwrap_or_else(PoisonError::into_inner);
        summary.account.read = read.load(Ordering::Relaxed);
        summary.account.merge(&resumed.account);
        summary.resumed = resumed.inputs;
        Ok(())
    }

    /// Leaves sources out whose outputs are finished, and counts them.
    fn without_finished(&self, records: Records, resumed: Arc<Mutex<Resumed>>) -> Records {
        let (filter, texts) = (self.clone(), Mutex::new(Found::new(&self.settings)));
        records.without(move |path, name| {
            let Some(stamp) = Stamp::of(path) else { return false };
            let Ok(output) = filter.output.place(path, name) else { return false };
            let mut resumed = resumed.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(receipt) = Receipt::find(&output, &filter.settings, stamp) {
                resumed.inputs += 1;
                resumed.account.merge(&receipt.account);
                return true;
            }
            let mut texts = texts.lock().unwrap_or_else(PoisonError::into_inner);
            let Some(text) = texts.of(&output) else { return false };
            let Ok(own) = filter.text_output(text.rejected.is_some(), |to| to.place(path, name)) else { return false };
            if !texts.is_as_it_was(text.print, stamp, own.as_deref().and_then(bytes)) {
                return false;
            }
            resumed.inputs += u64::from(own.is_some());
            resumed.account.recall(text.rejected.as_deref());
            true
        })
    }

    /// The output of a plain text that has one of its own, in the place that `at` finds for a target; nothing where it goes nowhere.
    fn text_output(&self, rejected: bool, at: impl Fn(&Target) -> Result<PathBuf>) -> Result<Option<PathBuf>> {
        let target = match (rejected, &self.write) {
            (true, Write::AsTheyCame | Write::Annotated) => self.rejected.as_ref(),
            _ => Some(&self.output),
        };
        let Some(target) = target else { return Ok(None) };
        let path = at(target)?;
        Ok(Some(if rejected || self.write != Write::AsTheyCame { as_record(path) } else { path }))
    }

    /// All outputs that a plain text may have from this run or from one with other settings.
    fn text_outputs(&self, source: &Source) -> Vec<PathBuf> {
        // A record's name may be that of another input.
        let free = std::fs::symlink_metadata(as_record(source.file.clone())).is_err();
        let kept =
            self.output.file(source).into_iter().flat_map(|path| [Some(path.clone()), free.then(|| as_record(path))]);
        let rejected =
            self.rejected.iter().flat_map(|target| target.file(source)).map(|path| free.then(|| as_record(path)));
        kept.chain(rejected).flatten().collect()
    }

    /// One record on a working thread: judged, and made ready to be written.
    fn judge(&self, engine: &Engine, number: usize, record: Record) -> Done {
        let Some(input) = record.document() else { return Done { record, judged: None } };
        let scored = engine.judge(number, input);
        let judged = match survived(|| self.written(engine, &record, &scored)) {
            Ok(judged) => judged,
            Err(problem) => self.written(engine, &record, &scored.failed(problem)),
        };
        Done { record, judged: Some(judged) }
    }

    fn written(&self, engine: &Engine, record: &Record, scored: &Scored) -> Judged {
        #[cfg(test)]
        if scored.result.is_some() {
            crate::caught::inject("writing", &scored.input.doc_id);
        }
        let verdict = self.rules.verdict(scored, &engine.thresholds);
        if let Write::Attributes(experiment) = &self.write {
            let line = dolma::line(scored, verdict == Verdict::Kept, experiment);
            return Judged { verdict, row: Some(Ok(Row::Attributes(line))) };
        }
        let noted = match &verdict {
            Verdict::Kept => Some(self.write == Write::Annotated),
            Verdict::Rejected(_) => self.rejected.is_some().then_some(true),
            Verdict::Failed { .. } => None,
        };
        let text = scored.result.as_ref().map_or("", |judged| judged.document.text());
        let row = noted.map(|noted| {
            let note = noted.then(|| Note::new(scored, &verdict));
            match &record.body {
                Body::Whole(bytes) if note.is_none() && self.output.is_each() => Ok(Row::File(bytes.clone())),
                _ => row(record, note, &scored.input.doc_id, text),
            }
        });
        Judged { verdict, row }
    }
}

/// A document as it is written.
fn row(record: &Record, note: Option<Note>, id: &str, text: &str) -> std::result::Result<Row, String> {
    let source: &Source = &record.source;
    Ok(match (&record.body, &source.layout, note) {
        (Body::Row { batch, row }, _, note) => Row::Cells(Arc::clone(batch), *row, note),
        (Body::Text(raw), _, None) => Row::Text(raw.clone()),
        (Body::Text(raw), Layout::Table(header), Some(note)) => Row::Text(table::record(header, raw, &note)),
        (Body::Text(raw), _, Some(note)) => Row::Text(note.put_into(raw)?),
        (_, _, note) => {
            let mut object = json!({ "id": id, "text": text });
            if let Some(note) = note {
                object["metadata"] = Value::Object(note.object());
            }
            Row::Text(format!("{object}\n").into_bytes())
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::{Options, of_bytes};
    use crate::score::Decision;
    use verdict::Keep;

    #[test]
    fn a_fault_at_a_document_puts_it_to_quarantine_and_its_neighbours_where_they_belong() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str| Target::File(folder.path().join(name));
        let filter = Filter {
            rules: Rules { keep: Keep::From(Decision::Review), corpus_filters: false },
            write: Write::AsTheyCame,
            output: file("kept.jsonl"),
            rejected: Some(file("rejected.jsonl")),
            quarantine: Some(file("quarantine.jsonl")),
            several: false,
            resume: false,
            inputs: None,
            settings: String::new(),
            part: None,
        };
        let line = |id: &str| format!("{{\"id\":\"{id}\",\"text\":\"The minister spoke to the press on Monday.\"}}\n");
        let (kept, lost) = ([line("a"), line("b")], [line("fault judging"), line("fault writing")]);
        let lines = [&kept[0], &lost[0], &lost[1], &kept[1]].map(String::as_str).concat();
        let records = of_bytes("x.jsonl", lines.as_bytes(), Options::default());
        let mut summary = Summary::default();
        filter.run(records, &Engine::builtin().unwrap(), 2, || Ok(()), &mut summary).unwrap();
        assert_eq!(summary.account.to_string(), "4 read = 2 kept + 0 rejected + 2 failed");
        let written = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
        assert_eq!((written("kept.jsonl"), written("quarantine.jsonl")), (kept.concat(), lost.concat()));
        assert!(
            summary.problems.iter().all(|problem| problem.contains("a fault of malaprop: injected")),
            "{summary:?}"
        );
    }
}
