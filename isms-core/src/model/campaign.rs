//! Awareness campaigns (clause 7.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, not_blank};
use super::{Date, Extensions, Id, Link, Person, Role};
use crate::error::Result;

/// An effort to make people aware of something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Campaign {
    /// Identifier.
    pub id: Id<Campaign>,
    /// Title.
    pub title: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// First day.
    pub from: Date,
    /// Last day; still running if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Whose holders it is for; everybody if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audience: Vec<Id<Role>>,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<String>,
    /// Threats and policies it is about: refreshed once one of these changes.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Link>,
    /// Whom it reached.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reached: Vec<Reached>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A person whom a campaign reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reached {
    /// Who.
    pub person: Id<Person>,
    /// When.
    pub on: Date,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for Campaign {
    entity!(Campaign);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("until", self.until, "from", Some(self.from))?;
        for (i, reached) in self.reached.iter().enumerate() {
            in_order(&format!("reached[{i}].on"), Some(reached.on), "from", Some(self.from))?;
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        let mut running = found.until(self.until);
        running.one("owner", &self.owner);
        running.each("audience", &self.audience);
        running.links("about", &self.about);
        for (i, reached) in self.reached.iter().enumerate() {
            found.past().one(format_args!("reached[{i}].person"), &reached.person);
        }
    }
}
