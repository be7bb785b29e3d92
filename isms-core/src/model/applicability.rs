//! The Statement of Applicability (clause 6.1.3 d).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, not_blank};
use super::{Control, Date, Extensions, Id, Obligation, Risk, Role};
use crate::error::{Error, ErrorCode, Result};

/// What was decided on one control, and why. A control has one entry.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicabilityEntry {
    /// Identifier.
    pub id: Id<ApplicabilityEntry>,
    /// The control.
    pub control: Id<Control>,
    /// The decisions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub decisions: Vec<ApplicabilityDecision>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Whether a control applies, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ApplicabilityDecision {
    /// First day.
    pub decided_on: Date,
    /// Whether it applies.
    pub applicable: bool,
    /// Why it is included or left out.
    pub justification: String,
    /// Who decided.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_by: Option<Id<Role>>,
    /// Risks that call for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Id<Risk>>,
    /// Obligations that call for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub obligations: Vec<Id<Obligation>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl ApplicabilityEntry {
    /// The decision in force on `date`.
    pub fn decision_on(&self, date: Date) -> Option<&ApplicabilityDecision> {
        self.decisions.iter().rev().find(|decision| decision.decided_on <= date)
    }
}

impl Entity for ApplicabilityEntry {
    entity!(ApplicabilityEntry);
    fn check(&self) -> Result<()> {
        if self.decisions.is_empty() {
            return Err(Error::new(
                ErrorCode::MissingField,
                "decisions",
                "is empty",
                "decide whether the control applies",
            ));
        }
        ascending("decisions", "decided_on", self.decisions.iter().map(|decision| decision.decided_on))?;
        self.decisions.iter().enumerate().try_for_each(|(i, decision)| {
            not_blank(&format!("decisions[{i}].justification"), &decision.justification)
        })
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("control", &self.control);
        let last = self.decisions.len().saturating_sub(1);
        for (i, decision) in self.decisions.iter().enumerate() {
            // Only the last decision still leans on what it names.
            let mut found = if i == last { found.until(None) } else { found.past() };
            found.each(format_args!("decisions[{i}].risks"), &decision.risks);
            found.each(format_args!("decisions[{i}].obligations"), &decision.obligations);
            found.past().maybe(format_args!("decisions[{i}].decided_by"), decision.decided_by.as_ref());
        }
    }
}
