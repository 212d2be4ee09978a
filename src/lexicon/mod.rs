//! Tables loaded and checked once: names, phrases, furniture, words. A broken row stops the run before it starts.

mod builtin {
    include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
}
pub mod countries;
pub mod exonyms;
pub mod furniture;
pub mod import;
pub mod names;
pub mod phrases;
pub mod style;
pub(crate) mod table;
pub mod words;

use crate::error::{Error, Result};
use std::path::{Path, PathBuf};

/// All tables that detectors look things up in.
#[derive(Debug)]
pub struct Lexicon {
    /// People, places and organisations.
    pub names: names::Names,
    /// Literal renderings by source language.
    pub phrases: phrases::Phrases,
    /// Lines of the page around an article.
    pub furniture: furniture::Furniture,
    /// Which spellings the house writes; empty unless the configuration says.
    pub style: style::HouseStyle,
}

impl Lexicon {
    /// The built-in tables and those of `extra`: CSV files or folders of them, told apart by their header. A phrase table that
    /// stands at the path of a built-in one, as in a copy of malaprop's sources, takes its place.
    ///
    /// # Errors
    /// A file that cannot be read, a header that is neither of names nor of phrases, a broken row.
    pub fn load(extra: &[PathBuf]) -> Result<Self> {
        let mut names = names::Builder::default();
        let mut phrases = phrases::Builder::default();
        names.add_complete(builtin::NAMES)?;
        let files = files(extra)?;
        for (name, text) in builtin::PHRASES.iter().filter(|(name, _)| !files.iter().any(|f| f.replaces(name))) {
            phrases.add(name, text)?;
        }
        for file in &files {
            if file.is_phrases() {
                phrases.add(&file.name, &file.text)?;
            } else {
                names.add(&file.name, &file.text)?;
            }
        }
        Ok(Self {
            names: names.build(),
            phrases: phrases.build(),
            furniture: furniture::Furniture::builtin()?,
            style: style::HouseStyle::default(),
        })
    }

    /// The built-in tables alone.
    ///
    /// # Errors
    /// None in a released build: tests read every row.
    pub fn builtin() -> Result<Self> {
        Self::load(&[])
    }

    /// The names of the phrase tables among `extra`, and every row of them that cannot be read; without any, of the built-in ones.
    ///
    /// # Errors
    /// A file that cannot be read, or whose cells are in disorder.
    pub fn phrase_tables(extra: &[PathBuf]) -> Result<(Vec<String>, Vec<Error>)> {
        let (mut names, mut broken) = (Vec::new(), Vec::new());
        let given = files(extra)?;
        let given = given.iter().filter(|f| f.is_phrases()).map(|f| (f.name.as_str(), f.text.as_str()));
        let builtin = builtin::PHRASES.iter().copied().filter(|_| extra.is_empty());
        for (name, text) in given.chain(builtin) {
            broken.extend(phrases::broken(name, text)?);
            names.push(name.to_owned());
        }
        Ok((names, broken))
    }
}

/// A table that was asked for.
#[derive(Debug)]
struct File {
    name: String,
    path: PathBuf,
    text: String,
}

impl File {
    fn is_phrases(&self) -> bool {
        let header = self.text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        header.split(',').any(|c| c.trim().trim_matches('"') == "pattern")
    }

    fn replaces(&self, builtin: &str) -> bool {
        self.path.canonicalize().is_ok_and(|path| path.ends_with(builtin))
    }
}

fn files(paths: &[PathBuf]) -> Result<Vec<File>> {
    let mut found = Vec::new();
    for path in paths {
        for path in csv_files(path)? {
            let bytes = std::fs::read(&path).map_err(|e| Error::io(&path, e))?;
            let name = path.display().to_string();
            let text = String::from_utf8(bytes).map_err(|e| not_utf8(&name, &e))?;
            found.push(File { name, path, text });
        }
    }
    Ok(found)
}

fn not_utf8(file: &str, error: &std::string::FromUtf8Error) -> Error {
    let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
    let good = String::from_utf8_lossy(good);
    let line = good.matches('\n').count() as u64 + 1;
    let column = good.rsplit('\n').next().unwrap_or_default().chars().count() as u64 + 1;
    Error::row(file, line, column, "not UTF-8")
}

/// `path` itself, or the CSV files right inside the folder `path`, sorted.
fn csv_files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, e))? {
        let file = entry.map_err(|e| Error::io(path, e))?.path();
        if file.extension().is_some_and(|e| e == "csv") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::path(path, "no .csv file in this folder"));
    }
    Ok(files)
}
