//! Broken JSON Lines of every kind: each is accounted for, and nothing is lost or made up.

use super::*;
use proptest::prelude::*;

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        Just("1e999".to_owned()),
        Just("-0".to_owned()),
        Just("true".to_owned()),
        "\"[a-z\\\\\"]{0,5}\"",
        Just("\"\\ud800\"".to_owned()),
        "[0-9]{1,40}",
    ];
    leaf.prop_recursive(4, 16, 4, |inner| {
        prop_oneof![
            proptest::collection::vec(inner.clone(), 0..4).prop_map(|all| format!("[{}]", all.join(","))),
            inner.prop_map(|one| format!("{{\"text\":{one}, \"a\" : null}}")),
        ]
    })
}

/// A line without its end, good or bad.
fn any_line() -> impl Strategy<Value = Vec<u8>> {
    let good =
        ("[a-z]{1,8}", value()).prop_map(|(word, other)| format!("{{\"o\":{other},\"text\":\"{}\"}}", clean(&word)));
    let bytes = prop_oneof![
        4 => good.prop_map(String::into_bytes),
        1 => value().prop_map(|value| format!("{{\"text\":{value}}}").into_bytes()),
        1 => value().prop_map(String::into_bytes),
        1 => proptest::collection::vec(any::<u8>(), 0..30),
        1 => Just(format!("{{\"text\":\"{}\"}}", "huge ".repeat(2000)).into_bytes()),
        1 => Just(line("x", FOREIGN).trim_end().as_bytes().to_vec()),
    ];
    // A line may be cut anywhere.
    let cut = (bytes, any::<prop::sample::Index>(), prop::bool::weighted(0.15));
    cut.prop_map(|(mut bytes, at, cut)| {
        bytes.retain(|&b| b != b'\n');
        if cut {
            bytes.truncate(at.index(bytes.len() + 1));
        }
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]
    #[test]
    fn every_line_is_accounted_for(all in proptest::collection::vec(any_line(), 1..60), last in any::<bool>(), crlf in any::<bool>()) {
        let end: &[u8] = if crlf { b"\r\n" } else { b"\n" };
        let mut input = all.join(end);
        if last {
            input.extend(end);
        }
        let inputs = folder(&[("in.jsonl", &input)]);
        let (rejected, bad) = (inputs.path().join("rejected.jsonl"), inputs.path().join("bad.jsonl"));
        let ran = run(filter()
            .args(["--max-bytes", "5000", "--rejected"]).arg(&rejected)
            .arg("--quarantine").arg(&bad)
            .arg(inputs.path().join("in.jsonl")));
        prop_assert_eq!(ran.code, 0, "{}", ran.said);
        let [read, kept, rejects, failed] = ran.account();
        let lines = |bytes: &[u8]| -> Vec<Vec<u8>> { bytes.split(|&b| b == b'\n').map(<[u8]>::to_vec).filter(|l| !l.trim_ascii().is_empty()).collect() };
        let came = lines(&input);
        prop_assert_eq!(read, came.len() as u64);
        let (out, quarantined) = (lines(&ran.out), lines(&fs::read(&bad).unwrap()));
        prop_assert_eq!(kept, out.len() as u64);
        prop_assert_eq!(failed, quarantined.len() as u64);
        prop_assert_eq!(failed, fs::read_to_string(inputs.path().join("bad.jsonl.why")).unwrap().lines().count() as u64);
        prop_assert_eq!(rejects, lines(&fs::read(&rejected).unwrap()).len() as u64);
        // What was kept and what was broken is the input without the rejected lines, each in its order.
        let (mut out, mut quarantined, mut gone) = (out.into_iter().peekable(), quarantined.into_iter().peekable(), 0);
        for line in came {
            if out.peek() == Some(&line) {
                out.next();
            } else if quarantined.peek() == Some(&line) {
                quarantined.next();
            } else {
                gone += 1;
            }
        }
        prop_assert_eq!((out.next(), quarantined.next(), gone), (None, None, rejects));
    }
}
