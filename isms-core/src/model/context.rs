//! The organisation in its world: issues and interested parties (clauses 4.1 and 4.2).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, in_order, not_blank};
use super::{Date, Extensions, Id, Link, Obligation, Role};
use crate::error::Result;

/// An external or internal issue that bears on the management system (clause 4.1).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Issue {
    /// Identifier.
    pub id: Id<Issue>,
    /// What it is.
    pub title: String,
    /// Why it matters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Where it comes from.
    pub origin: IssueOrigin,
    /// Who watches it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Role>>,
    /// The day it was identified.
    pub identified_on: Date,
    /// The days it was looked at again, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed_on: Vec<Date>,
    /// What it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bears_on: Vec<Link>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Where an issue comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IssueOrigin {
    /// From outside the organisation.
    External,
    /// From inside it.
    Internal,
}

/// Somebody with a stake in information security here (clause 4.2).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InterestedParty {
    /// Identifier.
    pub id: Id<InterestedParty>,
    /// Name.
    pub name: String,
    /// Who they are.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Whether they belong to the organisation.
    #[serde(default)]
    pub internal: bool,
    /// The day they were identified; always known if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified_on: Option<Date>,
    /// What they need and expect.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requirements: Vec<PartyRequirement>,
    /// What they said about information security here (clause 9.3.2 e).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub feedback: Vec<PartyFeedback>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What an interested party needs or expects.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartyRequirement {
    /// What.
    pub text: String,
    /// The day it became known.
    pub since: Date,
    /// Last day it held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Whether the management system addresses it (clause 4.2 c).
    #[serde(default)]
    pub addressed: bool,
    /// The obligation that it has become.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub obligation: Option<Id<Obligation>>,
    /// What addresses it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub addressed_by: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What an interested party said.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PartyFeedback {
    /// When it came.
    pub received_on: Date,
    /// What it is.
    pub tone: FeedbackTone,
    /// What was said.
    pub text: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of feedback.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackTone {
    /// Something is not as they expect.
    Complaint,
    /// Something could be better.
    Suggestion,
    /// Something is good.
    Praise,
}

impl Entity for Issue {
    entity!(Issue);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        in_order("retired_on", self.retired_on, "identified_on", Some(self.identified_on))?;
        in_order(
            "reviewed_on[0]",
            self.reviewed_on.first().copied(),
            "identified_on",
            Some(self.identified_on),
        )?;
        ascending("reviewed_on", "", self.reviewed_on.iter().copied())
    }
    fn references(&self, found: &mut References<'_>) {
        found.maybe("owner", self.owner.as_ref());
        found.links("bears_on", &self.bears_on);
    }
}

impl Entity for InterestedParty {
    entity!(InterestedParty);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        for (i, requirement) in self.requirements.iter().enumerate() {
            not_blank(&format!("requirements[{i}].text"), &requirement.text)?;
            in_order(
                &format!("requirements[{i}].until"),
                requirement.until,
                "since",
                Some(requirement.since),
            )?;
        }
        let mut texts = self.feedback.iter().enumerate();
        texts.try_for_each(|(i, said)| not_blank(&format!("feedback[{i}].text"), &said.text))
    }
    fn references(&self, found: &mut References<'_>) {
        for (i, requirement) in self.requirements.iter().enumerate() {
            let mut found = found.until(requirement.until);
            found.maybe(format_args!("requirements[{i}].obligation"), requirement.obligation.as_ref());
            found.links(format_args!("requirements[{i}].addressed_by"), &requirement.addressed_by);
        }
        for (i, said) in self.feedback.iter().enumerate() {
            found.past().links(format_args!("feedback[{i}].about"), &said.about);
        }
    }
}
