//! The blast radii of many sources at once: bit-parallel, on all cores.
//!
//! With a depth, or where distances are asked, all sources of a group walk together. Without, the groups sweep once over
//! the condensation of the graph, as all nodes of a component reach the same.
#![allow(clippy::indexing_slicing, reason = "nodes, components and lanes are those made here")]

use rayon::prelude::*;

use super::csr::Graph;
use super::lanes::{EMPTY, LANES, LaneCounts, lane, ones, or, set_lanes};
use super::limits::{Depth, Kinds, Limits};
use super::walk::Walk;
use super::watch::Watch;
use crate::error::{Error, ErrorCode, Result};

/// What each of many sources reaches, counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManyReach {
    /// For each source how many nodes it reaches, itself among them.
    pub reached: Vec<u32>,
    /// For each node how many of the sources reach it.
    pub reached_by: Vec<u32>,
}

impl Graph {
    /// What each of `sources` reaches by itself, within `limits`.
    ///
    /// Errors: a source that is no node, a `min_probability` (which many sources at once do not have), the work
    /// stopped.
    pub fn reach_many(&self, sources: &[u32], limits: &Limits, watch: &Watch<'_>) -> Result<ManyReach> {
        self.check_many(sources, limits)?;
        watch.begin(sources.len().div_ceil(LANES))?;
        match limits.depth {
            Depth::Any => self.sweep(sources, limits.kinds, watch),
            depth => {
                let walks = self.walks(sources, limits.kinds, depth, true, watch)?;
                let mut many = ManyReach { reached: Vec::new(), reached_by: vec![0; self.node_count()] };
                for walk in walks {
                    many.reached.extend(
                        (0..walk.sources).map(|lane| walk.levels.iter().map(|l| l[lane]).sum::<u32>()),
                    );
                    many.reached_by.iter_mut().zip(&walk.reached_by).for_each(|(all, some)| *all += some);
                }
                Ok(many)
            }
        }
    }

    /// For each of `sources` how many nodes it reaches at each distance, from 0, within `limits`.
    ///
    /// Errors: as [`reach_many`](Self::reach_many).
    pub fn distance_profiles(
        &self,
        sources: &[u32],
        limits: &Limits,
        watch: &Watch<'_>,
    ) -> Result<Vec<Vec<u32>>> {
        self.check_many(sources, limits)?;
        watch.begin(sources.len().div_ceil(LANES))?;
        let walks = self.walks(sources, limits.kinds, limits.depth, false, watch)?;
        let profile = |walk: &Walk, lane: usize| -> Vec<u32> {
            walk.levels.iter().map(|level| level[lane]).take_while(|count| *count > 0).collect()
        };
        Ok(walks.iter().flat_map(|walk| (0..walk.sources).map(|lane| profile(walk, lane))).collect())
    }

    fn check_many(&self, sources: &[u32], limits: &Limits) -> Result<()> {
        self.check_nodes("sources", sources)?;
        if limits.min_probability > 0.0 {
            let remedy = "leave it out, or ask each source by itself";
            let problem = "many sources at once know no probabilities";
            return Err(Error::new(ErrorCode::Value, "min_probability", problem, remedy));
        }
        Ok(())
    }

    fn walks(
        &self,
        sources: &[u32],
        kinds: Kinds,
        depth: Depth,
        by_node: bool,
        watch: &Watch<'_>,
    ) -> Result<Vec<Walk>> {
        let walk = |group: &[u32]| {
            let walk = match kinds {
                Kinds::ALL => self.walk(group, depth, by_node, watch, |_| true),
                kinds => self.walk(group, depth, by_node, watch, |slot| kinds.contains(self.kind[slot])),
            }?;
            watch.part_done()?;
            Ok(walk)
        };
        sources.par_chunks(LANES).map(walk).collect()
    }

    /// All groups sweep over the components, in topological order.
    fn sweep(&self, sources: &[u32], kinds: Kinds, watch: &Watch<'_>) -> Result<ManyReach> {
        let components = self.components(kinds);
        let (starts, targets) = components.condense(self, |slot| kinds.contains(self.kind[slot]));
        let sizes: Vec<u32> = components.iter().map(|members| members.len() as u32).collect();
        watch.go_on()?;
        let sweep = |group: &[u32]| {
            let mut masks = vec![EMPTY; sizes.len()];
            for (number, source) in group.iter().enumerate() {
                let mask = &mut masks[components.of_nodes()[*source as usize] as usize];
                *mask = or(*mask, lane(number));
            }
            let mut singles = LaneCounts::new();
            let mut reached = vec![0; LANES];
            for component in 0..masks.len() {
                let mask = masks[component];
                if mask == EMPTY {
                    continue;
                }
                match sizes[component] {
                    1 => singles.add(mask),
                    size => set_lanes(mask).for_each(|lane| reached[lane] += size),
                }
                for target in &targets[starts[component] as usize..starts[component + 1] as usize] {
                    masks[*target as usize] = or(masks[*target as usize], mask);
                }
            }
            reached.iter_mut().zip(singles.take()).for_each(|(all, some)| *all += some);
            reached.truncate(group.len());
            let by: Vec<u32> = masks.into_iter().map(ones).collect();
            watch.part_done()?;
            Ok((reached, by))
        };
        let groups: Vec<(Vec<u32>, Vec<u32>)> =
            sources.par_chunks(LANES).map(sweep).collect::<Result<_>>()?;
        let mut by_component = vec![0; sizes.len()];
        let mut reached = Vec::with_capacity(sources.len());
        for (of_sources, of_components) in groups {
            reached.extend(of_sources);
            by_component.iter_mut().zip(of_components).for_each(|(all, some)| *all += some);
        }
        let reached_by =
            components.of_nodes().iter().map(|component| by_component[*component as usize]).collect();
        Ok(ManyReach { reached, reached_by })
    }
}
