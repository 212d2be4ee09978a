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
    assert!(walked.account() == [1, 1, 0, 0] && walked.said.contains("passed over: 1 files"), "{}", walked.said);
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
