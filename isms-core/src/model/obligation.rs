//! What law, regulation and contract demand (controls A.5.31 and A.5.20).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, in_order, not_blank};
use super::{
    Date, Deadline, Extensions, Id, IncidentSeverity, InterestedParty, Link, Person, Role, TimeZone,
};
use crate::error::{Error, ErrorCode, Result};

/// A law, a regulation, a contract or a standard that binds the organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Obligation {
    /// Identifier.
    pub id: Id<Obligation>,
    /// Title.
    pub title: String,
    /// What it is about.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// What kind.
    pub kind: ObligationKind,
    /// Who answers for compliance.
    pub owner: Id<Role>,
    /// To whom it is owed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub party: Option<Id<InterestedParty>>,
    /// Its versions, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<ObligationVersion>,
    /// The controls, documents, risks, assets and suppliers it bears on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub binds: Vec<Link>,
    /// The place by whose days and months the times of its notifications count; UTC if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<TimeZone>,
    /// Whom to tell of an incident, and how soon.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<NotificationDuty>,
    /// Figures it sets; of several obligations the strictest counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub limits: Vec<ObligationLimit>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Kinds of obligation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ObligationKind {
    /// An act of parliament.
    Law,
    /// A rule of an authority.
    Regulation,
    /// An agreement with a customer or partner.
    Contract,
    /// A standard the organisation has chosen to follow.
    Standard,
}

/// A version of an obligation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObligationVersion {
    /// Its name, e.g. the year or amendment.
    pub number: String,
    /// The day it became known.
    pub published_on: Date,
    /// First day it binds.
    pub effective_on: Date,
    /// What it changed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// What it means here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact_assessment: Option<ImpactAssessment>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What a new version means for the organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ImpactAssessment {
    /// When.
    pub assessed_on: Date,
    /// Who looked.
    pub by: Id<Person>,
    /// What follows.
    pub conclusion: String,
    /// What must change.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub affects: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A duty to tell somebody of an incident.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct NotificationDuty {
    /// Its name, e.g. `early warning`.
    pub stage: String,
    /// Whom to tell.
    pub recipient: String,
    /// How soon after the clock starts.
    pub within: Deadline,
    /// What starts the clock.
    pub clock: NotificationClock,
    /// The least severity that calls for it; any if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_severity: Option<IncidentSeverity>,
    /// Classes of data that call for it; any if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_classes: Vec<String>,
    /// Where it is written, e.g. `Art. 33(1)`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What starts the clock of a notification.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NotificationClock {
    /// The incident was detected.
    Detected,
    /// The incident was assessed as significant.
    Assessed,
}

/// A figure that an obligation sets, such as days of retention or hours to recover.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ObligationLimit {
    /// What it limits; obligations with the same topic are compared.
    pub topic: String,
    /// The figure.
    pub value: f64,
    /// Its unit.
    pub unit: String,
    /// Which of two figures is the stricter.
    pub strictest: Strictest,
    /// Where it is written.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Which of two figures is the stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strictest {
    /// The lower one, as of a time to recover.
    Lowest,
    /// The higher one, as of a time of retention.
    Highest,
}

impl Obligation {
    /// The version that binds on `date`.
    pub fn version_on(&self, date: Date) -> Option<&ObligationVersion> {
        self.versions.iter().rev().find(|version| version.effective_on <= date)
    }
}

impl Entity for Obligation {
    entity!(Obligation);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        ascending("versions", "effective_on", self.versions.iter().map(|v| v.effective_on))?;
        for (i, version) in self.versions.iter().enumerate() {
            let at = |field: &str| format!("versions[{i}].{field}");
            not_blank(&at("number"), &version.number)?;
            in_order(
                &at("effective_on"),
                Some(version.effective_on),
                "published_on",
                Some(version.published_on),
            )?;
            if let Some(impact) = &version.impact_assessment {
                not_blank(&at("impact_assessment.conclusion"), &impact.conclusion)?;
                let day = Some(impact.assessed_on);
                in_order(
                    &at("impact_assessment.assessed_on"),
                    day,
                    "published_on",
                    Some(version.published_on),
                )?;
            }
        }
        for (i, duty) in self.notifications.iter().enumerate() {
            not_blank(&format!("notifications[{i}].stage"), &duty.stage)?;
            not_blank(&format!("notifications[{i}].recipient"), &duty.recipient)?;
        }
        for (i, limit) in self.limits.iter().enumerate() {
            not_blank(&format!("limits[{i}].topic"), &limit.topic)?;
            if self.limits.iter().take(i).any(|earlier| earlier.topic == limit.topic) {
                return Err(Error::new(
                    ErrorCode::DuplicateId,
                    format!("limits[{i}].topic"),
                    format!("{} is limited twice", limit.topic),
                    "give each topic one figure",
                ));
            }
        }
        Ok(())
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        found.maybe("party", self.party.as_ref());
        found.links("binds", &self.binds);
        for (i, version) in self.versions.iter().enumerate() {
            let Some(impact) = &version.impact_assessment else { continue };
            let mut found = found.past();
            found.one(format_args!("versions[{i}].impact_assessment.by"), &impact.by);
            found.links(format_args!("versions[{i}].impact_assessment.affects"), &impact.affects);
        }
    }
}
