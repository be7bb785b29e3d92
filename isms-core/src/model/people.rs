//! People and the roles they hold (clause 5.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, in_order, not_blank, not_negative};
use super::{Date, Extensions, Id};
use crate::error::Result;

/// Somebody who works for the organisation or audits it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Identifier.
    pub id: Id<Person>,
    /// Name.
    pub name: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// First day; always there if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub joined_on: Option<Date>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A responsibility that outlives who holds it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// Identifier.
    pub id: Id<Role>,
    /// Name.
    pub name: String,
    /// Who held it, from when, until when.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holders: Vec<Tenure>,
    /// Hours it has for the management system, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capacity: Vec<Capacity>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A person in a role for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Tenure {
    /// Who.
    pub person: Id<Person>,
    /// First day.
    pub from: Date,
    /// Last day; open if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Working time for the management system, from a day on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Capacity {
    /// First day.
    pub from: Date,
    /// Hours a month, all holders together.
    pub hours_per_month: f64,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Role {
    /// The people who hold the role on `date`.
    pub fn holders_on(&self, date: Date) -> impl Iterator<Item = &Id<Person>> {
        self.holders
            .iter()
            .filter(move |t| t.from <= date && t.until.is_none_or(|until| date <= until))
            .map(|t| &t.person)
    }

    /// Hours a month on `date`, where stated.
    pub fn capacity_on(&self, date: Date) -> Option<f64> {
        self.capacity.iter().rev().find(|c| c.from <= date).map(|c| c.hours_per_month)
    }
}

impl Entity for Person {
    entity!(Person);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        in_order("retired_on", self.retired_on, "joined_on", self.joined_on)
    }
    fn references(&self, _: &mut References<'_>) {}
}

impl Entity for Role {
    entity!(Role);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        for (i, t) in self.holders.iter().enumerate() {
            in_order(&format!("holders[{i}].until"), t.until, "from", Some(t.from))?;
        }
        ascending("capacity", "from", self.capacity.iter().map(|c| c.from))?;
        self.capacity
            .iter()
            .enumerate()
            .try_for_each(|(i, c)| not_negative(&format!("capacity[{i}].hours_per_month"), c.hours_per_month))
    }
    fn references(&self, found: &mut References<'_>) {
        for (i, tenure) in self.holders.iter().enumerate() {
            found.until(tenure.until).one(format_args!("holders[{i}].person"), &tenure.person);
        }
    }
}
