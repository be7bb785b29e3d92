//! What the organisation is like: the ground for its maintenance programme (clauses 4.3 and 7.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{in_order, not_blank};
use super::{Date, Extensions};
use crate::error::Result;

/// Size, sectors, sites and days off.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Profile {
    /// People who work for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u32>,
    /// Sectors it works in, e.g. `drinking water`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sectors: Vec<String>,
    /// Sites in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<Site>,
    /// Stretches in which nothing should fall due.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blackouts: Vec<Blackout>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A place where the organisation works.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Site {
    /// Name.
    pub name: String,
    /// People who work there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub employees: Option<u32>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A stretch in which nothing should fall due, such as holidays.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Blackout {
    /// First day.
    pub from: Date,
    /// Last day.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Profile {
    pub(super) fn check(&self) -> Result<()> {
        for (i, site) in self.sites.iter().enumerate() {
            not_blank(&format!("sites[{i}].name"), &site.name)?;
        }
        for (i, blackout) in self.blackouts.iter().enumerate() {
            in_order(&format!("blackouts[{i}].until"), Some(blackout.until), "from", Some(blackout.from))?;
        }
        Ok(())
    }
}
