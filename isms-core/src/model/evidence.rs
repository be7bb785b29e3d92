//! Traces that something was done (clause 7.5.3).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, digest, entity, in_order, not_blank};
use super::{Activity, Date, Extensions, Id, Link, Person};
use crate::error::{Error, ErrorCode, Result};

/// A trace that an activity was performed, or that something else holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// Identifier.
    pub id: Id<Evidence>,
    /// The activity it shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub activity: Option<Id<Activity>>,
    /// What else it shows: controls, risks, documents, suppliers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub shows: Vec<Link>,
    /// What was done or kept.
    pub title: String,
    /// When it was done.
    pub performed_on: Date,
    /// First day of the period it covers, where it covers one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers_from: Option<Date>,
    /// Last day of that period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub covers_until: Option<Date>,
    /// When it was put on record.
    pub recorded_at: DateTime<Utc>,
    /// Who did it.
    pub performed_by: Id<Person>,
    /// The due date it answers, where stated; else the nearest open one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub occurrence: Option<Date>,
    /// Last day it may be relied on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// SHA-256 of the artefact, in hexadecimal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub digest: Option<String>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Evidence {
    /// Whether it is on record, and not taken back, on `date`: what was not on record yet could not be shown.
    pub fn is_seen_on(&self, date: Date) -> bool {
        date.is_within(Some(self.recorded_on()), self.retired_on)
    }

    /// The day it was put on record.
    pub fn recorded_on(&self) -> Date {
        self.recorded_at.date_naive().into()
    }

    /// Whether it may be relied on for something due on `due`: not after the last day of its validity.
    pub fn may_answer(&self, due: Date) -> bool {
        self.valid_until.is_none_or(|last| due <= last)
    }
}

impl Entity for Evidence {
    entity!(Evidence);
    fn as_evidence(&self) -> Option<&Evidence> {
        Some(self)
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if self.activity.is_none() && self.shows.is_empty() {
            let remedy = "name the activity it shows, or what else it shows";
            return Err(Error::new(
                ErrorCode::MissingField,
                "activity",
                "the evidence shows nothing",
                remedy,
            ));
        }
        if self.occurrence.is_some() && self.activity.is_none() {
            let problem = "a due date is answered, but of no activity";
            return Err(Error::new(ErrorCode::MissingField, "activity", problem, "name the activity"));
        }
        if self.covers_from.is_some() != self.covers_until.is_some() {
            let problem = "the period covered has one end only";
            return Err(Error::new(
                ErrorCode::MissingField,
                "covers_from",
                problem,
                "give covers_from and covers_until",
            ));
        }
        in_order("covers_until", self.covers_until, "covers_from", self.covers_from)?;
        in_order("valid_until", self.valid_until, "performed_on", Some(self.performed_on))?;
        in_order("recorded_at", Some(self.recorded_on()), "performed_on", Some(self.performed_on))?;
        digest("digest", self.digest.as_deref())
    }
    fn references(&self, found: &mut References<'_>) {
        let mut found = found.past();
        found.maybe("activity", self.activity.as_ref());
        found.links("shows", &self.shows);
        found.one("performed_by", &self.performed_by);
    }
}
