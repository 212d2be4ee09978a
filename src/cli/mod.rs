//! The command line: clap's types and one file for each subcommand. The only importer of clap.

mod check;
mod clash;
pub(crate) mod closed;
mod common;
mod compare;
mod completions;
mod eval;
mod explain;
mod filter;
mod fix;
mod learn;
mod man;
mod names;
mod phrases;
mod phrases_train;
mod rules;
mod schema;
mod score;

use clap::{CommandFactory, Parser, Subcommand};
use malaprop::error::{Error, Result};
use malaprop::report::Stdout;
use std::io::Write;
use std::process::ExitCode;

/// Finds what gives machine-translated news away, and says how good a text is.
#[derive(Debug, Parser)]
#[command(name = "malaprop", version, max_term_width = 100)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Score documents and write reports.
    Score(score::Arguments),
    /// Print findings as a linter does; exit 1 where any reaches the failing level.
    Check(check::Arguments),
    /// Let good documents through and keep the others out, with their reasons.
    Filter(filter::Arguments),
    /// Compare two runs: new, fixed and unchanged findings, and the change of each score.
    Compare(compare::Arguments),
    /// Measure against documents that people labelled or judged.
    Eval(eval::Arguments),
    /// Show one document with its findings and the arithmetic of its score, or a rule's page.
    Explain(explain::Arguments),
    /// Write safe suggestions into the texts, or show them as a diff.
    Fix(fix::Arguments),
    /// Learn from a reviewed report: what not to report again, which spellings to accept, how often each rule is right.
    Learn(learn::Arguments),
    /// Check, import, learn and look up names.
    Names(names::Arguments),
    /// Check, mine, measure phrases and train what malaprop knows of fluent English.
    Phrases(phrases::Arguments),
    /// List the rules, or print one rule's page.
    Rules(rules::Arguments),
    /// Print a script that completes the command line in a shell.
    Completions(completions::Arguments),
    /// Print the manual page, or write one for each command.
    Man(man::Arguments),
    /// Print the JSON schema of malaprop.toml.
    Schema,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// Done, nothing at or above the failing level.
    Good,
    /// A gate failed.
    Gate,
    /// Input could not be read, and `--strict` was given.
    Strict,
    /// The command line makes no sense, which was said.
    Usage,
}

impl From<End> for ExitCode {
    fn from(end: End) -> Self {
        Self::from(match end {
            End::Good => 0,
            End::Gate => 1,
            End::Strict | End::Usage => 2,
        })
    }
}

/// Parses the command line and does what it says.
pub(crate) fn run() -> Result<End> {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return answered(&answer),
    };
    match arguments.command {
        Command::Score(arguments) => score::run(&arguments),
        Command::Check(arguments) => check::run(&arguments),
        Command::Filter(arguments) => filter::run(&arguments),
        Command::Compare(arguments) => compare::run(&arguments),
        Command::Eval(arguments) => eval::run(&arguments),
        Command::Explain(arguments) => explain::run(&arguments),
        Command::Fix(arguments) => fix::run(&arguments),
        Command::Learn(arguments) => learn::run(&arguments),
        Command::Names(arguments) => names::run(&arguments),
        Command::Phrases(arguments) => phrases::run(&arguments),
        Command::Rules(arguments) => rules::run(&arguments),
        Command::Completions(arguments) => completions::run(&arguments, &mut Arguments::command()),
        Command::Man(arguments) => man::run(&arguments, Arguments::command()),
        Command::Schema => schema::run(),
    }
}

/// Says what clap has to say: help and the version, which go to standard output, or what is wrong.
fn answered(answer: &clap::Error) -> Result<End> {
    if answer.use_stderr() {
        // Nobody is left to be told that standard error is closed.
        let _ = answer.print();
        return Ok(End::Usage);
    }
    let mut out = Stdout::get();
    let printed = out.check().and_then(|()| answer.print()).and_then(|()| out.flush());
    printed.map_err(|e| Error::io("standard output", e))?;
    Ok(End::Good)
}
