//! What is reached, from one source and from many, and the order of components.

use std::collections::{BTreeMap, BTreeSet};

use isms_core::graph::{EdgeList, Graph, Hop, Limits, Watch};
use proptest::prelude::*;

use crate::columns::{columns, depth, is_way, kinds, within};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn rows_are_the_edges_in_both_directions(columns in columns()) {
        let graph = columns.graph();
        let mut wanted = columns.hops();
        wanted.sort_by_key(|hop| hop.from); // stable: the order given remains
        prop_assert_eq!(graph.hops().collect::<Vec<_>>(), wanted);
        let mut backward: Vec<(u32, u32)> = columns.hops().iter().map(|hop| (hop.to, hop.from)).collect();
        backward.sort();
        let rows = (0..columns.nodes as u32).flat_map(|n| graph.predecessors(n).iter().map(move |from| (n, *from)));
        prop_assert_eq!(rows.collect::<Vec<_>>(), backward);
        prop_assert_eq!(graph.edge_count(), columns.sources.len());
    }

    #[test]
    fn reach_and_its_ways(columns in columns(), kinds in kinds(), depth in depth()) {
        let graph = columns.graph();
        let reach = graph.reach(&[0], &Limits { depth, kinds, ..Limits::default() }).unwrap();
        let wanted = columns.distances(&[0], |hop| kinds.contains(hop.kind));
        for node in 0..columns.nodes as u32 {
            let wanted = within(depth, wanted[node as usize]);
            prop_assert_eq!(reach.distance(node), wanted);
            prop_assert_eq!(reach.contains(node), wanted.is_some());
            prop_assert_eq!(reach.distances()[node as usize], wanted.map_or(u32::MAX, |d| d as u32));
            let way = reach.way(&graph, node);
            prop_assert_eq!(way.as_ref().map(Vec::len), wanted);
            if let Some(way) = way {
                is_way(&columns, &way, 0, node);
                prop_assert!(way.iter().all(|hop| kinds.contains(hop.kind)));
            }
        }
        let order: Vec<_> = reach.nodes().iter().map(|node| reach.distance(*node).unwrap()).collect();
        prop_assert!(order.is_sorted());
    }

    #[test]
    fn strongest_ways(columns in columns(), kinds in kinds(), depth in depth(), power in 0u8..5) {
        let graph = columns.graph();
        let least = if power == 4 { 0.0 } else { 0.5_f32.powi(power.into()) };
        let limits = Limits { depth, kinds, min_probability: least };
        let at_hand = columns.distances(&[0], |hop| kinds.contains(hop.kind));
        let mut wanted = vec![0.0_f32; columns.nodes];
        wanted[0] = 1.0;
        for _ in 0..columns.nodes {
            for hop in columns.hops().iter().filter(|hop| kinds.contains(hop.kind)) {
                if within(depth, at_hand[hop.to as usize]).is_some() {
                    let passed = wanted[hop.from as usize] * hop.probability;
                    wanted[hop.to as usize] = wanted[hop.to as usize].max(passed);
                }
            }
        }
        wanted.iter_mut().filter(|p| **p < least).for_each(|p| *p = 0.0);
        let strongest = graph.strongest(&[0], &limits).unwrap();
        prop_assert_eq!(strongest.probabilities(), wanted.as_slice());
        for node in 0..columns.nodes as u32 {
            if let Some(way) = strongest.way(&graph, node) {
                is_way(&columns, &way, 0, node);
                let product: f32 = way.iter().map(|hop| hop.probability).product();
                prop_assert_eq!(product, wanted[node as usize]);
            } else {
                prop_assert_eq!(wanted[node as usize], 0.0);
            }
        }
        let kept = graph.reach(&[0], &Limits { min_probability: least.max(f32::MIN_POSITIVE), ..limits }).unwrap();
        for node in 0..columns.nodes as u32 {
            prop_assert_eq!(kept.contains(node), wanted[node as usize] > 0.0);
        }
    }

    #[test]
    fn many_sources_are_each_by_itself(
        columns in columns(), kinds in kinds(), depth in depth(), picks in proptest::collection::vec(any::<u32>(), 0..300),
    ) {
        let graph = columns.graph();
        let sources: Vec<u32> = picks.iter().map(|pick| pick % columns.nodes as u32).collect();
        let limits = Limits { depth, kinds, ..Limits::default() };
        let many = graph.reach_many(&sources, &limits, &Watch::none()).unwrap();
        let profiles = graph.distance_profiles(&sources, &limits, &Watch::none()).unwrap();
        let mut by = vec![0; columns.nodes];
        prop_assert_eq!(profiles.len(), sources.len());
        for ((source, reached), profile) in sources.iter().zip(&many.reached).zip(&profiles) {
            let each = graph.reach(&[*source], &limits).unwrap();
            prop_assert_eq!(*reached as usize, each.nodes().len());
            prop_assert_eq!(profile, &each.by_distance().map(|nodes| nodes.len() as u32).collect::<Vec<_>>());
            each.nodes().iter().for_each(|node| by[*node as usize] += 1);
        }
        prop_assert_eq!(many.reached_by, by);
    }

    #[test]
    fn components_layers_and_cycles(columns in columns(), kinds in kinds()) {
        let graph = columns.graph();
        let passes = |hop: &Hop| kinds.contains(hop.kind);
        let reaches: Vec<BTreeSet<u32>> = (0..columns.nodes as u32).map(|n| columns.reaches(n, passes)).collect();
        let mutual = |a: u32, b: u32| reaches[a as usize].contains(&b) && reaches[b as usize].contains(&a);
        let components = graph.components(kinds);
        let of = components.of_nodes();
        for a in 0..columns.nodes as u32 {
            for b in 0..columns.nodes as u32 {
                prop_assert_eq!(of[a as usize] == of[b as usize], mutual(a, b));
            }
            prop_assert!(components.members(of[a as usize]).contains(&a));
        }
        prop_assert_eq!(components.iter().map(<[u32]>::len).sum::<usize>(), columns.nodes);
        for hop in columns.hops().iter().filter(|hop| passes(hop)) {
            prop_assert!(of[hop.from as usize] <= of[hop.to as usize]);
        }
        // The longest way through the condensation, by relaxing.
        let mut layers = vec![0; columns.nodes];
        for _ in 0..columns.nodes {
            for hop in columns.hops().iter().filter(|hop| passes(hop)) {
                let (from, to) = (hop.from as usize, hop.to as usize);
                let next = if of[from] == of[to] { layers[from] } else { layers[from] + 1 };
                (0..columns.nodes).filter(|n| of[*n] == of[to]).for_each(|n| layers[n] = layers[n].max(next));
            }
        }
        prop_assert_eq!(graph.layers(kinds), layers);
        let cycles = graph.cycles(kinds);
        for cycle in &cycles {
            for (place, node) in cycle.iter().enumerate() {
                let next = cycle[(place + 1) % cycle.len()];
                prop_assert!(columns.hops().iter().any(|hop| passes(hop) && hop.from == *node && hop.to == next));
            }
            prop_assert_eq!(cycle.iter().collect::<BTreeSet<_>>().len(), cycle.len());
        }
        let cyclic: BTreeMap<u32, ()> = columns
            .hops()
            .iter()
            .filter(|hop| passes(hop) && mutual(hop.from, hop.to))
            .map(|hop| (of[hop.from as usize], ()))
            .collect();
        let found: Vec<u32> = cycles.iter().map(|cycle| of[cycle[0] as usize]).collect::<BTreeSet<_>>().into_iter().collect();
        prop_assert_eq!(cyclic.into_keys().collect::<Vec<_>>(), found);
        prop_assert_eq!(cycles.len(), cycles.iter().map(|c| of[c[0] as usize]).collect::<BTreeSet<_>>().len());
    }
}

#[test]
fn bad_input_is_refused_with_its_place() {
    let edges = EdgeList { sources: &[0, 1], targets: &[1, 2], ..Default::default() };
    let told = |nodes: usize, edges: EdgeList<'_>| Graph::from_edges(nodes, edges).unwrap_err().to_string();
    assert_eq!(told(2, edges), "targets[1]: there is no node 2; nodes are 0 to 1");
    assert_eq!(told(0, edges), "sources[0]: there is no node 0; the graph has no nodes");
    let short = EdgeList { targets: &[1], ..edges };
    assert_eq!(told(3, short), "targets: has 1 values where sources has 2; give one value for each edge");
    let wrong = EdgeList { probabilities: &[0.5, f32::NAN], ..edges };
    assert_eq!(told(3, wrong), "probabilities[1]: NaN is not a probability; give a number from 0 to 1");
    assert_eq!(Graph::from_edges(usize::MAX, edges).unwrap_err().code.as_str(), "limit");

    let graph = Graph::from_edges(3, edges).unwrap();
    assert_eq!(graph.reach(&[0, 7], &Limits::default()).unwrap_err().path, "sources[1]");
    let limits = Limits { min_probability: 1.5, ..Limits::default() };
    assert_eq!(graph.reach(&[0], &limits).unwrap_err().path, "min_probability");
    assert_eq!(
        graph
            .reach_many(&[0], &Limits { min_probability: 0.5, ..Limits::default() }, &Watch::none())
            .unwrap_err()
            .path,
        "min_probability"
    );
    assert!(graph.successors(9).is_empty() && graph.predecessors(9).is_empty());
    assert_eq!(graph.reach(&[], &Limits::default()).unwrap().nodes(), [0u32; 0]);
}
