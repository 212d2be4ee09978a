//! The command as people and programs use it.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use assert_cmd::Command;
use malaprop::rule::Family;
use malaprop::weights;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn malaprop() -> Command {
    let mut command = Command::cargo_bin("malaprop").unwrap();
    command.env("NO_COLOR", "1");
    command
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, bytes) in files {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn rows(path: &Path) -> Vec<csv::StringRecord> {
    csv::Reader::from_path(path).unwrap().into_records().map(Result::unwrap).collect()
}

fn columns(path: &Path) -> Vec<String> {
    csv::Reader::from_path(path).unwrap().headers().unwrap().iter().map(str::to_owned).collect()
}

const FAULTY: &[u8] = b"On Friday Mark Ruthte arrived in Brussels. The archers took an aim at the tower.\n";
const CLEAN: &[u8] = b"The council met on Monday and agreed to mend the bridge before winter.\n";

#[test]
fn every_input_has_a_row_with_its_state() {
    let inputs = folder(&[
        ("a.txt", FAULTY),
        ("b.txt", b""),
        ("c.txt", b"PK\x00\x01\x00"),
        ("d.jsonl", b"{broken\n"),
        ("e.png", b"x"),
        ("f.bin", b"\x00\x01"),
    ]);
    let out = TempDir::new().unwrap();
    let run = malaprop().arg("score").arg(inputs.path()).arg("-o").arg(out.path()).assert().success();
    let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
    assert!(said.contains("2 files passed over") && said.contains("e.png\n"), "{said}");
    let documents = rows(&out.path().join("documents.csv"));
    let states: Vec<&str> = documents.iter().map(|r| &r[3]).collect();
    assert_eq!(states, ["ok", "empty", "not_text", "malformed"]);
    // One that is asked for by name is an input whatever its ending.
    let run = malaprop().args(["score", "--format", "jsonl"]).arg(inputs.path().join("f.bin")).assert().success();
    assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("\"status\":\"not_text\""));
}

#[test]
fn the_score_can_be_recomputed_from_the_two_files() {
    let out = TempDir::new().unwrap();
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    malaprop().arg("score").arg(fixtures).arg("-o").arg(out.path()).assert().success();
    let (documents, findings) = (out.path().join("documents.csv"), out.path().join("findings.csv"));
    let at = |columns: &[String], name: &str| columns.iter().position(|c| c == name).unwrap();
    let (dc, fc) = (columns(&documents), columns(&findings));
    let findings = rows(&findings);
    let mut checked = 0;
    for row in rows(&documents).iter().filter(|r| &r[at(&dc, "status")] == "ok") {
        let number = |name: &str| row[at(&dc, name)].parse::<f64>().unwrap();
        let own = || findings.iter().filter(|f| f[at(&fc, "doc_id")] == row[at(&dc, "doc_id")]);
        let counted = || own().filter(|f| &f[at(&fc, "occurrences")] != "0");
        let penalty = |f: &&csv::StringRecord| f[at(&fc, "penalty")].parse::<f64>().unwrap();
        let rounded = |figure: f64| (figure * 100.0).round() / 100.0;
        let mut score = 100.0 - number("loss_wording");
        for family in Family::ALL {
            let own = counted().filter(|f| &f[at(&fc, "family")] == family.as_str());
            let per_1000 = own.map(|f| penalty(&f)).sum::<f64>() / number("counted_words") * 1000.0;
            let loss = rounded(weights::loss(weights::family_weight(family) * per_1000));
            assert!((loss - number(&format!("loss_{}", family.as_str()))).abs() < 0.011);
            score *= 1.0 - loss / 100.0;
        }
        assert!((score - number("score")).abs() < 0.02);
        let apt: f64 = counted().map(|f| penalty(&f)).sum();
        assert!((apt - number("apt")).abs() < 0.005);
        assert!((apt / number("counted_words") * 1000.0 - number("penalty_per_1000")).abs() < 0.006);
        for severity in ["critical", "major", "minor", "neutral"] {
            let count = counted().filter(|f| &f[at(&fc, "severity")] == severity).count();
            assert_eq!(count.to_string(), row[at(&dc, severity)], "{severity} of {}", &row[1]);
        }
        checked += 1;
    }
    assert!(checked > 30);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let run = |threads: &str| {
        let mut command = malaprop();
        command.args(["score", "--format", "jsonl", "-o", "-", "-q", "-j", threads]).arg(&fixtures);
        command.assert().success().get_output().stdout.clone()
    };
    let one = run("1");
    assert!(!one.is_empty());
    assert_eq!(one, run("2"));
}

#[test]
fn gates_decide_the_exit_code() {
    let faulty = folder(&[("a.txt", FAULTY)]);
    let clean = folder(&[("a.txt", CLEAN)]);
    malaprop().arg("check").arg(faulty.path()).assert().code(1);
    malaprop().arg("check").arg(clean.path()).assert().code(0).stdout("");
    malaprop().args(["check", "--exit-zero"]).arg(faulty.path()).assert().code(0);
    malaprop().args(["check", "--fail-on", "critical"]).arg(faulty.path()).assert().code(0);
    let score = |flags: &[&str]| {
        let mut command = malaprop();
        command.args(["score", "--format", "jsonl", "-o", "-"]).args(flags).arg(faulty.path());
        command.assert().get_output().status.code().unwrap()
    };
    assert_eq!((score(&[]), score(&["--fail-under", "99"]), score(&["--fail-on", "major"])), (0, 1, 1));
}

#[test]
fn an_unreadable_document_fails_the_run_only_when_strict() {
    let inputs = folder(&[("a.txt", b"\x00\x01\x02")]);
    malaprop().args(["check"]).arg(inputs.path()).assert().code(0);
    malaprop().args(["check", "--strict"]).arg(inputs.path()).assert().code(2);
}

#[test]
fn the_house_style_holds_from_its_day_and_spares_its_phrases() {
    let inputs = folder(&[
        ("malaprop.toml", b"[[style]]\nwrite = \"Kyiv\"\ninstead_of = [\"Kiev\"]\nexcept = [\"chicken Kiev\"]\nfrom = 2019-02-01\nseverity = \"major\"\n"),
        ("a.jsonl", b"{\"id\": \"old\", \"date\": \"2018-12-31\", \"text\": \"The train left Kiev at noon.\"}\n\
            {\"id\": \"new\", \"date\": \"2019-02-01T08:00:00Z\", \"text\": \"The train left KIEV at noon with chicken Kiev.\"}\n\
            {\"id\": \"undated\", \"text\": \"The train left Kiev at noon.\"}\n"),
    ]);
    let found = |flags: &[&str]| {
        let mut command = malaprop();
        command
            .args(["score", "--select", "NAM112", "--format", "jsonl", "-q", "-o", "-"])
            .args(flags)
            .arg(inputs.path());
        let out = String::from_utf8(command.assert().success().get_output().stdout.clone()).unwrap();
        let records: Vec<serde_json::Value> = out.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        let of = |r: &serde_json::Value| {
            let suggestions =
                r["findings"].as_array().unwrap().iter().map(|f| f["suggestion"].as_str().unwrap().to_owned());
            suggestions.collect::<Vec<_>>().join(" ")
        };
        records.iter().map(of).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["", "KYIV", "Kyiv"]);
    assert_eq!(found(&["--date", "2019-01-31"]), ["", "KYIV", ""]);
    assert_eq!(found(&["--isolated"]), ["", "", ""]);
}

#[test]
fn a_faulty_house_style_is_named_with_its_place() {
    let fails = |style: &str, with: &str| {
        let inputs =
            folder(&[("a.txt", CLEAN), ("malaprop.toml", format!("select = []\n[[style]]\n{style}\n").as_bytes())]);
        let run = malaprop().arg("check").arg(inputs.path()).assert().code(2);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains("malaprop.toml:") && said.contains(with), "{style}: {said}");
    };
    fails("write = 'Kyiv'\ninstead_of = ['Kiev']\nsince = 3", ":5:1: unknown field");
    fails("write = 'Kyiv'\ninstead_of = ['Kiev']\nfrom = 09:30:00", ":5:8: `from` is 09:30:00, no day");
    fails("write = 'Kyiv'\ninstead_of = ['Kiev', 'Kyiv']", ":4:23: `Kyiv` is both to be written and not");
    fails("write = 'Kyiv'\ninstead_of = []", ":4:14: `instead_of` is empty");
    fails("write = 'Kyiv'\ninstead_of = ['Kiev', '–']", ":4:23: no word in `–`");
    fails("write = 'Kyiv'\ninstead_of = ['Kiev']\nexcept = ['Odessa Steps']", ":5:11: `except` has `Odessa Steps`");
    fails("write = 'Kyiv'\ninstead_of = ['Kiev']\nseverity = 'mild'", ":5:12: `severity` is `mild`");
    let two = |one: &str, other: &str| {
        format!("write = 'Kyiv'\ninstead_of = ['Kiev']\n[[style]]\nwrite = {one}\ninstead_of = {other}")
    };
    fails(&two("'Kiev'", "['Kyiv']"), ":3:9: one table writes `Kyiv`, another `Kiev` instead of it");
    fails(&two("'Kyjiv'", "['Kief', 'Kiev']"), ":7:23: one table writes `Kyiv` instead of `Kiev`, another `Kyjiv`");
    fails(&two("'Kief'", "['Kyiv']"), ":3:9: one table writes `Kyiv`, another `Kief` instead of it");
    fails("write = 'Kyiv'\ninstead_of = ['Kiev']\nfrom = 2019-02-29", ":5:8: invalid date");
}

#[test]
fn wrong_flags_paths_and_tables_exit_with_2_and_say_where() {
    let inputs = folder(&[
        ("a.txt", CLEAN),
        ("names.csv", b"name,kind\nAda Lund,person\nBo Vik\n"),
        ("phrases.csv", b"pattern,suggest\n\"*{1,} deal\",x\n"),
        ("malaprop.toml", b"[decision]\npublished = 3\n"),
    ]);
    let fails = |args: &[&str], with: &str| {
        let run = malaprop().args(args).arg(inputs.path().join("a.txt")).assert().code(2);
        let said = String::from_utf8_lossy(&run.get_output().stderr).into_owned();
        assert!(said.contains(with), "{args:?}: {said}");
    };
    let path = |name: &str| inputs.path().join(name).display().to_string();
    fails(&["check", "--isolated", "--nonsense"], "--nonsense");
    fails(&["check", "--isolated", "--select", "NOSUCH"], "NOSUCH");
    fails(&["check", "--isolated", "--lexicon", &path("names.csv")], "names.csv:3:");
    fails(&["check", "--isolated", "--lexicon", &path("phrases.csv")], "phrases.csv:2:3: column `pattern`: a gap");
    fails(&["check"], "malaprop.toml:2:1");
    fails(&["check", "--isolated", "no-such-file.txt"], "no-such-file.txt");
    fails(&["score", "--isolated", "--format", "docx"], "docx");
    fails(&["score", "--isolated", "-o", "-"], "two files");
    fails(&["check", "--isolated", "--lexicon", "no.csv"], "--lexicon no.csv: ");
    fails(&["check", "--config", "no.toml"], "--config no.toml: ");
    fails(&["check", "--isolated", "--suppressions", "no.csv"], "--suppressions no.csv: ");
    for (config, told) in [
        ("[decision]\npublish = 150\n", ":2:11: 150 is not from 0 to 100"),
        ("[decision]\npublish = 80\nreject = nan\n", ":3:10: NaN is not from 0 to 100"),
        ("ignore = []\nlexicons = ['names.csv', 'no.csv']\n", ":2:26: "),
        ("# é\nselect = ['name', 'NOSUCH']\n", ":2:19: no rule is meant by `NOSUCH`"),
        ("model = 'no.bin'\n", ":1:9: "),
        ("suppressions = 'no.csv'\n", ": suppressions = "),
    ] {
        fs::write(inputs.path().join("malaprop.toml"), config).unwrap();
        fails(&["check"], &format!("malaprop.toml{told}"));
    }
    for (rows, told) in [
        ("Ada Lund,person,a,soon,", ":2:19: column `valid_from`: `soon` is no year"),
        ("Ada Lund,person,a,2019-02-29,", ":2:19: column `valid_from`: `2019-02-29` is no year"),
        ("Ada Lund,person,a,2019-05,2019-04", ":2:27: column `valid_to`: `2019-04` is before `2019-05`"),
        ("Ada Lund,person,a,2019-05,2019\nBo Vik,person,a,,", ":3:15: column `id`: `a` stands twice, first in line 2"),
    ] {
        let table = format!("name,kind,id,valid_from,valid_to\n{rows}\n");
        fs::write(inputs.path().join("names.csv"), table).unwrap();
        fails(&["check", "--isolated", "--lexicon", &path("names.csv")], &format!("names.csv{told}"));
    }
}

#[test]
fn a_report_that_cannot_be_written_leaves_nothing_behind() {
    let inputs = folder(&[("a.txt", FAULTY), ("file", b"in the way")]);
    let run = malaprop()
        .args(["score", "-o"])
        .arg(inputs.path().join("file/run"))
        .arg(inputs.path().join("a.txt"))
        .assert()
        .code(2);
    assert!(String::from_utf8_lossy(&run.get_output().stderr).contains("file"));
    assert_eq!(fs::read(inputs.path().join("file")).unwrap(), b"in the way");
}

#[cfg(unix)]
#[test]
fn a_device_named_as_output_is_written_to_and_not_replaced() {
    use std::os::unix::fs::FileTypeExt;
    let inputs = folder(&[("a.txt", FAULTY)]);
    let pipe = inputs.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::process::Command::new("cat").arg(&pipe).stdout(std::process::Stdio::piped()).spawn().unwrap();
    malaprop()
        .args(["score", "--format", "jsonl", "-o"])
        .arg(&pipe)
        .arg(inputs.path().join("a.txt"))
        .assert()
        .success();
    let read = reader.wait_with_output().unwrap().stdout;
    assert!(read.starts_with(b"{\"schema_version\":1"));
    assert!(fs::metadata(&pipe).unwrap().file_type().is_fifo());
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_report_and_no_temporary_file() {
    let inputs = folder(&[]);
    let line = format!("{{\"text\":\"{}\"}}\n", "On Friday Mark Ruthte arrived in Brussels for talks. ".repeat(4));
    fs::write(inputs.path().join("many.jsonl"), line.repeat(20_000)).unwrap();
    let out = TempDir::new().unwrap();
    let mut run = std::process::Command::new(assert_cmd::cargo::cargo_bin("malaprop"))
        .args(["score", "-q", "-j", "1", "-o"])
        .arg(out.path())
        .arg(inputs.path())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    while fs::read_dir(out.path()).unwrap().count() < 2 {
        std::thread::yield_now();
    }
    assert!(std::process::Command::new("kill").args(["-INT", &run.id().to_string()]).status().unwrap().success());
    assert_eq!(run.wait().unwrap().code(), Some(2));
    assert_eq!(fs::read_dir(out.path()).unwrap().count(), 0);
}

#[test]
fn spreadsheets_get_no_formulas_and_the_dialect_they_want() {
    let inputs =
        folder(&[("a.jsonl", b"{\"id\":\"=1+1\",\"text\":\"They hope for a peaceful deal by winter.\\n@home\"}\n")]);
    let out = TempDir::new().unwrap();
    let score = |flags: &[&str]| {
        malaprop().arg("score").args(flags).arg("-o").arg(out.path()).arg(inputs.path()).assert().success();
        fs::read_to_string(out.path().join("documents.csv")).unwrap()
    };
    assert!(score(&[]).contains("1,'=1+1,") && score(&[]).ends_with("\r\n"));
    assert!(score(&["--no-csv-guard"]).contains("1,=1+1,"));
    assert!(score(&["--csv-dialect", "excel-semicolon"]).starts_with("\u{feff}schema_version;doc_id;"));
    assert!(!score(&["--csv-dialect", "unix"]).contains('\r'));
}

#[test]
fn standard_input_is_text_or_json_lines() {
    let text = malaprop().args(["check", "-"]).write_stdin(FAULTY).assert().code(1).get_output().stdout.clone();
    assert!(String::from_utf8_lossy(&text).contains("-:1:11: major NAM101 garbled-name: Mark Ruthte -> Mark Rutte"));
    let lines = malaprop()
        .args(["score", "--format", "jsonl", "-"])
        .write_stdin("{\"id\":\"x\",\"text\":\"A peaceful deal.\"}\n")
        .assert()
        .success();
    assert!(String::from_utf8_lossy(&lines.get_output().stdout).starts_with("{\"schema_version\":1,\"doc_id\":\"x\""));
}

#[test]
fn escape_sequences_in_a_text_never_reach_the_terminal() {
    let inputs =
        folder(&[("a.txt", b"They hope for a peaceful deal the the \x1b[31m\x1b]0;x\x07 end of it all came soon.\n")]);
    for command in ["check", "explain"] {
        let run = malaprop().args([command, "--color", "never"]).arg(inputs.path().join("a.txt")).assert();
        assert!(!run.get_output().stdout.contains(&0x1b), "{command}");
    }
}

#[test]
fn explain_shows_the_document_and_its_arithmetic_or_a_rule() {
    let inputs = folder(&[("a.txt", FAULTY)]);
    let run = malaprop().arg("explain").arg(inputs.path().join("a.txt")).assert().success();
    let said = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    for step in [
        "major NAM101 garbled-name -> Mark Rutte",
        "^^^^^^^^^^^",
        "100.00  a document without findings",
        "name: 6.79 % for 5.00 points × 0.8 over 500 words; 93.21 left",
        "publish",
    ] {
        assert!(said.contains(step), "{step}: {said}");
    }
    let rule = malaprop().args(["explain", "garbled-name"]).assert().success();
    assert!(String::from_utf8_lossy(&rule.get_output().stdout).starts_with("## NAM101 garbled-name"));
}

#[test]
fn rules_can_be_selected_and_ignored() {
    let inputs = folder(&[("a.txt", FAULTY)]);
    let found = |flags: &[&str]| {
        let run = malaprop().args(["check", "--exit-zero"]).args(flags).arg(inputs.path()).assert().success();
        String::from_utf8_lossy(&run.get_output().stdout).lines().count()
    };
    assert_eq!(
        (found(&[]), found(&["--select", "name"]), found(&["--ignore", "LIT2"]), found(&["--ignore", "name,literal"])),
        (2, 1, 1, 0)
    );
}

/// `UPDATE=1 cargo test` rewrites both.
#[test]
fn generated_files_are_up_to_date() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let out = TempDir::new().unwrap();
    let rules = malaprop().args(["rules", "--markdown"]).assert().success().get_output().stdout.clone();
    malaprop()
        .current_dir(root)
        .args(["score", "--isolated", "-q", "fixtures", "-o"])
        .arg(out.path())
        .assert()
        .success();
    let mut generated = vec![(root.join("RULES.md"), rules)];
    for name in ["documents.csv", "findings.csv"] {
        generated.push((root.join("reports/sample").join(name), fs::read(out.path().join(name)).unwrap()));
    }
    for (path, bytes) in generated {
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, &bytes).unwrap();
        }
        let kept = fs::read(&path).unwrap_or_default();
        assert!(kept == bytes, "{} is out of date; UPDATE=1 cargo test rewrites it", path.display());
    }
}

#[test]
fn name_tables_are_checked_imported_learnt_and_looked_up() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("list.csv");
    std::fs::write(&list, "name\nVera Lindqvist\nMarket\n").unwrap();
    let table = folder.path().join("table.csv");
    let (list, table) = (list.to_str().unwrap(), table.to_str().unwrap());
    malaprop().args(["names", "import", "--from", "csv", list, "-o", table]).assert().success();
    let check = malaprop().args(["names", "check", table]).assert().code(1);
    let said = String::from_utf8(check.get_output().stdout.clone()).unwrap();
    assert!(said.contains("`Market` is an English word") && !said.contains("Lindqvist"), "{said}");

    let near = malaprop().args(["names", "neighbours", "Vera Linkvist", "--lexicon", table]).assert().success();
    let said = String::from_utf8(near.get_output().stdout.clone()).unwrap();
    assert!(said.lines().next().unwrap().contains("Vera Lindqvist"), "{said}");

    for n in 0..2 {
        let text = "The bridge was opened by Mayor Greta Osterlund on Monday.";
        std::fs::write(folder.path().join(format!("{n}.txt")), text).unwrap();
    }
    let rows = "name,kind,garbled\nOlgerd Tsverkunov,person,Olgert Tsverkunof | Zzyx Qqorl\n";
    fs::write(folder.path().join("own.csv"), rows).unwrap();
    let own = folder.path().join("own.csv");
    let check = malaprop().args(["names", "check"]).arg(&own).assert().code(1);
    let said = String::from_utf8(check.get_output().stdout.clone()).unwrap();
    assert!(
        said.contains("own.csv:2: not found: `Zzyx Qqorl` for Olgerd Tsverkunov") && !said.contains("Tsverkunof"),
        "{said}"
    );
    let learnt = malaprop().args(["names", "learn", folder.path().to_str().unwrap()]).assert().success();
    let said = String::from_utf8(learnt.get_output().stdout.clone()).unwrap();
    assert!(said.contains("Greta Osterlund,person") && said.contains("\"2 documents, 2 mentions\""), "{said}");
}

#[test]
fn the_folder_bears_witness_and_standard_input_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let tellings = [
        "Harbour engineers repaired the damaged lighthouse of Anna Lindqvist before winter storms reached the coast.",
        "Before storms reached the coast in winter, the damaged lighthouse of Anna Lindqvist was repaired by harbour engineers.",
        "Engineers of the harbour have repaired a lighthouse, the damaged one of Anna Lindqvist, ahead of winter storms on the coast.",
        "The coast has the lighthouse of Anna Lindqvist back: harbour engineers repaired what storms had damaged, and winter may come.",
        "Winter storms may reach the coast now, as the lighthouse of Anna Lindqvist, damaged before, stands repaired by harbour engineers.",
    ];
    for (n, telling) in tellings.iter().enumerate() {
        std::fs::write(folder.path().join(format!("{n}.txt")), telling).unwrap();
    }
    let odd = "On the coast, harbour engineers repaired before the winter the lighthouse of Anna Linkvist, damaged by storms.";
    std::fs::write(folder.path().join("odd.txt"), odd).unwrap();
    let args = ["check", "--isolated", "--select", "NAM110", "--exit-zero"];
    let all = malaprop().args(args).arg(folder.path()).assert().success();
    let said = String::from_utf8(all.get_output().stdout.clone()).unwrap();
    assert!(said.contains("odd.txt") && said.contains("Anna Lindqvist"), "{said}");
    let alone = malaprop().args(args).arg("-").write_stdin(odd).assert().success();
    assert!(alone.get_output().stdout.is_empty());
}

#[test]
fn phrase_tables_are_checked_mined_and_measured() {
    let row = "<tie> the blue knot,<agree>,minor,ru,,They [[tied the blue knot]] at noon.,They tied a knot.,,\n";
    let head = "pattern,suggest,severity,source_language,calque_of,hit,pass,source,note\n";
    let faulty = "<tie> the blue rope,$1,minor,ru,,They tied the blue rope.,They tied the blue rope.,,\n\
                  !not the blue lace,the @4,minor,ru,,They tied [[the blue lace]].,They tied it.,,\n";
    let texts: String = (0..4)
        .flat_map(|doc| ["a", "b", "people"].map(|system| (doc, system)))
        .map(|(doc, system)| {
            let kind = if system == "people" { "human" } else { "mt" };
            let verb = if system == "people" { "agreed" } else { "tied the blue knot" };
            format!("{{\"doc\":{doc},\"system\":\"{system}\",\"kind\":\"{kind}\",\"text\":\"The two sides {verb} at noon.\"}}\n")
        })
        .collect();
    let folder = folder(&[
        ("good.csv", format!("{head}{row}").as_bytes()),
        ("faulty.csv", format!("{head}{faulty}").as_bytes()),
        ("broken.csv", format!("{head}(tie the,,,,,,,,\n<tie,,,,,,,,\n").as_bytes()),
        ("texts.jsonl", texts.as_bytes()),
    ]);
    let path = |name: &str| folder.path().join(name).display().to_string();
    let said = |args: &[&str], code: i32| {
        let run = malaprop().arg("phrases").args(args).assert().code(code);
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    assert_eq!(said(&["check", &path("good.csv")], 0), "");
    let faults = said(&["check", &path("faulty.csv")], 1);
    for fault in [
        "faulty.csv:2:21: the suggestion asks for $1",
        "does not mark its words",
        "must stay silent",
        "faulty.csv:3:20: the suggestion asks for @4, and the pattern has 3 elements",
    ] {
        assert!(faults.contains(fault), "{fault}: {faults}");
    }
    let broken = said(&["check", &path("broken.csv")], 1);
    assert!(
        broken.contains("broken.csv:2:1: column `pattern`: `(`")
            && broken.contains("broken.csv:3:1: column `pattern`: `<`"),
        "{broken}"
    );

    let mined = said(&["mine", "--z", "0.5", "--labelled", &path("texts.jsonl")], 0);
    assert!(mined.starts_with(head) && mined.contains("tied the blue,,,,,,,mined,"), "{mined}");
    let rates = said(&["rates", "--labelled", &path("texts.jsonl"), "--lexicon", &path("good.csv")], 0);
    let row = rates.lines().find(|line| line.contains("<tie> the blue knot")).unwrap();
    assert!(row.contains(",minor,8,0,0,1111.111,0.000,0.000,keep"), "{row}");
    malaprop().args(["phrases", "rates", "--labelled", &path("good.csv")]).assert().code(2);
}

#[test]
fn findings_in_a_page_lead_to_its_lines_and_bytes() {
    const PAGE: &[u8] =
        b"<title>x</title>\n<p>Caf&eacute; guests saw that\n  <b>Mark</b> Ruthte arrived in Brussels.</p>\n";
    let inputs =
        folder(&[("a.html", PAGE), ("b.jsonl", b"{\"text\":\"On Friday Mark Ruthte arrived in Brussels.\"}\n")]);
    let run = malaprop().args(["check", "--exit-zero"]).arg(inputs.path().join("a.html")).assert().success();
    let said = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    assert!(said.contains("a.html:3:6: "), "{said}");
    let run = malaprop().args(["score", "--format", "jsonl", "-o", "-"]).arg(inputs.path()).assert().success();
    let out = String::from_utf8_lossy(&run.get_output().stdout).into_owned();
    let findings: Vec<serde_json::Value> = out
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["findings"][0].clone())
        .collect();
    let number = |key: &str| findings[0][key].as_u64().unwrap() as usize;
    assert_eq!((number("line"), number("source_line"), number("source_column")), (1, 3, 6));
    assert_eq!(&PAGE[number("source_byte_start")..number("source_byte_end")], b"Mark</b> Ruthte");
    assert!(findings[1]["source_line"].is_null() && findings[1]["start"] == 10);
}
