//! CSV, Parquet, plain files and dolma's layout.

use super::*;
use arrow_array::builder::{Int64Builder, ListBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use std::sync::Arc;

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

fn parquet(path: &Path, rows: usize) {
    let schema = Arc::new(Schema::new(vec![
        Field::new("n", DataType::Int64, true),
        Field::new("text", DataType::Utf8, true),
        Field::new("list", DataType::List(Arc::new(Field::new_list_field(DataType::Int64, true))), true),
    ]));
    let texts: Vec<Option<String>> = (0..rows)
        .map(|i| match i % 4 {
            1 => Some(format!("{FOREIGN} {i}")),
            2 if i % 8 == 2 => None,
            _ => Some(clean(&format!("north{i}"))),
        })
        .collect();
    let mut lists = ListBuilder::new(Int64Builder::new());
    (0..rows).for_each(|i| lists.append_option((i % 3 > 0).then(|| vec![Some(i as i64), None])));
    let columns: Vec<ArrayRef> = vec![
        Arc::new(Int64Array::from_iter((0..rows).map(|i| (i % 5 > 0).then_some(i as i64)))),
        Arc::new(StringArray::from(texts)),
        Arc::new(lists.finish()),
    ];
    let properties = WriterProperties::builder()
        .set_max_row_group_row_count(Some(100))
        .set_compression(Compression::ZSTD(Default::default()))
        .set_key_value_metadata(Some(vec![KeyValue::new("origin".to_owned(), "desk".to_owned())]))
        .build();
    let mut writer =
        ArrowWriter::try_new(fs::File::create(path).unwrap(), Arc::clone(&schema), Some(properties)).unwrap();
    writer.write(&RecordBatch::try_new(schema, columns).unwrap()).unwrap();
    writer.close().unwrap();
}

fn rows(path: &Path) -> RecordBatch {
    let reader = ParquetRecordBatchReader::try_new(fs::File::open(path).unwrap(), 1 << 20).unwrap();
    let schema = arrow_array::RecordBatchReader::schema(&reader);
    let batches: Vec<RecordBatch> = reader.map(Result::unwrap).collect();
    arrow_select::concat::concat_batches(&schema, &batches).unwrap()
}

#[test]
fn parquet_keeps_columns_types_and_notes_of_the_writer() {
    let inputs = folder(&[]);
    let (input, out, rejected) =
        ["in.parquet", "out.parquet", "rejected.parquet"].map(|n| inputs.path().join(n)).into();
    parquet(&input, 1000);
    let ran = run(filter().arg("-o").arg(&out).arg("--rejected").arg(&rejected).arg(&input)).ok();
    assert_eq!(ran.account(), [1000, 625, 375, 0]);
    let (all, kept, gone) = (rows(&input), rows(&out), rows(&rejected));
    assert_eq!(kept.schema().fields(), all.schema().fields());
    let wanted: Vec<u64> = (0..1000).filter(|i| i % 4 != 1 && i % 8 != 2).collect();
    assert_eq!(kept, arrow_select::take::take_record_batch(&all, &arrow_array::UInt64Array::from(wanted)).unwrap());
    assert_eq!(gone.num_rows(), 375);
    let reasons = gone.column_by_name("filter_reason").unwrap().as_string::<i32>();
    assert_eq!((reasons.value(0), reasons.value(1)), ("critical_finding", "empty"));
    assert!(gone.column_by_name("malaprop_score").unwrap().as_primitive::<Float64Type>().is_null(1));
    let lists = gone.column_by_name("filter_reasons").unwrap().as_list::<i32>().value(0);
    assert_eq!(lists.as_string::<i32>().value(0), "critical_finding");
    let metadata = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(&out).unwrap()).unwrap().metadata().clone();
    let notes = metadata.file_metadata().key_value_metadata().unwrap();
    assert!(notes.iter().any(|note| note.key == "origin" && note.value.as_deref() == Some("desk")));
    assert!(matches!(metadata.row_group(0).column(0).compression(), Compression::ZSTD(_)));
    let bytes = fs::read(&out).unwrap();
    run(filter().args(["-j3", "-o"]).arg(&out).arg(&input)).ok();
    assert!(fs::read(&out).unwrap() == bytes, "three threads");
    let noted = inputs.path().join("noted.parquet");
    run(filter().args(["--annotate", "-o"]).arg(&noted).arg(&rejected)).ok();
    run(filter().args(["--annotate", "--id-key", "n", "--select-score", "words > 0", "-o"]).arg(&noted).arg(&rejected))
        .ok();
    let noted = rows(&noted);
    assert_eq!((noted.num_rows(), noted.num_columns()), (250, gone.num_columns()), "notes are made anew, not added");
    assert!(noted.column_by_name("n").unwrap().as_primitive::<Int64Type>().value(0) == 1);
}

#[test]
fn parquet_that_was_cut_short_or_has_no_text_is_an_error() {
    let inputs = folder(&[]);
    let input = inputs.path().join("in.parquet");
    parquet(&input, 500);
    let whole = fs::read(&input).unwrap();
    let no_text = run(filter().args(["--text-key", "n"]).arg(&input));
    assert!(no_text.code == 2 && no_text.said.contains("the column `n` is Int64, not text"), "{}", no_text.said);
    let out = inputs.path().join("out.parquet");
    for length in [0, 3, 10, whole.len() / 2, whole.len() - 1] {
        fs::write(&input, &whole[..length]).unwrap();
        let ran = run(filter().arg("-o").arg(&out).arg(&input));
        assert!(ran.code == 2 && !out.exists() && ran.account()[0] == 1, "{length}: {}", ran.said);
    }
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

#[cfg(target_os = "linux")]
#[test]
fn a_long_word_in_every_row_of_a_small_file_does_not_fill_the_memory() {
    let inputs = folder(&[]);
    let input = inputs.path().join("in.parquet");
    let schema = Arc::new(Schema::new(vec![Field::new("text", DataType::Utf8, true)]));
    let mut writer = ArrowWriter::try_new(fs::File::create(&input).unwrap(), Arc::clone(&schema), None).unwrap();
    let long = "word ".repeat(200_000);
    let ten: ArrayRef = Arc::new(StringArray::from(vec![long.as_str(); 10]));
    for _ in 0..100 {
        writer.write(&RecordBatch::try_new(Arc::clone(&schema), vec![Arc::clone(&ten)]).unwrap()).unwrap();
    }
    writer.close().unwrap();
    assert!(fs::metadata(&input).unwrap().len() < 5_000_000);
    let limited = "ulimit -v 800000; exec \"$0\" filter --isolated -j1 --max-bytes 1000 -o /dev/null \"$1\"";
    let mut command = std::process::Command::new("bash");
    command.args(["-c", limited]).arg(assert_cmd::cargo::cargo_bin("malaprop")).arg(&input);
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(said.contains("1000 read = 0 kept + 0 rejected + 1000 failed"), "{said}");
}
