//! `--select-score`.

use super::*;

#[test]
fn an_expression_decides_as_the_scores_of_the_report_say() {
    let input = [line("a", &clean("old")), line("b", FAULTY), line("c", FOREIGN), line("d", "Short.")].concat();
    let inputs = folder(&[("in.jsonl", input.as_bytes())]);
    let report = Command::cargo_bin("malaprop")
        .unwrap()
        .args(["score", "-q", "--isolated", "--format", "jsonl", "-o", "-"])
        .arg(inputs.path().join("in.jsonl"))
        .output()
        .unwrap()
        .stdout;
    let mut expected = 0;
    for line in String::from_utf8(report).unwrap().lines() {
        let record: serde_json::Value = serde_json::from_str(line).unwrap();
        expected += u64::from(record["score"].as_f64().unwrap() >= 80.0 && record["words"].as_u64().unwrap() > 5);
    }
    let ran = lines(input.as_bytes(), &["--select-score", "score >= 80 and words > 5"]).ok();
    assert_eq!(ran.account(), [4, expected, 4 - expected, 0]);
    assert!(expected > 0 && expected < 4);
}

#[test]
fn a_fault_is_told_with_its_column_before_anything_is_read() {
    let ran = lines(b"", &["--select-score", "score >= high"]);
    assert_eq!(ran.code, 2);
    assert!(ran.said.contains("--select-score: column 10: `high` where a number is wanted"), "{}", ran.said);
}
