//! Why something went wrong, and what was learned (controls A.5.27, clause 10.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{action_amounts, action_references, check_actions};
use super::entity::{Amounts, Entity, References, entity, not_blank};
use super::{Action, Control, Date, Extensions, Finding, Id, Incident, Link, Person};
use crate::error::{Error, ErrorCode, Result};

/// The search for the cause of an incident or a finding.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RootCauseAnalysis {
    /// Identifier.
    pub id: Id<RootCauseAnalysis>,
    /// The incident, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incident: Option<Id<Incident>>,
    /// The finding, if it is about one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Id<Finding>>,
    /// How the cause was sought.
    pub method: AnalysisMethod,
    /// When it was done.
    pub completed_on: Date,
    /// Who did it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Id<Person>>,
    /// What was found; at least one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Cause>,
    /// Controls that failed or were missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id<Control>>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Methods of analysis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnalysisMethod {
    /// Asking why until it ends.
    FiveWhys,
    /// Ishikawa's diagram.
    CauseAndEffect,
    /// IEC 61025.
    FaultTree,
    /// The events in their order.
    Timeline,
    /// Something else.
    Other,
}

/// A cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Cause {
    /// What kind of cause, by a word used again for causes alike, e.g. `missing patch`.
    pub class: String,
    /// What it was.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Something learned, and what it bears on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Lesson {
    /// Identifier.
    pub id: Id<Lesson>,
    /// What was learned.
    pub title: String,
    /// When.
    pub learned_on: Date,
    /// The incidents, exercises, findings or audits it comes from; at least one.
    pub from: Vec<Link>,
    /// The controls, risks, courses and documents it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub improves: Vec<Link>,
    /// What follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for RootCauseAnalysis {
    entity!(RootCauseAnalysis);
    fn check(&self) -> Result<()> {
        if self.incident.is_some() == self.finding.is_some() {
            return Err(Error::new(
                ErrorCode::Rule,
                "incident",
                "the analysis must be about one incident or one finding",
                "name one of the two",
            ));
        }
        if self.causes.is_empty() {
            return Err(Error::new(
                ErrorCode::MissingField,
                "causes",
                "is empty",
                "name the cause that was found",
            ));
        }
        self.causes
            .iter()
            .enumerate()
            .try_for_each(|(i, cause)| not_blank(&format!("causes[{i}].class"), &cause.class))
    }
    fn references(&self, found: &mut References<'_>) {
        let mut found = found.past();
        found.maybe("incident", self.incident.as_ref());
        found.maybe("finding", self.finding.as_ref());
        found.each("by", &self.by);
        found.each("controls", &self.controls);
    }
}

impl Entity for Lesson {
    entity!(Lesson);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if self.from.is_empty() {
            return Err(Error::new(ErrorCode::MissingField, "from", "is empty", "name where it was learned"));
        }
        check_actions("actions", &self.actions)
    }
    fn references(&self, found: &mut References<'_>) {
        found.past().links("from", &self.from);
        found.past().links("improves", &self.improves);
        action_references("actions", &self.actions, found);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        action_amounts("actions", &self.actions, found);
    }
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        Some(("actions", &mut self.actions))
    }
}
