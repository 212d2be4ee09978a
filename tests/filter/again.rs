//! A second run into the same folders, and outputs that would take something away.

use super::*;

fn names(folder: &Path) -> Vec<String> {
    if !folder.exists() {
        return Vec::new();
    }
    tree(folder).keys().map(|path| path.display().to_string()).collect()
}

fn into(inputs: &TempDir, flags: &[&str]) -> Ran {
    let path = |name: &str| inputs.path().join(name);
    run(filter()
        .arg("-o")
        .arg(path("k/"))
        .arg("--rejected")
        .arg(path("r/"))
        .arg("--quarantine")
        .arg(path("q/"))
        .args(flags)
        .arg(path("in")))
    .ok()
}

#[test]
fn a_text_lies_where_the_last_run_put_it_and_nowhere_else() {
    let (one, two) = (clean("north"), clean("south"));
    let inputs = folder(&[("in/a.txt", one.as_bytes()), ("in/b.txt", two.as_bytes())]);
    let [kept, rejected] = ["k", "r"].map(|name| inputs.path().join(name));
    for flags in [&[][..], &["--resume"]] {
        let strict = [flags, &["--select-score", "words > 100"]].concat();
        let annotated = [flags, &["--annotate"]].concat();
        into(&inputs, flags);
        assert_eq!((names(&kept), names(&rejected)), (vec!["a.txt".into(), "b.txt".into()], vec![]));
        assert_eq!(into(&inputs, &strict).account(), [2, 0, 2, 0]);
        assert_eq!((names(&kept), names(&rejected)), (vec![], vec!["a.txt.jsonl".into(), "b.txt.jsonl".into()]));
        into(&inputs, &annotated);
        assert_eq!((names(&kept), names(&rejected)), (vec!["a.txt.jsonl".into(), "b.txt.jsonl".into()], vec![]));
    }
    into(&inputs, &[]);
    fs::write(inputs.path().join("in/a.txt"), b"").unwrap();
    into(&inputs, &[]);
    assert_eq!(names(&kept), ["b.txt"], "an empty text is rejected");
}

#[test]
fn what_malaprop_did_not_write_stays() {
    let inputs = folder(&[("in/a.txt", clean("north").as_bytes()), ("k/a.txt", b"mine"), ("r/a.txt.jsonl", b"mine")]);
    into(&inputs, &["--select-score", "words > 100"]);
    assert_eq!(fs::read(inputs.path().join("k/a.txt")).unwrap(), b"mine");
    // Receipts of records are none of texts.
    let (text, record) = (clean("north"), line("a", &clean("south")));
    let other = folder(&[("in/a.jsonl", record.as_bytes()), ("in/b.txt", text.as_bytes()), ("r/b.txt.jsonl", b"mine")]);
    into(&other, &[]);
    assert_eq!(fs::read(other.path().join("r/b.txt.jsonl")).unwrap(), b"mine");
}

#[test]
fn a_record_of_another_name_is_not_taken_for_one_that_was_left() {
    let (text, record) = (clean("north"), line("a", &clean("south")));
    let inputs = folder(&[("in/a.txt", text.as_bytes()), ("in/a.txt.jsonl", record.as_bytes())]);
    into(&inputs, &[]);
    assert_eq!(names(&inputs.path().join("k")), ["a.txt", "a.txt.jsonl"]);
    fs::write(inputs.path().join("in/a.txt"), clean("east")).unwrap();
    let second = into(&inputs, &["--resume"]);
    assert_eq!(names(&inputs.path().join("k")), ["a.txt", "a.txt.jsonl"], "{}", second.said);
}

#[test]
fn a_quarantine_of_an_earlier_run_goes_where_nothing_is_broken_any_more() {
    let inputs = folder(&[("in/a.jsonl", b"{broken\n")]);
    into(&inputs, &[]);
    assert_eq!(names(&inputs.path().join("q")), ["a.jsonl", "a.jsonl.why"]);
    fs::write(inputs.path().join("in/a.jsonl"), line("a", &clean("north"))).unwrap();
    into(&inputs, &[]);
    assert_eq!(names(&inputs.path().join("q")), [""; 0]);
}

#[test]
fn what_is_not_as_it_was_written_is_not_finished() {
    let lines = mixed(30);
    let inputs = folder(&[("in/a.jsonl", lines.as_bytes()), ("in/b.txt", clean("north").as_bytes())]);
    into(&inputs, &[]);
    let whole = tree(inputs.path());
    for lost in ["r/a.jsonl", "q/a.jsonl", "q/a.jsonl.why", "k/a.jsonl", "k/b.txt"] {
        for harm in ["removed", "emptied"] {
            let path = inputs.path().join(lost);
            if harm == "removed" {
                fs::remove_file(path).unwrap()
            } else {
                fs::write(path, b"").unwrap()
            }
            let again = into(&inputs, &["--resume"]);
            assert!(again.said.contains("finished, 1 finished before"), "{lost} {harm}: {}", again.said);
            assert!(tree(inputs.path()) == whole, "{lost} {harm}");
        }
    }
    assert!(into(&inputs, &["--resume"]).said.contains("0 outputs finished, 2 finished before"));
}

#[test]
fn outputs_that_are_one_file_or_an_input_are_refused_by_whatever_name() {
    let text = line("a", &clean("north")) + &line("b", "");
    let inputs = folder(&[("in.jsonl", text.as_bytes()), ("d/x.jsonl", text.as_bytes())]);
    #[cfg(unix)]
    std::os::unix::fs::symlink(inputs.path().join("d"), inputs.path().join("link")).unwrap();
    let before = tree(inputs.path());
    for (flags, told) in [
        (&["in.jsonl", "-o", "k.jsonl", "--rejected", "./k.jsonl"][..], "--rejected ./k.jsonl: -o writes there"),
        (&["in.jsonl", "-o", "k.jsonl", "--quarantine", "d/../k.jsonl"], "-o writes there"),
        (&["in.jsonl", "-o", "d/k.jsonl", "--rejected", "link/k.jsonl"], "-o writes there"),
        (&["in.jsonl", "-o", "q.jsonl.why", "--quarantine", "q.jsonl"], "-o writes there"),
        (
            &["in.jsonl", "-o", "k.jsonl", "--rejected", "r.jsonl", "--quarantine", "./r.jsonl"],
            "--rejected writes there",
        ),
        (&["in.jsonl", "-o", "o/", "--rejected", "./o/"], "-o writes there"),
        (&["in.jsonl", "-o", "d/new/k.jsonl", "--rejected", "link/new/k.jsonl"], "-o writes there"),
        (&["d", "-o", "link/new/"], "it lies in d, and would be read as an input"),
        (&["in.jsonl", "-o", "k.jsonl", "--rejected", "./in.jsonl"], "it is an input"),
        (&["in.jsonl", "-o", "k.jsonl", "--quarantine", "link/../in.jsonl"], "it is an input"),
        (&["d", "-o", "link/k.jsonl"], "it lies in d, and would be read as an input"),
    ] {
        let ran = run(filter().current_dir(inputs.path()).args(flags));
        assert_eq!(ran.code, 2, "{flags:?}: {}", ran.said);
        assert!(ran.said.contains(told), "{flags:?}: {}", ran.said);
        assert!(tree(inputs.path()) == before, "{flags:?}");
    }
    let ran =
        run(filter().current_dir(inputs.path()).args(["in.jsonl", "-o", "in.jsonl", "--rejected", "/dev/null"])).ok();
    assert_eq!(ran.account(), [2, 1, 1, 0]);
    assert_eq!(fs::read_to_string(inputs.path().join("in.jsonl")).unwrap(), line("a", &clean("north")));
}

#[test]
fn a_report_takes_no_document_away() {
    let inputs = folder(&[("d/a.jsonl", line("a", &clean("north")).as_bytes()), ("b.txt", clean("south").as_bytes())]);
    let before = tree(inputs.path());
    for (flags, told) in [
        (["score", "d", "--format", "html", "-o", "d/x.html"], "it lies in d"),
        (["score", "d", "--format", "jsonl", "-o", "./d/a.jsonl"], "it lies in d"),
        (["score", "b.txt", "--format", "html", "-o", "./b.txt"], "it is an input"),
        (["check", "b.txt", "--format", "jsonl", "-o", "d/../b.txt"], "it is an input"),
    ] {
        let mut command = Command::cargo_bin("malaprop").unwrap();
        let ran = run(command.current_dir(inputs.path()).args(flags));
        assert_eq!((ran.code, ran.said.contains(told)), (2, true), "{flags:?}: {}", ran.said);
        assert!(tree(inputs.path()) == before, "{flags:?}");
    }
}
