//! Something somebody has undertaken to do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Amounts, References, not_blank};
use super::{Date, Extensions, Id, Money, Role};
use crate::error::Result;

/// A step of a treatment plan, of a corrective action, or of what a decision asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Action {
    /// What.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// When it is due.
    pub due: Date,
    /// When it was done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub done_on: Option<Date>,
    /// What it costs once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Money>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Action {
    /// Whether it is not done on `date`.
    pub fn is_open_on(&self, date: Date) -> bool {
        date.is_within(None, self.done_on)
    }
}

/// Checks each action of a list.
pub(super) fn check_actions(path: &str, actions: &[Action]) -> Result<()> {
    let own = |(i, action): (usize, &Action)| not_blank(&format!("{path}[{i}].title"), &action.title);
    actions.iter().enumerate().try_for_each(own)
}

/// Reports the owners of a list of actions: what is done binds nobody.
pub(super) fn action_references(path: &str, actions: &[Action], found: &mut References<'_>) {
    for (i, action) in actions.iter().enumerate() {
        let until = action.done_on.map(|done| done.plus_days(-1));
        found.until(until).one(format_args!("{path}[{i}].owner"), &action.owner);
    }
}

/// Reports what a list of actions costs.
pub(super) fn action_amounts(path: &str, actions: &[Action], found: &mut Amounts<'_>) {
    for (i, action) in actions.iter().enumerate() {
        found.maybe(format_args!("{path}[{i}].cost"), action.cost.as_ref());
    }
}
