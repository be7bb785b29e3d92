//! A group of sources that walk together, a bit each, step by step.
//!
//! As in Then et al., *The more the merrier: efficient multi-source graph traversal* (2014): while few nodes are new in
//! a step, they push their bits to their successors; when many are, every node pulls those of its predecessors, which
//! all cores do at once (Beamer, Asanović, Patterson, *Direction-optimizing breadth-first search*, 2012).
#![allow(clippy::indexing_slicing, reason = "nodes and rows are those of the graph walked")]

use rayon::prelude::*;

use super::csr::Graph;
use super::lanes::{EMPTY, LaneCounts, Mask, lane, ones, or, zip};
use super::limits::Depth;
use super::watch::Watch;
use crate::error::Result;

/// Nodes pull once the edges that would be pushed along are more than this part of all.
const PULL_FROM: usize = 8;
/// Nodes that a core takes at a time.
const PART: usize = 1 << 14;

/// What a group of sources found.
pub(super) struct Walk {
    /// How many they are.
    pub(super) sources: usize,
    /// For each distance and lane how many nodes are reached first there.
    pub(super) levels: Vec<Vec<u32>>,
    /// For each node how many sources reach it; empty where it was not asked.
    pub(super) reached_by: Vec<u32>,
}

struct State {
    seen: Vec<Mask>,
    /// What is new since the last step, by node.
    new: Vec<Mask>,
    /// The nodes that have anything new.
    active: Vec<u32>,
    /// Room for the next step, empty between steps.
    next: Vec<Mask>,
}

impl Graph {
    /// Walks from at most as many sources as there are lanes, along edges that pass by their slot.
    pub(super) fn walk(
        &self,
        sources: &[u32],
        depth: Depth,
        by_node: bool,
        watch: &Watch<'_>,
        passes: impl Fn(usize) -> bool + Sync,
    ) -> Result<Walk> {
        let nodes = self.node_count();
        let mut state = State {
            seen: vec![EMPTY; nodes],
            new: vec![EMPTY; nodes],
            active: Vec::new(),
            next: vec![EMPTY; nodes],
        };
        let mut first = vec![0; sources.len()];
        for (number, source) in sources.iter().enumerate() {
            let node = *source as usize;
            if state.new[node] == EMPTY {
                state.active.push(*source);
            }
            state.new[node] = or(state.new[node], lane(number));
            state.seen[node] = state.new[node];
            first[number] = 1;
        }
        let full = (0..sources.len()).fold(EMPTY, |all, number| or(all, lane(number)));
        let mut levels = vec![first];
        while !state.active.is_empty() && depth.allows_after(levels.len() - 1) {
            watch.go_on()?;
            let edges: usize = state.active.iter().map(|node| self.leaving.row(*node).len as usize).sum();
            let counts = match edges > self.edge_count() / PULL_FROM {
                true => self.pull(&mut state, full, &passes),
                false => self.push(&mut state, &passes),
            };
            if !state.active.is_empty() {
                levels.push(counts);
            }
        }
        let reached_by = match by_node {
            true => state.seen.iter().map(|mask| ones(*mask)).collect(),
            false => Vec::new(),
        };
        Ok(Walk { sources: sources.len(), levels, reached_by })
    }

    fn push(&self, state: &mut State, passes: &impl Fn(usize) -> bool) -> Vec<u32> {
        let State { seen, new, active, next } = state;
        let mut touched = Vec::new();
        for node in active.drain(..) {
            let mask = std::mem::replace(&mut new[node as usize], EMPTY);
            let row = self.leaving.of(node);
            for (slot, target) in row.clone().zip(&self.target[row]) {
                if passes(slot) {
                    let place = &mut next[*target as usize];
                    if *place == EMPTY {
                        touched.push(*target);
                    }
                    *place = or(*place, mask);
                }
            }
        }
        let mut counts = LaneCounts::new();
        for node in touched {
            let seen = &mut seen[node as usize];
            let fresh =
                zip(std::mem::replace(&mut next[node as usize], EMPTY), *seen, |next, seen| next & !seen);
            if fresh != EMPTY {
                *seen = or(*seen, fresh);
                counts.add(fresh);
                new[node as usize] = fresh;
                active.push(node);
            }
        }
        counts.take()
    }

    fn pull(&self, state: &mut State, full: Mask, passes: &(impl Fn(usize) -> bool + Sync)) -> Vec<u32> {
        let State { seen, new, active, next } = state;
        let old = &*new;
        let parts = seen.par_chunks_mut(PART).zip(next.par_chunks_mut(PART)).enumerate();
        let found: Vec<(Vec<u32>, Vec<u32>)> = parts
            .map(|(part, (seen, next))| {
                let mut counts = LaneCounts::new();
                let mut active = Vec::new();
                for (place, (seen, next)) in seen.iter_mut().zip(next).enumerate() {
                    if *seen == full {
                        continue;
                    }
                    let node = (part * PART + place) as u32;
                    let mut come = EMPTY;
                    let row = self.arriving.of(node);
                    for (slot, source) in self.slot[row.clone()].iter().zip(&self.source[row]) {
                        if passes(*slot as usize) {
                            come = or(come, old[*source as usize]);
                        }
                    }
                    let fresh = zip(come, *seen, |come, seen| come & !seen);
                    if fresh != EMPTY {
                        *seen = or(*seen, fresh);
                        *next = fresh;
                        counts.add(fresh);
                        active.push(node);
                    }
                }
                (counts.take(), active)
            })
            .collect();
        for node in active.drain(..) {
            new[node as usize] = EMPTY;
        }
        std::mem::swap(new, next);
        let mut counts = LaneCounts::new().take();
        for (some, nodes) in found {
            counts.iter_mut().zip(some).for_each(|(all, some)| *all += some);
            active.extend(nodes);
        }
        counts
    }
}
