//! `malaprop check`.

use super::End;
use super::common::{EngineFlags, GateFlags, InputFlags, VoiceFlags, end_well_on_ctrl_c, print, unless_interrupted};
use clap::Args;
use malaprop::error::Result;
use malaprop::finding::Severity;
use malaprop::report::terminal::{self, Tally};
use malaprop::run::run as run_all;
use std::io::IsTerminal;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    engine: EngineFlags,
    /// Threads; 0 for one a core.
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    gate: GateFlags,
    #[command(flatten)]
    voice: VoiceFlags,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let mut engine = arguments.engine.engine(arguments.input.paths.first())?;
    arguments.voice.say_tables(&engine);
    let inputs = arguments.input.read()?;
    let passed = inputs.passed();
    let style = arguments.voice.style(std::io::stdout().is_terminal());
    let mut tally = Tally::default();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let outcome = run_all(inputs, &engine, arguments.threads, unless_interrupted, |scored| {
        tally.add(scored);
        print(&terminal::diagnostics(scored, style))
    })?;
    let style = arguments.voice.style(std::io::stderr().is_terminal());
    arguments.voice.say(&tally.summary(&outcome, &passed, style));
    Ok(arguments.gate.end(&outcome, Some(Severity::Minor)))
}
