//! What is reached, at what distance and by which way: breadth first.
//!
//! The textbook's queue (Cormen, Leiserson, Rivest, Stein, *Introduction to Algorithms*, breadth-first search): the
//! order of visits is the queue, and each distance is a stretch of it. Which node another was first visited from is not
//! kept but found again where a way is asked for: it is the predecessor visited earliest.
#![allow(clippy::indexing_slicing, reason = "positions and rows are those of the graph searched")]

use super::bits::Bits;
use super::csr::{Graph, Hop, NOTHING, Row, Rows};
use super::limits::{Depth, Kinds, Limits};
use crate::error::Result;

/// What a search reached, nearest first.
#[derive(Debug, Clone)]
pub struct Reach {
    /// The nodes in the order of visits.
    order: Vec<u32>,
    /// Where in `order` each distance begins, and its end at last.
    levels: Vec<u32>,
    /// For each node its position in `order`.
    position: Vec<u32>,
    /// The edges that were walked.
    kinds: Kinds,
}

/// Nodes whose rows are fetched together, so that the memory answers many of them at a time.
const TOGETHER: usize = 32;

impl Graph {
    /// Everything that is reached from any of `sources`, the sources themselves at distance 0, nearest first and then
    /// in the order of the edges.
    ///
    /// With a `min_probability` above 0 only what [`strongest`](Self::strongest) reaches with it remains, and distances
    /// are those of the shortest way through what remains: it may be longer than `depth`, where the shorter one was too
    /// improbable.
    ///
    /// Errors: a source that is no node, a `min_probability` outside of 0 to 1.
    pub fn reach(&self, sources: &[u32], limits: &Limits) -> Result<Reach> {
        limits.check()?;
        self.check_nodes("sources", sources)?;
        if limits.min_probability > 0.0 {
            let strongest = self.strongest(sources, limits)?;
            let kinds = limits.kinds;
            let passes =
                |slot: usize, target| kinds.contains(self.kind[slot]) && strongest.probability(target) > 0.0;
            return Ok(self.search_where(sources, Depth::Any, kinds, passes));
        }
        Ok(self.search(sources, limits.depth, limits.kinds))
    }

    /// The shortest way from any of `sources` to `target` along edges of `limits`; none if there is no way, and no
    /// steps if the target is a source.
    ///
    /// Errors: as [`reach`](Self::reach), and a target that is no node.
    pub fn way(&self, sources: &[u32], target: u32, limits: &Limits) -> Result<Option<Vec<Hop>>> {
        self.check_node("target", target)?;
        Ok(self.reach(sources, limits)?.way(self, target))
    }

    /// Breadth first along edges of `kinds`.
    pub(super) fn search(&self, sources: &[u32], depth: Depth, kinds: Kinds) -> Reach {
        match kinds {
            Kinds::ALL => self.search_where(sources, depth, kinds, |_, _| true),
            _ => self.search_where(sources, depth, kinds, |slot, _| kinds.contains(self.kind[slot])),
        }
    }

    /// Breadth first along edges that pass, told their slot and target. Between two nodes reached, all edges of `kinds`
    /// must pass.
    fn search_where(
        &self,
        sources: &[u32],
        depth: Depth,
        kinds: Kinds,
        passes: impl Fn(usize, u32) -> bool,
    ) -> Reach {
        let (order, levels) = visit(&self.leaving, &self.target, sources, depth, passes);
        let mut position = vec![NOTHING; self.node_count()];
        for (place, node) in order.iter().enumerate() {
            position[*node as usize] = place as u32;
        }
        Reach { order, levels, position, kinds }
    }
}

/// Visits breadth first, in either direction: the order of visits, and where in it each distance begins and ends.
pub(super) fn visit(
    rows: &Rows,
    ends: &[u32],
    sources: &[u32],
    depth: Depth,
    passes: impl Fn(usize, u32) -> bool,
) -> (Vec<u32>, Vec<u32>) {
    let mut seen = Bits::new(rows.0.len());
    // One place more than there are nodes: what is seen already is written there too, and then written over.
    let mut order = vec![0; rows.0.len() + 1];
    let mut levels = vec![0];
    let mut to = 0;
    for source in sources {
        order[to] = *source;
        to += usize::from(seen.insert(*source));
    }
    let mut from = 0;
    while from < to {
        levels.push(to as u32);
        if !depth.allows_after(levels.len() - 2) {
            break;
        }
        let (mut at, level_end) = (from, to);
        while at < level_end {
            let count = TOGETHER.min(level_end - at);
            let mut fetched = [Row::default(); TOGETHER];
            let mut firsts = [0; TOGETHER];
            for (row, node) in fetched.iter_mut().zip(&order[at..at + count]) {
                *row = rows.row(*node);
            }
            for (first, row) in firsts.iter_mut().zip(&fetched[..count]) {
                *first = ends.get(row.start as usize).copied().unwrap_or(0);
            }
            for (row, first) in fetched.iter().zip(firsts).take(count).filter(|(row, _)| row.len > 0) {
                let (start, stop) = (row.start as usize, (row.start + row.len) as usize);
                order[to] = first;
                to += usize::from(passes(start, first) && seen.insert(first));
                for (place, end) in (start + 1..stop).zip(&ends[start + 1..stop]) {
                    order[to] = *end;
                    to += usize::from(passes(place, *end) && seen.insert(*end));
                }
            }
            at += count;
        }
        from = level_end;
    }
    order.truncate(to);
    (order, levels)
}

impl Reach {
    /// The nodes reached, the sources first, nearest first.
    pub fn nodes(&self) -> &[u32] {
        &self.order
    }

    /// The nodes reached, as [`nodes`](Self::nodes).
    pub fn into_nodes(self) -> Vec<u32> {
        self.order
    }

    /// Whether a node is reached.
    pub fn contains(&self, node: u32) -> bool {
        self.position(node).is_some()
    }

    /// The steps to a node; none if it is not reached.
    pub fn distance(&self, node: u32) -> Option<usize> {
        let position = self.position(node)?;
        Some(self.levels.partition_point(|start| *start <= position) - 1)
    }

    /// The nodes at each distance, from 0.
    pub fn by_distance(&self) -> impl Iterator<Item = &[u32]> + '_ {
        self.levels.windows(2).map(|ends| &self.order[ends[0] as usize..ends[1] as usize])
    }

    /// For every node of the graph the steps to it, `u32::MAX` where it is not reached.
    pub fn distances(&self) -> Vec<u32> {
        let mut distances = vec![NOTHING; self.position.len()];
        for (distance, nodes) in self.by_distance().enumerate() {
            nodes.iter().for_each(|node| distances[*node as usize] = distance as u32);
        }
        distances
    }

    /// The shortest way to a node in the graph searched; of equally short ones the first in the order of the edges,
    /// from its beginning. None if it is not reached, no steps to a source.
    pub fn way(&self, graph: &Graph, node: u32) -> Option<Vec<Hop>> {
        self.position(node)?;
        let mut steps = Vec::new();
        let mut at = node;
        while let Some(step) = self.step(graph, at) {
            at = step.from;
            steps.push(step);
        }
        steps.reverse();
        Some(steps)
    }

    /// The last step of the way to a node; none to a source, or to what is not reached.
    pub fn step(&self, graph: &Graph, node: u32) -> Option<Hop> {
        let own = self.position(node).filter(|own| *own >= self.levels[1])?;
        let row = graph.arriving.of(node);
        let arriving = graph.source[row.clone()].iter().zip(&graph.slot[row]);
        let passing = arriving.filter(|(_, slot)| self.kinds.contains(graph.kind[**slot as usize]));
        let (_, source, slot) = passing
            .filter_map(|(source, slot)| Some((self.position(*source)?, *source, *slot)))
            .filter(|(position, ..)| *position < own)
            .min()?;
        Some(graph.hop(source, slot as usize))
    }

    fn position(&self, node: u32) -> Option<u32> {
        self.position.get(node as usize).copied().filter(|position| *position != NOTHING)
    }
}
