//! The engine with its options, as `_scorer.py` holds it.

use crate::batches::{self, ArrowBatch, ArrowSchema, ArrowStream};
use crate::options::Options;
use crate::pool::Pool;
use crate::{bundle, told};
use arrow_array::RecordBatch;
use malaprop::arrow::{self, Columns};
use malaprop::config::Config;
use malaprop::error::{Error, Result};
use malaprop::filter::annotate::Note;
use malaprop::filter::verdict::Rules;
use malaprop::read::Input;
use malaprop::report::jsonl;
use malaprop::run;
use malaprop::text::Date;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::Arc;

/// What judges texts; shared with the streams that it has made.
#[derive(Debug)]
pub(crate) struct Judge {
    engine: run::Engine,
    rules: Rules,
    max_bytes: u64,
    pool: Pool,
}

impl Judge {
    fn input(&self, id: &str, text: String) -> Input {
        Input::within(id, text, self.max_bytes)
    }

    /// The document's line of JSON.
    fn line(&self, id: &str, text: String) -> Result<Vec<u8>> {
        jsonl::object(&self.engine.judge(0, self.input(id, text))).map_err(|e| Error::usage(e.to_string()))
    }

    /// What a filter notes of it, as JSON.
    fn note(&self, text: String, date: Option<&str>) -> Vec<u8> {
        let date = date.and_then(Date::parse);
        let scored = self.engine.judge(0, Input { date, ..self.input("", text) });
        let note = Note::new(&scored, &self.rules.verdict(&scored, &self.engine.thresholds));
        serde_json::Value::Object(note.object()).to_string().into_bytes()
    }

    /// `batch` with scores and findings.
    pub(crate) fn batch(&self, batch: &RecordBatch, columns: &Columns) -> Result<RecordBatch> {
        let pool = self.pool.get()?;
        pool.install(|| arrow::judged(&self.engine, &self.rules, batch, columns, self.max_bytes))
    }
}

/// An engine made of options; `malaprop.Scorer` speaks for it.
#[pyclass(frozen, module = "malaprop._malaprop")]
pub(crate) struct Engine {
    judge: Arc<Judge>,
    config: Config,
}

#[pymethods]
impl Engine {
    #[new]
    fn new(py: Python<'_>, options: Options) -> PyResult<Self> {
        let (config, rules, date) = (options.config()?, options.rules()?, options.date()?);
        let engine = py.detach(|| run::Engine::new(config.clone(), date)).map_err(told)?;
        let judge = Judge { engine, rules, max_bytes: options.max_bytes, pool: Pool::new(options.threads) };
        Ok(Self { judge: Arc::new(judge), config })
    }

    /// The line of JSON that `malaprop score --format jsonl` writes of a text.
    fn line(&self, py: Python<'_>, text: String, id: &str) -> PyResult<Vec<u8>> {
        py.detach(|| self.judge.line(id, text)).map_err(told)
    }

    /// The same for texts with their ids, on all threads.
    fn lines(&self, py: Python<'_>, texts: Vec<(String, String)>) -> PyResult<Vec<Vec<u8>>> {
        py.detach(|| {
            let pool = self.judge.pool.get()?;
            pool.install(|| texts.into_par_iter().map(|(text, id)| self.judge.line(&id, text)).collect::<Result<_>>())
        })
        .map_err(told)
    }

    /// The notes that `malaprop filter --annotate` writes of texts with their days, as JSON, on all threads.
    fn notes(&self, py: Python<'_>, texts: Vec<(String, Option<String>)>) -> PyResult<Vec<Vec<u8>>> {
        py.detach(|| {
            let pool = self.judge.pool.get()?;
            let note = |(text, date): (String, Option<String>)| self.judge.note(text, date.as_deref());
            Result::Ok(pool.install(|| texts.into_par_iter().map(note).collect()))
        })
        .map_err(told)
    }

    /// A batch or stream of Arrow data with scores and findings.
    fn arrow(&self, py: Python<'_>, data: &Bound<'_, PyAny>, text: String, date: String) -> PyResult<Py<PyAny>> {
        let columns = Columns { text, date };
        if data.hasattr("__arrow_c_array__")? {
            let batch = batches::batch(data)?;
            let judged = py.detach(|| self.judge.batch(&batch, &columns)).map_err(told)?;
            return Ok(Py::new(py, ArrowBatch::new(judged))?.into_any());
        }
        if data.hasattr("__arrow_c_stream__")? {
            let stream = ArrowStream::new(data, Arc::clone(&self.judge), columns)?;
            return Ok(Py::new(py, stream)?.into_any());
        }
        let kind = data.get_type().fully_qualified_name()?;
        let what = "neither __arrow_c_array__ nor __arrow_c_stream__";
        Err(PyTypeError::new_err(format!("{kind} is no Arrow data: it has {what}")))
    }

    /// The columns that scored batches have beside their own.
    #[staticmethod]
    fn schema() -> ArrowSchema {
        ArrowSchema(arrow::schema(&arrow_schema::Schema::empty()))
    }

    /// Writes the configuration and every file it names into `folder`.
    fn pack(&self, folder: PathBuf) -> PyResult<()> {
        bundle::write(self.config.clone(), &folder).map_err(told)
    }
}
