//! The maintenance programme (clauses 8.1 and 9.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, not_blank, not_negative};
use super::{Cadence, Control, Date, Extensions, Id, Role, Task};
use crate::error::{Error, ErrorCode, Result};

/// Something the organisation does again and again.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Activity {
    /// Identifier.
    pub id: Id<Activity>,
    /// Title.
    pub title: String,
    /// Who owes it (accountable).
    pub owner: Id<Role>,
    /// Who does it; the owner if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub responsible: Vec<Id<Role>>,
    /// Who is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consulted: Vec<Id<Role>>,
    /// Who is told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub informed: Vec<Id<Role>>,
    /// The cadence counts from here; the first due date is the first that fits it.
    pub start: Date,
    /// Recurrence as an RFC 5545 rule, e.g. `FREQ=MONTHLY`; daily or slower.
    pub cadence: Cadence,
    /// Where the next due date is counted from; the calendar if absent.
    #[serde(default, skip_serializing_if = "CountedFrom::is_calendar")]
    pub counted_from: CountedFrom,
    /// Days after the due date that still count as in time.
    #[serde(default)]
    pub grace_days: u16,
    /// Hours that one time takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub effort_hours: Option<f64>,
    /// Recurring tasks of the management system that it does; told from its clauses if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tasks: Vec<Task>,
    /// Clauses of the standard it serves, e.g. `9.3`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
    /// Controls it keeps alive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id<Control>>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Where the next due date of an activity is counted from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CountedFrom {
    /// The start: due dates are fixed, whenever the work is done.
    #[default]
    Calendar,
    /// The last time it was done: it is due again one interval later. Its cadence is a plain interval.
    Completion,
}

impl CountedFrom {
    fn is_calendar(&self) -> bool {
        *self == Self::Calendar
    }
}

impl Entity for Activity {
    entity!(Activity);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if !self.cadence.falls_due_from(self.start) {
            return Err(Error::new(
                ErrorCode::Value,
                "cadence",
                format!("{} never falls due from {} on", self.cadence, self.start),
                "write a rule whose dates exist",
            ));
        }
        if self.counted_from == CountedFrom::Completion && self.cadence.interval().is_none() {
            return Err(Error::new(
                ErrorCode::Value,
                "cadence",
                format!("{} names days, which cannot be counted from completion", self.cadence),
                "write FREQ and INTERVAL only, or count from the calendar",
            ));
        }
        if let Some(hours) = self.effort_hours {
            not_negative("effort_hours", hours)?;
        }
        in_order("retired_on", self.retired_on, "start", Some(self.start))
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        found.each("responsible", &self.responsible);
        found.each("consulted", &self.consulted);
        found.each("informed", &self.informed);
        found.each("controls", &self.controls);
    }
}
