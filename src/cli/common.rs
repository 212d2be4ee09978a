//! Flags that several subcommands share, and what they mean.

use super::End;
use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use malaprop::config::Config;
use malaprop::corpus::CorpusIndex;
use malaprop::error::{Error, Result};
use malaprop::finding::Severity;
use malaprop::read::{self, Stamp};
use malaprop::report::terminal::{Style, harmless};
use malaprop::report::{Place, Shown, Stdout};
use malaprop::review::baseline::Baseline;
use malaprop::review::suppressions::table;
use malaprop::run::{Engine, MOST_SURVEYED, Outcome, survey};
use malaprop::text::{Date, counted};
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
    /// The field or column that holds the text.
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
    /// What all inputs hold, whatever their endings; packed or not.
    #[arg(long, value_name = "FORMAT", value_enum)]
    input_format: Option<InputFormat>,
    /// What parts the cells of CSV; a comma, or a tab in .tsv.
    #[arg(long, value_name = "CHAR", value_parser = parse_delimiter)]
    delimiter: Option<u8>,
    /// Give a packed input up where it unpacks to more bytes.
    #[arg(long, value_name = "N", default_value_t = read::Limits::default().bytes)]
    max_unpacked: u64,
    /// Give a packed input up where it unpacks to more than N times its size (and 64 MiB).
    #[arg(long, value_name = "N", default_value_t = read::Limits::default().ratio)]
    max_ratio: u64,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum InputFormat {
    Text,
    Markdown,
    Html,
    Jsonl,
    Csv,
    Parquet,
}

fn parse_delimiter(text: &str) -> std::result::Result<u8, String> {
    match text.as_bytes() {
        b"\\t" => Ok(b'\t'),
        [byte] if byte.is_ascii() && !matches!(byte, b'"' | b'\n' | b'\r') => Ok(*byte),
        _ => Err("not a single ASCII character, or \\t".to_owned()),
    }
}

impl InputFlags {
    pub(super) fn read(&self) -> Result<read::Records> {
        read::read(&self.paths, &self.options())
    }

    pub(super) fn options(&self) -> read::Options {
        read::Options {
            text_key: self.text_key.clone(),
            id_key: self.id_key.clone(),
            date_key: self.date_key.clone(),
            max_bytes: self.max_bytes,
            ignore_files: self.ignore_files,
            hidden: self.hidden,
            exclude: self.exclude.clone(),
            file_list: self.file_list.clone(),
            format: self.input_format.map(|format| match format {
                InputFormat::Text => read::Format::Text,
                InputFormat::Markdown => read::Format::Markdown,
                InputFormat::Html => read::Format::Html,
                InputFormat::Jsonl => read::Format::JsonLines,
                InputFormat::Csv => read::Format::Csv,
                InputFormat::Parquet => read::Format::Parquet,
            }),
            whole_pages: self.whole_pages,
            delimiter: self.delimiter,
            unpack: read::Limits { bytes: self.max_unpacked, ratio: self.max_ratio },
            ..read::Options::default()
        }
    }

    /// Whether two files of it may have one name, and this can be known beforehand: of a folder no two have, and a list on standard
    /// input can be read only once.
    pub(super) fn may_clash(&self) -> bool {
        match self.file_list.as_deref() {
            Some(list) => list.is_file(),
            None => self.paths.len() > 1,
        }
    }

    /// Whether all of it can be read more than once; standard input and pipes cannot.
    pub(super) fn can_be_read_again(&self) -> bool {
        self.paths.iter().chain(&self.file_list).all(|path| path.is_file() || path.is_dir())
    }

    /// Reads everything a first time, for what the documents say of each other.
    pub(super) fn survey(&self, threads: usize, voice: &VoiceFlags) -> Result<CorpusIndex> {
        if !self.can_be_read_again() {
            return Ok(CorpusIndex::default());
        }
        let progress = voice.progress(0);
        let counter = progress.clone();
        let corpus = survey(self.read()?.inspect(move |_| counter.inc(1)), threads, unless_interrupted)?;
        progress.finish_and_clear();
        if corpus.is_none() {
            voice.say(&format!("more than {MOST_SURVEYED} documents: each is judged without the others\n"));
        }
        Ok(corpus.unwrap_or_default())
    }
}

/// Which configuration and tables to use.
#[derive(Debug, Args)]
pub(super) struct ConfigFlags {
    /// Use this configuration file instead of the nearest malaprop.toml; the variable MALAPROP_CONFIG names one too.
    #[arg(short, long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Use no configuration file, and none of the files that reviews left beside it.
    #[arg(long, conflicts_with = "config")]
    isolated: bool,
    /// Add name or phrase tables: a CSV file or a folder of them (repeatable).
    #[arg(long, value_name = "FILE|DIR")]
    lexicon: Vec<PathBuf>,
    /// The file of rejected findings, instead of malaprop-suppressions.csv beside malaprop.toml.
    #[arg(long, value_name = "FILE")]
    suppressions: Option<PathBuf>,
}

impl ConfigFlags {
    /// The configuration for `first_input`, with what these flags add, and the file it was read from.
    pub(super) fn config(&self, first_input: Option<&PathBuf>) -> Result<(Config, Option<PathBuf>)> {
        let input = first_input.map_or(Path::new("."), PathBuf::as_path);
        let named = || std::env::var_os("MALAPROP_CONFIG").filter(|v| !v.is_empty()).map(PathBuf::from);
        let file = match (&self.config, self.isolated) {
            (Some(file), _) => Some(file.clone()),
            (None, true) => None,
            (None, false) => named().or_else(|| Config::find(input)),
        };
        if let (Some(file), false) = (&file, self.isolated) {
            there(if self.config.is_some() { "--config" } else { "MALAPROP_CONFIG" }, file)?;
        }
        for table in &self.lexicon {
            there("--lexicon", table)?;
        }
        let mut config = file.as_deref().map_or(Ok(Config::default()), Config::read)?;
        if let Some(suppressions) = &self.suppressions {
            config.suppressions = Some(suppressions.clone());
        }
        if !self.isolated {
            config.add_reviews(file.as_deref(), input);
        }
        config.lexicons.extend(self.lexicon.iter().cloned());
        Ok((config, file))
    }
}

/// What to judge by.
#[derive(Debug, Args)]
pub(super) struct EngineFlags {
    #[command(flatten)]
    config: ConfigFlags,
    /// Report suppressed findings too.
    #[arg(long, conflicts_with = "suppressions")]
    no_suppressions: bool,
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
    /// Print the configuration in effect as TOML, and do nothing else.
    #[arg(long)]
    dump_config: bool,
}

/// Makes sure that the file or folder is there which `named` names.
fn there(named: &str, path: &Path) -> Result<()> {
    match std::fs::metadata(path) {
        Ok(_) => Ok(()),
        Err(e) => Err(Error::usage(format!("{named} {}: {e}", path.display()))),
    }
}

pub(super) fn parse_date(text: &str) -> std::result::Result<Date, String> {
    Date::parse(text).ok_or_else(|| "no day such as 2019-02-01".to_owned())
}

impl EngineFlags {
    /// The configuration in effect.
    pub(super) fn config(&self, first_input: Option<&PathBuf>) -> Result<Config> {
        let (mut config, file) = self.config.config(first_input)?;
        if self.no_suppressions {
            config.suppressions = None;
        }
        if let Some(suppressions) = &config.suppressions {
            let key = || file.map(|file| format!("{}: suppressions =", file.display()));
            let named = if self.config.suppressions.is_some() { None } else { key() };
            there(named.as_deref().unwrap_or("--suppressions"), suppressions)?;
        }
        if let Some(model) = &self.model {
            there("--model", model)?;
            config.model = Some(model.clone());
        }
        if !self.select.is_empty() {
            config.select.clone_from(&self.select);
        }
        config.ignore.extend(self.ignore.iter().cloned());
        Ok(config)
    }

    /// Prints the configuration in effect where that was asked for; says whether it was.
    pub(super) fn dump(&self, first_input: Option<&PathBuf>) -> Result<bool> {
        if self.dump_config {
            print(&self.config(first_input)?.dump()?)?;
        }
        Ok(self.dump_config)
    }

    pub(super) fn engine(&self, first_input: Option<&PathBuf>) -> Result<Engine> {
        self.configured(self.config(first_input)?)
    }

    /// All that decides what is found, as a text that is the same where the findings are.
    pub(super) fn settings(&self, config: &Config) -> String {
        let tables = config.lexicons.iter().chain(&config.model).chain(&config.suppressions);
        let files = tables.flat_map(|path| match std::fs::read_dir(path) {
            Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
            Err(_) => vec![path.clone()],
        });
        let stamps = files.filter_map(|file| Stamp::of(&file)).reduce(Stamp::and);
        format!("{} {config:?} {stamps:?} {:?}", env!("CARGO_PKG_VERSION"), self.date)
    }

    pub(super) fn configured(&self, config: Config) -> Result<Engine> {
        Engine::new(config, self.date)
    }
}

/// What earlier runs and reviews have to do with this run.
#[derive(Debug, Args)]
pub(super) struct ReviewFlags {
    /// Report only findings that this report has not: a folder with findings.csv, such a file, or JSON Lines.
    #[arg(long, value_name = "REPORT")]
    baseline: Option<PathBuf>,
    /// Take suppressions that have expired, or that met no finding in this run, out of their file.
    #[arg(long)]
    prune: bool,
}

impl ReviewFlags {
    /// Gives `engine` the baseline.
    pub(super) fn prepare(&self, engine: &mut Engine) -> Result<()> {
        engine.review.baseline = self.baseline.as_deref().map(Baseline::read).transpose()?;
        Ok(())
    }

    /// Says which suppressions are of no use, and takes them out where that was asked for.
    pub(super) fn finish(&self, engine: &Engine, file: Option<PathBuf>, voice: &VoiceFlags) -> Result<()> {
        let suppressions = &engine.review.suppressions;
        let (expired, unused) = (suppressions.expired().count(), suppressions.unused().count());
        let Some(file) = file.filter(|_| expired + unused > 0) else { return Ok(()) };
        let what = format!("suppressions: {expired} expired, {unused} met no finding in this run");
        if !self.prune {
            let idle =
                suppressions.expired().map(|s| ("expired", s)).chain(suppressions.unused().map(|s| ("unused", s)));
            let lines: String = idle
                .map(|(why, s)| format!("  {why}: {} {} {}\n", s.fingerprint, s.rule, harmless(&s.context)))
                .collect();
            voice.say(&format!("{what}: --prune takes them out of {}\n", file.display()));
            if voice.verbose {
                voice.say(&lines);
            }
            return Ok(());
        }
        write(&file, &table(suppressions.used().cloned().collect())?)?;
        voice.say(&format!("{what}, and were taken out of {}\n", file.display()));
        Ok(())
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

pub(super) fn parse_score(text: &str) -> std::result::Result<f64, String> {
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
            let text =
                format!("malaprop: {} could not be read, and --strict was given\n", counted(outcome.failed, "input"));
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
            let (names, phrases) = (engine.lexicon.names.len(), engine.lexicon.phrases.rows().len());
            self.say(&format!("{}, {}\n", counted(names, "name"), counted(phrases, "phrase")));
        }
    }

    /// A bar on a terminal with the rate and the time that is left of `documents`, a counter where their number is not known
    /// (0), and nothing elsewhere.
    pub(super) fn progress(&self, documents: usize) -> ProgressBar {
        let watched = std::io::stderr().is_terminal() && !self.quiet && !environment("CI") && !dumb_terminal();
        if !watched {
            return ProgressBar::hidden();
        }
        let (bar, template) = match documents {
            0 => (ProgressBar::new_spinner(), "{spinner} {pos} documents, {per_sec}"),
            n => (ProgressBar::new(n as u64), "{wide_bar} {pos}/{len} documents, {per_sec}, {eta} left"),
        };
        match ProgressStyle::with_template(template) {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        }
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
    unless_interrupted_with("no report was written")
}

/// An error once Ctrl-C was pressed, which says what became of the outputs.
pub(super) fn unless_interrupted_with(outputs: &str) -> Result<()> {
    match INTERRUPTED.load(Ordering::Relaxed) {
        true => Err(Error::usage(format!("interrupted; {outputs}"))),
        false => Ok(()),
    }
}

/// Writes to standard output.
pub(super) fn print(text: impl AsRef<[u8]>) -> Result<()> {
    let out = Stdout::get();
    print_to(Shown::new(out.is_terminal(), out), text.as_ref())
}

/// The same for text with colours in it that was made harmless before.
pub(super) fn print_coloured(text: &str) -> Result<()> {
    print_to(Shown::coloured(Stdout::get()), text.as_bytes())
}

fn print_to(mut out: impl Write, bytes: &[u8]) -> Result<()> {
    out.write_all(bytes).and_then(|()| out.flush()).map_err(|e| Error::io("standard output", e))
}

/// Writes `text` to the file `output`, or to standard output for `-`.
pub(super) fn write(output: &Path, content: impl AsRef<[u8]>) -> Result<()> {
    let mut place = Place::open(output)?;
    place.write_all(content.as_ref()).map_err(|e| Error::io(place.name(), e))?;
    place.finish()
}
