//! What a document, a name or a table holds never steers a terminal.

use super::*;

/// Colours, a title, the eight-bit form of an escape, a change of direction.
const STEERING: &str = "\u{1b}[31mred\u{1b}]0;title\u{7}\u{9b}31m\u{202e}";

/// Runs the command behind a terminal; nothing where the system has no `script`.
fn on_a_terminal(args: &[&str], folder: &Path) -> Option<String> {
    let quoted = |arg: &str| format!("'{arg}'");
    let command = std::iter::once(assert_cmd::cargo::cargo_bin("malaprop").display().to_string())
        .chain(args.iter().map(|arg| (*arg).to_owned()))
        .map(|arg| quoted(&arg))
        .collect::<Vec<_>>()
        .join(" ");
    let mut script = Command::new("script");
    // Our own progress bar is not what is looked for.
    script.env("NO_COLOR", "1").env("CI", "1").env("TERM", "xterm").env("SHELL", "/bin/sh").current_dir(folder);
    let Ok(output) = script.args(["-qefc", &command, "/dev/null"]).stdin(std::process::Stdio::null()).output() else {
        eprintln!("skipped: there is no script(1) to make a terminal");
        return None;
    };
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn steers(text: &str) -> bool {
    let harmless = |c: char| matches!(c, '\n' | '\r' | '\t');
    text.chars().any(|c| (c.is_control() && !harmless(c)) || c == '\u{202e}')
}

fn hostile() -> TempDir {
    let text = format!(
        "They hope for a peaceful deal the the {STEERING} end of it all came soon . On Friday Mark Ruthte arrived."
    );
    let line = serde_json::json!({ "id": format!("../{STEERING}"), "text": text }).to_string();
    // What JSON need not escape.
    let raw = "{\"id\":\"\u{9b}31m\u{202e}\",\"text\":\"The bridge \u{9b}31m was mended \u{202e} by the town.\"}\n";
    let inputs = folder(&[
        ("l.jsonl", &format!("{line}\n{raw}{{\"id\":\"\u{1b}[31m\" broken\n")),
        ("c.csv", &format!("id,text,{STEERING}\n1,\"{text}\",{STEERING}\n")),
        ("names.csv", &format!("name,kind\nAda{STEERING} Lund,person\n")),
        ("wrong.csv", &format!("name,kind\nAda Lund,per{STEERING}\n")),
        ("header.csv", &format!("{STEERING},kind\n")),
        ("malaprop.toml", "lexicons = [\"no\\u001b[31m.csv\"]\n"),
    ]);
    fs::write(inputs.path().join(format!("{STEERING}.txt")), good(1)).unwrap();
    fs::write(inputs.path().join("plain.txt"), "The the bridge \u{9b}31m was mended \u{202e} by the town .\n").unwrap();
    inputs
}

#[test]
fn nothing_from_documents_or_tables_steers_a_terminal() {
    let inputs = hostile();
    let commands: &[&[&str]] = &[
        &["score", "--isolated", "--format", "jsonl", "-o", "-", "."],
        &["score", "--isolated", "--format", "marot", "-o", "-", "."],
        &["score", "--isolated", "--format", "sarif", "-o", "/dev/stdout", "l.jsonl"],
        &["score", "--isolated", "--format", "html", "-o", "-", "."],
        &["check", "--isolated", "--format", "full", "."],
        &["check", "--isolated", "--format", "concise", "."],
        &["filter", "--isolated", "l.jsonl"],
        &["filter", "--isolated", "c.csv"],
        &["filter", "--isolated", "--format", "dolma", "-o", "-", "l.jsonl"],
        &["explain", "--isolated", "l.jsonl"],
        &["fix", "--isolated", "."],
        &["names", "neighbours", "Lund", "--lexicon", "names.csv"],
        &["names", "import", "--from", "csv", "names.csv"],
        &["names", "compile", "names.csv", "-o", "-"],
        &["score", "plain.txt"],
    ];
    for args in commands {
        let Some(shown) = on_a_terminal(args, inputs.path()) else { return };
        assert!(!shown.is_empty() && !steers(&shown), "{args:?}: {shown:?}");
    }
}

#[test]
fn no_message_holds_an_escape_wherever_it_goes() {
    let inputs = hostile();
    let commands: &[&[&str]] = &[
        &["score", "plain.txt"],
        &["score", "--isolated", "--lexicon", "wrong.csv", "plain.txt"],
        &["score", "--isolated", "--lexicon", "header.csv", "plain.txt"],
        &["names", "check", "wrong.csv"],
        &["filter", "--isolated", "-o", "out/", "."],
        &["explain", STEERING],
        &["rules", STEERING],
        &["filter", "--isolated", "--select-score", STEERING, "plain.txt"],
    ];
    for args in commands {
        let ran = run(malaprop(args).current_dir(inputs.path()));
        assert!(!ran.said.is_empty() && !steers(&ran.said), "{args:?}: {:?}", ran.said);
    }
}

#[test]
fn tables_show_signs_for_characters_that_steer() {
    let inputs = hostile();
    let out = inputs.path().join("run");
    let ran = run(malaprop(&["score", "--isolated", "-q", "-o"]).arg(&out).arg(inputs.path().join("l.jsonl")));
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    for name in ["documents.csv", "findings.csv"] {
        let table = fs::read_to_string(out.join(name)).unwrap();
        assert!(table.contains("␛[31mred") && !table.contains('\u{1b}') && !table.contains('\u{9b}'), "{table}");
    }
}
