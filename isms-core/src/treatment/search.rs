//! Branch and bound, the most promising first: decides one column after another, and leaves out what cannot be better
//! than the best so far (A. H. Land and A. G. Doig, *An automatic method of solving discrete programming problems*, 1960).
//!
//! Nodes are bounded by tens side by side, whatever the threads, so that the answer does not hang on them.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;

use rayon::prelude::*;

use super::effort::Effort;
use super::fates::{Fate, Fates};
use super::model::Model;
use crate::error::Result;
use crate::graph::{BestSoFar, Watch};

/// Nodes bounded side by side.
const TOGETHER: usize = 16;
/// Differences of this share of the value are rounding.
const ROUNDING: f64 = 1e-10;

/// What is to be made small, and how small it can be.
pub(super) trait Bounds: Sync {
    /// What a node leaves to those below it.
    type Hint: Send + Sync;

    /// The value of a portfolio that keeps the limits; none if it does not do.
    fn value(&self, chosen: &[bool]) -> Option<f64>;

    /// No portfolio with these fates has a lower value than the bound, which need not be told more closely once it is
    /// `enough`.
    fn bound(&self, fates: &Fates, hint: Option<&Self::Hint>, enough: f64) -> Bounded<Self::Hint>;
}

pub(super) struct Bounded<H> {
    pub(super) bound: f64,
    /// The column to decide next; none if nothing is free.
    pub(super) branch: Option<usize>,
    /// A portfolio to try.
    pub(super) proposal: Vec<bool>,
    pub(super) hint: H,
}

/// A portfolio and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub(super) chosen: Vec<bool>,
    pub(super) value: f64,
}

/// What a search came to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Outcome {
    /// The best portfolio; none if none was found.
    pub(super) best: Option<Found>,
    /// No portfolio has a lower value.
    pub(super) bound: f64,
    pub(super) nodes: u64,
    /// Whether it ended because that was enough for who listens.
    pub(super) stopped: bool,
}

struct Node<H> {
    bound: f64,
    number: u64,
    fates: Fates,
    hint: Option<Arc<H>>,
}

/// The heap gives the greatest: that is the node with the lowest bound, of equals the latest, which is the deepest.
impl<H> Ord for Node<H> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.bound.total_cmp(&self.bound).then(self.number.cmp(&other.number))
    }
}
impl<H> PartialOrd for Node<H> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<H> PartialEq for Node<H> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl<H> Eq for Node<H> {}

/// Finds the portfolio of the lowest value; `polish` makes better what a node proposes, and `best` is one to begin with.
///
/// Errors: the work cancelled.
pub(super) fn search<B: Bounds>(
    model: &Model,
    bounds: &B,
    best: Option<Found>,
    polish: impl Fn(Found) -> Found,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Outcome> {
    let mut outcome = Outcome { best, bound: f64::INFINITY, nodes: 0, stopped: false };
    // No loss and no cost is negative.
    let root = Node { bound: 0.0, number: 0, fates: Fates::new(model), hint: None };
    let (mut open, mut number) = (BinaryHeap::from([root]), 0);
    // The lowest bound of what was left out because it cannot be better by more than the gap that is asked for.
    let mut left_out = f64::INFINITY;
    while let Some(lowest) = open.peek().map(|node| node.bound) {
        let value = outcome.best.as_ref().map_or(f64::INFINITY, |best| best.value);
        outcome.bound = lowest.min(left_out).min(value);
        let best = outcome.best.as_ref().map(|best| BestSoFar { value: best.value, bound: outcome.bound });
        if !watch.seek(outcome.nodes, effort.nodes, best)? {
            outcome.stopped = true;
            return Ok(outcome);
        }
        let enough = enough(value, effort.gap);
        if lowest >= enough || outcome.nodes >= effort.nodes {
            return Ok(outcome);
        }
        let room = usize::try_from(effort.nodes - outcome.nodes).unwrap_or(TOGETHER).min(TOGETHER);
        let batch: Vec<Node<B::Hint>> = std::iter::from_fn(|| open.pop()).take(room).collect();
        outcome.nodes += batch.len() as u64;
        let expand = |node: Node<B::Hint>| {
            if node.bound >= enough || watch.ends() {
                return (node, None);
            }
            let bounded = bounds.bound(&node.fates, node.hint.as_deref(), enough);
            let proposed = match bounded.branch {
                // Nothing is free: the node is one portfolio.
                None => Some(node.fates.chosen()),
                Some(_) => Some(bounded.proposal.clone()).filter(|proposal| !proposal.is_empty()),
            };
            let proposed = proposed.filter(|chosen| model.allows(chosen));
            let found =
                proposed.and_then(|chosen| bounds.value(&chosen).map(|value| Found { chosen, value }));
            (node, Some((bounded, found)))
        };
        for (node, expanded) in batch.into_par_iter().map(expand).collect::<Vec<_>>() {
            let Some((bounded, found)) = expanded else {
                left_out = left_out.min(node.bound);
                continue;
            };
            if let Some(found) = found {
                let value = outcome.best.as_ref().map_or(f64::INFINITY, |best| best.value);
                if found.value < value {
                    outcome.best = Some(polish(found));
                }
            }
            let Some(column) = bounded.branch else { continue };
            let bound = bounded.bound.max(node.bound);
            if bound >= enough {
                left_out = left_out.min(bound);
                continue;
            }
            let hint = Arc::new(bounded.hint);
            for fate in [Fate::Out, Fate::In] {
                if let Some(fates) = node.fates.with(model, column, fate) {
                    number += 1;
                    open.push(Node { bound, number, fates, hint: Some(Arc::clone(&hint)) });
                }
            }
        }
        // Then some of the batch may not have been looked at, and the bound is that from before it.
        if !watch.seek(outcome.nodes, effort.nodes, best)? {
            outcome.stopped = true;
            return Ok(outcome);
        }
    }
    outcome.bound = left_out.min(outcome.best.as_ref().map_or(f64::INFINITY, |best| best.value));
    Ok(outcome)
}

/// A bound that leaves nothing to be gained.
fn enough(value: f64, gap: f64) -> f64 {
    if value.is_finite() { value - value.abs() * gap.max(ROUNDING) } else { f64::INFINITY }
}
