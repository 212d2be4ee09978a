//! Disks that are full and folders that are closed.

use super::*;

/// A disk of half a megabyte, which ends with this value; nothing where the system lets nobody mount one.
struct SmallDisk(TempDir);

impl SmallDisk {
    fn new() -> Option<Self> {
        let place = TempDir::new().unwrap();
        let mounted =
            Command::new("mount").args(["-t", "tmpfs", "-o", "size=512k", "tmpfs"]).arg(place.path()).output();
        if mounted.is_ok_and(|output| output.status.success()) {
            return Some(Self(place));
        }
        eprintln!("skipped: a small disk can be mounted by root alone");
        None
    }

    fn is_empty(&self) -> bool {
        tree(self.0.path()).is_empty()
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

/// A thousand documents with findings.
fn many() -> TempDir {
    let one = |i: usize| {
        let text =
            format!("{} The archers took an aim at the the tower . On Friday Mark Ruthte arrived.", good(i).repeat(8));
        format!("{}\n", serde_json::json!({ "id": i, "text": text }))
    };
    folder(&[("in.jsonl", &(0..1000).map(one).collect::<String>())])
}

#[test]
fn a_full_disk_is_an_error_of_every_report_and_leaves_none() {
    let Some(disk) = SmallDisk::new() else { return };
    let inputs = many();
    for format in ["csv", "jsonl", "xlsx", "html", "sarif", "marot", "text"] {
        let out = disk.0.path().join(if format == "csv" { "run".to_owned() } else { format!("report.{format}") });
        let ran = run(malaprop(&["score", "--isolated", "-q", "--format", format, "-o"]).arg(&out).arg(inputs.path()));
        assert!(ran.code == Some(2) && ran.said.contains("No space left"), "{format}: {}", ran.said);
        assert!(!ran.said.contains("Os {") && !ran.said.contains("unwrap"), "Rust's words: {}", ran.said);
        assert!(disk.is_empty(), "{format} leaves a file");
    }
}

#[test]
fn a_full_disk_is_an_error_of_filter_and_fix_and_no_text_is_lost() {
    let Some(disk) = SmallDisk::new() else { return };
    let inputs = many();
    for out in ["kept.jsonl", "kept/"] {
        let ran = run(malaprop(&["filter", "--isolated", "-q", "-o"]).arg(disk.0.path().join(out)).arg(inputs.path()));
        assert!(ran.code == Some(2) && ran.said.contains("No space left"), "{out}: {}", ran.said);
        assert!(disk.is_empty(), "{out} leaves a file");
    }
    let text = format!("The the bridge of the the town . {}", good(1).repeat(60));
    for i in 0..100 {
        let written = fs::write(disk.0.path().join(format!("{i:02}.txt")), &text);
        if written.is_err() {
            fs::remove_file(disk.0.path().join(format!("{i:02}.txt"))).unwrap();
            break;
        }
    }
    let before = tree(disk.0.path());
    let ran = run(malaprop(&["fix", "--isolated", "-q", "--write"]).arg(disk.0.path()));
    assert!(ran.code == Some(2) && ran.said.contains("No space left"), "{}", ran.said);
    let after = tree(disk.0.path());
    for (name, bytes) in before {
        let kept = after.get(&PathBuf::from(format!("{}.orig", name.display()))).unwrap_or(&after[&name]);
        assert!(*kept == bytes, "{} is lost", name.display());
    }
}

#[test]
fn a_full_standard_output_is_an_error_of_every_command() {
    let inputs = folder(&[("a.txt", "The the bridge . On Friday Mark Ruthte arrived in Brussels.\n")]);
    let file = inputs.path().join("a.txt");
    for command in ["score --format jsonl -o -", "score --format xlsx -o -", "check", "filter", "fix", "explain"] {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let args: Vec<&str> = command.split(' ').collect();
        let mut command = malaprop(&args[..1]);
        let ran = run(command.arg("--isolated").args(&args[1..]).arg(&file).stdout(full));
        assert!(ran.code == Some(2) && ran.said.contains("No space left"), "{args:?}: {}", ran.said);
    }
}

#[test]
fn what_is_only_printed_is_an_error_too_where_it_goes_nowhere() {
    let commands =
        ["help", "--help", "--version", "score --help", "rules", "schema", "man", "completions bash", "explain NAM101"];
    for command in commands {
        let full = fs::File::options().write(true).open("/dev/full").unwrap();
        let args: Vec<&str> = command.split(' ').collect();
        let ran = run(malaprop(&args).stdout(full));
        assert!(ran.code == Some(2) && ran.said.contains("No space left"), "{args:?}: {}", ran.said);
    }
    // A wrong command line is one whoever hears of it, and a reader who has enough is none.
    assert_eq!(run(&mut malaprop(&["nonsense"])).code, Some(2));
    let script = "set -o pipefail; \"$0\" rules --markdown | head -1 && \"$0\" help > /dev/null";
    let program = assert_cmd::cargo::cargo_bin("malaprop");
    assert_eq!(run(Command::new("bash").args(["-c", script]).arg(program)).code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_closed_standard_output_takes_nothing_and_that_is_told() {
    let inputs = folder(&[("a.txt", "The the bridge . On Friday Mark Ruthte arrived in Brussels.\n")]);
    let script = "exec \"$@\" >&-";
    for command in [
        "score --format jsonl -o - a.txt",
        "check a.txt",
        "filter a.txt",
        "fix a.txt",
        "explain a.txt",
        "rules",
        "help",
    ] {
        let mut shell = Command::new("bash");
        shell.args(["-c", script, "bash"]).arg(assert_cmd::cargo::cargo_bin("malaprop")).args(command.split(' '));
        let ran = run(shell.current_dir(inputs.path()));
        assert!(ran.code == Some(2) && ran.said.contains("standard output: it is closed"), "{command}: {}", ran.said);
    }
    let mut shell = Command::new("bash");
    shell
        .args(["-c", script, "bash"])
        .arg(assert_cmd::cargo::cargo_bin("malaprop"))
        .args(["score", "-q", "-o", "run", "a.txt"]);
    assert_eq!(run(shell.current_dir(inputs.path())).code, Some(0), "a report in a folder needs none");
    assert_eq!(
        run(malaprop(&["check", "--exit-zero"]).arg(inputs.path().join("a.txt")).stdout(std::process::Stdio::null()))
            .code,
        Some(0)
    );
}

#[test]
fn a_folder_where_a_report_should_be_is_an_error_before_the_work() {
    let inputs = folder(&[("a.txt", &good(1)), ("run/documents.csv/x", ""), ("report.jsonl/x", "")]);
    let ran =
        run(malaprop(&["score", "--isolated", "-o"]).arg(inputs.path().join("run")).arg(inputs.path().join("a.txt")));
    assert!(ran.code == Some(2) && ran.said.contains("documents.csv: is a folder"), "{}", ran.said);
    assert!(!inputs.path().join("run/findings.csv").exists(), "one of two tables is there");
    let mut command = malaprop(&["score", "--isolated", "--format", "jsonl", "-o"]);
    let ran = run(command.arg(inputs.path().join("report.jsonl")).arg(inputs.path().join("a.txt")));
    assert!(ran.code == Some(2) && ran.said.contains("report.jsonl: is a folder"), "{}", ran.said);
}

#[test]
fn what_fix_cannot_read_is_told() {
    let inputs = folder(&[("a.txt", "The the bridge.\n")]);
    std::os::unix::fs::symlink("nowhere.txt", inputs.path().join("b.txt")).unwrap();
    let ran = run(malaprop(&["fix", "--isolated"]).arg(inputs.path()));
    assert!(ran.said.contains("b.txt: unreadable: "), "{}", ran.said);
}

#[test]
fn a_file_longer_than_the_process_may_write_is_an_error_and_leaves_none() {
    let (inputs, out) = (many(), TempDir::new().unwrap());
    let limited = "ulimit -f 8; exec \"$@\"";
    for (command, name) in [("filter", "kept.jsonl"), ("filter", "kept/"), ("score", "run"), ("score", "run.xlsx")] {
        let format: &[&str] = if name.ends_with("xlsx") { &["--format", "xlsx"] } else { &[] };
        let program = malaprop(&[]);
        let mut shell = Command::new("bash");
        shell.args(["-c", limited, "bash"]).arg(program.get_program()).args([command, "--isolated", "-q"]).args(format);
        let ran = run(shell.arg("-o").arg(out.path().join(name)).arg(inputs.path()));
        assert!(ran.code == Some(2) && ran.said.contains("File too large"), "{command} {name}: {}", ran.said);
        let left = run(Command::new("find").arg(out.path()).args(["-type", "f"])).out;
        assert!(left.is_empty(), "{command} {name} leaves {left}");
    }
}
