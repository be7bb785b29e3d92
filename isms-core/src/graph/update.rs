//! Small changes to a compiled graph, without compiling it again.
//!
//! A row that grows past its room moves to the end of the arrays and gets room to grow; what it leaves is a gap. When
//! gaps are more than edges, the graph is compiled again, which so many changes pay for. Rows keep the order that
//! compiling the changed edges would give them, so every answer is the same.
#![allow(clippy::indexing_slicing, reason = "rows and slots are those of the graph changed")]

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::compile;
use super::csr::{EdgeList, Graph, NOTHING, Row, Rows};
use crate::error::{Error, ErrorCode, Result};

/// Slots above which a graph is not changed in place: there may be as many again.
const MOST_SLOTS: usize = 1 << 30;
/// Gaps that are not worth compiling again.
const GAPS: usize = 1 << 12;

/// An edge to remove: the first of its source that has this target and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RemovedEdge {
    /// Where it begins.
    pub from: u32,
    /// Where it ends.
    pub to: u32,
    /// Its kind.
    pub kind: u8,
}

/// What to change.
#[derive(Debug, Clone, Copy, Default)]
pub struct GraphChange<'a> {
    /// How many nodes to add: they are numbered on.
    pub nodes: usize,
    /// Edges that were there before, removed first.
    pub removed: &'a [RemovedEdge],
    /// New edges, each put after those that its source has.
    pub added: EdgeList<'a>,
}

/// What is known of rows that were changed, in both directions.
#[derive(Debug, Clone, Default)]
pub(super) struct Room {
    leaving: Rooms,
    arriving: Rooms,
}

#[derive(Debug, Clone, Default)]
struct Rooms {
    /// The room of rows that have another than they are long.
    of: HashMap<u32, u32>,
    /// Slots that rows left.
    gaps: usize,
}

impl Graph {
    /// Changes the graph: all of it, or nothing and an error. The answers are then those of a graph compiled from the
    /// changed edges.
    ///
    /// Errors: an edge to remove that is not there, edges to add as of [`from_edges`](Self::from_edges), a graph too
    /// large to be changed in place.
    pub fn update(&mut self, change: GraphChange<'_>) -> Result<()> {
        let nodes = self.node_count().saturating_add(change.nodes);
        compile::check(nodes, change.added).map_err(|error| error.within("added"))?;
        if self.target.len().max(self.source.len()) + change.added.sources.len() > MOST_SLOTS {
            let problem = "a graph of more than 2^30 edges is not changed in place";
            return Err(Error::new(ErrorCode::Limit, "", problem, "compile it from its edges"));
        }
        let removed = self.slots_of(change.removed)?;
        self.leaving.0.resize(nodes, Row::default());
        self.arriving.0.resize(nodes, Row::default());
        self.remove(removed);
        self.add(change.added);
        if self.room.leaving.gaps.max(self.room.arriving.gaps) > self.edges + GAPS {
            self.compile_again();
        }
        Ok(())
    }

    /// The slots of edges to remove, by source.
    fn slots_of(&self, removed: &[RemovedEdge]) -> Result<BTreeMap<u32, BTreeSet<u32>>> {
        let mut slots: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
        for (place, RemovedEdge { from, to, kind }) in removed.iter().enumerate() {
            let taken = slots.entry(*from).or_default();
            let there = if self.has(*from) && self.has(*to) { self.beside(*from, *to) } else { 0..0 };
            let mut there = self.slot[there].iter();
            let slot = there.find(|slot| self.kind[**slot as usize] == *kind && !taken.contains(slot));
            let Some(slot) = slot else {
                let problem = format!("there is no edge of kind {kind} from {from} to {to}, or not as often");
                let path = format!("removed[{place}]");
                return Err(Error::new(
                    ErrorCode::UnknownReference,
                    path,
                    problem,
                    "name an edge that is there",
                ));
            };
            taken.insert(*slot);
        }
        Ok(slots)
    }

    /// Where among the arriving edges those from one node to another lie.
    fn beside(&self, from: u32, to: u32) -> std::ops::Range<usize> {
        let row = self.arriving.of(to);
        let sources = &self.source[row.clone()];
        let first = sources.partition_point(|source| *source < from);
        let count = sources[first..].partition_point(|source| *source == from);
        row.start + first..row.start + first + count
    }

    /// Tells the arriving edge that its slot is another now.
    fn renumber(&mut self, from: u32, to: u32, old: u32, new: u32) {
        let beside = self.beside(from, to);
        if let Some(slot) = self.slot[beside].iter_mut().find(|slot| **slot == old) {
            *slot = new;
        }
    }

    fn remove(&mut self, removed: BTreeMap<u32, BTreeSet<u32>>) {
        let mut targets = HashSet::new();
        for (from, slots) in removed {
            let (row, mut to) = (self.leaving.row(from), 0);
            self.room.leaving.of.entry(from).or_insert(row.len);
            for slot in self.leaving.of(from) {
                let target = self.target[slot];
                let kept = row.start + to;
                if slots.contains(&(slot as u32)) {
                    self.renumber(from, target, slot as u32, NOTHING);
                    targets.insert(target);
                    continue;
                }
                if kept as usize != slot {
                    self.renumber(from, target, slot as u32, kept);
                    self.target[kept as usize] = target;
                    self.kind[kept as usize] = self.kind[slot];
                    self.probability[kept as usize] = self.probability[slot];
                }
                to += 1;
            }
            self.leaving.0[from as usize].len = to;
            self.edges -= slots.len();
        }
        for target in targets {
            let row = self.arriving.row(target);
            self.room.arriving.of.entry(target).or_insert(row.len);
            let mut to = row.start as usize;
            for at in self.arriving.of(target) {
                if self.slot[at] != NOTHING {
                    (self.source[to], self.slot[to]) = (self.source[at], self.slot[at]);
                    to += 1;
                }
            }
            self.arriving.0[target as usize].len = to as u32 - row.start;
        }
    }

    fn add(&mut self, added: EdgeList<'_>) {
        let mut by_source: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (edge, source) in added.sources.iter().enumerate() {
            by_source.entry(*source).or_default().push(edge);
        }
        let mut by_target: BTreeMap<u32, Vec<(u32, u32)>> = BTreeMap::new();
        for (from, edges) in by_source {
            self.make_room(from, edges.len());
            for edge in edges {
                let row = &mut self.leaving.0[from as usize];
                let slot = row.start + row.len;
                row.len += 1;
                self.target[slot as usize] = added.targets[edge];
                self.kind[slot as usize] = added.kinds.get(edge).copied().unwrap_or(0);
                self.probability[slot as usize] = added.probabilities.get(edge).copied().unwrap_or(1.0);
                by_target.entry(added.targets[edge]).or_default().push((from, slot));
            }
        }
        for (to, new) in by_target {
            let row = self.arriving.of(to);
            let len = self.source.len();
            let place = place(&mut self.arriving, &mut self.room.arriving, to, row.len() + new.len(), len);
            grow(&mut self.source, place.end);
            grow(&mut self.slot, place.end);
            self.source.copy_within(row.clone(), place.start);
            self.slot.copy_within(row.clone(), place.start);
            // From behind, so that each stretch between the new ones is moved once. What a source had stays before
            // what it gets.
            let (mut end, mut left) = (place.start + row.len(), new.len());
            for (source, slot) in new.iter().rev() {
                let before = self.source[place.start..end].partition_point(|other| other <= source);
                let at = place.start + before;
                self.source.copy_within(at..end, at + left);
                self.slot.copy_within(at..end, at + left);
                left -= 1;
                (self.source[at + left], self.slot[at + left]) = (*source, *slot);
                end = at;
            }
            let len = (row.len() + new.len()) as u32;
            self.arriving.0[to as usize] = Row { start: place.start as u32, len };
        }
        self.edges += added.sources.len();
    }

    /// Sees to it that so many edges more can leave a node.
    fn make_room(&mut self, from: u32, more: usize) {
        let old = self.leaving.of(from);
        let len = self.target.len();
        let place = place(&mut self.leaving, &mut self.room.leaving, from, old.len() + more, len);
        grow(&mut self.target, place.end);
        grow(&mut self.kind, place.end);
        grow(&mut self.probability, place.end);
        if place.start == old.start {
            return;
        }
        self.target.copy_within(old.clone(), place.start);
        self.kind.copy_within(old.clone(), place.start);
        self.probability.copy_within(old.clone(), place.start);
        for (old, new) in old.clone().zip(place.start..) {
            self.renumber(from, self.target[new], old as u32, new as u32);
        }
        self.leaving.0[from as usize] = Row { start: place.start as u32, len: old.len() as u32 };
    }

    fn compile_again(&mut self) {
        let (mut sources, mut targets) = (Vec::with_capacity(self.edges), Vec::with_capacity(self.edges));
        let (mut kinds, mut probabilities) = (Vec::with_capacity(self.edges), Vec::with_capacity(self.edges));
        for hop in self.hops() {
            sources.push(hop.from);
            targets.push(hop.to);
            kinds.push(hop.kind);
            probabilities.push(hop.probability);
        }
        let edges =
            EdgeList { sources: &sources, targets: &targets, kinds: &kinds, probabilities: &probabilities };
        *self = Self::compiled(self.node_count(), edges);
    }
}

/// The room for a row of `wanted` edges: where it is if that is enough, otherwise at the end of the arrays.
fn place(rows: &mut Rows, rooms: &mut Rooms, node: u32, wanted: usize, end: usize) -> std::ops::Range<usize> {
    let row = rows.row(node);
    let here = rooms.of.get(&node).copied().unwrap_or(row.len) as usize;
    if wanted <= here {
        return row.start as usize..row.start as usize + here;
    }
    let more = wanted + wanted / 2;
    rooms.of.insert(node, more as u32);
    rooms.gaps += here;
    end..end + more
}

/// Lengthens a column, by little more than it needs: doubled, a large one would waste too much.
fn grow<T: Copy + Default>(column: &mut Vec<T>, len: usize) {
    if len > column.len() {
        if len > column.capacity() {
            column.reserve_exact((len - column.len()).max(column.len() / 32));
        }
        column.resize(len, T::default());
    }
}
