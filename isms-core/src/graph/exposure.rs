//! Which sources reach which targets with no control between, and how strongly what controls there are let it through.
#![allow(clippy::indexing_slicing, reason = "rows are those of the graph searched")]

use rayon::prelude::*;

use super::bits::Bits;
use super::csr::Graph;
use super::limits::{Kinds, Limits};
use super::watch::Watch;
use crate::error::{Error, ErrorCode, Result};

/// A source that reaches a target with no control between.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ExposedPair {
    /// Where it comes from, such as a threat.
    pub source: u32,
    /// What it reaches, such as an asset.
    pub target: u32,
    /// The steps of the shortest way with no control on it.
    pub distance: u32,
    /// The probability of the strongest way of all, those with controls on them among them: what remains after the
    /// controls is the probability of a controlled edge.
    pub residual: f32,
}

impl Graph {
    /// The pairs of `sources` and `targets` between which a way of `open` edges alone leads, by source in the order
    /// given, then nearest first. Edges of kinds that are in `limits` and not in `open` are controlled ones, whose
    /// probability is what the control lets through. A source is not exposed to itself.
    ///
    /// Errors: a source or target that is no node, more than `most` pairs, the work stopped, limits as of
    /// [`reach`](Self::reach).
    pub fn exposed_pairs(
        &self,
        sources: &[u32],
        targets: &[u32],
        open: Kinds,
        limits: &Limits,
        most: usize,
        watch: &Watch<'_>,
    ) -> Result<Vec<ExposedPair>> {
        limits.check()?;
        self.check_nodes("sources", sources)?;
        self.check_nodes("targets", targets)?;
        let targets = Bits::of(self.node_count(), targets);
        watch.begin(sources.len())?;
        let too_many = || {
            let problem = format!("more than {most} pairs are exposed");
            Error::new(
                ErrorCode::Limit,
                "most",
                problem,
                "allow more of them, or name fewer sources or targets",
            )
        };
        let of_source = |source: &u32| {
            let reach = self.reach(&[*source], &Limits { kinds: open.and(limits.kinds), ..*limits })?;
            let mut pairs = Vec::new();
            let wanted = |node: &&u32| **node != *source && targets.contains(**node);
            if reach.nodes().iter().any(|node| wanted(&node)) {
                let strongest = self.strongest(&[*source], limits)?;
                for (distance, nodes) in (0..).zip(reach.by_distance()) {
                    pairs.extend(nodes.iter().filter(wanted).map(|target| ExposedPair {
                        source: *source,
                        target: *target,
                        distance,
                        residual: strongest.probability(*target),
                    }));
                }
            }
            watch.part_done()?;
            if pairs.len() > most { Err(too_many()) } else { Ok(pairs) }
        };
        let mut all = Vec::new();
        // A thousand sources at a time, so that too many pairs are noticed before they fill the memory.
        for some in sources.chunks(1_000) {
            let found: Vec<Vec<ExposedPair>> = some.par_iter().map(of_source).collect::<Result<_>>()?;
            all.extend(found.into_iter().flatten());
            if all.len() > most {
                return Err(too_many());
            }
        }
        Ok(all)
    }
}
