//! `malaprop explain`.

use super::End;
use super::common::{EngineFlags, VoiceFlags, print};
use clap::Args;
use malaprop::error::Result;
use malaprop::read;
use malaprop::report::terminal;
use malaprop::{detect, docs};
use std::io::IsTerminal;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A file, - for standard input, or the code or name of a rule.
    #[arg(value_name = "FILE|RULE")]
    what: PathBuf,
    #[command(flatten)]
    engine: EngineFlags,
    #[command(flatten)]
    voice: VoiceFlags,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let rule = arguments.what.to_str().and_then(detect::rule).filter(|_| !arguments.what.exists());
    if let Some(rule) = rule {
        print(&docs::page(rule))?;
        return Ok(End::Good);
    }
    if arguments.engine.dump(Some(&arguments.what))? {
        return Ok(End::Good);
    }
    let engine = arguments.engine.engine(Some(&arguments.what))?;
    let style = arguments.voice.style(std::io::stdout().is_terminal());
    for input in read::read(std::slice::from_ref(&arguments.what), &read::Options::default())?.documents() {
        let scored = engine.judge(0, input);
        let id = terminal::harmless(&scored.input.doc_id);
        match &scored.result {
            Some(judged) => print(&format!("{id}\n\n{}", terminal::annotated(judged, style)))?,
            None => print(&terminal::diagnostics(&scored, style))?,
        }
    }
    Ok(End::Good)
}
