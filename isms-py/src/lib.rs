//! The native half of the Python package: text and bytes in, text out. No rule of the domain lives here.
#![allow(missing_docs, reason = "the Python module documents itself; this crate has no Rust users")]

mod journal;

use isms_core::interop;
use isms_core::record::{Change, Isms as Record};
use isms_core::{Error, view};
use pyo3::create_exception;
use pyo3::exceptions::PyException;
use pyo3::prelude::*;

create_exception!(_native, NativeError, PyException);

/// Carries the parts of an error over; `isms.IsmsError` is made of them.
pub(crate) fn raise(error: Error) -> PyErr {
    let message = error.to_string();
    NativeError::new_err((message, error.path, error.code.as_str(), error.problem, error.remedy))
}

/// A record.
#[pyclass(module = "isms._native", frozen)]
pub(crate) struct Isms(std::sync::RwLock<Record>);

impl Isms {
    pub(crate) fn of(record: Record) -> Self {
        Self(record.into())
    }

    pub(crate) fn read<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&Record) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        // A panic while writing is the only poison, and `apply` leaves the record whole in any case.
        py.detach(|| ask(&self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner))).map_err(raise)
    }
}

#[pymethods]
impl Isms {
    #[new]
    fn new(py: Python<'_>, json: Vec<u8>) -> PyResult<Self> {
        py.detach(|| Record::from_slice(&json)).map(|record| Self(record.into())).map_err(raise)
    }

    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |record| Ok(record.to_json()))
    }

    fn apply(&self, py: Python<'_>, json: &str) -> PyResult<()> {
        let apply = || {
            let changes = Change::list_from_json(json)?;
            self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner).apply(&changes)
        };
        py.detach(apply).map_err(raise)
    }

    /// The difference as JSON, and as text for people.
    fn preview(&self, py: Python<'_>, json: &str) -> PyResult<(String, String)> {
        self.read(py, |record| {
            let difference = record.preview(&Change::list_from_json(json)?)?;
            Ok((difference.to_json(), difference.to_string()))
        })
    }

    fn ask(&self, py: Python<'_>, date: &str, view: &str, parameters: &str) -> PyResult<String> {
        let on = date.parse().map_err(|error: Error| raise(error.within("date")))?;
        self.read(py, |record| record.as_of(on).ask_json(view, parameters))
    }
}

#[pyfunction]
fn read_stix(py: Python<'_>, bundle: Vec<u8>) -> PyResult<String> {
    py.detach(|| Ok(interop::read_stix(&bundle)?.to_json())).map_err(raise)
}

#[pyfunction]
fn read_oscal(py: Python<'_>, catalogue: Vec<u8>) -> PyResult<String> {
    py.detach(|| Ok(interop::read_oscal(&catalogue)?.to_json())).map_err(raise)
}

#[pyfunction]
fn views() -> String {
    view::describe().to_string()
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("NativeError", module.py().get_type::<NativeError>())?;
    module.add_class::<Isms>()?;
    module.add_class::<journal::Journal>()?;
    module.add_function(wrap_pyfunction!(journal::journal_fault, module)?)?;
    module.add_function(wrap_pyfunction!(read_stix, module)?)?;
    module.add_function(wrap_pyfunction!(read_oscal, module)?)?;
    module.add_function(wrap_pyfunction!(views, module)?)
}
