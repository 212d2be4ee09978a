//! `malaprop check`.

use super::End;
use super::clash::{Output, refuse};
use super::common::{
    EngineFlags, GateFlags, InputFlags, ReviewFlags, VoiceFlags, end_well_on_ctrl_c, unless_interrupted,
};
use super::score::Report;
use clap::{Args, ValueEnum};
use malaprop::error::Result;
use malaprop::finding::Severity;
use malaprop::report::terminal::Tally;
use malaprop::report::{Place, marot};
use malaprop::run::{Engine, run as run_all};
use std::io::IsTerminal;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    engine: EngineFlags,
    /// The shape of the findings.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Where to write; - for standard output.
    #[arg(short, long, value_name = "FILE", default_value = "-")]
    output: PathBuf,
    /// Threads; 0 for one a core.
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    gate: GateFlags,
    #[command(flatten)]
    review: ReviewFlags,
    #[command(flatten)]
    voice: VoiceFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Full on a terminal, concise elsewhere.
    Text,
    /// Each finding under its line of the text.
    Full,
    /// One line a finding.
    Concise,
    /// One JSON object a document.
    Jsonl,
    /// One SARIF 2.1.0 log, for code scanning and editors.
    Sarif,
    /// A table of rated segments that Marot reads.
    Marot,
}

impl Arguments {
    fn report(&self, engine: &Engine) -> Result<Report> {
        let on_terminal = self.output == Path::new("-") && std::io::stdout().is_terminal();
        let style = self.voice.style(on_terminal);
        let place = match self.format {
            Format::Text | Format::Full | Format::Concise => Place::coloured(&self.output)?,
            Format::Jsonl | Format::Sarif | Format::Marot => Place::open(&self.output)?,
        };
        Ok(match self.format {
            Format::Text if on_terminal => Report::Snippets(place, style),
            Format::Full => Report::Snippets(place, style),
            Format::Text | Format::Concise => Report::Lines(place, style),
            Format::Jsonl => Report::Jsonl(place),
            Format::Sarif => Report::sarif(place, engine)?,
            Format::Marot => Report::Marot(marot::Writer::create(place)?),
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let first = arguments.input.paths.first();
    if arguments.engine.dump(first)? {
        return Ok(End::Good);
    }
    refuse(&[Output::report(arguments.output.clone())], &arguments.input.paths)?;
    // Read once: it may come through a pipe.
    let config = arguments.engine.config(first)?;
    let suppressions = config.suppressions.clone();
    let mut engine = arguments.engine.configured(config)?;
    arguments.review.prepare(&mut engine)?;
    arguments.voice.say_tables(&engine);
    let inputs = arguments.input.read()?;
    let passed = inputs.passed();
    let mut tally = Tally::default();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let mut report = arguments.report(&engine)?;
    let outcome = run_all(inputs, &engine, arguments.threads, unless_interrupted, |scored| {
        tally.add(scored);
        report.write(scored)
    })?;
    report.finish(&arguments.voice)?;
    let style = arguments.voice.style(std::io::stderr().is_terminal());
    arguments.voice.say(&tally.summary(&outcome, &passed, style));
    arguments.review.finish(&engine, suppressions, &arguments.voice)?;
    Ok(arguments.gate.end(&outcome, Some(Severity::Minor)))
}
