//! Assets that depend on one another in a circle.

use petgraph::algo::kosaraju_scc;
use petgraph::visit::EdgeFiltered;

use super::{Edge, Graph};

impl Graph {
    /// The circles of dependency: each a group of assets that all need one another, by id; an asset that needs itself
    /// counts.
    pub fn dependency_cycles(&self) -> Vec<Vec<String>> {
        // Kosaraju's algorithm keeps its own stack; petgraph's Tarjan recurses and overflows on long chains.
        let needs = EdgeFiltered::from_fn(&self.graph, |edge| *edge.weight() == Edge::IsNeededBy);
        let mut cycles: Vec<Vec<String>> = kosaraju_scc(&needs)
            .into_iter()
            .filter(|group| match group.as_slice() {
                [one] => {
                    self.graph.edges_connecting(*one, *one).any(|edge| *edge.weight() == Edge::IsNeededBy)
                }
                group => group.len() > 1,
            })
            .map(|group| {
                let mut ids: Vec<_> =
                    group.iter().filter_map(|i| Some(self.graph.node_weight(*i)?.id.clone())).collect();
                ids.sort();
                ids
            })
            .collect();
        cycles.sort();
        cycles
    }
}
