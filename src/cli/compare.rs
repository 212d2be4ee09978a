//! `malaprop compare`.

use super::End;
use super::common::write;
use clap::{Args, ValueEnum};
use malaprop::compare::{Run, compare, jsonl, text};
use malaprop::error::Result;
use malaprop::statistics::{Bootstrap, SEED};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The first run: a folder of CSV reports, or a file of JSON Lines.
    #[arg(value_name = "A")]
    old: PathBuf,
    /// The second run.
    #[arg(value_name = "B")]
    new: PathBuf,
    /// The shape of the comparison.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Where to write; - for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Where the chance of the intervals starts.
    #[arg(long, value_name = "N", default_value_t = SEED)]
    seed: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    /// One object a document, the last one a summary.
    Jsonl,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let (old, new) = (Run::read(&arguments.old)?, Run::read(&arguments.new)?);
    let comparison = compare(&old, &new)?;
    let bootstrap = Bootstrap { seed: arguments.seed, ..Bootstrap::default() };
    let said = match arguments.format {
        Format::Text => text(&comparison, &bootstrap),
        Format::Jsonl => jsonl(&comparison, &bootstrap),
    };
    write(&arguments.output, &said)?;
    Ok(End::Good)
}
