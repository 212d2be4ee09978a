//! malaprop for Python: the engine behind `malaprop.Scorer`. What users see is in `python/malaprop/`; here is what Python cannot do.

mod batches;
mod bundle;
mod engine;
mod options;
mod pool;

use pyo3::prelude::*;

pyo3::create_exception!(
    malaprop,
    MalapropError,
    pyo3::exceptions::PyValueError,
    "An option, table, configuration or batch that malaprop cannot use; the message names file, line and column."
);

/// What the library says, for Python.
fn told(error: malaprop::error::Error) -> PyErr {
    MalapropError::new_err(error.to_string())
}

#[pymodule]
mod _malaprop {
    #[pymodule_export]
    use super::MalapropError;
    #[pymodule_export]
    use super::batches::{ArrowBatch, ArrowSchema, ArrowStream};
    #[pymodule_export]
    use super::engine::Engine;
    use malaprop::filter::annotate::KEYS;
    use pyo3::prelude::*;
    use pyo3::types::PyTuple;

    #[pymodule_init]
    fn init(module: &Bound<'_, PyModule>) -> PyResult<()> {
        module.add("NOTES", PyTuple::new(module.py(), KEYS.map(|(key, _)| key))?)
    }
}
