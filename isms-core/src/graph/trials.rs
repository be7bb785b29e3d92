//! How probably each node is hit when every edge passes on or not, independently: by trials.
//!
//! Each trial draws for each edge whether it passes; what the sources then reach is hit (the independent cascade, Kempe,
//! Kleinberg, Tardos, *Maximizing the spread of influence through a social network*, 2003). Sixty-four trials go
//! together, a bit each.
#![allow(clippy::indexing_slicing, reason = "nodes and rows are those of the graph walked")]

use rayon::prelude::*;

use super::bits::Bits;
use super::csr::Graph;
use super::limits::Kinds;
use super::watch::Watch;
use crate::error::{Error, ErrorCode, Result};
use crate::random::throws;

/// How many trials, and from which random numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trials {
    /// How many, from 1.
    pub count: u32,
    /// Equal seeds give equal answers, on any number of threads.
    pub seed: u64,
}

/// In how many trials each node was hit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hits {
    /// Trials made.
    pub trials: u32,
    /// Trials that hit, by node.
    pub hits: Vec<u32>,
}

impl Hits {
    /// The share of trials that hit a node, 0 for a node that is not there.
    pub fn probability(&self, node: u32) -> f64 {
        f64::from(self.hits.get(node as usize).copied().unwrap_or(0)) / f64::from(self.trials)
    }

    /// How far such a share may be from the probability it estimates, but for one time in 1 ÷ (1 − `confidence`): the
    /// bound of W. Hoeffding, *Probability inequalities for sums of bounded random variables* (1963), which holds for
    /// any probability and number of trials.
    ///
    /// `confidence` lies between 0 and 1, e.g. 0.99.
    pub fn error(&self, confidence: f64) -> f64 {
        ((2.0 / (1.0 - confidence)).ln() / (2.0 * f64::from(self.trials))).sqrt()
    }
}

impl Graph {
    /// In how many trials each node is hit from `sources`, which always are, along edges of `kinds`.
    ///
    /// Errors: a source that is no node, no trials, the work stopped.
    pub fn hits(&self, sources: &[u32], trials: Trials, kinds: Kinds, watch: &Watch<'_>) -> Result<Hits> {
        self.check_nodes("sources", sources)?;
        if trials.count == 0 {
            return Err(Error::new(ErrorCode::Value, "trials", "are none", "give a number from 1"));
        }
        let groups = trials.count.div_ceil(64);
        watch.begin(groups as usize)?;
        // One share of the groups for each thread at a time keeps what they need of memory in bounds.
        let share = groups.div_ceil(4 * rayon::current_num_threads() as u32).max(1);
        let parts: Vec<u32> = (0..groups).step_by(share as usize).collect();
        let part = |first: &u32| -> Result<Vec<u32>> {
            let mut hits = vec![0; self.node_count()];
            for group in *first..groups.min(first + share) {
                let left = trials.count - group * 64;
                let lanes = if left >= 64 { u64::MAX } else { (1 << left) - 1 };
                let hit = self.cascade(sources, group, lanes, trials.seed, kinds);
                hits.iter_mut().zip(hit).for_each(|(hits, hit)| *hits += hit.count_ones());
                watch.part_done()?;
            }
            Ok(hits)
        };
        let add = |mut all: Vec<u32>, some: Vec<u32>| {
            all.iter_mut().zip(some).for_each(|(all, some)| *all += some);
            Ok(all)
        };
        let none = || vec![0; self.node_count()];
        let hits = parts.par_iter().map(part).try_reduce(none, add)?;
        Ok(Hits { trials: trials.count, hits })
    }

    /// For each node the trials of a group in which it is hit.
    fn cascade(&self, sources: &[u32], group: u32, lanes: u64, seed: u64, kinds: Kinds) -> Vec<u64> {
        let mut hit = vec![0; self.node_count()];
        let mut fresh = vec![0; self.node_count()];
        // What each edge passes is drawn when it is first asked.
        let mut drawn = Bits::new(self.target.len());
        let mut passing = vec![0; self.target.len()];
        let mut open: Vec<u32> = Vec::new();
        for source in sources {
            (hit[*source as usize], fresh[*source as usize]) = (lanes, lanes);
            open.push(*source);
        }
        while let Some(node) = open.pop() {
            let new = std::mem::take(&mut fresh[node as usize]);
            if new == 0 {
                continue;
            }
            for (place, slot) in (0..).zip(self.leaving.of(node)) {
                let target = self.target[slot] as usize;
                if new & !hit[target] == 0 || !kinds.contains(self.kind[slot]) {
                    continue;
                }
                if drawn.insert(slot as u32) {
                    let share = (f64::from(self.probability[slot]) * 2_f64.powi(32)) as u64;
                    passing[slot] = throws(share, [node, place, group], seed);
                }
                let passed = new & passing[slot] & !hit[target];
                if passed != 0 {
                    hit[target] |= passed;
                    if fresh[target] == 0 {
                        open.push(target as u32);
                    }
                    fresh[target] |= passed;
                }
            }
        }
        hit
    }
}
