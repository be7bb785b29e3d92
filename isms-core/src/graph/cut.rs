//! The cheapest set of nodes, such as controls to put in force, that cuts every way; and the next best ones.
//!
//! By the theorem of L. R. Ford and D. R. Fulkerson (*Maximal flow through a network*, 1956) the cheapest cut costs what
//! the greatest flow carries where each node lets through what it costs. The next best follow by E. L. Lawler's
//! scheme (*A procedure for computing the K best solutions to discrete optimization problems*, 1972): the sets that are
//! not yet told are split by the first member of the last set that they lack.
#![allow(clippy::indexing_slicing, reason = "nodes are checked, and places are those made here")]

use std::cmp::Reverse;
use std::collections::{BTreeSet, BinaryHeap};

use super::bits::Bits;
use super::csr::{Graph, NOTHING};
use super::flow::{ENDLESS, Network};
use super::limits::{Depth, Kinds};
use super::reach::visit;
use super::watch::Watch;
use crate::error::{Error, ErrorCode, Result};

/// The cost of a node that cannot be cut.
pub const UNCUTTABLE: u64 = u64::MAX;

/// Nodes without which no way is left.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cut {
    /// What they cost together.
    pub cost: u64,
    /// The nodes, ascending. None of them can be spared.
    pub nodes: Vec<u32>,
}

/// What must and must not be in a set, and the cheapest such set.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Branch {
    cut: Cut,
    with: BTreeSet<u32>,
    without: BTreeSet<u32>,
}

impl Graph {
    /// The `count` cheapest sets of nodes that cut every way from `sources` to `targets` along edges of `kinds`, the
    /// cheapest first; fewer if there are no more, none if nothing that may be cut cuts them all. Where there is no way
    /// at all, the only one is the empty set.
    ///
    /// `costs` are in whole units, such as cents, by node; [`UNCUTTABLE`] for a node that may not be cut. A source or
    /// target of another cost may be cut, too. Each set is one of which no node can be spared.
    ///
    /// Of controls against threats the view `cheapest_controls` knows more: there a control stops some threats and lets
    /// others through, which no cut of nodes can say.
    ///
    /// The first set takes one maximum flow. Each further one takes as many as it has nodes; where many nodes cost
    /// nothing, sets with a node to spare come before it and take time, too.
    ///
    /// Errors: a source or target that is no node, not one cost for each node, costs of 2⁶⁰ or more together, the work
    /// stopped.
    pub fn cheapest_cuts(
        &self,
        sources: &[u32],
        targets: &[u32],
        costs: &[u64],
        count: usize,
        kinds: Kinds,
        watch: &Watch<'_>,
    ) -> Result<Vec<Cut>> {
        self.check_nodes("sources", sources)?;
        self.check_nodes("targets", targets)?;
        self.check_column("costs", costs)?;
        let mut finite = costs.iter().filter(|cost| **cost != UNCUTTABLE);
        let total = finite.try_fold(0_u64, |sum, cost| sum.checked_add(*cost));
        if total.is_none_or(|total| total >= 1 << 60) {
            let remedy = "count in a larger unit";
            return Err(Error::new(ErrorCode::Limit, "costs", "are 2^60 or more together", remedy));
        }
        watch.begin(count)?;
        let between = Between::new(self, sources, targets, costs, kinds);
        let mut found = Vec::new();
        let mut open = BinaryHeap::new();
        let consider = |open: &mut BinaryHeap<_>, with: BTreeSet<u32>, without: BTreeSet<u32>| {
            open.extend(between.cheapest(&with, &without).map(|cut| Reverse(Branch { cut, with, without })));
        };
        if count > 0 {
            consider(&mut open, BTreeSet::new(), BTreeSet::new());
        }
        while let Some(Reverse(Branch { cut, mut with, without })) = open.pop() {
            watch.go_on()?;
            let members: Vec<u32> = cut.nodes.iter().filter(|node| !with.contains(*node)).copied().collect();
            if between.needs_all(&cut.nodes) {
                found.push(cut);
                watch.part_done()?;
                if found.len() == count {
                    break;
                }
            }
            for node in members {
                let mut lacking = without.clone();
                lacking.insert(node);
                consider(&mut open, with.clone(), lacking);
                with.insert(node);
            }
        }
        Ok(found)
    }
}

/// The part of a graph that lies on ways from sources to targets, with numbers of its own.
struct Between {
    nodes: Vec<u32>,
    costs: Vec<u64>,
    edges: Vec<(u32, u32)>,
    sources: Vec<u32>,
    targets: Vec<u32>,
}

impl Between {
    fn new(graph: &Graph, sources: &[u32], targets: &[u32], costs: &[u64], kinds: Kinds) -> Self {
        let ahead = graph.search(sources, Depth::Any, kinds);
        let (behind, _) = visit(&graph.arriving, &graph.source, targets, Depth::Any, |at, _| {
            kinds.contains(graph.kind[graph.slot[at] as usize])
        });
        let mut number = vec![NOTHING; graph.node_count()];
        let mut nodes: Vec<u32> = behind.into_iter().filter(|node| ahead.contains(*node)).collect();
        nodes.sort_unstable();
        nodes.iter().enumerate().for_each(|(at, node)| number[*node as usize] = at as u32);
        let mut edges = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let passing = graph.leaving.of(*node).filter(|slot| kinds.contains(graph.kind[*slot]));
            let to = passing.map(|slot| number[graph.target[slot] as usize]);
            edges.extend(to.filter(|to| *to != NOTHING && *to != at as u32).map(|to| (at as u32, to)));
        }
        edges.sort_unstable();
        edges.dedup();
        let costs = nodes.iter().map(|node| costs[*node as usize]).collect();
        let numbers = |ends: &[u32]| -> Vec<u32> {
            let numbers: BTreeSet<u32> = ends.iter().map(|end| number[*end as usize]).collect();
            numbers.into_iter().filter(|at| *at != NOTHING).collect()
        };
        Self { costs, edges, sources: numbers(sources), targets: numbers(targets), nodes }
    }

    /// The cheapest set with some nodes and without others.
    fn cheapest(&self, with: &BTreeSet<u32>, without: &BTreeSet<u32>) -> Option<Cut> {
        let count = self.nodes.len() as u32;
        let (start, end) = (2 * count, 2 * count + 1);
        // A node is entered at an even number and left at the odd one after it.
        let mut network = Network::new(2 * self.nodes.len() + 2);
        let mut cut = Cut { cost: 0, nodes: Vec::new() };
        let mut room = Vec::with_capacity(self.nodes.len());
        for (node, cost) in self.nodes.iter().zip(&self.costs) {
            room.push(match (with.contains(node), *cost == UNCUTTABLE || without.contains(node)) {
                (true, _) => 0,
                (false, true) => ENDLESS,
                (false, false) => *cost,
            });
            if with.contains(node) {
                cut.cost += cost;
                cut.nodes.push(*node);
            }
        }
        for (at, room) in (0..count).zip(room) {
            network.arc(2 * at, 2 * at + 1, room);
        }
        self.edges.iter().for_each(|(from, to)| network.arc(2 * from + 1, 2 * to, ENDLESS));
        self.sources.iter().for_each(|at| network.arc(start, 2 * at, ENDLESS));
        self.targets.iter().for_each(|at| network.arc(2 * at + 1, end, ENDLESS));
        let sent = network.send(start, end);
        if sent >= ENDLESS {
            return None;
        }
        let levels = network.levels(start);
        let entered_not_left = |at: &u32| {
            let at = 2 * *at as usize;
            levels[at] != NOTHING && levels[at + 1] == NOTHING
        };
        let cut_here = (0..count).filter(entered_not_left).map(|at| self.nodes[at as usize]);
        cut.nodes.extend(cut_here.filter(|node| !with.contains(node)));
        cut.nodes.sort_unstable();
        cut.cost += sent;
        Some(cut)
    }

    /// Whether each node of a set is needed: it can be entered from a source and left to a target past the others.
    fn needs_all(&self, cut: &[u32]) -> bool {
        let all = self.nodes.len();
        let mut within = Bits::new(all);
        let numbers: Vec<u32> =
            cut.iter().filter_map(|node| self.nodes.binary_search(node).ok()).map(|at| at as u32).collect();
        numbers.iter().for_each(|at| {
            within.insert(*at);
        });
        let touched = |ends: &[u32], backward: bool| {
            let mut touched = Bits::new(all);
            let mut rows = vec![Vec::new(); all];
            for (from, to) in &self.edges {
                let (from, to) = if backward { (to, from) } else { (from, to) };
                rows[*from as usize].push(*to);
            }
            let mut open: Vec<u32> = ends.to_vec();
            while let Some(at) = open.pop() {
                if touched.insert(at) && !within.contains(at) {
                    open.extend(&rows[at as usize]);
                }
            }
            touched
        };
        let (ahead, behind) = (touched(&self.sources, false), touched(&self.targets, true));
        numbers.iter().all(|at| ahead.contains(*at) && behind.contains(*at))
    }
}
