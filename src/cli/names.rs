//! `malaprop names`: work on name tables.

use super::End;
use super::common::{InputFlags, print, write};
use clap::{Args, Subcommand, ValueEnum};
use malaprop::error::{Error, Result};
use malaprop::lexicon::Lexicon;
use malaprop::lexicon::import::{self, Imported, Options, Source};
use malaprop::lexicon::names::{Kind, doubts, parts};
use malaprop::mention::Learner;
use malaprop::phrasebook::broken_names;
use malaprop::read::Status;
use malaprop::report::terminal::harmless;
use malaprop::similar::similarity;
use malaprop::text::{Document, counted};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Read name tables and print the rows that would cry wolf (too short, English words, twins of other rows), and those
    /// that do not keep their own tests. Exit 1 where there are any.
    Check {
        /// CSV files or folders of them.
        #[arg(required = true, value_name = "FILE|DIR")]
        tables: Vec<PathBuf>,
    },
    /// Turn a public name list into a name table.
    Import {
        /// The list.
        file: PathBuf,
        /// Its format.
        #[arg(long, value_enum)]
        from: Format,
        /// The kind of its names, where the list does not tell.
        #[arg(long, value_enum, default_value_t = KindFlag::Person)]
        kind: KindFlag,
        /// Leave out places of fewer people.
        #[arg(long, value_name = "N", default_value_t = 0)]
        population: u64,
        /// Where to write the table; - for standard output.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Collect the names that trusted articles use into a name table to review.
    Learn {
        #[command(flatten)]
        input: InputFlags,
        /// Leave out names that fewer documents have.
        #[arg(long, value_name = "N", default_value_t = 2)]
        documents: usize,
        /// Where to write the table; - for standard output.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Turn name tables into the compiled form that `--lexicon` opens at once, however large it is.
    Compile {
        /// CSV files or folders of them.
        #[arg(required = true, value_name = "FILE|DIR")]
        tables: Vec<PathBuf>,
        /// Where to write it; in a folder of tables it is found by the ending `.names`.
        #[arg(short, long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Show which names of the tables are near a name, and how near.
    Neighbours {
        /// The name.
        name: String,
        /// Add name tables (repeatable).
        #[arg(long, value_name = "FILE|DIR")]
        lexicon: Vec<PathBuf>,
        /// Show at most so many.
        #[arg(long, value_name = "N", default_value_t = 20)]
        most: usize,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// The entities file of JRC-Names.
    Jrc,
    /// A CSV of the Wikidata query service.
    Wikidata,
    /// `FollowTheMoney` JSON Lines, as of OpenSanctions.
    Ftm,
    /// The geoname table of GeoNames.
    Geonames,
    /// A CSV with a column `name`, or the names first.
    Csv,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum KindFlag {
    Person,
    Place,
    Organisation,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    match &arguments.command {
        Command::Check { tables } => check(tables),
        Command::Import { file, from, kind, population, output } => import(file, *from, *kind, *population, output),
        Command::Learn { input, documents, output } => learn(input, *documents, output),
        Command::Compile { tables, output } => compile(tables, output),
        Command::Neighbours { name, lexicon, most } => neighbours(name, lexicon, *most),
    }
}

fn check(tables: &[PathBuf]) -> Result<End> {
    let builtin = u32::try_from(Lexicon::builtin()?.names.len()).unwrap_or(u32::MAX);
    let lexicon = Lexicon::load(tables)?;
    let mut found = doubts(&lexicon.names, builtin);
    found.extend(broken_names(&lexicon, builtin));
    let lines: String = found.iter().map(|d| format!("{}\n", harmless(&format!("{}: {}", d.place, d.what)))).collect();
    print(&lines)?;
    Ok(if found.is_empty() { End::Good } else { End::Gate })
}

fn import(file: &Path, from: Format, kind: KindFlag, population: u64, output: &Path) -> Result<End> {
    let kind = match kind {
        KindFlag::Person => Kind::Person,
        KindFlag::Place => Kind::Place,
        KindFlag::Organisation => Kind::Organisation,
    };
    let source = match from {
        Format::Jrc => Source::Jrc,
        Format::Wikidata => Source::Wikidata,
        Format::Ftm => Source::Ftm,
        Format::Geonames => Source::Geonames,
        Format::Csv => Source::Plain,
    };
    let entries = import::read(source, file, Options { kind, population })?;
    let name = file.file_name().map_or_else(String::new, |n| n.to_string_lossy().into_owned());
    write(output, &import::table(&entries, &name)?)?;
    Ok(End::Good)
}

fn learn(input: &InputFlags, documents: usize, output: &Path) -> Result<End> {
    let mut learner = Learner::default();
    for input in input.read()?.documents().filter(|i| i.status == Status::Ok) {
        learner.add(&Document::new(input.doc_id, input.text));
    }
    let entries: Vec<Imported> = learner
        .names(documents)
        .map(|learnt| {
            let note = format!("{}, {}", counted(learnt.documents, "document"), counted(learnt.mentions, "mention"));
            Imported { note, ..Imported::new(learnt.name(), learnt.kind()) }
        })
        .collect();
    write(output, &import::table(&entries, "learnt")?)?;
    Ok(End::Good)
}

fn compile(tables: &[PathBuf], output: &Path) -> Result<End> {
    write(output, &Lexicon::compile_names(tables)?)?;
    Ok(End::Good)
}

fn neighbours(name: &str, lexicon: &[PathBuf], most: usize) -> Result<End> {
    let names = Lexicon::load(lexicon)?.names;
    let wanted = parts(name);
    if wanted.is_empty() {
        return Err(Error::usage(format!("no letter in `{name}`")));
    }
    let joined = wanted.join(" ");
    let mut found: Vec<(f64, String)> = Vec::new();
    for part in &wanted {
        let near = names.near(part);
        let parts = near.iter().map(|n| n.part).chain(names.parts(part));
        for usage in parts.flat_map(|part| names.uses(part)).filter(|u| u.of == wanted.len()) {
            let form = names.form(usage.form);
            let entry = names.entry(form.entry());
            let alike = similarity(&form.joined(" "), &joined);
            let line = format!("{:.2}  {}  {} ({:?})", alike.value, form.written(), entry.name(), alike.script);
            found.push((alike.value, line));
        }
    }
    found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.dedup();
    let text = found.iter().take(most).fold(String::new(), |mut text, (_, line)| {
        let _ = writeln!(text, "{}", harmless(line));
        text
    });
    print(&text)?;
    Ok(End::Good)
}
