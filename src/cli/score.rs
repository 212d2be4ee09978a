//! `malaprop score`.

use super::End;
use super::common::{
    EngineFlags, GateFlags, InputFlags, ReviewFlags, VoiceFlags, end_well_on_ctrl_c, unless_interrupted,
};
use clap::{Args, ValueEnum};
use malaprop::detect;
use malaprop::error::{Error, Result};
use malaprop::report::terminal::{self, Tally};
use malaprop::report::{Place, csv, jsonl, marot, sarif, snippets};
use malaprop::run::{Engine, Scored, run as run_all};
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
    review: ReviewFlags,
    #[command(flatten)]
    voice: VoiceFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// documents.csv and findings.csv in a folder.
    Csv,
    /// One JSON object a document.
    Jsonl,
    /// One SARIF 2.1.0 log, for code scanning and editors.
    Sarif,
    /// A table of rated segments that Marot reads.
    Marot,
    /// Findings with their lines on a terminal, one line a finding elsewhere.
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

/// A report while it is written.
pub(super) enum Report {
    Csv(Box<csv::Writer>),
    Jsonl(Place),
    Sarif(Box<sarif::Writer>),
    Marot(marot::Writer),
    Lines(Place, terminal::Style),
    Snippets(Place, terminal::Style),
}

impl Report {
    /// A SARIF log of what `engine` finds.
    pub(super) fn sarif(place: Place, engine: &Engine) -> Result<Self> {
        let rules: Vec<_> = detect::all().map(|d| d.rule()).filter(|rule| engine.selection.takes(rule)).collect();
        let writer = sarif::Writer::create(place, &rules, engine.review.baseline.is_some())?;
        Ok(Self::Sarif(Box::new(writer)))
    }

    pub(super) fn write(&mut self, scored: &Scored) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.write(scored),
            Self::Jsonl(place) => jsonl::write(scored, place),
            Self::Sarif(writer) => writer.write(scored),
            Self::Marot(writer) => writer.write(scored),
            Self::Lines(place, style) => put(place, &terminal::diagnostics(scored, *style)),
            Self::Snippets(place, style) => put(place, &snippets::diagnostics(scored, *style)),
        }
    }

    pub(super) fn finish(self, voice: &VoiceFlags) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::Sarif(writer) => {
                let cut = writer.finish()?;
                if cut > 0 {
                    voice.say(&format!("{cut} findings had no room in the SARIF log; JSON Lines have all\n"));
                }
                Ok(())
            }
            Self::Marot(writer) => writer.finish(),
            Self::Jsonl(place) | Self::Lines(place, _) | Self::Snippets(place, _) => place.finish(),
        }
    }
}

fn put(place: &mut Place, text: &str) -> Result<()> {
    place.write_all(text.as_bytes()).map_err(|e| Error::io(place.name(), e))
}

impl Arguments {
    fn report(&self, engine: &Engine) -> Result<Report> {
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
            Format::Sarif => Report::sarif(Place::open(target.unwrap_or(stdout))?, engine)?,
            Format::Marot => Report::Marot(marot::Writer::create(Place::open(target.unwrap_or(stdout))?)?),
            Format::Text => {
                let on_terminal = target.is_none_or(|t| t == stdout) && std::io::stdout().is_terminal();
                let (place, style) = (Place::open(target.unwrap_or(stdout))?, self.voice.style(on_terminal));
                if on_terminal { Report::Snippets(place, style) } else { Report::Lines(place, style) }
            }
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let first = arguments.input.paths.first();
    if arguments.engine.dump(first)? {
        return Ok(End::Good);
    }
    let mut engine = arguments.engine.engine(first)?;
    arguments.review.prepare(&mut engine)?;
    arguments.voice.say_tables(&engine);
    let inputs = arguments.input.read()?;
    let passed = inputs.passed();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let mut report = arguments.report(&engine)?;
    let mut tally = Tally::default();
    let progress = arguments.voice.progress(engine.corpus.documents());
    let outcome = run_all(inputs, &engine, arguments.threads, unless_interrupted, |scored| {
        tally.add(scored);
        progress.inc(1);
        report.write(scored)
    })?;
    progress.finish_and_clear();
    report.finish(&arguments.voice)?;
    let style = arguments.voice.style(std::io::stderr().is_terminal());
    arguments.voice.say(&tally.summary(&outcome, &passed, style));
    if arguments.format == Format::Csv {
        let folder = arguments.output.as_deref().unwrap_or(Path::new(USUAL_FOLDER));
        arguments.voice.say(&format!("reports in {}\n", folder.display()));
    }
    arguments.review.finish(&engine, arguments.engine.config(first)?.suppressions, &arguments.voice)?;
    Ok(arguments.gate.end(&outcome, None))
}
