//! The maintenance programme and the evidence that it was lived (clauses 7.5, 8.1, 9.1).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, in_order, not_blank};
use super::{Cadence, Control, Date, Extensions, Id, Person, Role};
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
    /// The cadence counts from here; the first due date is the first that fits it.
    pub start: Date,
    /// Recurrence as an RFC 5545 rule, e.g. `FREQ=MONTHLY`; daily or slower.
    pub cadence: Cadence,
    /// Days after the due date that still count as in time.
    #[serde(default)]
    pub grace_days: u16,
    /// Clauses of the standard it serves, e.g. `9.3`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
    /// Controls it keeps alive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<Id<Control>>,
    /// The day from which nothing more is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A trace that an activity was performed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Identifier.
    pub id: Id<Evidence>,
    /// The activity it shows.
    pub activity: Id<Activity>,
    /// What was done or kept.
    pub title: String,
    /// When it was done.
    pub performed_on: Date,
    /// When it was put on record.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub performed_by: Id<Person>,
    /// The due date it answers, where stated; else the nearest open one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    /// SHA-256 of the artefact, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for Activity {
    const KIND: Kind = Kind::Activity;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
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
        in_order("retired_on", self.retired_on, "start", Some(self.start))
    }
    fn references(&self, found: &mut References) {
        found.one("owner", &self.owner);
        found.each("controls", &self.controls);
    }
}

impl Entity for Evidence {
    const KIND: Kind = Kind::Evidence;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        let recorded: Date = self.recorded_at.date_naive().into();
        in_order("recorded_at", Some(recorded), "performed_on", Some(self.performed_on))?;
        match &self.digest {
            Some(digest) if digest.len() != 64 || !digest.bytes().all(|b| b.is_ascii_hexdigit()) => {
                Err(Error::new(
                    ErrorCode::Value,
                    "digest",
                    format!("{digest} is not a SHA-256 digest"),
                    "write 64 hexadecimal digits",
                ))
            }
            _ => Ok(()),
        }
    }
    fn references(&self, found: &mut References) {
        found.one("activity", &self.activity);
        found.one("performed_by", &self.performed_by);
    }
}
