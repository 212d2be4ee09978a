//! `malaprop phrases train`.

use super::End;
use super::common::print;
use clap::Args;
use malaprop::error::{Error, Result};
use malaprop::fluency::train::{Evaluation, Held, Keys, Sample, auc, evaluate, read, train};
use malaprop::report::Place;
use malaprop::text::things;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// JSON Lines of human translations; `.gz` is unpacked (repeatable).
    #[arg(long, value_name = "FILE", num_args = 1..)]
    human: Vec<PathBuf>,
    /// JSON Lines of machine translations (repeatable).
    #[arg(long, value_name = "FILE", num_args = 1..)]
    machine: Vec<PathBuf>,
    /// JSON Lines of both, told apart by the label in each record: human or mt (repeatable).
    #[arg(long, value_name = "FILE", num_args = 1.., required_unless_present_all = ["human", "machine"])]
    data: Vec<PathBuf>,
    /// The field that holds the text.
    #[arg(long, value_name = "KEY", default_value = "text")]
    text_key: String,
    /// The field that all versions of one source document share; nothing is ever tested on a document that it was trained on.
    #[arg(long, value_name = "KEY", default_value = "doc")]
    group_key: String,
    /// The field that holds the pair of languages, which the records may lack.
    #[arg(long, value_name = "KEY", default_value = "pair")]
    pair_key: String,
    /// The field of --data that says human or mt.
    #[arg(long, value_name = "KEY", default_value = "kind")]
    label_key: String,
    /// Only train: no figures.
    #[arg(long, conflicts_with = "predictions")]
    no_figures: bool,
    /// Write what each document got from the model that had not seen its source document: CSV.
    #[arg(long, value_name = "FILE")]
    predictions: Option<PathBuf>,
    /// Where to write the model.
    #[arg(short, long, value_name = "MODEL")]
    output: PathBuf,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let keys = Keys {
        text: arguments.text_key.clone(),
        group: arguments.group_key.clone(),
        pair: arguments.pair_key.clone(),
        label: arguments.label_key.clone(),
    };
    let mut samples: Vec<Sample> = Vec::new();
    for (files, machine) in [(&arguments.human, Some(false)), (&arguments.machine, Some(true)), (&arguments.data, None)]
    {
        for file in files {
            samples.extend(read(file, machine, &keys)?);
        }
    }
    if !arguments.no_figures {
        for (held, title) in [(Held::Groups, "a fifth of the source documents"), (Held::Pairs, "a pair of languages")] {
            let read = evaluate(&samples, held)?;
            if held == Held::Groups
                && let Some(file) = &arguments.predictions
            {
                write(file, &predictions(&read)?)?;
            }
            print(format!("held out in turn: {title}\n{}", figures(&read)))?;
        }
    }
    let bytes = train(&samples)?;
    write(&arguments.output, &bytes)?;
    print(format!("{} bytes in {}\n", bytes.len(), arguments.output.display()))?;
    Ok(End::Good)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut place = Place::open(path)?;
    place.write_all(bytes).map_err(|e| Error::io(path, e))?;
    place.finish()
}

/// How well either figure tells machines from people, and how often passages are shown: by pair, then all together.
fn figures(read: &[Evaluation]) -> String {
    let mut text = String::new();
    let pairs: BTreeSet<&str> = read.iter().map(|e| e.pair.as_str()).collect();
    let mut areas = Vec::new();
    for pair in &pairs {
        let of: Vec<&Evaluation> = read.iter().filter(|e| e.pair == *pair).collect();
        areas.extend(auc(&of, |e| e.mt_likeness));
        text += &line(pair, &of);
    }
    text += &line("all", &read.iter().collect::<Vec<_>>());
    let mean = areas.iter().sum::<f64>() / areas.len().max(1) as f64;
    let _ = writeln!(text, "  mean of pairs: AUC {mean:.3}");
    text
}

fn line(name: &str, of: &[&Evaluation]) -> String {
    let figure = |f: Option<f64>| f.map_or("-".to_owned(), |f| format!("{f:.3}"));
    let passages = |machine: bool| {
        let side: Vec<_> = of.iter().filter(|e| e.machine == machine).collect();
        side.iter().map(|e| e.passages).sum::<usize>() as f64 / side.len().max(1) as f64
    };
    format!(
        "  {name:8} {:5} {}, AUC of mt_likeness {}, of fluency {}, passages a document {:.2} human {:.2} machine\n",
        of.len(),
        things(of.len(), "document"),
        figure(auc(of, |e| e.mt_likeness)),
        figure(auc(of, |e| e.fluency)),
        passages(false),
        passages(true)
    )
}

fn predictions(read: &[Evaluation]) -> Result<Vec<u8>> {
    let wrong = |e: csv::Error| Error::usage(format!("predictions: {e}"));
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(["id", "pair", "machine", "words", "mt_likeness", "fluency", "passages"]).map_err(wrong)?;
    for e in read {
        let (likeness, fluency) = (format!("{:.4}", e.mt_likeness), format!("{:.2}", e.fluency));
        let (machine, words, passages) = (e.machine.to_string(), e.words.to_string(), e.passages.to_string());
        table.write_record([&e.id, &e.pair, &machine, &words, &likeness, &fluency, &passages]).map_err(wrong)?;
    }
    table.into_inner().map_err(|e| Error::usage(format!("predictions: {e}")))
}
