//! `malaprop score`.

use super::End;
use super::clash::{Output, refuse};
use super::common::{
    EngineFlags, GateFlags, InputFlags, ReviewFlags, VoiceFlags, end_well_on_ctrl_c, unless_interrupted,
};
use clap::{Args, ValueEnum};
use malaprop::detect;
use malaprop::error::{Error, Result};
use malaprop::report::terminal::{self, Tally};
use malaprop::report::{Place, csv, html, jsonl, marot, sarif, snippets, xlsx};
use malaprop::run::{Engine, Scored, run as run_all};
use malaprop::text::counted;
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
    /// An Excel workbook.
    Xlsx,
    /// A page for the browser, to read the documents and judge the findings.
    Html,
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

/// Where reports go that are no lines for a terminal, where nothing is named: a folder, or a file with this beginning.
const USUAL_NAME: &str = "malaprop-report";

/// A report while it is written.
pub(super) enum Report {
    Csv(Box<csv::Writer>),
    Jsonl(Place),
    Xlsx(Box<xlsx::Writer>),
    Html(Box<html::Writer>),
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
            Self::Xlsx(writer) => writer.write(scored),
            Self::Html(writer) => writer.write(scored),
            Self::Sarif(writer) => writer.write(scored),
            Self::Marot(writer) => writer.write(scored),
            Self::Lines(place, style) => put(place, &terminal::diagnostics(scored, *style)),
            Self::Snippets(place, style) => put(place, &snippets::diagnostics(scored, *style)),
        }
    }

    pub(super) fn finish(self, voice: &VoiceFlags) -> Result<()> {
        match self {
            Self::Csv(writer) => writer.finish(),
            Self::Xlsx(writer) => writer.finish(),
            Self::Html(writer) => {
                let left_out = writer.finish()?;
                if left_out > 0 {
                    voice.say(&format!(
                        "{} had no room in the page; csv, xlsx and jsonl hold them all\n",
                        counted(left_out, "document")
                    ));
                }
                Ok(())
            }
            Self::Sarif(writer) => {
                let cut = writer.finish()?;
                if cut > 0 {
                    voice.say(&format!(
                        "{} had no room in the SARIF log; JSON Lines have all\n",
                        counted(cut, "finding")
                    ));
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
    /// The folder or file that is written.
    fn target(&self) -> PathBuf {
        let usual = match self.format {
            Format::Csv => USUAL_NAME.to_owned(),
            Format::Xlsx => format!("{USUAL_NAME}.xlsx"),
            Format::Html => format!("{USUAL_NAME}.html"),
            Format::Jsonl | Format::Sarif | Format::Marot | Format::Text => "-".to_owned(),
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

    fn report(&self, target: &Path, engine: &Engine) -> Result<Report> {
        Ok(match self.format {
            Format::Csv if target == Path::new("-") => {
                return Err(Error::usage("csv is two files: name a folder with -o, or use --format jsonl"));
            }
            Format::Csv => Report::Csv(Box::new(csv::Writer::create(target, self.csv_options())?)),
            Format::Jsonl => Report::Jsonl(Place::open(target)?),
            Format::Xlsx => Report::Xlsx(Box::new(xlsx::Writer::create(target)?)),
            Format::Html => Report::Html(Box::new(html::Writer::create(target, self.csv_options())?)),
            Format::Sarif => Report::sarif(Place::open(target)?, engine)?,
            Format::Marot => Report::Marot(marot::Writer::create(Place::open(target)?)?),
            Format::Text => {
                let on_terminal = target == Path::new("-") && std::io::stdout().is_terminal();
                let (place, style) = (Place::coloured(target)?, self.voice.style(on_terminal));
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
    let target = arguments.target();
    if !matches!(arguments.format, Format::Csv) {
        refuse(&[Output::report(target.clone())], &arguments.input.paths)?;
    }
    // Read once: it may come through a pipe.
    let config = arguments.engine.config(first)?;
    let suppressions = config.suppressions.clone();
    let mut engine = arguments.engine.configured(config)?;
    arguments.review.prepare(&mut engine)?;
    arguments.voice.say_tables(&engine);
    let inputs = arguments.input.read()?;
    let passed = inputs.passed();
    end_well_on_ctrl_c();
    engine.corpus = arguments.input.survey(arguments.threads, &arguments.voice)?;
    let mut report = arguments.report(&target, &engine)?;
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
    if matches!(arguments.format, Format::Csv | Format::Xlsx | Format::Html) && target != Path::new("-") {
        arguments.voice.say(&format!("report in {}\n", target.display()));
    }
    arguments.review.finish(&engine, suppressions, &arguments.voice)?;
    Ok(arguments.gate.end(&outcome, None))
}
