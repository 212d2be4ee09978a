//! `malaprop man`.

use super::End;
use super::common::print;
use clap::{Args, Command};
use clap_mangen::{Man, generate_to};
use malaprop::error::{Error, Result};
use malaprop::report::make_folder;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Write the page of each command into this folder.
    #[arg(short, long, value_name = "FOLDER")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &Arguments, command: Command) -> Result<End> {
    match &arguments.output {
        Some(folder) => {
            make_folder(folder)?;
            generate_to(command, folder).map_err(|e| Error::io(folder, e))?;
        }
        None => {
            let mut page = Vec::new();
            Man::new(command).render(&mut page).map_err(|e| Error::io("the manual page", e))?;
            print(&page)?;
        }
    }
    Ok(End::Good)
}
