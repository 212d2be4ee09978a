//! Plain texts that an earlier run finished are not done again.

use super::*;

fn filter(folder: &Path, flags: &[&str]) -> Ran {
    let mut command = malaprop(&["filter", "--isolated", "-o"]);
    command.arg(folder.join("out/")).args(flags).arg(folder.join("in"));
    let ran = run(&mut command);
    assert_eq!(ran.code, Some(0), "{}", ran.said);
    ran
}

#[test]
fn texts_are_resumed_and_those_that_changed_are_done_again() {
    let inputs = folder(&[
        ("in/a.txt", &good(1)),
        ("in/b.txt", &foreign(2)),
        ("in/sub/c.txt", &good(3)),
        ("in/sub/d.md", &good(4)),
    ]);
    let said = |ran: &Ran, what: &str| assert!(ran.said.contains(what), "{what}: {}", ran.said);
    let first = filter(inputs.path(), &["--resume"]);
    said(&first, "4 read = 3 kept + 1 rejected + 0 failed");
    said(&first, "3 outputs finished, 0 finished before");
    let expected = tree(&inputs.path().join("out"));
    let second = filter(inputs.path(), &["--resume"]);
    said(&second, "4 read = 3 kept + 1 rejected + 0 failed");
    said(&second, "0 outputs finished, 3 finished before");
    assert!(tree(&inputs.path().join("out")) == expected);

    fs::write(inputs.path().join("in/sub/c.txt"), foreign(30)).unwrap();
    fs::write(inputs.path().join("in/b.txt"), good(20)).unwrap();
    fs::remove_file(inputs.path().join("out/a.txt")).unwrap();
    let third = filter(inputs.path(), &["--resume"]);
    said(&third, "4 read = 3 kept + 1 rejected + 0 failed");
    said(&third, "2 outputs finished, 1 finished before");
    let names: Vec<String> = tree(&inputs.path().join("out")).keys().map(|p| p.display().to_string()).collect();
    assert_eq!(names, ["a.txt", "b.txt", "sub/d.md"], "a text that is rejected now has no output any more");

    said(&filter(inputs.path(), &["--resume", "--keep", "publish"]), "0 finished before");
    said(&filter(inputs.path(), &[]), "3 outputs finished, 0 finished before");
}

#[test]
fn parts_that_share_a_folder_are_resumed_by_any_other_partition() {
    let files: Vec<(String, String)> = (0..20).map(|i| (format!("in/{i:02}.txt"), good(i))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let inputs = folder(&files);
    for part in ["1/3", "2/3", "3/3"] {
        filter(inputs.path(), &["--resume", "--shard", part]);
    }
    let again = filter(inputs.path(), &["--resume"]);
    assert!(again.said.contains("0 outputs finished, 20 finished before"), "{}", again.said);
}
