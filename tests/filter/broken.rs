//! Inputs and outputs that fail: a clear error, and complete output or none.

use super::*;
use std::os::unix::fs::PermissionsExt;

#[test]
fn a_packed_input_that_was_cut_short_has_no_output_and_the_others_have_theirs() {
    let text = mixed(2000);
    let zst = zstd::encode_all(text.as_bytes(), 1).unwrap();
    let gz = gzip(text.as_bytes());
    let inputs = folder(&[
        ("in/a.jsonl.gz", &gz[..gz.len() / 2]),
        ("in/b.jsonl.zst", &zst[..zst.len() - 3]),
        ("in/c.jsonl", text.as_bytes()),
        ("in/d.parquet", b"PAR1 and no end"),
    ]);
    let out = inputs.path().join("out");
    let ran = run(filter().arg("-o").arg(&out).arg(inputs.path().join("in")));
    assert_eq!(ran.code, 2, "{}", ran.said);
    assert_eq!(tree(&out).keys().map(|k| k.to_str().unwrap()).collect::<Vec<_>>(), ["c.jsonl"]);
    assert!(
        ran.said.contains("a.jsonl.gz: cannot be unpacked:") && ran.said.contains(": so nothing of it is written"),
        "{}",
        ran.said
    );
    assert!(
        ran.said.contains("b.jsonl.zst: cannot be unpacked:") && ran.said.contains("d.parquet: no Parquet:"),
        "{}",
        ran.said
    );
    let [_, kept, _, failed] = ran.account();
    assert_eq!(
        (kept, failed > 2000 / 7),
        (tree(&out)[Path::new("c.jsonl")].split(|&b| b == b'\n').count() as u64 - 1, true)
    );
    let head = zstd::encode_all(&b"id,text\n1,x\n"[..], 1).unwrap();
    fs::write(inputs.path().join("e.csv.zst"), &head[..head.len() - 3]).unwrap();
    let cut = run(filter().arg(inputs.path().join("e.csv.zst")));
    assert!(cut.code == 2 && cut.said.contains("cannot be unpacked:"), "{}", cut.said);
    let single = inputs.path().join("single.jsonl");
    let ran = run(filter().arg("-o").arg(&single).arg(inputs.path().join("in/a.jsonl.gz")));
    assert!(ran.code == 2 && !single.exists() && ran.said.contains("so nothing is written"), "{}", ran.said);
    ran.account();
}

#[test]
fn members_and_frames_are_read_to_the_last() {
    let parts = [line("a", &clean("old")), line("b", &clean("new"))];
    let gz = [gzip(parts[0].as_bytes()), gzip(parts[1].as_bytes())].concat();
    let zst =
        [zstd::encode_all(parts[0].as_bytes(), 1).unwrap(), zstd::encode_all(parts[1].as_bytes(), 1).unwrap()].concat();
    let inputs = folder(&[("a.jsonl.gz", &gz), ("b.jsonl.zst", &zst), ("c.jsonl", &gz)]);
    let ran = run(filter().arg(inputs.path())).ok();
    assert_eq!(String::from_utf8(ran.out).unwrap(), parts.concat().repeat(3));
    let out = inputs.path().join("packed.jsonl.zst");
    run(filter().arg("-o").arg(&out).arg(inputs.path().join("a.jsonl.gz"))).ok();
    assert_eq!(zstd::decode_all(fs::read(out).unwrap().as_slice()).unwrap(), parts.concat().as_bytes());
}

#[test]
fn a_bomb_is_an_error_for_filter_and_score() {
    let bomb = zstd::encode_all(vec![b'a'; 100 << 20].as_slice(), 1).unwrap();
    let inputs = folder(&[("bomb.jsonl.zst", &bomb), ("text.txt.zst", &bomb)]);
    let ran = run(filter().arg(inputs.path().join("bomb.jsonl.zst")));
    assert!(ran.code == 2 && ran.said.contains("--max-ratio raises the limit"), "{}", ran.said);
    let ran = run(filter().args(["--max-unpacked", "1000"]).arg(inputs.path().join("bomb.jsonl.zst")));
    assert!(ran.code == 2 && ran.said.contains("--max-unpacked raises the limit"), "{}", ran.said);
    let scored =
        run(Command::cargo_bin("malaprop").unwrap().args(["score", "--format", "jsonl", "-q"]).arg(inputs.path()));
    let states: Vec<String> = String::from_utf8(scored.out)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap()["status"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(states, ["malformed", "unreadable", "unreadable"]);
}

#[test]
fn outputs_that_cannot_be_written_are_errors() {
    let inputs = folder(&[("in/a.jsonl", mixed(10).as_bytes())]);
    let input = inputs.path().join("in/a.jsonl");
    let file = inputs.path().join("file");
    fs::write(&file, "kept").unwrap();
    let under = run(filter().arg("-o").arg(file.join("out.jsonl")).arg(&input));
    assert!(under.code == 2 && under.said.contains("file: is no folder"), "{}", under.said);
    let scored =
        Command::cargo_bin("malaprop").unwrap().args(["score", "-q", "-o"]).arg(&file).arg(&input).output().unwrap();
    assert!(scored.status.code() == Some(2) && String::from_utf8_lossy(&scored.stderr).contains("file: is no folder"));
    assert_eq!(fs::read_to_string(&file).unwrap(), "kept");
    let full = run(filter().args(["-o", "/dev/full"]).arg(&input));
    assert!(full.code == 2 && full.said.contains("/dev/full: No space left"), "{}", full.said);
    let inside = run(filter().arg("-o").arg(inputs.path().join("in/out/")).arg(inputs.path().join("in")));
    assert!(inside.code == 2 && inside.said.contains("would be read as an input"), "{}", inside.said);
    let same = run(filter().arg("-o").arg(inputs.path().join("in")).arg(&input));
    assert!(same.code == 2 && same.said.contains("take the place of its input"), "{}", same.said);
    let file = run(filter().arg("-o").arg(inputs.path().join("out/")).args(["--rejected", "r.jsonl"]).arg(&input));
    assert!(file.code == 2 && file.said.contains("name a folder"), "{}", file.said);
    fs::create_dir(inputs.path().join("locked")).unwrap();
    fs::set_permissions(inputs.path().join("locked"), fs::Permissions::from_mode(0o500)).unwrap();
    let locked = run(filter().arg("-o").arg(inputs.path().join("locked/a.jsonl")).arg(&input));
    let root = fs::write(inputs.path().join("locked/x"), b"").is_ok();
    assert!(root || (locked.code == 2 && locked.said.contains("locked")), "{}", locked.said);
    assert_eq!(fs::read(&input).unwrap(), mixed(10).as_bytes());
}

#[test]
fn two_inputs_never_share_an_output_by_chance() {
    let inputs = folder(&[("a/x.jsonl", mixed(10).as_bytes()), ("b/x.jsonl", mixed(10).as_bytes())]);
    let out = inputs.path().join("out");
    let twice =
        run(filter().arg("-o").arg(&out).args([inputs.path().join("a/x.jsonl"), inputs.path().join("b/x.jsonl")]));
    assert!(twice.code == 2 && twice.said.contains("two inputs would be written here"), "{}", twice.said);
    assert!(!out.exists() && !twice.said.contains(" read = "), "it is told before anything is read: {}", twice.said);
    run(filter().arg("-o").arg(&out).arg(inputs.path())).code.eq(&2).then_some(()).unwrap();
    let list = inputs.path().join("list");
    fs::write(&list, format!("{0}/a/x.jsonl\n{0}/b/x.jsonl\n", inputs.path().display())).unwrap();
    let listed = run(filter().arg("-o").arg(&out).arg("--file-list").arg(&list));
    assert!(listed.code == 2 && listed.said.contains("b/x.jsonl is the second") && !out.exists(), "{}", listed.said);
    // Tables without a column of text in folders are no inputs.
    let tables = folder(&[("a/t.csv", b"n\n1\n"), ("b/t.csv", b"n\n2\n"), ("b/y.jsonl", mixed(10).as_bytes())]);
    let folders = ["a", "b"].map(|name| tables.path().join(name));
    run(filter().arg("-o").arg(tables.path().join("out")).args(folders)).ok();
}

#[test]
fn standard_input_is_read_once() {
    for args in [&["-", "-"][..], &["-", "--file-list", "-"]] {
        let output = filter().args(args).write_stdin(line("a", &clean("old"))).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{said}");
        assert!(said.contains("- is named twice"), "{said}");
    }
    let lists = folder(&[("list", b"-\n-\n")]);
    let output = filter()
        .arg("--file-list")
        .arg(lists.path().join("list"))
        .write_stdin(line("a", &clean("old")))
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("2 read = 1 kept + 0 rejected + 1 failed") && said.contains("- is named twice"), "{said}");
}

#[test]
fn inputs_of_two_formats_need_two_outputs() {
    let inputs =
        folder(&[("a.jsonl", line("a", &clean("old")).as_bytes()), ("b.csv", b"id,text\n1,The bridge was mended.\n")]);
    let ran = run(filter().arg(inputs.path()));
    assert!(ran.code == 2 && ran.said.contains("share one output"), "{}", ran.said);
    run(filter().arg("-o").arg(inputs.path().join("../out-of-two")).arg(inputs.path())).ok();
    fs::remove_dir_all(inputs.path().join("../out-of-two")).unwrap();
}

#[cfg(target_os = "linux")]
#[test]
fn a_line_longer_than_memory_passes_in_pieces() {
    use std::io::Write;
    use std::process::Stdio;
    let limited = "ulimit -v 800000; exec \"$0\" filter --isolated -j1 --max-bytes 1000000 -";
    let mut child = std::process::Command::new("bash")
        .args(["-c", limited])
        .arg(assert_cmd::cargo::cargo_bin("malaprop"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut to = child.stdin.take().unwrap();
    let piece = "long ".repeat(200_000);
    to.write_all(b"{\"text\":\"").unwrap();
    (0..1000).for_each(|_| to.write_all(piece.as_bytes()).unwrap());
    to.write_all(format!("\"}}\n{}", line("a", &clean("old"))).as_bytes()).unwrap();
    drop(to);
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("2 read = 1 kept + 0 rejected + 1 failed"), "{said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), line("a", &clean("old")));
}

#[cfg(unix)]
#[test]
fn pipes_are_read_and_links_in_a_circle_are_a_row() {
    let inputs = folder(&[("in/a.jsonl", line("a", &clean("old")).as_bytes())]);
    let pipe = inputs.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let (from, to) = (inputs.path().join("in/a.jsonl"), pipe.clone());
    let writer = std::thread::spawn(move || fs::write(to, fs::read(from).unwrap()).unwrap());
    let ran = run(filter().args(["--input-format", "jsonl"]).arg(&pipe)).ok();
    writer.join().unwrap();
    assert_eq!(ran.account(), [1, 1, 0, 0]);
    std::os::unix::fs::symlink(inputs.path().join("in"), inputs.path().join("in/again")).unwrap();
    let ran = run(filter().arg(inputs.path().join("in"))).ok();
    assert!(ran.account() == [2, 1, 0, 1] && ran.said.contains("a link back to"), "{}", ran.said);
}
