//! Tests and simulations (controls A.5.24, A.5.30 and A.8.13).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{action_amounts, action_references, check_actions};
use super::entity::{Amounts, Entity, References, entity, not_blank};
use super::{Action, Date, Extensions, Id, Link, Person, Role};
use crate::error::{Error, ErrorCode, Result};

/// A test of people or technology, planned or held.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exercise {
    /// Identifier.
    pub id: Id<Exercise>,
    /// Title.
    pub title: String,
    /// What kind.
    pub kind: ExerciseKind,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// When, planned or held.
    pub held_on: Date,
    /// Who took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub participants: Vec<Id<Person>>,
    /// The controls, assets, documents and threats it is about.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<Link>,
    /// What was counted, once held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<ExerciseOutcome>,
    /// What was learned.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub findings: String,
    /// What follows.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of exercise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExerciseKind {
    /// Mails that bait.
    Phishing,
    /// Talked through at a table.
    Tabletop,
    /// Done as if it were real.
    Drill,
    /// Data restored from a backup.
    RestoreTest,
    /// An attack by friends.
    PenetrationTest,
}

/// What was counted: a rate is judged by its Wilson interval.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExerciseOutcome {
    /// How many times.
    pub trials: u32,
    /// How many of them went well.
    pub successes: u32,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for Exercise {
    entity!(Exercise);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        match &self.outcome {
            Some(outcome) if outcome.trials == 0 || outcome.successes > outcome.trials => Err(Error::new(
                ErrorCode::Value,
                "outcome.successes",
                format!("{} of {} is not a count", outcome.successes, outcome.trials),
                "count at least one trial, and no more successes than trials",
            )),
            _ => check_actions("actions", &self.actions),
        }
    }
    fn references(&self, found: &mut References<'_>) {
        found.past().one("owner", &self.owner);
        found.past().each("participants", &self.participants);
        found.past().links("tests", &self.tests);
        action_references("actions", &self.actions, found);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        action_amounts("actions", &self.actions, found);
    }
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        Some(("actions", &mut self.actions))
    }
}
