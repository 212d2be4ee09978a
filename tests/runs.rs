//! `compare`, `eval` and `explain --source` as people use them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const FAULTY: &str = "On Friday Mark Ruthte arrived in Brussels. The archers took an aim at the tower.";
const MENDED: &str = "On Friday Mark Rutte arrived in Brussels. The archers took an aim at the tower.";
const CLEAN: &str = "The council met on Monday and agreed to mend the bridge before winter.";

fn malaprop(args: &[&str], code: i32) -> String {
    let mut command = Command::cargo_bin("malaprop").unwrap();
    let run = command.env("NO_COLOR", "1").args(args).assert().code(code);
    let output = run.get_output();
    String::from_utf8(if code == 2 { output.stderr.clone() } else { output.stdout.clone() }).unwrap()
}

fn path(folder: &TempDir, name: &str) -> String {
    folder.path().join(name).display().to_string()
}

fn texts(folder: &Path, texts: &[(&str, &str)]) {
    fs::create_dir_all(folder).unwrap();
    for (name, text) in texts {
        fs::write(folder.join(name), format!("{text}\n")).unwrap();
    }
}

#[test]
fn two_runs_are_compared_whatever_their_shape() {
    let folder = TempDir::new().unwrap();
    texts(&folder.path().join("old"), &[("a.txt", FAULTY), ("b.txt", CLEAN)]);
    texts(&folder.path().join("new"), &[("a.txt", MENDED), ("b.txt", "He met Mark Ruthte.")]);
    let (old, new) = (path(&folder, "old"), path(&folder, "new"));
    malaprop(&["score", "--isolated", "-q", &old, "-o", &path(&folder, "run1")], 0);
    malaprop(&["score", "--isolated", "-q", "--csv-dialect", "excel-semicolon", &new, "-o", &path(&folder, "run2")], 0);
    malaprop(&["score", "--isolated", "-q", "--format", "jsonl", &new, "-o", &path(&folder, "run2.jsonl")], 0);
    let compared =
        ["run2", "run2.jsonl"].map(|second| malaprop(&["compare", &path(&folder, "run1"), &path(&folder, second)], 0));
    assert_eq!(compared[0], compared[1]);
    for said in [
        "2 documents in both runs",
        "1 with a higher score, 1 with a lower one",
        "1 new finding: ",
        "1 fixed finding: ",
        "- major NAM101 Mark Ruthte",
        "+ major NAM101 Mark Ruthte",
    ] {
        assert!(compared[0].contains(said), "{said}: {}", compared[0]);
    }
    let same = malaprop(&["compare", "--format", "jsonl", &path(&folder, "run1"), &path(&folder, "run1")], 0);
    let records: Vec<Value> = same.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert_eq!(records[0]["change"], json!(0.0));
    assert_eq!((&records[0]["new"], records[0]["unchanged"].as_array().unwrap().len()), (&json!([]), 2));
    assert_eq!(records[2]["summary"]["mean_change"], json!({"value": 0.0, "low": 0.0, "high": 0.0}));
    fs::write(folder.path().join("broken.jsonl"), "{\"doc_id\":1}\n").unwrap();
    let fault = malaprop(&["compare", &path(&folder, "run1"), &path(&folder, "broken.jsonl")], 2);
    assert!(fault.contains("broken.jsonl:1:"), "{fault}");
    let findings = folder.path().join("run2/findings.csv");
    let whole = fs::read_to_string(&findings).unwrap();
    fs::write(&findings, whole.replace(";major;", ";grave;")).unwrap();
    let fault = malaprop(&["compare", &path(&folder, "run1"), &path(&folder, "run2")], 2);
    let (number, row) = whole.lines().enumerate().find(|(_, line)| line.contains(";major;")).unwrap();
    let (line, column) = (number + 1, row.split(";major;").next().unwrap().chars().count() + 2);
    let told = format!("findings.csv:{line}:{column}: column `severity`: `grave` is no severity");
    assert!(fault.contains(&told), "{fault}");
}

fn gold() -> String {
    let record = |id: usize, system: &str, da: f64| {
        let text = if system == "good" { CLEAN.to_owned() } else { FAULTY.to_owned() };
        let spans = if system == "good" { json!([]) } else { json!([{"start": 10, "end": 21, "label": "NAM101"}]) };
        let kind = if system == "people" { "human" } else { "mt" };
        json!({"id": format!("{system}/{id}"), "doc": id.to_string(), "system": system, "kind": kind, "pair": "xx-en", "da": da, "spans": spans, "text": text})
    };
    let records = (0..20).flat_map(|id| [record(id, "good", 1.0), record(id, "bad", -1.0 - id as f64 / 100.0)]);
    records.map(|r| format!("{r}\n")).collect()
}

#[test]
fn labelled_documents_are_measured_frozen_and_fitted() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("gold.jsonl"), gold()).unwrap();
    let (gold, saved, page) = (path(&folder, "gold.jsonl"), path(&folder, "saved.json"), path(&folder, "page.html"));
    let said = malaprop(&["eval", "--isolated", "--fit", &gold, "--save", &saved, "--html", &page], 0);
    for line in [
        "pairs of one document 1.000 of 20, of systems 1.000 of 1",
        "NAM101            20  1.000 (0.839 to 1.000)       20",
        "all               40  0.500",
        "fit to 20 documents",
    ] {
        assert!(said.contains(line), "{line}: {said}");
    }
    let html = fs::read_to_string(page).unwrap();
    assert!(html.contains("<svg") && html.contains("<td>NAM101<td>20<td>20"), "{html}");
    malaprop(&["eval", "--isolated", &gold, "--against", &saved], 0);
    let frozen = fs::read_to_string(&saved).unwrap().replace("\"precision all\": 0.5", "\"precision all\": 0.6");
    fs::write(&saved, frozen).unwrap();
    let fell = malaprop(&["eval", "--isolated", &gold, "--against", &saved], 1);
    assert!(fell.contains("fell: precision all 0.6000 -> 0.5000"), "{fell}");
    malaprop(&["eval", "--isolated", &gold, "--against", &saved, "--tolerance", "0.2"], 0);
    fs::write(&gold, "{\"text\":\"x\",\n").unwrap();
    assert!(malaprop(&["eval", "--isolated", &gold], 2).contains("gold.jsonl:1:12"));
}

#[test]
fn tables_of_annotations_are_gold_too() {
    let folder = TempDir::new().unwrap();
    let head = "system\tdoc\tdoc_id\tseg_id\trater\tsource\ttarget\tcategory\tseverity\n";
    let row = "A\td\t1\t1\tr\tx\tOn Friday <v>Mark Ruthte</v> arrived in Brussels.\tAccuracy/Mistranslation\tMajor\n";
    fs::write(folder.path().join("mqm.tsv"), format!("{head}{row}")).unwrap();
    let said = malaprop(&["eval", "--isolated", &path(&folder, "mqm.tsv")], 0);
    assert!(said.contains("NAM101             1  1.000") && said.contains("mqm       1 document"), "{said}");
}

#[test]
fn the_original_stands_under_its_line_and_steers_no_terminal() {
    let folder = TempDir::new().unwrap();
    texts(&folder.path().join("text"), &[("a.txt", &format!("{CLEAN}\n\n{FAULTY}"))]);
    texts(
        &folder.path().join("source"),
        &[(
            "a.txt",
            "Gemeinderat\n\nBogenschützen \u{1b}[31m zielten lange auf den Turm, aber sie trafen an diesem Freitag in Brüssel noch nicht, und niemand sah hin.",
        )],
    );
    let file = path(&folder, "text/a.txt");
    let said = malaprop(&["explain", "--isolated", "--source", &path(&folder, "source"), &file], 0);
    let lines: Vec<&str> = said.lines().collect();
    let at = |part: &str| lines.iter().position(|l| l.contains(part)).unwrap_or_else(|| panic!("{part}: {said}"));
    assert!(at("The council met") < at(": Gemeinderat") && at(": Gemeinderat") < at("Mark Ruthte"), "{said}");
    assert!(at("LIT201 literal-phrase") < at("Bogenschützen \\u{1b}[31m"), "{said}");
    assert!(!said.contains('\u{1b}'));
    let other = malaprop(&["explain", "--isolated", "--source", &path(&folder, "source/none.txt"), &file], 2);
    assert!(other.contains("none.txt"), "{other}");
}
