//! Management reviews and decisions (clause 9.3).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{action_amounts, action_references, check_actions};
use super::entity::{Amounts, Entity, References, entity, not_blank};
use super::{Action, Date, Extensions, Id, Link, Money, Person, Role};
use crate::error::Result;

/// A review by top management, planned or held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ManagementReview {
    /// Identifier.
    pub id: Id<ManagementReview>,
    /// Title.
    pub title: String,
    /// When, planned or held.
    pub held_on: Date,
    /// Who leads it.
    pub chair: Id<Role>,
    /// Who was there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attendees: Vec<Id<Person>>,
    /// What was looked at.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<ReviewInput>,
    /// Where the minutes are kept, or what they say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<String>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What was looked at under one input of clause 9.3.2.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ReviewInput {
    /// Which.
    pub input: ReviewInputKind,
    /// What was said.
    pub summary: String,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The inputs of clause 9.3.2, a to g.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewInputKind {
    /// a: Actions from earlier reviews.
    EarlierActions,
    /// b: External and internal issues that changed.
    Context,
    /// c: Needs and expectations of interested parties that changed.
    InterestedParties,
    /// d: Nonconformities, measurements, audits, objectives.
    Performance,
    /// e: What interested parties say.
    Feedback,
    /// f: Results of risk assessment, state of the treatment plan.
    Risks,
    /// g: Opportunities for continual improvement.
    Improvement,
}

/// Something management decided.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// Identifier.
    pub id: Id<Decision>,
    /// What.
    pub title: String,
    /// When.
    pub decided_on: Date,
    /// Who decided.
    pub by: Id<Role>,
    /// The review it was taken in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review: Option<Id<ManagementReview>>,
    /// What was decided.
    pub outcome: String,
    /// What it takes.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub resources: String,
    /// What may be spent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<Money>,
    /// What it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Link>,
    /// What is to be done: the decision is open until all is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for ManagementReview {
    entity!(ManagementReview);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        self.inputs
            .iter()
            .enumerate()
            .try_for_each(|(i, input)| not_blank(&format!("inputs[{i}].summary"), &input.summary))
    }
    fn references(&self, found: &mut References<'_>) {
        let mut found = found.past();
        found.one("chair", &self.chair);
        found.each("attendees", &self.attendees);
        for (i, input) in self.inputs.iter().enumerate() {
            found.links(format_args!("inputs[{i}].from"), &input.from);
        }
    }
}

impl Entity for Decision {
    entity!(Decision);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        not_blank("outcome", &self.outcome)?;
        check_actions("actions", &self.actions)
    }
    fn references(&self, found: &mut References<'_>) {
        found.past().one("by", &self.by);
        found.past().maybe("review", self.review.as_ref());
        found.past().links("about", &self.about);
        action_references("actions", &self.actions, found);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        found.maybe("budget", self.budget.as_ref());
        action_amounts("actions", &self.actions, found);
    }
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        Some(("actions", &mut self.actions))
    }
}
