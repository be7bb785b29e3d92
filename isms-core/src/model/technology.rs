//! Technologies and how long they are supported (control A.8.8, clause 6.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, not_blank};
use super::{Asset, Date, Extensions, Id, Role};
use crate::error::Result;

/// A product or platform that assets are built on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Technology {
    /// Identifier.
    pub id: Id<Technology>,
    /// Name.
    pub name: String,
    /// Version in use.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Who makes it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub vendor: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Role>>,
    /// Assets that use it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub used_by: Vec<Id<Asset>>,
    /// The day from which its maker advises against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deprecated_on: Option<Date>,
    /// The last day it is supported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support_ends_on: Option<Date>,
    /// What takes its place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaced_by: Option<Id<Technology>>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for Technology {
    entity!(Technology);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        in_order("support_ends_on", self.support_ends_on, "deprecated_on", self.deprecated_on)
    }
    fn references(&self, found: &mut References<'_>) {
        found.maybe("owner", self.owner.as_ref());
        found.each("used_by", &self.used_by);
        found.maybe("replaced_by", self.replaced_by.as_ref());
    }
}
