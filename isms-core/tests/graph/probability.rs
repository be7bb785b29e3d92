//! Exposure and reliability.

use isms_core::graph::{EdgeList, Graph, Hop, Kinds, Limits, Method, Trials, Watch};
use proptest::prelude::*;

use crate::columns::{Columns, columns, kinds};

/// Every combination of edges that pass and do not.
fn by_enumeration(columns: &Columns, sources: &[u32], kinds: Kinds) -> Vec<f64> {
    let uncertain: Vec<usize> = (0..columns.sources.len())
        .filter(|i| kinds.contains(columns.kinds[*i]) && columns.probabilities[*i] < 1.0)
        .collect();
    let mut hit = vec![0.0; columns.nodes];
    for bits in 0..1_u64 << uncertain.len() {
        let failed: Vec<usize> =
            uncertain.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 0).map(|(_, i)| *i).collect();
        let probability: f64 = uncertain
            .iter()
            .map(|i| f64::from(columns.probabilities[*i]))
            .enumerate()
            .map(|(at, p)| if bits >> at & 1 == 1 { p } else { 1.0 - p })
            .product();
        let left = Columns {
            sources: keep(&columns.sources, &failed),
            targets: keep(&columns.targets, &failed),
            kinds: keep(&columns.kinds, &failed),
            probabilities: keep(&columns.probabilities, &failed),
            ..*columns
        };
        for (node, distance) in left.distances(sources, |hop| kinds.contains(hop.kind)).iter().enumerate() {
            hit[node] += if distance.is_some() { probability } else { 0.0 };
        }
    }
    hit
}

fn keep<T: Copy>(column: &[T], without: &[usize]) -> Vec<T> {
    column.iter().enumerate().filter(|(i, _)| !without.contains(i)).map(|(_, value)| *value).collect()
}

/// Few enough edges that every combination can be tried.
fn few(mut columns: Columns) -> Columns {
    columns.sources.truncate(10);
    columns.targets.truncate(10);
    columns.kinds.truncate(10);
    columns.probabilities.truncate(10);
    columns
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn reliability_is_exact(columns in columns().prop_map(few), kinds in kinds(), second in any::<u32>()) {
        let graph = columns.graph();
        let sources = [0, second % columns.nodes as u32];
        let wanted = by_enumeration(&columns, &sources, kinds);
        for node in 0..columns.nodes as u32 {
            let found = graph.exact_hit_probability(&sources, node, kinds).unwrap().unwrap();
            prop_assert!((found - wanted[node as usize]).abs() < 1e-12, "{node}: {found} {wanted:?}");
        }
    }

    #[test]
    fn trials_agree_with_it(columns in columns().prop_map(few), kinds in kinds(), seed in any::<u64>()) {
        let graph = columns.graph();
        let hits = graph.hits(&[0], Trials { count: 5_000, seed }, kinds, &Watch::none()).unwrap();
        // So sure that no run of these tests should see it fail.
        let error = hits.error(1.0 - 1e-12);
        for (node, wanted) in by_enumeration(&columns, &[0], kinds).into_iter().enumerate() {
            prop_assert!((hits.probability(node as u32) - wanted).abs() < error);
        }
        let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap();
        let again = one.install(|| graph.hits(&[0], Trials { count: 5_000, seed }, kinds, &Watch::none()).unwrap());
        prop_assert_eq!(hits, again);
    }

    #[test]
    fn exposed_pairs(columns in columns(), second in any::<u32>()) {
        let graph = columns.graph();
        let sources = [0, second % columns.nodes as u32];
        let targets: Vec<u32> = (0..columns.nodes as u32).filter(|node| node % 2 == 0).collect();
        let (open, limits) = (Kinds::of(&[0, 1]), Limits { kinds: Kinds::of(&[0, 2]), ..Limits::default() });
        let mut wanted = Vec::new();
        for source in sources {
            let passes = |hop: &Hop| hop.kind == 0;
            let distances = columns.distances(&[source], passes);
            let strongest = graph.strongest(&[source], &limits).unwrap();
            for target in targets.iter().filter(|target| **target != source) {
                if let Some(distance) = distances[*target as usize] {
                    wanted.push((source, *target, distance as u32, strongest.probability(*target).to_bits()));
                }
            }
        }
        let found = graph.exposed_pairs(&sources, &targets, open, &limits, 1_000, &Watch::none()).unwrap();
        let mut told: Vec<_> = found.iter().map(|p| (p.source, p.target, p.distance, p.residual.to_bits())).collect();
        told.sort();
        wanted.sort();
        prop_assert_eq!(told, wanted);
    }
}

#[test]
fn a_chain_and_a_bridge_are_told_exactly() {
    // A hundred edges in a row are one after reduction.
    let sources: Vec<u32> = (0..100).collect();
    let targets: Vec<u32> = (1..101).collect();
    let graph = Graph::from_edges(
        101,
        EdgeList { sources: &sources, targets: &targets, probabilities: &[0.99; 100], ..Default::default() },
    )
    .unwrap();
    let found =
        graph.hit_probability(&[0], 100, Trials { count: 1, seed: 0 }, Kinds::ALL, &Watch::none()).unwrap();
    assert_eq!(found.method, Method::Exact);
    assert!((found.probability - f64::from(0.99_f32).powi(100)).abs() < 1e-12);
    // The bridge: 2p² + 2p³ − 5p⁴ + 2p⁵ where its middle edge passes both ways.
    let (sources, targets) = ([0, 0, 1, 2, 1, 2], [1, 2, 2, 1, 3, 3]);
    let graph = Graph::from_edges(
        4,
        EdgeList { sources: &sources, targets: &targets, probabilities: &[0.5; 6], ..Default::default() },
    )
    .unwrap();
    let found = graph.exact_hit_probability(&[0], 3, Kinds::ALL).unwrap().unwrap();
    assert!((found - (2.0 * 0.25 + 2.0 * 0.125 - 5.0 * 0.0625 + 2.0 * 0.03125)).abs() < 1e-12, "{found}");
}

#[test]
fn beyond_small_networks_the_answer_says_how_far_it_may_be_off() {
    let pairs: Vec<(u32, u32)> = (0..30).flat_map(|from| (0..30).map(move |to| (from, to))).collect();
    let (sources, targets): (Vec<u32>, Vec<u32>) = pairs.into_iter().unzip();
    let probabilities = vec![0.05; sources.len()];
    let edges = EdgeList {
        sources: &sources,
        targets: &targets,
        probabilities: &probabilities,
        ..Default::default()
    };
    let graph = Graph::from_edges(30, edges).unwrap();
    assert_eq!(graph.exact_hit_probability(&[0], 29, Kinds::ALL).unwrap(), None);
    let trials = Trials { count: 1_000, seed: 7 };
    let found = graph.hit_probability(&[0], 29, trials, Kinds::ALL, &Watch::none()).unwrap();
    let Method::Simulated { trials: 1_000, error } = found.method else { panic!("{found:?}") };
    let more = graph.hits(&[0], Trials { count: 100_000, seed: 8 }, Kinds::ALL, &Watch::none()).unwrap();
    assert!((found.probability - more.probability(29)).abs() < error + more.error(0.99));
    assert_eq!(
        graph.hits(&[0], Trials { count: 0, seed: 7 }, Kinds::ALL, &Watch::none()).unwrap_err().path,
        "trials"
    );
    let pairs = graph.exposed_pairs(
        &[0, 1],
        &(0..30).collect::<Vec<_>>(),
        Kinds::ALL,
        &Limits::default(),
        30,
        &Watch::none(),
    );
    assert_eq!(pairs.unwrap_err().path, "most");
}
