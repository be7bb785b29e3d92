//! A compiled graph together with the names of its nodes, as C and Python hold it.

use std::collections::HashMap;

use super::{Edge, EntityGraph, Graph, Hop};
use crate::error::{Error, ErrorCode, Result};
use crate::model::Kind;

/// A graph whose nodes may have names, kept aside: of a record's graph `kind:id`, such as `asset:DB`.
#[derive(Debug, Clone)]
pub struct NamedGraph {
    /// The graph.
    pub graph: Graph,
    names: Vec<String>,
    /// Whether kinds of edges are those of [`Edge`].
    of_record: bool,
}

impl From<Graph> for NamedGraph {
    fn from(graph: Graph) -> Self {
        Self { graph, names: Vec::new(), of_record: false }
    }
}

impl From<&EntityGraph> for NamedGraph {
    fn from(entities: &EntityGraph) -> Self {
        let name = |node: &super::Node| format!("{}:{}", node.kind.singular(), node.id);
        let names = entities.nodes().iter().map(name).collect();
        Self { graph: entities.compiled().clone(), names, of_record: true }
    }
}

impl NamedGraph {
    /// Gives the nodes names.
    ///
    /// Errors: not one name for each node.
    pub fn with_names(graph: Graph, names: Vec<String>) -> Result<Self> {
        graph.check_column("names", &names)?;
        let of_record = !names.is_empty() && names.iter().all(|name| is_of_record(name));
        Ok(Self { graph, names, of_record })
    }

    /// The graph and its names as bytes; see [`Graph::to_bytes`].
    pub fn to_bytes(&self) -> Result<Vec<u8>> {
        // Nodes that were added since have no names yet, and neither then has the file.
        self.graph.to_bytes(if self.names.len() == self.graph.node_count() { &self.names } else { &[] })
    }

    /// Reads what [`to_bytes`](Self::to_bytes) wrote; see [`Graph::from_bytes`].
    pub fn from_bytes(bytes: &[u8]) -> Result<Self> {
        match Graph::from_bytes(bytes)? {
            (graph, names) if names.is_empty() => Ok(graph.into()),
            (graph, names) => Self::with_names(graph, names),
        }
    }

    /// The names by node; none if nodes have no names.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What a node is called: its name, or its number if it has none.
    pub fn name(&self, node: u32) -> String {
        self.names.get(node as usize).cloned().unwrap_or_else(|| node.to_string())
    }

    /// The node of a name: the whole of it, or what stands after the colon where only one node has that.
    ///
    /// Errors: no node or several have the name.
    pub fn find(&self, name: &str) -> Result<u32> {
        let found = self.find_all(&[name]).map_err(|mut error| {
            error.path.clear();
            error
        })?;
        Ok(found.first().copied().unwrap_or_default())
    }

    /// The nodes of names, in their order.
    ///
    /// Errors: as [`find`](Self::find), at the place of the name.
    pub fn find_all(&self, names: &[&str]) -> Result<Vec<u32>> {
        let wanted: HashMap<&str, usize> =
            names.iter().enumerate().map(|(place, name)| (*name, place)).collect();
        let (mut whole, mut short) = (vec![Vec::new(); names.len()], vec![Vec::new(); names.len()]);
        for (node, name) in (0..).zip(&self.names) {
            if let Some(found) = wanted.get(name.as_str()).and_then(|place| whole.get_mut(*place)) {
                found.push(node);
            }
            let after = name.split_once(':').map(|(_, after)| after);
            if let Some(found) = after.and_then(|id| wanted.get(id)).and_then(|place| short.get_mut(*place)) {
                found.push(node);
            }
        }
        let of = |(place, name): (usize, &&str)| {
            let place = wanted.get(name).copied().unwrap_or(place);
            let none = &Vec::new();
            let (whole, short) = (whole.get(place).unwrap_or(none), short.get(place).unwrap_or(none));
            let path = format!("[{place}]");
            match (whole.as_slice(), short.as_slice()) {
                ([one], _) | ([], [one]) => Ok(*one),
                ([], []) => {
                    let problem = format!("there is no node {name:?}");
                    Err(Error::new(ErrorCode::UnknownReference, path, problem, "name one that is there"))
                }
                (several, others) => {
                    let all: Vec<String> =
                        several.iter().chain(others).map(|node| self.name(*node)).collect();
                    let problem = format!("{name} names more than one node");
                    Err(Error::new(
                        ErrorCode::Value,
                        path,
                        problem,
                        format!("write one of {}", all.join(", ")),
                    ))
                }
            }
        };
        names.iter().enumerate().map(of).collect()
    }

    /// A way in words, such as `asset:DB is needed by asset:APP; asset:APP is part of risk:R-001`.
    pub fn sentence(&self, way: &[Hop]) -> String {
        let step = |hop: &Hop| {
            let (from, to) = (self.name(hop.from), self.name(hop.to));
            match Edge::of_kind(hop.kind).filter(|_| self.of_record) {
                Some(edge) => format!("{from} {} {to}", edge.verb()),
                None => format!("{from} leads to {to} (kind {})", hop.kind),
            }
        };
        way.iter().map(step).collect::<Vec<_>>().join("; ")
    }

    /// What an edge is called: its verb in a record's graph, its number otherwise.
    pub fn edge_name(&self, kind: u8) -> String {
        match Edge::of_kind(kind).filter(|_| self.of_record) {
            Some(edge) => edge.verb().to_owned(),
            None => kind.to_string(),
        }
    }
}

fn is_of_record(name: &str) -> bool {
    name.split_once(':').is_some_and(|(kind, _)| Kind::ALL.iter().any(|known| known.singular() == kind))
}
