//! Assets that depend on one another in a circle.

use super::{Edge, EntityGraph};

impl EntityGraph {
    /// The circles of dependency: each a group of assets that all need one another, by id; an asset that needs itself
    /// counts.
    pub fn dependency_cycles(&self) -> Vec<Vec<String>> {
        let needs = Edge::kinds(&[Edge::IsNeededBy]);
        let components = self.compiled().components(needs);
        let needs_itself = |node: u32| {
            self.compiled().edges_from(node).any(|hop| hop.to == node && needs.contains(hop.kind))
        };
        let circles = components.iter().filter(|group| match group {
            [one] => needs_itself(*one),
            group => group.len() > 1,
        });
        // Members ascend, and so do ids with the nodes.
        let id = |node: &u32| Some(self.node(*node)?.id.to_string());
        let mut cycles: Vec<Vec<String>> =
            circles.map(|group| group.iter().filter_map(id).collect()).collect();
        cycles.sort();
        cycles
    }
}
