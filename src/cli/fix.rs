//! `malaprop fix`.

use super::End;
use super::common::{EngineFlags, InputFlags, VoiceFlags, end_well_on_ctrl_c, print, unless_interrupted};
use clap::{Args, ValueEnum};
use malaprop::error::{Error, Result};
use malaprop::fix::{Backup, Fixed, Outcome, Wanted, fix, unified, write};
use malaprop::read::{self, Record};
use malaprop::report::terminal::harmless;
use malaprop::rule::Removal;
use malaprop::text::counted;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputFlags,
    #[command(flatten)]
    engine: EngineFlags,
    /// Print what would change as a unified diff, for `patch -p1` (this is what happens without --write).
    #[arg(long, conflicts_with = "write")]
    diff: bool,
    /// Write the mended texts into their files; standard input goes to standard output.
    #[arg(long)]
    write: bool,
    /// Keep each file as it was under its name with this ending.
    #[arg(long, value_name = "ENDING", default_value = ".orig", value_parser = parse_ending)]
    backup: String,
    /// Keep no copy of the files as they were.
    #[arg(long, conflicts_with = "backup")]
    no_backup: bool,
    /// Write suggestions that reword, too: those that `malaprop rules` calls unsafe.
    #[arg(long = "unsafe")]
    rewording: bool,
    /// Leave findings of less confidence alone.
    #[arg(long, value_name = "0-1", default_value_t = 0.9, value_parser = parse_share)]
    confidence: f64,
    /// Take out lines of the page, or passages that stand twice, where they are whole lines.
    #[arg(long, value_name = "WHAT", value_enum, value_delimiter = ',')]
    remove: Vec<RemovalFlag>,
    /// Threads; 0 for one a core.
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
    #[command(flatten)]
    voice: VoiceFlags,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum RemovalFlag {
    Furniture,
    Repeats,
}

fn parse_share(text: &str) -> std::result::Result<f64, String> {
    let share: f64 = text.parse().map_err(|_| "not a number".to_owned())?;
    if (0.0..=1.0).contains(&share) { Ok(share) } else { Err("not from 0 to 1".to_owned()) }
}

fn parse_ending(text: &str) -> std::result::Result<String, String> {
    match text.is_empty() || text.contains(['/', '\\']) {
        true => Err("no ending of a file's name such as .orig".to_owned()),
        false => Ok(text.to_owned()),
    }
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    if arguments.engine.dump(arguments.input.paths.first())? {
        return Ok(End::Good);
    }
    let mut engine = arguments.engine.engine(arguments.input.paths.first())?;
    arguments.voice.say_tables(&engine);
    let wanted = Wanted {
        rewording: arguments.rewording,
        confidence: arguments.confidence,
        removals: arguments.remove.iter().map(|flag| flag.removal()).collect(),
    };
    end_well_on_ctrl_c();
    let threads = arguments.threads;
    let outcome = if arguments.input.can_be_read_again() {
        fix(|| arguments.input.read(), &mut engine, &wanted, true, threads, unless_interrupted)?
    } else {
        let records: Vec<Record> = arguments.input.read()?.collect();
        let again = || Ok(records.clone().into_iter());
        let outcome = fix(again, &mut engine, &wanted, false, threads, unless_interrupted)?;
        if arguments.write {
            print_unchanged(&records, &outcome)?;
        }
        outcome
    };
    let named = |file: &&String| arguments.input.paths.iter().any(|p| p.as_path() == Path::new(file));
    if let Some(file) = outcome.foreign.iter().find(named) {
        let what =
            "only plain text can be written back: places in HTML, Markdown and JSON Lines are not places in their text";
        return Err(Error::usage(format!("{file}: {what}")));
    }
    if arguments.write {
        let (stdin, files): (Vec<Fixed>, Vec<Fixed>) = outcome.fixed.iter().cloned().partition(|f| f.path == "-");
        let backup = if arguments.no_backup { Backup::None } else { Backup::Ending(arguments.backup.clone()) };
        write(&files, &backup)?;
        stdin.iter().try_for_each(|f| print(&f.after))?;
    } else {
        outcome.fixed.iter().try_for_each(|f| print(unified(&f.path, &f.before, &f.after)))?;
    }
    arguments.voice.say(&summary(&outcome, arguments.write));
    Ok(End::Good)
}

impl RemovalFlag {
    const fn removal(self) -> Removal {
        match self {
            Self::Furniture => Removal::Furniture,
            Self::Repeats => Removal::Repeats,
        }
    }
}

/// A filter hands on what it has nothing to say about.
fn print_unchanged(records: &[Record], outcome: &Outcome) -> Result<()> {
    let changed = |input: &read::Input| outcome.fixed.iter().any(|f| f.path == input.path);
    let inputs = records.iter().filter_map(Record::document);
    inputs.filter(|i| i.path == "-" && !changed(i)).try_for_each(|input| print(&input.text))
}

/// So many documents that could not be read are told of.
const MOST_TOLD: usize = 10;

fn summary(outcome: &Outcome, written: bool) -> String {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for (code, count) in outcome.fixed.iter().flat_map(|f| &f.edits) {
        *rules.entry(code).or_default() += count;
    }
    let edits: usize = rules.values().sum();
    let by_rule: Vec<String> = rules.iter().map(|(code, count)| format!("{code} {count}")).collect();
    let would = if written { "" } else { " would be" };
    let mut text = format!("{}{would} made in {}", counted(edits, "edit"), counted(outcome.fixed.len(), "document"));
    text.push_str(&if by_rule.is_empty() { "\n".to_owned() } else { format!(": {}\n", by_rule.join(", ")) });
    if !outcome.foreign.is_empty() {
        let files = counted(outcome.foreign.len(), "file");
        text.push_str(&format!(
            "{files} left alone: only plain text can be written back, not HTML, Markdown or JSON Lines\n"
        ));
    }
    for problem in outcome.unread.iter().take(MOST_TOLD) {
        text.push_str(&format!("{}\n", harmless(problem)));
    }
    if outcome.unread.len() > MOST_TOLD {
        text.push_str(&format!("and {} more that could not be read\n", outcome.unread.len() - MOST_TOLD));
    }
    for path in &outcome.restless {
        text.push_str(&format!("{}: left alone, because its edits bring ever new findings\n", harmless(path)));
    }
    text
}
