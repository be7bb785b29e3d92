//! Treatment options that stand in each other's way.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, each_once, entity, not_blank};
use super::{Date, Extensions, Id, TreatmentOption};
use crate::error::{Error, ErrorCode, Result};

/// Treatment options of which only so many may be chosen: products that do the same, or more change than a site can bear.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct TreatmentGroup {
    /// Identifier.
    pub id: Id<TreatmentGroup>,
    /// What they have in common.
    pub title: String,
    /// The options.
    pub options: Vec<Id<TreatmentOption>>,
    /// The most of them that may be chosen.
    pub at_most: u32,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for TreatmentGroup {
    entity!(TreatmentGroup);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        each_once("options", &self.options)?;
        if self.at_most > 0 {
            return Ok(());
        }
        let remedy = "use a number from 1, or retire the options";
        Err(Error::new(ErrorCode::Value, "at_most", "none of them may be chosen", remedy))
    }
    fn references(&self, found: &mut References<'_>) {
        // An option that is withdrawn leaves the group to the others.
        found.past().each("options", &self.options);
    }
}
