//! The journal: text and bytes in, text and records out.

use std::sync::{Arc, PoisonError, RwLock};

use isms_core::Error;
use isms_core::record::Change;
use isms_core::record::journal::{Head, Instant, Journal as Kept, Settings, Snapshot};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::{Isms, raise};

/// Entries, and bytes of one line.
type Limits = (u64, usize);

fn settings((max_entries, max_line_bytes): Limits) -> Settings {
    Settings { max_entries, max_line_bytes, ..Settings::default() }
}

/// A journal.
#[pyclass(module = "isms._native", frozen)]
pub(crate) struct Journal(RwLock<Kept>);

impl Journal {
    fn read<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&Kept) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        // A panic while writing is the only poison, and `append` leaves the journal whole in any case.
        py.detach(|| ask(&self.0.read().unwrap_or_else(PoisonError::into_inner))).map_err(raise)
    }
}

#[pymethods]
impl Journal {
    #[staticmethod]
    fn establish(py: Python<'_>, record: &Isms, at: &str, actor: &str) -> PyResult<Self> {
        record
            .read(py, |record| Kept::establish(record, instant("at", at)?, actor))
            .map(|kept| Self(kept.into()))
    }

    #[staticmethod]
    fn from_json_lines(py: Python<'_>, lines: PyBackedBytes, limits: Limits) -> PyResult<Self> {
        py.detach(|| Kept::read(lines.as_ref(), settings(limits)))
            .map(|kept| Self(kept.into()))
            .map_err(raise)
    }

    fn append(&self, py: Python<'_>, json: PyBackedBytes, at: &str, actor: &str) -> PyResult<String> {
        let append = || {
            let (changes, at) = (Change::list_from_slice(&json)?, instant("at", at)?);
            let mut kept = self.0.write().unwrap_or_else(PoisonError::into_inner);
            kept.append(at, actor, &changes).map(|head| head.to_json())
        };
        py.detach(append).map_err(raise)
    }

    fn __len__(&self, py: Python<'_>) -> PyResult<usize> {
        self.read(py, |kept| Ok(usize::try_from(kept.len()).unwrap_or(usize::MAX)))
    }

    fn entry(&self, py: Python<'_>, seq: u64) -> PyResult<String> {
        self.read(py, |kept| kept.entry_json(seq).map(str::to_owned))
    }

    fn to_json_lines(&self, py: Python<'_>, since: u64) -> PyResult<String> {
        self.read(py, |kept| kept.json_lines_since(since).map(str::to_owned))
    }

    fn head(&self, py: Python<'_>) -> PyResult<String> {
        self.read(py, |kept| Ok(kept.head().to_json()))
    }

    fn verify(&self, py: Python<'_>, head: Option<&str>) -> PyResult<()> {
        self.read(py, |kept| match head {
            Some(head) => kept.verify_against(&Head::from_json(head)?),
            None => kept.verify().map(|_| ()),
        })
    }

    fn at(&self, py: Python<'_>, at: &str) -> PyResult<Isms> {
        let record = self.read(py, |kept| kept.at(instant("at", at)?))?;
        Ok(Isms::of(Arc::unwrap_or_clone(record)))
    }

    fn at_seq(&self, py: Python<'_>, seq: u64) -> PyResult<Isms> {
        let record = self.read(py, |kept| kept.at_seq(seq))?;
        Ok(Isms::of(Arc::unwrap_or_clone(record)))
    }

    fn history(&self, py: Python<'_>, kind: &str, id: &str) -> PyResult<String> {
        self.read(py, |kept| kept.history_json(kind, id))
    }

    /// The difference as JSON, and as text for people.
    fn difference(&self, py: Python<'_>, start: &str, end: &str) -> PyResult<(String, String)> {
        self.read(py, |kept| {
            kept.difference_between(start, end).map(|found| (found.to_json(), found.to_string()))
        })
    }

    fn snapshot(&self, py: Python<'_>, seq: u64) -> PyResult<String> {
        self.read(py, |kept| Ok(kept.take_snapshot(seq)?.to_json()))
    }

    fn add_snapshot(&self, py: Python<'_>, json: PyBackedBytes) -> PyResult<()> {
        self.read(py, |kept| kept.add_snapshot(Snapshot::from_slice(&json)?))
    }
}

/// The first fault of JSON Lines as JSON, or `null`.
#[pyfunction]
pub(crate) fn journal_fault(
    py: Python<'_>,
    lines: PyBackedBytes,
    head: Option<&str>,
    limits: Limits,
) -> PyResult<String> {
    let find = || {
        let head = head.map(Head::from_json).transpose()?;
        Kept::find_fault(lines.as_ref(), settings(limits), head.as_ref())
    };
    let fault = py.detach(find).map_err(raise)?;
    Ok(fault.map_or_else(|| "null".to_owned(), |fault| fault.to_json()))
}

fn instant(name: &str, text: &str) -> Result<Instant, Error> {
    text.parse().map_err(|error: Error| error.within(name))
}
