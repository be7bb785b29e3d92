//! From the record to a graph.

use std::collections::BTreeMap;
use std::fmt;

use petgraph::graph::{DiGraph, NodeIndex};
use schemars::JsonSchema;
use serde::Serialize;

use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Kind};
use crate::record::Isms;

/// An entity in the graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Node {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
}

impl Node {
    pub(crate) fn new(kind: Kind, id: impl AsRef<str>) -> Self {
        Self { kind, id: id.as_ref().to_owned() }
    }
}

impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.singular(), self.id)
    }
}

/// Why one entity is felt by another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Edge {
    /// A threat targets an asset.
    Targets,
    /// A class of assets has this instance.
    HasInstance,
    /// Another asset depends on this one.
    IsNeededBy,
    /// A control protects an asset.
    Protects,
    /// A control mitigates a threat.
    Mitigates,
    /// A risk names it.
    IsPartOf,
}

impl Edge {
    /// The verb of a sentence.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Targets => "targets",
            Self::HasInstance => "has the instance",
            Self::IsNeededBy => "is needed by",
            Self::Protects => "protects",
            Self::Mitigates => "mitigates",
            Self::IsPartOf => "is part of",
        }
    }
}

/// The dependency graph of a record.
///
/// ```
/// use isms_core::prelude::*;
/// # let text = r#"{"format": "isms/1", "organisation": {"name": "X", "scope": "all", "currency": "EUR"},
/// #   "assets": [{"id": "DB", "name": "Database"},
/// #              {"id": "APP", "name": "Application", "depends_on": [{"asset": "DB"}]}]}"#;
/// let isms = Isms::from_json(text)?;
/// let reached = isms.graph().blast_radius("DB", Depth::Any)?;
/// assert_eq!(reached[0].node.id, "APP");
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Graph {
    pub(super) graph: DiGraph<Node, Edge>,
    pub(super) index: BTreeMap<Node, NodeIndex>,
}

impl Isms {
    /// The graph of everything on record, whenever it was there.
    pub fn graph(&self) -> Graph {
        Graph::build(self, |_, _| true)
    }
}

impl Graph {
    /// The graph of what is there on a date: not retired, and identified by then.
    pub fn on(isms: &Isms, date: Date) -> Self {
        Self::build(isms, |since, retired| date.is_within(since, retired))
    }

    fn build(isms: &Isms, there: impl Fn(Option<Date>, Option<Date>) -> bool) -> Self {
        let mut built = Self { graph: DiGraph::new(), index: BTreeMap::new() };
        for asset in isms.assets().values().filter(|a| there(None, a.retired_on)) {
            built.node(Node::new(Kind::Asset, asset.id.as_str()));
        }
        for threat in isms.threats().values().filter(|t| there(t.identified_on, t.retired_on)) {
            built.node(Node::new(Kind::Threat, threat.id.as_str()));
        }
        for control in isms.controls().values() {
            built.node(Node::new(Kind::Control, control.id.as_str()));
        }
        for risk in isms.risks().values().filter(|r| there(Some(r.identified_on), r.retired_on)) {
            built.node(Node::new(Kind::Risk, risk.id.as_str()));
        }
        for asset in isms.assets().values() {
            for class in &asset.instance_of {
                built.edge(
                    (Kind::Asset, class.as_str()),
                    Edge::HasInstance,
                    (Kind::Asset, asset.id.as_str()),
                );
            }
            for needed in &asset.depends_on {
                built.edge(
                    (Kind::Asset, needed.asset.as_str()),
                    Edge::IsNeededBy,
                    (Kind::Asset, asset.id.as_str()),
                );
            }
        }
        for threat in isms.threats().values() {
            for asset in &threat.targets {
                built.edge((Kind::Threat, threat.id.as_str()), Edge::Targets, (Kind::Asset, asset.as_str()));
            }
        }
        for control in isms.controls().values() {
            let from = (Kind::Control, control.id.as_str());
            control.protects.iter().for_each(|a| built.edge(from, Edge::Protects, (Kind::Asset, a.as_str())));
            control
                .mitigates
                .iter()
                .for_each(|t| built.edge(from, Edge::Mitigates, (Kind::Threat, t.as_str())));
        }
        for risk in isms.risks().values() {
            let to = (Kind::Risk, risk.id.as_str());
            risk.threats.iter().for_each(|t| built.edge((Kind::Threat, t.as_str()), Edge::IsPartOf, to));
            risk.assets.iter().for_each(|a| built.edge((Kind::Asset, a.as_str()), Edge::IsPartOf, to));
            risk.controls.iter().for_each(|c| built.edge((Kind::Control, c.as_str()), Edge::IsPartOf, to));
        }
        built
    }

    fn node(&mut self, node: Node) {
        let index = self.graph.add_node(node.clone());
        self.index.insert(node, index);
    }

    /// Draws an edge where both ends are there.
    fn edge(&mut self, from: (Kind, &str), edge: Edge, to: (Kind, &str)) {
        let find = |(kind, id): (Kind, &str)| self.index.get(&Node::new(kind, id)).copied();
        if let (Some(from), Some(to)) = (find(from), find(to)) {
            self.graph.add_edge(from, to, edge);
        }
    }

    /// The entity of a name: its id, or `kind:id` where several kinds have the id.
    ///
    /// Errors: nothing of that name is in the graph, or more than one thing.
    pub fn find(&self, name: &str) -> Result<Node> {
        let kinds = [Kind::Threat, Kind::Asset, Kind::Control, Kind::Risk];
        let there = |node: &Node| self.index.contains_key(node);
        let plain: Vec<Node> = kinds.iter().map(|kind| Node::new(*kind, name)).filter(there).collect();
        let by_kind = || {
            let (kind, id) = name.split_once(':')?;
            let kind = kinds.into_iter().find(|k| k.singular() == kind)?;
            Some(Node::new(kind, id)).filter(there)
        };
        match plain.as_slice() {
            [one] => Ok(one.clone()),
            [] => by_kind().ok_or_else(|| {
                Error::new(
                    ErrorCode::UnknownReference,
                    "",
                    format!("there is no {name} in the graph"),
                    "name a threat, asset, control or risk that is there",
                )
            }),
            several => {
                let names: Vec<_> =
                    several.iter().map(|node| format!("{}:{name}", node.kind.singular())).collect();
                Err(Error::new(
                    ErrorCode::Value,
                    "",
                    format!("{name} names more than one entity"),
                    format!("write one of {}", names.join(", ")),
                ))
            }
        }
    }
}
