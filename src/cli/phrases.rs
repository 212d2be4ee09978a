//! `malaprop phrases`: work on phrase tables.

use super::common::{print, write};
use super::{End, phrases_train};
use clap::{Args, Subcommand};
use malaprop::error::{Error, Result};
use malaprop::lexicon::Lexicon;
use malaprop::phrasebook::{self, Corpus, MiningOptions, Side, Text};
use malaprop::read::{self, Status};
use malaprop::report::terminal::harmless;
use std::io::Write as _;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run every row's own examples and print its faults; exit 1 where there are any.
    Check {
        /// Phrase tables: CSV files or folders of them; without any, the built-in ones.
        #[arg(value_name = "FILE|DIR")]
        tables: Vec<PathBuf>,
    },
    /// Collect word sequences that machines use more than people, as a phrase table whose cells are to be filled in.
    Mine {
        /// Texts of people: files, folders or - for standard input.
        human: Option<PathBuf>,
        /// Texts of machines, translations of the same documents.
        #[arg(requires = "human")]
        machine: Option<PathBuf>,
        #[command(flatten)]
        labelled: LabelledFlags,
        /// Leave out phrases of fewer source documents.
        #[arg(long, value_name = "N", default_value_t = MiningOptions::default().documents)]
        documents: usize,
        /// Leave out phrases of fewer systems.
        #[arg(long, value_name = "N", default_value_t = MiningOptions::default().systems)]
        systems: usize,
        /// Leave out phrases of a smaller z-score.
        #[arg(long, value_name = "Z", default_value_t = MiningOptions::default().z)]
        z: f64,
        /// Print at most so many.
        #[arg(long, value_name = "N", default_value_t = 1000)]
        most: usize,
        /// Where to write the table; - for standard output.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Measure how often each row and each rule fires on texts of machines and of people; print which rows should be advisory.
    Rates {
        /// Texts of machines (repeatable).
        #[arg(long, value_name = "PATH")]
        machine: Vec<PathBuf>,
        /// Texts of people, translations of the same documents (repeatable).
        #[arg(long, value_name = "PATH")]
        human: Vec<PathBuf>,
        /// News that is no translation (repeatable).
        #[arg(long, value_name = "PATH")]
        native: Vec<PathBuf>,
        #[command(flatten)]
        labelled: LabelledFlags,
        /// Add name or phrase tables: a CSV file or a folder of them (repeatable).
        #[arg(long, value_name = "FILE|DIR")]
        lexicon: Vec<PathBuf>,
        /// Also write the rates of the rules alone, as the rules' pages show them.
        #[arg(long, value_name = "FILE")]
        rules: Option<PathBuf>,
        /// Where to write the table; - for standard output.
        #[arg(short, long, value_name = "FILE", default_value = "-")]
        output: PathBuf,
    },
    /// Train the fluency model on human and machine translations of the same documents.
    Train(phrases_train::Arguments),
}

/// Texts whose records say themselves whose they are.
#[derive(Debug, Args)]
struct LabelledFlags {
    /// JSON Lines with a label in each record: machine, mt, human or native (repeatable).
    #[arg(long, value_name = "FILE")]
    labelled: Vec<PathBuf>,
    /// The field that holds the label.
    #[arg(long, value_name = "KEY", default_value = "kind")]
    label_key: String,
    /// The field that names the source document, which translations of one text share; else the record's id.
    #[arg(long, value_name = "KEY", default_value = "doc")]
    source_key: String,
    /// The field that names the system.
    #[arg(long, value_name = "KEY", default_value = "system")]
    system_key: String,
    /// The field that holds the text.
    #[arg(long, value_name = "KEY", default_value = "text")]
    text_key: String,
}

impl LabelledFlags {
    /// Adds the texts under `paths`: all of one side, or each of that which its record names.
    fn add(&self, paths: &[PathBuf], side: Option<Side>, corpus: &mut Corpus) -> Result<()> {
        if paths.is_empty() {
            return Ok(());
        }
        let fields = vec![self.label_key.clone(), self.source_key.clone(), self.system_key.clone()];
        let options = read::Options { text_key: self.text_key.clone(), fields, ..read::Options::default() };
        for input in read::read(paths, &options)?.documents().filter(|input| input.status != Status::Empty) {
            if let Some(problem) = input.problem {
                return Err(Error::usage(format!("{}: {problem}", input.path)));
            }
            let mut fields = input.fields.into_iter();
            let (label, source, system) = (fields.next(), fields.next(), fields.next());
            let side = match (side, label.flatten()) {
                (Some(side), _) => side,
                (None, Some(label)) => Side::parse(&label)?,
                (None, None) => {
                    let what = format!("{}: no label in the field `{}`", input.doc_id, self.label_key);
                    return Err(Error::usage(what));
                }
            };
            let source = source.flatten().unwrap_or(input.doc_id);
            let system = system.flatten().unwrap_or_default();
            corpus.push(Text { side, source, system, text: input.text });
        }
        Ok(())
    }

    fn read(&self, machine: &[PathBuf], human: &[PathBuf], native: &[PathBuf]) -> Result<Corpus> {
        let mut corpus = Corpus::new();
        self.add(machine, Some(Side::Machine), &mut corpus)?;
        self.add(human, Some(Side::Human), &mut corpus)?;
        self.add(native, Some(Side::Native), &mut corpus)?;
        self.add(&self.labelled, None, &mut corpus)?;
        if corpus.is_empty() {
            return Err(Error::usage("no texts to compare"));
        }
        Ok(corpus)
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    match &arguments.command {
        Command::Check { tables } => check(tables),
        Command::Mine { human, machine, labelled, documents, systems, z, most, output } => {
            let corpus = labelled.read(machine.as_slice(), human.as_slice(), &[])?;
            let options = MiningOptions { documents: *documents, systems: *systems, z: *z };
            let mut mined = phrasebook::mine(&corpus, options);
            mined.truncate(*most);
            write(output, &phrasebook::table_of_mined(&mined)?)?;
            Ok(End::Good)
        }
        Command::Train(arguments) => phrases_train::run(arguments),
        Command::Rates { machine, human, native, labelled, lexicon, rules, output } => {
            let corpus = labelled.read(machine, human, native)?;
            let rates = phrasebook::rates(&corpus, &Lexicon::load(lexicon)?);
            write(output, &rates.table()?)?;
            if let Some(rules) = rules {
                write(rules, &rates.table_of_rules()?)?;
            }
            // Nobody is left to be told that standard error is closed.
            let _ = std::io::stderr().write_all(rates.summary().as_bytes());
            Ok(End::Good)
        }
    }
}

fn check(tables: &[PathBuf]) -> Result<End> {
    let (files, broken) = Lexicon::phrase_tables(tables)?;
    let lines: Vec<String> = if broken.is_empty() {
        let lexicon = Lexicon::load(tables)?;
        let faults = phrasebook::check(&lexicon, |row| files.iter().any(|file| row.is_of(file)));
        faults.into_iter().map(|fault| format!("{}: {}", fault.place, fault.what)).collect()
    } else {
        broken.into_iter().map(|error| error.to_string()).collect()
    };
    print(lines.iter().map(|line| harmless(line) + "\n").collect::<String>())?;
    Ok(if lines.is_empty() { End::Good } else { End::Gate })
}
