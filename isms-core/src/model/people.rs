//! People and the roles they hold (clause 5.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, in_order, not_blank};
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
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A person in a role for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Tenure {
    /// Who.
    pub person: Id<Person>,
    /// First day.
    pub from: Date,
    /// Last day; open if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

impl Role {
    /// The people who hold the role on `date`.
    pub fn holders_on(&self, date: Date) -> impl Iterator<Item = &Id<Person>> {
        self.holders
            .iter()
            .filter(move |t| t.from <= date && t.until.is_none_or(|until| date <= until))
            .map(|t| &t.person)
    }
}

impl Entity for Person {
    const KIND: Kind = Kind::Person;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)
    }
    fn references(&self, _: &mut References) {}
}

impl Entity for Role {
    const KIND: Kind = Kind::Role;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        self.holders
            .iter()
            .enumerate()
            .try_for_each(|(i, t)| in_order(&format!("holders[{i}].until"), t.until, "from", Some(t.from)))
    }
    fn references(&self, found: &mut References) {
        for (i, tenure) in self.holders.iter().enumerate() {
            found.one(format!("holders[{i}].person"), &tenure.person);
        }
    }
}
