//! Parquet: what its writer said is kept; broken and hostile files are errors that take no memory.

use super::*;
use arrow_array::builder::{Int64Builder, ListBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, Field, Schema};
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::{Compression, Encoding};
use parquet::file::metadata::{ColumnChunkMetaDataBuilder, KeyValue, ParquetMetaDataWriter};
use parquet::file::properties::{WriterProperties, WriterPropertiesBuilder, WriterVersion};
use std::sync::Arc;

fn parquet(path: &Path, rows: usize) {
    let note = KeyValue::new("origin".to_owned(), "desk".to_owned());
    let packed = WriterProperties::builder().set_compression(Compression::ZSTD(Default::default()));
    parquet_as(path, rows, packed.set_key_value_metadata(Some(vec![note])));
}

fn parquet_as(path: &Path, rows: usize, properties: WriterPropertiesBuilder) {
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
    let properties = properties.set_max_row_group_row_count(Some(100)).build();
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
fn every_encoding_of_both_versions_reads_the_same() {
    let inputs = folder(&[]);
    let (input, out) = ["in.parquet", "out.parquet"].map(|n| inputs.path().join(n)).into();
    parquet(&input, 1000);
    run(filter().arg("-o").arg(&out).arg(&input)).ok();
    let wanted = rows(&out);
    let packings =
        [Compression::UNCOMPRESSED, Compression::SNAPPY, Compression::GZIP(Default::default()), Compression::LZ4_RAW];
    for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
        for encoding in [Encoding::PLAIN, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
            for packing in packings {
                let properties = WriterProperties::builder()
                    .set_writer_version(version)
                    .set_compression(packing)
                    .set_dictionary_enabled(false)
                    .set_data_page_row_count_limit(37)
                    .set_column_encoding("n".into(), Encoding::DELTA_BINARY_PACKED)
                    .set_column_encoding("text".into(), encoding);
                parquet_as(&input, 1000, properties);
                run(filter().arg("-o").arg(&out).arg(&input)).ok();
                assert!(rows(&out) == wanted, "{version:?} {encoding:?} {packing:?}");
            }
        }
    }
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

#[test]
fn a_packing_that_is_not_read_is_named() {
    let inputs = folder(&[]);
    let input = inputs.path().join("in.parquet");
    parquet(&input, 10);
    fs::write(&input, retold(&input, |column| column.set_compression(Compression::BROTLI(Default::default()))))
        .unwrap();
    let ran = run(filter().arg(&input));
    assert!(ran.code == 2 && ran.said.contains("in.parquet: packed with BROTLI"), "{}", ran.said);
}

/// The file, with a footer that says of each column what `told` does.
fn retold(path: &Path, told: impl Fn(ColumnChunkMetaDataBuilder) -> ColumnChunkMetaDataBuilder) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    let metadata = ParquetRecordBatchReaderBuilder::try_new(fs::File::open(path).unwrap()).unwrap().metadata().clone();
    let groups = metadata.row_groups().iter().map(|group| {
        let columns = group.columns().iter().map(|column| told(column.clone().into_builder()).build().unwrap());
        group.clone().into_builder().set_column_metadata(columns.collect()).build().unwrap()
    });
    let footer =
        usize::try_from(u32::from_le_bytes(bytes[bytes.len() - 8..bytes.len() - 4].try_into().unwrap())).unwrap();
    let mut whole = bytes[..bytes.len() - 8 - footer].to_vec();
    let metadata = metadata.as_ref().clone().into_builder().set_row_groups(groups.collect()).build();
    ParquetMetaDataWriter::new(&mut whole, &metadata).finish().unwrap();
    whole
}

#[test]
fn a_flood_is_known_by_its_pages_whatever_the_footer_says() {
    let inputs = folder(&[]);
    let input = inputs.path().join("in.parquet");
    let schema = Arc::new(Schema::new(vec![Field::new("text", DataType::Utf8, true)]));
    let properties = WriterProperties::builder()
        .set_compression(Compression::ZSTD(Default::default()))
        .set_dictionary_enabled(false);
    let mut writer =
        ArrowWriter::try_new(fs::File::create(&input).unwrap(), Arc::clone(&schema), Some(properties.build())).unwrap();
    let flood: ArrayRef = Arc::new(StringArray::from(vec!["a".repeat(100 << 20)]));
    writer.write(&RecordBatch::try_new(schema, vec![flood]).unwrap()).unwrap();
    writer.close().unwrap();
    for bytes in [fs::read(&input).unwrap(), retold(&input, |column| column.set_total_uncompressed_size(10))] {
        fs::write(&input, bytes).unwrap();
        let ran = run(filter().arg(&input));
        assert!(ran.code == 2 && ran.said.contains("--max-ratio raises the limit"), "{}", ran.said);
        let ran = run(filter().args(["--max-ratio", "1000000", "--max-unpacked", "1000"]).arg(&input));
        assert!(ran.code == 2 && ran.said.contains("--max-unpacked raises the limit"), "{}", ran.said);
        let ran = run(filter().args(["--max-ratio", "1000000"]).arg(&input)).ok();
        assert_eq!(ran.account(), [1, 0, 0, 1], "a text that is too large");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn counts_that_lie_take_no_memory() {
    let crashes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/crashes/read_parquet");
    for name in ["delta-count-of-gigabytes", "delta-count-of-terabytes"] {
        let inputs = folder(&[("in.parquet", &fs::read(crashes.join(name)).unwrap())]);
        let limited = "ulimit -v 800000; exec \"$0\" filter --isolated -j1 \"$1\"";
        let mut command = std::process::Command::new("bash");
        command
            .args(["-c", limited])
            .arg(assert_cmd::cargo::cargo_bin("malaprop"))
            .arg(inputs.path().join("in.parquet"));
        let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
        assert!(said.contains("1 read = 0 kept + 0 rejected + 1 failed"), "{said}");
    }
}
