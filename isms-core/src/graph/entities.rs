//! From the record to a graph.

use std::fmt;

use foldhash::{HashMap, HashMapExt};
use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use super::{EdgeList, Graph, Kinds};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Entity, Id, Kind, Link, SupplierAccess};
use crate::record::Isms;

/// An entity in the graph.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
pub struct Node {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: SmolStr,
}

impl Node {
    pub(crate) fn new(kind: Kind, id: impl AsRef<str>) -> Self {
        Self { kind, id: id.as_ref().into() }
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
    /// A supplier has access to an asset.
    HasAccessTo,
    /// An obligation binds it.
    IsBoundBy,
    /// An objective was set because of it.
    IsCauseOf,
    /// An objective serves a business goal.
    Serves,
}

impl Edge {
    /// Every reason; the place of one is its kind in the compiled graph.
    pub const ALL: [Self; 10] = [
        Self::Targets,
        Self::HasInstance,
        Self::IsNeededBy,
        Self::Protects,
        Self::Mitigates,
        Self::IsPartOf,
        Self::HasAccessTo,
        Self::IsBoundBy,
        Self::IsCauseOf,
        Self::Serves,
    ];
    /// How a threat, an asset, a control or a supplier is felt by assets and risks.
    pub const OF_RISK: [Self; 6] =
        [Self::Targets, Self::HasInstance, Self::IsNeededBy, Self::Protects, Self::Mitigates, Self::IsPartOf];

    /// These reasons as kinds of edges.
    pub fn kinds(edges: &[Self]) -> Kinds {
        Kinds::of(&edges.iter().map(|edge| edge.kind()).collect::<Vec<_>>())
    }

    /// Its kind in the compiled graph.
    pub fn kind(self) -> u8 {
        self as u8
    }

    pub(super) fn of_kind(kind: u8) -> Option<Self> {
        Self::ALL.get(usize::from(kind)).copied()
    }

    /// The verb of a sentence.
    pub fn verb(self) -> &'static str {
        match self {
            Self::Targets => "targets",
            Self::HasInstance => "has the instance",
            Self::IsNeededBy => "is needed by",
            Self::Protects => "protects",
            Self::Mitigates => "mitigates",
            Self::IsPartOf => "is part of",
            Self::HasAccessTo => "has access to",
            Self::IsBoundBy => "is bound by",
            Self::IsCauseOf => "is a cause of",
            Self::Serves => "serves",
        }
    }
}

/// The dependency graph of a record: a compiled [`Graph`] whose nodes are entities.
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
pub struct EntityGraph {
    graph: Graph,
    /// The entity of each node, ascending.
    nodes: Vec<Node>,
}

impl Isms {
    /// The graph of everything on record, whenever it was there.
    pub fn graph(&self) -> EntityGraph {
        Builder::new(self, None).build()
    }
}

/// What is gathered from a record before it is compiled.
struct Builder<'a> {
    isms: &'a Isms,
    date: Option<Date>,
    nodes: Vec<(Kind, &'a str)>,
    places: HashMap<(Kind, &'a str), u32>,
    /// Source, target, place of the reason among those between the two, kind, probability.
    edges: Vec<(u32, u32, u8, u8, f32)>,
}

impl<'a> Builder<'a> {
    fn new(isms: &'a Isms, date: Option<Date>) -> Self {
        Self { isms, date, nodes: Vec::new(), places: HashMap::new(), edges: Vec::new() }
    }

    /// Collections are gone through in the order of their kinds, so that nodes come in order.
    fn gather_nodes(&mut self) {
        let (isms, date) = (self.isms, self.date);
        let there = |since, until| date.is_none_or(|date: Date| date.is_within(since, until));
        let mut nodes: Vec<(Kind, &str)> = Vec::new();
        let obligations = isms.obligations().values().filter(|o| there(None, o.retired_on));
        nodes.extend(obligations.map(|o| (Kind::Obligation, o.id.as_str())));
        let assets = isms.assets().values().filter(|a| there(None, a.retired_on));
        nodes.extend(assets.map(|a| (Kind::Asset, a.id.as_str())));
        let suppliers = isms.suppliers().values().filter(|s| there(s.since, s.retired_on));
        nodes.extend(suppliers.map(|s| (Kind::Supplier, s.id.as_str())));
        let threats = isms.threats().values().filter(|t| there(t.identified_on, t.retired_on));
        nodes.extend(threats.map(|t| (Kind::Threat, t.id.as_str())));
        nodes.extend(isms.controls().values().map(|c| (Kind::Control, c.id.as_str())));
        let risks = isms.risks().values().filter(|r| there(Some(r.identified_on), r.retired_on));
        nodes.extend(risks.map(|r| (Kind::Risk, r.id.as_str())));
        let goals = isms.business_goals().values().filter(|g| there(None, g.retired_on));
        nodes.extend(goals.map(|g| (Kind::BusinessGoal, g.id.as_str())));
        let objectives = isms.objectives().values().filter(|o| there(None, o.retired_on));
        nodes.extend(objectives.map(|o| (Kind::Objective, o.id.as_str())));
        nodes.sort_unstable(); // in order already: no more than a look at each
        self.places = nodes.iter().copied().zip(0..).collect();
        self.nodes = nodes;
    }

    fn gather_edges(&mut self) {
        let (isms, date) = (self.isms, self.date);
        let there = |since, until| date.is_none_or(|date: Date| date.is_within(since, until));
        for asset in isms.assets().values() {
            let Some(to) = self.place(&asset.id) else { continue };
            for class in &asset.instance_of {
                self.edge(self.place(class), Edge::HasInstance, Some(to), None);
            }
            for needed in &asset.depends_on {
                self.edge(self.place(&needed.asset), Edge::IsNeededBy, Some(to), needed.probability);
            }
        }
        for threat in isms.threats().values() {
            let Some(from) = self.place(&threat.id) else { continue };
            self.leaving(from, Edge::Targets, &threat.targets);
        }
        for control in isms.controls().values() {
            let Some(from) = self.place(&control.id) else { continue };
            self.leaving(from, Edge::Protects, &control.protects);
            self.leaving(from, Edge::Mitigates, &control.mitigates);
        }
        for risk in isms.risks().values() {
            let Some(to) = self.place(&risk.id) else { continue };
            self.arriving(&risk.threats, Edge::IsPartOf, to);
            self.arriving(&risk.assets, Edge::IsPartOf, to);
            self.arriving(&risk.controls, Edge::IsPartOf, to);
        }
        for supplier in isms.suppliers().values() {
            let Some(from) = self.place(&supplier.id) else { continue };
            let open = |access: &&SupplierAccess| {
                there(Some(access.from), access.until.map(|last| last.plus_days(1)))
            };
            for access in supplier.access.iter().filter(open) {
                self.edge(Some(from), Edge::HasAccessTo, self.place(&access.asset), None);
            }
        }
        for obligation in isms.obligations().values() {
            let to = self.place(&obligation.id);
            obligation.binds.iter().for_each(|link| self.edge(self.linked(link), Edge::IsBoundBy, to, None));
        }
        for objective in isms.objectives().values() {
            let Some(from) = self.place(&objective.id) else { continue };
            let revisions = objective.revisions.iter().filter(|r| there(Some(r.revised_on), None));
            for cause in revisions.flat_map(|revision| &revision.causes) {
                self.edge(self.linked(cause), Edge::IsCauseOf, Some(from), None);
            }
            self.leaving(from, Edge::Serves, &objective.serves);
        }
    }

    fn leaving<T: Entity>(&mut self, from: u32, edge: Edge, to: &[Id<T>]) {
        to.iter().for_each(|to| self.edge(Some(from), edge, self.place(to), None));
    }

    fn arriving<T: Entity>(&mut self, from: &[Id<T>], edge: Edge, to: u32) {
        from.iter().for_each(|from| self.edge(self.place(from), edge, Some(to), None));
    }

    /// The node of an entity that is there.
    fn place<T: Entity>(&self, id: &Id<T>) -> Option<u32> {
        self.places.get(&(T::KIND, id.as_str())).copied()
    }

    fn linked(&self, link: &Link) -> Option<u32> {
        self.places.get(&(link.kind, link.id.as_str())).copied()
    }

    /// Draws an edge where both ends are there.
    fn edge(&mut self, from: Option<u32>, edge: Edge, to: Option<u32>, probability: Option<f64>) {
        if let Some((from, to)) = from.zip(to) {
            // That the one needs the other says more than that it is an instance of it.
            let place = u8::from(edge != Edge::IsNeededBy);
            self.edges.push((from, to, place, edge.kind(), probability.unwrap_or(1.0) as f32));
        }
    }

    fn build(mut self) -> EntityGraph {
        self.gather_nodes();
        self.gather_edges();
        // Two ends in one word are compared at once.
        self.edges.sort_by_key(|edge| (u64::from(edge.0) << 32 | u64::from(edge.1), edge.2));
        let column = |of: fn(&(u32, u32, u8, u8, f32)) -> u32| self.edges.iter().map(of).collect::<Vec<_>>();
        let (sources, targets) = (column(|edge| edge.0), column(|edge| edge.1));
        let kinds: Vec<u8> = self.edges.iter().map(|edge| edge.3).collect();
        let probabilities: Vec<f32> = self.edges.iter().map(|edge| edge.4).collect();
        let edges =
            EdgeList { sources: &sources, targets: &targets, kinds: &kinds, probabilities: &probabilities };
        let graph = Graph::compiled(self.nodes.len(), edges);
        EntityGraph { graph, nodes: self.nodes.into_iter().map(|(kind, id)| Node::new(kind, id)).collect() }
    }
}

impl EntityGraph {
    /// The graph of what is there on a date: not retired, and identified by then.
    pub fn on(isms: &Isms, date: Date) -> Self {
        Builder::new(isms, Some(date)).build()
    }

    /// The compiled graph. Its nodes are the places of [`nodes`](Self::nodes), its kinds those of [`Edge`].
    pub fn compiled(&self) -> &Graph {
        &self.graph
    }

    /// The entities, ascending by kind and id.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// The entity of a node of the compiled graph.
    pub fn node(&self, node: u32) -> Option<&Node> {
        self.nodes.get(node as usize)
    }

    /// The node of an entity in the compiled graph; none if it is not in the graph.
    pub fn index(&self, node: &Node) -> Option<u32> {
        Some(self.nodes.binary_search(node).ok()? as u32)
    }

    /// The entity of a name: its id, or `kind:id` where several kinds have the id.
    ///
    /// Errors: nothing of that name is in the graph, or more than one thing.
    pub fn find(&self, name: &str) -> Result<Node> {
        let there = |node: &Node| self.index(node).is_some();
        let of = |kinds: &[Kind]| -> Vec<Node> {
            kinds.iter().map(|kind| Node::new(*kind, name)).filter(there).collect()
        };
        // Who names a threat, an asset, a control or a risk need not know what else there is.
        let mut plain = of(&[Kind::Threat, Kind::Asset, Kind::Control, Kind::Risk]);
        if plain.is_empty() {
            plain = of(&[Kind::Supplier, Kind::Obligation, Kind::Objective, Kind::BusinessGoal]);
        }
        let by_kind = || {
            let (kind, id) = name.split_once(':')?;
            let kind = Kind::ALL.iter().find(|k| k.singular() == kind)?;
            Some(Node::new(*kind, id)).filter(there)
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
