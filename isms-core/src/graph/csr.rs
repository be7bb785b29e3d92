//! The compiled form of a graph: flat arrays in both directions.
//!
//! Compressed sparse rows: the edges that leave a node lie side by side in arrays of targets, kinds and probabilities,
//! and the node knows where they start and how many they are. The edges that arrive at a node lie likewise, each with
//! its source and the slot of the edge among the leaving ones, which keeps kind and probability once. A million nodes
//! and five million edges take about 101 MB.

use super::compile;
use super::update::Room;
use crate::error::{Error, ErrorCode, Result};

/// What `position`, `parent` and the like hold where there is nothing.
pub(super) const NOTHING: u32 = u32::MAX;

/// Edges as columns of equal length.
///
/// `kinds` may be empty, then every edge is of kind 0; `probabilities` may be empty, then every edge has 1.
#[derive(Debug, Clone, Copy, Default)]
pub struct EdgeList<'a> {
    /// The node that fails or acts.
    pub sources: &'a [u32],
    /// The node that feels it.
    pub targets: &'a [u32],
    /// Why, in numbers of the user's own choice.
    pub kinds: &'a [u8],
    /// How probable it is that what hits the source passes on to the target, 0 to 1.
    pub probabilities: &'a [f32],
}

/// An edge with its ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hop {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Its kind.
    pub kind: u8,
    /// Its probability.
    pub probability: f32,
}

/// A directed graph of dense nodes, `0..node_count`, with kinds and probabilities on its edges.
///
/// Parallel edges and loops are kept. The edges of a node keep the order in which they were given, so that equal input
/// gives equal answers on any number of threads.
///
/// ```
/// use isms_core::graph::{EdgeList, Graph, Limits};
/// let edges = EdgeList { sources: &[0, 1], targets: &[1, 2], ..Default::default() };
/// let reach = Graph::from_edges(4, edges)?.reach(&[0], &Limits::default())?;
/// assert_eq!(reach.nodes(), [0, 1, 2]);
/// assert_eq!(reach.distance(2), Some(2));
/// assert_eq!(reach.distance(3), None);
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) leaving: Rows,
    pub(super) target: Vec<u32>,
    pub(super) kind: Vec<u8>,
    pub(super) probability: Vec<f32>,
    pub(super) arriving: Rows,
    pub(super) source: Vec<u32>,
    /// For each arriving edge its slot among the leaving ones.
    pub(super) slot: Vec<u32>,
    pub(super) edges: usize,
    pub(super) room: Room,
}

/// Where the edges of each node lie. Between the rows of a changed graph there may be gaps.
#[derive(Debug, Clone, Default)]
pub(super) struct Rows(pub(super) Vec<Row>);

/// Where the edges of a node lie.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Row {
    pub(super) start: u32,
    pub(super) len: u32,
}

impl Rows {
    #[allow(clippy::indexing_slicing, reason = "the caller has a node of the graph")]
    #[inline]
    pub(super) fn row(&self, node: u32) -> Row {
        self.0[node as usize]
    }

    #[inline]
    pub(super) fn of(&self, node: u32) -> std::ops::Range<usize> {
        let Row { start, len } = self.row(node);
        start as usize..start as usize + len as usize
    }
}

#[allow(clippy::indexing_slicing, reason = "rows lie inside of the arrays, as they were built")]
impl Graph {
    /// Compiles a graph in parallel, by counting.
    ///
    /// Errors: columns of unequal length, an end that is no node, a probability outside of 0 to 1, more than 2³² − 2
    /// nodes or edges.
    pub fn from_edges(nodes: usize, edges: EdgeList<'_>) -> Result<Self> {
        compile::check(nodes, edges)?;
        Ok(Self::compiled(nodes, edges))
    }

    /// Compiles edges of which all is known to be right.
    pub(super) fn compiled(nodes: usize, edges: EdgeList<'_>) -> Self {
        compile::compile(nodes, edges)
    }

    /// How many nodes there are.
    pub fn node_count(&self) -> usize {
        self.leaving.0.len()
    }

    /// How many edges there are.
    pub fn edge_count(&self) -> usize {
        self.edges
    }

    /// The targets of the edges that leave a node; none of a node that is not there.
    pub fn successors(&self, node: u32) -> &[u32] {
        if self.has(node) { &self.target[self.leaving.of(node)] } else { &[] }
    }

    /// The sources of the edges that arrive at a node; none of a node that is not there.
    pub fn predecessors(&self, node: u32) -> &[u32] {
        if self.has(node) { &self.source[self.arriving.of(node)] } else { &[] }
    }

    /// The edges that leave a node; none of a node that is not there.
    pub fn edges_from(&self, node: u32) -> impl Iterator<Item = Hop> + '_ {
        let slots = if self.has(node) { self.leaving.of(node) } else { 0..0 };
        slots.map(move |slot| self.hop(node, slot))
    }

    /// Every edge, by source.
    pub fn hops(&self) -> impl Iterator<Item = Hop> + '_ {
        self.nodes().flat_map(|node| self.edges_from(node))
    }

    /// Bytes that the arrays take.
    pub fn memory(&self) -> usize {
        let rows = |rows: &Rows| size_of::<Row>() * rows.0.capacity();
        let words = self.target.capacity() + self.probability.capacity();
        let words = words + self.source.capacity() + self.slot.capacity();
        rows(&self.leaving) + rows(&self.arriving) + 4 * words + self.kind.capacity()
    }

    pub(super) fn nodes(&self) -> std::ops::Range<u32> {
        0..self.node_count() as u32
    }

    pub(super) fn has(&self, node: u32) -> bool {
        (node as usize) < self.node_count()
    }

    pub(super) fn hop(&self, from: u32, slot: usize) -> Hop {
        Hop { from, to: self.target[slot], kind: self.kind[slot], probability: self.probability[slot] }
    }

    /// Refuses nodes that are not there, by the name of the argument.
    pub(super) fn check_nodes(&self, name: &str, nodes: &[u32]) -> Result<()> {
        match nodes.iter().position(|node| !self.has(*node)) {
            None => Ok(()),
            Some(place) => Err(no_node(&format!("{name}[{place}]"), nodes[place], self.node_count())),
        }
    }

    /// Refuses a node that is not there, by the name of the argument.
    pub(super) fn check_node(&self, name: &str, node: u32) -> Result<()> {
        if self.has(node) { Ok(()) } else { Err(no_node(name, node, self.node_count())) }
    }

    /// Refuses a column that does not have one value a node.
    pub(super) fn check_column<T>(&self, name: &str, column: &[T]) -> Result<()> {
        if column.len() == self.node_count() {
            return Ok(());
        }
        let problem = format!("has {} values for {} nodes", column.len(), self.node_count());
        Err(Error::new(ErrorCode::Value, name, problem, "give one value for each node"))
    }
}

pub(super) fn no_node(path: &str, node: u32, nodes: usize) -> Error {
    let remedy = match nodes {
        0 => "the graph has no nodes".to_owned(),
        nodes => format!("nodes are 0 to {}", nodes - 1),
    };
    Error::new(ErrorCode::UnknownReference, path, format!("there is no node {node}"), remedy)
}
