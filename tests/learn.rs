//! The loop from a report to the next run.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use assert_cmd::Command;
use malaprop::detect;
use malaprop::rule::Family;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn malaprop(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("malaprop").unwrap();
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("MALAPROP_CONFIG");
    command
}

fn said(command: &mut Command) -> String {
    String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap()
}

type Finding = BTreeMap<String, String>;

/// Scores `inputs` in `folder` into `report` and reads the findings back.
fn score(folder: &Path, inputs: &[&str], report: &str) -> Vec<Finding> {
    malaprop(folder).args(["score", "-q", "-o", report]).args(inputs).assert().success();
    findings(&folder.join(report).join("findings.csv"))
}

fn findings(path: &Path) -> Vec<Finding> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let columns = reader.headers().unwrap().clone();
    let cells = |row: csv::StringRecord| columns.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect();
    reader.records().map(|row| cells(row.unwrap())).collect()
}

/// Writes `findings` as a report that a reviewer hands back.
fn hand_back(path: &Path, findings: &[Finding]) {
    let columns: Vec<&String> = findings[0].keys().collect();
    let mut writer = csv::Writer::from_path(path).unwrap();
    writer.write_record(&columns).unwrap();
    for finding in findings {
        writer.write_record(columns.iter().map(|c| &finding[*c])).unwrap();
    }
    writer.flush().unwrap();
}

/// What stays of a finding however the score of its document changes.
fn places(findings: &[Finding]) -> Vec<[String; 4]> {
    let place = |f: &Finding| ["doc_id", "rule", "start", "fingerprint"].map(|c| f[c].clone());
    findings.iter().map(place).collect()
}

fn copy(from: &str, to: &Path) {
    for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(from)).unwrap() {
        let path = entry.unwrap().path();
        fs::copy(&path, to.join(path.file_name().unwrap())).unwrap();
    }
}

#[test]
fn the_next_run_changes_exactly_what_the_verdicts_say() {
    let folder = TempDir::new().unwrap();
    for name in ["mt", "structure"] {
        fs::create_dir(folder.path().join(name)).unwrap();
        copy(name, &folder.path().join(name));
    }
    let before = score(folder.path(), &["mt", "structure"], "one");
    assert!(before.len() > 150);
    // One verdict for each fingerprint, so that nothing is disputed; a third of them each way.
    let mut reviewed = before.clone();
    let mut rejected = BTreeSet::new();
    for finding in &mut reviewed {
        let digit = u64::from_str_radix(&finding["fingerprint"], 16).unwrap() % 3;
        let verdict = ["confirmed", "rejected", ""][usize::try_from(digit).unwrap()];
        if verdict == "rejected" {
            rejected.insert(finding["fingerprint"].clone());
        }
        finding.insert("verdict".to_owned(), verdict.to_owned());
    }
    hand_back(&folder.path().join("back.csv"), &reviewed);
    malaprop(folder.path()).args(["learn", "back.csv"]).assert().success();
    let after = score(folder.path(), &["mt", "structure"], "two");
    let expected: Vec<Finding> = before.iter().filter(|f| !rejected.contains(&f["fingerprint"])).cloned().collect();
    assert!(rejected.len() > 30 && expected.len() > 60);
    assert_eq!(places(&after), places(&expected));

    // What is learnt twice is learnt once, and a confirmed finding comes back.
    let file = folder.path().join("malaprop-suppressions.csv");
    let once = fs::read(&file).unwrap();
    assert!(!said(malaprop(folder.path()).args(["learn", "back.csv"])).contains("suppressed"));
    assert_eq!(fs::read(&file).unwrap(), once);
    for finding in &mut reviewed {
        finding.insert("verdict".to_owned(), "confirmed".to_owned());
    }
    hand_back(&folder.path().join("back.csv"), &reviewed);
    malaprop(folder.path()).args(["learn", "back.csv"]).assert().success();
    assert_eq!(places(&score(folder.path(), &["mt", "structure"], "three")), places(&before));
}

#[test]
fn a_variant_ends_the_finding_whatever_name_rule_it_is_of() {
    let mut checked = 0;
    for rule in detect::all().map(|d| d.rule()).filter(|r| r.family == Family::Name) {
        for hit in rule.hits.iter().filter(|hit| !hit.contains("+++")) {
            let folder = TempDir::new().unwrap();
            let text = hit.replace("[[", "").replace("]]", "");
            for (n, document) in text.split("\n---\n").enumerate() {
                fs::write(folder.path().join(format!("{n}.txt")), document).unwrap();
            }
            let run = |report: &str| {
                malaprop(folder.path())
                    .args(["score", ".", "-q", "--select", rule.code, "-o", report])
                    .assert()
                    .success();
                findings(&folder.path().join(report).join("findings.csv"))
            };
            let mut before = run("one");
            before.retain(|f| f["doc_id"].ends_with("0.txt"));
            if before.is_empty() {
                continue;
            }
            for finding in &mut before {
                finding.insert("verdict".to_owned(), "variant".to_owned());
            }
            hand_back(&folder.path().join("back.csv"), &before);
            malaprop(folder.path()).args(["learn", "back.csv"]).assert().success();
            let left: Vec<Finding> = run("two").into_iter().filter(|f| f["doc_id"].ends_with("0.txt")).collect();
            assert!(left.is_empty(), "{} {hit:?}: {left:?}", rule.code);
            checked += 1;
        }
    }
    assert!(checked > 12, "only {checked} examples of name rules were tried");
}

const TEXT: &str = "On Friday Mark Ruthte arrived in Brussels. The archers took an aim at the tower.\n";

#[test]
fn an_accepted_spelling_is_a_row_that_any_run_can_read_and_leaves_the_rest_alone() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let mut reviewed = score(folder.path(), &["a.txt"], "one");
    let name = reviewed.iter_mut().find(|f| f["rule"] == "NAM101").unwrap();
    name.insert("verdict".to_owned(), "Variant".to_owned());
    name.insert("note".to_owned(), "as he signs".to_owned());
    hand_back(&folder.path().join("back.csv"), &reviewed);
    let out = said(malaprop(folder.path()).args(["learn", "back.csv"]));
    assert!(out.contains("1 spelling accepted") && out.contains("1 finding with a verdict, 1 without"), "{out}");
    let table = fs::read_to_string(folder.path().join("malaprop-variants.csv")).unwrap();
    assert!(table.contains("Mark Rutte,person,Mark Ruthte,") && table.contains("as he signs"), "{table}");
    let rules = |findings: Vec<Finding>| findings.iter().map(|f| f["rule"].clone()).collect::<Vec<_>>();
    assert_eq!(rules(score(folder.path(), &["a.txt"], "two")), ["LIT201"]);
    // The real name stays what it was, and other garblings of it are found as before.
    fs::write(folder.path().join("b.txt"), "On Friday Mark Rutte and then Mark Ruttte arrived in Brussels.\n").unwrap();
    let other = score(folder.path(), &["b.txt"], "three");
    assert!(other.iter().any(|f| f["match"] == "Mark Ruttte" && f["suggestion"] == "Mark Rutte"), "{other:?}");
    // The same table given by hand, far from its folder.
    let away = TempDir::new().unwrap();
    fs::write(away.path().join("a.txt"), TEXT).unwrap();
    let lexicon = folder.path().join("malaprop-variants.csv");
    let out = malaprop(away.path()).args(["check", "-q", "a.txt", "--lexicon"]).arg(&lexicon).assert().code(1);
    assert!(!String::from_utf8_lossy(&out.get_output().stdout).contains("NAM101"));
    // Learnt again, the row is there once.
    malaprop(folder.path()).args(["learn", "back.csv"]).assert().success();
    assert_eq!(fs::read_to_string(lexicon).unwrap(), table);
}

#[test]
fn a_report_saved_by_excel_is_read() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let findings = score(folder.path(), &["a.txt"], "one");
    let phrase = findings.iter().find(|f| f["rule"] == "LIT201").unwrap();
    let saved = format!(
        "\u{feff}verdict;note;rule;fingerprint;match;excerpt;\r\nREJECTED;'=a quote,\"\" he said;LIT201;{};took an aim;{};\r\n;;;;;;\r\n",
        phrase["fingerprint"], phrase["excerpt"]
    );
    fs::write(folder.path().join("back.csv"), saved).unwrap();
    malaprop(folder.path()).args(["learn", "back.csv", "--by", "Ida", "--until", "2999-12-31"]).assert().success();
    let file = fs::read_to_string(folder.path().join("malaprop-suppressions.csv")).unwrap();
    assert!(file.contains(",took an aim,The archers took an aim at the,"), "{file}");
    assert!(file.contains("'=a quote") && file.contains(",Ida,'2999-12-31"), "{file}");
    assert_eq!(score(folder.path(), &["a.txt"], "two").len(), 1);
}

#[test]
fn faults_in_a_report_exit_with_2_and_name_the_cell() {
    let folder = TempDir::new().unwrap();
    let fails = |report: &str, with: &str| {
        fs::write(folder.path().join("back.csv"), report).unwrap();
        let run = malaprop(folder.path()).args(["learn", "back.csv"]).assert().code(2);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains(with), "{said}");
    };
    fails("rule,match,verdict\nNAM101,x,rejected\n", "back.csv:1:19: column `fingerprint` is missing");
    fails(
        "rule,match,verdict,fingerprint\n\"NAM101\",\"x, y\",nonsense,00000000000000aa\n",
        "back.csv:2:17: column `verdict`: `nonsense` is none of",
    );
    fails(
        "rule,match,verdict,fingerprint\nNAM101,x,rejected,1.2E+15\n",
        "back.csv:2:19: column `fingerprint`: `1.2E+15` is no fingerprint",
    );
    fails("rule,match,verdict,fingerprint\nNAM101,x,rejected,00000000000000aa,z\n", "back.csv:2:36: 5 cells");
    fails("", "back.csv:1:1: no header row");
    malaprop(folder.path()).args(["learn", "no-such.csv"]).assert().code(2);
    assert!(!folder.path().join("malaprop-suppressions.csv").exists());
}

#[test]
fn precision_has_an_interval_and_a_dispute_teaches_nothing() {
    let folder = TempDir::new().unwrap();
    let row = |n: usize, verdict: &str| format!("LIT201,x,{verdict},{n:016x}\n");
    let mut report = String::from("rule,match,verdict,fingerprint\n");
    (0..9).for_each(|n| report.push_str(&row(n, "confirmed")));
    report.push_str(&row(20, "rejected"));
    report.push_str(&row(20, "rejected"));
    report.push_str(&row(30, ""));
    fs::write(folder.path().join("back.csv"), &report).unwrap();
    let out = said(malaprop(folder.path()).args(["learn", "--dry-run", "back.csv"]));
    // Wilson's interval of 9 in 10.
    assert!(out.contains("0.900  0.596 to 0.982  literal-phrase"), "{out}");
    assert!(!folder.path().join("malaprop-suppressions.csv").exists());

    fs::write(folder.path().join("other.csv"), format!("rule,match,verdict,fingerprint\n{}", row(3, "rejected")))
        .unwrap();
    let out = said(malaprop(folder.path()).args(["learn", "back.csv", "other.csv"]));
    assert!(out.contains("back.csv:5: confirmed, but other.csv:2: rejected; nothing is learnt"), "{out}");
    let file = fs::read_to_string(folder.path().join("malaprop-suppressions.csv")).unwrap();
    assert_eq!(file.lines().count(), 2, "{file}");
}

#[test]
fn unused_and_expired_suppressions_are_told_and_pruned() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    let findings = score(folder.path(), &["a.txt"], "one");
    let of = |rule: &str| findings.iter().find(|f| f["rule"] == rule).unwrap()["fingerprint"].clone();
    let file = folder.path().join("malaprop-suppressions.csv");
    let rows = format!(
        "fingerprint,rule,match,context,reason,by,until\n{},LIT201,took an aim,,,,31.12.2999\n{},NAM101,Mark Ruthte,,,,2020-01-31\n\
         00000000000000aa,LIT201,gone,long gone words,,,\n",
        of("LIT201"),
        of("NAM101")
    );
    fs::write(&file, &rows).unwrap();
    let run = |flags: &[&str]| {
        let run = malaprop(folder.path()).arg("check").args(flags).arg("a.txt").assert().code(1);
        let output = run.get_output();
        (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (out, err) = run(&["-v"]);
    assert!(out.contains("NAM101") && !out.contains("LIT201"), "{out}");
    assert!(err.contains("suppressions: 1 expired, 1 met no finding") && err.contains("--prune"), "{err}");
    assert!(err.contains("unused: 00000000000000aa LIT201 long gone words"), "{err}");
    assert_eq!(fs::read_to_string(&file).unwrap(), rows);
    // Elsewhere nothing of this holds.
    assert!(run(&["--no-suppressions"]).0.contains("LIT201"));
    assert!(run(&["--isolated"]).0.contains("LIT201"));

    run(&["--prune"]);
    let left = fs::read_to_string(&file).unwrap();
    assert!(left.lines().count() == 2 && left.contains(&of("LIT201")) && left.contains("2999-12-31"), "{left}");
    assert!(!run(&[]).1.contains("--prune"));
}

#[test]
fn the_configuration_names_the_file_relative_to_itself() {
    let folder = TempDir::new().unwrap();
    fs::create_dir_all(folder.path().join("desk/today")).unwrap();
    fs::write(folder.path().join("desk/today/a.txt"), TEXT).unwrap();
    fs::write(folder.path().join("malaprop.toml"), "suppressions = \"desk/rejected.csv\"\n").unwrap();
    fs::write(folder.path().join("desk/rejected.csv"), "fingerprint\n").unwrap();
    let mut reviewed = score(folder.path(), &["desk"], "one");
    reviewed.iter_mut().for_each(|f| drop(f.insert("verdict".to_owned(), "rejected".to_owned())));
    hand_back(&folder.path().join("back.csv"), &reviewed);
    let out = said(malaprop(&folder.path().join("desk/today")).args(["learn", "../../back.csv"]));
    assert!(out.contains("2 findings newly suppressed, 0 no longer") && out.contains("rejected.csv"), "{out}");
    malaprop(folder.path()).args(["check", "-q", "desk"]).assert().code(0).stdout("");
    // A missing file that was asked for is an error, not an empty list.
    malaprop(folder.path()).args(["check", "desk", "--suppressions", "gone.csv"]).assert().code(2);
}

#[test]
fn a_baseline_leaves_what_is_new() {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("a.txt"), TEXT).unwrap();
    score(folder.path(), &["a.txt"], "one");
    let lines = said(malaprop(folder.path()).args(["score", "-q", "--format", "jsonl", "a.txt"]));
    fs::write(folder.path().join("one.jsonl"), lines).unwrap();
    // The old lines have moved, one finding is new, and another document has what the first one had.
    fs::write(folder.path().join("a.txt"), format!("It rained.\n\n{TEXT}They met near Moscow ,as planned.\n")).unwrap();
    fs::write(folder.path().join("b.txt"), TEXT).unwrap();
    for baseline in ["one", "one/findings.csv", "one.jsonl"] {
        let flags = ["check", "--isolated", "--select", "NAM101,LIT201,TYP402", "--baseline", baseline, "./a.txt"];
        let run = malaprop(folder.path()).args(flags).assert();
        let out = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
        let err = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(!out.contains("NAM101") && !out.contains("LIT201"), "{baseline}: {out}");
        assert!(err.contains("2 findings of the baseline left out"), "{err}");
    }
    let run = malaprop(folder.path()).args(["check", "-q", "--baseline", "one", "b.txt"]).assert().code(1);
    assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("LIT201"));
    malaprop(folder.path()).args(["check", "-q", "--baseline", "a.txt", "b.txt"]).assert().code(2);
}

#[test]
fn no_control_character_is_kept_and_what_has_one_is_known_again() {
    let folder = TempDir::new().unwrap();
    let rest = "The council met again on Monday and agreed to pay for it before winter. ".repeat(4);
    let text = format!("On Friday the the \u{1b}[31m\u{9b}bridge\u{7} was mended by the town. {rest}\n");
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let mut found = score(folder.path(), &["a.txt"], "one");
    for finding in &mut found {
        finding.insert("verdict".to_owned(), "rejected".to_owned());
        finding.insert("note".to_owned(), "a quote\u{1b}[0m\nof two lines".to_owned());
        // As a program of somebody's may write it.
        finding.insert("excerpt".to_owned(), "On Friday the the \u{1b}[31m\u{9b}bridge\u{7} was mended".to_owned());
    }
    hand_back(&folder.path().join("back.csv"), &found);
    said(malaprop(folder.path()).args(["learn", "back.csv"]));
    let kept = fs::read_to_string(folder.path().join("malaprop-suppressions.csv")).unwrap();
    assert!(kept.contains("a quote␛[0m of two lines"), "{kept}");
    assert!(!kept.contains(|c: char| c.is_control() && c != '\n'), "{kept:?}");
    assert_eq!(said(malaprop(folder.path()).args(["learn", "back.csv"])).matches("newly suppressed").count(), 0);
    assert!(score(folder.path(), &["a.txt"], "two").is_empty());
}
