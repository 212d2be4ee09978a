//! One run, many threads, parts, a run that was killed and taken up again: the same bytes.

use super::*;
use std::process::Stdio;
use std::time::Duration;

/// Three inputs, one of them packed, one without a last line end, one empty.
fn inputs() -> TempDir {
    let lines = mixed(300);
    folder(&[
        ("in/a.jsonl", lines.as_bytes()),
        ("in/b.jsonl.gz", &gzip(mixed(150).as_bytes())),
        ("in/sub/c.jsonl", lines.trim_end().as_bytes()),
        ("in/sub/c2.jsonl", line("x", &clean("last")).trim_end().as_bytes()),
        ("in/sub/d.jsonl", b""),
    ])
}

#[test]
fn threads_and_parts_change_no_byte() {
    let inputs = inputs();
    let whole = run(filter().args(["-j1", "--annotate"]).arg(inputs.path().join("in"))).ok();
    assert_eq!(whole.account()[0], 751);
    for threads in ["2", "5"] {
        let other = run(filter().args(["--annotate", "-j", threads]).arg(inputs.path().join("in"))).ok();
        assert!(other.out == whole.out, "{threads} threads");
    }
    for count in [2, 3, 7] {
        let (mut parts, mut account) = (Vec::new(), [0; 4]);
        for index in 1..=count {
            let part = run(filter()
                .args(["--annotate", "--shard", &format!("{index}/{count}")])
                .arg(inputs.path().join("in")))
            .ok();
            for (sum, own) in account.iter_mut().zip(part.account()) {
                *sum += own;
            }
            parts.extend(part.out);
        }
        assert_eq!(account, whole.account(), "{count} parts");
        assert!(parts == whole.out, "{count} parts");
    }
}

/// A part that begins with such a line took the rest of the file for one in UTF-16, for a packed one, or for nothing it can read.
#[test]
fn a_line_in_the_middle_says_nothing_of_the_file_whatever_it_begins_with() {
    let mut file = line("first", "The mayor opened the new bridge on Monday.").into_bytes();
    for start in [&b"\xff\xfe"[..], b"\xfe\xff", b"\xff\xfe\0\0", b"{\0\"\0", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd"] {
        file.extend([start, &b"is no document\n"[..]].concat());
        file.extend(line("next", "The mayor closed the old bridge on Tuesday.").into_bytes());
    }
    let inputs = folder(&[("in.jsonl", &file)]);
    let account = |shard: &str| {
        let run = run(filter().args(["-j1", "--shard", shard]).arg(inputs.path().join("in.jsonl")));
        (run.account(), run.out)
    };
    let (whole, kept) = account("1/1");
    assert_eq!(whole, [13, 7, 0, 6]);
    for count in [2, 5, 13, 40] {
        let parts: Vec<_> = (1..=count).map(|index| account(&format!("{index}/{count}"))).collect();
        let sum = |i: usize| parts.iter().map(|(account, _)| account[i]).sum::<u64>();
        assert_eq!([sum(0), sum(1), sum(2), sum(3)], whole, "{count} parts");
        assert!(parts.into_iter().flat_map(|(_, kept)| kept).eq(kept.iter().copied()), "{count} parts");
    }
}

#[test]
fn a_record_that_is_too_long_belongs_to_the_part_in_which_it_begins() {
    let long = line("long", &"word ".repeat(600_000));
    let text = [mixed(100), long.clone(), mixed(50), long, mixed(100)].concat();
    let inputs = folder(&[("in.jsonl", text.as_bytes())]);
    let quarantine = inputs.path().join("broken.jsonl");
    let go = |shard: &str| {
        let ran = run(filter()
            .args(["--max-bytes", "10000", "--shard", shard, "--quarantine"])
            .arg(&quarantine)
            .arg(inputs.path().join("in.jsonl")))
        .ok();
        (ran.account(), ran.out, fs::read(&quarantine).unwrap())
    };
    let (account, out, broken) = go("1/1");
    assert!(account[3] > 2 && broken.len() > 6_000_000);
    for count in [2, 3, 7, 20] {
        let parts: Vec<_> = (1..=count).map(|index| go(&format!("{index}/{count}"))).collect();
        let sum = |i: usize| parts.iter().map(|(account, ..)| account[i]).sum::<u64>();
        assert_eq!([0, 1, 2, 3].map(sum), account, "{count} parts");
        assert!(parts.iter().flat_map(|(_, out, _)| out).eq(&out), "{count} parts");
        assert!(parts.iter().flat_map(|(.., broken)| broken).eq(&broken), "{count} parts");
    }
}

#[test]
fn parts_name_lines_as_the_whole_does() {
    let text: String = (0..50).map(|i| format!("{{\"text\":\"{} {i}\"}}\n", FOREIGN)).collect();
    let inputs = folder(&[("in.jsonl", text.as_bytes())]);
    let attributes = |shard: &str| {
        let out = inputs.path().join("out.jsonl");
        run(filter().args(["--format", "dolma", "--shard", shard, "-o"]).arg(&out).arg(inputs.path().join("in.jsonl")))
            .ok();
        fs::read_to_string(out).unwrap()
    };
    let parts: String = (1..=3).map(|i| attributes(&format!("{i}/3"))).collect();
    assert_eq!(parts, attributes("1/1"));
    assert!(parts.lines().nth(41).unwrap().contains("in.jsonl:42\""));
}

#[test]
fn every_input_has_an_output_and_parts_share_the_work() {
    let inputs = inputs();
    let to = |name: &str, flags: &[&str]| {
        let (out, rejected) = (inputs.path().join(name), inputs.path().join(format!("{name}-rejected/")));
        run(filter().args(flags).arg("-o").arg(&out).arg("--rejected").arg(&rejected).arg(inputs.path().join("in")))
            .ok()
    };
    let whole = to("one", &["-j1"]);
    assert!(whole.said.contains("5 outputs finished"), "{}", whole.said);
    for part in ["1/3", "2/3", "3/3"] {
        to("parts", &["--shard", part]);
    }
    let (one, parts) = (tree(&inputs.path().join("one")), tree(&inputs.path().join("parts")));
    assert_eq!(
        one.keys().map(|k| k.to_str().unwrap()).collect::<Vec<_>>(),
        ["a.jsonl", "b.jsonl.gz", "sub/c.jsonl", "sub/c2.jsonl", "sub/d.jsonl"]
    );
    assert!(one == parts);
    assert!(tree(&inputs.path().join("one-rejected")) == tree(&inputs.path().join("parts-rejected")));
    let again = to("one", &["--resume"]);
    assert_eq!(again.account(), whole.account());
    assert!(again.said.contains("0 outputs finished, 5 finished before"), "{}", again.said);
    let otherwise = to("one", &["--resume", "--reject-below", "10"]);
    assert!(otherwise.said.contains("5 outputs finished, 0 finished before"), "other settings: {}", otherwise.said);
    fs::write(inputs.path().join("in/a.jsonl"), line("x", &clean("new"))).unwrap();
    let changed = to("one", &["--resume", "--reject-below", "10"]);
    assert!(changed.said.contains("1 output finished, 4 finished before"), "another input: {}", changed.said);
}

#[cfg(unix)]
#[test]
fn a_run_that_was_killed_is_taken_up_again() {
    let files: Vec<(String, String)> = (0..12).map(|i| (format!("in/{i:02}.jsonl"), mixed(400 + i))).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(n, t)| (n.as_str(), t.as_bytes())).collect();
    let inputs = folder(&files);
    let whole = run(filter().arg("-o").arg(inputs.path().join("whole")).arg(inputs.path().join("in"))).ok();
    let expected = tree(&inputs.path().join("whole"));
    for (round, signal) in ["-KILL", "-INT", "-TERM"].iter().enumerate() {
        let out = inputs.path().join(format!("out{round}"));
        let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("malaprop"))
            .args(["filter", "--isolated", "-j1", "-o"])
            .arg(&out)
            .arg(inputs.path().join("in"))
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let finished =
            || fs::read_dir(&out).map_or(0, |all| all.flatten().filter(|e| e.path().extension().is_some()).count());
        while finished() < 1 + round && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_millis(1));
        }
        let id = child.id().to_string();
        let _ = std::process::Command::new("kill").args([signal, id.as_str()]).status().unwrap();
        child.wait().unwrap();
        for (name, bytes) in tree(&out).iter().filter(|(name, _)| !name.to_string_lossy().starts_with('.')) {
            assert!(expected[name] == *bytes, "{} is half there after {signal}", name.display());
        }
        let resumed = run(filter().args(["--resume", "-o"]).arg(&out).arg(inputs.path().join("in"))).ok();
        assert_eq!(resumed.account(), whole.account());
        assert!(tree(&out) == expected, "after {signal}");
    }
}

#[cfg(unix)]
#[test]
fn an_interrupted_run_leaves_no_half_file() {
    let inputs = folder(&[("in.jsonl", mixed(30_000).as_bytes())]);
    let out = inputs.path().join("out/kept.jsonl");
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("malaprop"))
        .args(["filter", "--isolated", "-j1", "-o"])
        .arg(&out)
        .arg(inputs.path().join("in.jsonl"))
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    while fs::read_dir(out.parent().unwrap()).map_or(0, Iterator::count) == 0 {
        std::thread::sleep(Duration::from_millis(1));
    }
    assert!(std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(2));
    assert_eq!(fs::read_dir(out.parent().unwrap()).unwrap().count(), 0);
}

#[test]
fn one_output_is_finished_once() {
    let inputs = inputs();
    let out = inputs.path().join("kept.jsonl");
    let go = |flags: &[&str]| run(filter().args(flags).arg("-o").arg(&out).arg(inputs.path().join("in"))).ok();
    let first = go(&["--resume"]);
    let bytes = fs::read(&out).unwrap();
    let second = go(&["--resume"]);
    assert!(second.said.contains("was finished before") && second.account() == first.account(), "{}", second.said);
    fs::remove_file(&out).unwrap();
    assert!(!go(&["--resume"]).said.contains("was finished before") && fs::read(&out).unwrap() == bytes);
}

#[test]
fn a_reader_that_goes_away_ends_the_run_quietly() {
    let inputs = folder(&[("in.jsonl", mixed(20_000).as_bytes())]);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("malaprop"))
        .args(["filter", "--isolated"])
        .arg(inputs.path().join("in.jsonl"))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}
