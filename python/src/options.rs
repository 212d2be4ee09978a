//! The options of `malaprop.Scorer`, and what they make of the library's configuration.

use crate::told;
use malaprop::config::Config;
use malaprop::error::Error;
use malaprop::filter::select::Expression;
use malaprop::filter::verdict::{Keep, Rules};
use malaprop::score::Decision;
use malaprop::text::Date;
use pyo3::prelude::*;
use std::path::PathBuf;

/// All of them; `python/malaprop/_scorer.py` documents each.
#[derive(Debug, FromPyObject)]
#[pyo3(from_item_all)]
pub(crate) struct Options {
    lexicons: Vec<PathBuf>,
    config: Option<PathBuf>,
    suppressions: Option<PathBuf>,
    model: Option<PathBuf>,
    select: Vec<String>,
    ignore: Vec<String>,
    date: Option<String>,
    publish_from: Option<f64>,
    reject_below: Option<f64>,
    short_words: Option<usize>,
    keep: String,
    select_score: Option<String>,
    corpus_filters: bool,
    pub(crate) max_bytes: u64,
    pub(crate) threads: usize,
}

impl Options {
    /// The configuration file with the options that change it, as flags change it on the command line.
    pub(crate) fn config(&self) -> PyResult<Config> {
        let mut config = self.config.as_deref().map_or(Ok(Config::default()), Config::read).map_err(told)?;
        if self.suppressions.is_some() {
            config.suppressions.clone_from(&self.suppressions);
        }
        if let Some(file) = &self.config {
            config.add_reviews(Some(file), file);
        }
        if self.model.is_some() {
            config.model.clone_from(&self.model);
        }
        if !self.select.is_empty() {
            config.select.clone_from(&self.select);
        }
        config.lexicons.extend(self.lexicons.iter().cloned());
        config.ignore.extend(self.ignore.iter().cloned());
        let decision = &mut config.decision;
        decision.publish = score("publish_from", self.publish_from)?.or(decision.publish);
        decision.reject = score("reject_below", self.reject_below)?.or(decision.reject);
        decision.short_words = self.short_words.or(decision.short_words);
        Ok(config)
    }

    /// Which documents a filter keeps.
    pub(crate) fn rules(&self) -> PyResult<Rules> {
        let keep = match (&self.select_score, self.keep.as_str()) {
            (Some(expression), _) => Keep::Where(Expression::parse(expression).map_err(told)?),
            (None, "publish") => Keep::From(Decision::Publish),
            (None, "review") => Keep::From(Decision::Review),
            (None, other) => return Err(wrong(format!("keep is {other:?}, neither \"review\" nor \"publish\""))),
        };
        Ok(Rules { keep, corpus_filters: self.corpus_filters })
    }

    /// The day of all texts.
    pub(crate) fn date(&self) -> PyResult<Option<Date>> {
        let Some(text) = &self.date else { return Ok(None) };
        let date = Date::parse(text).ok_or_else(|| wrong(format!("date is {text:?}, no day such as 2019-02-01")))?;
        Ok(Some(date))
    }
}

fn score(name: &str, value: Option<f64>) -> PyResult<Option<f64>> {
    match value {
        Some(value) if !(0.0..=100.0).contains(&value) => Err(wrong(format!("{name} is {value}, not from 0 to 100"))),
        value => Ok(value),
    }
}

fn wrong(what: String) -> PyErr {
    told(Error::usage(what))
}
