//! Single points of failure: what lies on every way.
//!
//! A node dominates another if every way from the sources to the other leads through it. Immediate dominators by
//! T. Lengauer and R. E. Tarjan, *A fast algorithm for finding dominators in a flowgraph* (1979), the version with
//! simple linking, O(m log n), with stacks of its own in place of recursion.
#![allow(clippy::indexing_slicing, reason = "numbers are given out here, and rows are those of the graph")]

use super::bits::Bits;
use super::csr::{Graph, NOTHING};
use super::limits::Kinds;
use super::watch::Watch;
use crate::error::Result;

/// The immediate dominator of each node that is reached.
///
/// Nodes have numbers in the order of a depth-first search. Number 0 stands for where all sources are entered from: it
/// is no node.
#[derive(Debug, Clone)]
pub struct Dominators {
    /// The node of each number, from 1.
    node: Vec<u32>,
    /// The number of each node; `NOTHING` if it is not reached.
    number: Vec<u32>,
    /// The number of the immediate dominator of each number.
    immediate: Vec<u32>,
}

/// A node that must be passed, and how much lies behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SinglePoint {
    /// The node.
    pub node: u32,
    /// How many of the targets are reached through it only, itself not counted.
    pub targets: u32,
}

impl Graph {
    /// The dominators of all that `sources` reach along edges of `kinds`.
    ///
    /// Errors: a source that is no node.
    pub fn dominators(&self, sources: &[u32], kinds: Kinds) -> Result<Dominators> {
        self.check_nodes("sources", sources)?;
        Ok(self.dominators_without(sources, kinds, &Bits::new(self.node_count())))
    }

    /// The nodes through which every way from `sources` to some of `targets` leads, those with the most targets behind
    /// them first, then by number. The sources themselves are left out.
    ///
    /// Errors: a source or target that is no node.
    pub fn single_points(&self, sources: &[u32], targets: &[u32], kinds: Kinds) -> Result<Vec<SinglePoint>> {
        self.check_nodes("targets", targets)?;
        let dominators = self.dominators(sources, kinds)?;
        let sources = Bits::of(self.node_count(), sources);
        let targets = Bits::of(self.node_count(), targets);
        let mut points: Vec<_> = dominators
            .behind(&targets)
            .map(|(node, count)| SinglePoint { node, targets: count - u32::from(targets.contains(node)) })
            .filter(|point| point.targets > 0 && !sources.contains(point.node))
            .collect();
        points.sort_by_key(|point| (std::cmp::Reverse(point.targets), point.node));
        Ok(points)
    }

    /// `count` nodes, other than the sources, whose loss cuts the most of `targets` off from `sources`: the first by
    /// itself, each next one after those before it are lost. A target that is lost itself counts as cut off. There are
    /// fewer where nothing is left to be cut off.
    ///
    /// The first is exact. To find the best set of several is NP-hard (A. Arulselvan et al., *Detecting critical nodes
    /// in sparse graphs*, 2009), and this greedy choice is not always it.
    ///
    /// Errors: a source or target that is no node, the work stopped.
    pub fn most_disconnecting(
        &self,
        sources: &[u32],
        targets: &[u32],
        count: usize,
        kinds: Kinds,
        watch: &Watch<'_>,
    ) -> Result<Vec<SinglePoint>> {
        self.check_nodes("sources", sources)?;
        self.check_nodes("targets", targets)?;
        let fixed = Bits::of(self.node_count(), sources);
        let targets = Bits::of(self.node_count(), targets);
        let mut lost = Bits::new(self.node_count());
        let mut chosen = Vec::new();
        watch.begin(count)?;
        for _ in 0..count {
            let dominators = self.dominators_without(sources, kinds, &lost);
            let candidates = dominators.behind(&targets).filter(|(node, _)| !fixed.contains(*node));
            let best = candidates.max_by_key(|(node, count)| (*count, std::cmp::Reverse(*node)));
            let Some((node, targets)) = best.filter(|(_, count)| *count > 0) else { break };
            lost.insert(node);
            chosen.push(SinglePoint { node, targets });
            watch.part_done()?;
        }
        Ok(chosen)
    }

    fn dominators_without(&self, sources: &[u32], kinds: Kinds, lost: &Bits) -> Dominators {
        let passes = |slot: usize| kinds.contains(self.kind[slot]);
        let mut found =
            Dominators { node: vec![NOTHING], number: vec![NOTHING; self.node_count()], immediate: vec![0] };
        let mut parent = vec![0];
        // Depth first: each node with the next slot to look at.
        let mut open: Vec<(u32, u32)> = Vec::new();
        let mut enter = |found: &mut Dominators, open: &mut Vec<(u32, u32)>, node: u32, from: u32| {
            found.number[node as usize] = found.node.len() as u32;
            found.node.push(node);
            parent.push(from);
            open.push((node, self.leaving.row(node).start));
        };
        for source in sources {
            if found.number[*source as usize] == NOTHING && !lost.contains(*source) {
                enter(&mut found, &mut open, *source, 0);
            }
            while let Some((node, next)) = open.last_mut() {
                let row = self.leaving.of(*node);
                let target = (*next as usize..row.end).find(|slot| {
                    let target = self.target[*slot];
                    passes(*slot) && found.number[target as usize] == NOTHING && !lost.contains(target)
                });
                match target {
                    None => drop(open.pop()),
                    Some(slot) => {
                        *next = slot as u32 + 1;
                        let from = found.number[*node as usize];
                        enter(&mut found, &mut open, self.target[slot], from);
                    }
                }
            }
        }
        let entered = Bits::of(self.node_count(), sources);
        let count = found.node.len();
        let mut forest = Forest {
            ancestor: vec![NOTHING; count],
            label: (0..count as u32).collect(),
            semi: (0..count as u32).collect(),
            way: Vec::new(),
        };
        let mut immediate = vec![0; count];
        // The nodes of each semidominator, as linked lists.
        let (mut first, mut following) = (vec![NOTHING; count], vec![NOTHING; count]);
        for number in (1..count as u32).rev() {
            let node = found.node[number as usize];
            let row = self.arriving.of(node);
            let mut semi = if entered.contains(node) { 0 } else { forest.semi[number as usize] };
            for (source, slot) in self.source[row.clone()].iter().zip(&self.slot[row]) {
                let before = found.number[*source as usize];
                if before != NOTHING && passes(*slot as usize) {
                    let least = forest.least(before);
                    semi = semi.min(forest.semi[least as usize]);
                }
            }
            forest.semi[number as usize] = semi;
            following[number as usize] = std::mem::replace(&mut first[semi as usize], number);
            let above = parent[number as usize];
            forest.ancestor[number as usize] = above;
            let mut each = std::mem::replace(&mut first[above as usize], NOTHING);
            while each != NOTHING {
                let least = forest.least(each);
                let lower = forest.semi[least as usize] < forest.semi[each as usize];
                immediate[each as usize] = if lower { least } else { above };
                each = following[each as usize];
            }
        }
        for number in 1..count {
            if immediate[number] != forest.semi[number] {
                immediate[number] = immediate[immediate[number] as usize];
            }
        }
        found.immediate = immediate;
        found
    }
}

/// The forest of Lengauer and Tarjan: for a node, the least semidominator on its way up.
struct Forest {
    ancestor: Vec<u32>,
    label: Vec<u32>,
    semi: Vec<u32>,
    way: Vec<u32>,
}

impl Forest {
    fn least(&mut self, number: u32) -> u32 {
        let mut at = number;
        while self.ancestor[at as usize] != NOTHING
            && self.ancestor[self.ancestor[at as usize] as usize] != NOTHING
        {
            self.way.push(at);
            at = self.ancestor[at as usize];
        }
        while let Some(at) = self.way.pop() {
            let above = self.ancestor[at as usize] as usize;
            let (own, upper) = (self.label[at as usize], self.label[above]);
            if self.semi[upper as usize] < self.semi[own as usize] {
                self.label[at as usize] = upper;
            }
            self.ancestor[at as usize] = self.ancestor[above];
        }
        self.label[number as usize]
    }
}

impl Dominators {
    /// The last node that every way to `node` leads through; none if there is no such node but `node` itself, or it is
    /// not reached.
    pub fn immediate(&self, node: u32) -> Option<u32> {
        let number = self.number.get(node as usize).filter(|number| **number != NOTHING)?;
        let immediate = self.immediate[*number as usize];
        (immediate != 0).then(|| self.node[immediate as usize])
    }

    /// All nodes that every way to `node` leads through, the last of them first.
    pub fn of(&self, node: u32) -> Vec<u32> {
        std::iter::successors(self.immediate(node), |node| self.immediate(*node)).collect()
    }

    /// For each node reached how many of `targets` are reached through it only, itself among them.
    fn behind(&self, targets: &Bits) -> impl Iterator<Item = (u32, u32)> + '_ {
        let counted = |node: &u32| u32::from(*node != NOTHING && targets.contains(*node));
        let mut behind: Vec<u32> = self.node.iter().map(counted).collect();
        // A dominator has a lower number than what it dominates.
        for number in (1..behind.len()).rev() {
            behind[self.immediate[number] as usize] += behind[number];
        }
        self.node.iter().copied().zip(behind).skip(1)
    }
}
