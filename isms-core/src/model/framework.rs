//! Catalogues of requirements, and how each is met (clause 9.2, gap analysis).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, not_blank, not_negative};
use super::{ControlFunction, Date, Evidence, Extensions, Id, Kind, Link, Person};
use crate::error::{Error, ErrorCode, Result};

/// A catalogue of requirements: a standard, a law, a baseline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Framework {
    /// Identifier.
    pub id: Id<Framework>,
    /// Title.
    pub title: String,
    /// Version.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Where it comes from.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Its requirements, in its own order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<Requirement>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A requirement of a framework.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Requirement {
    /// Identifier in the framework, e.g. `9.2` or `A.8.13`.
    pub id: String,
    /// Short title.
    pub title: String,
    /// The requirement it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    /// What an auditor commonly asks to see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence_expected: Vec<String>,
    /// The kinds of entity in the record that would show it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shown_by: Vec<Kind>,
    /// How it is classed, if it asks for a control.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<ControlAttributes>,
    /// The controls, activities and documents that meet it here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met_by: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How a control of a catalogue is classed (theme and attributes of ISO/IEC 27002).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ControlAttributes {
    /// What it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<ControlTheme>,
    /// When it works: before, during or after an event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub control_types: Vec<ControlFunction>,
    /// What it keeps.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub properties: Vec<SecurityProperty>,
    /// What it helps to do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub concepts: Vec<CybersecurityConcept>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What a control is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ControlTheme {
    /// How the organisation is run.
    Organisational,
    /// Single people.
    People,
    /// Places and things.
    Physical,
    /// Technology.
    Technological,
}

/// A property of information that is to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SecurityProperty {
    /// Only those who should know it do.
    Confidentiality,
    /// It is right and whole.
    Integrity,
    /// It is there when needed.
    Availability,
}

/// A function of cybersecurity (ISO/IEC TS 27110).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CybersecurityConcept {
    /// Know what there is and what threatens it.
    Identify,
    /// Keep events from happening.
    Protect,
    /// Notice them.
    Detect,
    /// Act on them.
    Respond,
    /// Return to normal.
    Recover,
}

/// How a requirement is met, as judged on a day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct RequirementAssessment {
    /// Identifier.
    pub id: Id<RequirementAssessment>,
    /// The framework.
    pub framework: Id<Framework>,
    /// Identifier of the requirement in it.
    pub requirement: String,
    /// How it is met.
    pub answer: RequirementAnswer,
    /// When.
    pub assessed_on: Date,
    /// Who judged.
    pub by: Id<Person>,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Id<Evidence>>,
    /// Hours that it would take to meet the requirement in full.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_hours: Option<f64>,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How a requirement is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum RequirementAnswer {
    /// In full.
    Met,
    /// In part.
    PartlyMet,
    /// Not.
    NotMet,
    /// It does not apply here.
    NotApplicable,
}

impl Requirement {
    /// A requirement of which only identifier and title are known.
    pub fn new(id: impl Into<String>, title: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            title: title.into(),
            parent: None,
            evidence_expected: Vec::new(),
            shown_by: Vec::new(),
            attributes: None,
            met_by: Vec::new(),
            extensions: Extensions::default(),
        }
    }
}

impl Framework {
    /// A requirement by its identifier.
    pub fn requirement(&self, id: &str) -> Option<&Requirement> {
        self.requirements.iter().find(|requirement| requirement.id == id)
    }
}

impl Entity for Framework {
    entity!(Framework);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        let mut seen = std::collections::BTreeSet::new();
        for (i, requirement) in self.requirements.iter().enumerate() {
            let at = |field: &str| format!("requirements[{i}].{field}");
            not_blank(&at("id"), &requirement.id)?;
            not_blank(&at("title"), &requirement.title)?;
            if !seen.insert(requirement.id.as_str()) {
                let problem = format!("{} is there twice", requirement.id);
                return Err(Error::new(
                    ErrorCode::DuplicateId,
                    at("id"),
                    problem,
                    "give each requirement its own id",
                ));
            }
            // A part stands after the whole, so parts cannot go in circles.
            if let Some(parent) = requirement
                .parent
                .as_deref()
                .filter(|parent| !seen.contains(parent) || *parent == requirement.id)
            {
                let problem = format!("there is no requirement {parent} before this one");
                return Err(Error::new(
                    ErrorCode::UnknownReference,
                    at("parent"),
                    problem,
                    "list the whole before its parts",
                ));
            }
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        for (i, requirement) in self.requirements.iter().enumerate() {
            found.links(format_args!("requirements[{i}].met_by"), &requirement.met_by);
        }
    }
}

impl Entity for RequirementAssessment {
    entity!(RequirementAssessment);
    fn check(&self) -> Result<()> {
        not_blank("requirement", &self.requirement)?;
        self.effort_hours.map_or(Ok(()), |hours| not_negative("effort_hours", hours))
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("framework", &self.framework);
        found.past().one("by", &self.by);
        found.past().each("evidence", &self.evidence);
    }
}
