//! The reports as LibreOffice opens them: every cell holds what was meant. Skipped where there is no `soffice`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::print_stderr, reason = "a test tells what it left out")]

use assert_cmd::Command;
use calamine::{Data, Reader, Xlsx, open_workbook};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The rows of a table, by their columns.
type Sheet = Vec<HashMap<String, Value>>;

/// Ids that a spreadsheet could take for something else, or choke on.
fn ids() -> Vec<String> {
    let hostile = [
        "=1+1",
        "+49",
        "-dash",
        "@desk",
        "\ttab",
        "\rreturn",
        "\nline",
        "＝full width",
        "'quoted",
        "'=quoted",
        "a,b;c\"q\"",
        "two\nlines\r\nand three",
        "🙂 👨‍👩‍👧",
        "قصة عاجلة من القدس",
        "_x0041_",
        "ctrl\u{1}\u{b}",
        " spaces ",
        "<b>&amp;</b>",
        "#REF!",
        "=HYPERLINK(\"http://example.org\")",
    ];
    let long = ["x".repeat(40_000), "🙂".repeat(20_000)];
    hostile.map(str::to_owned).into_iter().chain(long).collect()
}

/// Suggestions that must stay words; the rows of a phrase table bring them in.
const SUGGESTIONS: [&str; 8] = ["=2+2", "+49 30", "-1", "@cmd", "5 %", "1/2", "3 May 2021", "12:30"];

struct Run {
    folder: TempDir,
}

impl Run {
    fn new() -> Self {
        let folder = TempDir::new().unwrap();
        let words = ["zorbly", "quandle", "fimpet", "glorven", "plimsy", "tranked", "voomish", "wexley"];
        let mut table = csv::Writer::from_path(folder.path().join("phrases.csv")).unwrap();
        table.write_record(["pattern", "suggest", "severity", "hit", "pass"]).unwrap();
        for (word, suggestion) in words.iter().zip(SUGGESTIONS) {
            let hit = format!("They saw [[{word} house]] there.");
            table.write_record([&format!("{word} house"), suggestion, "major", &hit, "A house."]).unwrap();
        }
        table.flush().unwrap();
        let sentences: Vec<String> =
            words.iter().map(|word| format!("They saw a {word} house by the river.")).collect();
        let text = format!(
            "=On Friday Mark Ruthte came to Brussels.\n\n- {}\n\n@Emanuel Makron said ,\"yes\".\u{202e}\n\n{}",
            sentences.join(" "),
            "long".repeat(10_000)
        );
        let records: String = ids().iter().map(|id| json!({"id": id, "text": text}).to_string() + "\n").collect();
        fs::write(folder.path().join("in.jsonl"), records).unwrap();
        let run = Self { folder };
        run.score("csv", &run.path("csv"));
        run.score("xlsx", &run.path("report.xlsx"));
        run.score("jsonl", &run.path("report.jsonl"));
        run
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn score(&self, format: &str, to: &Path) {
        let mut command = Command::cargo_bin("malaprop").unwrap();
        command.args(["score", "--isolated", "-q", "--format", format, "-o"]).arg(to);
        command.arg("--lexicon").arg(self.path("phrases.csv")).arg(self.path("in.jsonl")).assert().success();
    }

    /// `from` as LibreOffice understands it.
    fn opened(&self, from: &Path, filter: Option<&str>) -> Xlsx<std::io::BufReader<fs::File>> {
        let to = TempDir::new_in(self.folder.path()).unwrap().keep();
        let mut command = std::process::Command::new("soffice");
        command.arg(format!("-env:UserInstallation=file://{}", self.path("profile").display()));
        command.args(["--headless", "--convert-to", "xlsx:Calc MS Excel 2007 XML"]);
        command.args(filter.map(|f| format!("--infilter={f}"))).arg("--outdir").arg(&to).arg(from);
        let output = command.output().unwrap();
        let made = to.join(from.file_stem().unwrap()).with_extension("xlsx");
        assert!(made.is_file(), "{output:?}");
        open_workbook(made).unwrap()
    }

    /// The two tables as they are meant, by header: what JSON Lines says, on one line and cut to what a cell holds.
    fn meant(&self) -> (Sheet, Sheet) {
        let (mut documents, mut findings) = (Vec::new(), Vec::new());
        for line in fs::read_to_string(self.path("report.jsonl")).unwrap().lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            let of = |record: &Value| -> HashMap<String, Value> {
                let fields = record.as_object().unwrap().iter();
                let shown = |key: &str, text: &str| match key {
                    "doc_id" | "path" => key_of(text),
                    _ => one_line(text),
                };
                fields.map(|(k, v)| (k.clone(), v.as_str().map_or(v.clone(), |s| json!(shown(k, s))))).collect()
            };
            for finding in record["findings"].as_array().unwrap() {
                let mut finding = of(finding);
                finding.insert("doc_id".to_owned(), json!(key_of(record["doc_id"].as_str().unwrap())));
                findings.push(finding);
            }
            documents.push(of(&record));
        }
        (documents, findings)
    }
}

fn one_line(text: &str) -> String {
    let line = text.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ");
    // Control characters are seen, as the signs of U+2400.
    let seen = |c: char| if c < ' ' { char::from_u32(0x2400 + c as u32).unwrap() } else { c };
    let line: String = line.chars().map(seen).collect();
    let mut units = 0;
    let kept: String = line
        .chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= 32_000
        })
        .collect();
    if kept.len() < line.len() { kept + "…" } else { kept }
}

/// An id, and what tells it from others that look the same on one line.
fn key_of(id: &str) -> String {
    let line = one_line(id);
    if line == id {
        return line;
    }
    let hash: String = Sha256::digest(id).iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= 31_967 && *c != '…'
    };
    format!("{}…{hash}", line.chars().take_while(fits).collect::<String>())
}

fn rows(sheet: &calamine::Range<Data>) -> Vec<HashMap<String, Data>> {
    let header: Vec<String> = sheet.headers().unwrap();
    let row = |cells: &[Data]| {
        let mut row = HashMap::new();
        for (name, cell) in header.iter().zip(cells) {
            // Of two columns of one name the first is the one that JSON Lines has.
            row.entry(name.clone()).or_insert_with(|| cell.clone());
        }
        row
    };
    sheet.rows().skip(1).map(row).collect()
}

/// Compares every cell of `got` whose column JSON Lines has too; gives how many.
fn compare(got: &[HashMap<String, Data>], meant: &[HashMap<String, Value>], guarded: bool) -> usize {
    assert_eq!(got.len(), meant.len());
    let mut compared = 0;
    for (row, meant) in got.iter().zip(meant) {
        for (column, cell) in row {
            let Some(value) = meant.get(column) else { continue };
            compared += 1;
            match (cell, value) {
                (Data::Empty, Value::Null) => {}
                (Data::Empty, Value::String(text)) => assert_eq!(text, "", "{column}"),
                (Data::Float(figure), Value::Number(number)) => {
                    assert!((figure - number.as_f64().unwrap()).abs() < 1e-9, "{column}: {figure} for {number}");
                }
                (Data::Bool(a), Value::Bool(b)) => assert_eq!(a, b, "{column}"),
                (Data::String(got), Value::String(text)) => {
                    let bare = got.strip_prefix('\'').filter(|bare| guarded && bare == text);
                    assert_eq!(bare.unwrap_or(got), text, "{column}");
                }
                (got, meant) => panic!("{column}: {got:?} for {meant}"),
            }
        }
    }
    compared
}

fn skipped() -> bool {
    let lacking = std::process::Command::new("soffice").arg("--version").output().is_err();
    if lacking {
        eprintln!("skipped: no soffice");
    }
    lacking
}

#[test]
fn csv_opens_with_every_cell_as_it_was_meant() {
    if skipped() {
        return;
    }
    let run = Run::new();
    let (documents, findings) = run.meant();
    assert!(findings.len() > 9 * documents.len());
    // Comma, quote, UTF-8, from the first line on, nothing quoted is text by that, and special numbers are looked for: the
    // hardest reading there is.
    let filter = Some("CSV:44,34,76,1,,0,false,true");
    let mut compared = 0;
    for (file, meant) in [("documents.csv", &documents), ("findings.csv", &findings)] {
        let mut book = run.opened(&run.path("csv").join(file), filter);
        let sheet = book.worksheet_range_at(0).unwrap().unwrap();
        compared += compare(&rows(&sheet), meant, true);
        let name = book.sheet_names()[0].clone();
        assert!(book.worksheet_formula(&name).unwrap().is_empty());
    }
    eprintln!("{compared} cells of CSV compared");
}

#[test]
fn the_workbook_opens_with_every_cell_as_it_was_meant() {
    if skipped() {
        return;
    }
    let run = Run::new();
    let (documents, findings) = run.meant();
    let mut compared = 0;
    let through_libreoffice = run.opened(&run.path("report.xlsx"), None);
    for mut book in [open_workbook(run.path("report.xlsx")).unwrap(), through_libreoffice] {
        for (name, meant) in [("Documents", &documents), ("Findings", &findings)] {
            compared += compare(&rows(&book.worksheet_range(name).unwrap()), meant, false);
            let formulas = book.worksheet_formula(name).unwrap();
            // LibreOffice writes the truth values that it saves as formulas of its own.
            let harmless = |formula: &str| matches!(formula, "" | "TRUE()" | "FALSE()");
            assert!(formulas.used_cells().all(|(_, _, formula)| harmless(formula)));
        }
    }
    eprintln!("{compared} cells of the workbook compared");
}

#[test]
fn the_workbook_keeps_its_filters_choices_colours_and_chart() {
    if skipped() {
        return;
    }
    let run = Run::new();
    let mut command = std::process::Command::new("soffice");
    command.arg(format!("-env:UserInstallation=file://{}", run.path("profile").display()));
    command
        .args(["--headless", "--convert-to", "fods", "--outdir"])
        .arg(run.folder.path())
        .arg(run.path("report.xlsx"));
    assert!(command.output().unwrap().status.success());
    let flat = fs::read_to_string(run.path("report.fods")).unwrap();
    let tables = flat.matches("table:display-filter-buttons=\"true\"").count();
    assert_eq!(tables, 3, "documents, findings, rules");
    for wanted in
        ["&quot;confirmed&quot;;&quot;rejected&quot;;&quot;variant&quot;", "calcext:color-scale-entry", "chart:chart"]
    {
        assert!(flat.contains(wanted), "{wanted}");
    }
}

#[test]
fn the_same_input_gives_the_same_workbook() {
    let run = Run::new();
    run.score("xlsx", &run.path("again.xlsx"));
    assert!(fs::read(run.path("report.xlsx")).unwrap() == fs::read(run.path("again.xlsx")).unwrap());
}
