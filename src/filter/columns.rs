//! Rows of Parquet: those that are kept, with all their columns, and notes as further ones.

use super::annotate::{KEYS, Kind, Note, is_ours};
use crate::error::{Error, Result};
use crate::read::parquet::Header;
use crate::report::{Place, Ready};
use arrow_array::builder::{ListBuilder, StringBuilder};
use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray, UInt64Array};
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use arrow_select::take::take_record_batch;
use parquet::arrow::ArrowWriter;
use parquet::file::properties::WriterProperties;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A row group is written once it has so many bytes or rows: the bound on what a writer holds.
const GROUP_BYTES: usize = 16 << 20;
const GROUP_ROWS: usize = 1 << 17;

/// An open Parquet output.
pub(super) struct Columns {
    path: PathBuf,
    writer: ArrowWriter<Place>,
    schema: SchemaRef,
    noted: bool,
    /// Rows of one batch that are not written yet.
    pending: Option<Pending>,
}

struct Pending {
    batch: Arc<RecordBatch>,
    rows: Vec<u64>,
    notes: Vec<Note>,
}

impl Columns {
    pub(super) fn open(path: &Path, header: &Header, noted: bool) -> Result<Self> {
        let schema = if noted { with_notes(&header.schema) } else { Arc::clone(&header.schema) };
        let properties = WriterProperties::builder()
            .set_compression(header.compression)
            .set_key_value_metadata(Some(header.notes.clone()))
            .build();
        let writer = ArrowWriter::try_new(Place::open(path)?, Arc::clone(&schema), Some(properties));
        let writer = writer.map_err(|e| Error::path(path, e.to_string()))?;
        Ok(Self { path: path.to_owned(), writer, schema, noted, pending: None })
    }

    pub(super) fn push(&mut self, batch: &Arc<RecordBatch>, row: usize, note: Option<Note>) -> Result<()> {
        if self.pending.as_ref().is_some_and(|pending| !Arc::ptr_eq(&pending.batch, batch)) {
            self.write()?;
        }
        let new = || Pending { batch: Arc::clone(batch), rows: Vec::new(), notes: Vec::new() };
        let pending = self.pending.get_or_insert_with(new);
        pending.rows.push(row as u64);
        pending.notes.extend(note);
        Ok(())
    }

    fn write(&mut self) -> Result<()> {
        let Some(pending) = self.pending.take() else { return Ok(()) };
        let wrong = |e: String| Error::path(&self.path, e);
        let rows =
            take_record_batch(&pending.batch, &UInt64Array::from(pending.rows)).map_err(|e| wrong(e.to_string()))?;
        let rows = if self.noted {
            let mut columns = without_notes(&rows);
            columns.extend(arrays(&pending.notes));
            RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(|e| wrong(e.to_string()))?
        } else {
            rows
        };
        self.writer.write(&rows).map_err(|e| wrong(e.to_string()))?;
        if self.writer.in_progress_size() >= GROUP_BYTES || self.writer.in_progress_rows() >= GROUP_ROWS {
            self.writer.flush().map_err(|e| Error::path(&self.path, e.to_string()))?;
        }
        Ok(())
    }

    /// Everything is written, but the file has no name yet.
    pub(super) fn ready(mut self) -> Result<Ready> {
        self.write()?;
        let place = self.writer.into_inner().map_err(|e| Error::path(&self.path, e.to_string()))?;
        place.ready()
    }
}

/// `schema` with the notes as further columns instead of earlier ones.
pub(crate) fn with_notes(schema: &Schema) -> SchemaRef {
    let kept = schema.fields().iter().filter(|field| !is_ours(field.name())).cloned();
    let notes = KEYS.iter().map(|(key, kind)| {
        let of = match kind {
            Kind::Figure => DataType::Float64,
            Kind::Count => DataType::Int64,
            Kind::Word => DataType::Utf8,
            Kind::Words => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        };
        Arc::new(Field::new(*key, of, true))
    });
    Arc::new(Schema::new_with_metadata(kept.chain(notes).collect::<Vec<_>>(), schema.metadata().clone()))
}

/// The columns of `rows` that are no earlier notes.
pub(crate) fn without_notes(rows: &RecordBatch) -> Vec<ArrayRef> {
    let schema = rows.schema_ref();
    let columns = schema.fields().iter().zip(rows.columns()).filter(|(field, _)| !is_ours(field.name()));
    columns.map(|(_, column)| Arc::clone(column)).collect()
}

/// The columns of `notes`.
pub(crate) fn arrays(notes: &[Note]) -> Vec<ArrayRef> {
    let column = |i: usize| notes.iter().map(move |note| &note.values()[i]);
    let array = |(i, (_, kind)): (usize, &(&str, Kind))| -> ArrayRef {
        match kind {
            Kind::Figure => Arc::new(column(i).map(Value::as_f64).collect::<Float64Array>()),
            Kind::Count => Arc::new(column(i).map(Value::as_i64).collect::<Int64Array>()),
            Kind::Word => Arc::new(column(i).map(Value::as_str).collect::<StringArray>()),
            Kind::Words => {
                let mut lists = ListBuilder::new(StringBuilder::new());
                for value in column(i) {
                    lists.append_option(value.as_array().map(|words| words.iter().map(Value::as_str)));
                }
                Arc::new(lists.finish())
            }
        }
    };
    KEYS.iter().enumerate().map(array).collect()
}
