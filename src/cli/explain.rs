//! `malaprop explain`.

use super::End;
use super::common::{EngineFlags, VoiceFlags, print, print_coloured};
use clap::Args;
use malaprop::error::{Error, Result};
use malaprop::read;
use malaprop::report::{annotated, terminal};
use malaprop::{detect, docs};
use std::io::IsTerminal;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file, - for standard input, or the code or name of a rule.
    #[arg(value_name = "FILE|RULE")]
    what: PathBuf,
    /// Show the original beside it: a file, or a folder that has a file of the same name.
    #[arg(long, value_name = "DIR|FILE")]
    source: Option<PathBuf>,
    #[command(flatten)]
    engine: EngineFlags,
    #[command(flatten)]
    voice: VoiceFlags,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let rule = arguments.what.to_str().and_then(detect::rule).filter(|_| !arguments.what.exists());
    if let Some(rule) = rule {
        print(docs::page(rule))?;
        return Ok(End::Good);
    }
    if arguments.engine.dump(Some(&arguments.what))? {
        return Ok(End::Good);
    }
    let engine = arguments.engine.engine(Some(&arguments.what))?;
    let style = arguments.voice.style(std::io::stdout().is_terminal());
    let original = arguments.original()?;
    for input in read::read(std::slice::from_ref(&arguments.what), &read::Options::default())?.documents() {
        let scored = engine.judge(0, input);
        let id = terminal::harmless(&scored.input.doc_id);
        match &scored.result {
            Some(judged) => {
                print_coloured(&format!("{id}\n\n{}", annotated::annotated(judged, original.as_deref(), style)))?
            }
            None => print_coloured(&terminal::diagnostics(&scored, style))?,
        }
    }
    Ok(End::Good)
}

impl Arguments {
    /// The text of the original, where one was named.
    fn original(&self) -> Result<Option<String>> {
        let Some(source) = &self.source else { return Ok(None) };
        let name = self.what.file_name().unwrap_or(self.what.as_os_str());
        let file = if source.is_dir() { source.join(name) } else { source.clone() };
        let mut inputs = read::read(std::slice::from_ref(&file), &read::Options::default())?.documents();
        match (inputs.next(), inputs.next()) {
            (Some(input), None) if input.status == read::Status::Ok => Ok(Some(input.text)),
            _ => Err(Error::usage(format!("{}: not one readable text", file.display()))),
        }
    }
}
