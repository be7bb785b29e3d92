//! How probably something passes on: the strongest way.
//!
//! The probability of a way is the product of those of its edges, which never grows along it; so Dijkstra's algorithm
//! finds the greatest (E. W. Dijkstra, *A note on two problems in connexion with graphs*, 1959, on −ln p). As what is
//! taken out never grows, the queue is a radix heap (Ahuja, Mehlhorn, Orlin, Tarjan, *Faster algorithms for the
//! shortest path problem*, 1990), on the bits of the floating-point number, which order as the numbers do.
#![allow(clippy::indexing_slicing, reason = "rows are those of the graph searched, buckets 0 to 32")]

use super::bits::Bits;
use super::csr::{Graph, Hop, NOTHING};
use super::limits::{Depth, Kinds, Limits};
use crate::error::Result;

/// For each node the strongest way to it.
#[derive(Debug, Clone)]
pub struct Strongest {
    probability: Vec<f32>,
    /// The node before each on its way, and the slot of the edge between.
    before: Vec<(u32, u32)>,
}

impl Graph {
    /// The probability of the strongest way from any of `sources` to each node, within `limits`. A source has 1; what
    /// no way reaches, or only ways of a probability below `min_probability`, has 0.
    ///
    /// Products are taken in single precision: a way of `k` edges is exact to `k` · 6 · 10⁻⁸ of its value.
    ///
    /// Errors: a source that is no node, a `min_probability` outside of 0 to 1.
    pub fn strongest(&self, sources: &[u32], limits: &Limits) -> Result<Strongest> {
        limits.check()?;
        self.check_nodes("sources", sources)?;
        let (kinds, least) = (limits.kinds, limits.min_probability);
        if limits.depth == Depth::Any && kinds == Kinds::ALL {
            return Ok(self.strongest_where(sources, least, |_, _| true));
        }
        let at_hand = match limits.depth {
            Depth::Any => None,
            depth => Some(Bits::of(self.node_count(), self.search(sources, depth, kinds).nodes())),
        };
        let passes = |slot: usize, target| {
            kinds.contains(self.kind[slot]) && at_hand.as_ref().is_none_or(|nodes| nodes.contains(target))
        };
        Ok(self.strongest_where(sources, least, passes))
    }

    /// The strongest ways along edges that pass, told their slot and target.
    fn strongest_where(&self, sources: &[u32], least: f32, passes: impl Fn(usize, u32) -> bool) -> Strongest {
        /// What is known of a node so far, side by side, as it is looked up at random.
        #[derive(Clone, Copy)]
        struct Known {
            probability: f32,
            before: u32,
            by: u32,
        }
        let mut known = vec![Known { probability: 0.0, before: NOTHING, by: 0 }; self.node_count()];
        let mut queue = RadixHeap::new();
        for source in sources {
            if known[*source as usize].probability == 0.0 {
                known[*source as usize].probability = 1.0;
                queue.push(weakness(1.0), *source);
            }
        }
        while let Some((key, node)) = queue.pop() {
            let probability = known[node as usize].probability;
            if key != weakness(probability) {
                continue; // A stronger way was found since it was put there.
            }
            let row = self.leaving.of(node);
            for (slot, target) in row.clone().zip(&self.target[row]) {
                let reached = &mut known[*target as usize];
                if reached.probability >= probability || !passes(slot, *target) {
                    continue;
                }
                let passed = probability * self.probability[slot];
                if passed > reached.probability && passed >= least {
                    *reached = Known { probability: passed, before: node, by: slot as u32 };
                    queue.push(weakness(passed), *target);
                }
            }
        }
        let probability = known.iter().map(|known| known.probability).collect();
        Strongest { probability, before: known.iter().map(|known| (known.before, known.by)).collect() }
    }
}

impl Strongest {
    /// The probability of the strongest way to a node, 0 where there is none.
    pub fn probability(&self, node: u32) -> f32 {
        self.probability.get(node as usize).copied().unwrap_or(0.0)
    }

    /// The probabilities by node.
    pub fn probabilities(&self) -> &[f32] {
        &self.probability
    }

    /// The probabilities by node.
    pub fn into_probabilities(self) -> Vec<f32> {
        self.probability
    }

    /// The strongest way to a node in the graph searched; none where there is none, no steps to a source.
    pub fn way(&self, graph: &Graph, node: u32) -> Option<Vec<Hop>> {
        if self.probability(node) == 0.0 {
            return None;
        }
        let (mut at, mut steps) = (node, Vec::new());
        while let (before, slot) = self.before[at as usize]
            && before != NOTHING
        {
            steps.push(graph.hop(before, slot as usize));
            at = before;
        }
        steps.reverse();
        Some(steps)
    }
}

/// Orders probabilities from 1 down to 0.
#[inline]
fn weakness(probability: f32) -> u32 {
    1.0_f32.to_bits() - probability.to_bits()
}

/// A queue from which the least key comes first, for keys that are never less than the last one taken.
struct RadixHeap {
    last: u32,
    /// Bucket `b` holds the keys whose highest bit that differs from `last` is bit `b − 1`.
    buckets: Vec<Vec<(u32, u32)>>,
}

impl RadixHeap {
    fn new() -> Self {
        Self { last: 0, buckets: vec![Vec::new(); 33] }
    }

    #[inline]
    fn push(&mut self, key: u32, node: u32) {
        self.buckets[(32 - (key ^ self.last).leading_zeros()) as usize].push((key, node));
    }

    fn pop(&mut self) -> Option<(u32, u32)> {
        if self.buckets[0].is_empty() {
            let first = self.buckets.iter().position(|bucket| !bucket.is_empty())?;
            let mut moved = std::mem::take(&mut self.buckets[first]);
            self.last = moved.iter().map(|(key, _)| *key).min()?;
            moved.drain(..).for_each(|(key, node)| self.push(key, node));
            self.buckets[first] = moved;
        }
        self.buckets[0].pop()
    }
}
