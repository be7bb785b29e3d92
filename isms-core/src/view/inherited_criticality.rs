//! How critical assets are with what relies on them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::View;
use crate::error::Result;
use crate::graph::{Edge, Inheritance};
use crate::model::{Asset, Criticality, Date, Id, Kind};

/// How criticality is inherited.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InheritedCriticalityParameters {
    /// The sum, with this share of it (0 to 1) from one asset to the next; the greatest value if absent.
    #[serde(default)]
    pub damping: Option<f64>,
}

/// How critical assets are.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InheritedCriticality {
    /// The date looked at.
    pub as_of: Date,
    /// The assets there, by id.
    pub assets: Vec<InheritedCriticalityItem>,
}

/// An asset, and what it is worth by itself and with what relies on it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct InheritedCriticalityItem {
    /// The asset.
    pub asset: Id<Asset>,
    /// Its name.
    pub name: String,
    /// What is stated of it; none if nothing is.
    pub own: Option<Properties>,
    /// With what depends on it, directly or through others. Assets that depend on one another share a value.
    pub inherited: Properties,
}

/// How much the loss of each property would matter.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Properties {
    /// If it became known to those who should not know it.
    pub confidentiality: f64,
    /// If it were wrong.
    pub integrity: f64,
    /// If it were not there.
    pub availability: f64,
}

impl From<&Criticality> for Properties {
    fn from(criticality: &Criticality) -> Self {
        let Criticality { confidentiality, integrity, availability, .. } = *criticality;
        Self { confidentiality, integrity, availability }
    }
}

impl View<'_> {
    /// The criticality of each asset as stated, and as inherited from what depends on it: the greatest of both, or the
    /// damped sum, for each property by itself.
    ///
    /// Errors: a damping outside of 0 to 1.
    pub fn inherited_criticality(
        &self,
        parameters: &InheritedCriticalityParameters,
    ) -> Result<InheritedCriticality> {
        let graph = self.graph();
        let rule = parameters.damping.map_or(Inheritance::Maximum, |damping| Inheritance::Sum { damping });
        let needs = Edge::kinds(&[Edge::IsNeededBy]);
        let stated = |id: &str| self.isms().assets().get(id)?.criticality.as_ref().map(Properties::from);
        let inherit = |of: fn(&Properties) -> f64| {
            let own = graph.nodes().iter().map(|node| match node.kind {
                Kind::Asset => stated(&node.id).map_or(0.0, |properties| of(&properties)),
                _ => 0.0,
            });
            graph.compiled().inherit(&own.collect::<Vec<f64>>(), rule, needs)
        };
        let confidentiality = inherit(|p| p.confidentiality)?;
        let integrity = inherit(|p| p.integrity)?;
        let availability = inherit(|p| p.availability)?;
        let worths = confidentiality.into_iter().zip(integrity).zip(availability);
        let assets = graph.nodes().iter().zip(worths).filter_map(|(node, worth)| {
            let ((confidentiality, integrity), availability) = worth;
            let asset = self.isms().assets().get(node.id.as_str()).filter(|_| node.kind == Kind::Asset)?;
            Some(InheritedCriticalityItem {
                asset: asset.id.clone(),
                name: asset.name.clone(),
                own: asset.criticality.as_ref().map(Properties::from),
                inherited: Properties { confidentiality, integrity, availability },
            })
        });
        Ok(InheritedCriticality { as_of: self.date(), assets: assets.collect() })
    }
}
