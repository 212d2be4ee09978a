//! The layer table of ARCHITECTURE.md holds: a module imports only from layers above its own.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `report` writes the documents that `run` makes; a finding names its rule and a rule its severity.
const ALLOWED: &[(&str, &str)] = &[("report", "run"), ("finding", "rule"), ("rule", "finding")];

fn layers() -> HashMap<String, usize> {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let mut layer_of = HashMap::new();
    for line in page.lines() {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        if let [_, layer, modules, _] = cells[..]
            && let Ok(layer) = layer.parse()
        {
            layer_of.extend(modules.split(", ").map(|m| (m.to_owned(), layer)));
        }
    }
    layer_of
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn a_module_imports_only_from_layers_above_its_own() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let layer_of = layers();
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut checked = 0;
    for file in files {
        let relative = file.strip_prefix(&src).unwrap();
        let module = relative.iter().next().unwrap().to_string_lossy().trim_end_matches(".rs").to_owned();
        if module == "lib" {
            continue;
        }
        let own = layer_of.get(&module).unwrap_or_else(|| panic!("{module} is in no layer of ARCHITECTURE.md"));
        let text = fs::read_to_string(&file).unwrap();
        for line in
            text.lines().map(str::trim).filter(|l| l.starts_with("use crate::") || l.starts_with("use malaprop::"))
        {
            let path = line.trim_start_matches("use crate::").trim_start_matches("use malaprop::");
            let used = path.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            let Some(layer) = layer_of.get(used) else { continue };
            let allowed = used == module || layer < own || ALLOWED.contains(&(module.as_str(), used));
            assert!(allowed, "{}: layer {own} imports {used} of layer {layer}", relative.display());
            checked += 1;
        }
    }
    assert!(checked > 50, "only {checked} imports were read");
}

#[test]
fn clap_strsim_and_whatlang_have_one_importer_each() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    for (library, home) in [("clap", "cli"), ("strsim", "similar"), ("whatlang", "text")] {
        let importers: Vec<_> = files
            .iter()
            .filter(|f| {
                let text = fs::read_to_string(f).unwrap();
                text.lines().any(|l| !l.trim_start().starts_with("//") && l.contains(&format!("{library}::")))
            })
            .map(|f| f.strip_prefix(&src).unwrap().iter().next().unwrap().to_string_lossy().into_owned())
            .collect();
        assert!(!importers.is_empty() && importers.iter().all(|m| m == home), "{library}: {importers:?}");
    }
}

/// malaprop works offline, and what it reads is never more than data.
#[test]
fn no_source_opens_a_connection_or_starts_a_program() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    assert!(files.len() > 50, "only {} files were read", files.len());
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        for word in ["std::net", "unix::net", "process::Command", "TcpStream", "UdpSocket", "UnixStream"] {
            assert!(!text.contains(word), "{} has {word}", file.display());
        }
    }
}
