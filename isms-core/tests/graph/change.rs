//! Changes in place, and graphs as bytes.

use isms_core::graph::{EdgeList, Graph, GraphChange, Hop, Kinds, Limits, RemovedEdge, Trials, Watch};
use proptest::prelude::*;
use sha2::{Digest, Sha256};

use crate::columns::{Columns, columns};

/// That two graphs are the same to every question that is told by rows.
fn same(one: &Graph, other: &Graph) {
    assert_eq!(one.hops().collect::<Vec<_>>(), other.hops().collect::<Vec<_>>());
    assert_eq!((one.node_count(), one.edge_count()), (other.node_count(), other.edge_count()));
    for node in 0..one.node_count() as u32 {
        assert_eq!(one.predecessors(node), other.predecessors(node));
    }
}

fn edges(hops: &[Hop]) -> Columns {
    Columns {
        nodes: 0,
        sources: hops.iter().map(|hop| hop.from).collect(),
        targets: hops.iter().map(|hop| hop.to).collect(),
        kinds: hops.iter().map(|hop| hop.kind).collect(),
        probabilities: hops.iter().map(|hop| hop.probability).collect(),
    }
}

fn list(columns: &Columns) -> EdgeList<'_> {
    let Columns { sources, targets, kinds, probabilities, .. } = columns;
    EdgeList { sources, targets, kinds, probabilities }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn updates_give_what_compiling_gives(
        columns in columns(),
        changes in proptest::collection::vec((proptest::collection::vec(any::<u32>(), 0..8), columns_to_add(), 0usize..3), 1..6),
    ) {
        let mut graph = columns.graph();
        for (removals, additions, nodes) in changes {
            let mut hops: Vec<Hop> = graph.hops().collect();
            let mut removed = Vec::new();
            for pick in removals {
                if hops.is_empty() { break }
                let Hop { from, to, kind, .. } = hops[pick as usize % hops.len()];
                let first = hops.iter().position(|hop| (hop.from, hop.to, hop.kind) == (from, to, kind)).unwrap();
                hops.remove(first);
                removed.push(RemovedEdge { from, to, kind });
            }
            let count = graph.node_count() + nodes;
            let added: Vec<Hop> = additions.into_iter()
                .map(|hop| Hop { from: hop.from % count as u32, to: hop.to % count as u32, ..hop })
                .collect();
            hops.extend(&added);
            graph.update(GraphChange { nodes, removed: &removed, added: list(&edges(&added)) }).unwrap();
            let wanted = Graph::from_edges(count, list(&edges(&hops))).unwrap();
            same(&graph, &wanted);
            // Answers that go by slots and random numbers, too.
            let (all, trials) = (Limits::default(), Trials { count: 100, seed: 1 });
            let (a, b) = (graph.reach(&[0], &all).unwrap(), wanted.reach(&[0], &all).unwrap());
            for node in a.nodes() {
                prop_assert_eq!(a.way(&graph, *node), b.way(&wanted, *node));
            }
            prop_assert_eq!(graph.hits(&[0], trials, Kinds::ALL, &Watch::none()), wanted.hits(&[0], trials, Kinds::ALL, &Watch::none()));
            prop_assert_eq!(graph.articulation_points(Kinds::of(&[1])), wanted.articulation_points(Kinds::of(&[1])));
            prop_assert_eq!(graph.layers(Kinds::ALL), wanted.layers(Kinds::ALL));
        }
    }

    #[test]
    fn bytes_and_back(columns in columns(), named in any::<bool>()) {
        let graph = columns.graph();
        let names: Vec<String> = (0..if named { columns.nodes } else { 0 }).map(|node| format!("ä{node}")).collect();
        let (again, kept) = Graph::from_bytes(&graph.to_bytes(&names).unwrap()).unwrap();
        same(&again, &graph);
        prop_assert_eq!(kept, names);
    }

    #[test]
    fn hostile_bytes_are_refused(columns in columns(), at in any::<usize>(), bit in 0u8..8, mended in any::<bool>()) {
        let graph = columns.graph();
        let names: Vec<String> = (0..columns.nodes).map(|node| node.to_string()).collect();
        let bytes = graph.to_bytes(&names).unwrap();
        prop_assert!(Graph::from_bytes(&bytes[..at % bytes.len()]).is_err());
        let mut changed = bytes.clone();
        let end = if mended { bytes.len() - 32 } else { bytes.len() };
        changed[at % end] ^= 1 << bit;
        if mended {
            // Whoever can write the bytes can write the checksum: what is read must then be a graph all the same.
            let checksum = Sha256::digest(&changed[..end]);
            changed[end..].copy_from_slice(&checksum);
            if let Ok((graph, names)) = Graph::from_bytes(&changed) {
                prop_assert!(names.is_empty() || names.len() == graph.node_count());
                same(&Graph::from_bytes(&graph.to_bytes(&names).unwrap()).unwrap().0, &graph);
            }
        } else {
            prop_assert!(Graph::from_bytes(&changed).is_err());
        }
    }
}

fn columns_to_add() -> impl Strategy<Value = Vec<Hop>> {
    let edge = (any::<u32>(), any::<u32>(), 0u8..3, 0u8..4);
    let hop = edge.prop_map(|(from, to, kind, power)| Hop {
        from,
        to,
        kind,
        probability: 0.5_f32.powi(power.into()),
    });
    proptest::collection::vec(hop, 0..12)
}

#[test]
fn a_change_is_made_whole_or_not_at_all() {
    let list = EdgeList { sources: &[0, 0], targets: &[1, 1], ..Default::default() };
    let mut graph = Graph::from_edges(2, list).unwrap();
    let before = graph.clone();
    let edge = RemovedEdge { from: 0, to: 1, kind: 0 };
    let told = |graph: &mut Graph, change: GraphChange<'_>| graph.update(change).unwrap_err().to_string();
    assert_eq!(
        told(&mut graph, GraphChange { removed: &[edge, edge, edge], ..Default::default() }),
        "removed[2]: there is no edge of kind 0 from 0 to 1, or not as often; name an edge that is there"
    );
    let added = EdgeList { sources: &[0], targets: &[3], ..Default::default() };
    assert_eq!(
        told(&mut graph, GraphChange { nodes: 1, removed: &[edge], added }),
        "added.targets[0]: there is no node 3; nodes are 0 to 2"
    );
    assert_eq!(
        graph
            .update(GraphChange { removed: &[RemovedEdge { from: 9, ..edge }], ..Default::default() })
            .unwrap_err()
            .path,
        "removed[0]"
    );
    same(&graph, &before);
    graph.update(GraphChange { removed: &[edge], ..Default::default() }).unwrap();
    assert_eq!(graph.edge_count(), 1);
}

#[test]
fn rows_that_keep_growing_leave_no_heap_of_gaps() {
    let mut graph = Graph::from_edges(3, EdgeList::default()).unwrap();
    for step in 0..20_000 {
        let added = EdgeList { sources: &[step % 2], targets: &[2], ..Default::default() };
        graph.update(GraphChange { added, ..Default::default() }).unwrap();
    }
    assert_eq!(
        (graph.edge_count(), graph.successors(0).len(), graph.predecessors(2).len()),
        (20_000, 10_000, 20_000)
    );
    // What rows left and their room to grow take no more than one and a half times the edges, each.
    assert!(graph.memory() < 3 * 17 * 20_000 + 20 * 4096, "{}", graph.memory());
}

#[test]
fn another_version_and_wrong_names_are_told() {
    let graph = Graph::from_edges(1, EdgeList::default()).unwrap();
    let mut bytes = graph.to_bytes(&["a"]).unwrap();
    assert_eq!(graph.to_bytes(&["a", "b"]).unwrap_err().path, "names");
    bytes[8] = 2;
    let error = Graph::from_bytes(&bytes).unwrap_err();
    assert_eq!(
        error.to_string(),
        "is a compiled graph of version 2; this library reads version 1; compile the graph again"
    );
    assert_eq!(Graph::from_bytes(b"ISMSGRPX").unwrap_err().code.as_str(), "format");
}
