//! Courses, who must take them, and who has (clause 7.2, control A.6.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, not_blank};
use super::{Date, Evidence, Extensions, Id, Link, Person, Role};
use crate::error::Result;

/// Something people are trained in.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Course {
    /// Identifier.
    pub id: Id<Course>,
    /// Title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Roles whose holders must take it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub required_for: Vec<Id<Role>>,
    /// Days from taking up such a role; 30 if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_to_complete: Option<u16>,
    /// Months for which a completion holds; for good if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_months: Option<u16>,
    /// The policies, controls, threats and lessons it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub teaches: Vec<Link>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A person told to take a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Assignment {
    /// Identifier.
    pub id: Id<Assignment>,
    /// The course.
    pub course: Id<Course>,
    /// Who.
    pub person: Id<Person>,
    /// When.
    pub assigned_on: Date,
    /// By when.
    pub due: Date,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A person who has taken a course.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Completion {
    /// Identifier.
    pub id: Id<Completion>,
    /// The course.
    pub course: Id<Course>,
    /// Who.
    pub person: Id<Person>,
    /// When.
    pub completed_on: Date,
    /// Last day it holds; by the months of the course if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// What shows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub evidence: Option<Id<Evidence>>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Completion {
    /// The last day it holds: as stated, else by the months of the course; for good if neither says.
    pub fn holds_until(&self, course: &Course) -> Option<Date> {
        self.valid_until.or_else(|| Some(self.completed_on.plus_months(course.valid_months?)))
    }
}

impl Entity for Course {
    entity!(Course);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        found.each("required_for", &self.required_for);
        found.links("teaches", &self.teaches);
    }
}

impl Entity for Assignment {
    entity!(Assignment);
    fn check(&self) -> Result<()> {
        in_order("due", Some(self.due), "assigned_on", Some(self.assigned_on))
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("course", &self.course);
        found.one("person", &self.person);
    }
}

impl Entity for Completion {
    entity!(Completion);
    fn check(&self) -> Result<()> {
        in_order("valid_until", self.valid_until, "completed_on", Some(self.completed_on))
    }
    fn references(&self, found: &mut References<'_>) {
        let mut found = found.past();
        found.one("course", &self.course);
        found.one("person", &self.person);
        found.maybe("evidence", self.evidence.as_ref());
    }
}
