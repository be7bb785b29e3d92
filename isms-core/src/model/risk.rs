//! Risks: assessments, acceptances and treatment (clauses 6.1.2, 6.1.3, 8.2, 8.3).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::action::{action_amounts, action_references, check_actions};
use super::entity::{Amounts, Entity, References, ascending, entity, in_order, in_sequence, not_blank};
use super::{Action, Asset, Control, Date, Extensions, Id, Quantification, Role, Threat, Vulnerability};
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
    /// Who owned it before, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub former_owners: Vec<FormerOwner>,
    /// One of the categories of the risk criteria.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// The day it was identified.
    pub identified_on: Date,
    /// Threats it comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<Id<Threat>>,
    /// Vulnerabilities they use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vulnerabilities: Vec<Id<Vulnerability>>,
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
    /// Its figures for the loss model, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantifications: Vec<Quantification>,
    /// Acceptances by the owner, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acceptances: Vec<Acceptance>,
    /// Treatment plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treatment: Option<Treatment>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Who owned a risk until a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FormerOwner {
    /// Who.
    pub role: Id<Role>,
    /// Last day.
    pub until: Date,
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

impl Stage {
    /// All of them, in their order.
    pub const ALL: [Self; 3] = [Self::Inherent, Self::Residual, Self::Target];

    /// The stable spelling, e.g. `residual`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inherent => "inherent",
            Self::Residual => "residual",
            Self::Target => "target",
        }
    }
}

/// A dated rating of a risk.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assessment {
    /// What it assumes.
    pub stage: Stage,
    /// When it was made.
    pub assessed_on: Date,
    /// Level on the likelihood scale.
    pub likelihood: SmolStr,
    /// Level on the consequence scale.
    pub consequence: SmolStr,
    /// Level on the consequence scale by category of impact, for the method `maximum_impact`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub impacts: BTreeMap<String, String>,
    /// Value of each factor, for methods that rate by factors.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub factors: BTreeMap<String, f64>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The owner's decision to retain a risk for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Acceptance {
    /// When.
    pub accepted_on: Date,
    /// Last day it holds.
    pub until: Date,
    /// Who decided: the risk owner of that day.
    pub by: Id<Role>,
    /// Why.
    pub reason: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How a risk is treated.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Treatment {
    /// Which of the four ways is chosen.
    pub option: TreatmentStrategy,
    /// What is to be done.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What to do about a risk in principle: the options of ISO/IEC 27005.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentStrategy {
    /// Change likelihood or consequence by controls.
    Modify,
    /// Keep it, knowingly.
    Retain,
    /// Stop what causes it.
    Avoid,
    /// Share it with others, e.g. by insurance.
    Share,
}

impl Risk {
    /// Who owned the risk on `date`.
    pub fn owner_on(&self, date: Date) -> &Id<Role> {
        self.former_owners
            .iter()
            .find(|former| date <= former.until)
            .map_or(&self.owner, |former| &former.role)
    }

    /// The figures that hold on `date`: the last estimated by then.
    pub fn quantification_on(&self, date: Date) -> Option<&Quantification> {
        self.quantifications.iter().rev().find(|figures| figures.quantified_on <= date)
    }

    /// What its treatment plan asks for.
    pub fn actions(&self) -> &[Action] {
        self.treatment.as_ref().map_or(&[], |treatment| &treatment.actions)
    }

    fn check_quantifications(&self) -> Result<()> {
        let days = || self.quantifications.iter().map(|figures| figures.quantified_on);
        in_order(
            "quantifications[0].quantified_on",
            days().next(),
            "identified_on",
            Some(self.identified_on),
        )?;
        ascending("quantifications", "quantified_on", days())?;
        for (i, figures) in self.quantifications.iter().enumerate() {
            figures.check().map_err(|e| e.within(&format!("quantifications[{i}]")))?;
        }
        Ok(())
    }

    fn check_acceptance(&self, acceptance: &Acceptance) -> Result<()> {
        let day = Some(acceptance.accepted_on);
        in_order("accepted_on", day, "identified_on", Some(self.identified_on))?;
        in_order("until", Some(acceptance.until), "accepted_on", day)?;
        not_blank("reason", &acceptance.reason)?;
        let owner = self.owner_on(acceptance.accepted_on);
        if &acceptance.by == owner {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::Rule,
            "by",
            format!("{} does not own the risk on {}", acceptance.by, acceptance.accepted_on),
            format!("only its owner {owner} can accept it"),
        ))
    }
}

impl Entity for Risk {
    entity!(Risk);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("retired_on", self.retired_on, "identified_on", Some(self.identified_on))?;
        ascending("former_owners", "until", self.former_owners.iter().map(|former| former.until))?;
        let first = self.assessments.first().map(|assessment| assessment.assessed_on);
        in_order("assessments[0].assessed_on", first, "identified_on", Some(self.identified_on))?;
        in_sequence("assessments", "assessed_on", self.assessments.iter().map(|a| a.assessed_on))?;
        self.check_quantifications()?;
        in_sequence("acceptances", "accepted_on", self.acceptances.iter().map(|a| a.accepted_on))?;
        for (i, acceptance) in self.acceptances.iter().enumerate() {
            self.check_acceptance(acceptance).map_err(|e| e.within(&format!("acceptances[{i}]")))?;
        }
        check_actions(ACTIONS, self.actions())
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        found.each("threats", &self.threats);
        found.each("vulnerabilities", &self.vulnerabilities);
        found.each("assets", &self.assets);
        found.each("controls", &self.controls);
        for (i, former) in self.former_owners.iter().enumerate() {
            found.past().one(format_args!("former_owners[{i}].role"), &former.role);
        }
        for (i, acceptance) in self.acceptances.iter().enumerate() {
            found.past().one(format_args!("acceptances[{i}].by"), &acceptance.by);
        }
        action_references(ACTIONS, self.actions(), found);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        action_amounts(ACTIONS, self.actions(), found);
    }
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        self.treatment.as_mut().map(|treatment| (ACTIONS, &mut treatment.actions))
    }
}

const ACTIONS: &str = "treatment.actions";
