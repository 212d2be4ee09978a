//! `malaprop score`.

use super::End;
use super::common::{EngineFlags, GateFlags, InputFlags, VoiceFlags, end_well_on_ctrl_c, unless_interrupted};
use clap::{Args, ValueEnum};
use malaprop::error::{Error, Result};
use malaprop::report::terminal::{self, Tally};
use malaprop::report::{Place, csv, jsonl};
use malaprop::run::{Scored, run as run_all};
use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    engine: EngineFlags,
    /// The shape of the report.
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Where to write: a folder for csv, a file or - for the others.
    #[arg(short, long, value_name = "PATH")]
    output: Option<PathBuf>,
    /// Threads; 0 for one a core.
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
    /// How CSV cells are parted and lines are ended.
    #[arg(long, value_enum, default_value_t = CsvDialect::Rfc4180)]
    csv_dialect: CsvDialect,
    /// Leave text cells as they are, even where a spreadsheet would take them for a formula.
    #[arg(long)]
    no_csv_guard: bool,
    #[command(flatten)]
    gate: GateFlags,
    #[command(flatten)]
    voice: VoiceFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// documents.csv and findings.csv in a folder.
    Csv,
    /// One JSON object a document.
    Jsonl,
    /// One line a finding.
    Text,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CsvDialect {
    Rfc4180,
    Excel,
    ExcelSemicolon,
    Unix,
}

/// The folder of CSV reports where none is named.
const USUAL_FOLDER: &str = "malaprop-report";

enum Report {
    /// Two files in step.
    Csv(Box<csv::Writer>),
    /// What was rendered, one document after the other.
    Stream(Place),
}

impl Report {
    fn write(&mut self, scored: &Scored, rendered: &[u8]) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.write(scored),
            Self::Stream(place) => place.write_all(rendered).map_err(|e| Error::io(place.name(), e)),
        }
    }

    fn finish(self) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::Stream(place) => place.finish(),
        }
    }
}

impl Arguments {
    /// Whether a stream that is written goes to a terminal.
    fn to_terminal(&self) -> bool {
        self.output.as_deref().is_none_or(|target| target == Path::new("-")) && std::io::stdout().is_terminal()
    }

    fn report(&self) -> Result<Report> {
        let stdout = Path::new("-");
        let target = self.output.as_deref();
        Ok(match self.format {
            Format::Csv if target == Some(stdout) => {
                return Err(Error::usage("csv is two files: name a folder with -o, or use --format jsonl"));
            }
            Format::Csv => {
                let dialect = match self.csv_dialect {
                    CsvDialect::Rfc4180 => csv::Dialect::Rfc4180,
                    CsvDialect::Excel => csv::Dialect::Excel,
                    CsvDialect::ExcelSemicolon => csv::Dialect::ExcelSemicolon,
                    CsvDialect::Unix => csv::Dialect::Unix,
                };
                let options = csv::Options { dialect, guard: !self.no_csv_guard };
                Report::Csv(Box::new(csv::Writer::create(target.unwrap_or(Path::new(USUAL_FOLDER)), options)?))
            }
            Format::Jsonl | Format::Text => Report::Stream(Place::open(target.unwrap_or(stdout))?),
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let mut engine = arguments.engine.engine(arguments.input.paths.first())?;
    arguments.voice.say_tables(&engine);
    let records = arguments.input.read()?;
    let passed = records.passed();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let mut report = arguments.report()?;
    let mut tally = Tally::default();
    let progress = arguments.voice.progress();
    let format = arguments.format;
    let style = arguments.voice.style(arguments.to_terminal());
    let render = |scored: &Scored| match format {
        Format::Csv => Ok(Vec::new()),
        Format::Jsonl => jsonl::line(scored),
        Format::Text => Ok(terminal::diagnostics(scored, style).into_bytes()),
    };
    let outcome = run_all(records, &engine, arguments.threads, render, unless_interrupted, |scored, rendered| {
        tally.add(scored);
        progress.inc(1);
        report.write(scored, &rendered?)
    })?;
    progress.finish_and_clear();
    report.finish()?;
    let style = arguments.voice.style(std::io::stderr().is_terminal());
    arguments.voice.say(&tally.summary(&outcome, &passed, style));
    if arguments.format == Format::Csv {
        let folder = arguments.output.as_deref().unwrap_or(Path::new(USUAL_FOLDER));
        arguments.voice.say(&format!("reports in {}\n", folder.display()));
    }
    Ok(arguments.gate.end(&outcome, None))
}
