//! `malaprop eval`.

use super::End;
use super::common::{EngineFlags, print, write};
use clap::Args;
use malaprop::error::{Error, Result};
use malaprop::eval::{self, Agreement, Evaluated, Fit, GoldDocument, Judgement, Places, Reliability, Results};
use malaprop::read::{Input, Record};
use malaprop::rule::Family;
use malaprop::run::{run as run_all, survey};
use malaprop::statistics::Bootstrap;
use malaprop::text::{counted, things};
use std::fmt::Write as _;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// Labelled documents: JSON Lines (also .gz), or tables of MQM annotations (.tsv).
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,
    /// Fit the weights of the score to the judgements, and say how far they hold.
    #[arg(long)]
    fit: bool,
    /// Take mt_likeness and fluency from this table of `phrases train --predictions`, made by models that never saw the document.
    #[arg(long, value_name = "FILE", requires = "fit")]
    predictions: Option<PathBuf>,
    /// Write a page with tables and the diagram of the confidences.
    #[arg(long, value_name = "FILE")]
    html: Option<PathBuf>,
    /// Write the figures, to compare later ones with.
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Compare with figures that were written before; exit 1 where one fell.
    #[arg(long, value_name = "FILE")]
    against: Option<PathBuf>,
    /// What a figure may fall by.
    #[arg(long, value_name = "X", default_value_t = 0.0, requires = "against")]
    tolerance: f64,
    #[command(flatten)]
    engine: EngineFlags,
    /// Threads; 0 for one a core.
    #[arg(short = 'j', long, default_value_t = 0)]
    threads: usize,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let old = arguments.against.as_deref().map(Results::read).transpose()?;
    let evaluated = arguments.evaluate()?;
    let (places, reliability) = (eval::places(&evaluated), eval::reliability(&evaluated));
    let agreement = eval::agreement(&evaluated, |d| d.judged.score.score);
    print(tables(evaluated.len(), &places, &reliability, &agreement))?;
    if let Some(file) = &arguments.html {
        write(file, eval::html(evaluated.len(), &places, &reliability, &agreement))?;
    }
    if arguments.fit {
        let figures = arguments.predictions.as_deref().map(eval::predictions).transpose()?;
        let samples = eval::samples(&evaluated, figures.as_ref());
        let fit = eval::fit(&samples, &Bootstrap { samples: 500, ..Bootstrap::default() })
            .ok_or_else(|| Error::usage("nothing to fit: no document has two judged versions that differ"))?;
        print(fitted(&fit))?;
    }
    let results = eval::figures(&places, &reliability, &agreement);
    if let Some(file) = &arguments.save {
        write(file, results.json())?;
    }
    let fallen = old.map_or(Vec::new(), |old| results.fallen_from(&old, arguments.tolerance));
    for figure in &fallen {
        let new = figure.new.map_or("gone".to_owned(), |new| format!("{new:.4}"));
        print(format!("fell: {} {:.4} -> {new}\n", figure.name, figure.old))?;
    }
    Ok(if fallen.is_empty() { End::Good } else { End::Gate })
}

impl Arguments {
    /// Reads the gold and judges its texts, as `score` judges a file of JSON Lines.
    fn evaluate(&self) -> Result<Vec<Evaluated>> {
        let mut gold: Vec<GoldDocument> = Vec::new();
        for file in &self.gold {
            gold.extend(eval::read(file)?);
        }
        let mut engine = self.engine.engine(self.gold.first())?;
        let record = |g: &GoldDocument| Record::given(Input::new(&g.id, g.text.clone()));
        let records: Vec<Record> = gold.iter().map(record).collect();
        engine.corpus = survey(records.clone().into_iter(), self.threads, || Ok(()))?.unwrap_or_default();
        let mut results = Vec::with_capacity(gold.len());
        run_all(
            records.into_iter(),
            &engine,
            self.threads,
            || Ok(()),
            |scored| {
                results.push(scored.result.clone());
                Ok(())
            },
        )?;
        let both = gold.into_iter().zip(results);
        Ok(both.filter_map(|(gold, judged)| Some(Evaluated { gold, judged: judged? })).collect())
    }
}

fn tables(documents: usize, places: &Places, reliability: &Reliability, agreement: &Agreement) -> String {
    let figure = |f: Option<f64>| f.map_or("-".to_owned(), |f| format!("{f:.3}"));
    let of_pairs =
        |s: Option<(f64, usize)>| s.map_or("-".to_owned(), |(share, pairs)| format!("{share:.3} of {pairs}"));
    let mut text =
        format!("{}; people above machines: AUC {}\n", counted(documents, "document"), figure(agreement.auc));
    for (judgement, judged) in Judgement::ALL.iter().zip(&agreement.judged).filter(|(_, j)| j.documents > 0) {
        let _ = writeln!(
            text,
            "{:4} {:6} {}: Spearman {}, Kendall {}, pairs of one document {}, of systems {}",
            judgement.as_str(),
            judged.documents,
            things(judged.documents, "document"),
            figure(judged.spearman),
            figure(judged.kendall),
            of_pairs(judged.same),
            of_pairs(judged.systems)
        );
    }
    if places.documents == 0 {
        return text;
    }
    let _ = writeln!(text, "\nplaces labelled in {}; 95 % intervals", counted(places.documents, "document"));
    let _ = writeln!(text, "{:11}{:>9}  {:24}{:>7}  {:24}F1", "", "findings", "precision", "places", "recall");
    let share =
        |s: Option<(f64, (f64, f64))>| s.map_or("-".to_owned(), |(p, (l, h))| format!("{p:.3} ({l:.3} to {h:.3})"));
    let families = Family::ALL.iter().map(|f| f.as_str()).zip(&places.by_family);
    let rules = places.by_rule.iter().map(|(code, row)| (*code, row));
    for (name, row) in families.chain(rules).chain([("all", &places.all)]).filter(|(_, r)| r.findings + r.owed > 0) {
        let (precision, recall, f1) = (share(row.precision()), share(row.recall()), figure(row.f1()));
        let _ = writeln!(text, "{name:11}{:>9}  {precision:24}{:>7}  {recall:24}{f1}", row.findings, row.owed);
    }
    let _ = writeln!(text, "confidence: {} off on average", figure(reliability.error()));
    text
}

fn fitted(fit: &Fit) -> String {
    let mut text = format!(
        "\nfit to {}, {}; pull {:.0}; explains {:.2} % of what it was not fitted to\n{:11}{:>9}  {:20}{:>8}{:>9}\n",
        counted(fit.documents, "document"),
        counted(fit.versions, "judged version"),
        fit.lambda,
        100.0 * fit.explained,
        "",
        "free",
        "95 % over documents",
        "fitted",
        "shipped"
    );
    for weighed in &fit.terms {
        let (free, (low, high)) = weighed.free;
        let interval = format!("{low:.2} to {high:.2}");
        let noise = if weighed.is_noise() { "  noise: the data do not tell it from 0" } else { "" };
        let (name, fitted, shipped) = (weighed.term.as_str(), weighed.fitted, weighed.term.shipped());
        let _ = writeln!(text, "{name:11}{free:>9.2}  {interval:20}{fitted:>8.2}{shipped:>9.2}{noise}");
    }
    text.push_str("pairs of versions of one document in the order of people, what was held out never fitted to:\n");
    for (held, pairs, [equal, fitted, shipped]) in &fit.held_out {
        let _ = writeln!(
            text,
            "  {held}, {}: equal weights {equal:.3}, fitted {fitted:.3}, shipped {shipped:.3}",
            counted(*pairs, "pair")
        );
    }
    text
}
