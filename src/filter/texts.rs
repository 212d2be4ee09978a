//! Receipts of plain texts that have outputs of their own: a line for each, in a file beside the outputs of their folder. There
//! may be millions of them, and a receipt for each would be as many files again.

use super::resume::FOLDER;
use crate::error::{Error, Result};
use crate::read::{Shard, Stamp};
use crate::report::make_folder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::{HashMap, HashSet};
use std::fs::{File, OpenOptions};
use std::hash::{BuildHasher, RandomState};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};

/// What became of a text.
#[derive(Debug, Serialize, Deserialize)]
struct Line {
    /// The name of its output, whether it has one or not.
    name: String,
    input: Stamp,
    /// The bytes of its output, where it has one.
    bytes: Option<u64>,
    /// The first reason, where it was rejected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rejected: Option<String>,
}

/// A text that an earlier run finished.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Finished {
    /// Why it was rejected; nothing where it was kept.
    pub(super) rejected: Option<String>,
    /// See [`Found::is_as_it_was`].
    pub(super) print: u64,
}

/// How the names of all files of receipts of texts begin.
const OF_TEXTS: &str = "texts-";

/// The beginning of the names of files of receipts for runs with these settings.
fn beginning(settings: &str) -> String {
    // Eight bytes of it make as good as sure that other settings have another name.
    let hash: String = Sha256::digest(settings).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("{OF_TEXTS}{hash}-")
}

/// Writes receipts.
#[derive(Debug)]
pub(super) struct Receipts {
    /// The name of their file in every folder. Parts that run at the same time have one each.
    name: String,
    resume: bool,
    /// The folders that this run has written to.
    begun: HashSet<PathBuf>,
    /// Folders, and whether an earlier run wrote texts to them.
    earlier: HashMap<PathBuf, bool>,
}

impl Receipts {
    /// Those of the texts of `part` of a run; those of an earlier run of it are taken up, or thrown away.
    pub(super) fn new(settings: &str, part: Option<Shard>, resume: bool) -> Self {
        let part = part.map_or_else(|| "all".to_owned(), |part| part.to_string().replace('/', "-of-"));
        Self {
            name: format!("{}{part}.jsonl", beginning(settings)),
            resume,
            begun: HashSet::new(),
            earlier: HashMap::new(),
        }
    }

    /// Whether an earlier run, of whatever settings, wrote texts to the folder of `output`; asked before one is noted there.
    pub(super) fn are_there(&mut self, output: &Path) -> bool {
        let folder = output.with_file_name(FOLDER);
        if let Some(known) = self.earlier.get(&folder) {
            return *known;
        }
        let mut entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
        let there = entries.any(|entry| entry.file_name().as_encoded_bytes().starts_with(OF_TEXTS.as_bytes()));
        self.earlier.insert(folder, there);
        there
    }

    /// Notes that the text is finished that was as `input` says, whose output is `output`, if it was not `rejected`; of so many
    /// `bytes`, where it has one.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub(super) fn add(
        &mut self,
        output: &Path,
        input: Stamp,
        bytes: Option<u64>,
        rejected: Option<&str>,
    ) -> Result<()> {
        // A name that is no Unicode has no receipt: the text is done again.
        let Some(name) = output.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
        let folder = output.with_file_name(FOLDER);
        let path = folder.join(&self.name);
        let line = Line { name: name.to_owned(), input, bytes, rejected: rejected.map(str::to_owned) };
        let mut bytes = serde_json::to_vec(&line).map_err(|e| Error::io(&path, e.into()))?;
        bytes.push(b'\n');
        let mut options = OpenOptions::new();
        options.create(true).append(true);
        if self.begun.insert(folder.clone()) {
            make_folder(&folder)?;
            match self.resume {
                // The last line of a run that was killed may have no end.
                true => bytes.insert(0, b'\n'),
                false => options = OpenOptions::new().create(true).write(true).truncate(true).clone(),
            }
        }
        let mut file = options.open(&path).map_err(|e| Error::io(&path, e))?;
        file.write_all(&bytes).map_err(|e| Error::io(&path, e))
    }
}

/// Finds receipts. Those of one folder and of the ones above it are in memory at once, 16 bytes of each.
#[derive(Debug)]
pub(super) struct Found {
    beginning: String,
    /// Folders, and what is known of texts by the hashes of their names.
    folders: Vec<(PathBuf, HashMap<u64, Known>)>,
    hashes: RandomState,
    /// Why texts were rejected, without doubles.
    reasons: Vec<String>,
}

/// The hash of a text's stamp and of the bytes of its output, and in its last byte the place of the reason, counted from 1.
#[derive(Debug, Clone, Copy)]
struct Known(u64);

const REASON: u64 = 0xff;

impl Found {
    /// Those of runs with `settings`.
    pub(super) fn new(settings: &str) -> Self {
        Self { beginning: beginning(settings), folders: Vec::new(), hashes: RandomState::new(), reasons: Vec::new() }
    }

    /// What is known of the text whose output is `output`, if it was not rejected.
    pub(super) fn of(&mut self, output: &Path) -> Option<Finished> {
        let (folder, name) = (output.parent()?, output.file_name()?.to_str()?);
        while self.folders.last().is_some_and(|(above, _)| !folder.starts_with(above)) {
            self.folders.pop();
        }
        if self.folders.last().is_none_or(|(last, _)| last != folder) {
            let known = self.read(&folder.join(FOLDER));
            self.folders.push((folder.to_owned(), known));
        }
        let Known(known) = *self.folders.last()?.1.get(&self.hashes.hash_one(name))?;
        let reason = usize::try_from(known & REASON).ok()?;
        let rejected = if reason == 0 { None } else { Some(self.reasons.get(reason - 1)?.clone()) };
        Some(Finished { rejected, print: known & !REASON })
    }

    /// Whether a text with that `print` was as `input` says, and its output of so many `bytes`, where it has one.
    pub(super) fn is_as_it_was(&self, print: u64, input: Stamp, bytes: Option<u64>) -> bool {
        print == self.hashes.hash_one((input, bytes)) & !REASON
    }

    fn read(&mut self, folder: &Path) -> HashMap<u64, Known> {
        let ours = |path: &PathBuf| {
            path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(&self.beginning))
        };
        let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = entries.filter(ours).collect();
        files.sort();
        let mut known = HashMap::new();
        for file in files.iter().filter_map(|file| File::open(file).ok()) {
            for line in BufReader::new(file).split(b'\n').map_while(std::io::Result::ok) {
                // What cannot be read was not finished.
                let Ok(line) = serde_json::from_slice::<Line>(&line) else { continue };
                if let Some(reason) = self.reason(line.rejected) {
                    let text = Known(self.hashes.hash_one((line.input, line.bytes)) & !REASON | reason);
                    known.insert(self.hashes.hash_one(line.name.as_str()), text);
                }
            }
        }
        known
    }

    /// The place of `rejected` among the reasons, counted from 1, and 0 for none; nothing where there is no room for more.
    fn reason(&mut self, rejected: Option<String>) -> Option<u64> {
        let Some(reason) = rejected else { return Some(0) };
        let place = self.reasons.iter().position(|known| *known == reason).unwrap_or_else(|| {
            self.reasons.push(reason);
            self.reasons.len() - 1
        });
        u64::try_from(place + 1).ok().filter(|place| *place <= REASON)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(folder: &Path, text: &str) -> Stamp {
        let path = folder.join("input");
        std::fs::write(&path, text).unwrap();
        Stamp::of(&path).unwrap()
    }

    #[test]
    fn receipts_are_found_again_but_for_a_line_that_broke_off() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        let (one, other) = (stamp(folder.path(), "one"), stamp(folder.path(), "other"));
        let mut receipts = Receipts::new("as usual", None, false);
        receipts.add(&path("a.txt"), one, Some(3), None).unwrap();
        receipts.add(&path("b/c.txt"), one, None, Some("low_score")).unwrap();
        let journal = path(FOLDER).join(&receipts.name);
        let whole = std::fs::read_to_string(&journal).unwrap();
        std::fs::write(&journal, format!("{whole}{}", &whole[..whole.len() / 2])).unwrap();
        Receipts::new("as usual", None, true).add(&path("d.txt"), other, Some(5), None).unwrap();
        let mut found = Found::new("as usual");
        for (name, bytes, is_same, rejected) in [
            ("a.txt", Some(3), true, None),
            ("a.txt", Some(2), false, None),
            ("a.txt", None, false, None),
            ("b/c.txt", None, true, Some("low_score")),
            ("d.txt", Some(5), false, None),
        ] {
            let text = found.of(&path(name)).unwrap();
            assert_eq!(text.rejected.as_deref(), rejected, "{name}");
            assert_eq!(found.is_as_it_was(text.print, one, bytes), is_same, "{name} {bytes:?}");
        }
        assert_eq!(found.of(&path("e.txt")), None);
        assert_eq!(Found::new("otherwise").of(&path("a.txt")), None);
        Receipts::new("as usual", None, false).add(&path("d.txt"), one, Some(3), None).unwrap();
        assert_eq!(Found::new("as usual").of(&path("a.txt")), None, "a run that does all again begins anew");
    }
}
