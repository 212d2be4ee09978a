//! What lies under the given paths, in one order on every machine, found while it is read.

use super::{Format, Options, Passed};
use crate::error::{Error, Result};
use ignore::WalkBuilder;
use ignore::overrides::{Override, OverrideBuilder};
use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Something to read, or something that cannot be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    File {
        path: PathBuf,
        /// See [`super::Source::name`].
        name: PathBuf,
        /// Whether it was found in a folder, not asked for by name.
        walked: bool,
    },
    Broken {
        path: String,
        problem: String,
    },
}

/// Finds files under paths that are given or listed.
pub(super) struct Finder {
    given: VecDeque<PathBuf>,
    list: Option<Box<dyn BufRead + Send>>,
    folder: Option<(PathBuf, ignore::Walk)>,
    /// Whether somebody reads standard input already.
    stdin: bool,
    options: Arc<Options>,
    passed: Arc<Passed>,
}

impl std::fmt::Debug for Finder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finder").field("given", &self.given).finish_non_exhaustive()
    }
}

impl Finder {
    /// Everything under `paths`, and under those in the file list.
    pub(super) fn new(paths: &[PathBuf], options: &Arc<Options>, passed: &Arc<Passed>) -> Result<Self> {
        let (stdin, files): (Vec<&PathBuf>, Vec<&PathBuf>) =
            paths.iter().chain(&options.file_list).partition(|path| is_stdin(path));
        if stdin.len() > 1 {
            return Err(Error::usage(STDIN_TWICE));
        }
        for path in files {
            std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        }
        excluded(Path::new("."), options)?;
        let list: Option<Box<dyn BufRead + Send>> = match options.file_list.as_deref() {
            None => None,
            Some(list) if is_stdin(list) => Some(Box::new(BufReader::new(std::io::stdin()))),
            Some(list) => Some(Box::new(BufReader::new(std::fs::File::open(list).map_err(|e| Error::io(list, e))?))),
        };
        let (options, passed) = (Arc::clone(options), Arc::clone(passed));
        let stdin = !stdin.is_empty();
        Ok(Self { given: paths.iter().cloned().collect(), list, folder: None, stdin, options, passed })
    }

    /// The next path that was given or listed.
    fn path(&mut self) -> Option<std::result::Result<PathBuf, Found>> {
        if let Some(path) = self.given.pop_front() {
            return Some(Ok(path));
        }
        loop {
            let mut line = String::new();
            match self.list.as_mut()?.take(MOST_PATH).read_line(&mut line) {
                Ok(0) => self.list = None,
                Ok(length) if length as u64 == MOST_PATH => {
                    self.list = None;
                    let list = self.options.file_list.as_deref().unwrap_or(Path::new("-"));
                    let problem = format!("a path of more than {MOST_PATH} bytes: no list of paths");
                    return Some(Err(Found::Broken { path: list.display().to_string(), problem }));
                }
                Ok(_) if line.trim().is_empty() => {}
                Ok(_) if line.trim() == "-" && std::mem::replace(&mut self.stdin, true) => {
                    return Some(Err(Found::Broken { path: "-".to_owned(), problem: STDIN_TWICE.to_owned() }));
                }
                Ok(_) => return Some(Ok(PathBuf::from(line.trim()))),
                Err(e) => {
                    self.list = None;
                    let list = self.options.file_list.as_deref().unwrap_or(Path::new("-"));
                    return Some(Err(Found::Broken { path: list.display().to_string(), problem: e.to_string() }));
                }
            }
        }
    }

    /// What an entry of a folder is; nothing where it is passed over.
    fn entry(&self, folder: &Path, entry: std::result::Result<ignore::DirEntry, ignore::Error>) -> Option<Found> {
        match entry {
            Err(e) => Some(broken(folder, &e)),
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => None,
            Ok(entry) if Format::of(entry.path()).is_none() => {
                self.passed.file(entry.path());
                None
            }
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                let path = entry.into_path();
                let name = path.strip_prefix(folder).unwrap_or(&path).to_owned();
                Some(Found::File { path, name, walked: true })
            }
            Ok(entry) => Some(Found::Broken {
                path: entry.path().display().to_string(),
                problem: "neither a file nor a folder".to_owned(),
            }),
        }
    }
}

impl Iterator for Finder {
    type Item = Found;

    fn next(&mut self) -> Option<Found> {
        loop {
            if let Some((folder, walk)) = &mut self.folder {
                let folder = folder.clone();
                match walk.next() {
                    None => self.folder = None,
                    Some(entry) => {
                        if let Some(found) = self.entry(&folder, entry) {
                            return Some(found);
                        }
                    }
                }
                continue;
            }
            let path = match self.path()? {
                Ok(path) => path,
                Err(found) => return Some(found),
            };
            if path.is_dir() {
                match walk(&path, &self.options) {
                    Ok(walk) => self.folder = Some((path, walk)),
                    Err(e) => return Some(Found::Broken { path: path.display().to_string(), problem: e.to_string() }),
                }
                continue;
            }
            let name =
                path.file_name().filter(|name| *name != "-").map_or_else(|| PathBuf::from("stdin"), PathBuf::from);
            return Some(Found::File { path, name, walked: false });
        }
    }
}

fn is_stdin(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// No system has longer ones.
const MOST_PATH: u64 = 1 << 16;

const STDIN_TWICE: &str = "- is named twice: standard input can be read only once";

fn excluded(folder: &Path, options: &Options) -> Result<Override> {
    let mut excluded = OverrideBuilder::new(folder);
    for glob in &options.exclude {
        excluded.add(&format!("!{glob}")).map_err(|e| Error::usage(format!("--exclude {glob}: {e}")))?;
    }
    excluded.build().map_err(|e| Error::usage(format!("--exclude: {e}")))
}

fn walk(folder: &Path, options: &Options) -> Result<ignore::Walk> {
    Ok(WalkBuilder::new(folder)
        .standard_filters(options.ignore_files)
        .hidden(!options.hidden)
        .follow_links(true)
        .overrides(excluded(folder, options)?)
        .sort_by_file_path(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()))
        .build())
}

fn broken(folder: &Path, error: &ignore::Error) -> Found {
    Found::Broken { path: path_of(error).unwrap_or(folder).display().to_string(), problem: cause_of(error) }
}

/// The file an error of the walk is about: for a loop, the link and not what it points to.
fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::Loop { child, .. } => Some(child),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        _ => None,
    }
}

fn cause_of(error: &ignore::Error) -> String {
    match error {
        ignore::Error::WithPath { err, .. } | ignore::Error::WithDepth { err, .. } => cause_of(err),
        ignore::Error::Loop { ancestor, .. } => format!("a link back to {}", ancestor.display()),
        other => other.to_string(),
    }
}
