//! Packs the word lists into one automaton and names the built-in lexicon files, so that neither list is kept by hand twice.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// The bit that says "an ordinary English word"; the letters of known-names.tsv follow it.
const KINDS: &str = "wmfspnc";

fn main() -> Result<(), Box<dyn Error>> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("lexicons");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed=lexicons");

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
    let mut map = fst::MapBuilder::new(fs::File::create(out.join("known.fst"))?)?;
    for (word, bits) in &known {
        map.insert(word, *bits)?;
    }
    map.finish()?;

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
