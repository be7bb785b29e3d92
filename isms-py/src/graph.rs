//! Compiled graphs: numpy arrays in and out without copies. No rule of the domain lives here.

use std::sync::PoisonError;
use std::sync::RwLock;

use isms_core::Error;
use isms_core::graph::{
    Depth, EdgeList, EntityGraph, Graph as Compiled, GraphChange, Inheritance, Kinds, Limits, NamedGraph,
    RemovedEdge, Trials, Watch,
};
use numpy::{IntoPyArray, PyArray1, PyReadonlyArray1};
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedBytes;

use crate::work::watched;
use crate::{Isms, day, raise};

type Column<'py, T> = Bound<'py, PyArray1<T>>;

/// A graph.
#[pyclass(module = "isms._native", frozen)]
pub(crate) struct Graph(RwLock<NamedGraph>);

/// How far to look: depth, kinds and least probability.
type Reaches = (Option<usize>, Option<Vec<u8>>, f32);

fn limits((depth, kinds, min_probability): Reaches) -> Limits {
    let depth = depth.map_or(Depth::Any, Depth::AtMost);
    Limits { depth, kinds: kinds_of(kinds), min_probability }
}

fn kinds_of(kinds: Option<Vec<u8>>) -> Kinds {
    kinds.as_deref().map_or(Kinds::ALL, Kinds::of)
}

impl Graph {
    fn of(graph: NamedGraph) -> Self {
        Self(RwLock::new(graph))
    }

    fn ask<T: Send>(
        &self,
        py: Python<'_>,
        ask: impl FnOnce(&NamedGraph) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        // A panic while writing is the only poison.
        py.detach(|| ask(&self.0.read().unwrap_or_else(PoisonError::into_inner))).map_err(raise)
    }

    /// Long work: on a thread of its own, while this one looks after signals and tells how far it is.
    fn work<T: Send>(
        &self,
        py: Python<'_>,
        progress: Option<Py<PyAny>>,
        ask: impl FnOnce(&NamedGraph, &Watch<'_>) -> Result<T, Error> + Send,
    ) -> PyResult<T> {
        // A panic while writing is the only poison.
        watched(py, progress, |watch| ask(&self.0.read().unwrap_or_else(PoisonError::into_inner), watch))
    }
}

#[pymethods]
impl Graph {
    #[staticmethod]
    fn from_edges(
        py: Python<'_>,
        nodes: usize,
        sources: PyReadonlyArray1<'_, u32>,
        targets: PyReadonlyArray1<'_, u32>,
        kinds: PyReadonlyArray1<'_, u8>,
        probabilities: PyReadonlyArray1<'_, f32>,
        names: Vec<String>,
    ) -> PyResult<Self> {
        let edges = EdgeList {
            sources: sources.as_slice()?,
            targets: targets.as_slice()?,
            kinds: kinds.as_slice()?,
            probabilities: probabilities.as_slice()?,
        };
        let compile = || {
            let graph = Compiled::from_edges(nodes, edges)?;
            if names.is_empty() { Ok(graph.into()) } else { NamedGraph::with_names(graph, names) }
        };
        py.detach(compile).map(Self::of).map_err(raise)
    }

    #[staticmethod]
    fn from_record(py: Python<'_>, record: &Isms, date: Option<&str>) -> PyResult<Self> {
        let date = date.map(day).transpose()?;
        record.read(py, |record| {
            let entities = date.map_or_else(|| record.graph(), |date| EntityGraph::on(record, date));
            Ok(Self::of((&entities).into()))
        })
    }

    #[staticmethod]
    fn from_bytes(py: Python<'_>, data: PyBackedBytes) -> PyResult<Self> {
        py.detach(|| NamedGraph::from_bytes(&data)).map(Self::of).map_err(raise)
    }

    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, pyo3::types::PyBytes>> {
        let bytes = self.ask(py, NamedGraph::to_bytes)?;
        Ok(pyo3::types::PyBytes::new(py, &bytes))
    }

    /// Nodes, edges, bytes of memory.
    fn size(&self, py: Python<'_>) -> PyResult<(usize, usize, usize)> {
        self.ask(py, |g| Ok((g.graph.node_count(), g.graph.edge_count(), g.graph.memory())))
    }

    fn names(&self, py: Python<'_>) -> PyResult<Vec<String>> {
        self.ask(py, |g| Ok(g.names().to_vec()))
    }

    fn find(&self, py: Python<'_>, names: Vec<String>) -> PyResult<Vec<u32>> {
        self.ask(py, |g| g.find_all(&names.iter().map(String::as_str).collect::<Vec<_>>()))
    }

    #[pyo3(signature = (nodes, removed, sources, targets, kinds, probabilities))]
    #[allow(clippy::too_many_arguments, reason = "columns, one by one")]
    fn update(
        &self,
        py: Python<'_>,
        nodes: usize,
        removed: Vec<(u32, u32, u8)>,
        sources: PyReadonlyArray1<'_, u32>,
        targets: PyReadonlyArray1<'_, u32>,
        kinds: PyReadonlyArray1<'_, u8>,
        probabilities: PyReadonlyArray1<'_, f32>,
    ) -> PyResult<()> {
        let added = EdgeList {
            sources: sources.as_slice()?,
            targets: targets.as_slice()?,
            kinds: kinds.as_slice()?,
            probabilities: probabilities.as_slice()?,
        };
        let removed: Vec<_> =
            removed.into_iter().map(|(from, to, kind)| RemovedEdge { from, to, kind }).collect();
        let update = || {
            let mut graph = self.0.write().unwrap_or_else(PoisonError::into_inner);
            graph.graph.update(GraphChange { nodes, removed: &removed, added })
        };
        py.detach(update).map_err(raise)
    }

    /// Nodes in the order of visits, and their distances by node.
    fn reach<'py>(
        &self,
        py: Python<'py>,
        sources: PyReadonlyArray1<'_, u32>,
        limit: Reaches,
    ) -> PyResult<(Column<'py, u32>, Column<'py, u32>)> {
        let (sources, limits) = (sources.as_slice()?, limits(limit));
        let (nodes, distances) = self.ask(py, |g| {
            let reach = g.graph.reach(sources, &limits)?;
            let distances = reach.distances();
            Ok((reach.into_nodes(), distances))
        })?;
        Ok((nodes.into_pyarray(py), distances.into_pyarray(py)))
    }

    fn strongest<'py>(
        &self,
        py: Python<'py>,
        sources: PyReadonlyArray1<'_, u32>,
        limit: Reaches,
    ) -> PyResult<Column<'py, f32>> {
        let (sources, limits) = (sources.as_slice()?, limits(limit));
        let found = self.ask(py, |g| Ok(g.graph.strongest(sources, &limits)?.into_probabilities()))?;
        Ok(found.into_pyarray(py))
    }

    fn reach_many<'py>(
        &self,
        py: Python<'py>,
        sources: PyReadonlyArray1<'_, u32>,
        limit: Reaches,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(Column<'py, u32>, Column<'py, u32>)> {
        let (sources, limits) = (sources.as_slice()?, limits(limit));
        let many = self.work(py, progress, |g, watch| g.graph.reach_many(sources, &limits, watch))?;
        Ok((many.reached.into_pyarray(py), many.reached_by.into_pyarray(py)))
    }

    fn components<'py>(&self, py: Python<'py>, kinds: Option<Vec<u8>>) -> PyResult<Column<'py, u32>> {
        let found = self.ask(py, |g| Ok(g.graph.components(kinds_of(kinds)).into_of_nodes()))?;
        Ok(found.into_pyarray(py))
    }

    fn layers<'py>(&self, py: Python<'py>, kinds: Option<Vec<u8>>) -> PyResult<Column<'py, u32>> {
        Ok(self.ask(py, |g| Ok(g.graph.layers(kinds_of(kinds))))?.into_pyarray(py))
    }

    fn dominators<'py>(
        &self,
        py: Python<'py>,
        sources: PyReadonlyArray1<'_, u32>,
        kinds: Option<Vec<u8>>,
    ) -> PyResult<Column<'py, u32>> {
        let sources = sources.as_slice()?;
        let found = self.ask(py, |g| {
            let dominators = g.graph.dominators(sources, kinds_of(kinds))?;
            let nodes = 0..g.graph.node_count() as u32;
            Ok(nodes.map(|node| dominators.immediate(node).unwrap_or(u32::MAX)).collect::<Vec<_>>())
        })?;
        Ok(found.into_pyarray(py))
    }

    fn inherit<'py>(
        &self,
        py: Python<'py>,
        own: PyReadonlyArray1<'_, f64>,
        damping: Option<f64>,
        kinds: Option<Vec<u8>>,
    ) -> PyResult<Column<'py, f64>> {
        let own = own.as_slice()?;
        let rule = damping.map_or(Inheritance::Maximum, |damping| Inheritance::Sum { damping });
        Ok(self.ask(py, |g| g.graph.inherit(own, rule, kinds_of(kinds)))?.into_pyarray(py))
    }

    /// Trials that hit each node, and how far shares of them may be off.
    fn hits<'py>(
        &self,
        py: Python<'py>,
        sources: PyReadonlyArray1<'_, u32>,
        trials: (u32, u64),
        kinds: Option<Vec<u8>>,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<(Column<'py, u32>, f64)> {
        let sources = sources.as_slice()?;
        let trials = Trials { count: trials.0, seed: trials.1 };
        let hits =
            self.work(py, progress, |g, watch| g.graph.hits(sources, trials, kinds_of(kinds), watch))?;
        let error = hits.error(0.99);
        Ok((hits.hits.into_pyarray(py), error))
    }

    fn ask_json(
        &self,
        py: Python<'_>,
        question: &str,
        parameters: &str,
        progress: Option<Py<PyAny>>,
    ) -> PyResult<String> {
        self.work(py, progress, |g, watch| g.ask_json(question, parameters, watch))
    }
}
