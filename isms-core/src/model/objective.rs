//! Goals of the business and information security objectives (clause 6.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, in_order, not_blank};
use super::{Date, Extensions, Id, Link, Metric, Role, Target};
use crate::error::{Error, ErrorCode, Result};

/// What the business wants, and security serves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct BusinessGoal {
    /// Identifier.
    pub id: Id<BusinessGoal>,
    /// Title.
    pub title: String,
    /// What it means.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// By when, if there is an end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Date>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// An information security objective (clause 6.2): what is to be reached, by whom and when.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Objective {
    /// Identifier.
    pub id: Id<Objective>,
    /// Title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Goals of the business it serves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Id<BusinessGoal>>,
    /// The metric it is measured by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metric: Option<Id<Metric>>,
    /// How results are evaluated, where no metric says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub evaluation: String,
    /// What it takes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resources: String,
    /// What is to be reached, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revisions: Vec<ObjectiveRevision>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What is to be reached, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObjectiveRevision {
    /// First day.
    pub revised_on: Date,
    /// What is to be reached.
    pub target: Target,
    /// By when.
    pub due: Date,
    /// Why it was set or changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The risks, obligations, audits, incidents or goals that caused it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub causes: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Objective {
    /// The revision in force on `date`.
    pub fn revision_on(&self, date: Date) -> Option<&ObjectiveRevision> {
        self.revisions.iter().rev().find(|revision| revision.revised_on <= date)
    }
}

impl Entity for BusinessGoal {
    entity!(BusinessGoal);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
    }
}

impl Entity for Objective {
    entity!(Objective);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if self.metric.is_none() && self.evaluation.trim().is_empty() {
            return Err(Error::new(
                ErrorCode::MissingField,
                "metric",
                "the objective cannot be measured",
                "name a metric, or say in evaluation how results are judged",
            ));
        }
        if self.revisions.is_empty() {
            return Err(Error::new(
                ErrorCode::MissingField,
                "revisions",
                "is empty",
                "say what is to be reached and when",
            ));
        }
        ascending("revisions", "revised_on", self.revisions.iter().map(|revision| revision.revised_on))?;
        for (i, revision) in self.revisions.iter().enumerate() {
            in_order(
                &format!("revisions[{i}].due"),
                Some(revision.due),
                "revised_on",
                Some(revision.revised_on),
            )?;
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        found.each("serves", &self.serves);
        found.maybe("metric", self.metric.as_ref());
        for (i, revision) in self.revisions.iter().enumerate() {
            found.past().links(format_args!("revisions[{i}].causes"), &revision.causes);
        }
    }
}
