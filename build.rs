//! Packs the word lists into one table and names the built-in lexicon files, so that neither list is kept by hand twice.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

#[path = "src/lexicon/word_hash.rs"]
mod word_hash;

/// The bit that says "an ordinary English word"; the letters of known-names.tsv follow it.
const KINDS: &str = "wmfspnc";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("lexicons");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=lexicons");
    println!("cargo::rerun-if-changed=src/lexicon/word_hash.rs");

    let mut known: BTreeMap<String, u64> = BTreeMap::new();
    for list in ["en/words.txt", "en/newer-words.txt"] {
        for word in fs::read_to_string(root.join(list))?.lines() {
            *known.entry(word.to_owned()).or_default() |= bits("w");
        }
    }
    for line in fs::read_to_string(root.join("en/known-names.tsv"))?.lines() {
        let (name, kinds) = line.split_once('\t').ok_or_else(|| format!("known-names.tsv: no tab in {line:?}"))?;
        *known.entry(name.to_owned()).or_default() |= bits(kinds);
    }
    fs::write(out.join("known.bin"), table(&known)?)?;

    let mut code = String::new();
    for (list, folder) in [("NAMES", "en/names"), ("PHRASES", "en/phrases")] {
        code += &format!("pub(crate) static {list}: &[(&str, &str)] = &[\n");
        for file in csv_files(&root.join(folder))? {
            let name = file.strip_prefix(&root)?.display().to_string();
            code +=
                &format!("    ({:?}, include_str!({:?})),\n", format!("lexicons/{name}"), file.display().to_string());
        }
        code += "];\n";
    }
    fs::write(out.join("builtin.rs"), code)?;
    Ok(())
}

/// An open hash table of the words, at most two thirds full; `src/lexicon/words.rs` reads it.
fn table(known: &BTreeMap<String, u64>) -> Result<Vec<u8>, Box<dyn Error>> {
    let size = (known.len() + known.len() / 2).next_power_of_two();
    let kinds = (1 << KINDS.len()) - 1;
    let mut entries = vec![0_u64; size];
    for (word, bits) in known {
        let hash = word_hash::word_hash(word.as_bytes());
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
