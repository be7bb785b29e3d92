//! What an entity reaches, and by which way.

use std::collections::VecDeque;

use petgraph::Direction;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use schemars::JsonSchema;
use serde::Serialize;

use super::{Edge, Graph, Node};
use crate::error::Result;
use crate::model::Kind;

/// How far to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Depth {
    /// To the end.
    Any,
    /// This many steps.
    AtMost(usize),
}

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

type Via = (NodeIndex, Edge);

/// For each node its distance and the edge it was reached by, the start by none.
struct Search {
    reached: Vec<Option<(usize, Option<Via>)>>,
    order: Vec<NodeIndex>,
}

impl Graph {
    /// Everything that feels it when `name` fails or acts, nearest first, then by kind and id.
    ///
    /// Errors: as [`find`](Self::find).
    pub fn blast_radius(&self, name: &str, depth: Depth) -> Result<Vec<Reached>> {
        let from = self.find(name)?;
        Ok(self.reach(&from, depth))
    }

    /// The shortest way from one entity to another; none if there is no way.
    ///
    /// Errors: as [`find`](Self::find).
    pub fn explain(&self, from: &str, to: &str) -> Result<Option<Vec<Step>>> {
        let (from, to) =
            (self.find(from).map_err(|e| e.within("from"))?, self.find(to).map_err(|e| e.within("to"))?);
        let search = self.search(std::slice::from_ref(&from), Depth::Any);
        let end = self.index.get(&to).copied();
        Ok(end.filter(|end| search.distance(*end).is_some()).map(|end| self.path(&search, end)))
    }

    /// The risks that an entity is part of, directly or through what it reaches.
    pub fn risks_touched(&self, name: &str) -> Result<Vec<Reached>> {
        Ok(self.blast_radius(name, Depth::Any)?.into_iter().filter(|r| r.node.kind == Kind::Risk).collect())
    }

    /// The risks that feel it when any of several entities fails or acts, each with the shortest way to it, by id. What
    /// is not in the graph reaches nothing; a risk among them is reached by no steps.
    pub(crate) fn risks_felt(&self, from: &[Node]) -> Vec<Reached> {
        let search = self.search(from, Depth::Any);
        let mut reached = self.collect(&search, |node, _| node.kind == Kind::Risk);
        reached.sort_by(|a, b| a.node.cmp(&b.node));
        reached
    }

    fn reach(&self, from: &Node, depth: Depth) -> Vec<Reached> {
        let search = self.search(std::slice::from_ref(from), depth);
        let mut reached = self.collect(&search, |_, distance| distance > 0);
        reached.sort_by(|a, b| (a.distance, &a.node).cmp(&(b.distance, &b.node)));
        reached
    }

    fn collect(&self, search: &Search, wanted: impl Fn(&Node, usize) -> bool) -> Vec<Reached> {
        let found = search.order.iter().filter_map(|index| {
            let node = self.graph.node_weight(*index)?;
            let distance = search.distance(*index)?;
            let reached = || Reached { node: node.clone(), distance, path: self.path(search, *index) };
            wanted(node, distance).then(reached)
        });
        found.collect()
    }

    /// Breadth first, by a queue: depth of the graph costs no stack.
    fn search(&self, from: &[Node], depth: Depth) -> Search {
        let mut search = Search { reached: vec![None; self.graph.node_count()], order: Vec::new() };
        let mut queue: VecDeque<NodeIndex> =
            from.iter().filter_map(|node| self.index.get(node)).copied().collect();
        queue.iter().for_each(|start| search.put(*start, 0, None));
        while let Some(index) = queue.pop_front() {
            let Some(distance) = search.distance(index) else { continue };
            if depth != Depth::Any && depth == Depth::AtMost(distance) {
                continue;
            }
            let mut next: Vec<_> = self.graph.edges_directed(index, Direction::Outgoing).collect();
            next.sort_by_key(|edge| self.graph.node_weight(edge.target()));
            for edge in next {
                if search.distance(edge.target()).is_none() {
                    search.put(edge.target(), distance + 1, Some((index, *edge.weight())));
                    queue.push_back(edge.target());
                }
            }
        }
        search
    }

    fn path(&self, search: &Search, to: NodeIndex) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut at = to;
        while let Some((before, edge)) = search.via(at) {
            let ends = self.graph.node_weight(before).zip(self.graph.node_weight(at));
            steps.extend(ends.map(|(from, to)| Step { from: from.clone(), edge, to: to.clone() }));
            at = before;
        }
        steps.reverse();
        steps
    }
}

impl Search {
    fn put(&mut self, index: NodeIndex, distance: usize, via: Option<Via>) {
        if let Some(place) = self.reached.get_mut(index.index()) {
            *place = Some((distance, via));
            self.order.push(index);
        }
    }
    fn distance(&self, index: NodeIndex) -> Option<usize> {
        self.reached.get(index.index())?.map(|(distance, _)| distance)
    }
    fn via(&self, index: NodeIndex) -> Option<Via> {
        self.reached.get(index.index())?.and_then(|(_, via)| via)
    }
}
