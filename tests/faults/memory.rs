//! Memory that the system refuses.

use super::*;

#[cfg(target_os = "linux")]
#[test]
fn where_memory_ends_the_run_ends_with_an_error_and_without_output() {
    // A document takes about 35 times its 20 MB of text.
    let line = |times: usize| format!("{}\n", serde_json::json!({ "text": good(1).repeat(times) }));
    let inputs = folder(&[("in.jsonl", &line(250_000)), ("small.jsonl", &line(1))]);
    let out = inputs.path().join("out/kept.jsonl");
    let limited = "ulimit -v 250000; exec \"$0\" filter --isolated -j1 -o \"$1\" \"$2\"";
    let mut command = Command::new("bash");
    command.env_remove("RUST_BACKTRACE");
    command
        .args(["-c", limited])
        .arg(assert_cmd::cargo::cargo_bin("malaprop"))
        .arg(&out)
        .arg(inputs.path().join("in.jsonl"));
    let ran = run(&mut command);
    assert_eq!(ran.code, Some(2), "{}", ran.said);
    assert!(ran.said.contains("memory allocation of"), "{}", ran.said);
    assert!(tree(&inputs.path().join("out")).is_empty());
    let again = run(malaprop(&["filter", "--isolated", "-o"]).arg(&out).arg(inputs.path().join("small.jsonl")));
    assert_eq!(again.code, Some(0), "{}", again.said);
    let left: Vec<_> = fs::read_dir(inputs.path().join("out")).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left, ["kept.jsonl"], "what the first run left is removed");
}

#[cfg(target_os = "linux")]
#[test]
fn a_finding_at_every_letter_takes_no_more_memory_than_the_findings() {
    let inputs = folder(&[("a.txt", &"\u{fffd}".repeat(200_000))]);
    let mut command = malaprop(&["score", "--isolated", "-q", "-j1", "--format", "jsonl", "-o"]);
    let out = inputs.path().join("out.jsonl");
    let mut child = command.arg(&out).arg(inputs.path().join("a.txt")).spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut most = 0_u64;
    let ended = loop {
        // The most it had so far, in kB.
        let text = fs::read_to_string(&status).unwrap_or_default();
        let peak = text.lines().find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?.parse().ok());
        most = most.max(peak.unwrap_or(0));
        match child.try_wait().unwrap() {
            Some(ended) => break ended,
            None => std::thread::sleep(std::time::Duration::from_millis(5)),
        }
    };
    assert!(ended.success() && fs::metadata(&out).unwrap().len() > 100_000_000);
    // 150 MB as measured; records of all findings before the first was written took 250 MB more.
    assert!((50_000..250_000).contains(&most), "{most} kB");
}

#[test]
fn a_line_without_end_of_a_report_or_of_labelled_documents_is_a_fault_with_its_place() {
    let inputs = folder(&[]);
    let of = |name: &str| inputs.path().join(name);
    for name in ["a.jsonl", "a.tsv"] {
        // Holes: the disk has none of these two gigabytes.
        fs::File::create(of(name)).unwrap().set_len(2 << 30).unwrap();
    }
    let runs: [(&[&str], &str); 4] = [
        (&["compare", "a.jsonl", "a.jsonl"], "a.jsonl"),
        (&["eval", "a.jsonl"], "a.jsonl"),
        (&["eval", "a.tsv"], "a.tsv"),
        (&["phrases", "train", "--data", "a.jsonl", "-o", "model.bin"], "a.jsonl"),
    ];
    for (arguments, name) in runs {
        let ran = run(malaprop(arguments).current_dir(inputs.path()));
        assert_eq!(ran.code, Some(2), "{}", ran.said);
        assert!(ran.said.contains(&format!("{name}:1:1: a line of more than 268435456 bytes")), "{}", ran.said);
    }
}
