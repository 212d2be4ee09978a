//! Harper over the texts of a JSON Lines file, one after the other, for `tools/growth.py --harper`; says how many lints there were.
//!
//! cargo build --release --manifest-path tools/harper/Cargo.toml

use harper_core::linting::{LintGroup, Linter};
use harper_core::parsers::PlainEnglish;
use harper_core::spell::FstDictionary;
use harper_core::{Dialect, Document};
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: harper-peer FILE.jsonl")?;
    let mut linter = LintGroup::new_curated(FstDictionary::curated(), Dialect::American);
    let mut lints = 0;
    for line in BufReader::new(File::open(path)?).lines() {
        let record: serde_json::Value = serde_json::from_str(&line?)?;
        let text = record["text"].as_str().unwrap_or_default();
        lints += linter.lint(&Document::new_curated(text, &PlainEnglish)).len();
    }
    println!("{lints}");
    Ok(())
}
