//! How probably a node is hit when every edge passes on or not, independently: exactly where the network between is
//! small, by trials beyond.
//!
//! The network is first made smaller by reductions that keep the answer: what lies on no way is dropped, edges side by
//! side and in a row are joined. The rest is resolved by factoring (A. Satyanarayana and M. K. Chang, *Network
//! reliability and the factoring theorem*, 1983): one edge after another out of what is hit so far passes or does
//! not, and equal states that are arrived at by several ways are added up.
#![allow(clippy::indexing_slicing, reason = "nodes are numbered here")]

use std::collections::{BTreeMap, HashMap};

use super::csr::{Graph, NOTHING};
use super::limits::{Depth, Kinds};
use super::reach::visit;
use super::trials::Trials;
use super::watch::Watch;
use crate::error::Result;

/// A network of more edges is not reduced.
const REDUCED_EDGES: usize = 1 << 16;
/// A reduced network of more nodes or edges is not resolved: a word has a bit for each.
const RESOLVED: usize = 64;
/// Nor is one that takes more states.
const STATES: usize = 1 << 16;

/// How an answer was found.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Method {
    /// Exactly, but for the rounding of numbers.
    Exact,
    /// By trials; the probability is as far from the one stated as `error`, but for one time in a hundred.
    Simulated {
        /// Trials made.
        trials: u32,
        /// See [`Hits::error`](super::Hits::error), at a confidence of 0.99.
        error: f64,
    },
}

/// How probably a node is hit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HitProbability {
    /// From 0 to 1.
    pub probability: f64,
    /// How it was found.
    pub method: Method,
}

impl Graph {
    /// How probably `target` is hit from `sources` along edges of `kinds`: exactly if
    /// [`exact_hit_probability`](Self::exact_hit_probability) can tell, by `trials` otherwise; the answer says which.
    ///
    /// Errors: a source or target that is no node, no trials where they are needed, the work stopped.
    pub fn hit_probability(
        &self,
        sources: &[u32],
        target: u32,
        trials: Trials,
        kinds: Kinds,
        watch: &Watch<'_>,
    ) -> Result<HitProbability> {
        if let Some(probability) = self.exact_hit_probability(sources, target, kinds)? {
            return Ok(HitProbability { probability, method: Method::Exact });
        }
        let hits = self.hits(sources, trials, kinds, watch)?;
        let method = Method::Simulated { trials: hits.trials, error: hits.error(0.99) };
        Ok(HitProbability { probability: hits.probability(target), method })
    }

    /// How probably `target` is hit from `sources` along edges of `kinds`, to about 12 digits; none if the network
    /// between them is too large: over 65,536 edges, or after its reduction over 64 nodes, 64 edges or 65,536 states.
    ///
    /// Errors: a source or target that is no node.
    pub fn exact_hit_probability(&self, sources: &[u32], target: u32, kinds: Kinds) -> Result<Option<f64>> {
        self.check_nodes("sources", sources)?;
        self.check_node("target", target)?;
        if sources.contains(&target) {
            return Ok(Some(1.0));
        }
        Ok(Network::between(self, sources, target, kinds).and_then(|mut network| {
            network.reduce();
            network.resolve()
        }))
    }
}

/// Node 0 stands for all sources, node 1 is the target.
struct Network {
    leaving: Vec<BTreeMap<u32, f64>>,
    arriving: Vec<BTreeMap<u32, f64>>,
}

impl Network {
    fn between(graph: &Graph, sources: &[u32], target: u32, kinds: Kinds) -> Option<Self> {
        let ahead = graph.search(sources, Depth::Any, kinds);
        let (behind, _) = visit(&graph.arriving, &graph.source, &[target], Depth::Any, |at, _| {
            kinds.contains(graph.kind[graph.slot[at] as usize])
        });
        let mut number = HashMap::new();
        let mut count = 2;
        for node in behind.iter().filter(|node| ahead.contains(**node)) {
            number.insert(*node, count);
            count += 1;
        }
        number.extend(sources.iter().map(|source| (*source, 0)));
        number.insert(target, 1);
        let mut network = Self {
            leaving: vec![BTreeMap::new(); count as usize],
            arriving: vec![BTreeMap::new(); count as usize],
        };
        let mut edges = 0;
        for node in behind {
            let Some(from) = number.get(&node) else { continue };
            for hop in graph.edges_from(node).filter(|hop| kinds.contains(hop.kind)) {
                let Some(to) = number.get(&hop.to) else { continue };
                network.join(*from, *to, f64::from(hop.probability));
                edges += 1;
                if edges > REDUCED_EDGES {
                    return None;
                }
            }
        }
        Some(network)
    }

    /// Adds an edge beside those between the same nodes.
    fn join(&mut self, from: u32, to: u32, probability: f64) {
        if from == to || to == 0 || from == 1 || probability == 0.0 {
            return;
        }
        let here = self.leaving[from as usize].entry(to).or_insert(0.0);
        *here = 1.0 - (1.0 - *here) * (1.0 - probability);
        self.arriving[to as usize].insert(from, *here);
    }

    fn drop_node(&mut self, node: u32) -> Vec<u32> {
        let before = std::mem::take(&mut self.arriving[node as usize]);
        let after = std::mem::take(&mut self.leaving[node as usize]);
        for from in before.keys() {
            self.leaving[*from as usize].remove(&node);
        }
        for to in after.keys() {
            self.arriving[*to as usize].remove(&node);
        }
        before.into_keys().chain(after.into_keys()).collect()
    }

    fn reduce(&mut self) {
        let mut open: Vec<u32> = (2..self.leaving.len() as u32).collect();
        while let Some(node) = open.pop() {
            if node < 2 {
                continue;
            }
            let only = |ends: &BTreeMap<u32, f64>| {
                ends.first_key_value().map(|(end, p)| (*end, *p)).filter(|_| ends.len() == 1)
            };
            let (before, after) = (&self.arriving[node as usize], &self.leaving[node as usize]);
            if before.is_empty() && after.is_empty() {
                continue;
            }
            if before.is_empty() || after.is_empty() {
                open.extend(self.drop_node(node));
            } else if let (Some((from, p)), Some((to, q))) = (only(before), only(after)) {
                open.extend(self.drop_node(node));
                self.join(from, to, p * q);
            }
        }
    }

    fn resolve(&self) -> Option<f64> {
        /// Fewer nodes hit come first, then fewer edges that failed: every step leads to a later state.
        type State = (u32, u32, u64, u64);
        let mut number = vec![NOTHING; self.leaving.len()];
        let used: Vec<usize> =
            (0..self.leaving.len()).filter(|node| *node < 2 || !self.leaving[*node].is_empty()).collect();
        used.iter().enumerate().for_each(|(at, node)| number[*node] = at as u32);
        let edges: Vec<(u32, u32, f64)> = used
            .iter()
            .flat_map(|from| {
                self.leaving[*from].iter().map(|(to, p)| (number[*from], number[*to as usize], *p))
            })
            .collect();
        if used.len() > RESOLVED || edges.len() > RESOLVED {
            return None;
        }
        let state = |hit: u64, failed: u64| -> State { (hit.count_ones(), failed.count_ones(), hit, failed) };
        let mut open = BTreeMap::from([(state(1, 0), 1.0)]);
        let (mut total, mut taken) = (0.0, 0);
        while let Some(((_, _, hit, failed), probability)) = open.pop_first() {
            taken += 1;
            if taken > STATES {
                return None;
            }
            let leads_on = |(at, (from, to, _)): &(usize, &(u32, u32, f64))| {
                hit >> from & 1 == 1 && hit >> to & 1 == 0 && failed >> at & 1 == 0
            };
            let Some((at, (_, to, passes))) = edges.iter().enumerate().find(leads_on) else { continue };
            if *to == 1 {
                total += probability * passes;
            } else {
                let hit = hit | 1 << to;
                // That an edge to what is hit failed matters no more.
                let failed = edges
                    .iter()
                    .enumerate()
                    .filter(|(at, (_, to, _))| failed >> at & 1 == 1 && hit >> to & 1 == 0)
                    .fold(0, |failed, (at, _)| failed | 1 << at);
                *open.entry(state(hit, failed)).or_insert(0.0) += probability * passes;
            }
            if *passes < 1.0 {
                *open.entry(state(hit, failed | 1 << at)).or_insert(0.0) += probability * (1.0 - passes);
            }
        }
        Some(total)
    }
}
