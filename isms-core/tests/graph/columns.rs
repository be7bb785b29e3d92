//! Random graphs and what is naively known of them.

use std::collections::BTreeSet;

use isms_core::graph::{Depth, EdgeList, Graph, Hop, Kinds};
use proptest::prelude::*;

/// A graph as columns.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(crate) nodes: usize,
    pub(crate) sources: Vec<u32>,
    pub(crate) targets: Vec<u32>,
    pub(crate) kinds: Vec<u8>,
    pub(crate) probabilities: Vec<f32>,
}

impl Columns {
    pub(crate) fn graph(&self) -> Graph {
        let Self { nodes, sources, targets, kinds, probabilities } = self;
        Graph::from_edges(*nodes, EdgeList { sources, targets, kinds, probabilities }).unwrap()
    }
    pub(crate) fn hops(&self) -> Vec<Hop> {
        let hop = |i: usize| Hop {
            from: self.sources[i],
            to: self.targets[i],
            kind: self.kinds[i],
            probability: self.probabilities[i],
        };
        (0..self.sources.len()).map(hop).collect()
    }
    /// The shortest distances by relaxing every edge until nothing changes.
    pub(crate) fn distances(&self, from: &[u32], passes: impl Fn(&Hop) -> bool) -> Vec<Option<usize>> {
        let mut distances = vec![None; self.nodes];
        from.iter().for_each(|node| distances[*node as usize] = Some(0));
        for _ in 0..self.nodes {
            for hop in self.hops().iter().filter(|hop| passes(hop)) {
                if let Some(next) = distances[hop.from as usize].map(|d: usize| d + 1) {
                    let reached: &mut Option<usize> = &mut distances[hop.to as usize];
                    *reached = Some(reached.map_or(next, |d| d.min(next)));
                }
            }
        }
        distances
    }
    pub(crate) fn reaches(&self, from: u32, passes: impl Fn(&Hop) -> bool) -> BTreeSet<u32> {
        let distances = self.distances(&[from], passes);
        (0..self.nodes as u32).filter(|node| distances[*node as usize].is_some()).collect()
    }
}

/// Few nodes and many edges, so that cycles, parallel edges, loops and lone nodes all come.
pub(crate) fn columns() -> impl Strategy<Value = Columns> {
    (1usize..14, 0usize..40).prop_flat_map(|(nodes, edges)| {
        let end = 0..nodes as u32;
        // Powers of a half, so that products are exact.
        let probability = (0u8..4).prop_map(|power| 0.5_f32.powi(power.into()));
        let edge = (end.clone(), end, 0u8..3, probability);
        proptest::collection::vec(edge, edges).prop_map(move |edges| Columns {
            nodes,
            sources: edges.iter().map(|edge| edge.0).collect(),
            targets: edges.iter().map(|edge| edge.1).collect(),
            kinds: edges.iter().map(|edge| edge.2).collect(),
            probabilities: edges.iter().map(|edge| edge.3).collect(),
        })
    })
}

pub(crate) fn kinds() -> impl Strategy<Value = Kinds> {
    prop_oneof![Just(Kinds::ALL), Just(Kinds::of(&[0, 2])), Just(Kinds::of(&[1]))]
}

pub(crate) fn depth() -> impl Strategy<Value = Depth> {
    prop_oneof![Just(Depth::Any), (0usize..5).prop_map(Depth::AtMost)]
}

pub(crate) fn within(depth: Depth, distance: Option<usize>) -> Option<usize> {
    distance.filter(|d| depth == Depth::Any || matches!(depth, Depth::AtMost(most) if *d <= most))
}

/// Checks that steps follow one another along edges that are there.
pub(crate) fn is_way(columns: &Columns, way: &[Hop], from: u32, to: u32) {
    let hops = columns.hops();
    assert!(way.iter().all(|hop| hops.contains(hop)), "{way:?}");
    assert!(way.windows(2).all(|two| two[0].to == two[1].from), "{way:?}");
    assert_eq!(way.first().map_or(to, |hop| hop.from), from);
    assert_eq!(way.last().map_or(from, |hop| hop.to), to);
}
