//! The outputs of a run, opened with the first record of a source and finished with its last.

use super::account::Account;
use super::resume::{Receipt, Written, bytes};
use super::sink::{Lines, Quarantine, Row, Shape, Sink};
use super::targets::{Target, reasons_beside, shared};
use super::texts::Receipts;
use super::verdict::Verdict;
use super::{Filter, Summary, Write};
use crate::error::{Error, Result};
use crate::read::{Body, Format, Layout, Record, Source, Stamp};
use crate::report::Ready;
use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};
use std::path::{Path, PathBuf};

/// A record that was judged.
pub(super) struct Done {
    pub(super) record: Record,
    /// What becomes of it; nothing for records that are no documents.
    pub(super) judged: Option<Judged>,
}

/// A document that was judged.
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    /// How it is written; nothing where it is not.
    pub(super) row: Option<std::result::Result<Row, String>>,
}

/// So many records that could not be read are told of; all are counted.
const TOLD: usize = 10;

pub(super) struct Outputs<'a> {
    filter: &'a Filter,
    summary: &'a mut Summary,
    open: Option<Open>,
    /// Documents that were counted without an output, because they could not be opened.
    outside: u64,
    /// The outputs so far, as hashes: there may be millions.
    files: HashSet<u64>,
    hashes: RandomState,
    /// Of plain texts that have outputs of their own.
    receipts: Receipts,
}

/// The outputs that documents go to for the time being.
struct Open {
    /// The number of the source that was written last.
    source: usize,
    path: PathBuf,
    kept: Sink,
    rejected: Option<Sink>,
    quarantine: Option<Quarantine>,
    account: Account,
}

impl<'a> Outputs<'a> {
    pub(super) fn new(filter: &'a Filter, summary: &'a mut Summary) -> Self {
        let receipts = Receipts::new(&filter.settings, filter.part, filter.resume);
        let (files, hashes) = (HashSet::new(), RandomState::new());
        Self { filter, summary, open: None, outside: 0, files, hashes, receipts }
    }

    /// Takes the next record.
    pub(super) fn take(&mut self, done: Done) -> Result<()> {
        let Done { record, judged } = done;
        if let Some(Verdict::Failed { status, problem }) = judged.as_ref().map(|judged| &judged.verdict)
            && self.summary.problems.len() < TOLD
        {
            self.summary.problems.push(format!("{}: {}: {problem}", record.place(), status.as_str()));
        }
        let each = self.filter.output.is_each();
        if breaks(&record)
            && let Body::Failed { problem, .. } = &record.body
        {
            self.summary.broken.push(format!("{}: {problem}", record.source.path));
        }
        match (&record.body, judged) {
            (Body::End { documents }, _) if each => {
                self.enter(&record.source)?;
                self.leave(*documents, record.source.stamp, Some(&record.source))
            }
            (Body::End { .. }, _) => self.enter(&record.source).map(|_| ()),
            (Body::Part { bytes, .. }, None) => {
                self.enter(&record.source)?;
                self.quarantine(&record.source)?.map_or(Ok(()), |quarantine| quarantine.push(bytes, false))
            }
            (Body::Failed { .. }, Some(judged)) if each || matches!(record.source.layout, Layout::Unknown) => {
                if each {
                    self.abandon();
                }
                self.summary.account.add(&judged.verdict);
                self.outside += 1;
                Ok(())
            }
            (Body::Whole(_), Some(judged)) if each => self.file(&record.source, judged),
            (_, Some(judged)) => self.document(&record, judged),
            (_, None) => Ok(()),
        }
    }

    /// All records were taken, `documents` of them: what has one output for all sources is finished.
    pub(super) fn finish(mut self, documents: u64) -> Result<()> {
        let Target::File(path) = &self.filter.output else { return Ok(()) };
        if self.open.is_none() {
            let rejected = match &self.filter.rejected {
                Some(Target::File(rejected)) => Some(rejected.as_path()),
                _ => None,
            };
            let open = self.opened(path.clone(), Shape::Lines, Shape::Lines, rejected)?;
            self.open = Some(open);
        }
        if !self.summary.broken.is_empty() && path.as_os_str() != "-" {
            self.abandon();
            return Ok(());
        }
        self.leave(documents - self.outside, self.filter.inputs, None)
    }

    /// The outputs that `source` is written to.
    fn enter(&mut self, source: &Source) -> Result<&mut Open> {
        if self.open.as_ref().is_none_or(|open| open.source != source.number) {
            self.admit(source)?;
        }
        self.open.as_mut().ok_or_else(|| Error::path(&source.path, "no output is open: a fault of malaprop"))
    }

    /// Makes sure that outputs are open which `source` may be written to.
    fn admit(&mut self, source: &Source) -> Result<()> {
        let noted = self.filter.write == Write::Annotated;
        let attributes = matches!(self.filter.write, Write::Attributes(_));
        let shape = if attributes { Shape::Lines } else { Shape::of(source, noted) };
        let Some(open) = &mut self.open else {
            let path = self.filter.output.file(source)?;
            self.claim(&path, source)?;
            let rejected = self.filter.rejected.as_ref().map(|target| target.file(source)).transpose()?;
            let mut open = self.opened(path, shape, Shape::of(source, true), rejected.as_deref())?;
            open.source = source.number;
            self.open = Some(open);
            return Ok(());
        };
        if !open.kept.shape().fits(&shape) {
            let what = "its format or its columns are not those of the inputs before it: name a folder with -o, so that they \
                        need not share one output";
            return Err(Error::path(&source.path, what));
        }
        open.source = source.number;
        Ok(())
    }

    fn opened(&self, path: PathBuf, kept: Shape, rejected: Shape, to: Option<&Path>) -> Result<Open> {
        let noted = self.filter.write == Write::Annotated;
        let rejected = to.map(|to| Sink::open(to, rejected, true)).transpose()?;
        let quarantine = match &self.filter.quarantine {
            Some(Target::File(path)) => Some(Quarantine::open(path)?),
            _ => None,
        };
        let kept = Sink::open(&path, kept, noted)?;
        Ok(Open { source: 0, path, kept, rejected, quarantine, account: Account::default() })
    }

    /// Notes that `path` is written with what `source` holds.
    fn claim(&mut self, path: &Path, source: &Source) -> Result<()> {
        if self.files.insert(self.hashes.hash_one(path)) {
            return Ok(());
        }
        Err(shared(path, &source.file))
    }

    /// The quarantine of `source`; one of its own appears only where something is put into it.
    fn quarantine(&mut self, source: &Source) -> Result<Option<&mut Quarantine>> {
        let target = self.filter.quarantine.as_ref();
        let open = self.enter(source)?;
        if let (None, Some(target)) = (&open.quarantine, target) {
            open.quarantine = Some(Quarantine::open(&target.file(source)?)?);
        }
        Ok(open.quarantine.as_mut())
    }

    /// A document of a source that holds several, or of a run that writes all to one output.
    fn document(&mut self, record: &Record, judged: Judged) -> Result<()> {
        let row = judged.row.transpose().map_err(|problem| Error::path(record.place(), problem))?;
        let open = self.enter(&record.source)?;
        open.account.add(&judged.verdict);
        let attributes = matches!(row, Some(Row::Attributes(_)));
        match (&judged.verdict, row) {
            (_, Some(row)) if attributes => open.kept.push(row)?,
            (Verdict::Kept, Some(row)) => open.kept.push(row)?,
            (Verdict::Rejected(_), Some(row)) => {
                if let Some(rejected) = &mut open.rejected {
                    rejected.push(row)?;
                }
            }
            _ => {}
        }
        if let Verdict::Failed { status, problem } = &judged.verdict
            && let Some(quarantine) = self.quarantine(&record.source)?
        {
            match &record.body {
                Body::Text(bytes) | Body::Cut(bytes) | Body::Part { bytes, .. } => quarantine.push(bytes, true)?,
                // Where the source breaks off, so does a record of which parts came.
                Body::Failed { .. } => quarantine.push(b"", true)?,
                Body::Whole(_) | Body::Row { .. } | Body::Given(_) | Body::End { .. } => {}
            }
            quarantine.explain(&record.place(), status.as_str(), problem)?;
        }
        Ok(())
    }

    /// A document that is a file of its own, and stays one.
    fn file(&mut self, source: &Source, judged: Judged) -> Result<()> {
        let Judged { verdict, row } = judged;
        self.summary.account.add(&verdict);
        let rejected = match &verdict {
            Verdict::Rejected(reasons) => Some(reasons.first().copied().unwrap_or_default()),
            Verdict::Kept | Verdict::Failed { .. } => None,
        };
        let output = match verdict {
            Verdict::Failed { .. } => None,
            Verdict::Kept | Verdict::Rejected(_) => {
                self.filter.text_output(rejected.is_some(), |target| target.file(source))?
            }
        };
        let mut written = None;
        if let (Some(path), Some(row)) = (output, row) {
            self.claim(&path, source)?;
            let row = match row.map_err(|problem| Error::path(&source.path, problem))? {
                Row::File(bytes) | Row::Text(bytes) | Row::Attributes(bytes) => bytes,
                Row::Cells(..) => return Ok(()),
            };
            let mut lines = Lines::open(&path)?;
            lines.push(&row)?;
            written = lines.ready()?.appear()?;
            self.summary.finished += 1;
        }
        let named = self.filter.output.file(source)?;
        // What malaprop did not write there is not its to remove.
        if self.receipts.are_there(&named) {
            let others = self.filter.text_outputs(source);
            others.iter().filter(|path| Some(*path) != written.as_ref()).try_for_each(|other| remove(other))?;
        }
        match (&verdict, source.stamp) {
            (Verdict::Kept | Verdict::Rejected(_), Some(stamp)) => {
                let written = written.as_deref().and_then(bytes);
                self.receipts.add(&named, stamp, written, rejected)
            }
            _ => Ok(()),
        }
    }

    /// The outputs get their names, if they have what belongs in them: those of `source`, where it has its own.
    fn leave(&mut self, documents: u64, inputs: Option<Stamp>, source: Option<&Source>) -> Result<()> {
        let Some(mut open) = self.open.take() else { return Ok(()) };
        open.account.read = documents;
        let account = &open.account;
        if !account.balances() {
            return Err(Error::path(&open.path, format!("{account}: a fault of malaprop, nothing was written")));
        }
        let all = matches!(self.filter.write, Write::Attributes(_));
        let expected = if all { account.read } else { account.kept };
        let ended = self.filter.several && !self.filter.output.is_each();
        if let (None, Some(target), Some(source)) = (&open.quarantine, &self.filter.quarantine, source)
            && Receipt::is_there(&open.path)
        {
            // A file of an earlier run would say that something was put there.
            let records = target.file(source)?;
            remove(&reasons_beside(&records))?;
            remove(&records)?;
        }
        // All are on the disk before the first gets its name.
        let mut ready = Vec::new();
        if let Some(quarantine) = open.quarantine {
            ready.extend(quarantine.ready()?);
        }
        if let Some(rejected) = open.rejected {
            ready.push(rejected.ready(account.rejected, ended)?);
        }
        ready.push(open.kept.ready(expected, ended)?);
        let appeared: Result<Vec<Option<PathBuf>>> = ready.into_iter().map(Ready::appear).collect();
        let outputs = appeared?.into_iter().flatten().filter_map(Written::of).collect();
        self.summary.account.merge(account);
        self.summary.finished += 1;
        let receipt = self.filter.output.is_each() || self.filter.resume;
        match inputs {
            Some(inputs) if receipt => {
                let settings = self.filter.settings.clone();
                Receipt { settings, inputs, account: open.account, outputs }.write(&open.path)
            }
            _ => Ok(()),
        }
    }

    /// The outputs do not appear, and their documents count as failed.
    fn abandon(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Account { kept, rejected, failed, .. } = open.account;
        self.summary.account.fail(kept + rejected + failed);
    }
}

/// Removes a file that an earlier run may have left.
fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound && e.kind() != std::io::ErrorKind::NotADirectory => {
            Err(Error::io(path, e))
        }
        _ => Ok(()),
    }
}

/// Whether a source with documents breaks off with this record, so that those behind it are lost.
fn breaks(record: &Record) -> bool {
    if !matches!(record.body, Body::Failed { .. }) {
        return false;
    }
    match &record.source.layout {
        Layout::Lines | Layout::Table(_) | Layout::Columns(_) => true,
        Layout::Whole(_) => false,
        Layout::Unknown => {
            let format = record.source.options.format.or_else(|| Format::of(Path::new(&record.source.path)));
            matches!(format, Some(Format::JsonLines | Format::Csv | Format::Parquet))
        }
    }
}
