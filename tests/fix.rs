//! Suggestions written into texts.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[allow(dead_code, reason = "the laws of other tests")]
mod laws;

use assert_cmd::Command;
use laws::fixing::{everything, fixed};
use malaprop::fix::Wanted;
use malaprop::rule::Removal;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("Mark Ruthte’s "),
        Just("MARK RUTHTE "),
        Just("the the the "),
        Just("full -scale "),
        Just("Russia‘s “"),
        Just("â€™ Ã©"),
        Just("&amp;amp; &lt;b&gt; <br>"),
        Just("took an aim , "),
        Just("Moscоw "),
        Just("They did n't go.The end.. "),
        Just("\nAdvertisement\n"),
        Just("\r\n\r\nYou may also like\r\n"),
        Just("Two ships with corn left the harbour of Melvik on Friday morning at six. "),
        Just("„Windsbraut“ ( so long ) 17.05.1998 "),
        Just(" "),
        Just("\n"),
        Just("a hour can not "),
    ]
    .prop_map(str::to_owned);
    let piece = prop_oneof![9 => piece, 1 => "\\PC{0,8}"];
    proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn fixing_twice_changes_nothing_more(text in text()) {
        laws::fixing::fixed_for_good(text.as_bytes());
    }

    #[test]
    fn edits_keep_apart_and_touch_nothing_else(text in text()) {
        laws::fixing::apart(&text, &everything());
    }
}

#[test]
fn case_and_possessive_are_kept() {
    let safe = Wanted { rewording: false, confidence: 0.5, removals: Vec::new() };
    let text = "On Friday Mark Ruthte spoke.\n\nMARK RUTHTE’S PLANE landed at noon, and Mark Ruthte’s staff left.\n";
    assert_eq!(
        fixed(text, &safe),
        "On Friday Mark Rutte spoke.\n\nMARK RUTTE’S PLANE landed at noon, and Mark Rutte’s staff left.\n"
    );
}

#[test]
fn a_page_of_nothing_but_furniture_around_a_line_is_cleared_in_one_go() {
    let wanted = Wanted { rewording: false, confidence: 0.9, removals: vec![Removal::Furniture] };
    let text = format!("{}The vote was close.\n\n{}", "Advertisement\n\n".repeat(300), "Advertisement\n".repeat(300));
    assert_eq!(fixed(&text, &wanted), "The vote was close.\n\n");
    // A page without a story is not emptied.
    assert!(fixed("Advertisement\n\nAdvertisement\n", &wanted).contains("Advertisement"));
}

fn malaprop(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("malaprop").unwrap();
    command.current_dir(folder).env("NO_COLOR", "1").env_remove("MALAPROP_CONFIG");
    command
}

fn output(command: &mut Command, code: i32) -> (String, String) {
    let run = command.assert().code(code);
    let output = run.get_output();
    (String::from_utf8_lossy(&output.stdout).into_owned(), String::from_utf8_lossy(&output.stderr).into_owned())
}

const TEXT: &str =
    "The boats met near Moscow , and the storm ended.\r\nA hour later nobody ’s there &amp; all slept.\r\n";

#[test]
fn a_folder_comes_to_rest_and_the_diff_is_what_write_does() {
    let folder = TempDir::new().unwrap();
    let copy = |to: &str| {
        fs::create_dir(folder.path().join(to)).unwrap();
        for name in ["mt", "structure"] {
            for entry in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)).unwrap() {
                let path = entry.unwrap().path();
                if path.extension().is_some_and(|e| e == "txt") {
                    fs::copy(&path, folder.path().join(to).join(path.file_name().unwrap())).unwrap();
                }
            }
        }
    };
    copy("a");
    copy("b");
    let flags = ["--isolated", "--unsafe", "--confidence", "0.5", "--remove", "furniture,repeats"];
    let (diff, _) = output(malaprop(&folder.path().join("a")).arg("fix").args(flags).arg("."), 0);
    assert!(diff.matches("\n--- a/").count() > 20);
    let (nothing, said) = output(malaprop(&folder.path().join("b")).args(["fix", "--write", "."]).args(flags), 0);
    assert!(nothing.is_empty() && said.contains("edits made in"), "{said}");
    let (again, said) = output(malaprop(&folder.path().join("b")).args(["fix", "."]).args(flags), 0);
    assert!(again.is_empty() && said.starts_with("0 edits would be made"), "{said}\n{again}");
    let mut patch = std::process::Command::new("patch");
    patch.args(["-p1", "--binary", "-s", "--no-backup-if-mismatch"]).current_dir(folder.path().join("a"));
    patch.stdin(std::process::Stdio::piped());
    let Ok(mut running) = patch.spawn() else { return };
    std::io::Write::write_all(&mut running.stdin.take().unwrap(), diff.as_bytes()).unwrap();
    assert!(running.wait().unwrap().success());
    for entry in fs::read_dir(folder.path().join("a")).unwrap() {
        let name = entry.unwrap().file_name();
        let of = |folder_name: &str| fs::read(folder.path().join(folder_name).join(&name)).unwrap();
        assert!(of("a") == of("b"), "{}", name.display());
    }
}

#[test]
fn files_keep_encoding_line_ends_permissions_and_a_backup() {
    let folder = TempDir::new().unwrap();
    let mended = "The boats met near Moscow, and the storm ended.\r\nAn hour later nobody’s there & all slept.\r\n";
    let utf16 = |text: &str| format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let windows = |text: &str| encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let files = [
        ("utf8.txt", TEXT.as_bytes().to_vec(), mended.as_bytes().to_vec()),
        ("utf16.txt", utf16(TEXT), utf16(mended)),
        ("windows.txt", windows(TEXT), windows(mended)),
    ];
    for (name, before, _) in &files {
        fs::write(folder.path().join(name), before).unwrap();
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(folder.path().join("utf8.txt"), fs::Permissions::from_mode(0o640)).unwrap();
        std::os::unix::fs::symlink("utf8.txt", folder.path().join("link")).unwrap();
    }
    output(malaprop(folder.path()).args(["fix", "--write", "."]), 0);
    for (name, before, after) in &files {
        assert_eq!(
            String::from_utf8_lossy(&fs::read(folder.path().join(name)).unwrap()),
            String::from_utf8_lossy(after)
        );
        assert_eq!(&fs::read(folder.path().join(format!("{name}.orig"))).unwrap(), before, "{name}");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        for name in ["utf8.txt", "utf8.txt.orig"] {
            let mode = fs::metadata(folder.path().join(name)).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o640, "{name}");
        }
        fs::write(folder.path().join("utf8.txt"), TEXT).unwrap();
        output(malaprop(folder.path()).args(["fix", "--write", "--backup", ".old", "link"]), 0);
        assert!(fs::symlink_metadata(folder.path().join("link")).unwrap().is_symlink());
        assert_eq!(fs::read_to_string(folder.path().join("utf8.txt")).unwrap(), mended);
    }
}

#[test]
fn nothing_is_written_where_something_stands_in_the_way() {
    let folder = TempDir::new().unwrap();
    let fails = |files: &[(&str, &[u8])], args: &[&str], with: &str| {
        for (name, bytes) in files {
            fs::write(folder.path().join(name), bytes).unwrap();
        }
        let (_, said) = output(malaprop(folder.path()).args(["fix", "--write"]).args(args), 2);
        assert!(said.contains(with), "{said}");
        for (name, bytes) in files {
            assert_eq!(&fs::read(folder.path().join(name)).unwrap(), bytes, "{name}");
        }
    };
    let text = TEXT.as_bytes();
    fails(
        &[("a.txt", text), ("b.txt", text), ("b.txt.orig", b"mine")],
        &["a.txt", "b.txt"],
        "b.txt.orig: is there already",
    );
    // Windows-1252 has no `č`, which the house writes.
    let style = "[[style]]\nwrite = \"Petr Novák-Čech\"\ninstead_of = [\"Petr Novak\"]\n";
    let windows = b"Petr Novak met the caf\xe9 owner in Malm\xf6, the na\xefve guest said.\n";
    fails(&[("malaprop.toml", style.as_bytes()), ("w.txt", windows)], &["w.txt", "--select", "NAM112"], "has no `Č`");
    let html = b"<p>The boats met near Moscow , and the storm ended.</p>";
    fails(&[("c.html", html), ("a.txt", text)], &["a.txt", "c.html"], "only plain text can be written back");
    fails(&[("d.jsonl", b"{\"text\":\"They met near Moscow , and left.\"}\n")], &["d.jsonl"], "only plain text");
    fails(&[("a.txt", text)], &["a.txt", "--backup", "../x"], "no ending");
    assert!(!folder.path().join("a.txt.orig").exists());

    // In a folder such files are passed over, and the others mended.
    let (diff, said) = output(malaprop(folder.path()).args(["fix", "--isolated", "."]), 0);
    assert!(diff.contains("+++ b/a.txt") && said.contains("2 files left alone"), "{said}");
}

#[test]
fn standard_input_goes_through() {
    let folder = TempDir::new().unwrap();
    let through = |text: &str| {
        let run = malaprop(folder.path()).args(["fix", "--write", "-q", "-"]).write_stdin(text).assert().success();
        String::from_utf8(run.get_output().stdout.clone()).unwrap()
    };
    assert!(through(TEXT).starts_with("The boats met near Moscow, and"));
    assert_eq!(through("All is well here.\n"), "All is well here.\n");
    let run = malaprop(folder.path()).args(["fix", "-"]).write_stdin(TEXT).assert().success();
    assert!(String::from_utf8_lossy(&run.get_output().stdout).starts_with("--- a/-\n+++ b/-\n@@ -1,2 +1,2 @@\n"));
}

#[test]
fn what_is_not_safe_sure_or_wanted_stays() {
    let folder = TempDir::new().unwrap();
    let text = "The archers took an aim at the tower. Mark Ruthte spoke of the the bridge.\n\nAdvertisement\n\nA recount began.\n";
    fs::write(folder.path().join("a.txt"), text).unwrap();
    let lines = |flags: &[&str]| {
        let (diff, _) = output(malaprop(folder.path()).args(["fix", "a.txt", "--isolated"]).args(flags), 0);
        diff.lines()
            .filter(|l| l.starts_with(['+', '-']) && !l.starts_with("+++") && !l.starts_with("---"))
            .map(str::to_owned)
            .collect::<Vec<_>>()
            .join("|")
    };
    assert!(lines(&["--unsafe", "--confidence", "0.8"]).contains("+The archers took aim at the tower."));
    let safe = lines(&["--confidence", "0.5"]);
    assert!(safe.contains("+The archers took an aim at the tower. Mark Rutte spoke of the bridge."), "{safe}");
    assert_eq!(lines(&["--confidence", "1"]), "");
    let removed = lines(&["--select", "STR502", "--remove", "furniture"]);
    assert_eq!(removed, "-Advertisement|-");
    assert_eq!(lines(&["--select", "STR502", "--remove", "repeats"]), "");
    // What somebody rejected is not written.
    let (out, _) = output(malaprop(folder.path()).args(["score", "-q", "--format", "jsonl", "a.txt"]), 0);
    let record: serde_json::Value = serde_json::from_str(&out).unwrap();
    let rows: String = record["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| format!("{}\n", f["fingerprint"].as_str().unwrap()))
        .collect();
    fs::write(folder.path().join("rejected.csv"), format!("fingerprint\n{rows}")).unwrap();
    assert_eq!(lines(&["--suppressions", "rejected.csv", "--confidence", "0", "--unsafe"]), "");
}
