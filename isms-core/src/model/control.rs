//! Controls and their dated revisions (clauses 6.1.3 and 8.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, not_blank, probability};
use super::{Asset, Date, Extensions, ExternalReference, Id, Role, Threat};
use crate::error::{Error, ErrorCode, Result};

/// A measure that modifies risk. Without a revision it is only listed, not in force.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Control {
    /// Identifier.
    pub id: Id<Control>,
    /// Name.
    pub name: String,
    /// What it demands.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Role>>,
    /// The control it enhances.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enhances: Option<Id<Control>>,
    /// What the organisation sets in the text of the control.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parameters: Vec<Parameter>,
    /// Threats it works against.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigates: Vec<Id<Threat>>,
    /// Assets it covers; if empty it covers every asset.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub protects: Vec<Id<Asset>>,
    /// Its state over time, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<ControlRevision>,
    /// Where it is described elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ExternalReference>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A value that the organisation sets (OSCAL parameter).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// Identifier within the control.
    pub id: String,
    /// What is to be set.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub label: String,
    /// Choices, where the catalogue gives them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// What the organisation set.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
}

/// The state of a control from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ControlRevision {
    /// First day of this state.
    pub on: Date,
    /// Whether it works.
    pub status: ControlStatus,
    /// Share of what it acts on that it stops, 0 to 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effectiveness: Option<f64>,
    /// Why it changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Whether a control is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlStatus {
    /// Decided, not there yet.
    Planned,
    /// Works as designed.
    Implemented,
    /// There, but does not work as designed.
    Degraded,
    /// Gone.
    Retired,
}

impl Control {
    /// The revision in force on `date`.
    pub fn revision_on(&self, date: Date) -> Option<&ControlRevision> {
        self.revisions.iter().rev().find(|revision| revision.on <= date)
    }

    /// Whether it is implemented on `date` and stops something.
    pub fn is_effective_on(&self, date: Date) -> bool {
        self.revision_on(date).is_some_and(|revision| {
            revision.status == ControlStatus::Implemented
                && revision.effectiveness.is_none_or(|share| share > 0.0)
        })
    }
}

impl Entity for Control {
    const KIND: Kind = Kind::Control;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        let mut before: Option<Date> = None;
        for (i, revision) in self.revisions.iter().enumerate() {
            if before.is_some_and(|before| revision.on <= before) {
                return Err(Error::new(
                    ErrorCode::DateOrder,
                    format!("revisions[{i}].on"),
                    format!("{} is not after the revision before it", revision.on),
                    "list revisions oldest first, one a day at most",
                ));
            }
            before = Some(revision.on);
            if let Some(share) = revision.effectiveness {
                probability(&format!("revisions[{i}].effectiveness"), share)?;
            }
        }
        Ok(())
    }
    fn references(&self, found: &mut References) {
        found.maybe("owner", self.owner.as_ref());
        found.maybe("enhances", self.enhances.as_ref());
        found.each("mitigates", &self.mitigates);
        found.each("protects", &self.protects);
    }
}
