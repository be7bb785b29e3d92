//! Threats and what they target (ISO/IEC 27005).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, not_blank};
use super::{Asset, Date, Extensions, Id};
use crate::error::Result;

/// A potential cause of an incident, for example an adversary technique.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Threat {
    /// Identifier.
    pub id: Id<Threat>,
    /// Name.
    pub name: String,
    /// How it works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The assets, or classes of assets, it acts on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Id<Asset>>,
    /// The day it was added to the record; always known if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified_on: Option<Date>,
    /// The day from which it no longer applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// Where it is described elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ExternalReference>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A pointer into another catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExternalReference {
    /// Catalogue, e.g. `NIST SP 800-53 Rev. 5`.
    pub source: String,
    /// Identifier in it, e.g. `AC-3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
}

impl Entity for Threat {
    const KIND: Kind = Kind::Threat;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)
    }
    fn references(&self, found: &mut References) {
        found.each("targets", &self.targets);
    }
}
