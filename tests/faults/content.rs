//! Documents, tables and configurations of strangers.

use super::*;

#[test]
fn ids_that_are_paths_lead_nowhere() {
    let line = |id: &str| format!("{}\n", serde_json::json!({ "id": id, "text": good(1) }));
    let inputs = folder(&[(
        "in/a.jsonl",
        &["../../evil.jsonl", "/tmp/malaprop-evil.jsonl", "..", "a/../../b.txt"].map(line).concat(),
    )]);
    let mut command = malaprop(&["filter", "--isolated", "--annotate", "-o"]);
    let ran = run(command.arg(inputs.path().join("out/")).arg(inputs.path().join("in")));
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let names: Vec<String> = tree(inputs.path()).keys().map(|p| p.display().to_string()).collect();
    assert_eq!(names, ["in/a.jsonl", "out/a.jsonl"]);
    assert!(!Path::new("/tmp/malaprop-evil.jsonl").exists());
}

#[test]
fn a_name_that_is_no_unicode_does_not_put_the_output_in_the_place_of_its_input() {
    use std::os::unix::ffi::OsStrExt;
    let inputs = folder(&[]);
    let input = inputs.path().join(std::ffi::OsStr::from_bytes(b"a\xff.txt"));
    fs::write(&input, good(1)).unwrap();
    let ran = run(malaprop(&["filter", "--isolated", "-o"]).arg(inputs.path()).arg(&input));
    assert!(ran.code == Some(2) && ran.said.contains("take the place of its input"), "{}", ran.said);
    let ran = run(malaprop(&["filter", "--isolated", "-o"]).arg(inputs.path().join("out/")).arg(&input));
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    let kept = inputs.path().join("out").join(input.file_name().unwrap());
    assert_eq!(fs::read_to_string(kept).unwrap(), good(1));
}

#[test]
fn a_flood_of_letters_that_look_alike_is_judged() {
    // Cyrillic letters in Latin words, accents upon accents, marks that turn the direction, joiners.
    let flood = format!(
        "{} {} {} {}",
        "Тhе Рresidеnt оf thе Cоuncil ".repeat(2000),
        "e\u{301}\u{302}\u{303}\u{304}".repeat(20_000),
        "\u{202e}drawkcab\u{202c} ".repeat(2000),
        "a\u{200d}\u{200b}".repeat(20_000),
    );
    let inputs = folder(&[("a.txt", &flood)]);
    let ran = run(malaprop(&["check", "--isolated"]).arg(inputs.path().join("a.txt")));
    assert!(ran.code == Some(1) && ran.out.contains("mixed-scripts"), "{}", ran.said);
    assert!(!ran.out.contains('\u{202e}'));
}

#[test]
fn hostile_rows_of_a_table_are_read_or_refused() {
    let header = "pattern,suggest,severity,source_language,calque_of,hit,pass,source,note\n";
    let deep = format!("{header}{}a{},,,,,,,,\n", "(".repeat(50_000), ")".repeat(50_000));
    let gaps = format!("{header}\"{}deal\",,,,,,,,\n", "*{0,99} ".repeat(200));
    let many = format!("{header}{},,,,,,,,\n", vec!["a|b|c|d"; 400].join(" "));
    let long = format!("{header}{},,,,,,,,\n", "word ".repeat(2_000));
    let optional = format!("{header}{} deal,,,,,,,,\n", "a? ".repeat(500));
    let text = format!("{} deal", "a ".repeat(20_000));
    let inputs = folder(&[
        ("deep.csv", &deep),
        ("gaps.csv", &gaps),
        ("many.csv", &many),
        ("long.csv", &long),
        ("optional.csv", &optional),
        ("a.txt", &text),
    ]);
    for table in ["deep.csv", "gaps.csv", "many.csv", "long.csv", "optional.csv"] {
        let limited = "ulimit -t 60; exec \"$0\" check --isolated --exit-zero --lexicon \"$1\" \"$2\"";
        let mut command = Command::new("bash");
        command.args(["-c", limited]).arg(assert_cmd::cargo::cargo_bin("malaprop"));
        let ran = run(command.arg(inputs.path().join(table)).arg(inputs.path().join("a.txt")));
        let refused = ran.code == Some(2) && ran.said.contains(&format!("{table}:2:"));
        assert!(
            ran.code == Some(0) || refused,
            "{table}: {:?} {}",
            ran.code,
            ran.said.chars().take(300).collect::<String>()
        );
    }
}

#[test]
fn a_configuration_that_names_a_device_is_refused() {
    let inputs = folder(&[("a.txt", &good(1))]);
    for key in ["lexicons = ['/dev/zero']", "model = '/dev/zero'", "suppressions = '/dev/zero'"] {
        fs::write(inputs.path().join("malaprop.toml"), format!("{key}\n")).unwrap();
        let ran = run(malaprop(&["check"]).arg(inputs.path().join("a.txt")));
        assert!(ran.code == Some(2) && ran.said.contains("/dev/zero is neither a file nor a folder"), "{}", ran.said);
    }
}

#[test]
fn what_never_ends_is_refused_and_pipes_are_read_once_and_to_their_end() {
    let inputs = folder(&[("a.txt", "The the bridge was mended.\n"), ("b.csv", "name,kind\nAda Lund,person\n")]);
    let text = inputs.path().join("a.txt");
    for flag in ["--config", "--lexicon", "--suppressions", "--model", "--baseline"] {
        let limited = "ulimit -t 30; exec timeout 60 \"$@\"";
        let mut command = Command::new("bash");
        command.args(["-c", limited, "bash"]).arg(assert_cmd::cargo::cargo_bin("malaprop")).arg("check");
        let isolated: &[&str] = if flag == "--config" { &[] } else { &["--isolated"] };
        let ran = run(command.args(isolated).args([flag, "/dev/zero"]).arg(&text));
        assert!(ran.code == Some(2) && ran.said.contains("/dev/zero: is a device"), "{flag}: {}", ran.said);
    }
    let script = "\"$0\" check -c <(printf 'select = [\"LIT\"]\\n') --lexicon <(cat \"$2\") \"$1\" && \
                  \"$0\" check -c /dev/null \"$1\"; \"$0\" check -c <(yes) \"$1\"";
    let mut command = Command::new("timeout");
    command.args(["60", "bash", "-c", script]).arg(assert_cmd::cargo::cargo_bin("malaprop")).arg(&text);
    let ran = run(command.arg(inputs.path().join("b.csv")).current_dir(inputs.path()));
    assert!(ran.code == Some(2) && ran.said.contains("more than 16777216 bytes"), "{}", ran.said);
    assert_eq!(ran.out.lines().count(), 1, "the first finds nothing, as its configuration says: {}", ran.out);
    let fifo = inputs.path().join("fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let to = fifo.clone();
    let writer = std::thread::spawn(move || fs::write(to, "select = ['LIT']\n").unwrap());
    let mut command = Command::new("timeout");
    command.arg("60").arg(assert_cmd::cargo::cargo_bin("malaprop")).args(["check", "-c"]).arg(fifo);
    assert_eq!(run(command.arg(&text)).code, Some(0));
    writer.join().unwrap();
}

#[test]
fn ids_that_begin_alike_stay_two_in_every_table() {
    let id = |end: &str| format!("{}{end}", "x".repeat(40_000));
    let line = |id: &str| format!("{}\n", serde_json::json!({ "id": id, "text": "The the bridge was mended." }));
    let ids = [id("1"), id("2"), "a\nb".to_owned(), "a b".to_owned()];
    let inputs = folder(&[("in.jsonl", &ids.iter().map(|id| line(id)).collect::<String>())]);
    let score = |flags: &[&str]| {
        let mut command = malaprop(&["score", "--isolated", "-q"]);
        let ran = run(command.args(flags).arg("in.jsonl").current_dir(inputs.path()));
        assert_eq!(ran.code, Some(0), "{}", ran.said);
        ran.out
    };
    score(&["-o", "run"]);
    let column = |name: &str| -> Vec<String> {
        let rows = csv::Reader::from_path(inputs.path().join("run").join(name)).unwrap();
        rows.into_records().map(|row| row.unwrap()[1].to_owned()).collect()
    };
    let documents = column("documents.csv");
    let different = |ids: &[String]| ids.iter().cloned().collect::<std::collections::BTreeSet<_>>();
    // They are too long to be shown.
    assert!(different(&documents).len() == 4 && documents[3] == "a b");
    assert!(documents.iter().all(|id| id.encode_utf16().count() <= 32_000));
    assert!(different(&column("findings.csv")) == different(&documents));
    let records = score(&["--format", "jsonl", "-o", "-"]);
    for (record, id) in records.lines().zip(&ids) {
        assert!(serde_json::from_str::<serde_json::Value>(record).unwrap()["doc_id"] == id.as_str());
    }
    // A later run knows them all again.
    let again = score(&["--format", "text", "-o", "-", "--baseline", "run"]);
    assert_eq!(again, "");
}

#[test]
fn html_and_script_in_a_text_stay_text() {
    let text = format!("{} <script>alert(1)</script> </script><img src=x onerror=alert(1)> the the end .", good(1));
    let line = serde_json::json!({ "id": "<b>\"'&", "text": text }).to_string();
    let inputs = folder(&[("a.jsonl", &line)]);
    let mut command = malaprop(&["score", "--isolated", "-q", "--format", "html", "-o", "-"]);
    let ran = run(command.arg(inputs.path().join("a.jsonl")));
    assert!(ran.out.contains("alert(1)"), "the text is in the page");
    assert!(!ran.out.contains("<script>alert") && !ran.out.contains("<img src=x") && !ran.out.contains("<b>\"'"));
}
