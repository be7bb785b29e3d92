//! Risks: assessments, acceptances and treatment (clauses 6.1.2, 6.1.3, 8.2, 8.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, in_order, not_blank};
use super::{Asset, Control, Date, Extensions, Id, Money, Role, Threat};
use crate::error::{Error, ErrorCode, Result};

/// Threats acting on assets, and what may follow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// Identifier.
    pub id: Id<Risk>,
    /// Title.
    pub title: String,
    /// What may happen and why it matters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The risk owner (clause 6.1.2 c 2).
    pub owner: Id<Role>,
    /// The day it was identified.
    pub identified_on: Date,
    /// The day it was closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// Threats it comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<Id<Threat>>,
    /// Assets it hits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Id<Asset>>,
    /// Controls that treat it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id<Control>>,
    /// Days after which an assessment must be renewed, if other than the level says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_days: Option<u16>,
    /// Assessments, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<Assessment>,
    /// Acceptances by the owner, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acceptances: Vec<Acceptance>,
    /// Treatment plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<Treatment>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Which controls an assessment assumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Without controls.
    Inherent,
    /// With the controls in force.
    Residual,
    /// With the treatment plan done.
    Target,
}

/// A dated rating of a risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assessment {
    /// What it assumes.
    pub stage: Stage,
    /// When it was made.
    pub assessed_on: Date,
    /// Level on the likelihood scale.
    pub likelihood: String,
    /// Level on the consequence scale.
    pub consequence: String,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
}

/// The owner's decision to retain a risk for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    /// When.
    pub accepted_on: Date,
    /// Last day it holds.
    pub until: Date,
    /// Who decided: the risk owner.
    pub by: Id<Role>,
    /// Why.
    pub reason: String,
}

/// How a risk is treated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Treatment {
    /// The option chosen.
    pub option: TreatmentOption,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<TreatmentAction>,
}

/// Options of ISO/IEC 27005.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentOption {
    /// Change likelihood or consequence by controls.
    Modify,
    /// Keep it, knowingly.
    Retain,
    /// Stop what causes it.
    Avoid,
    /// Share it with others, e.g. by insurance.
    Share,
}

/// A step of a treatment plan.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TreatmentAction {
    /// What.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// When it is due.
    pub due: Date,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// What it costs once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
}

impl TreatmentAction {
    /// Whether it is not done on `date`.
    pub fn is_open_on(&self, date: Date) -> bool {
        date.is_within(None, self.done_on)
    }
}

impl Entity for Risk {
    const KIND: Kind = Kind::Risk;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("retired_on", self.retired_on, "identified_on", Some(self.identified_on))?;
        let mut before = self.identified_on;
        for (i, assessment) in self.assessments.iter().enumerate() {
            let earlier = if i == 0 { "identified_on" } else { "the assessment before it," };
            in_order(
                &format!("assessments[{i}].assessed_on"),
                Some(assessment.assessed_on),
                earlier,
                Some(before),
            )?;
            before = assessment.assessed_on;
        }
        for (i, acceptance) in self.acceptances.iter().enumerate() {
            let at = |field: &str| format!("acceptances[{i}].{field}");
            in_order(
                &at("accepted_on"),
                Some(acceptance.accepted_on),
                "identified_on",
                Some(self.identified_on),
            )?;
            in_order(&at("until"), Some(acceptance.until), "accepted_on", Some(acceptance.accepted_on))?;
            not_blank(&at("reason"), &acceptance.reason)?;
            if acceptance.by != self.owner {
                return Err(Error::new(
                    ErrorCode::Rule,
                    at("by"),
                    format!("{} does not own the risk", acceptance.by),
                    format!("only its owner {} can accept it", self.owner),
                ));
            }
        }
        let actions = self.treatment.iter().flat_map(|treatment| &treatment.actions);
        actions
            .enumerate()
            .try_for_each(|(i, a)| not_blank(&format!("treatment.actions[{i}].title"), &a.title))
    }
    fn references(&self, found: &mut References) {
        found.one("owner", &self.owner);
        found.each("threats", &self.threats);
        found.each("assets", &self.assets);
        found.each("controls", &self.controls);
        for (i, acceptance) in self.acceptances.iter().enumerate() {
            found.one(format!("acceptances[{i}].by"), &acceptance.by);
        }
        for (i, action) in self.treatment.iter().flat_map(|t| &t.actions).enumerate() {
            found.one(format!("treatment.actions[{i}].owner"), &action.owner);
        }
    }
}
