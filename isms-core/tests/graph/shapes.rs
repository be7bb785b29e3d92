//! Shapes that break what recurses or grows with the square: smaller where checks are on, as they are slow there.

use isms_core::graph::{
    Depth, EdgeList, Graph, GraphChange, Inheritance, Kinds, Limits, Trials, UNCUTTABLE, Watch,
};

const NODES: u32 = if cfg!(debug_assertions) { 50_000 } else { 1_000_000 };
const BLOCK: u32 = if cfg!(debug_assertions) { 300 } else { 3_000 };

fn graph(nodes: u32, edges: impl Iterator<Item = (u32, u32)>) -> Graph {
    let (sources, targets): (Vec<u32>, Vec<u32>) = edges.unzip();
    Graph::from_edges(nodes as usize, EdgeList { sources: &sources, targets: &targets, ..Default::default() })
        .unwrap()
}

fn chain() -> Graph {
    graph(NODES, (1..NODES).map(|node| (node - 1, node)))
}

fn cycle() -> Graph {
    graph(NODES, (0..NODES).map(|node| (node, (node + 1) % NODES)))
}

fn star_out() -> Graph {
    graph(NODES, (1..NODES).map(|node| (0, node)))
}

fn star_in() -> Graph {
    graph(NODES, (1..NODES).map(|node| (node, 0)))
}

fn block() -> Graph {
    graph(2 * BLOCK, (0..BLOCK).flat_map(|from| (BLOCK..2 * BLOCK).map(move |to| (from, to))))
}

fn loops_and_parallels() -> Graph {
    graph(3, (0..NODES).map(|number| if number % 2 == 0 { (1, 1) } else { (0, 1) }))
}

#[test]
fn reach_and_ways() {
    let all = Limits::default();
    let chain = chain();
    let reach = chain.reach(&[0], &all).unwrap();
    assert_eq!(reach.distance(NODES - 1), Some(NODES as usize - 1));
    assert_eq!(reach.way(&chain, NODES - 1).unwrap().len(), NODES as usize - 1);
    assert_eq!(chain.strongest(&[0], &all).unwrap().probability(NODES - 1), 1.0);
    let (out, into) = (star_out(), star_in());
    let reach = out.reach(&[0], &all).unwrap();
    assert_eq!((1..NODES).filter(|node| reach.step(&out, *node).is_some()).count(), NODES as usize - 1);
    let sources: Vec<u32> = (1..NODES).collect();
    assert_eq!(into.reach(&sources, &all).unwrap().distance(0), Some(1));
    assert_eq!(cycle().reach(&[5], &all).unwrap().distance(4), Some(NODES as usize - 1));
    assert_eq!(block().reach(&[0], &all).unwrap().nodes().len(), BLOCK as usize + 1);
    let doubled = loops_and_parallels();
    assert_eq!(doubled.reach(&[0], &all).unwrap().nodes(), [0, 1]);
    assert_eq!(graph(NODES, std::iter::empty()).reach(&[3], &all).unwrap().nodes(), [3]);
}

#[test]
fn many_sources() {
    let all = Limits::default();
    let ends: Vec<u32> = (0..256).collect();
    let many = chain().reach_many(&ends, &all, &Watch::none()).unwrap();
    assert_eq!((many.reached[0], many.reached[255]), (NODES, NODES - 255));
    assert_eq!((many.reached_by[0], many.reached_by[NODES as usize - 1]), (1, 256));
    assert!(
        cycle().reach_many(&ends, &all, &Watch::none()).unwrap().reached.iter().all(|count| *count == NODES)
    );
    let profiles = chain().distance_profiles(&[0], &all, &Watch::none()).unwrap();
    assert_eq!(profiles[0].len(), NODES as usize);
    let near = Limits { depth: Depth::AtMost(1), ..all };
    let many = star_out().reach_many(&[0, 1, 0], &near, &Watch::none()).unwrap();
    assert_eq!(many.reached, [NODES, 1, NODES]);
    assert_eq!(block().reach_many(&ends, &near, &Watch::none()).unwrap().reached[7], BLOCK + 1);
}

#[test]
fn components_and_layers() {
    assert_eq!(chain().components(Kinds::ALL).count(), NODES as usize);
    assert_eq!(chain().layers(Kinds::ALL)[NODES as usize - 1], NODES - 1);
    assert_eq!(cycle().components(Kinds::ALL).count(), 1);
    assert_eq!(cycle().cycles(Kinds::ALL)[0].len(), NODES as usize);
    assert_eq!(star_in().components(Kinds::ALL).count(), NODES as usize);
    assert_eq!(block().layers(Kinds::ALL)[BLOCK as usize], 1);
    assert_eq!(loops_and_parallels().cycles(Kinds::ALL), [[1]]);
    // Two cycles with a chain between, large enough that the busiest component is sought first.
    let half = NODES / 2;
    let two = graph(
        NODES,
        (0..half)
            .map(|n| (n, (n + 1) % half))
            .chain([(3, half)])
            .chain((half..NODES).map(|n| (n, if n + 1 == NODES { half } else { n + 1 }))),
    );
    let components = two.components(Kinds::ALL);
    assert_eq!(components.count(), 2);
    assert_eq!((components.of_nodes()[0], components.of_nodes()[NODES as usize - 1]), (0, 1));
}

#[test]
fn criticality_and_single_points() {
    let own: Vec<f64> = (0..NODES).map(|node| if node + 1 == NODES { 1.0 } else { 0.0 }).collect();
    assert_eq!(chain().inherit(&own, Inheritance::Maximum, Kinds::ALL).unwrap()[0], 1.0);
    assert_eq!(cycle().inherit(&own, Inheritance::Sum { damping: 0.5 }, Kinds::ALL).unwrap()[7], 1.0);
    let last = [NODES - 1];
    let chained = chain().single_points(&[0], &last, Kinds::ALL).unwrap();
    assert_eq!(chained.len(), NODES as usize - 2);
    let dominators = cycle().dominators(&[0], Kinds::ALL).unwrap();
    assert_eq!(dominators.of(NODES - 1).len(), NODES as usize - 1);
    assert_eq!(star_out().articulation_points(Kinds::ALL).len(), 1);
    assert_eq!(chain().articulation_points(Kinds::ALL).len(), NODES as usize - 2);
    assert_eq!(cycle().articulation_points(Kinds::ALL), []);
    assert_eq!(block().articulation_points(Kinds::ALL), []);
    assert_eq!(block().single_points(&[0], &[BLOCK], Kinds::ALL).unwrap(), []);
    let lost = chain().most_disconnecting(&[0], &last, 2, Kinds::ALL, &Watch::none()).unwrap();
    assert_eq!((lost.len(), lost[0].node, lost[0].targets), (1, 1, 1));
}

#[test]
fn cuts() {
    let cut = |graph: &Graph, source: u32, target: u32| {
        let mut costs = vec![1; graph.node_count()];
        (costs[source as usize], costs[target as usize]) = (UNCUTTABLE, UNCUTTABLE);
        graph.cheapest_cuts(&[source], &[target], &costs, 1, Kinds::ALL, &Watch::none()).unwrap()
    };
    assert_eq!(cut(&chain(), 0, NODES - 1)[0].nodes.len(), 1);
    assert_eq!(cut(&cycle(), 0, NODES / 2)[0].nodes.len(), 1);
    assert_eq!(cut(&star_out(), 0, 1), []);
    // From a source through the block to a target, each beside it.
    let through = graph(
        2 * BLOCK + 2,
        (0..BLOCK)
            .flat_map(|from| (BLOCK..2 * BLOCK).map(move |to| (from, to)))
            .chain((0..BLOCK).map(|node| (2 * BLOCK, node)))
            .chain((BLOCK..2 * BLOCK).map(|node| (node, 2 * BLOCK + 1))),
    );
    assert_eq!(cut(&through, 2 * BLOCK, 2 * BLOCK + 1)[0].cost, u64::from(BLOCK));
}

#[test]
fn probabilities_and_changes() {
    let trials = Trials { count: 64, seed: 1 };
    for graph in [chain(), cycle(), star_out(), loops_and_parallels()] {
        let hits = graph.hits(&[0], trials, Kinds::ALL, &Watch::none()).unwrap();
        assert_eq!(hits.hits[1], 64);
    }
    assert_eq!(block().hits(&[0], trials, Kinds::ALL, &Watch::none()).unwrap().hits[BLOCK as usize], 64);
    let exact =
        |graph: Graph, from: u32, to: u32| graph.exact_hit_probability(&[from], to, Kinds::ALL).unwrap();
    assert_eq!(exact(star_out(), 0, 5), Some(1.0));
    assert_eq!(exact(star_in(), 5, 0), Some(1.0));
    // Edges out of and into the middle of a star: its long row moves once and is then in place.
    for mut star in [star_out(), star_in()] {
        for node in 1..20 {
            let added = EdgeList { sources: &[0, node], targets: &[node, 0], ..Default::default() };
            star.update(GraphChange { added, ..Default::default() }).unwrap();
        }
        assert_eq!(star.edge_count(), NODES as usize - 1 + 2 * 19);
        assert_eq!(star.successors(0).len() + star.predecessors(0).len(), star.edge_count());
    }
}
