//! The documents of two runs side by side, and their findings matched.

use super::run::{Document, Found, Run};
use crate::error::{Error, Result};
use crate::fingerprint::Fingerprint;
use crate::statistics::{Bootstrap, mean};
use std::collections::HashMap;

/// A document of both runs.
#[derive(Debug)]
pub struct Pair<'a> {
    /// As the first run has it.
    pub old: &'a Document,
    /// As the second has it.
    pub new: &'a Document,
    /// What became of its findings.
    pub changes: Changes<'a>,
}

/// What became of the findings of a document; the words of a finding may be there twice, and each time counts.
#[derive(Debug, Default)]
pub struct Changes<'a> {
    /// Only the second run has them.
    pub new: Vec<&'a Found>,
    /// Only the first run has them.
    pub fixed: Vec<&'a Found>,
    /// Both have them; as the second run has them.
    pub unchanged: Vec<&'a Found>,
}

impl<'a> Changes<'a> {
    fn of(old: &'a [Found], new: &'a [Found]) -> Self {
        let mut left: HashMap<Fingerprint, Vec<&Found>> = HashMap::new();
        for found in old.iter().rev() {
            left.entry(found.fingerprint).or_default().push(found);
        }
        let mut changes = Self::default();
        for found in new {
            match left.get_mut(&found.fingerprint).and_then(Vec::pop) {
                Some(_) => changes.unchanged.push(found),
                None => changes.new.push(found),
            }
        }
        for found in old {
            if let Some(rest) = left.get_mut(&found.fingerprint).filter(|rest| !rest.is_empty()) {
                rest.pop();
                changes.fixed.push(found);
            }
        }
        changes
    }
}

/// Two runs side by side.
#[derive(Debug)]
pub struct Comparison<'a> {
    /// The arithmetic of either run.
    pub models: [&'a str; 2],
    /// In the order of the first run.
    pub pairs: Vec<Pair<'a>>,
    /// Documents that only the first or only the second run has.
    pub alone: [Vec<&'a str>; 2],
}

/// Matches the documents of two runs by id; where they share none, by the file names in which the ids end.
///
/// # Errors
/// No document in common; a name that one run has twice.
pub fn compare<'a>(old: &'a Run, new: &'a Run) -> Result<Comparison<'a>> {
    let whole: fn(&str) -> &str = |id| id;
    let file_name: fn(&str) -> &str = |id| id.rsplit('/').next().unwrap_or(id);
    let shares = |key: fn(&str) -> &str| -> Result<bool> {
        let (old, new) = (keyed(old, key)?, keyed(new, key)?);
        Ok(old.keys().any(|id| new.contains_key(id)))
    };
    let by_name = !shares(whole)?;
    if by_name && !shares(file_name)? {
        return Err(Error::usage("the two runs have no document in common"));
    }
    let key = if by_name { file_name } else { whole };
    let (olds, news) = (keyed(old, key)?, keyed(new, key)?);
    let mut comparison = Comparison { models: [&old.model, &new.model], pairs: Vec::new(), alone: Default::default() };
    for document in &old.documents {
        match news.get(key(&document.id)) {
            Some(&new) => comparison.pairs.push(Pair {
                old: document,
                new,
                changes: Changes::of(&document.findings, &new.findings),
            }),
            None => comparison.alone[0].push(&document.id),
        }
    }
    let only_new = new.documents.iter().filter(|d| !olds.contains_key(key(&d.id)));
    comparison.alone[1].extend(only_new.map(|d| d.id.as_str()));
    Ok(comparison)
}

fn keyed(run: &Run, key: fn(&str) -> &str) -> Result<HashMap<&str, &Document>> {
    let mut documents = HashMap::new();
    for document in &run.documents {
        if documents.insert(key(&document.id), document).is_some() {
            return Err(Error::usage(format!("a run has two documents `{}`", key(&document.id))));
        }
    }
    Ok(documents)
}

impl Comparison<'_> {
    /// The change of the score of each document that both runs could score.
    #[must_use]
    pub fn score_changes(&self) -> Vec<f64> {
        self.pairs.iter().filter_map(|p| Some(p.new.score? - p.old.score?)).collect()
    }

    /// The mean change of the scores, and its interval over the documents.
    #[must_use]
    pub fn mean_change(&self, bootstrap: &Bootstrap) -> Option<(f64, (f64, f64))> {
        let changes = self.score_changes();
        let of = |sample: &[usize]| mean(&sample.iter().map(|&i| changes[i]).collect::<Vec<_>>());
        Some((mean(&changes)?, bootstrap.interval(changes.len(), of)?))
    }

    /// How many findings `of` takes from each pair for 1,000 words of the second run, and the interval over the documents.
    #[must_use]
    pub fn rate(&self, bootstrap: &Bootstrap, of: impl Fn(&Changes<'_>) -> usize) -> Option<(f64, (f64, f64))> {
        let counts: Vec<(f64, f64)> = self.pairs.iter().map(|p| (of(&p.changes) as f64, p.new.words as f64)).collect();
        let rate = |sample: &[usize]| {
            let (found, words) = sample.iter().fold((0.0, 0.0), |(f, w), &i| (f + counts[i].0, w + counts[i].1));
            (words > 0.0).then(|| found / words * 1000.0)
        };
        let all: Vec<usize> = (0..counts.len()).collect();
        Some((rate(&all)?, bootstrap.interval(counts.len(), rate)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::span::Span;

    fn found(word: &str) -> Found {
        let fingerprint = Fingerprint::of("NAM101", word, Span::new(0, word.len()));
        Found { fingerprint, rule: "NAM101".into(), severity: Severity::Major, matched: word.into() }
    }

    fn run(documents: &[(&str, f64, &[&str])]) -> Run {
        let document = |&(id, score, words): &(&str, f64, &[&str])| Document {
            id: id.into(),
            score: Some(score),
            words: 100,
            findings: words.iter().map(|w| found(w)).collect(),
        };
        Run { model: "m".into(), documents: documents.iter().map(document).collect() }
    }

    #[test]
    fn findings_are_matched_as_often_as_they_are_there() {
        let old = run(&[("a", 80.0, &["x", "x", "y"]), ("gone", 1.0, &[])]);
        let new = run(&[("a", 90.0, &["x", "z"]), ("came", 1.0, &[])]);
        let compared = compare(&old, &new).unwrap();
        let words = |found: &[&Found]| found.iter().map(|f| f.matched.clone()).collect::<Vec<_>>().join("");
        let changes = &compared.pairs[0].changes;
        let all = [&changes.new, &changes.fixed, &changes.unchanged].map(|found| words(found));
        assert_eq!(all, ["z", "xy", "x"]);
        assert_eq!(compared.alone, [vec!["gone"], vec!["came"]]);
        assert_eq!(compared.mean_change(&Bootstrap::default()).unwrap(), (10.0, (10.0, 10.0)));
        assert_eq!(compared.rate(&Bootstrap::default(), |c| c.fixed.len()).unwrap().0, 20.0);
    }

    #[test]
    fn two_systems_are_matched_by_the_names_of_their_files() {
        let (one, other) = (run(&[("A/1.txt", 1.0, &[])]), run(&[("B/1.txt", 2.0, &[])]));
        assert_eq!(compare(&one, &other).unwrap().pairs.len(), 1);
        assert!(compare(&one, &run(&[("B/2.txt", 1.0, &[])])).is_err());
        assert!(compare(&one, &run(&[("B/1.txt", 1.0, &[]), ("C/1.txt", 1.0, &[])])).is_err());
    }
}
