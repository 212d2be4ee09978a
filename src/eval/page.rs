//! An evaluation as a page: tables and the diagram of the confidences, in one file without scripts.

use super::gold::Judgement;
use super::places::Row;
use super::{Agreement, Places, Reliability};
use crate::rule::Family;
use crate::text::counted;
use crate::weights::MODEL;
use std::fmt::Write as _;

/// The page.
#[must_use]
pub fn html(documents: usize, places: &Places, reliability: &Reliability, agreement: &Agreement) -> String {
    let mut page = format!(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>malaprop: evaluation</title>\n\
         <style>body{{font-family:sans-serif;max-width:60em;margin:2em auto}}table{{border-collapse:collapse}}\
         td,th{{padding:.2em .8em;text-align:right;border-bottom:1px solid #ddd}}td:first-child,th:first-child{{text-align:left}}</style></head>\n\
         <body><h1>Evaluation, {MODEL}</h1>\n<p>{}, {} of them with labelled places. \
         Intervals are Wilson's at 95 %.</p>\n",
        counted(documents, "document"),
        places.documents
    );
    page.push_str("<h2>Score and judgements</h2>\n<table><tr><th><th>documents<th>Spearman<th>Kendall<th>same document<th>pairs<th>systems<th>pairs\n");
    let figure = |f: Option<f64>| f.map_or(String::new(), |f| format!("{f:.3}"));
    let count = |n: Option<usize>| n.map_or(String::new(), |n| n.to_string());
    for (judgement, judged) in Judgement::ALL.iter().zip(&agreement.judged) {
        let _ = writeln!(
            page,
            "<tr><td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}",
            judgement.as_str(),
            judged.documents,
            figure(judged.spearman),
            figure(judged.kendall),
            figure(judged.same.map(|s| s.0)),
            count(judged.same.map(|s| s.1)),
            figure(judged.systems.map(|s| s.0)),
            count(judged.systems.map(|s| s.1)),
        );
    }
    let _ = writeln!(page, "</table>\n<p>AUC of people above machines: {}</p>", figure(agreement.auc));
    page.push_str("<h2>Findings and places</h2>\n<table><tr><th><th>findings<th>right<th>precision<th>places<th>found<th>recall<th>F1\n");
    let families = Family::ALL.iter().map(|f| f.as_str()).zip(&places.by_family);
    let rules = places.by_rule.iter().map(|(code, row)| (*code, row));
    for (name, row) in [("all", &places.all)].into_iter().chain(families).chain(rules) {
        page.push_str(&line(name, row));
    }
    let error = figure(reliability.error());
    let _ = writeln!(page, "</table>\n<h2>Confidence</h2>\n<p>Mean distance from the share that is right: {error}</p>");
    page.push_str(&reliability.svg());
    page.push_str("</body></html>\n");
    page
}

fn line(name: &str, row: &Row) -> String {
    let share = |s: Option<(f64, (f64, f64))>| s.map_or(String::new(), |(p, (l, h))| format!("{p:.3} ({l:.3}-{h:.3})"));
    let f1 = row.f1().map_or(String::new(), |f| format!("{f:.3}"));
    format!(
        "<tr><td>{name}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{}<td>{f1}\n",
        row.findings,
        row.right,
        share(row.precision()),
        row.owed,
        row.found,
        share(row.recall())
    )
}
