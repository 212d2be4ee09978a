//! Arrow record batches: documents in a column of text in, the same rows with scores and findings out.

use crate::error::{Error, Result};
use crate::filter::annotate::Note;
use crate::filter::columns::{arrays, with_notes, without_notes};
use crate::filter::verdict::Rules;
use crate::finding::Finding;
use crate::read::Input;
use crate::read::parquet::{cell, holds_text};
use crate::run::{Engine, Judged, Scored};
use crate::text::Date;
use crate::weights::rounded;
use arrow_array::{ArrayRef, Float64Array, Int64Array, ListArray, RecordBatch, StringArray, StructArray};
use arrow_buffer::OffsetBuffer;
use arrow_schema::{ArrowError, DataType, Field, Fields, Schema, SchemaRef};
use rayon::prelude::*;
use std::sync::Arc;

/// The column of findings: a list for each row.
pub const FINDINGS: &str = "malaprop_findings";

/// The schema of what [`judged`] makes of batches with `schema`: its columns, the notes of [`crate::filter::annotate::KEYS`], and
/// [`FINDINGS`]. Columns that have these names already are replaced.
#[must_use]
pub fn schema(schema: &Schema) -> SchemaRef {
    let noted = with_notes(schema);
    let mut fields: Vec<_> = noted.fields().iter().filter(|field| field.name() != FINDINGS).cloned().collect();
    fields.push(Arc::new(Field::new(FINDINGS, DataType::List(item()), true)));
    Arc::new(Schema::new_with_metadata(fields, schema.metadata().clone()))
}

/// The fields of a finding; `start` and `end` count code points.
fn fields() -> Fields {
    let field = |(name, kind): (&str, DataType)| Field::new(name, kind, true);
    let fields = [
        ("rule", DataType::Utf8),
        ("name", DataType::Utf8),
        ("family", DataType::Utf8),
        ("severity", DataType::Utf8),
        ("confidence", DataType::Float64),
        ("start", DataType::Int64),
        ("end", DataType::Int64),
        ("match", DataType::Utf8),
        ("suggestion", DataType::Utf8),
        ("evidence", DataType::Utf8),
    ];
    fields.into_iter().map(field).collect()
}

fn item() -> Arc<Field> {
    Arc::new(Field::new_list_field(DataType::Struct(fields()), true))
}

/// The place of the column `text` in batches with `schema`.
///
/// # Errors
/// No such column, several, or one that is not of text.
pub fn text_column(schema: &Schema, text: &str) -> Result<usize> {
    let mut named = schema.fields().iter().enumerate().filter(|(_, field)| field.name() == text);
    let (i, field) = named.next().ok_or_else(|| {
        let columns: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
        Error::usage(format!("no column `{text}` among `{}`", columns.join("`, `")))
    })?;
    if named.next().is_some() {
        return Err(Error::usage(format!("more than one column `{text}`")));
    }
    if !holds_text(field.data_type()) {
        return Err(Error::usage(format!("the column `{text}` is {}, not text", field.data_type())));
    }
    Ok(i)
}

/// What the columns are called that are read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Columns {
    /// That of the text.
    pub text: String,
    /// That of the text's day, where there is one.
    pub date: String,
}

/// Judges the rows of `batch`, each by itself, on the threads of the pool this is called in. Rows without text have nulls, and
/// those of more than `max_bytes` bytes have too.
///
/// # Errors
/// What [`text_column`] finds.
pub fn judged(
    engine: &Engine,
    rules: &Rules,
    batch: &RecordBatch,
    columns: &Columns,
    max_bytes: u64,
) -> Result<RecordBatch> {
    let texts = batch.column(text_column(batch.schema_ref(), &columns.text)?);
    let dates = batch.column_by_name(&columns.date);
    let judge = |row: usize| {
        let date = dates.and_then(|dates| Date::parse(&cell(dates, row)?));
        let input = Input::within("", cell(texts, row).unwrap_or_default(), max_bytes);
        engine.judge(0, Input { date, ..input })
    };
    let scored: Vec<Scored> = (0..batch.num_rows()).into_par_iter().map(judge).collect();
    let note = |scored: &Scored| Note::new(scored, &rules.verdict(scored, &engine.thresholds));
    let notes: Vec<Note> = scored.iter().map(note).collect();
    let schema = schema(batch.schema_ref());
    let old = batch.schema_ref().column_with_name(FINDINGS).map(|(i, _)| i);
    let others: Vec<usize> = (0..batch.num_columns()).filter(|i| Some(*i) != old).collect();
    let made = batch.project(&others).and_then(|rows| {
        let mut columns = without_notes(&rows);
        columns.extend(arrays(&notes));
        columns.push(findings(&scored)?);
        RecordBatch::try_new(schema, columns)
    });
    made.map_err(|e| Error::usage(format!("a batch of {} rows: {e}", batch.num_rows())))
}

fn findings(scored: &[Scored]) -> std::result::Result<ArrayRef, ArrowError> {
    let judged = || scored.iter().filter_map(|scored| scored.result.as_ref());
    let all: Vec<(&Judged, usize)> = judged().flat_map(|j| (0..j.findings.len()).map(move |i| (j, i))).collect();
    let text = |of: &dyn Fn(&Finding) -> Option<String>| -> ArrayRef {
        Arc::new(all.iter().map(|(judged, i)| of(&judged.findings[*i])).collect::<StringArray>())
    };
    let place = |of: &dyn Fn(&Finding) -> usize| -> ArrayRef {
        let at = |(judged, i): &(&Judged, usize)| judged.document.position(of(&judged.findings[*i])).code_point as i64;
        Arc::new(all.iter().map(at).collect::<Int64Array>())
    };
    let columns: Vec<ArrayRef> = vec![
        text(&|f| Some(f.rule.code.to_owned())),
        text(&|f| Some(f.rule.name.to_owned())),
        text(&|f| Some(f.rule.family.as_str().to_owned())),
        text(&|f| Some(f.severity.as_str().to_owned())),
        Arc::new(all.iter().map(|(judged, i)| rounded(judged.findings[*i].confidence)).collect::<Float64Array>()),
        place(&|f| f.span.start),
        place(&|f| f.span.end),
        Arc::new(all.iter().map(|(judged, i)| Some(judged.matched(*i))).collect::<StringArray>()),
        text(&|f| f.suggestion.clone()),
        text(&|f| Some(f.evidence.text.clone())),
    ];
    let lengths = scored.iter().map(|scored| scored.result.as_ref().map_or(0, |judged| judged.findings.len()));
    let list = StructArray::try_new_with_length(fields(), columns, None, all.len())?;
    Ok(Arc::new(ListArray::try_new(item(), OffsetBuffer::from_lengths(lengths), Arc::new(list), None)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::filter::verdict::Keep;
    use crate::score::Decision;
    use arrow_array::Array;
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int64Type};

    #[test]
    fn rows_gain_scores_and_findings_and_keep_their_columns() {
        let texts = [Some("Guests were received by Steve Witcoof at noon."), None, Some("The council met on Monday.")];
        let rows: Vec<(&str, ArrayRef)> = vec![
            ("n", Arc::new(Int64Array::from(vec![7, 8, 9]))),
            ("body", Arc::new(StringArray::from(texts.to_vec()))),
        ];
        let batch = RecordBatch::try_from_iter(rows).unwrap();
        let columns = Columns { text: "body".to_owned(), date: "date".to_owned() };
        let engine = Engine::builtin().unwrap();
        let rules = Rules { keep: Keep::From(Decision::Review), corpus_filters: false };
        let once = judged(&engine, &rules, &batch, &columns, 1 << 20).unwrap();
        assert_eq!(once.schema(), schema(batch.schema_ref()));
        assert_eq!(once.column_by_name("n").unwrap().as_primitive::<Int64Type>().value(2), 9);
        let scores = once.column_by_name("malaprop_score").unwrap().as_primitive::<Float64Type>();
        assert!(scores.value(0) < 100.0 && scores.is_null(1) && scores.value(2) == 100.0);
        let findings = once.column_by_name(FINDINGS).unwrap().as_list::<i32>();
        assert_eq!((findings.value_length(0), findings.value_length(1), findings.value_length(2)), (1, 0, 0));
        let first = findings.value(0);
        assert_eq!(first.as_struct().column_by_name("match").unwrap().as_string::<i32>().value(0), "Steve Witcoof");
        assert_eq!(
            judged(&engine, &rules, &once, &columns, 1 << 20).unwrap(),
            once,
            "columns are made anew, not added"
        );
        let short = judged(&engine, &rules, &batch, &columns, 10).unwrap();
        assert_eq!(short.column_by_name("malaprop_score").unwrap().null_count(), 3, "too long for the limit");
        assert!(text_column(batch.schema_ref(), "n").is_err() && text_column(batch.schema_ref(), "x").is_err());
    }
}
