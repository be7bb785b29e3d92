//! Compiled graphs: from arrays or a record, and questions that fill arrays or write JSON.

use std::ffi::{c_char, c_void};
use std::slice;

use isms_core::Error;
use isms_core::graph::{
    Depth, EdgeList, EntityGraph, Graph, GraphChange, Inheritance, Kinds, Limits, NamedGraph, Next, Progress,
    RemovedEdge, Trials, Watch,
};
use isms_core::model::Date;

use crate::handle::hand_over;
use crate::question::answer;
use crate::record::record;
use crate::status::{Failure, guard};
use crate::string::{bytes, give_bytes, text};
use crate::{isms_error_t, isms_status_t, isms_string_t, isms_t};

/// A directed graph of dense nodes, `0` to one less than there are, with kinds and probabilities on its edges.
pub struct isms_graph_t(NamedGraph);

/// Edges as columns of `count` values each.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct isms_edges_t {
    /// How many edges.
    pub count: usize,
    /// The nodes that fail or act.
    pub sources: *const u32,
    /// The nodes that feel it.
    pub targets: *const u32,
    /// Why, in numbers of your own choice; NULL for 0 everywhere.
    pub kinds: *const u8,
    /// How probably it passes on, 0 to 1; NULL for 1 everywhere.
    pub probabilities: *const f32,
}

/// How far to look, and along which edges. Zeroed, it limits nothing.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct isms_graph_limits_t {
    /// Steps at most; looked at only if `has_depth`.
    pub depth: usize,
    /// Whether `depth` limits.
    pub has_depth: bool,
    /// The kinds of edges to follow; NULL for all.
    pub kinds: *const u8,
    /// How many kinds.
    pub kind_count: usize,
    /// The least probability of the strongest way, 0 to 1.
    pub min_probability: f32,
}

/// Who is told how far long work is, from any thread and from several at once: `done` of `of` parts. Returning false
/// stops the work, which then fails with the code `cancelled`.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
pub struct isms_progress_t {
    /// What is called; may be NULL.
    pub tell: Option<extern "C" fn(done: usize, of: usize, context: *mut c_void) -> bool>,
    /// What it is given.
    pub context: *mut c_void,
}

impl isms_progress_t {
    fn call(&self, told: &Progress) -> Next {
        let goes_on = self.tell.is_none_or(|tell| tell(told.done, told.of, self.context));
        if goes_on { Next::GoOn } else { Next::Cancel }
    }
}

// SAFETY: the header says that `tell` is called from any thread, so `context` must bear that.
unsafe impl Sync for isms_progress_t {}

/// Compiles a graph of `nodes` nodes from edges, which are copied.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_from_edges(
    nodes: usize,
    edges: *const isms_edges_t,
    out: *mut *mut isms_graph_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or edges with their columns, as the caller promises.
        let graph = Graph::from_edges(nodes, unsafe { edge_list(edges) }?)?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_graph_t(graph.into())) }
    })
}

/// Compiles the graph of a record: of what is there on a date (`YYYY-MM-DD`), or of everything if `date` is NULL. Nodes
/// are named as `asset:DB`.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_from_record(
    isms: *const isms_t,
    date: *const c_char,
    out: *mut *mut isms_graph_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live record.
        let isms = unsafe { record(isms) }?;
        let entities = if date.is_null() {
            isms.graph()
        } else {
            // SAFETY: not NULL, and a C string as the caller promises.
            let date: Result<Date, Error> = unsafe { text("date", date) }?.parse();
            EntityGraph::on(isms, date.map_err(|error| error.within("date"))?)
        };
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_graph_t((&entities).into())) }
    })
}

/// Reads a graph from `len` bytes that `isms_graph_to_bytes` wrote.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_from_bytes(
    data: *const c_char,
    len: usize,
    out: *mut *mut isms_graph_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: `data` has `len` bytes, as the caller promises.
        let graph = NamedGraph::from_bytes(unsafe { bytes("data", data, len) }?)?;
        // SAFETY: NULL or room for a pointer.
        unsafe { hand_over(out, isms_graph_t(graph)) }
    })
}

/// Writes a graph as bytes with a version and a checksum: they are no text, and `len` says how many.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_to_bytes(
    graph: *const isms_graph_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    // SAFETY: NULL or a live graph; NULL or room for a string.
    guard(error, || unsafe { give_bytes(out, alive(graph)?.to_bytes()?) })
}

/// Frees a graph.
///
/// # Safety
/// `graph` is NULL or a graph of this library that has not been freed.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_free(graph: *mut isms_graph_t) {
    if !graph.is_null() {
        // SAFETY: made by `Box::into_raw` in `hand_over`, and not freed before, as the caller promises.
        drop(unsafe { Box::from_raw(graph) });
    }
}

/// How many nodes there are; 0 for NULL.
///
/// # Safety
/// `graph` is NULL or a live graph.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_node_count(graph: *const isms_graph_t) -> usize {
    // SAFETY: NULL or alive, as the caller promises.
    unsafe { graph.as_ref() }.map_or(0, |graph| graph.0.graph.node_count())
}

/// How many edges there are; 0 for NULL.
///
/// # Safety
/// `graph` is NULL or a live graph.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_edge_count(graph: *const isms_graph_t) -> usize {
    // SAFETY: NULL or alive, as the caller promises.
    unsafe { graph.as_ref() }.map_or(0, |graph| graph.0.graph.edge_count())
}

/// Finds the node of a name, such as `asset:DB`, or `DB` where only one node has that after the colon.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_find(
    graph: *const isms_graph_t,
    name: *const c_char,
    node: *mut u32,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; NULL or a C string.
        let found = unsafe { alive(graph)?.find(text("name", name)?) }?;
        // SAFETY: NULL or room for a node.
        unsafe { fill("node", node, &[found]) }
    })
}

/// Removes edges (the first of each source that has the target and kind), adds nodes and then edges: all of it, or none
/// and an error. `removed` may be NULL, and `added` too; the probabilities of removed edges are not looked at.
///
/// # Safety
/// Pointers are NULL or as the header says, and no other thread uses the graph during the call.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_update(
    graph: *mut isms_graph_t,
    nodes: usize,
    removed: *const isms_edges_t,
    added: *const isms_edges_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph that this call has alone.
        let graph = unsafe { graph.as_mut() }.ok_or(Failure::Null("graph"))?;
        let list = |edges: *const isms_edges_t| match edges.is_null() {
            true => Ok(EdgeList::default()),
            // SAFETY: not NULL, and edges with their columns as the caller promises.
            false => unsafe { edge_list(edges) },
        };
        let (gone, added) = (list(removed)?, list(added)?);
        let kinds = gone.kinds.iter().copied().chain(std::iter::repeat(0));
        let ends = gone.sources.iter().zip(gone.targets).zip(kinds);
        let removed: Vec<_> =
            ends.map(|((from, to), kind)| RemovedEdge { from: *from, to: *to, kind }).collect();
        Ok(graph.0.graph.update(GraphChange { nodes, removed: &removed, added })?)
    })
}

/// What is reached from any of `source_count` sources: writes for every node the steps to it, `UINT32_MAX` where it is
/// not reached, and if `probabilities` is not NULL the probability of the strongest way. `reached`, if not NULL, gets
/// how many nodes are reached, the sources among them. `limits` may be NULL.
///
/// # Safety
/// Pointers are NULL or as the header says: `distances` and `probabilities` have room for a value for each node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_reach(
    graph: *const isms_graph_t,
    sources: *const u32,
    source_count: usize,
    limits: *const isms_graph_limits_t,
    distances: *mut u32,
    probabilities: *mut f32,
    reached: *mut usize,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; `sources` has that many; NULL or limits.
        let (graph, sources, limits) = unsafe { asked(graph, sources, source_count, limits) }?;
        let reach = graph.graph.reach(sources, &limits)?;
        if !probabilities.is_null() {
            let strongest = graph.graph.strongest(sources, &limits)?;
            // SAFETY: room for a value for each node.
            unsafe { fill("probabilities", probabilities, strongest.probabilities()) }?;
        }
        if !reached.is_null() {
            // SAFETY: not NULL, and room for a number.
            unsafe { fill("reached", reached, &[reach.nodes().len()]) }?;
        }
        // SAFETY: room for a value for each node.
        unsafe { fill("distances", distances, &reach.distances()) }
    })
}

/// What each of many sources reaches by itself: writes for every source how many nodes, itself among them, and if
/// `reached_by` is not NULL for every node how many sources reach it. `limits` may be NULL, and `progress` too.
///
/// # Safety
/// Pointers are NULL or as the header says: `reached` has room for a value for each source, `reached_by` for each node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_reach_many(
    graph: *const isms_graph_t,
    sources: *const u32,
    source_count: usize,
    limits: *const isms_graph_limits_t,
    progress: *const isms_progress_t,
    reached: *mut u32,
    reached_by: *mut u32,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; `sources` has that many; NULL or limits.
        let (graph, sources, limits) = unsafe { asked(graph, sources, source_count, limits) }?;
        // SAFETY: NULL or progress.
        let progress = unsafe { progress.as_ref() };
        let many = watched(progress, |watch| graph.graph.reach_many(sources, &limits, watch))?;
        if !reached_by.is_null() {
            // SAFETY: room for a value for each node.
            unsafe { fill("reached_by", reached_by, &many.reached_by) }?;
        }
        // SAFETY: room for a value for each source.
        unsafe { fill("reached", reached, &many.reached) }
    })
}

/// The strongly connected components: writes for every node the number of its component, in topological order, and if
/// `count` is not NULL how many there are. `limits` may be NULL; only its kinds are looked at.
///
/// # Safety
/// Pointers are NULL or as the header says: `components` has room for a value for each node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_components(
    graph: *const isms_graph_t,
    limits: *const isms_graph_limits_t,
    components: *mut u32,
    count: *mut usize,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; NULL or limits.
        let (graph, limits) = unsafe { (alive(graph)?, read_limits(limits)?) };
        let found = graph.graph.components(limits.kinds);
        if !count.is_null() {
            // SAFETY: not NULL, and room for a number.
            unsafe { fill("count", count, &[found.count()]) }?;
        }
        // SAFETY: room for a value for each node.
        unsafe { fill("components", components, found.of_nodes()) }
    })
}

/// The topological layers: writes for every node 0 where nothing outside of its component leads to it, otherwise one
/// more than the highest layer that does. `limits` may be NULL; only its kinds are looked at.
///
/// # Safety
/// Pointers are NULL or as the header says: `layers` has room for a value for each node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_layers(
    graph: *const isms_graph_t,
    limits: *const isms_graph_limits_t,
    layers: *mut u32,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; NULL or limits.
        let (graph, limits) = unsafe { (alive(graph)?, read_limits(limits)?) };
        // SAFETY: room for a value for each node.
        unsafe { fill("layers", layers, &graph.graph.layers(limits.kinds)) }
    })
}

/// The immediate dominators of what `sources` reach: writes for every node the last node that every way to it leads
/// through, `UINT32_MAX` where there is none. `limits` may be NULL; only its kinds are looked at.
///
/// # Safety
/// Pointers are NULL or as the header says: `immediate` has room for a value for each node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_dominators(
    graph: *const isms_graph_t,
    sources: *const u32,
    source_count: usize,
    limits: *const isms_graph_limits_t,
    immediate: *mut u32,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; `sources` has that many; NULL or limits.
        let (graph, sources, limits) = unsafe { asked(graph, sources, source_count, limits) }?;
        let dominators = graph.graph.dominators(sources, limits.kinds)?;
        let nodes = 0..graph.graph.node_count() as u32;
        let found: Vec<u32> = nodes.map(|node| dominators.immediate(node).unwrap_or(u32::MAX)).collect();
        // SAFETY: room for a value for each node.
        unsafe { fill("immediate", immediate, &found) }
    })
}

/// What each node is worth with what relies on it: `own` and `worth` have a value for each node. With a `damping` below
/// 0 the greatest counts, with one of 0 to 1 the sum, damped at each step. `limits` may be NULL; only its kinds are
/// looked at.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_inherit(
    graph: *const isms_graph_t,
    own: *const f64,
    damping: f64,
    limits: *const isms_graph_limits_t,
    worth: *mut f64,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; NULL or limits.
        let (graph, limits) = unsafe { (alive(graph)?, read_limits(limits)?) };
        // SAFETY: a value for each node, as the caller promises.
        let own = unsafe { column("own", own, graph.graph.node_count()) }?;
        let rule = if damping < 0.0 { Inheritance::Maximum } else { Inheritance::Sum { damping } };
        // SAFETY: room for a value for each node.
        unsafe { fill("worth", worth, &graph.graph.inherit(own, rule, limits.kinds)?) }
    })
}

/// In how many of `trials` each node is hit from `sources` when every edge passes on by its probability or not. Equal
/// seeds give equal numbers on any number of threads. `limits` may be NULL, only its kinds are looked at; `progress` may
/// be NULL.
///
/// # Safety
/// Pointers are NULL or as the header says: `hits` has room for a value for each node.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_hits(
    graph: *const isms_graph_t,
    sources: *const u32,
    source_count: usize,
    trials: u32,
    seed: u64,
    limits: *const isms_graph_limits_t,
    progress: *const isms_progress_t,
    hits: *mut u32,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph; `sources` has that many; NULL or limits.
        let (graph, sources, limits) = unsafe { asked(graph, sources, source_count, limits) }?;
        // SAFETY: NULL or progress.
        let progress = unsafe { progress.as_ref() };
        let trials = Trials { count: trials, seed };
        let found = watched(progress, |watch| graph.graph.hits(sources, trials, limits.kinds, watch))?;
        // SAFETY: room for a value for each node.
        unsafe { fill("hits", hits, &found.hits) }
    })
}

/// Answers a question whose answer is a list, as JSON: `way`, `cycles`, `single_points`, `most_disconnecting`,
/// `articulation_points`, `cheapest_cuts`, `exposed_pairs`, `hit_probability`, `distance_profiles`, `drawing`.
/// `parameters` is a JSON object, or NULL for none; `progress` may be NULL.
///
/// # Safety
/// Pointers are NULL or as the header says.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn isms_graph_ask_json(
    graph: *const isms_graph_t,
    question: *const c_char,
    parameters: *const c_char,
    progress: *const isms_progress_t,
    out: *mut isms_string_t,
    error: *mut *mut isms_error_t,
) -> isms_status_t {
    guard(error, || {
        // SAFETY: NULL or a live graph.
        let graph = unsafe { alive(graph) }?;
        // SAFETY: the rest is as the header says.
        unsafe {
            answer(question, parameters, progress, out, |question, parameters, watch| {
                graph.ask_json(question, parameters, watch)
            })
        }
    })
}

/// # Safety
/// `graph` is NULL or a live graph.
unsafe fn alive<'a>(graph: *const isms_graph_t) -> Result<&'a NamedGraph, Failure> {
    // SAFETY: as the caller promises.
    unsafe { graph.as_ref() }.map(|graph| &graph.0).ok_or(Failure::Null("graph"))
}

/// # Safety
/// `data` is NULL or points to `len` aligned values that live and stay as they are for `'a`.
unsafe fn column<'a, T>(name: &'static str, data: *const T, len: usize) -> Result<&'a [T], Failure> {
    match (data.is_null(), len) {
        (_, 0) => Ok(&[]),
        (true, _) => Err(Failure::Null(name)),
        // SAFETY: not NULL, and the caller promises `len` values.
        (false, len) => Ok(unsafe { slice::from_raw_parts(data, len) }),
    }
}

/// # Safety
/// `out` is NULL or has room for as many values.
pub(crate) unsafe fn fill<T: Copy>(name: &'static str, out: *mut T, values: &[T]) -> Result<(), Failure> {
    if values.is_empty() {
        return Ok(());
    }
    if out.is_null() {
        return Err(Failure::Null(name));
    }
    // SAFETY: not NULL, room as the caller promises, and no overlap: the values are the library's.
    unsafe { out.copy_from_nonoverlapping(values.as_ptr(), values.len()) };
    Ok(())
}

/// The graph, from where, and how far: what most questions are asked with.
///
/// # Safety
/// `graph` is NULL or a live graph; `sources` is NULL or has that many; `limits` is as for [`read_limits`].
unsafe fn asked<'a>(
    graph: *const isms_graph_t,
    sources: *const u32,
    source_count: usize,
    limits: *const isms_graph_limits_t,
) -> Result<(&'a NamedGraph, &'a [u32], Limits), Failure> {
    // SAFETY: as the caller promises.
    unsafe { Ok((alive(graph)?, column("sources", sources, source_count)?, read_limits(limits)?)) }
}

/// # Safety
/// `edges` is NULL or points to edges whose columns are NULL or have `count` values.
unsafe fn edge_list<'a>(edges: *const isms_edges_t) -> Result<EdgeList<'a>, Failure> {
    // SAFETY: as the caller promises.
    let edges = unsafe { edges.as_ref() }.ok_or(Failure::Null("edges"))?;
    let or_none = |is_null: bool| if is_null { 0 } else { edges.count };
    // SAFETY: as the caller promises.
    unsafe {
        Ok(EdgeList {
            sources: column("sources", edges.sources, edges.count)?,
            targets: column("targets", edges.targets, edges.count)?,
            kinds: column("kinds", edges.kinds, or_none(edges.kinds.is_null()))?,
            probabilities: column(
                "probabilities",
                edges.probabilities,
                or_none(edges.probabilities.is_null()),
            )?,
        })
    }
}

/// # Safety
/// `limits` is NULL or points to limits whose kinds are NULL or as many as it says.
unsafe fn read_limits(limits: *const isms_graph_limits_t) -> Result<Limits, Failure> {
    // SAFETY: as the caller promises.
    let Some(limits) = (unsafe { limits.as_ref() }) else { return Ok(Limits::default()) };
    let kinds = match limits.kinds.is_null() {
        true => Kinds::ALL,
        // SAFETY: not NULL, and as many kinds as it says.
        false => Kinds::of(unsafe { column("kinds", limits.kinds, limits.kind_count) }?),
    };
    let depth = if limits.has_depth { Depth::AtMost(limits.depth) } else { Depth::Any };
    Ok(Limits { depth, kinds, min_probability: limits.min_probability })
}

/// Runs work that tells how far it is to whom the caller named.
pub(crate) fn watched<T>(
    progress: Option<&isms_progress_t>,
    work: impl FnOnce(&Watch<'_>) -> Result<T, Error>,
) -> Result<T, Error> {
    let Some(progress) = progress else { return work(&Watch::none()) };
    work(&Watch::by(&|told| progress.call(told)))
}
