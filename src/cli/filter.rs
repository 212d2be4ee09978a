//! `malaprop filter`.

use super::End;
use super::clash::{Output, refuse};
use super::common::{EngineFlags, InputFlags, VoiceFlags, end_well_on_ctrl_c, parse_score, unless_interrupted_with};
use clap::{Args, ValueEnum};
use malaprop::error::{Error, Result};
use malaprop::filter::account::Account;
use malaprop::filter::dolma;
use malaprop::filter::resume::Receipt;
use malaprop::filter::select::Expression;
use malaprop::filter::targets::{Target, reasons_beside};
use malaprop::filter::verdict::{Keep, Rules};
use malaprop::filter::{Filter, Summary, Write};
use malaprop::read::{self, Passed, Shard, Stamp};
use malaprop::report::make_folder;
use malaprop::report::terminal::harmless;
use malaprop::score::Decision;
use malaprop::text::counted;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    engine: EngineFlags,
    /// Where kept documents go: a file, - for standard output, or a folder with a file for each input. Packed where the name
    /// ends in .gz or .zst.
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Write rejected documents here, with all reasons; a folder where -o is one.
    #[arg(long, value_name = "FILE|DIR")]
    rejected: Option<PathBuf>,
    /// Write records that cannot be read here as they came, and their faults beside them in FILE.why; a folder where -o is one.
    #[arg(long, value_name = "FILE|DIR")]
    quarantine: Option<PathBuf>,
    /// Put scores and reasons into the metadata of kept documents, or into further columns.
    #[arg(long)]
    annotate: bool,
    /// Keep documents of this decision and better ones.
    #[arg(long, value_name = "DECISION", value_enum, default_value_t = Lowest::Review)]
    keep: Lowest,
    /// Keep documents of which this holds, whatever the decision, such as 'score >= 80 and words > 50'.
    #[arg(long, value_name = "EXPR", conflicts_with = "keep")]
    select_score: Option<String>,
    /// Keep out what Gopher's and FineWeb's filters drop, too.
    #[arg(long)]
    corpus_filters: bool,
    /// Publish scores from here on; overrides `[decision]`.
    #[arg(long, value_name = "N", value_parser = parse_score)]
    publish_from: Option<f64>,
    /// Reject scores below, of documents that are not short.
    #[arg(long, value_name = "N", value_parser = parse_score)]
    reject_below: Option<f64>,
    /// Documents of fewer words are short.
    #[arg(long, value_name = "N")]
    short_words: Option<usize>,
    /// What is written.
    #[arg(long, value_enum, default_value_t = Format::Same)]
    format: Format,
    /// The name of the attributes and of their folder, with --format dolma. [default: malaprop]
    #[arg(long, value_name = "NAME", value_parser = dolma::experiment)]
    experiment: Option<String>,
    /// Do only part I of N, counted from 1; the parts' outputs one after the other are what one run writes.
    #[arg(long, value_name = "I/N")]
    shard: Option<Shard>,
    /// Leave outputs as they are that an earlier run finished, from the same inputs with the same settings.
    #[arg(long)]
    resume: bool,
    /// Threads; 0 for one a core.
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
    /// Exit 2 where a record could not be read.
    #[arg(long)]
    strict: bool,
    #[command(flatten)]
    voice: VoiceFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Lowest {
    /// Those to publish.
    Publish,
    /// Those to review as well.
    Review,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Documents in the format they came in.
    Same,
    /// Attributes of all documents for dolma, in attributes/NAME beside documents or in the folder of -o.
    Dolma,
}

impl Arguments {
    fn rules(&self) -> Result<Rules> {
        let keep = match (&self.select_score, self.keep) {
            (Some(expression), _) => Keep::Where(Expression::parse(expression)?),
            (None, Lowest::Publish) => Keep::From(Decision::Publish),
            (None, Lowest::Review) => Keep::From(Decision::Review),
        };
        Ok(Rules { keep, corpus_filters: self.corpus_filters })
    }

    fn experiment(&self) -> String {
        self.experiment.clone().unwrap_or_else(|| "malaprop".to_owned())
    }

    fn write(&self) -> Write {
        match (self.format, self.annotate) {
            (Format::Dolma, _) => Write::Attributes(self.experiment()),
            (Format::Same, true) => Write::Annotated,
            (Format::Same, false) => Write::AsTheyCame,
        }
    }

    fn output(&self) -> Target {
        match (&self.output, self.format) {
            (Some(path), _) => Target::of(path),
            (None, Format::Dolma) => Target::Attributes(self.experiment()),
            (None, Format::Same) => Target::File(PathBuf::from("-")),
        }
    }

    /// A target beside `output`: a folder where that is one.
    fn beside(&self, flag: &str, path: Option<&PathBuf>, output: &Target) -> Result<Option<Target>> {
        let Some(path) = path else { return Ok(None) };
        let target = match output {
            Target::File(_) => Target::File(path.clone()),
            Target::Folder(_) | Target::Attributes(_) => Target::of(path),
        };
        if target.is_each() != output.is_each() {
            let what = "every input has an output of its own: name a folder, with a slash at its end";
            return Err(Error::usage(format!("{flag} {}: {what}", path.display())));
        }
        Ok(Some(target))
    }

    fn filter(&self, options: &read::Options, decided: &str) -> Result<Filter> {
        let (rules, write, output) = (self.rules()?, self.write(), self.output());
        if self.experiment.is_some() && self.format != Format::Dolma {
            return Err(Error::usage("--experiment names attributes: give --format dolma too"));
        }
        if matches!(write, Write::Attributes(_)) && (self.rejected.is_some() || self.annotate) {
            return Err(Error::usage(
                "--format dolma writes attributes of all documents: no --rejected, no --annotate",
            ));
        }
        let rejected = self.beside("--rejected", self.rejected.as_ref(), &output)?;
        let quarantine = self.beside("--quarantine", self.quarantine.as_ref(), &output)?;
        refuse(
            &outputs([("-o", Some(&output)), ("--rejected", rejected.as_ref()), ("--quarantine", quarantine.as_ref())]),
            &self.input.paths,
        )?;
        if output.is_each() && self.input.may_clash() {
            output.parts(read::files(&self.input.paths, options)?)?;
        }
        for target in std::iter::once(&output).chain(&rejected).chain(&quarantine) {
            if let Target::Folder(folder) = target {
                make_folder(folder)?;
            }
        }
        let stream = output == Target::File(PathBuf::from("-"));
        if self.resume && stream {
            return Err(Error::usage("--resume needs files: name one with -o"));
        }
        let inputs = match self.resume && !output.is_each() {
            true => {
                read::files(&self.input.paths, options)?.filter_map(|file| Stamp::of(&file.path)).reduce(Stamp::and)
            }
            false => None,
        };
        let paths = &self.input.paths;
        let several = paths.len() != 1 || paths.iter().any(|path| path.is_dir()) || options.file_list.is_some();
        // Which part a run does is of no matter to an output that is one input's.
        let shard = if output.is_each() { None } else { options.shard };
        let part = options.shard;
        let options = read::Options { shard, exclude: Vec::new(), file_list: None, ..options.clone() };
        let settings = format!("{decided} {rules:?} {write:?} {rejected:?} {quarantine:?} {options:?}");
        Ok(Filter { rules, write, output, rejected, quarantine, several, resume: self.resume, inputs, settings, part })
    }
}

/// All that the targets write, for those that are files and folders of their own.
fn outputs(targets: [(&'static str, Option<&Target>); 3]) -> Vec<Output> {
    let mut outputs = Vec::new();
    for (flag, target) in targets {
        match target {
            Some(Target::File(path)) => {
                // What is kept appears when all was read.
                outputs.push(Output { flag, path: path.clone(), folder: false, in_place: flag == "-o" });
                if flag == "--quarantine" {
                    outputs.push(Output { flag, path: reasons_beside(path), folder: false, in_place: false });
                }
            }
            Some(Target::Folder(path)) => {
                outputs.push(Output { flag, path: path.clone(), folder: true, in_place: false })
            }
            Some(Target::Attributes(_)) | None => {}
        }
    }
    outputs
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let first = arguments.input.paths.first();
    if arguments.engine.dump(first)? {
        return Ok(End::Good);
    }
    let config = arguments.engine.config(first)?;
    let settings = arguments.engine.settings(&config);
    let mut engine = arguments.engine.configured(config)?;
    let thresholds = &mut engine.thresholds;
    thresholds.publish = arguments.publish_from.unwrap_or(thresholds.publish);
    thresholds.reject = arguments.reject_below.unwrap_or(thresholds.reject);
    thresholds.short_words = arguments.short_words.unwrap_or(thresholds.short_words);
    arguments.voice.say_tables(&engine);
    let options = read::Options {
        fields: vec![dolma::SOURCE_KEY.to_owned()],
        shard: arguments.shard,
        split: !arguments.output().is_each(),
        // Attributes are not the records.
        copied: arguments.format == Format::Same,
        ..arguments.input.options()
    };
    let decided = format!("{settings} {:?}", engine.thresholds);
    let filter = arguments.filter(&options, &decided)?;
    if let (Some(inputs), Target::File(path)) = (filter.inputs, &filter.output)
        && let Some(receipt) = Receipt::find(path, &filter.settings, inputs)
    {
        arguments.voice.say(&format!("{}\n{} was finished before\n", receipt.account, path.display()));
        return Ok(End::Good);
    }
    let records = read::read(&arguments.input.paths, &options)?;
    let passed = records.passed();
    end_well_on_ctrl_c();
    let progress = arguments.voice.progress(0);
    let mut summary = Summary::default();
    let go_on = || {
        progress.tick();
        unless_interrupted_with("what was not finished is not there")
    };
    let ended = filter.run(records, &engine, arguments.threads, go_on, &mut summary);
    progress.finish_and_clear();
    if let Err(error) = ended {
        if summary.finished > 0 && filter.output.is_each() && !error.is_broken_pipe() {
            let what = "outputs are whole and stay; --resume does the others";
            arguments.voice.say(&format!("{} {what}\n", summary.finished));
        }
        return Err(error);
    }
    arguments.voice.say(&told(&summary, &passed, &filter.output));
    if !summary.account.balances() {
        return Err(Error::usage(format!("{}: a fault of malaprop", summary.account)));
    }
    let unread = !summary.broken.is_empty() || (arguments.strict && summary.account.failed > 0);
    Ok(if unread { End::Strict } else { End::Good })
}

/// What the run came to, for people.
fn told(summary: &Summary, passed: &Passed, output: &Target) -> String {
    let account: &Account = &summary.account;
    let mut text = format!("{account}\n");
    let counts = |counts: &BTreeMap<String, u64>| {
        counts.iter().map(|(name, count)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
    };
    for (what, by_name) in [("rejected", &account.reasons), ("failed", &account.states)] {
        if !by_name.is_empty() {
            let _ = writeln!(text, "  {what}: {}", counts(by_name));
        }
    }
    for problem in &summary.problems {
        let _ = writeln!(text, "  {}", harmless(problem));
    }
    if output.is_each() {
        let _ = writeln!(text, "{} finished, {} finished before", counted(summary.finished, "output"), summary.resumed);
    }
    if passed.files() + passed.blank() > 0 {
        let _ = writeln!(
            text,
            "passed over: {}, {}",
            counted(passed.files(), "file"),
            counted(passed.blank(), "blank line")
        );
        for path in passed.first() {
            let _ = writeln!(text, "  {}", harmless(&path.display().to_string()));
        }
    }
    for input in &summary.broken {
        let lost = match output {
            Target::File(path) if path.as_os_str() == "-" => "what came before it is written",
            Target::File(_) => "so nothing is written",
            Target::Folder(_) | Target::Attributes(_) => "so nothing of it is written",
        };
        let _ = writeln!(text, "{}: {lost}", harmless(input));
    }
    text
}
