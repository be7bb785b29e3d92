//! What takes several controls down together (IEC 61508-6 annex D, *common cause failures*).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, not_blank, probability};
use super::{Date, Extensions, Id};
use crate::error::Result;

/// Something that several controls share, so that they fail together: one supplier, one administrator, one power supply.
///
/// The β-factor model: of the probability that a control is down, the share β is due to the common cause, and the rest is
/// its own (K. N. Fleming, *A reliability model for common mode failures in redundant safety systems*, 1975).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CommonCause {
    /// Identifier.
    pub id: Id<CommonCause>,
    /// Name.
    pub name: String,
    /// What is shared, and how it fails.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The share β of the failures of each of its controls that is due to it, 0 to 1.
    pub beta: f64,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for CommonCause {
    entity!(CommonCause);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        probability("beta", self.beta)
    }
    fn references(&self, _: &mut References<'_>) {}
}
