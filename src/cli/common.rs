//! Flags that several subcommands share, and what they mean.

use super::End;
use clap::{Args, ValueEnum};
use malaprop::config::Config;
use malaprop::corpus::CorpusIndex;
use malaprop::error::{Error, Result};
use malaprop::finding::Severity;
use malaprop::fluency::Model;
use malaprop::lexicon::Lexicon;
use malaprop::lexicon::style::HouseStyle;
use malaprop::read;
use malaprop::report::Place;
use malaprop::report::terminal::Style;
use malaprop::run::{Engine, MOST_SURVEYED, Outcome, Selection, survey};
use malaprop::text::Date;
use std::borrow::Cow;
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

/// What to read.
#[derive(Debug, Args)]
pub(super) struct InputFlags {
    /// Folders, files, or - for standard input.
    #[arg(value_name = "PATH", required_unless_present = "file_list")]
    pub(super) paths: Vec<PathBuf>,
    /// Read more paths from this file, one a line; - for standard input.
    #[arg(long, value_name = "FILE")]
    file_list: Option<PathBuf>,
    /// Leave out paths that match this glob (repeatable).
    #[arg(long, value_name = "GLOB")]
    exclude: Vec<String>,
    /// Honour .gitignore and .ignore files.
    #[arg(long)]
    ignore_files: bool,
    /// Read hidden files and folders too.
    #[arg(long)]
    hidden: bool,
    /// The field of a JSON Lines record that holds the text.
    #[arg(long, value_name = "KEY", default_value = "text")]
    text_key: String,
    /// The field that holds the document's id.
    #[arg(long, value_name = "KEY", default_value = "id")]
    id_key: String,
    /// The field that holds the document's day, as 2019-02-01.
    #[arg(long, value_name = "KEY", default_value = "date")]
    date_key: String,
    /// Read HTML pages with their menus, boxes and comments, not only the article.
    #[arg(long)]
    whole_pages: bool,
    /// Do not read files or records of more bytes.
    #[arg(long, value_name = "N", default_value_t = read::Options::default().max_bytes)]
    max_bytes: u64,
}

impl InputFlags {
    pub(super) fn read(&self) -> Result<read::Inputs> {
        let options = read::Options {
            text_key: self.text_key.clone(),
            id_key: self.id_key.clone(),
            date_key: self.date_key.clone(),
            max_bytes: self.max_bytes,
            ignore_files: self.ignore_files,
            hidden: self.hidden,
            exclude: self.exclude.clone(),
            file_list: self.file_list.clone(),
            fields: Vec::new(),
            whole_pages: self.whole_pages,
        };
        read::read(&self.paths, &options)
    }

    /// Reads everything a first time, for what the documents say of each other; standard input and pipes can only be read once.
    pub(super) fn survey(&self, threads: usize, voice: &VoiceFlags) -> Result<CorpusIndex> {
        let once = |path: &PathBuf| !path.is_file() && !path.is_dir();
        if self.paths.iter().chain(&self.file_list).any(once) {
            return Ok(CorpusIndex::default());
        }
        let corpus = survey(self.read()?, threads, unless_interrupted)?;
        if corpus.is_none() {
            voice.say(&format!("more than {MOST_SURVEYED} documents: each is judged without the others\n"));
        }
        Ok(corpus.unwrap_or_default())
    }
}

/// What to judge by.
#[derive(Debug, Args)]
pub(super) struct EngineFlags {
    /// Use this configuration file instead of the nearest malaprop.toml.
    #[arg(short, long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use no configuration file.
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
    /// Add name or phrase tables: a CSV file or a folder of them (repeatable).
    #[arg(long, value_name = "FILE|DIR")]
    lexicon: Vec<PathBuf>,
    /// Use this model of English, made by `malaprop phrases train`, instead of the built-in one.
    #[arg(long, value_name = "FILE")]
    model: Option<PathBuf>,
    /// The day of documents whose record gives none, as 2019-02-01; a house style may hold from a day on.
    #[arg(long, value_name = "DAY", value_parser = parse_date)]
    date: Option<Date>,
    /// Report only these rules: codes, names, families, beginnings of codes (repeatable, or parted by commas).
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,
    /// Do not report these rules.
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,
}

fn parse_date(text: &str) -> std::result::Result<Date, String> {
    Date::parse(text).ok_or_else(|| "no day such as 2019-02-01".to_owned())
}

impl EngineFlags {
    pub(super) fn engine(&self, first_input: Option<&PathBuf>) -> Result<Engine> {
        let found = match (&self.config, self.isolated) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => Config::find(first_input.map_or(Path::new("."), PathBuf::as_path)),
        };
        let config = found.map_or(Ok(Config::default()), |file| Config::read(&file))?;
        let tables: Vec<PathBuf> = config.lexicons.iter().chain(&self.lexicon).cloned().collect();
        let select = if self.select.is_empty() { config.select.clone() } else { self.select.clone() };
        let ignore = config.ignore.iter().chain(&self.ignore).cloned().collect();
        Ok(Engine {
            lexicon: Lexicon { style: HouseStyle::new(config.style.clone()), ..Lexicon::load(&tables)? },
            date: self.date,
            selection: Selection::new(select, ignore)?,
            thresholds: config.thresholds(),
            corpus: CorpusIndex::default(),
            fluency: match &self.model {
                Some(file) => Cow::Owned(Model::read_file(file)?),
                None => Cow::Borrowed(Model::builtin()?),
            },
        })
    }
}

/// When to fail.
#[derive(Debug, Args)]
pub(super) struct GateFlags {
    /// Exit 1 where a document scores below N.
    #[arg(long, value_name = "N", value_parser = parse_score)]
    fail_under: Option<f64>,
    /// Exit 1 where a finding is of this severity or worse.
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<Level>,
    /// Exit 0 whatever was found.
    #[arg(long)]
    exit_zero: bool,
    /// Exit 2 where a document could not be read.
    #[arg(long)]
    strict: bool,
}

fn parse_score(text: &str) -> std::result::Result<f64, String> {
    let score: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=100.0).contains(&score) { Ok(score) } else { Err("not from 0 to 100".to_owned()) }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    Critical,
    Major,
    Minor,
}

impl GateFlags {
    /// How the run ended; `usual` is the failing level where none is given.
    pub(super) fn end(&self, outcome: &Outcome, usual: Option<Severity>) -> End {
        let level = self.fail_on.map(|level| match level {
            Level::Critical => Severity::Critical,
            Level::Major => Severity::Major,
            Level::Minor => Severity::Minor,
        });
        let usual = if self.fail_under.is_some() { None } else { usual };
        let severe = level.or(usual).is_some_and(|level| outcome.worst.is_some_and(|worst| worst >= level));
        let low = self.fail_under.is_some_and(|line| outcome.lowest_score.is_some_and(|score| score < line));
        if self.strict && outcome.failed > 0 {
            let text = format!("malaprop: {} inputs could not be read, and --strict was given\n", outcome.failed);
            // Nobody is left to be told that standard error is closed.
            let _ = std::io::stderr().write_all(text.as_bytes());
            End::Strict
        } else if (severe || low) && !self.exit_zero {
            End::Gate
        } else {
            End::Good
        }
    }
}

/// How to speak.
#[derive(Debug, Args)]
pub(super) struct VoiceFlags {
    /// When to use colour.
    #[arg(long, value_name = "WHEN", value_enum, default_value_t = Colour::Auto)]
    color: Colour,
    /// Print no summary and no progress.
    #[arg(short, long)]
    quiet: bool,
    /// Say more: which tables and how many rows are in use.
    #[arg(short, long, conflicts_with = "quiet")]
    verbose: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

fn environment(name: &str) -> bool {
    std::env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn dumb_terminal() -> bool {
    std::env::var_os("TERM").is_some_and(|term| term == "dumb")
}

impl VoiceFlags {
    pub(super) fn style(&self, on_terminal: bool) -> Style {
        let colour = match self.color {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if environment("NO_COLOR") => false,
            Colour::Auto => environment("CLICOLOR_FORCE") || (on_terminal && !dumb_terminal()),
        };
        Style { colour }
    }

    pub(super) fn say(&self, text: &str) {
        if !self.quiet {
            // Nobody is left to be told that standard error is closed.
            let _ = std::io::stderr().write_all(text.as_bytes());
        }
    }

    pub(super) fn say_tables(&self, engine: &Engine) {
        if self.verbose {
            let (names, phrases) = (engine.lexicon.names.entries().len(), engine.lexicon.phrases.rows().len());
            self.say(&format!("{names} names, {phrases} phrases\n"));
        }
    }

    /// A counter of documents on a terminal, and nothing elsewhere.
    pub(super) fn progress(&self) -> indicatif::ProgressBar {
        let watched = std::io::stderr().is_terminal() && !self.quiet && !environment("CI") && !dumb_terminal();
        if watched { indicatif::ProgressBar::new_spinner() } else { indicatif::ProgressBar::hidden() }
    }
}

/// Set by Ctrl-C or a request to end: the run then stops between documents, so that unfinished reports are removed.
static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// From here on Ctrl-C ends the run in good order.
pub(super) fn end_well_on_ctrl_c() {
    // Where no handler can be had, the system ends the run at once; no report has its name yet even so.
    let _ = ctrlc::set_handler(|| INTERRUPTED.store(true, Ordering::Relaxed));
}

/// An error once Ctrl-C was pressed.
pub(super) fn unless_interrupted() -> Result<()> {
    if INTERRUPTED.load(Ordering::Relaxed) {
        return Err(Error::usage("interrupted; no report was written"));
    }
    Ok(())
}

/// Writes to standard output.
pub(super) fn print(text: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(|e| Error::io("standard output", e))
}

/// Writes `text` to the file `output`, or to standard output for `-`.
pub(super) fn write(output: &Path, text: &str) -> Result<()> {
    let mut place = Place::open(output)?;
    place.write_all(text.as_bytes()).map_err(|e| Error::io(place.name(), e))?;
    place.finish()
}
