//! What much relies on, what must be passed, and what cuts.

use std::collections::BTreeSet;

use isms_core::graph::{Cut, EdgeList, Graph, Inheritance, Kinds, UNCUTTABLE, Watch};
use proptest::prelude::*;

use crate::columns::{Columns, columns, kinds};

/// What remains reached from some sources when some nodes are lost.
fn reached_without(columns: &Columns, sources: &[u32], lost: &[u32], kinds: Kinds) -> BTreeSet<u32> {
    let left: Vec<u32> = sources.iter().copied().filter(|node| !lost.contains(node)).collect();
    let passes = |hop: &isms_core::graph::Hop| {
        kinds.contains(hop.kind) && !lost.contains(&hop.from) && !lost.contains(&hop.to)
    };
    let distances = columns.distances(&left, passes);
    (0..columns.nodes as u32).filter(|node| distances[*node as usize].is_some()).collect()
}

/// For each node the component it hangs together with when some node is lost.
fn together_without(columns: &Columns, lost: Option<u32>, kinds: Kinds) -> Vec<usize> {
    let mut of: Vec<usize> = (0..columns.nodes).collect();
    for _ in 0..columns.nodes {
        for hop in columns.hops().iter().filter(|hop| kinds.contains(hop.kind)) {
            if Some(hop.from) != lost && Some(hop.to) != lost {
                let least = of[hop.from as usize].min(of[hop.to as usize]);
                (of[hop.from as usize], of[hop.to as usize]) = (least, least);
            }
        }
    }
    of
}

fn pairs_together(of: &[usize], without: u32) -> u64 {
    let others: Vec<usize> = (0..of.len()).filter(|node| *node != without as usize).collect();
    let together = |a: &usize| others.iter().filter(|b| a < b && of[*a] == of[**b]).count() as u64;
    others.iter().map(together).sum()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn criticality_is_inherited(columns in columns(), kinds in kinds(), worths in proptest::collection::vec(0u8..8, 14)) {
        let graph = columns.graph();
        let own: Vec<f64> = worths.iter().take(columns.nodes).map(|worth| f64::from(*worth)).collect();
        let reaches: Vec<BTreeSet<u32>> =
            (0..columns.nodes as u32).map(|node| columns.reaches(node, |hop| kinds.contains(hop.kind))).collect();
        let greatest: Vec<f64> =
            reaches.iter().map(|all| all.iter().map(|node| own[*node as usize]).fold(0.0, f64::max)).collect();
        prop_assert_eq!(graph.inherit(&own, Inheritance::Maximum, kinds).unwrap(), greatest);

        let of = |node: u32| -> Vec<u32> {
            let mutual = |other: &u32| reaches[node as usize].contains(other) && reaches[*other as usize].contains(&node);
            (0..columns.nodes as u32).filter(mutual).collect()
        };
        // Straight from the definition, over and over until every component has its value.
        let mut sums = vec![0.0; columns.nodes];
        for _ in 0..=columns.nodes {
            let before = sums.clone();
            for node in 0..columns.nodes as u32 {
                let group = of(node);
                let led_to: BTreeSet<u32> = columns.hops().iter()
                    .filter(|hop| kinds.contains(hop.kind) && group.contains(&hop.from) && !group.contains(&hop.to))
                    .map(|hop| of(hop.to)[0])
                    .collect();
                sums[node as usize] = group.iter().map(|node| own[*node as usize]).sum::<f64>()
                    + 0.5 * led_to.iter().map(|node| before[*node as usize]).sum::<f64>();
            }
        }
        prop_assert_eq!(graph.inherit(&own, Inheritance::Sum { damping: 0.5 }, kinds).unwrap(), sums);
    }

    #[test]
    fn dominators_and_single_points(columns in columns(), kinds in kinds(), second in any::<u32>()) {
        let graph = columns.graph();
        let sources = [0, second % columns.nodes as u32];
        let all: Vec<u32> = (0..columns.nodes as u32).collect();
        let reached = reached_without(&columns, &sources, &[], kinds);
        let dominators = graph.dominators(&sources, kinds).unwrap();
        let lost_with: Vec<BTreeSet<u32>> = all.iter()
            .map(|node| &reached - &reached_without(&columns, &sources, &[*node], kinds))
            .collect();
        for node in &all {
            let wanted: BTreeSet<u32> = all.iter().copied()
                .filter(|other| other != node && lost_with[*other as usize].contains(node))
                .collect();
            let found = dominators.of(*node);
            prop_assert_eq!(found.iter().copied().collect::<BTreeSet<_>>(), wanted);
            prop_assert!(found.windows(2).all(|two| lost_with[two[1] as usize].contains(&two[0])));
        }
        let targets: Vec<u32> = all.iter().copied().filter(|node| node % 3 != 1).collect();
        let behind = |node: u32| lost_with[node as usize].iter().filter(|other| **other != node && targets.contains(other)).count();
        let mut wanted: Vec<(usize, u32)> =
            all.iter().filter(|node| !sources.contains(node)).map(|node| (behind(*node), *node)).filter(|(count, _)| *count > 0).collect();
        wanted.sort_by_key(|(count, node)| (std::cmp::Reverse(*count), *node));
        let found = graph.single_points(&sources, &targets, kinds).unwrap();
        prop_assert_eq!(found.iter().map(|p| (p.targets as usize, p.node)).collect::<Vec<_>>(), wanted);

        // Greedily by trying each.
        let mut lost = Vec::new();
        for point in graph.most_disconnecting(&sources, &targets, 3, kinds, &Watch::none()).unwrap() {
            let left = |lost: &[u32]| reached_without(&columns, &sources, lost, kinds).iter().filter(|n| targets.contains(n)).count();
            let before = left(&lost);
            let gain = |node: u32| before - left(&[lost.as_slice(), &[node]].concat());
            let best = all.iter().filter(|node| !sources.contains(node)).map(|node| gain(*node)).max().unwrap();
            prop_assert_eq!((gain(point.node), point.targets as usize), (best, best));
            lost.push(point.node);
        }
    }

    #[test]
    fn articulation_points(columns in columns(), kinds in kinds()) {
        let whole = together_without(&columns, None, kinds);
        let mut wanted = Vec::new();
        for node in 0..columns.nodes as u32 {
            let apart = together_without(&columns, Some(node), kinds);
            let parted = pairs_together(&whole, node) - pairs_together(&apart, node);
            let beside = (0..columns.nodes).filter(|n| *n != node as usize && whole[*n] == whole[node as usize]);
            let pieces = beside.map(|n| apart[n]).collect::<BTreeSet<_>>().len() as u32;
            if pieces > 1 {
                wanted.push((node, pieces, parted));
            }
        }
        wanted.sort_by_key(|(node, _, pairs)| (std::cmp::Reverse(*pairs), *node));
        let found = columns.graph().articulation_points(kinds);
        prop_assert_eq!(found.iter().map(|p| (p.node, p.pieces, p.pairs)).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn cheapest_cuts(columns in columns(), kinds in kinds(), prices in proptest::collection::vec(0u64..5, 14)) {
        let graph = columns.graph();
        let nodes = columns.nodes as u32;
        let (sources, targets) = ([0, nodes / 2], [nodes - 1]);
        // Few enough that every subset can be tried.
        let price = |(node, price): (usize, &u64)| if *price == 0 || node > 8 { UNCUTTABLE } else { *price };
        let costs: Vec<u64> = prices.iter().take(columns.nodes).enumerate().map(price).collect();
        let cuttable: Vec<u32> = (0..nodes).filter(|node| costs[*node as usize] != UNCUTTABLE).collect();
        let cuts = |set: &[u32]| !reached_without(&columns, &sources, set, kinds).contains(&targets[0]);
        // Every subset that cuts, and of which nothing can be spared.
        let mut wanted: Vec<u64> = (0..1_u32 << cuttable.len())
            .map(|bits| -> Vec<u32> { (0..cuttable.len()).filter(|i| bits >> i & 1 == 1).map(|i| cuttable[i]).collect() })
            .filter(|set| cuts(set) && set.iter().all(|spared| !cuts(&set.iter().copied().filter(|n| n != spared).collect::<Vec<_>>())))
            .map(|set| set.iter().map(|node| costs[*node as usize]).sum())
            .collect();
        wanted.sort();
        wanted.truncate(6);
        let found = graph.cheapest_cuts(&sources, &targets, &costs, 6, kinds, &Watch::none()).unwrap();
        prop_assert_eq!(found.iter().map(|cut| cut.cost).collect::<Vec<_>>(), wanted);
        for cut in &found {
            prop_assert!(cuts(&cut.nodes));
            prop_assert_eq!(cut.nodes.iter().map(|node| costs[*node as usize]).sum::<u64>(), cut.cost);
        }
        prop_assert_eq!(found.iter().map(|cut| &cut.nodes).collect::<BTreeSet<_>>().len(), found.len());
    }
}

#[test]
fn a_node_that_costs_nothing_is_spared_where_it_can_be() {
    // 0 → 1 → 2 → 3, and 0 → 2.
    let edges = EdgeList { sources: &[0, 1, 2, 0], targets: &[1, 2, 3, 2], ..Default::default() };
    let graph = Graph::from_edges(4, edges).unwrap();
    let costs = [UNCUTTABLE, 0, 0, UNCUTTABLE];
    let cuts = graph.cheapest_cuts(&[0], &[3], &costs, 5, Kinds::ALL, &Watch::none()).unwrap();
    assert_eq!(cuts, [Cut { cost: 0, nodes: vec![2] }]);
    let apart = graph.cheapest_cuts(&[3], &[0], &costs, 5, Kinds::ALL, &Watch::none()).unwrap();
    assert_eq!(apart, [Cut { cost: 0, nodes: Vec::new() }]);
    let never = graph.cheapest_cuts(&[0], &[3], &[UNCUTTABLE; 4], 5, Kinds::ALL, &Watch::none()).unwrap();
    assert_eq!(never, []);
    let error = graph.cheapest_cuts(&[0], &[3], &[1 << 59; 4], 1, Kinds::ALL, &Watch::none()).unwrap_err();
    assert_eq!((error.code.as_str(), error.path.as_str()), ("limit", "costs"));
    let error = graph.inherit(&[1.0, -1.0, 0.0, 0.0], Inheritance::Maximum, Kinds::ALL).unwrap_err();
    assert_eq!(error.path, "own[1]");
    assert_eq!(graph.inherit(&[1.0], Inheritance::Maximum, Kinds::ALL).unwrap_err().path, "own");
}
