//! Assets and what they depend on (controls A.5.9 and A.5.12, clause 6.1.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Amounts, Entity, References, entity, not_blank, probability};
use super::{Date, Distribution, Extensions, ExternalReference, Id, Money, Role};
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
    /// What it costs, in the currency of the record, when it fails because something it needs has failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage_loss: Option<Distribution>,
    /// How much its loss would matter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub criticality: Option<Criticality>,
    /// Classes of data it holds, e.g. `personal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_classes: Vec<String>,
    /// Where it is described elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ExternalReference>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// One asset's need of another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Dependency {
    /// The asset needed.
    pub asset: Id<Asset>,
    /// Probability that this asset fails when the needed one does; certain if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability: Option<f64>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How much the loss of each property would matter, from 0 (not at all) to 1 (most).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Criticality {
    /// If it became known to those who should not know it.
    #[serde(default)]
    pub confidentiality: f64,
    /// If it were wrong.
    #[serde(default)]
    pub integrity: f64,
    /// If it were not there.
    #[serde(default)]
    pub availability: f64,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Asset {
    /// An asset of which only id and name are known.
    pub fn new(id: Id<Asset>, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            owner: None,
            instance_of: Vec::new(),
            depends_on: Vec::new(),
            value: None,
            outage_loss: None,
            criticality: None,
            data_classes: Vec::new(),
            references: Vec::new(),
            retired_on: None,
            extensions: Extensions::default(),
        }
    }
}

impl Entity for Asset {
    entity!(Asset);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        for (i, dependency) in self.depends_on.iter().enumerate() {
            if let Some(share) = dependency.probability {
                probability(&format!("depends_on[{i}].probability"), share)?;
            }
        }
        if let Some(loss) = &self.outage_loss {
            loss.check_not_negative("a loss").map_err(|error| error.within("outage_loss"))?;
        }
        if let Some(Criticality { confidentiality, integrity, availability, .. }) = &self.criticality {
            probability("criticality.confidentiality", *confidentiality)?;
            probability("criticality.integrity", *integrity)?;
            probability("criticality.availability", *availability)?;
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        found.maybe("owner", self.owner.as_ref());
        found.each("instance_of", &self.instance_of);
        for (i, dependency) in self.depends_on.iter().enumerate() {
            found.one(format_args!("depends_on[{i}].asset"), &dependency.asset);
        }
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        found.maybe("value", self.value.as_ref());
    }
}
