//! Arrow data in and out by the capsules of its C interface: buffers change hands, and none is copied.

use crate::engine::Judge;
use crate::told;
use arrow_array::ffi::{FFI_ArrowArray, FFI_ArrowSchema};
use arrow_array::ffi_stream::{FFI_ArrowArrayStream, RecordBatchStreamReader};
use arrow_array::{Array, RecordBatch, RecordBatchReader, StructArray};
use arrow_pyarrow::FromPyArrow;
use arrow_schema::{ArrowError, SchemaRef};
use malaprop::arrow::{self, Columns};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyCapsule;
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, PoisonError};

/// The batch in an object with `__arrow_c_array__`.
pub(crate) fn batch(data: &Bound<'_, PyAny>) -> PyResult<RecordBatch> {
    RecordBatch::from_pyarrow_bound(data)
}

/// A record batch for whoever reads Arrow's capsules.
#[pyclass(frozen, module = "malaprop")]
pub(crate) struct ArrowBatch(RecordBatch);

impl ArrowBatch {
    pub(crate) fn new(batch: RecordBatch) -> Self {
        Self(batch)
    }
}

#[pymethods]
impl ArrowBatch {
    fn __len__(&self) -> usize {
        self.0.num_rows()
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema(py, self.0.schema_ref())
    }

    /// Another schema than the batch's own is a wish that need not be granted.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<(Bound<'py, PyCapsule>, Bound<'py, PyCapsule>)> {
        let _ = requested_schema;
        let array = FFI_ArrowArray::new(&StructArray::from(self.0.clone()).to_data());
        Ok((schema(py, self.0.schema_ref())?, PyCapsule::new_with_value(py, array, c"arrow_array")?))
    }
}

/// A schema for whoever reads Arrow's capsules.
#[pyclass(frozen, module = "malaprop")]
pub(crate) struct ArrowSchema(pub(crate) SchemaRef);

#[pymethods]
impl ArrowSchema {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema(py, &self.0)
    }
}

fn schema<'py>(py: Python<'py>, schema: &SchemaRef) -> PyResult<Bound<'py, PyCapsule>> {
    let schema = FFI_ArrowSchema::try_from(schema.as_ref()).map_err(wrong)?;
    PyCapsule::new_with_value(py, schema, c"arrow_schema")
}

fn wrong(error: ArrowError) -> PyErr {
    PyValueError::new_err(error.to_string())
}

/// A stream of batches, each judged when it is asked for.
#[pyclass(frozen, module = "malaprop")]
pub(crate) struct ArrowStream {
    schema: SchemaRef,
    batches: Mutex<Option<Judged>>,
}

impl ArrowStream {
    /// Of `data`, which has `__arrow_c_stream__`.
    pub(crate) fn new(data: &Bound<'_, PyAny>, judge: Arc<Judge>, columns: Columns) -> PyResult<Self> {
        let source = RecordBatchStreamReader::from_pyarrow_bound(data)?;
        arrow::text_column(source.schema().as_ref(), &columns.text).map_err(told)?;
        let schema = arrow::schema(source.schema().as_ref());
        let batches = Judged { source, judge, columns, schema: Arc::clone(&schema) };
        Ok(Self { schema, batches: Mutex::new(Some(batches)) })
    }
}

#[pymethods]
impl ArrowStream {
    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        schema(py, &self.schema)
    }

    /// Another schema than the stream's own is a wish that need not be granted.
    #[pyo3(signature = (requested_schema = None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<&Bound<'py, PyAny>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let _ = requested_schema;
        let batches = self.batches.lock().unwrap_or_else(PoisonError::into_inner).take();
        let batches = batches.ok_or_else(|| PyValueError::new_err("this stream was read already; make another"))?;
        PyCapsule::new_with_value(py, FFI_ArrowArrayStream::new(Box::new(batches)), c"arrow_array_stream")
    }
}

/// The batches of a stream with scores and findings.
struct Judged {
    source: RecordBatchStreamReader,
    judge: Arc<Judge>,
    columns: Columns,
    schema: SchemaRef,
}

impl Judged {
    fn judged(&self, batch: &RecordBatch) -> Result<RecordBatch, String> {
        // A stream's buffers are believed, but text that is no text would be undefined behaviour.
        for column in [&self.columns.text, &self.columns.date].into_iter().filter_map(|name| batch.column_by_name(name))
        {
            column.to_data().validate_full().map_err(|e| e.to_string())?;
        }
        self.judge.batch(batch, &self.columns).map_err(|e| e.to_string())
    }
}

impl Iterator for Judged {
    type Item = Result<RecordBatch, ArrowError>;

    /// Python is not asked for anything here: whoever pulls may hold its lock or wait for one who does. Nor does a panic pass, which
    /// would end the process in the middle of foreign code.
    fn next(&mut self) -> Option<Self::Item> {
        let batch = match self.source.next()? {
            Ok(batch) => batch,
            Err(error) => return Some(Err(error)),
        };
        let judged = catch_unwind(AssertUnwindSafe(|| self.judged(&batch))).unwrap_or_else(|panic| Err(said(&*panic)));
        // The C interface ends messages at a zero.
        Some(judged.map_err(|what| ArrowError::ComputeError(what.replace('\0', "\u{fffd}"))))
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    format!("a fault of malaprop: {text}")
}

impl RecordBatchReader for Judged {
    fn schema(&self) -> SchemaRef {
        Arc::clone(&self.schema)
    }
}
