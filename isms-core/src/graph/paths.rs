//! What an entity reaches, and by which way.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Depth, Edge, EntityGraph, Hop, Limits, Node, Reach};
use crate::error::Result;
use crate::model::Kind;

/// An entity reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Reached {
    /// The entity.
    #[serde(flatten)]
    pub node: Node,
    /// Steps to it.
    pub distance: usize,
    /// The shortest way to it; of equally short ones the first by kind and id.
    pub path: Vec<Step>,
}

/// One step of a way.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Step {
    /// Where it begins.
    pub from: Node,
    /// Why it leads on.
    pub edge: Edge,
    /// Where it ends.
    pub to: Node,
}

impl std::fmt::Display for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} {}", self.from, self.edge.verb(), self.to)
    }
}

impl EntityGraph {
    /// Every threat, asset, control and risk that feels it when `name` fails or acts, nearest first, then by kind and
    /// id.
    ///
    /// Errors: as [`find`](Self::find).
    pub fn blast_radius(&self, name: &str, depth: Depth) -> Result<Vec<Reached>> {
        let search = self.search(&[self.find(name)?], &of_risk(depth));
        let mut reached = self.collect(&search, |_, distance| distance > 0);
        reached.sort_by_key(|reached| reached.distance);
        Ok(reached)
    }

    /// The shortest way from one entity to another; none if there is no way.
    ///
    /// Errors: as [`find`](Self::find).
    pub fn explain(&self, from: &str, to: &str) -> Result<Option<Vec<Step>>> {
        let (from, to) =
            (self.find(from).map_err(|e| e.within("from"))?, self.find(to).map_err(|e| e.within("to"))?);
        let search = self.search(&[from], &of_risk(Depth::Any));
        Ok(self.index(&to).and_then(|to| search.way(self.compiled(), to)).map(|way| self.steps(&way)))
    }

    /// The risks that an entity is part of, directly or through what it reaches.
    pub fn risks_touched(&self, name: &str) -> Result<Vec<Reached>> {
        Ok(self.blast_radius(name, Depth::Any)?.into_iter().filter(|r| r.node.kind == Kind::Risk).collect())
    }

    /// What it touches when any of `names` fails, over every reason there is: risks, assets, obligations, objectives
    /// and goals, by kind and id, each with the shortest way to it.
    ///
    /// Errors: as [`find`](Self::find), at the place of the name.
    pub fn touched(&self, names: &[&str]) -> Result<Vec<Reached>> {
        let found: Result<Vec<Node>> = (0..)
            .zip(names)
            .map(|(place, name)| self.find(name).map_err(|error| error.within(&format!("from[{place}]"))))
            .collect();
        let search = self.search(&found?, &Limits::default());
        Ok(self.collect(&search, |_, distance| distance > 0))
    }

    /// The risks that feel it when any of several entities fails or acts, each with the shortest way to it, by id. What
    /// is not in the graph reaches nothing; a risk among them is reached by no steps.
    pub(crate) fn risks_felt(&self, from: &[Node]) -> Vec<Reached> {
        let search = self.search(from, &of_risk(Depth::Any));
        self.collect(&search, |node, _| node.kind == Kind::Risk)
    }

    /// Hops between entities as steps between them.
    pub fn steps(&self, way: &[Hop]) -> Vec<Step> {
        let step = |hop: &Hop| {
            let (from, to) = (self.node(hop.from)?.clone(), self.node(hop.to)?.clone());
            Some(Step { from, edge: Edge::of_kind(hop.kind)?, to })
        };
        way.iter().filter_map(step).collect()
    }

    fn search(&self, from: &[Node], limits: &Limits) -> Reach {
        let sources: Vec<u32> = from.iter().filter_map(|node| self.index(node)).collect();
        self.compiled().search(&sources, limits.depth, limits.kinds)
    }

    /// What is wanted of what was reached, by kind and id.
    fn collect(&self, search: &Reach, wanted: impl Fn(&Node, usize) -> bool) -> Vec<Reached> {
        let is_wanted = |index: &u32| {
            let found = self.node(*index).zip(search.distance(*index));
            found.is_some_and(|(node, distance)| wanted(node, distance))
        };
        let mut found: Vec<u32> = search.nodes().iter().copied().filter(is_wanted).collect();
        found.sort_unstable(); // nodes ascend by kind and id
        let reached = |index: u32| {
            let way = search.way(self.compiled(), index)?;
            Some(Reached { node: self.node(index)?.clone(), distance: way.len(), path: self.steps(&way) })
        };
        found.into_iter().filter_map(reached).collect()
    }
}

/// Along what a risk is felt by.
fn of_risk(depth: Depth) -> Limits {
    Limits { depth, kinds: Edge::kinds(&Edge::OF_RISK), ..Limits::default() }
}
