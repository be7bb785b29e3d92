//! Simulated losses: models and parts of a run as bytes, samples as an array without a copy. No rule of the domain lives
//! here.

use isms_core::model::Stage;
use isms_core::quant::{self, Estimate, Interval, LossModel, Partial, Simulation, StageLosses, Until};
use isms_core::{Error, ErrorCode, report};
use numpy::ndarray::ArrayView1;
use numpy::{PyArray1, PyArrayMethods};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;
use pyo3::types::PyBytes;
use serde_json::json;

use crate::work::watched;
use crate::{Isms, day, raise};

/// What was simulated.
#[pyclass(module = "isms._native", frozen)]
pub(crate) struct Losses(quant::Losses);

/// Trials, seed, stages, whether samples are kept, threads.
type Settings = (u64, u64, Vec<String>, bool, Option<usize>);

/// A relative error, and the level of the shortfall if it is not of the mean.
type Enough = (f64, Option<f64>);

/// A figure with its standard error.
type Estimated = (f64, f64);
/// A figure with the ends of its interval.
type Bounded = (f64, f64, f64);

fn stage(name: &str) -> Result<Stage, Error> {
    Stage::ALL.into_iter().find(|stage| stage.as_str() == name).ok_or_else(|| {
        let names = Stage::ALL.map(Stage::as_str).join(", ");
        Error::new(ErrorCode::Value, "stage", format!("{name} is no stage"), format!("use one of {names}"))
    })
}

fn simulation((trials, seed, stages, keep_samples, threads): Settings) -> Result<Simulation, Error> {
    let stages = stages.iter().map(|name| stage(name)).collect::<Result<_, _>>()?;
    Ok(Simulation { stages, keep_samples, threads, ..Simulation::new(trials, seed) })
}

fn estimated(of: Estimate) -> Estimated {
    (of.value, of.standard_error)
}

/// A model as bytes, its currency, the tolerance of the appetite, and what the model is made from and leaves out as JSON.
type ReadModel<'py> = (Bound<'py, PyBytes>, String, Vec<(f64, f64)>, String);

fn bounded(of: Interval) -> Bounded {
    (of.value, of.low, of.high)
}

/// The model of a record on a date.
#[pyfunction]
pub(crate) fn loss_model<'py>(py: Python<'py>, record: &Isms, date: &str) -> PyResult<ReadModel<'py>> {
    let date = day(date)?;
    let (model, currency, tolerance, sources) = record.read(py, |record| {
        let view = record.as_of(date);
        let recorded = view.loss_model()?;
        let sources = json!({"quantified": recorded.quantified, "left_out": recorded.left_out});
        Ok((recorded.model.to_bytes(), recorded.currency, view.tolerance(), sources.to_string()))
    })?;
    Ok((PyBytes::new(py, &model), currency, tolerance, sources))
}

/// Simulates a range of blocks: a pure function from bytes to bytes.
#[pyfunction]
pub(crate) fn loss_partial<'py>(
    py: Python<'py>,
    model: PyBackedBytes,
    settings: Settings,
    blocks: (u64, u64),
    progress: Option<Py<PyAny>>,
) -> PyResult<Bound<'py, PyBytes>> {
    let bytes = watched(py, progress, move |watch| {
        let model = LossModel::from_bytes(&model)?;
        quant::partial(&model, &simulation(settings)?, blocks.0..blocks.1, watch)?.to_bytes()
    })?;
    Ok(PyBytes::new(py, &bytes))
}

impl Losses {
    /// Asks the losses of a stage.
    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        name: &str,
        ask: impl FnOnce(StageLosses<'_>) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        py.detach(|| ask(self.0.stage(stage(name)?)?)).map_err(raise)
    }
}

/// A run whose blocks others do, a round of them after another.
#[pyclass(module = "isms._native")]
pub(crate) struct LossRounds(quant::Rounds);

#[pymethods]
impl LossRounds {
    /// With `until` only as many rounds as a relative error takes, and else one of all blocks.
    #[new]
    fn new(model: PyBackedBytes, settings: Settings, until: Option<Enough>) -> PyResult<Self> {
        let rounds = || {
            let model = LossModel::from_bytes(&model)?;
            quant::Rounds::new(model, simulation(settings)?, until.map(enough)).map(Self)
        };
        rounds().map_err(raise)
    }

    /// The first of the blocks to do next, and the end of them.
    fn blocks(&self) -> (u64, u64) {
        let blocks = self.0.blocks();
        (blocks.start, blocks.end)
    }

    /// Takes the bytes of partial results of these blocks, in any order; the losses once they are enough.
    fn add(&mut self, py: Python<'_>, parts: Vec<PyBackedBytes>) -> PyResult<Option<Losses>> {
        py.detach(|| self.0.add(merged(&parts)?)).map(|losses| losses.map(Losses)).map_err(raise)
    }
}

fn enough((relative_error, level): Enough) -> Until {
    Until { relative_error, level }
}

fn merged(parts: &[PyBackedBytes]) -> Result<Partial, Error> {
    let parts = parts.iter().map(|part| Partial::from_bytes(part)).collect::<Result<Vec<_>, _>>()?;
    Partial::merge(parts)
}

#[pymethods]
impl Losses {
    /// With `until` only as many trials as a relative error takes, of the mean or of the shortfall at a level.
    #[staticmethod]
    fn simulate(
        py: Python<'_>,
        model: PyBackedBytes,
        settings: Settings,
        until: Option<Enough>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<Self> {
        watched(py, progress, move |watch| {
            let (model, simulation) = (LossModel::from_bytes(&model)?, simulation(settings)?);
            match until.map(enough) {
                None => quant::simulate(&model, &simulation, watch),
                Some(until) => quant::simulate_until(&model, &simulation, until, watch),
            }
            .map(Self)
        })
    }

    /// How many years were simulated.
    fn trials(&self) -> u64 {
        self.0.simulation().trials
    }

    /// Of the bytes of partial results that cover all blocks, in any order.
    #[staticmethod]
    fn merge(py: Python<'_>, model: PyBackedBytes, parts: Vec<PyBackedBytes>) -> PyResult<Self> {
        let merge = || quant::Losses::new(LossModel::from_bytes(&model)?, merged(&parts)?).map(Self);
        py.detach(merge).map_err(raise)
    }

    /// All of it as the bytes of one partial result.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| self.0.partial().to_bytes()).map_err(raise)?;
        Ok(PyBytes::new(py, &bytes))
    }

    /// The loss of each year; none if samples were not kept.
    fn samples<'py>(slf: &Bound<'py, Self>, name: &str) -> PyResult<Option<Bound<'py, PyArray1<f64>>>> {
        let losses = &slf.get().0;
        let found = stage(name).and_then(|stage| losses.stage(stage)).map_err(raise)?;
        let Some(samples) = found.samples() else { return Ok(None) };
        // SAFETY: the losses are frozen, so that the samples stay where they are and as they are; the array keeps the
        // losses alive as its base, and nobody can write to it.
        #[allow(unsafe_code, reason = "an array that shares memory cannot be made otherwise")]
        let array =
            unsafe { PyArray1::borrow_from_array(&ArrayView1::from(samples), slf.clone().into_any()) };
        array.readwrite().make_nonwriteable();
        Ok(Some(array))
    }

    fn mean(&self, py: Python<'_>, stage: &str) -> PyResult<Estimated> {
        self.ask(py, stage, |losses| Ok(estimated(losses.mean())))
    }

    fn standard_deviation(&self, py: Python<'_>, stage: &str) -> PyResult<f64> {
        self.ask(py, stage, |losses| Ok(losses.standard_deviation()))
    }

    fn value_at_risk(&self, py: Python<'_>, stage: &str, level: f64) -> PyResult<Bounded> {
        self.ask(py, stage, |losses| losses.value_at_risk(level).map(bounded))
    }

    fn expected_shortfall(&self, py: Python<'_>, stage: &str, level: f64) -> PyResult<Estimated> {
        self.ask(py, stage, |losses| losses.expected_shortfall(level).map(estimated))
    }

    fn probability_above(&self, py: Python<'_>, stage: &str, amount: f64) -> PyResult<Bounded> {
        self.ask(py, stage, |losses| Ok(bounded(losses.exceedance(amount).probability)))
    }

    /// Answers a question whose answer is a table by its rows, as JSON.
    fn ask_json(
        &self,
        py: Python<'_>,
        name: &str,
        question: &str,
        parameters: &str,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<String> {
        watched(py, progress, |watch| self.0.ask_json(stage(name)?, question, parameters, watch))
    }

    fn svg(&self, py: Python<'_>, tolerance: Vec<(f64, f64)>, currency: &str) -> PyResult<String> {
        py.detach(|| report::exceedance_svg(&self.0, &tolerance, currency)).map_err(raise)
    }
}
