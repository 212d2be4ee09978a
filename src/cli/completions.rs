//! `malaprop completions`.

use super::End;
use super::common::print;
use clap::{Args, Command};
use clap_complete::{Shell, generate};
use malaprop::error::Result;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell.
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, command: &mut Command) -> Result<End> {
    let mut script = Vec::new();
    generate(arguments.shell, command, "malaprop", &mut script);
    print(&script)?;
    Ok(End::Good)
}
