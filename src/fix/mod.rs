//! Suggestions written into texts: which findings become edits, that no two meet, and that nothing is left to do afterwards.
//!
//! An edit may bring a new finding, as a decoded entity may be a tag. So all documents are judged again after their edits, until
//! nobody has an edit left; fixing a fixed text therefore changes nothing. A document that does not come to rest is left as it was.

mod diff;
mod edit;
mod fitted;
mod removal;
mod write;

pub use diff::unified;
pub use edit::{Edit, Wanted, apply, edits};
pub use write::{Backup, write};

use crate::error::Result;
use crate::read::{Body, Input, Origin, Record, Status};
use crate::run::{Engine, Scored, run, survey};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// A document that was mended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The file it came from, as given or found; `-` for standard input.
    pub path: String,
    /// Its text as decoded.
    pub before: String,
    /// The same, mended.
    pub after: String,
    /// How many edits of each rule, by code.
    pub edits: BTreeMap<&'static str, usize>,
}

/// What fixing came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Documents that were mended, in their order.
    pub fixed: Vec<Fixed>,
    /// Documents that did not come to rest, by path; nothing in them was changed.
    pub restless: Vec<String>,
    /// Files that cannot be written back: places in the texts taken out of them are not places in the files.
    pub foreign: BTreeSet<String>,
    /// Documents that could not be read, each with what is wrong.
    pub unread: BTreeSet<String>,
}

/// So often documents are judged again. Two rounds are usual, three where an edit uncovers another finding.
const MOST_ROUNDS: usize = 8;

/// Mends the documents in `records`, which is asked for all of them again in every round. `together` says whether they bear
/// witness about each other, as in [`survey`].
///
/// # Errors
/// Whatever `records` and `go_on` report, and threads that cannot be started.
pub fn fix<I: Iterator<Item = Record> + Send + 'static>(
    mut records: impl FnMut() -> Result<I>,
    engine: &mut Engine,
    wanted: &Wanted,
    together: bool,
    threads: usize,
    mut go_on: impl FnMut() -> Result<()>,
) -> Result<Outcome> {
    let mut mended: BTreeMap<usize, Fixed> = BTreeMap::new();
    let mut outcome = Outcome::default();
    for round in 0..MOST_ROUNDS {
        let texts: Arc<HashMap<usize, String>> = Arc::new(mended.iter().map(|(n, f)| (*n, f.after.clone())).collect());
        if together {
            engine.corpus = survey(current(records()?, &texts), threads, &mut go_on)?.unwrap_or_default();
        }
        let mut number = 0;
        let mut busy: HashSet<usize> = HashSet::new();
        run(current(records()?, &texts), engine, threads, &mut go_on, |scored| {
            if scored.input.origin == Origin::File {
                if mend(scored, number, wanted, &mut mended) {
                    busy.insert(number);
                }
            } else if scored.result.is_some() {
                outcome.foreign.insert(scored.input.path.clone());
            }
            if let Some(problem) = scored.input.problem.as_ref().filter(|_| scored.input.status != Status::Empty) {
                let Input { doc_id, status, .. } = &scored.input;
                outcome.unread.insert(format!("{doc_id}: {}: {problem}", status.as_str()));
            }
            number += 1;
            Ok(())
        })?;
        if busy.is_empty() {
            break;
        }
        if round + 1 == MOST_ROUNDS {
            outcome.restless = busy.iter().filter_map(|n| mended.remove(n)).map(|f| f.path).collect();
            outcome.restless.sort();
        }
    }
    outcome.fixed = mended.into_values().filter(|f| f.before != f.after).collect();
    Ok(outcome)
}

/// The documents in `records`, with the texts that they have by now.
fn current<I: Iterator<Item = Record>>(
    records: I,
    texts: &Arc<HashMap<usize, String>>,
) -> impl Iterator<Item = Record> + use<I> {
    let texts = Arc::clone(texts);
    let documents = records.filter_map(|record| Some((record.document()?, record)));
    documents.enumerate().map(move |(n, (input, record))| match texts.get(&n) {
        Some(text) => Record { body: Body::Given(Box::new(Input { text: text.clone(), ..input })), ..record },
        None => record,
    })
}

/// Writes the edits of one document into its text; says whether there were any.
fn mend(scored: &Scored, number: usize, wanted: &Wanted, mended: &mut BTreeMap<usize, Fixed>) -> bool {
    let Some(judged) = &scored.result else { return false };
    let edits = edits(judged, wanted);
    if edits.is_empty() {
        return false;
    }
    let text = judged.document.text();
    let fixed = mended.entry(number).or_insert_with(|| Fixed {
        path: scored.input.path.clone(),
        before: text.to_owned(),
        after: String::new(),
        edits: BTreeMap::new(),
    });
    fixed.after = apply(text, &edits);
    for edit in &edits {
        *fixed.edits.entry(edit.rule.code).or_default() += 1;
    }
    true
}
