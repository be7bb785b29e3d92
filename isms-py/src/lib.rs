//! The native half of the Python package: text and bytes in, text out. No rule of the domain lives here.
#![allow(missing_docs, reason = "the Python module documents itself; this crate has no Rust users")]

mod arrow;
mod graph;
mod journal;
mod loss;
mod measurements;
mod work;

use arrow_array::ffi_stream::FFI_ArrowArrayStream;
use arrow_schema::ArrowError;
use isms_core::graph::Depth;
use isms_core::model::Kind;
use isms_core::quant::TRIALS_PER_BLOCK;
use isms_core::record::journal::Settings;
use isms_core::record::{Change, Isms as Record, Limits, json_schema};
use isms_core::{Error, interop, report, view};
use pyo3::create_exception;
use pyo3::exceptions::{PyException, PyTypeError};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyCapsule;
use serde_json::json;

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
        py.detach(|| self.locked(ask)).map_err(raise)
    }

    fn locked<T>(&self, ask: impl FnOnce(&Record) -> T) -> T {
        // A panic while writing is the only poison, and `apply` leaves the record whole in any case.
        ask(&self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner))
    }
}

#[pymethods]
impl Isms {
    /// `limits` are bytes, bytes of one text, and entities.
    #[new]
    fn new(py: Python<'_>, json: PyBackedBytes, limits: (usize, usize, usize)) -> PyResult<Self> {
        let (bytes, text_bytes, entities) = limits;
        let limits = Limits { bytes, text_bytes, entities };
        py.detach(|| Record::from_slice_within(&json, &limits))
            .map(|record| Self(record.into()))
            .map_err(raise)
    }

    fn to_json(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |record| Ok(record.to_json()))
    }

    /// The record without its collections.
    fn settings(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |record| Ok(record.settings_json()))
    }

    fn ids(&self, py: Python<'_>, collection: &str) -> PyResult<Vec<String>> {
        self.read(py, |record| {
            Ok(record.ids(Kind::of_collection(collection)?).into_iter().map(str::to_owned).collect())
        })
    }

    fn contains(&self, py: Python<'_>, collection: &str, id: &str) -> PyResult<bool> {
        self.read(py, |record| Ok(record.contains(Kind::of_collection(collection)?, id)))
    }

    fn entity(&self, py: Python<'_>, collection: &str, id: &str) -> PyResult<String> {
        self.read(py, |record| record.entity_json(Kind::of_collection(collection)?, id))
    }

    fn collection(&self, py: Python<'_>, collection: &str) -> PyResult<String> {
        self.read(py, |record| Ok(record.collection_json(Kind::of_collection(collection)?)))
    }

    fn collection_stream<'py>(&self, py: Python<'py>, collection: &str) -> PyResult<Bound<'py, PyCapsule>> {
        let entities = self.collection(py, collection)?;
        capsule(py, || arrow::of_collection(collection, &entities))
    }

    fn apply(&self, py: Python<'_>, json: PyBackedBytes) -> PyResult<()> {
        let apply = || {
            let changes = Change::list_from_slice(&json)?;
            self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner).apply(&changes)
        };
        py.detach(apply).map_err(raise)
    }

    /// Takes in the columns `at` and `value` of an Arrow stream, all of them or none.
    fn record_measurements(
        &self,
        py: Python<'_>,
        metric: &str,
        stream: &Bound<'_, PyCapsule>,
    ) -> PyResult<()> {
        let columns = measurements::read(stream)?;
        let apply = || {
            let changes = interop::read_measurement_columns(metric, columns.rows()?)?.changes;
            self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner).apply(&changes)
        };
        py.detach(apply).map_err(raise)
    }

    /// The difference as JSON, and as text for people.
    fn preview(&self, py: Python<'_>, json: PyBackedBytes) -> PyResult<(String, String)> {
        self.read(py, |record| {
            let difference = record.preview(&Change::list_from_slice(&json)?)?;
            Ok((difference.to_json(), difference.to_string()))
        })
    }

    /// What is little work is done at once, and nobody is told how far it is.
    fn ask(
        &self,
        py: Python<'_>,
        date: &str,
        view: &str,
        parameters: &str,
        progress: Option<Py<PyAny>>,
        time_limit: Option<f64>,
    ) -> PyResult<String> {
        let on = day(date)?;
        if view::definition(view).map_err(raise)?.work == view::Work::Little {
            return self.read(py, |record| record.as_of(on).ask_json(view, parameters));
        }
        work::answered(py, progress, time_limit, |watch| {
            self.locked(|record| record.as_of(on).watched_by(watch).ask_json(view, parameters))
        })
    }

    fn report(&self, py: Python<'_>, date: &str) -> PyResult<String> {
        let on = day(date)?;
        self.read(py, |record| report::html(&record.as_of(on)))
    }

    fn document(
        &self,
        py: Python<'_>,
        date: &str,
        name: &str,
        format: &str,
        parameters: &str,
    ) -> PyResult<String> {
        let on = day(date)?;
        self.read(py, |record| record.as_of(on).document_text(name, format, parameters))
    }

    fn calendar(&self, py: Python<'_>, date: &str, parameters: &str) -> PyResult<String> {
        let on = day(date)?;
        self.read(py, |record| interop::write_icalendar_json(&record.as_of(on), parameters))
    }

    #[pyo3(signature = (name, depth))]
    fn blast_radius(&self, py: Python<'_>, name: &str, depth: Option<usize>) -> PyResult<String> {
        let depth = depth.map_or(Depth::Any, Depth::AtMost);
        self.read(py, |record| Ok(json!(record.graph().blast_radius(name, depth)?).to_string()))
    }

    fn explain(&self, py: Python<'_>, from: &str, to: &str) -> PyResult<String> {
        self.read(py, |record| Ok(json!(record.graph().explain(from, to)?).to_string()))
    }

    fn dependency_cycles(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |record| Ok(json!(record.graph().dependency_cycles()).to_string()))
    }
}

pub(crate) fn day(date: &str) -> PyResult<isms_core::model::Date> {
    date.parse().map_err(|error: Error| raise(error.within("date")))
}

#[pyfunction]
fn read_stix(py: Python<'_>, bundle: PyBackedBytes) -> PyResult<String> {
    py.detach(|| Ok(interop::read_stix(&bundle)?.to_json())).map_err(raise)
}

#[pyfunction]
fn read_oscal(py: Python<'_>, catalogue: PyBackedBytes) -> PyResult<String> {
    py.detach(|| Ok(interop::read_oscal(&catalogue)?.to_json())).map_err(raise)
}

#[pyfunction]
fn read_oscal_framework(
    py: Python<'_>,
    catalogue: PyBackedBytes,
    id: &str,
    with_controls: bool,
) -> PyResult<String> {
    py.detach(|| Ok(interop::read_oscal_framework(&catalogue, id, with_controls)?.to_json())).map_err(raise)
}

#[pyfunction]
fn catalogue(py: Python<'_>, name: &str, with_controls: bool) -> PyResult<String> {
    py.detach(|| Ok(interop::catalogue(name, with_controls)?.to_json())).map_err(raise)
}

#[pyfunction]
fn documents() -> String {
    report::document::describe().to_string()
}

#[pyfunction]
fn read_measurements_csv(py: Python<'_>, lines: PyBackedBytes) -> PyResult<String> {
    py.detach(|| Ok(interop::read_measurements_csv(&lines)?.to_json())).map_err(raise)
}

#[pyfunction]
fn read_measurements_jsonl(py: Python<'_>, lines: PyBackedBytes) -> PyResult<String> {
    py.detach(|| Ok(interop::read_measurements_jsonl(&lines)?.to_json())).map_err(raise)
}

/// The rows of an answer as the capsule of the Arrow PyCapsule interface.
#[pyfunction]
fn arrow_stream<'py>(py: Python<'py>, view: &str, answer: &str) -> PyResult<Bound<'py, PyCapsule>> {
    capsule(py, || arrow::of_answer(view, answer))
}

/// The same of the rows of a table of losses.
#[pyfunction]
fn loss_stream<'py>(py: Python<'py>, question: &str, rows: &str) -> PyResult<Bound<'py, PyCapsule>> {
    capsule(py, || arrow::of_losses(question, rows))
}

fn capsule<'py>(
    py: Python<'py>,
    make: impl FnOnce() -> Result<FFI_ArrowArrayStream, ArrowError> + Send,
) -> PyResult<Bound<'py, PyCapsule>> {
    let stream = py.detach(make).map_err(|error| PyTypeError::new_err(error.to_string()))?;
    PyCapsule::new_with_value(py, stream, c"arrow_array_stream")
}

/// The JSON Schema of a document by its name.
#[pyfunction]
fn schema(document: &str) -> PyResult<String> {
    json_schema(document).map(|schema| schema.to_string()).map_err(raise)
}

/// The limits that are set by default: bytes, bytes of one text and entities of a record; entries and bytes of one line of
/// a journal.
#[pyfunction]
fn default_limits() -> (usize, usize, usize, u64, usize) {
    let Limits { bytes, text_bytes, entities } = Limits::default();
    let Settings { max_entries, max_line_bytes, .. } = Settings::default();
    (bytes, text_bytes, entities, max_entries, max_line_bytes)
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
    module.add_class::<graph::Graph>()?;
    module.add_class::<loss::Losses>()?;
    module.add_class::<loss::LossRounds>()?;
    module.add_function(wrap_pyfunction!(loss::loss_model, module)?)?;
    module.add_function(wrap_pyfunction!(loss::loss_partial, module)?)?;
    module.add_function(wrap_pyfunction!(loss_stream, module)?)?;
    module.add("TRIALS_PER_BLOCK", TRIALS_PER_BLOCK)?;
    module.add_function(wrap_pyfunction!(journal::journal_fault, module)?)?;
    module.add_function(wrap_pyfunction!(read_stix, module)?)?;
    module.add_function(wrap_pyfunction!(read_oscal, module)?)?;
    module.add_function(wrap_pyfunction!(read_oscal_framework, module)?)?;
    module.add_function(wrap_pyfunction!(catalogue, module)?)?;
    module.add_function(wrap_pyfunction!(documents, module)?)?;
    module.add_function(wrap_pyfunction!(read_measurements_csv, module)?)?;
    module.add_function(wrap_pyfunction!(read_measurements_jsonl, module)?)?;
    module.add_function(wrap_pyfunction!(arrow_stream, module)?)?;
    module.add_function(wrap_pyfunction!(schema, module)?)?;
    module.add_function(wrap_pyfunction!(default_limits, module)?)?;
    module.add_function(wrap_pyfunction!(views, module)?)
}
