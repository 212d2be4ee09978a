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
