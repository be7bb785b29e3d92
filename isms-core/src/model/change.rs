//! Changes that may change risk (clauses 6.3, 8.1 and 8.2, control A.8.32).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, not_blank};
use super::{Date, Extensions, Id, Link, Role};
use crate::error::{Error, ErrorCode, Result};

/// A change in or around the organisation, after which risks are assessed again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SignificantChange {
    /// Identifier.
    pub id: Id<SignificantChange>,
    /// What changes.
    pub title: String,
    /// How and why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What kind.
    pub kind: ChangeKind,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// When it takes effect, planned or done.
    pub on: Date,
    /// What it touches; at least one.
    pub touches: Vec<Link>,
    /// Days after it within which the risks reached must be assessed again; 30 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reassess_within_days: Option<u16>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Of technology.
    Technology,
    /// Of how work is done.
    Process,
    /// Of the organisation.
    Organisation,
    /// Of law or regulation.
    Regulation,
    /// Of a contract.
    Contract,
    /// Of a supplier.
    Supplier,
    /// What an incident has shown.
    Incident,
    /// Of the threats.
    Threat,
}

impl Entity for SignificantChange {
    entity!(SignificantChange);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if self.touches.is_empty() {
            return Err(Error::new(
                ErrorCode::MissingField,
                "touches",
                "is empty",
                "name what the change touches",
            ));
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        found.past().one("owner", &self.owner);
        found.past().links("touches", &self.touches);
    }
}
