//! `malaprop score`.

use super::End;
use super::common::{EngineFlags, GateFlags, InputFlags, VoiceFlags, end_well_on_ctrl_c, unless_interrupted};
use clap::{Args, ValueEnum};
use malaprop::error::{Error, Result};
use malaprop::report::terminal::{self, Tally};
use malaprop::report::{Place, csv, html, jsonl, xlsx};
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
    /// Where to write: a folder for csv, a file or - for the others. [default: malaprop-report, with the format's ending; - for jsonl and text]
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
    /// An Excel workbook.
    Xlsx,
    /// A page for the browser, to read the documents and judge the findings.
    Html,
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

/// Where reports go that are no lines for a terminal, where nothing is named: a folder, or a file with this beginning.
const USUAL_NAME: &str = "malaprop-report";

enum Report {
    Csv(Box<csv::Writer>),
    Jsonl(Place),
    Xlsx(Box<xlsx::Writer>),
    Html(Box<html::Writer>),
    Text(Place, terminal::Style),
}

impl Report {
    fn write(&mut self, scored: &Scored) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.write(scored),
            Self::Jsonl(place) => jsonl::write(scored, place),
            Self::Xlsx(writer) => writer.write(scored),
            Self::Html(writer) => writer.write(scored),
            Self::Text(place, style) => {
                let text = terminal::diagnostics(scored, *style);
                std::io::Write::write_all(place, text.as_bytes()).map_err(|e| Error::io(place.name(), e))
            }
        }
    }

    /// Gives how many documents the report had no room for.
    fn finish(self) -> Result<usize> {
        match self {
            Self::Csv(writer) => writer.finish().map(|()| 0),
            Self::Jsonl(place) | Self::Text(place, _) => place.finish().map(|()| 0),
            Self::Xlsx(writer) => writer.finish().map(|()| 0),
            Self::Html(writer) => writer.finish(),
        }
    }
}

impl Arguments {
    /// The folder or file that is written.
    fn target(&self) -> PathBuf {
        let usual = match self.format {
            Format::Csv => USUAL_NAME.to_owned(),
            Format::Xlsx => format!("{USUAL_NAME}.xlsx"),
            Format::Html => format!("{USUAL_NAME}.html"),
            Format::Jsonl | Format::Text => "-".to_owned(),
        };
        self.output.clone().unwrap_or_else(|| PathBuf::from(usual))
    }

    fn csv_options(&self) -> csv::Options {
        let dialect = match self.csv_dialect {
            CsvDialect::Rfc4180 => csv::Dialect::Rfc4180,
            CsvDialect::Excel => csv::Dialect::Excel,
            CsvDialect::ExcelSemicolon => csv::Dialect::ExcelSemicolon,
            CsvDialect::Unix => csv::Dialect::Unix,
        };
        csv::Options { dialect, guard: !self.no_csv_guard }
    }

    fn report(&self, target: &Path) -> Result<Report> {
        let on_stdout = target == Path::new("-");
        Ok(match self.format {
            Format::Csv if on_stdout => {
                return Err(Error::usage("csv is two files: name a folder with -o, or use --format jsonl"));
            }
            Format::Csv => Report::Csv(Box::new(csv::Writer::create(target, self.csv_options())?)),
            Format::Jsonl => Report::Jsonl(Place::open(target)?),
            Format::Xlsx => Report::Xlsx(Box::new(xlsx::Writer::create(target)?)),
            Format::Html => Report::Html(Box::new(html::Writer::create(target, self.csv_options())?)),
            Format::Text => {
                let style = self.voice.style(on_stdout && std::io::stdout().is_terminal());
                Report::Text(Place::open(target)?, style)
            }
        })
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let mut engine = arguments.engine.engine(arguments.input.paths.first())?;
    arguments.voice.say_tables(&engine);
    let inputs = arguments.input.read()?;
    let skipped = inputs.skipped();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let target = arguments.target();
    let mut report = arguments.report(&target)?;
    let mut tally = Tally::default();
    let progress = arguments.voice.progress();
    let outcome = run_all(inputs, &engine, arguments.threads, |scored| {
        unless_interrupted()?;
        tally.add(scored);
        progress.inc(1);
        report.write(scored)
    })?;
    progress.finish_and_clear();
    let left_out = report.finish()?;
    let style = arguments.voice.style(std::io::stderr().is_terminal());
    arguments.voice.say(&tally.summary(&outcome, skipped, style));
    if left_out > 0 {
        arguments
            .voice
            .say(&format!("{left_out} documents have no room in the page; csv, xlsx and jsonl hold them all\n"));
    }
    if matches!(arguments.format, Format::Csv | Format::Xlsx | Format::Html) && target != Path::new("-") {
        arguments.voice.say(&format!("report in {}\n", target.display()));
    }
    Ok(arguments.gate.end(&outcome, None))
}
