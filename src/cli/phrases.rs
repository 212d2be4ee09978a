//! `malaprop phrases`: work on what is learned from texts.

use super::{End, phrases_train};
use clap::{Args, Subcommand};
use malaprop::error::Result;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train the fluency model on human and machine translations of the same documents.
    Train(phrases_train::Arguments),
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    match &arguments.command {
        Command::Train(arguments) => phrases_train::run(arguments),
    }
}
