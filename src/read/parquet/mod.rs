//! Parquet: one document a row, its text in a column; rows stay in the batches that they were read in.

mod delta;
mod footer;
mod pages;

use super::{Input, Options, Source, Status};
use crate::caught::caught;
use arrow_array::cast::AsArray;
use arrow_array::types::{
    ArrowTemporalType, Date32Type, Date64Type, Int32Type, Int64Type, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt32Type, UInt64Type,
};
use arrow_array::{Array, RecordBatch};
use arrow_schema::{DataType, SchemaRef, TimeUnit};
use pages::Row;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use std::fs::File;
use std::sync::Arc;

/// What a file says of all its rows.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Its columns.
    pub schema: SchemaRef,
    /// What its writer noted.
    pub notes: Vec<KeyValue>,
    /// How its first column is packed.
    pub compression: Compression,
}

/// A batch has about so many bytes of unpacked columns, and no more rows than that.
const BATCH_BYTES: u64 = 4 << 20;
const BATCH_ROWS: usize = 1024;
/// What rows may repeat is no more bytes a batch, of which the reader's growing lists hold up to six times as many for a while.
/// Dictionaries have a megabyte as a rule.
const REPEATED_BYTES: u64 = 16 << 20;

/// The key under which Arrow keeps the schema; its writer adds it anew.
const ARROW_SCHEMA: &str = "ARROW:schema";

/// The rows of one file.
#[derive(Debug)]
pub(super) struct Rows {
    batches: ParquetRecordBatchReader,
    batch: Option<Arc<RecordBatch>>,
    next: usize,
}

impl Rows {
    /// Opens `file` and says what is in it, or why it cannot be read.
    pub(super) fn open(file: File, options: &Options) -> Result<(Self, Header), String> {
        caught(|| Self::of(file, options), broken)
    }

    fn of(file: File, options: &Options) -> Result<(Self, Header), String> {
        footer::look_over(&file)?;
        let pages = Arc::new(file.try_clone().map_err(|e| e.to_string())?);
        let builder = ParquetRecordBatchReaderBuilder::try_new(file).map_err(|e| format!("no Parquet: {e}"))?;
        let metadata = Arc::clone(builder.metadata());
        let rows = rows_a_batch(pages::survey(&pages, &metadata, options.unpack)?);
        let notes = metadata.file_metadata().key_value_metadata().cloned().unwrap_or_default();
        let first = metadata.row_groups().first().and_then(|group| group.columns().first());
        let header = Header {
            schema: Arc::clone(builder.schema()),
            notes: notes.into_iter().filter(|note| note.key != ARROW_SCHEMA).collect(),
            compression: first.map_or(Compression::SNAPPY, |column| column.compression()),
        };
        let batches = builder.with_batch_size(rows).build().map_err(|e| e.to_string())?;
        Ok((Self { batches, batch: None, next: 0 }, header))
    }

    /// The next row, as its batch and its place in it.
    pub(super) fn next(&mut self) -> Result<Option<(Arc<RecordBatch>, usize)>, String> {
        loop {
            if let Some(batch) = &self.batch
                && self.next < batch.num_rows()
            {
                self.next += 1;
                return Ok(Some((Arc::clone(batch), self.next - 1)));
            }
            self.next = 0;
            let batch = caught(|| self.batches.next().transpose().map_err(|e| e.to_string()), broken)?;
            match batch {
                None => return Ok(None),
                Some(batch) => self.batch = Some(Arc::new(batch)),
            }
        }
    }
}

/// Of files that are broken in some ways Parquet's reader only says so by a panic.
fn broken(what: &str) -> String {
    format!("broken Parquet: {what}")
}

/// Few rows where rows are long.
fn rows_a_batch(row: Row) -> usize {
    let rows = (BATCH_BYTES / row.written.max(1)).min(REPEATED_BYTES / row.repeated.max(1));
    usize::try_from(rows).map_or(BATCH_ROWS, |rows| rows.clamp(1, BATCH_ROWS))
}

/// The text, whole number or day of a cell; nothing where it is null or of another type.
pub(crate) fn cell(column: &dyn Array, row: usize) -> Option<String> {
    if column.is_null(row) {
        return None;
    }
    Some(match column.data_type() {
        DataType::Utf8 => column.as_string::<i32>().value(row).to_owned(),
        DataType::LargeUtf8 => column.as_string::<i64>().value(row).to_owned(),
        DataType::Utf8View => column.as_string_view().value(row).to_owned(),
        DataType::Int32 => column.as_primitive::<Int32Type>().value(row).to_string(),
        DataType::Int64 => column.as_primitive::<Int64Type>().value(row).to_string(),
        DataType::UInt32 => column.as_primitive::<UInt32Type>().value(row).to_string(),
        DataType::UInt64 => column.as_primitive::<UInt64Type>().value(row).to_string(),
        DataType::Date32 => day::<Date32Type>(column, row)?,
        DataType::Date64 => day::<Date64Type>(column, row)?,
        DataType::Timestamp(TimeUnit::Second, _) => day::<TimestampSecondType>(column, row)?,
        DataType::Timestamp(TimeUnit::Millisecond, _) => day::<TimestampMillisecondType>(column, row)?,
        DataType::Timestamp(TimeUnit::Microsecond, _) => day::<TimestampMicrosecondType>(column, row)?,
        DataType::Timestamp(TimeUnit::Nanosecond, _) => day::<TimestampNanosecondType>(column, row)?,
        DataType::Dictionary(_, _) => {
            // Keys are made of one row only: of all, for every row, the time would grow with their square.
            let one = column.slice(row, 1);
            let one = one.as_any_dictionary();
            return cell(one.values(), one.normalized_keys()[0]);
        }
        _ => return None,
    })
}

/// The day of a point in time, in UTC.
fn day<T: ArrowTemporalType>(column: &dyn Array, row: usize) -> Option<String>
where
    i64: From<T::Native>,
{
    Some(column.as_primitive::<T>().value_as_date(row)?.to_string())
}

/// Whether documents can be read from a column of this type.
pub(crate) fn holds_text(kind: &DataType) -> bool {
    match kind {
        DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View => true,
        DataType::Dictionary(_, values) => holds_text(values),
        _ => false,
    }
}

/// The document in row `row` of `batch`, which is row `number` of its file.
pub(super) fn document(source: &Source, batch: &RecordBatch, row: usize, number: u64) -> Input {
    let options = &source.options;
    let value = |name: &str| batch.column_by_name(name).and_then(|column| cell(column, row));
    let id = value(&options.id_key).unwrap_or_else(|| format!("{}:{number}", source.path));
    match value(&options.text_key) {
        None => Input::failed(&id, &source.path, Status::Empty, "no text"),
        Some(text) if text.len() as u64 > options.max_bytes => {
            let problem = format!("a text of more than {} bytes; --max-bytes raises the limit", options.max_bytes);
            Input::failed(&id, &source.path, Status::TooLarge, problem)
        }
        Some(text) => Input::read(&id, &source.path, text, None).with_fields(options, value),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use arrow_array::StringArray;
    use arrow_schema::{Field, Schema};
    use parquet::arrow::ArrowWriter;
    use parquet::file::metadata::{ParquetMetaDataReader, ParquetMetaDataWriter};
    use parquet::file::properties::WriterProperties;
    use std::io::{Read, Seek, SeekFrom, Write};

    const ROWS: usize = 24;
    const ROW_BYTES: usize = 1 << 20;

    /// A file of long rows whose footer says that there are `rows` of them.
    fn long_rows(rows: i64) -> File {
        let schema = Arc::new(Schema::new(vec![Field::new("text", DataType::Utf8, false)]));
        let texts = StringArray::from_iter_values((0..ROWS).map(|i| i.to_string().repeat(ROW_BYTES)));
        let batch = RecordBatch::try_new(Arc::clone(&schema), vec![Arc::new(texts)]).unwrap();
        let properties = WriterProperties::builder().set_dictionary_enabled(false).build();
        let mut honest = tempfile::tempfile().unwrap();
        let mut writer = ArrowWriter::try_new(&mut honest, schema, Some(properties)).unwrap();
        writer.write(&batch).unwrap();
        writer.close().unwrap();
        let metadata = ParquetMetaDataReader::new().parse_and_finish(&honest).unwrap();
        let mut builder = metadata.into_builder();
        let lies =
            |group: parquet::file::metadata::RowGroupMetaData| group.into_builder().set_num_rows(rows).build().unwrap();
        let groups = builder.take_row_groups().into_iter().map(lies).collect();
        let metadata = builder.set_row_groups(groups).build();
        // The pages as they are, behind them the other footer.
        let footer_at =
            metadata.row_groups().iter().map(|g| g.column(0).byte_range()).map(|(at, n)| at + n).max().unwrap();
        honest.seek(SeekFrom::Start(0)).unwrap();
        let mut pages = vec![0; usize::try_from(footer_at).unwrap()];
        honest.read_exact(&mut pages).unwrap();
        ParquetMetaDataWriter::new(&mut pages, &metadata).finish().unwrap();
        let mut lying = tempfile::tempfile().unwrap();
        lying.write_all(&pages).unwrap();
        lying
    }

    #[test]
    fn a_batch_is_as_long_as_the_pages_allow_whatever_the_footer_says() {
        for said in [ROWS as i64, 50_000_000] {
            let (mut rows, _) = Rows::open(long_rows(said), &Options::default()).unwrap();
            let (batch, _) = rows.next().unwrap().unwrap();
            assert!(batch.num_rows() * ROW_BYTES <= BATCH_BYTES as usize, "{} rows of {said}", batch.num_rows());
        }
    }
}
