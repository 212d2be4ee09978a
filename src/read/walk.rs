//! What lies under the given paths, in one order on every machine.

use super::{Format, Options};
use crate::error::{Error, Result};
use ignore::WalkBuilder;
use ignore::overrides::OverrideBuilder;
use std::io::Read;
use std::path::{Path, PathBuf};

/// Something to read, or something that cannot be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Found {
    File(PathBuf),
    Broken { path: String, problem: String },
}

/// Everything to read, and the number of files passed over for their ending.
pub(super) fn find(paths: &[PathBuf], options: &Options) -> Result<(Vec<Found>, usize)> {
    let mut found = Vec::new();
    let mut skipped = 0;
    let listed = options.file_list.as_deref().map(read_list).transpose()?.unwrap_or_default();
    for path in paths.iter().chain(&listed) {
        if path.as_os_str() == "-" {
            found.push(Found::File(path.clone()));
            continue;
        }
        let metadata = std::fs::metadata(path).map_err(|e| Error::io(path, e))?;
        if metadata.is_dir() {
            skipped += walk(path, options, &mut found)?;
        } else {
            found.push(Found::File(path.clone()));
        }
    }
    Ok((found, skipped))
}

fn walk(folder: &Path, options: &Options, found: &mut Vec<Found>) -> Result<usize> {
    let mut excluded = OverrideBuilder::new(folder);
    for glob in &options.exclude {
        excluded.add(&format!("!{glob}")).map_err(|e| Error::usage(format!("--exclude {glob}: {e}")))?;
    }
    let excluded = excluded.build().map_err(|e| Error::usage(format!("--exclude: {e}")))?;
    let walker = WalkBuilder::new(folder)
        .standard_filters(options.ignore_files)
        .hidden(!options.hidden)
        .follow_links(true)
        .overrides(excluded)
        .sort_by_file_path(|a, b| a.as_os_str().as_encoded_bytes().cmp(b.as_os_str().as_encoded_bytes()))
        .build();
    let mut skipped = 0;
    for entry in walker {
        match entry {
            Err(e) => found.push(broken(folder, &e)),
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_dir()) => {}
            Ok(entry) if Format::of(entry.path()).is_none() => skipped += 1,
            Ok(entry) if entry.file_type().is_some_and(|t| t.is_file()) => {
                found.push(Found::File(entry.into_path()));
            }
            Ok(entry) => found.push(Found::Broken {
                path: entry.path().display().to_string(),
                problem: "neither a file nor a folder".to_owned(),
            }),
        }
    }
    Ok(skipped)
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

fn read_list(list: &Path) -> Result<Vec<PathBuf>> {
    let mut text = String::new();
    let read = if list.as_os_str() == "-" {
        std::io::stdin().lock().read_to_string(&mut text)
    } else {
        std::fs::File::open(list).and_then(|mut file| file.read_to_string(&mut text))
    };
    read.map_err(|e| Error::io(list, e))?;
    Ok(text.lines().map(str::trim).filter(|l| !l.is_empty()).map(PathBuf::from).collect())
}
