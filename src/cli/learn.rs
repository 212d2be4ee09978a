//! `malaprop learn`.

use super::End;
use super::common::{ConfigFlags, parse_date, print, write};
use clap::Args;
use malaprop::error::Result;
use malaprop::fingerprint::Fingerprint;
use malaprop::lexicon::Lexicon;
use malaprop::report::terminal::harmless;
use malaprop::review::precision::precisions;
use malaprop::review::suppressions::{self, Suppression, Suppressions, today};
use malaprop::review::variants;
use malaprop::review::verdicts::{Reviewed, Verdict, Verdicts};
use malaprop::text::{Date, counted};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Reports with the reviewer's words in the column `verdict`: confirmed, rejected or variant.
    #[arg(required = true, value_name = "REPORT.csv")]
    reports: Vec<PathBuf>,
    #[command(flatten)]
    config: ConfigFlags,
    /// Write accepted spellings into this name table instead of malaprop-variants.csv beside malaprop.toml.
    #[arg(long, value_name = "FILE")]
    variants: Option<PathBuf>,
    /// Who reviewed.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
    /// The last day on which rejected findings stay suppressed, as 2027-01-31.
    #[arg(long, value_name = "DAY", value_parser = parse_date)]
    until: Option<Date>,
    /// Take suppressions that have expired out of their file.
    #[arg(long)]
    prune: bool,
    /// Print the figures and write nothing.
    #[arg(long)]
    dry_run: bool,
}

/// What the verdicts on one finding come to.
enum Lesson<'a> {
    Keep,
    Suppress(&'a Reviewed),
    Accept(&'a Reviewed),
    /// Two reviewers, or one on two days, do not agree.
    Disputed(&'a Reviewed, &'a Reviewed),
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let mut verdicts = Verdicts::default();
    for report in &arguments.reports {
        let read = Verdicts::read(report)?;
        verdicts.reviewed.extend(read.reviewed);
        verdicts.unmarked += read.unmarked;
    }
    let (config, file) = arguments.config.config(None)?;
    let beside = |name: &str| file.as_deref().map_or_else(|| PathBuf::from(name), |file| file.with_file_name(name));
    let suppressions = config.suppressions.clone().unwrap_or_else(|| beside(suppressions::FILE_NAME));
    let variants = arguments.variants.clone().unwrap_or_else(|| {
        let found = config.lexicons.iter().find(|t| t.ends_with(variants::FILE_NAME));
        found.cloned().unwrap_or_else(|| beside(variants::FILE_NAME))
    });
    let lessons = lessons(&verdicts.reviewed);

    let mut said = figures(&verdicts);
    for (one, other) in
        lessons.values().filter_map(|l| if let Lesson::Disputed(a, b) = l { Some((a, b)) } else { None })
    {
        let (a, b) = (one.verdict.as_str(), other.verdict.as_str());
        let (one, other) = (harmless(&one.place), harmless(&other.place));
        let _ = writeln!(said, "{one}: {a}, but {other}: {b}; nothing is learnt from either");
    }
    if !arguments.dry_run {
        said.push_str(&arguments.suppress(&lessons, &suppressions)?);
        said.push_str(&accept(&lessons, &variants, &config.lexicons)?);
    }
    print(&said)?;
    Ok(End::Good)
}

fn lessons(reviewed: &[Reviewed]) -> BTreeMap<Fingerprint, Lesson<'_>> {
    let mut first: BTreeMap<Fingerprint, &Reviewed> = BTreeMap::new();
    let mut lessons: BTreeMap<Fingerprint, Lesson<'_>> = BTreeMap::new();
    for row in reviewed {
        let known = *first.entry(row.fingerprint).or_insert(row);
        if known.verdict != row.verdict {
            lessons.insert(row.fingerprint, Lesson::Disputed(known, row));
        }
        lessons.entry(row.fingerprint).or_insert(match row.verdict {
            Verdict::Confirmed => Lesson::Keep,
            Verdict::Variant if variants::settles(row) => Lesson::Accept(row),
            Verdict::Rejected | Verdict::Variant => Lesson::Suppress(row),
        });
    }
    lessons
}

impl Arguments {
    /// Adds what was rejected to the file, takes out what was confirmed since, and says so.
    fn suppress(&self, lessons: &BTreeMap<Fingerprint, Lesson<'_>>, file: &Path) -> Result<String> {
        let read = match file.exists() {
            true => Suppressions::read(file, today())?,
            false => Suppressions::default(),
        };
        let before: BTreeMap<Fingerprint, &Suppression> = read.all().map(|s| (s.fingerprint, s)).collect();
        let mut after: BTreeMap<Fingerprint, Suppression> =
            before.iter().map(|(fingerprint, s)| (*fingerprint, (*s).clone())).collect();
        if self.prune {
            read.expired().for_each(|s| drop(after.remove(&s.fingerprint)));
        }
        for (fingerprint, lesson) in lessons {
            match lesson {
                Lesson::Keep | Lesson::Accept(_) => drop(after.remove(fingerprint)),
                Lesson::Suppress(row) => {
                    let suppression = self.suppression(row, after.get(fingerprint));
                    after.insert(*fingerprint, suppression);
                }
                Lesson::Disputed(..) => {}
            }
        }
        let new = after.keys().filter(|f| !before.contains_key(f)).count();
        let lifted = before.keys().filter(|f| !after.contains_key(f)).count();
        if before.values().copied().eq(after.values()) {
            return Ok(String::new());
        }
        write(file, &suppressions::table(after.into_values().collect())?)?;
        Ok(format!("{} newly suppressed, {lifted} no longer, in {}\n", counted(new, "finding"), file.display()))
    }

    /// What `row` says, and of an earlier rejection what it leaves open.
    fn suppression(&self, row: &Reviewed, earlier: Option<&Suppression>) -> Suppression {
        let or = |said: &str, earlier: Option<&String>| match said {
            "" => earlier.cloned().unwrap_or_default(),
            said => said.to_owned(),
        };
        Suppression {
            fingerprint: row.fingerprint,
            rule: row.rule.code.to_owned(),
            matched: row.matched.clone(),
            context: row.context.clone(),
            reason: or(&row.note, earlier.map(|s| &s.reason)),
            by: or(self.by.as_deref().unwrap_or_default(), earlier.map(|s| &s.by)),
            until: self.until.or(earlier.and_then(|s| s.until)),
        }
    }
}

/// Adds accepted spellings to the table, and says so.
fn accept(lessons: &BTreeMap<Fingerprint, Lesson<'_>>, file: &Path, lexicons: &[PathBuf]) -> Result<String> {
    let accepted: Vec<&Reviewed> =
        lessons.values().filter_map(|l| if let Lesson::Accept(row) = l { Some(*row) } else { None }).collect();
    if accepted.is_empty() {
        return Ok(String::new());
    }
    let names = Lexicon::load(lexicons)?.names;
    write(file, &variants::table(file, &accepted, &names)?)?;
    Ok(format!("{} accepted, in {}\n", counted(accepted.len(), "spelling"), file.display()))
}

/// The precision of each rule, as a table.
fn figures(verdicts: &Verdicts) -> String {
    let mut text = String::from("rule    confirmed  rejected  variant  precision  95 % interval\n");
    for p in precisions(&verdicts.reviewed) {
        let (low, high) = p.interval();
        let _ = writeln!(
            text,
            "{}  {:>9}  {:>8}  {:>7}  {:>9.3}  {low:.3} to {high:.3}  {}",
            p.rule.code,
            p.confirmed,
            p.rejected,
            p.variants,
            p.share(),
            p.rule.name
        );
    }
    let _ =
        writeln!(text, "{} with a verdict, {} without", counted(verdicts.reviewed.len(), "finding"), verdicts.unmarked);
    text
}
