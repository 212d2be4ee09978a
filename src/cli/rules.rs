//! `malaprop rules`.

use super::End;
use super::common::print;
use clap::Args;
use malaprop::error::{Error, Result};
use malaprop::{detect, docs};
use std::fmt::Write;

#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The code or name of a rule.
    rule: Option<String>,
    /// Print all pages in Markdown.
    #[arg(long, conflicts_with = "rule")]
    markdown: bool,
}

pub(super) fn run(arguments: &Arguments) -> Result<End> {
    let text = match &arguments.rule {
        Some(name) => {
            let rule = detect::rule(name);
            docs::page(rule.ok_or_else(|| Error::usage(format!("no rule `{name}`; `malaprop rules` lists them")))?)
        }
        None if arguments.markdown => docs::all_rules(),
        None => detect::all().map(|d| d.rule()).fold(String::new(), |mut table, rule| {
            let _ = writeln!(
                table,
                "{}  {:10}  {:8}  {:9}  {}",
                rule.code,
                rule.family.as_str(),
                rule.severity.as_str(),
                rule.fix.as_str(),
                rule.name
            );
            table
        }),
    };
    print(&text)?;
    Ok(End::Good)
}
