//! `malaprop score`.

use super::End;
use super::common::{EngineFlags, GateFlags, InputFlags, VoiceFlags, end_well_on_ctrl_c, unless_interrupted};
use clap::{Args, ValueEnum};
use malaprop::error::{Error, Result};
use malaprop::report::terminal::{self, Tally};
use malaprop::report::{Place, csv, jsonl};
use malaprop::run::{Scored, run as run_all};
use std::io::IsTerminal;
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
    Csv(Box<csv::Writer>),
    Jsonl(Place),
    Text(Place, terminal::Style),
}

impl Report {
    fn write(&mut self, scored: &Scored) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.write(scored),
            Self::Jsonl(place) => jsonl::write(scored, place),
            Self::Text(place, style) => {
                let text = terminal::diagnostics(scored, *style);
                std::io::Write::write_all(place, text.as_bytes()).map_err(|e| Error::io(place.name(), e))
            }
        }
    }

    fn finish(self) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::Jsonl(place) | Self::Text(place, _) => place.finish(),
        }
    }
}

impl Arguments {
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
            Format::Jsonl => Report::Jsonl(Place::open(target.unwrap_or(stdout))?),
            Format::Text => {
                let on_terminal = target.is_none_or(|t| t == stdout) && std::io::stdout().is_terminal();
                Report::Text(Place::open(target.unwrap_or(stdout))?, self.voice.style(on_terminal))
            }
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let mut engine = arguments.engine.engine(arguments.input.paths.first())?;
    arguments.voice.say_tables(&engine);
    let inputs = arguments.input.read()?;
    let passed = inputs.passed();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let mut report = arguments.report()?;
    let mut tally = Tally::default();
    let progress = arguments.voice.progress();
    let outcome = run_all(inputs, &engine, arguments.threads, unless_interrupted, |scored| {
        tally.add(scored);
        progress.inc(1);
        report.write(scored)
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
