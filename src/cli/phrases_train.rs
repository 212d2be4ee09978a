//! `malaprop phrases train`.

use super::End;
use super::common::print;
use clap::Args;
use malaprop::error::{Error, Result};
use malaprop::fluency::train::{Evaluation, Held, Keys, Sample, auc, evaluate, read, train};
use malaprop::report::Place;
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
    #[arg(long)]
    no_figures: bool,
    /// Write what each document got from the models that had not seen it: CSV.
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
    if !arguments.no_figures && std::env::var("X_DEBUG").is_err() {
        print(&figures(&samples)?)?;
    }
    let _ = &arguments.predictions;
    let bytes = train(&samples)?;
    write(&arguments.output, &bytes)?;
    print(&format!("{} bytes in {}\n", bytes.len(), arguments.output.display()))?;
    Ok(End::Good)
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut place = Place::open(path)?;
    place.write_all(bytes).map_err(|e| Error::io(path, e))?;
    place.finish()
}

fn figures(samples: &[Sample]) -> Result<String> {
    let mut text = String::new();
    let which = std::env::var("X_HELD").unwrap_or_default();
    for (held, title) in [(Held::Groups, "a fifth of the source documents"), (Held::Pairs, "a pair of languages")] {
        if which == "pairs" && held == Held::Groups {
            continue;
        }
        let read = evaluate(samples, held)?;
        let _ = writeln!(text, "held out in turn: {title}");
        let pairs: BTreeSet<&str> = read.iter().map(|e| e.pair.as_str()).collect();
        let all: Vec<&Evaluation> = read.iter().collect();
        let mut line = |name: &str, of: &[&Evaluation]| {
            let figure = |f: Option<f64>| f.map_or("-".to_owned(), |f| format!("{f:.3}"));
            let rate = |machine: bool| {
                let side: Vec<_> = of.iter().filter(|e| e.machine == machine).collect();
                side.iter().map(|e| e.passages).sum::<usize>() as f64 / side.len().max(1) as f64
            };
            let _ = writeln!(
                text,
                "  {name:8} {:6} documents  mt_likeness {}  fluency {}  passages {:.2} human {:.2} machine",
                of.len(),
                figure(auc(of, |e| e.mt_likeness)),
                figure(auc(of, |e| e.fluency)),
                rate(false),
                rate(true)
            );
            auc(of, |e| e.mt_likeness)
        };
        let mut by_pair = Vec::new();
        for pair in pairs {
            let of: Vec<&Evaluation> = read.iter().filter(|e| e.pair == pair).collect();
            by_pair.extend(line(pair, &of));
        }
        line("all", &all);
        let _ = writeln!(text, "  mean of pairs {:.3}", by_pair.iter().sum::<f64>() / by_pair.len().max(1) as f64);
    }
    Ok(text)
}
