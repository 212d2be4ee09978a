//! What a comparison says: to people, and as JSON Lines.

use super::pair::{Changes, Comparison, Pair};
use super::run::Found;
use crate::report::terminal::harmless;
use crate::statistics::Bootstrap;
use crate::text::{counted, things};
use crate::weights::rounded;
use serde_json::json;
use std::fmt::Write as _;

type Interval = (f64, (f64, f64));

/// The summary, then every document that changed with its new and fixed findings.
#[must_use]
pub fn text(comparison: &Comparison<'_>, bootstrap: &Bootstrap) -> String {
    let mut text = String::new();
    let [old, new] = comparison.models;
    if old != new {
        let _ = writeln!(text, "the scores are not comparable: {} against {}", harmless(old), harmless(new));
    }
    let moved = comparison.score_changes();
    let better = moved.iter().filter(|c| **c > 0.0).count();
    let worse = moved.iter().filter(|c| **c < 0.0).count();
    let [only_old, only_new] = comparison.alone.each_ref().map(Vec::len);
    let _ = writeln!(
        text,
        "{} in both runs ({only_old} only in the first, {only_new} only in the second): {better} with a higher score, {worse} with a lower one",
        counted(comparison.pairs.len(), "document")
    );
    if let Some((change, (low, high))) = comparison.mean_change(bootstrap) {
        let _ = writeln!(text, "mean change of the score {change:+.2}, 95 % from {low:+.2} to {high:+.2}");
    }
    for (name, count, rate) in rates(comparison, bootstrap) {
        if let Some((rate, (low, high))) = rate {
            let findings = things(count, "finding");
            let _ = writeln!(
                text,
                "{count:6} {name} {findings}: {rate:.2} per 1,000 words, 95 % from {low:.2} to {high:.2}"
            );
        }
    }
    for pair in &comparison.pairs {
        let changes = &pair.changes;
        if changes.new.is_empty() && changes.fixed.is_empty() && pair.old.score == pair.new.score {
            continue;
        }
        let score = |s: Option<f64>| s.map_or("-".to_owned(), |s| format!("{s:.2}"));
        let _ = writeln!(text, "\n{}  {} -> {}", harmless(&pair.new.id), score(pair.old.score), score(pair.new.score));
        for (mark, found) in changes.new.iter().map(|f| ('+', f)).chain(changes.fixed.iter().map(|f| ('-', f))) {
            let matched: String = harmless(&found.matched).chars().take(80).collect();
            let _ = writeln!(text, "  {mark} {} {} {matched}", found.severity.as_str(), harmless(&found.rule));
        }
    }
    text
}

/// One object a document, then one with the summary.
#[must_use]
pub fn jsonl(comparison: &Comparison<'_>, bootstrap: &Bootstrap) -> String {
    let found = |found: &[&Found]| -> Vec<serde_json::Value> {
        let one = |f: &&Found| json!({"rule": f.rule, "severity": f.severity.as_str(), "match": f.matched, "fingerprint": f.fingerprint.to_string()});
        found.iter().map(one).collect()
    };
    let document = |pair: &Pair<'_>| {
        let change = pair.old.score.zip(pair.new.score).map(|(old, new)| rounded(new - old));
        json!({"doc_id": pair.new.id, "old_score": pair.old.score, "new_score": pair.new.score, "change": change,
            "new": found(&pair.changes.new), "fixed": found(&pair.changes.fixed), "unchanged": found(&pair.changes.unchanged)})
    };
    let mut text: String = comparison.pairs.iter().map(|p| format!("{}\n", document(p))).collect();
    let interval = |i: Option<Interval>| {
        i.map(|(f, (low, high))| json!({"value": rounded(f), "low": rounded(low), "high": rounded(high)}))
    };
    let per_1000: serde_json::Map<_, _> = rates(comparison, bootstrap)
        .into_iter()
        .map(|(name, count, rate)| (name.to_owned(), json!({"count": count, "per_1000": interval(rate)})))
        .collect();
    let summary = json!({"summary": {"models": comparison.models, "documents": comparison.pairs.len(),
        "only_old": comparison.alone[0], "only_new": comparison.alone[1],
        "mean_change": interval(comparison.mean_change(bootstrap)), "findings": per_1000, "seed": bootstrap.seed}});
    let _ = writeln!(text, "{summary}");
    text
}

fn rates(comparison: &Comparison<'_>, bootstrap: &Bootstrap) -> Vec<(&'static str, usize, Option<Interval>)> {
    type Of = fn(&Changes<'_>) -> usize;
    let kinds: [(&str, Of); 3] =
        [("new", |c| c.new.len()), ("fixed", |c| c.fixed.len()), ("unchanged", |c| c.unchanged.len())];
    let count = |of: Of| comparison.pairs.iter().map(|p| of(&p.changes)).sum();
    kinds.into_iter().map(|(name, of)| (name, count(of), comparison.rate(bootstrap, of))).collect()
}
