//! Assets and what they depend on (controls A.5.9, clause 6.1.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, not_blank, probability};
use super::{Date, Extensions, ExternalReference, Id, Money, Role};
use crate::error::Result;

/// Anything of value to the organisation, or a class of such things from a catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Asset {
    /// Identifier.
    pub id: Id<Asset>,
    /// Name.
    pub name: String,
    /// What it is for.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Role>>,
    /// Classes it belongs to: what targets a class targets its members.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub instance_of: Vec<Id<Asset>>,
    /// What it needs in order to work.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<Dependency>,
    /// Value to the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Money>,
    /// The day from which it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// Where it is described elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ExternalReference>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// One asset's need of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// The asset needed.
    pub asset: Id<Asset>,
    /// Probability that this asset fails when the needed one does; certain if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
}

impl Entity for Asset {
    const KIND: Kind = Kind::Asset;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        self.depends_on.iter().enumerate().try_for_each(|(i, dependency)| {
            dependency.probability.map_or(Ok(()), |p| probability(&format!("depends_on[{i}].probability"), p))
        })
    }
    fn references(&self, found: &mut References) {
        found.maybe("owner", self.owner.as_ref());
        found.each("instance_of", &self.instance_of);
        for (i, dependency) in self.depends_on.iter().enumerate() {
            found.one(format!("depends_on[{i}].asset"), &dependency.asset);
        }
    }
}
