//! Killed at any moment: what is there is whole, and the next run makes the rest.

use super::*;
use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{RngCore, SeedableRng};
use std::process::Stdio;
use std::time::Duration;

/// Lines with faults among them: broken ones, foreign ones, one that is too long.
fn lines(count: usize, from: usize) -> String {
    (from..from + count)
        .map(|i| match i % 9 {
            4 => format!("{{\"id\":{i}, broken\n"),
            6 => format!("{}\n", serde_json::json!({ "id": i, "text": foreign(i) })),
            8 => format!("{}\n", serde_json::json!({ "id": i, "text": good(i).repeat(40) })),
            _ => format!("{}\n", serde_json::json!({ "id": i, "text": good(i) })),
        })
        .collect()
}

fn filter(input: &Path, out: &Path) -> Command {
    let mut command = malaprop(&["filter", "--isolated", "-j2", "--max-bytes", "2000", "--resume", "-o"]);
    command.arg(out.join("kept/")).arg("--rejected").arg(out.join("rejected/"));
    command.arg("--quarantine").arg(out.join("broken/")).arg(input);
    command
}

fn account(ran: &Ran) -> String {
    ran.said.lines().find(|line| line.contains(" read = ")).unwrap_or_else(|| panic!("{}", ran.said)).to_owned()
}

#[test]
fn fifty_kills_and_resumes_leave_the_bytes_of_a_run_that_nobody_disturbed() {
    let mut files: Vec<(String, String)> = (0..12).map(|i| (format!("in/l{i:02}.jsonl"), lines(60, i * 60))).collect();
    files.extend((0..120).map(|i| (format!("in/texts/{i:03}.txt"), if i % 5 == 3 { foreign(i) } else { good(i) })));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let inputs = folder(&files);
    let input = inputs.path().join("in");
    let whole = inputs.path().join("whole");
    let started = std::time::Instant::now();
    let undisturbed = run(&mut filter(&input, &whole));
    let mut took = u64::try_from(started.elapsed().as_micros()).unwrap();
    assert_eq!(undisturbed.code, Some(0), "{}", undisturbed.said);
    let expected = tree(&whole);
    let mut chance = ChaCha8Rng::seed_from_u64(20261128);
    let (mut kills, mut rounds) = (0, 0);
    while kills < 50 {
        rounds += 1;
        assert!(rounds < 80, "{kills} kills only: the runs are over too soon");
        let out = inputs.path().join(format!("out{rounds}"));
        loop {
            let mut child = filter(&input, &out).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
            std::thread::sleep(Duration::from_micros(chance.next_u64() % took));
            child.kill().unwrap();
            let status = child.wait().unwrap();
            for (name, bytes) in tree(&out) {
                assert!(expected[&name] == bytes, "{} is half there", name.display());
            }
            if status.success() {
                // The next one is met earlier: the machine has less to do than it had.
                took = (took * 3 / 4).max(1000);
                break;
            }
            kills += 1;
            if chance.next_u64() % 4 == 0 {
                break;
            }
        }
        let resumed = run(&mut filter(&input, &out));
        assert_eq!((resumed.code, account(&resumed)), (Some(0), account(&undisturbed)), "{}", resumed.said);
        assert!(tree(&out) == expected, "other bytes after a resume");
    }
}
