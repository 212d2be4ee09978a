//! Tables loaded and checked once: names, phrases, furniture, words. A broken row stops the run before it starts.

mod builtin {
    include!(concat!(env!("OUT_DIR"), "/builtin.rs"));
    /// The name tables of `lexicons/en/names`, compiled by `build.rs`.
    pub(super) static NAMES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/names.pack"));
}
pub mod countries;
pub mod exonyms;
pub mod furniture;
pub mod import;
pub mod meanings;
pub mod names;
pub mod phrases;
pub(crate) mod raw;
pub(crate) mod sheet;
pub mod style;
pub(crate) mod table;
mod word_hash;
pub mod words;

use crate::bounded;
use crate::error::{Error, Result};
use std::io::Read;
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
    /// The built-in tables and those of `extra`: CSV files or folders of them, told apart by their header, and compiled name
    /// tables. A phrase table that stands at the path of a built-in one, as in a copy of malaprop's sources, takes its place.
    ///
    /// # Errors
    /// A file that cannot be read, a header that is neither of names nor of phrases, a broken row.
    pub fn load(extra: &[PathBuf]) -> Result<Self> {
        let files = files(extra)?;
        let mut phrases = phrases::Builder::default();
        for (name, text) in builtin::PHRASES.iter().filter(|(name, _)| !files.iter().any(|f| f.replaces(name))) {
            phrases.add(name, text)?;
        }
        Self::with(names::Names::builtin(builtin::NAMES)?, phrases, furniture::Furniture::builtin()?, &files)
    }

    /// The names and phrases of `tables` and no others, and no furniture; `tables` as in [`Lexicon::load`].
    ///
    /// # Errors
    /// As [`Lexicon::load`].
    pub fn only(tables: &[PathBuf]) -> Result<Self> {
        Self::with(
            names::Names::default(),
            phrases::Builder::default(),
            furniture::Furniture::default(),
            &files(tables)?,
        )
    }

    fn with(
        mut names: names::Names,
        mut phrases: phrases::Builder,
        furniture: furniture::Furniture,
        files: &[File],
    ) -> Result<Self> {
        let mut tables = names::Tables::default();
        for file in files {
            match &file.content {
                Content::Compiled => names.add_compiled(&file.path)?,
                Content::Phrases(text) => phrases.add(&file.name, text)?,
                Content::Names(text) => tables.add(&file.name, text)?,
            }
        }
        if !tables.is_empty() {
            names.add_tables(tables)?;
        }
        Ok(Self { names, phrases: phrases.build(), furniture, style: style::HouseStyle::default() })
    }

    /// The compiled form of the name tables in `paths`: what [`Lexicon::load`] opens without reading it.
    ///
    /// # Errors
    /// A file that cannot be read or is no name table in CSV, a broken row.
    pub fn compile_names(paths: &[PathBuf]) -> Result<Vec<u8>> {
        let mut tables = names::Tables::default();
        for file in files(paths)? {
            match &file.content {
                Content::Names(text) => tables.add(&file.name, text)?,
                Content::Phrases(_) => return Err(Error::path(&file.path, "a table of phrases, not of names")),
                Content::Compiled => return Err(Error::path(&file.path, "compiled already")),
            }
        }
        tables.pack()
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
        let given = given.iter().filter_map(|f| match &f.content {
            Content::Phrases(text) => Some((f.name.as_str(), text.as_str())),
            Content::Names(_) | Content::Compiled => None,
        });
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
    content: Content,
}

#[derive(Debug)]
enum Content {
    Names(String),
    Phrases(String),
    /// Names, not read.
    Compiled,
}

impl Content {
    fn of(text: String) -> Self {
        let header = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
        let of_phrases = header.split(',').any(|c| c.trim().trim_matches('"') == "pattern");
        if of_phrases { Self::Phrases(text) } else { Self::Names(text) }
    }
}

impl File {
    fn open(path: PathBuf) -> Result<Self> {
        let name = path.display().to_string();
        let mut start = Vec::new();
        let mut file = bounded::open(&path)?;
        let length = names::MAGIC.len() as u64;
        file.by_ref().take(length).read_to_end(&mut start).map_err(|e| Error::io(&path, e))?;
        // Of any version: which one says the message where it is opened.
        if start.starts_with(&names::MAGIC[..6]) {
            return Ok(Self { name, path, content: Content::Compiled });
        }
        let text = bounded::as_text(&path, bounded::rest(&path, file, start, bounded::TABLE)?)?;
        Ok(Self { name, path, content: Content::of(text) })
    }

    fn replaces(&self, builtin: &str) -> bool {
        self.path.canonicalize().is_ok_and(|path| path.ends_with(builtin))
    }
}

fn files(paths: &[PathBuf]) -> Result<Vec<File>> {
    let mut found = Vec::new();
    for path in paths {
        for path in tables_in(path)? {
            found.push(File::open(path)?);
        }
    }
    Ok(found)
}

/// How the names of compiled name tables end.
pub const COMPILED: &str = "names";

/// `path` itself, or the tables right inside the folder `path`, sorted.
///
/// # Errors
/// A folder that cannot be read, or has none.
pub fn tables_in(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(|e| Error::io(path, e))? {
        let file = entry.map_err(|e| Error::io(path, e))?.path();
        if file.extension().is_some_and(|e| e == "csv" || e == COMPILED) {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(Error::path(path, "no table (.csv, .names) in this folder"));
    }
    Ok(files)
}
