//! CSV, plain files and dolma's layout.

use super::*;

#[test]
fn csv_records_keep_their_bytes_and_gain_columns_only_when_asked() {
    let header = "\u{feff}id,\"note, with comma\",text\r\n";
    let quoted = format!("1, x,\"{} He said \"\"yes\"\".\r\nAnd left.\"\r\n", clean("old"));
    let plain = format!("2,5\" long,{}\n", clean("new"));
    let table = format!("{header}{quoted}3,x,{}\r\n4,too few\r\n\r\n{plain}5,,\n", FOREIGN.replace(',', ";"));
    let inputs = folder(&[("in.csv", table.as_bytes())]);
    let go = |flags: &[&str]| run(filter().args(flags).arg(inputs.path().join("in.csv"))).ok();
    let ran = go(&[]);
    assert_eq!(String::from_utf8(ran.out.clone()).unwrap(), format!("{header}{quoted}{plain}"));
    assert_eq!(ran.account(), [5, 2, 2, 1]);
    assert!(ran.said.contains("in.csv:5: malformed: line 5: 2 cells where the header names 3"), "{}", ran.said);
    let rejected = inputs.path().join("rejected.csv");
    let noted = String::from_utf8(go(&["--annotate", "--rejected", rejected.to_str().unwrap()]).out).unwrap();
    assert!(noted.starts_with(&format!("{},malaprop_score,malaprop_decision,", header.trim_end())), "{noted}");
    assert!(noted.contains(&format!("{},100.0,publish,", plain.trim_end())), "{noted}");
    let rows: Vec<_> = csv::Reader::from_path(&rejected).unwrap().into_records().map(Result::unwrap).collect();
    assert_eq!((rows.len(), rows[1].iter().next_back()), (2, Some("empty")));
    fs::write(inputs.path().join("noted.csv"), &noted).unwrap();
    let again = run(filter().arg("--annotate").arg(inputs.path().join("noted.csv"))).ok().out;
    let columns = csv::Reader::from_reader(again.as_slice()).headers().unwrap().len();
    assert_eq!(columns, csv::Reader::from_reader(noted.as_bytes()).headers().unwrap().len());
}

#[test]
fn excels_line_before_the_header_says_what_parts_cells_and_stays() {
    let head = "\u{feff}sep=;\r\nid;text\r\n";
    let row = format!("1;\"{}; said so\"\r\n", clean("old"));
    let inputs = folder(&[("in.csv", format!("{head}{row}2;too;many\r\n").as_bytes())]);
    let ran = run(filter().arg(inputs.path().join("in.csv"))).ok();
    assert_eq!(String::from_utf8(ran.out.clone()).unwrap(), format!("{head}{row}"));
    assert!(ran.account() == [2, 1, 0, 1] && ran.said.contains("line 4: 3 cells"), "{}", ran.said);
    let noted = run(filter().arg("--annotate").arg(inputs.path().join("in.csv"))).ok().out;
    fs::write(inputs.path().join("noted.csv"), &noted).unwrap();
    let again = run(filter().arg("--annotate").arg(inputs.path().join("noted.csv"))).ok().out;
    assert!(noted.starts_with("\u{feff}sep=;\r\nid;text;malaprop_score;".as_bytes()));
    assert_eq!(String::from_utf8(again), String::from_utf8(noted));
}

#[test]
fn records_in_another_encoding_or_with_other_line_ends_are_read_or_named() {
    let wide =
        |text: &str| -> Vec<u8> { format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (lines, table) = (mixed(8), format!("id,text\n1,{}\n", clean("old")));
    let returns = table.replace('\n', "\r");
    let inputs = folder(&[
        ("a.jsonl", &wide(&lines)),
        ("b.csv", &wide(&table)),
        ("c.csv", returns.as_bytes()),
        ("in/n.csv", b"n\r1\r"),
        ("in/d.txt", clean("new").as_bytes()),
    ]);
    let path = |name: &str| inputs.path().join(name);
    for name in ["a.jsonl", "b.csv"] {
        let ran = run(filter().arg(path(name)));
        let told = format!("{name}: is UTF-16LE, and records are handed on byte for byte");
        assert!(ran.code == 2 && ran.out.is_empty() && ran.said.contains(&told), "{}", ran.said);
        let shard = run(filter().args(["--shard", "2/2", "-o"]).arg(path("part.jsonl")).arg(path("a.jsonl")));
        assert_eq!(shard.account()[0], 0, "no part begins inside of it: {}", shard.said);
    }
    let ran = run(filter().arg(path("c.csv")));
    assert!(ran.code == 2 && ran.said.contains("line 1, column 8: lines end with CR alone"), "{}", ran.said);
    let ran = run(filter().arg(path("in"))).ok();
    assert!(ran.said.contains("passed over: 1 file,"), "a table without a column of text is no input: {}", ran.said);
    let scored = |command: &mut Command| -> Vec<serde_json::Value> {
        let out = String::from_utf8(run(command).ok().out).unwrap();
        out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    };
    let score = || {
        let mut command = Command::cargo_bin("malaprop").unwrap();
        command.args(["score", "--isolated", "-q", "--format", "jsonl", "-o", "-"]);
        command
    };
    let found = scored(score().args([path("a.jsonl"), path("b.csv")]));
    assert_eq!((found.len(), found[0]["doc_id"].as_str(), found[8]["doc_id"].as_str()), (9, Some("c0"), Some("1")));
    assert!(found.iter().filter(|d| d["status"] == "ok").all(|d| d["encoding"] == "UTF-16LE"), "{found:?}");
    let mut piped = score();
    let output = piped.arg("-").write_stdin(wide(&lines)).output().unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap().lines().count(), 8);
}

#[test]
fn a_half_of_a_letter_in_utf_16_breaks_its_record_and_no_other() {
    let wide = |text: &str| -> Vec<u8> {
        // The sign stands for the half.
        let units = text.encode_utf16().map(|unit| if unit == 0xfffd { 0xd83d } else { unit });
        [0xfeff].into_iter().chain(units).flat_map(u16::to_le_bytes).collect()
    };
    let lines =
        "{\"id\":\"a\",\"text\":\"One.\"}\n{\"id\":\"b\",\"text\":\"é \u{fffd}\"}\n{\"id\":\"c\",\"text\":\"Two.\"}\n";
    let table = "id\ttext\na\tOne.\nb\té \u{fffd}!\nc\tTwo.\n";
    let inputs = folder(&[("a.jsonl", &wide(lines)), ("b.tsv", &wide(table)), ("c.txt", &wide("One \u{fffd} two."))]);
    let score = |name: &str| {
        let mut command = Command::cargo_bin("malaprop").unwrap();
        command.args(["score", "--isolated", "--format", "jsonl", "-o", "-"]).arg(inputs.path().join(name));
        let output = command.output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        let records = String::from_utf8(output.stdout).unwrap();
        let records: Vec<serde_json::Value> = records.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        (records, said)
    };
    for (name, told) in [
        ("a.jsonl", "a.jsonl:2: malformed: line 2, column 21: not UTF-16LE\n"),
        ("b.tsv", "b: malformed: line 3: not UTF-16LE at letter 3 of `text`\n"),
    ] {
        let (records, said) = score(name);
        let states: Vec<&str> = records.iter().map(|record| record["status"].as_str().unwrap()).collect();
        assert_eq!(states, ["ok", "malformed", "ok"], "{said}");
        assert!(said.contains(told), "{said}");
    }
    let (records, _) = score("c.txt");
    assert_eq!(records[0]["encoding"], "UTF-16LE, with bytes that could not be decoded");
}

#[test]
fn tables_need_a_column_of_text_when_they_are_named() {
    let inputs =
        folder(&[("other.csv", b"a,b\n1,2\n"), ("t.tsv", format!("id\tbody\n1\t{}\n", clean("old")).as_bytes())]);
    let named = run(filter().arg(inputs.path().join("other.csv")));
    assert!(
        named.code == 2 && named.said.contains("no column `text` (--text-key names it); it has: a, b"),
        "{}",
        named.said
    );
    let walked = run(filter().args(["--text-key", "body"]).arg(inputs.path())).ok();
    assert!(walked.account() == [1, 1, 0, 0] && walked.said.contains("passed over: 1 file,"), "{}", walked.said);
    let piped = filter().args(["--input-format", "csv", "-"]).write_stdin("text\n\"never closed\n").output().unwrap();
    let said = String::from_utf8(piped.stderr).unwrap();
    assert!(said.contains("0 kept + 0 rejected + 1 failed") && said.contains("never closed"), "{said}");
}

#[test]
fn plain_files_become_lines_in_one_output_and_stay_files_in_a_folder() {
    let page = format!("<html><body><p>{}</p></body></html>", clean("old"));
    let inputs = folder(&[
        ("in/a.html", page.as_bytes()),
        ("in/sub/b.txt", FOREIGN.as_bytes()),
        ("in/c.txt.gz", &gzip(clean("new").as_bytes())),
    ]);
    let ran = run(filter().arg(inputs.path().join("in"))).ok();
    let first: serde_json::Value = serde_json::from_slice(ran.out.split(|&b| b == b'\n').next().unwrap()).unwrap();
    assert_eq!(first["text"].as_str().unwrap().trim(), clean("old"));
    let (out, rejected) = (inputs.path().join("out"), inputs.path().join("rejected/"));
    run(filter().arg("-o").arg(&out).arg("--rejected").arg(&rejected).arg(inputs.path().join("in"))).ok();
    assert_eq!(tree(&out).keys().map(|k| k.to_str().unwrap()).collect::<Vec<_>>(), ["a.html", "c.txt.gz"]);
    assert_eq!(tree(&out)[Path::new("a.html")], page.as_bytes());
    let reasons = String::from_utf8(tree(&rejected)[Path::new("sub/b.txt.jsonl")].clone()).unwrap();
    assert!(reasons.contains("\"filter_reason\":\"critical_finding\""), "{reasons}");
}

#[test]
fn dolma_finds_attributes_beside_documents_line_by_line() {
    let text = mixed(50);
    let inputs = folder(&[("wiki/documents/2019/a.jsonl.gz", &gzip(text.as_bytes()))]);
    let ran =
        run(filter().args(["--format", "dolma", "--experiment", "mt-1"]).arg(inputs.path().join("wiki/documents")))
            .ok();
    let packed = fs::read(inputs.path().join("wiki/attributes/mt-1/2019/a.jsonl.gz")).unwrap();
    let mut attributes = String::new();
    std::io::Read::read_to_string(&mut flate2::read::MultiGzDecoder::new(packed.as_slice()), &mut attributes).unwrap();
    assert_eq!((attributes.lines().count() as u64, ran.account()[0]), (50, 50));
    for (document, attributes) in text.lines().zip(attributes.lines()) {
        let attributes: serde_json::Value = serde_json::from_str(attributes).unwrap();
        match serde_json::from_str::<serde_json::Value>(document) {
            Ok(document) => {
                let length = document["text"].as_str().unwrap().chars().count();
                assert_eq!(attributes["id"], document["id"]);
                assert_eq!(attributes["attributes"]["mt_1__malaprop__score"][0][1], length);
            }
            Err(_) => assert_eq!(attributes["attributes"], serde_json::json!({})),
        }
    }
    let elsewhere = run(filter().args(["--format", "dolma"]).arg(inputs.path().join("wiki/documents/../nowhere")));
    assert_eq!(elsewhere.code, 2);
}

#[test]
fn an_experiment_never_leaves_its_folder_and_means_nothing_without_dolma() {
    let inputs = folder(&[("wiki/documents/a.jsonl", mixed(5).as_bytes())]);
    let before = tree(inputs.path());
    for name in ["../..", "/tmp/malaprop-evil", "a/b", ".", ""] {
        let mut command = filter();
        let ran =
            run(command.args(["--format", "dolma", "--experiment", name]).arg(inputs.path().join("wiki/documents")));
        assert!(ran.code == 2 && ran.said.contains("no name that a folder may have"), "{name:?}: {}", ran.said);
    }
    let ran = run(filter().args(["--experiment", "mine"]).arg(inputs.path().join("wiki/documents")));
    assert!(ran.code == 2 && ran.out.is_empty() && ran.said.contains("give --format dolma too"), "{}", ran.said);
    assert!(tree(inputs.path()) == before);
}
