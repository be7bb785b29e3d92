//! What a failed control, asset or supplier touches, whatever it is (activities rows 2 and 24).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{NamedReached, View};
use crate::error::Result;
use crate::graph::{Node, Step};
use crate::model::{Date, Kind};

/// What fails.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AffectedParameters {
    /// Ids of threats, assets, controls, suppliers or risks that fail together, or `kind:id` where several have one.
    pub from: Vec<String>,
}

/// What it touches.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Affected {
    /// The date looked at.
    pub as_of: Date,
    /// What fails.
    pub from: Vec<Node>,
    /// Assets, risks, obligations, objectives and what else feels it, by kind and id.
    pub items: Vec<AffectedItem>,
}

/// An entity that feels it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AffectedItem {
    /// The entity, and the shortest way to it.
    #[serde(flatten)]
    pub reached: NamedReached,
    /// The way in words.
    pub sentence: String,
}

impl View<'_> {
    /// Everything that feels it when some entities fail together: along every reason that the graph knows, obligations,
    /// objectives and goals among them.
    ///
    /// Errors: an entity that is not in the graph on the date, or a name that several have.
    pub fn affected(&self, parameters: &AffectedParameters) -> Result<Affected> {
        let graph = self.graph();
        let names: Vec<&str> = parameters.from.iter().map(String::as_str).collect();
        let from = names.iter().filter_map(|name| graph.find(name).ok()).collect();
        let item = |reached: crate::graph::Reached| {
            let words: Vec<_> = reached.path.iter().map(Step::to_string).collect();
            let reached = NamedReached { name: self.name_of(&reached.node), reached };
            AffectedItem { reached, sentence: words.join("; ") }
        };
        Ok(Affected {
            as_of: self.date(),
            from,
            items: graph.touched(&names)?.into_iter().map(item).collect(),
        })
    }

    /// The name or title of an entity of the graph.
    pub(crate) fn name_of(&self, node: &Node) -> String {
        let (isms, id) = (self.isms(), node.id.as_str());
        let name = match node.kind {
            Kind::Asset => isms.assets().get(id).map(|a| &a.name),
            Kind::Threat => isms.threats().get(id).map(|t| &t.name),
            Kind::Control => isms.controls().get(id).map(|c| &c.name),
            Kind::Risk => isms.risks().get(id).map(|r| &r.title),
            Kind::Supplier => isms.suppliers().get(id).map(|s| &s.name),
            Kind::Obligation => isms.obligations().get(id).map(|o| &o.title),
            Kind::Objective => isms.objectives().get(id).map(|o| &o.title),
            Kind::BusinessGoal => isms.business_goals().get(id).map(|g| &g.title),
            _ => None,
        };
        name.cloned().unwrap_or_default()
    }
}
