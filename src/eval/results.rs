//! The figures of an evaluation as a file, to compare later ones with.

use super::gold::Judgement;
use super::{Agreement, Places, Reliability};
use crate::bounded;
use crate::error::Result;
use crate::json;
use crate::rule::Family;
use crate::weights::MODEL;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::Path;

/// Figures by name, rounded to four digits; higher is better in each.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Results {
    /// The arithmetic of the score.
    pub model: String,
    /// The figures.
    pub figures: BTreeMap<String, f64>,
}

/// A figure that fell.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// Its name.
    pub name: String,
    /// What it was.
    pub old: f64,
    /// What it is; nothing where it is not reckoned any more.
    pub new: Option<f64>,
}

/// All figures of an evaluation that exist.
#[must_use]
pub fn figures(places: &Places, reliability: &Reliability, agreement: &Agreement) -> Results {
    let mut figures = BTreeMap::new();
    let mut put = |name: String, figure: Option<f64>| {
        if let Some(figure) = figure {
            figures.insert(name, (figure * 10_000.0).round() / 10_000.0);
        }
    };
    let families = Family::ALL.iter().map(|f| f.as_str()).zip(&places.by_family);
    let rules = places.by_rule.iter().map(|(code, row)| (*code, row));
    for (name, row) in families.chain(rules).chain([("all", &places.all)]) {
        put(format!("precision {name}"), row.precision().map(|p| p.0));
        put(format!("recall {name}"), row.recall().map(|r| r.0));
        put(format!("f1 {name}"), row.f1());
    }
    put("confidence (1 less its error)".to_owned(), reliability.error().map(|e| 1.0 - e));
    put("auc".to_owned(), agreement.auc);
    for (judgement, judged) in Judgement::ALL.iter().map(|j| j.as_str()).zip(&agreement.judged) {
        put(format!("spearman {judgement}"), judged.spearman);
        put(format!("kendall {judgement}"), judged.kendall);
        put(format!("same document {judgement}"), judged.same.map(|s| s.0));
        put(format!("systems {judgement}"), judged.systems.map(|s| s.0));
    }
    Results { model: MODEL.to_owned(), figures }
}

impl Results {
    /// Reads a file that an earlier evaluation saved.
    ///
    /// # Errors
    /// A file that cannot be read, or is none.
    pub fn read(path: &Path) -> Result<Self> {
        let text = bounded::text(path, bounded::SETTINGS)?;
        serde_json::from_str(&text).map_err(|e| {
            let line = text.split('\n').nth(e.line().saturating_sub(1)).unwrap_or_default();
            json::fault(&path.display().to_string(), e.line() as u64, line, &e)
        })
    }

    /// As it is saved.
    #[must_use]
    pub fn json(&self) -> String {
        // A map of names and numbers can always be written.
        serde_json::to_string_pretty(self).unwrap_or_default() + "\n"
    }

    /// The figures of `old` that fell by more than `tolerance` or are gone.
    #[must_use]
    pub fn fallen_from(&self, old: &Self, tolerance: f64) -> Vec<Figure> {
        let fallen = |(name, &old): (&String, &f64)| {
            let new = self.figures.get(name).copied();
            let fell = new.is_none_or(|new| new < old - tolerance);
            fell.then(|| Figure { name: name.clone(), old, new })
        };
        old.figures.iter().filter_map(fallen).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_fell_or_went_is_named_and_what_rose_is_not() {
        let results = |figures: &[(&str, f64)]| Results {
            model: "m".into(),
            figures: figures.iter().map(|(n, f)| ((*n).to_owned(), *f)).collect(),
        };
        let old = results(&[("a", 0.5), ("b", 0.5), ("c", 0.5), ("d", 0.5)]);
        let new = results(&[("a", 0.6), ("b", 0.495), ("c", 0.4), ("e", 0.1)]);
        let fallen: Vec<String> = new.fallen_from(&old, 0.01).into_iter().map(|f| f.name).collect();
        assert_eq!(fallen, ["c", "d"]);
        assert_eq!(serde_json::from_str::<Results>(&old.json()).unwrap(), old);
    }

    #[test]
    fn a_fault_has_one_place_in_letters() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let fault = |text: &str| {
            std::fs::write(&path, text).unwrap();
            Results::read(&path).unwrap_err().to_string()
        };
        assert_eq!(fault("{\n\"é\": x}"), format!("{}:2:6: expected value", path.display()));
        assert_eq!(fault("{\n\"model\":"), format!("{}:2:8: EOF while parsing a value", path.display()));
    }
}
