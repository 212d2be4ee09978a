//! malaprop among other programs: logs they read, flags they give, files they look for.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod folder;

use assert_cmd::Command;
use folder::folder;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn malaprop(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("malaprop").unwrap();
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("MALAPROP_CONFIG").env_remove("CLICOLOR_FORCE");
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn output(command: &mut Command, code: i32) -> (String, String) {
    let run = command.assert().code(code);
    let output = run.get_output();
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

const FAULTY: &str =
    "Zoë said:\r\nOn Friday Mark Ruthte arrived in Brussels. 😀 The archers took an aim at the tower.\n";
const CLEAN: &str = "The council met on Monday and agreed to mend the bridge before winter.\n";

/// Whether this Python has this module; tests of foreign formats are passed over without.
fn python_has(module: &str) -> bool {
    let run = std::process::Command::new("python3").args(["-c", &format!("import {module}")]).output();
    run.is_ok_and(|o| o.status.success())
}

/// SARIF's own schema, which the crate serde-sarif carries; `cargo info serde-sarif` puts it there.
fn sarif_schema() -> Option<PathBuf> {
    let home = std::env::var_os("CARGO_HOME").map_or_else(
        || std::env::var_os("HOME").map(|home| Path::new(&home).join(".cargo")),
        |home| Some(PathBuf::from(home)),
    )?;
    let registries = fs::read_dir(home.join("registry/src")).ok()?.flatten();
    let crates = registries.filter_map(|r| fs::read_dir(r.path()).ok()).flatten().flatten();
    let found = crates
        .map(|c| c.path())
        .filter(|c| c.file_name().is_some_and(|n| n.to_string_lossy().starts_with("serde-sarif-")));
    found.map(|c| c.join("src/schema.json")).find(|schema| schema.is_file())
}

fn validate(schema: &Path, document: &Path) {
    let script = "import json, sys, jsonschema\n\
        schema, document = (json.load(open(p, encoding='utf-8')) for p in sys.argv[1:])\n\
        jsonschema.validators.validator_for(schema)(schema).validate(document)";
    let run = std::process::Command::new("python3").args(["-c", script]).arg(schema).arg(document).output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
}

#[test]
fn sarif_places_are_those_of_the_file_and_the_schema_is_kept() {
    let inputs = folder(&[
        ("a b.txt", FAULTY),
        ("sub/c.html", "<p>Nobody was there.</p><p>The archers took an aim at the tower.</p>"),
        ("d.jsonl", "\n{\"id\":\"d1\",\"text\":\"The archers took an aim at the tower.\"}\n{broken\n"),
        ("e.txt", "a\u{0}b"),
        ("rejected.csv", "fingerprint,reason,by\n"),
    ]);
    let (log, _) = output(malaprop(inputs.path()).args(["score", "--format", "sarif", "."]), 0);
    let log: Value = serde_json::from_str(&log).unwrap();
    let run = &log["runs"][0];
    assert_eq!((log["version"].as_str(), run["columnKind"].as_str()), (Some("2.1.0"), Some("unicodeCodePoints")));
    let results = run["results"].as_array().unwrap();
    let of = |uri: &str| -> Vec<&Value> {
        let at = |r: &&Value| r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == uri;
        results.iter().filter(at).collect()
    };
    let text: Vec<char> = FAULTY.chars().collect();
    for result in of("a%20b.txt") {
        let region = &result["locations"][0]["physicalLocation"]["region"];
        let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
        let (from, length) = (number("charOffset"), number("charLength"));
        let matched: String = text[from..from + length].iter().collect();
        assert_eq!(region["snippet"]["text"].as_str(), Some(matched.as_str()));
        let line: Vec<char> = FAULTY.lines().nth(number("startLine") - 1).unwrap().chars().collect();
        assert_eq!(line[number("startColumn") - 1..number("endColumn") - 1].iter().collect::<String>(), matched);
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(result["partialFingerprints"]["primaryLocationLineHash"].as_str().unwrap().ends_with(":1"));
    }
    assert_eq!(of("a%20b.txt").len(), 2);
    // Places in a page's text are none in the page; a record is found by its line.
    assert!(of("sub/c.html")[0]["locations"][0]["physicalLocation"].get("region").is_none());
    assert_eq!(of("d.jsonl")[0]["locations"][0]["physicalLocation"]["region"]["startLine"], 2);
    assert_eq!(of("d.jsonl")[0]["locations"][0]["logicalLocations"][0]["fullyQualifiedName"], "d1");
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"].as_array().unwrap().len(), 2);

    // A suppressed finding stays in the log and says why.
    let print = of("a%20b.txt")[0]["partialFingerprints"]["malaprop/v1"].as_str().unwrap()[..16].to_owned();
    fs::write(inputs.path().join("rejected.csv"), format!("fingerprint,reason,by\n{print},as he signs,Ida\n")).unwrap();
    let file = inputs.path().join("log.sarif");
    let flags = ["check", "--suppressions", "rejected.csv", "--format", "sarif", "-o", "log.sarif", "--exit-zero"];
    output(malaprop(inputs.path()).args(flags).arg("."), 0);
    let log: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let reasons: Vec<&Value> =
        log["runs"][0]["results"].as_array().unwrap().iter().filter_map(|r| r.get("suppressions")).collect();
    assert_eq!(reasons.len(), 1);
    assert_eq!(reasons[0][0]["justification"], "as he signs (Ida)");
    let Some(schema) = sarif_schema().filter(|_| python_has("jsonschema")) else { return };
    validate(&schema, &file);
}

#[test]
fn marot_gets_ten_columns_and_spans_of_its_tokens() {
    let inputs = folder(&[("a.txt", &format!("{FAULTY}A tab\there and nothing wrong.\n"))]);
    let (table, _) = output(malaprop(inputs.path()).args(["check", "--format", "marot", "--exit-zero", "a.txt"]), 0);
    let mut lines = table.lines();
    assert!(
        lines
            .next()
            .unwrap()
            .starts_with("system\tdoc\tdocSegId\tglobalSegId\trater\tsource\ttarget\tcategory\tseverity\tmetadata")
    );
    let (mut errors, mut clean, mut tokens) = (0, 0, Vec::new());
    for line in lines {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), 10, "{line}");
        let metadata: Value = serde_json::from_str(cells[9]).unwrap();
        if let Some(own) = metadata["segment"]["target_tokens"].as_array() {
            tokens = own.iter().map(|t| t.as_str().unwrap().to_owned()).collect();
        }
        assert_eq!(tokens.concat(), cells[6].replace("<v>", "").replace("</v>", ""));
        if cells[7] == "no-error" {
            clean += 1;
            assert_eq!(cells[8], "no-error");
            continue;
        }
        errors += 1;
        let place = |i: usize| usize::try_from(metadata["target_spans"][0][i].as_u64().unwrap()).unwrap();
        assert_eq!(Some(tokens[place(0)..=place(1)].concat().as_str()), metadata["marked_text"].as_str());
        assert!(cells[6].contains(&format!("<v>{}</v>", metadata["marked_text"].as_str().unwrap())));
    }
    assert!(errors == 2 && clean >= 2, "{table}");
}

#[test]
fn a_person_gets_the_line_and_a_caret_and_a_program_one_line() {
    let inputs = folder(&[("a.txt", FAULTY), ("wide.txt", "他们说 the the end.\n")]);
    let (full, _) = output(malaprop(inputs.path()).args(["check", "--format", "full", "a.txt"]), 1);
    assert!(full.contains("a.txt:2:11: major[NAM101]: garbled-name: "), "{full}");
    assert!(
        full.contains("2 | On Friday Mark Ruthte arrived") && full.contains("^^^^^^^^^^^ write Mark Rutte"),
        "{full}"
    );
    let caret = full.lines().find(|l| l.contains("^^^ write Mark")).unwrap().find('^').unwrap();
    let words = full.lines().find(|l| l.contains("| On Friday")).unwrap().find("Mark").unwrap();
    assert_eq!(caret, words);
    for format in ["text", "concise"] {
        let (lines, _) = output(malaprop(inputs.path()).args(["check", "--format", format, "a.txt"]), 1);
        assert!(lines.lines().count() == 2 && lines.starts_with("a.txt:2:11: major NAM101"), "{lines}");
    }
}

#[test]
fn colour_follows_the_flag_before_the_environment() {
    let inputs = folder(&[("a.txt", FAULTY)]);
    let coloured = |flags: &[&str], set: &[(&str, &str)]| {
        let mut command = malaprop(inputs.path());
        command.env_remove("NO_COLOR").envs(set.iter().copied());
        let (full, _) = output(command.args(["check", "--format", "full", "a.txt"]).args(flags), 1);
        let (lines, _) = output(command.args(["--format", "concise"]).arg("--exit-zero"), 2);
        assert!(lines.is_empty());
        full.contains('\u{1b}')
    };
    assert!(!coloured(&[], &[]));
    assert!(coloured(&["--color", "always"], &[("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1")]));
    assert!(!coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]));
    assert!(coloured(&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")]));
    assert!(!coloured(&["--color", "never"], &[("CLICOLOR_FORCE", "1")]));
}

#[test]
fn the_dumped_configuration_reads_back_the_same() {
    let toml = "lexicons = [\"names.csv\"]\nignore = [\"TYP404\"]\n[decision]\npublish = 95.5\n[[style]]\nwrite = \"Kyiv\"\n\
        instead_of = [\"Kiev\"]\nexcept = [\"chicken Kiev\"]\nfrom = 2019-02-01\nuntil = 2030-01-01\nseverity = \"major\"\n\
        [[style]]\nwrite = \"adviser\"\ninstead_of = [\"advisor\"]\n[[style]]\nwrite = \"Zelensky\"\n";
    let inputs = folder(&[
        ("malaprop.toml", toml),
        ("names.csv", "name,kind\nAda Lund,person\n"),
        ("malaprop-suppressions.csv", "fingerprint\n"),
        ("malaprop-variants.csv", "name,kind\nBo Vik,person\n"),
        ("sub/a.txt", CLEAN),
    ]);
    let dump =
        |flags: &[&str]| output(malaprop(inputs.path()).args(["check", "--dump-config", "sub"]).args(flags), 0).0;
    let dumped = dump(&["--ignore", "LIT2", "--select", "NAM1"]);
    for part in [
        "\"TYP404\", \"LIT2\"",
        "publish = 95.5",
        "reject = 50",
        "from = 2019-02-01",
        "write = \"Zelensky\"",
        "/names.csv\"",
    ] {
        assert!(dumped.contains(part), "{part}: {dumped}");
    }
    assert!(dumped.contains("malaprop-suppressions.csv") && dumped.contains("malaprop-variants.csv"), "{dumped}");
    let elsewhere = folder(&[("dumped.toml", &dumped)]);
    let file = elsewhere.path().join("dumped.toml").display().to_string();
    assert_eq!(dump(&["--config", &file]), dumped);
    // Both say the same of the same text.
    output(malaprop(inputs.path()).args(["check", "-q", "sub", "--config", &file]), 0);
    assert!(!dump(&["--isolated"]).contains("Zelensky"));
    // The environment names a file too; the flag goes before it, and --isolated before both.
    let mut command = malaprop(inputs.path());
    let with = |command: &mut Command, flags: &[&str]| {
        output(command.env("MALAPROP_CONFIG", &file).args(["check", "--dump-config", "sub"]).args(flags), 0).0
    };
    assert_eq!(with(&mut command, &[]), dumped);
    assert!(!with(&mut malaprop(inputs.path()), &["--isolated"]).contains("TYP404"));
}

/// `UPDATE=1 cargo test` rewrites it.
#[test]
fn the_schema_of_the_configuration_is_the_one_beside_the_sources() {
    let (schema, _) = output(malaprop(root()).arg("schema"), 0);
    let kept = root().join("malaprop.schema.json");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&kept, &schema).unwrap();
    }
    assert!(fs::read_to_string(&kept).unwrap_or_default() == schema, "out of date; UPDATE=1 cargo test rewrites it");
    let schema: Value = serde_json::from_str(&schema).unwrap();
    for key in ["lexicons", "model", "suppressions", "select", "ignore", "decision", "style"] {
        assert!(schema["properties"].get(key).is_some(), "{key}");
    }
    if !python_has("jsonschema") {
        return;
    }
    // What the program takes the schema takes, and the other way round.
    let folder = TempDir::new().unwrap();
    let (config, document) = (folder.path().join("c.toml"), folder.path().join("c.json"));
    fs::write(folder.path().join("a.txt"), CLEAN).unwrap();
    let script = "import json, sys, jsonschema\n\
        schema, document = (json.load(open(p, encoding='utf-8')) for p in sys.argv[1:])\n\
        sys.exit(0 if jsonschema.Draft202012Validator(schema).is_valid(document) else 1)";
    for (toml, json, good) in [
        ("select = ['NAM1']", r#"{"select":["NAM1"]}"#, true),
        ("select = 'NAM1'", r#"{"select":"NAM1"}"#, false),
        ("selects = []", r#"{"selects":[]}"#, false),
        ("decision.publish = 90", r#"{"decision":{"publish":90}}"#, true),
        ("decision.publish = 101", r#"{"decision":{"publish":101}}"#, false),
        ("decision.short_words = -1", r#"{"decision":{"short_words":-1}}"#, false),
        ("[[style]]\nwrite = 'Kyiv'\nfrom = 2019-02-01", r#"{"style":[{"write":"Kyiv","from":"2019-02-01"}]}"#, true),
        ("[[style]]\nwrite = 'Kyiv'\ninstead_of = []", r#"{"style":[{"write":"Kyiv","instead_of":[]}]}"#, false),
        ("[[style]]\nwrite = 'Kyiv'\nseverity = 'mild'", r#"{"style":[{"write":"Kyiv","severity":"mild"}]}"#, false),
        ("[[style]]\ninstead_of = ['Kiev']", r#"{"style":[{"instead_of":["Kiev"]}]}"#, false),
    ] {
        fs::write(&config, toml).unwrap();
        fs::write(&document, json).unwrap();
        let ours = malaprop(folder.path()).args(["check", "-q", "-c", "c.toml", "a.txt"]).assert();
        assert_eq!(ours.get_output().status.code(), Some(if good { 0 } else { 2 }), "{toml}");
        let theirs =
            std::process::Command::new("python3").args(["-c", script]).arg(&kept).arg(&document).status().unwrap();
        assert_eq!(theirs.success(), good, "{json}");
    }
}

#[test]
fn the_house_takes_other_spellings_from_the_tables_and_knows_two_dates() {
    let toml = "[[style]]\nwrite = \"Kiev\"\nuntil = 2019-02-11\n[[style]]\nwrite = \"Kyiv\"\nfrom = 2019-02-12\n[[style]]\nwrite = \"Zelensky\"\n";
    let record =
        |id: &str, date: &str| format!("{{\"id\":\"{id}\",{date}\"text\":\"Mr Zelenskiy left Kiev for Kyiv.\"}}\n");
    let lines =
        record("old", "\"date\":\"2019-02-11\",") + &record("new", "\"date\":\"2019-02-12\",") + &record("none", "");
    let inputs = folder(&[("malaprop.toml", toml), ("a.jsonl", &lines)]);
    let (out, _) =
        output(malaprop(inputs.path()).args(["score", "-q", "--select", "NAM112", "--format", "jsonl", "."]), 0);
    let found: Vec<String> = out
        .lines()
        .map(|line| {
            let record: Value = serde_json::from_str(line).unwrap();
            let found = record["findings"].as_array().unwrap().iter();
            found
                .map(|f| format!("{}>{}", f["match"].as_str().unwrap(), f["suggestion"].as_str().unwrap()))
                .collect::<Vec<_>>()
                .join(" ")
        })
        .collect();
    assert_eq!(found, ["Zelenskiy>Zelensky Kyiv>Kiev", "Zelenskiy>Zelensky Kiev>Kyiv", "Zelenskiy>Zelensky Kiev>Kyiv"]);
    let fails = |toml: &str, with: &str| {
        fs::write(inputs.path().join("malaprop.toml"), toml).unwrap();
        let (_, said) = output(malaprop(inputs.path()).args(["check", "."]), 2);
        assert!(said.contains(with), "{said}");
    };
    fails(
        "[[style]]\nwrite = \"Kyiv\"\n[[style]]\nwrite = \"advizer\"\n",
        "malaprop.toml:4:9: no table has another spelling of `advizer`; give those not to write as `instead_of`",
    );
    fails(
        "[[style]]\nwrite = \"Kyiv\"\nfrom = 2020-01-01\nuntil = 2019-01-01\n",
        "malaprop.toml:4:9: `until` is a day before",
    );
}

#[test]
fn gates_lists_globs_and_voices_do_what_the_contract_says() {
    let inputs = folder(&[
        ("a.txt", FAULTY),
        ("b.txt", CLEAN),
        ("sub/c.txt", FAULTY),
        ("sub/draft/d.txt", FAULTY),
        ("list", "sub/c.txt\n\nb.txt\n"),
        ("bad/e.txt", "a\u{0}b"),
    ]);
    let run = |args: &[&str], code: i32| output(malaprop(inputs.path()).args(args), code);
    run(&["score", "-q", "-o", "r", "a.txt"], 0);
    for (flags, code) in [
        (vec!["--fail-under", "99"], 1),
        (vec!["--fail-under", "1"], 0),
        (vec!["--fail-on", "minor"], 1),
        (vec!["--fail-on", "major"], 1),
        (vec!["--fail-on", "critical"], 0),
        (vec!["--fail-on", "major", "--exit-zero"], 0),
        (vec!["--fail-under", "99", "--exit-zero"], 0),
    ] {
        run(&[&["score", "-q", "-o", "r", "a.txt"], flags.as_slice()].concat(), code);
        run(&[&["check", "-q", "a.txt"], flags.as_slice()].concat(), code);
    }
    run(&["score", "a.txt", "--fail-under", "101"], 2);
    run(&["score", "-q", "-o", "r", "bad"], 0);
    run(&["score", "-q", "-o", "r", "bad", "--strict", "--exit-zero"], 2);
    run(&["check", "-q", "bad", "--strict"], 2);

    let ids = |args: &[&str]| {
        let (out, _) = output(malaprop(inputs.path()).args(["score", "-q", "--format", "jsonl"]).args(args), 0);
        out.lines()
            .map(|l| serde_json::from_str::<Value>(l).unwrap()["doc_id"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["--file-list", "list"]), ["sub/c.txt", "b.txt"]);
    assert_eq!(ids(&["a.txt", "--file-list", "list"]), ["a.txt", "sub/c.txt", "b.txt"]);
    let listed = malaprop(inputs.path())
        .args(["score", "-q", "--format", "jsonl", "--file-list", "-"])
        .write_stdin("a.txt\n")
        .assert();
    assert!(String::from_utf8_lossy(&listed.success().get_output().stdout).contains("\"doc_id\":\"a.txt\""));
    run(&["score", "--file-list", "gone"], 2);
    assert_eq!(ids(&["sub", "--exclude", "draft"]), ["sub/c.txt"]);
    assert_eq!(ids(&["sub", "--exclude", "*.txt"]), [""; 0]);
    assert_eq!(ids(&["sub", "--exclude", "draft/", "--exclude", "c.*"]), [""; 0]);

    let (out, err) = run(&["check", "-q", "a.txt"], 1);
    assert!(!out.is_empty() && err.is_empty(), "{err}");
    let (_, err) = run(&["check", "a.txt"], 1);
    assert!(err.contains("1 document, ") && !err.contains("names,"), "{err}");
    let (_, err) = run(&["check", "-v", "a.txt"], 1);
    assert!(err.contains(" names, ") && err.contains(" phrases"), "{err}");
    run(&["check", "-q", "-v", "a.txt"], 2);
}

#[test]
fn every_command_has_its_page_and_every_shell_its_script() {
    let folder = TempDir::new().unwrap();
    for (shell, with) in [
        ("bash", "_malaprop()"),
        ("zsh", "#compdef malaprop"),
        ("fish", "complete -c malaprop"),
        ("powershell", "Register-ArgumentCompleter"),
        ("elvish", "edit:completion"),
    ] {
        let (script, _) = output(malaprop(folder.path()).args(["completions", shell]), 0);
        assert!(script.contains(with) && script.contains("fix") && script.contains("suppressions"), "{shell}");
    }
    let (page, _) = output(malaprop(folder.path()).arg("man"), 0);
    assert!(page.contains(".TH malaprop 1") && page.contains("malaprop\\-learn(1)"), "{page}");
    output(malaprop(folder.path()).args(["man", "-o", "pages"]), 0);
    for command in
        ["", "-score", "-check", "-fix", "-learn", "-explain", "-rules", "-names", "-phrases", "-completions", "-man"]
    {
        assert!(folder.path().join(format!("pages/malaprop{command}.1")).is_file(), "{command}");
    }
}

/// The command lines of a YAML file's keys `entry`.
fn entries(file: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(root().join(file)).unwrap();
    let lines = text.lines().filter_map(|line| line.trim().strip_prefix("entry: malaprop "));
    lines.map(|flags| flags.split(' ').map(str::to_owned).collect()).collect()
}

#[test]
fn pre_commit_hooks_stop_findings_and_mend_texts() {
    let inputs = folder(&[("a.txt", "The boats met near Moscow , and the storm ended.\n")]);
    let hooks = entries(".pre-commit-hooks.yaml");
    assert_eq!(hooks.len(), 2);
    output(malaprop(inputs.path()).args(&hooks[0]).arg("a.txt"), 1);
    output(malaprop(inputs.path()).args(&hooks[1]).arg("a.txt"), 0);
    output(malaprop(inputs.path()).args(&hooks[0]).arg("a.txt"), 0);
    assert_eq!(fs::read_dir(inputs.path()).unwrap().count(), 1);
}

#[cfg(unix)]
#[test]
fn the_action_writes_its_log_and_hands_on_the_exit_code() {
    let inputs = folder(&[("a b.txt", FAULTY), ("c.txt", CLEAN)]);
    let act = |paths: &str, flags: &str| {
        let run = std::process::Command::new("bash")
            .arg(root().join("tools/action.sh"))
            .current_dir(inputs.path())
            .env("MALAPROP", assert_cmd::cargo::cargo_bin("malaprop"))
            .env("MALAPROP_PATHS", paths)
            .env("MALAPROP_FLAGS", flags)
            .env("MALAPROP_SARIF", "out/log.sarif")
            .env("GITHUB_OUTPUT", inputs.path().join("output"))
            .output()
            .unwrap();
        let said = fs::read_to_string(inputs.path().join("output")).unwrap_or_default();
        let _ = fs::remove_file(inputs.path().join("output"));
        (run.status.code().unwrap(), said)
    };
    assert_eq!(act("a b.txt\nc.txt\n", ""), (0, "status=1\n".to_owned()));
    let log: Value = serde_json::from_str(&fs::read_to_string(inputs.path().join("out/log.sarif")).unwrap()).unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 2);
    assert_eq!(act("c.txt", "--fail-on\nmajor\n"), (0, "status=0\n".to_owned()));
    assert_eq!(act("c.txt", "--nonsense"), (2, String::new()));
}
