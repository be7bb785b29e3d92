//! Catalogues of requirements, and how each is met (clause 9.2, gap analysis).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, not_blank};
use super::{Date, Evidence, Extensions, Id, Link, Person};
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
    /// The controls, activities and documents that meet it here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub met_by: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
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
        not_blank("requirement", &self.requirement)
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("framework", &self.framework);
        found.past().one("by", &self.by);
        found.past().each("evidence", &self.evidence);
    }
}
