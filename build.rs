//! Packs the word lists into one table, compiles the name tables, and names the phrase tables, so that no list is kept by
//! hand twice. Names are compiled by the crate's own modules, which are part of this program too.

#[allow(dead_code, unreachable_pub, reason = "the crate uses the rest")]
#[path = "src/error.rs"]
mod error;

#[allow(dead_code, unreachable_pub, reason = "the crate exports more")]
#[path = "src/text"]
mod text {
    mod counted;
    mod date;
    mod fold;
    mod quoting;
    pub(crate) use counted::counted;
    pub(crate) use date::Date;
    pub(crate) use fold::fold;
    pub(crate) use quoting::{CR_ALONE, Quoting, lone_return};
}

#[allow(dead_code, unreachable_pub, reason = "the crate uses the rest")]
#[path = "src/similar"]
mod similar {
    mod bag;
    pub(crate) use bag::{LetterBag, Letters};
}

#[allow(dead_code, unreachable_pub, reason = "the crate uses the rest")]
#[path = "src/lexicon"]
mod lexicon {
    mod countries;
    mod raw;
    mod table;
    pub(crate) mod word_hash;

    #[path = "names"]
    pub(crate) mod names {
        mod draft;
        mod keys;
        mod kinds;
        mod near;
        mod numbers;
        mod office;
        mod pack;
        mod packing;
        mod tables;
        pub(super) use tables::Tables;
    }

    /// The compiled form of complete name tables: the name and the text of each.
    pub(crate) fn compiled(tables: &[(String, String)]) -> crate::error::Result<Vec<u8>> {
        let mut all = names::Tables::default();
        for (name, text) in tables {
            all.add(name, text)?;
        }
        all.complete();
        all.pack()
    }
}

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The bit that says "an ordinary English word"; the letters of known-names.tsv follow it.
const KINDS: &str = "wmfspncb";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("lexicons");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    for input in [
        "build.rs",
        "lexicons",
        "src/lexicon",
        "src/text/counted.rs",
        "src/text/date.rs",
        "src/text/fold.rs",
        "src/text/quoting.rs",
        "src/similar/bag.rs",
        "src/error.rs",
    ] {
        println!("cargo::rerun-if-changed={input}");
    }

    let mut known: BTreeMap<String, u64> = BTreeMap::new();
    for (list, kind) in [("en/words.txt", "w"), ("en/newer-words.txt", "w"), ("en/invented-names.txt", "n")] {
        for word in fs::read_to_string(root.join(list))?.lines() {
            *known.entry(word.to_owned()).or_default() |= bits(kind);
        }
    }
    for line in fs::read_to_string(root.join("en/known-names.tsv"))?.lines() {
        let (name, kinds) = line.split_once('\t').ok_or_else(|| format!("known-names.tsv: no tab in {line:?}"))?;
        *known.entry(name.to_owned()).or_default() |= bits(kinds);
    }
    fs::write(out.join("known.bin"), table(&known)?)?;

    let mut names = Vec::new();
    for file in csv_files(&root.join("en/names"))? {
        names.push((table_name(&file, &root)?, fs::read_to_string(&file)?));
    }
    fs::write(out.join("names.pack"), lexicon::compiled(&names)?)?;

    let mut code = String::from("pub(super) static PHRASES: &[(&str, &str)] = &[\n");
    for file in csv_files(&root.join("en/phrases"))? {
        let name = table_name(&file, &root)?;
        // By the variable and not by its value: the code is the same in whatever folder it is built.
        code += &format!("    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), \"/{name}\"))),\n");
    }
    code += "];\n";
    fs::write(out.join("builtin.rs"), code)?;
    Ok(())
}

/// The name of a table in messages.
fn table_name(file: &Path, root: &Path) -> Result<String, Box<dyn Error>> {
    Ok(format!("lexicons/{}", file.strip_prefix(root)?.display()))
}

/// An open hash table of the words, at most two thirds full; `src/lexicon/words.rs` reads it.
fn table(known: &BTreeMap<String, u64>) -> Result<Vec<u8>, Box<dyn Error>> {
    let size = (known.len() + known.len() / 2).next_power_of_two();
    let kinds = (1 << KINDS.len()) - 1;
    let mut entries = vec![0_u64; size];
    for (word, bits) in known {
        let hash = lexicon::word_hash::word_hash(word.as_bytes());
        let mut at = (hash >> 40) as usize % size;
        while entries[at] != 0 {
            if (entries[at] ^ hash) & !kinds == 0 {
                return Err(format!("`{word}` has the hash of another word").into());
            }
            at = (at + 1) % size;
        }
        entries[at] = hash & !kinds | bits;
    }
    Ok(entries.into_iter().flat_map(u64::to_le_bytes).collect())
}

fn bits(kinds: &str) -> u64 {
    kinds.chars().filter_map(|k| KINDS.find(k)).fold(0, |bits, i| bits | 1 << i)
}

fn csv_files(folder: &Path) -> Result<Vec<PathBuf>, Box<dyn Error>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|e| e == "csv") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
