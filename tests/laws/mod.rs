//! Laws that hold for any bytes. Each panics where it is broken: under proptest, over the corpora of `fuzz/` in `cargo test`, and
//! under the fuzzer all the same.

pub(crate) mod engine;
pub(crate) mod filtering;
pub(crate) mod fixing;
pub(crate) mod mutation;
pub(crate) mod reading;
pub(crate) mod settings;
pub(crate) mod tables;
pub(crate) mod text;

use std::borrow::Cow;

/// A law by the name of its target: of the file in `fuzz/fuzz_targets` and of the folders in `fuzz/corpus` and `fuzz/crashes`.
pub(crate) struct Target {
    pub(crate) name: &'static str,
    pub(crate) law: fn(&[u8]),
}

const fn target(name: &'static str, law: fn(&[u8])) -> Target {
    Target { name, law }
}

pub(crate) const TARGETS: &[Target] = &[
    target("text_model", text::model),
    target("read_text", reading::plain),
    target("read_html", reading::html),
    target("read_markdown", reading::markdown),
    target("read_jsonl", reading::json_lines),
    target("read_csv", reading::csv),
    target("read_parquet", reading::parquet),
    target("read_packed", reading::packed),
    target("read_steps", reading::steps),
    target("lexicon_rows", tables::rows),
    target("lexicon_compiled", tables::compiled),
    target("phrase_patterns", tables::patterns),
    target("review_tables", tables::reviews),
    target("config", settings::config),
    target("select_expression", settings::expression),
    target("engine", engine::judged),
    target("engine_steps", engine::steps),
    target("folder", engine::folder),
    target("filter", filtering::filtered),
    target("fix", fixing::fixed_for_good),
];

/// The law of the target `name`, laid on `bytes`.
pub(crate) fn hold(name: &str, bytes: &[u8]) {
    let target = TARGETS.iter().find(|target| target.name == name);
    (target.unwrap_or_else(|| panic!("no target {name}")).law)(bytes);
}

/// Bytes as text, bad ones replaced.
fn as_text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The first byte, which chooses between ways to do a thing, and the rest.
fn chosen(bytes: &[u8]) -> (u8, &[u8]) {
    bytes.split_first().map_or((0, bytes), |(first, rest)| (*first, rest))
}
