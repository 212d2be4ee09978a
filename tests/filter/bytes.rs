//! Kept lines are the bytes that came.

use super::*;

#[test]
fn kept_lines_keep_every_byte() {
    let text = clean("old");
    let kept = [
        format!("{{\"text\":\"{text}\"}}\n"),
        format!("  {{ \"text\" :\t\"{text}\" , \"id\":\"a\" }}  \r\n"),
        format!("{{\"id\":\"a\",\"id\":\"b\",\"text\":\"gone\",\"text\":\"{text}\"}}\n"),
        format!(
            "{{\"text\":\"\\u0054he caf\\u00e9\\/bar. {text}\",\"emoji\":\"\\ud83d\\ude00\",\"half\":\"\\ud83d\"}}\n"
        ),
        format!("{{\"n\":1e999,\"m\":12345678901234567890123456789.10,\"z\":-0.0,\"text\":\"{text}\"}}\n"),
        format!(
            "{{\"deep\":{}{},\"null\":{{\"a\":[null,{{\"b\":null}}]}},\"text\":\"{text}\"}}\n",
            "[".repeat(500),
            "]".repeat(500)
        ),
        format!("{{\"text\":\"{text}\",\"last\":\"no line end\"}}"),
    ];
    let input = kept.concat();
    let ran = lines(input.as_bytes(), &[]).ok();
    assert_eq!(String::from_utf8(ran.out.clone()).unwrap(), input);
    assert_eq!(ran.account(), [7, 7, 0, 0]);
}

#[test]
fn rejected_and_broken_lines_are_left_out_and_the_rest_is_untouched() {
    let input = mixed(100);
    let ran = lines(input.as_bytes(), &[]).ok();
    let expected: String = input.lines().filter(|l| l.contains("\"c")).map(|l| format!("{l}\n")).collect();
    assert_eq!(String::from_utf8(ran.out.clone()).unwrap(), expected);
    assert_eq!(ran.account(), [100, 72, 14, 14]);
    assert!(
        ran.said.contains("rejected: 14 critical_finding") && ran.said.contains("failed: 14 malformed"),
        "{}",
        ran.said
    );
    assert!(ran.said.contains("in.jsonl:6: malformed: line 6, column 10:"), "{}", ran.said);
}

#[test]
fn lines_of_several_inputs_all_have_an_end() {
    let inputs = folder(&[
        ("a.jsonl", line("a", &clean("old")).trim_end().as_bytes()),
        ("b.jsonl", line("b", &clean("new")).trim_end().as_bytes()),
    ]);
    let ran = run(filter().arg(inputs.path())).ok();
    let expected = format!("{}{}", line("a", &clean("old")), line("b", &clean("new")));
    assert_eq!(String::from_utf8(ran.out).unwrap(), expected);
}

#[test]
fn annotations_change_nothing_but_metadata_and_rejected_ones_have_all_reasons() {
    let inputs = folder(&[("in.jsonl", mixed(20).as_bytes())]);
    let rejected = inputs.path().join("rejected.jsonl");
    let ran = run(filter().args(["--annotate", "--rejected"]).arg(&rejected).arg(inputs.path().join("in.jsonl"))).ok();
    for kept in String::from_utf8(ran.out.clone()).unwrap().lines() {
        let (before, _) =
            kept.split_once(",\"metadata\":{\"malaprop_score\":100.0,\"malaprop_decision\":\"publish\"").unwrap();
        assert!(mixed(20).contains(&format!("{before}}}\n")), "{kept}");
    }
    let rejected = fs::read_to_string(rejected).unwrap();
    assert_eq!(rejected.lines().count() as u64, ran.account()[2]);
    let first: serde_json::Value = serde_json::from_str(rejected.lines().next().unwrap()).unwrap();
    assert_eq!(first["metadata"]["filter_reason"], "critical_finding");
    assert_eq!(first["metadata"]["filter_reasons"][0], "critical_finding");
    assert!(first["metadata"]["malaprop_rules"][0].as_str().unwrap().starts_with("LNG"));
    let repeated = line("r", &format!("{FOREIGN}\n\n").repeat(5));
    let kept_out = inputs.path().join("repeated.jsonl");
    fs::write(&kept_out, repeated).unwrap();
    let ran = run(filter()
        .args(["--corpus-filters", "--rejected", "-"])
        .arg("-o")
        .arg(inputs.path().join("none.jsonl"))
        .arg(kept_out))
    .ok();
    let all: serde_json::Value = serde_json::from_slice(&ran.out).unwrap();
    assert_eq!(all["metadata"]["filter_reasons"][0], "critical_finding");
    assert_eq!(all["metadata"]["filter_reasons"][1], "dup_para_frac");
}

#[test]
fn the_quarantine_has_broken_records_as_they_came_and_why() {
    let long = format!("{{\"text\":\"{}\"}}", "long ".repeat(1 << 19));
    let bad = ["{broken", "[1, 2]", "{\"id\":7}", "{\"text\":5}", "\u{7}", &long, "{\"text\":\"cut"];
    let mut input = Vec::new();
    for bad in bad {
        input.extend(line("good", &clean("old")).as_bytes());
        input.extend(bad.as_bytes());
        input.push(b'\n');
    }
    input.extend(b"{\"text\":\"\xff\"}");
    let inputs = folder(&[("in.jsonl", &input)]);
    let quarantine = inputs.path().join("bad.jsonl");
    let ran = run(filter()
        .args(["--max-bytes", "100000", "--quarantine"])
        .arg(&quarantine)
        .arg(inputs.path().join("in.jsonl")))
    .ok();
    assert_eq!(ran.account(), [15, 7, 0, 8]);
    let mut expected: Vec<u8> = bad.iter().flat_map(|b| [b.as_bytes(), b"\n"].concat()).collect();
    expected.extend(b"{\"text\":\"\xff\"}");
    assert!(fs::read(&quarantine).unwrap() == expected, "the quarantine is not what came");
    let why = fs::read_to_string(inputs.path().join("bad.jsonl.why")).unwrap();
    assert_eq!(why.lines().count(), 8);
    let long: serde_json::Value = serde_json::from_str(why.lines().nth(5).unwrap()).unwrap();
    assert_eq!(long["status"], "too_large");
    assert!(long["place"].as_str().unwrap().ends_with("in.jsonl:12"));
    assert_eq!(run(filter().args(["--strict", "--max-bytes", "100000"]).arg(inputs.path().join("in.jsonl"))).code, 2);
}

#[test]
fn thresholds_come_from_flags_and_configuration() {
    let input = [line("a", &clean("old")), line("b", FAULTY)].concat();
    let inputs =
        folder(&[("in.jsonl", input.as_bytes()), ("malaprop.toml", b"[decision]\nreject = 100\nshort_words = 1\n")]);
    let kept = |flags: &[&str]| {
        let mut command = Command::cargo_bin("malaprop").unwrap();
        run(command.arg("filter").args(flags).arg(inputs.path().join("in.jsonl"))).ok().account()[1]
    };
    assert_eq!((kept(&[]), kept(&["--isolated"])), (1, 2));
    assert_eq!(
        (kept(&["--reject-below", "1"]), kept(&["--isolated", "--keep", "publish", "--publish-from", "95"])),
        (2, 1)
    );
    assert_eq!(kept(&["--isolated", "--keep", "publish", "--publish-from", "1"]), 2);
}
