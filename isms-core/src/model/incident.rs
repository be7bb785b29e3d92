//! Information security incidents (controls A.5.24 to A.5.28).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, in_sequence, not_blank};
use super::{Asset, Date, Deadline, Extensions, Id, Link, Obligation, Role, Threat};
use crate::error::{Error, ErrorCode, Result};

/// An incident and its timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Incident {
    /// Identifier.
    pub id: Id<Incident>,
    /// Title.
    pub title: String,
    /// Who leads the response.
    pub owner: Id<Role>,
    /// How bad it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<IncidentSeverity>,
    /// When it began, as far as was found out; the time to detect it counts from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub began_at: Option<DateTime<Utc>>,
    /// What happened when, in order of stage and time; begins with `detected`.
    pub timeline: Vec<IncidentEvent>,
    /// Assets hit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Id<Asset>>,
    /// Threats that came true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<Id<Threat>>,
    /// Classes of data touched, e.g. `personal`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_classes: Vec<String>,
    /// Who was told.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notifications: Vec<Notification>,
    /// Why nothing is to be learned from it, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub no_lesson_because: Option<String>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How bad an incident is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum IncidentSeverity {
    /// Little harm, handled as part of the day.
    Low,
    /// Harm to one service or a few people.
    Medium,
    /// Harm to the organisation.
    High,
    /// Harm to its existence or to the public.
    Critical,
}

/// A stage reached.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct IncidentEvent {
    /// Stage.
    pub stage: IncidentStage,
    /// When it was reached.
    pub at: DateTime<Utc>,
    /// What was found or done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Stages of an incident, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum IncidentStage {
    Detected,
    Reported,
    Assessed,
    Contained,
    Eradicated,
    Recovered,
    Closed,
}

/// How soon after detection an incident must have reached a stage.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ResponseLimit {
    /// The stage; a later one answers for it too.
    pub stage: IncidentStage,
    /// How soon; days and months are those of UTC.
    pub within: Deadline,
    /// The least severity it holds for; any if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minimum_severity: Option<IncidentSeverity>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl ResponseLimit {
    pub(super) fn check(&self) -> Result<()> {
        if self.stage > IncidentStage::Detected {
            return Ok(());
        }
        let remedy = "name a later stage, such as contained";
        Err(Error::new(ErrorCode::Rule, "stage", "the time counts from detection", remedy))
    }
}

impl IncidentSeverity {
    /// Whether a severity reaches a least one. An incident that nobody has rated yet may be the worst.
    pub fn reaches(severity: Option<Self>, minimum: Option<Self>) -> bool {
        severity.is_none_or(|severity| minimum.is_none_or(|minimum| minimum <= severity))
    }
}

/// Somebody told of an incident because an obligation demands it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notification {
    /// The obligation.
    pub obligation: Id<Obligation>,
    /// Which of its duties, by the name of the stage.
    pub stage: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// What was sent, e.g. evidence or a document.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub about: Vec<Link>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Incident {
    /// The stage reached on `date`; nothing before detection.
    pub fn stage_on(&self, date: Date) -> Option<IncidentStage> {
        self.timeline.iter().rev().find(|event| event.at.date_naive() <= *date).map(|event| event.stage)
    }

    /// When a stage was reached.
    pub fn reached(&self, stage: IncidentStage) -> Option<DateTime<Utc>> {
        self.timeline.iter().find(|event| event.stage == stage).map(|event| event.at)
    }
}

impl Entity for Incident {
    entity!(Incident);
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        let Some(detected) = self.timeline.first().filter(|event| event.stage == IncidentStage::Detected)
        else {
            return Err(Error::new(
                ErrorCode::Rule,
                "timeline",
                "does not begin with the stage detected",
                "begin the timeline with when the incident was detected",
            ));
        };
        for (i, pair) in self.timeline.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            if after.stage <= before.stage {
                return Err(Error::new(
                    ErrorCode::Rule,
                    format!("timeline[{}].stage", i + 1),
                    "the stage does not follow the one before it",
                    "list stages in their order, each once",
                ));
            }
        }
        in_order("timeline[0].at", Some(detected.at), "began_at,", self.began_at)?;
        in_sequence("timeline", "at", self.timeline.iter().map(|event| event.at))?;
        for (i, notification) in self.notifications.iter().enumerate() {
            let at = format!("notifications[{i}].sent_at");
            in_order(&at, Some(notification.sent_at), "detection,", Some(detected.at))?;
        }
        self.no_lesson_because.as_deref().map_or(Ok(()), |reason| not_blank("no_lesson_because", reason))
    }
    fn references(&self, found: &mut References<'_>) {
        let closed = self.reached(IncidentStage::Closed).map(|at| Date::from(at.date_naive()));
        found.until(closed).one("owner", &self.owner);
        let mut found = found.past();
        found.each("assets", &self.assets);
        found.each("threats", &self.threats);
        for (i, notification) in self.notifications.iter().enumerate() {
            found.one(format_args!("notifications[{i}].obligation"), &notification.obligation);
            found.links(format_args!("notifications[{i}].about"), &notification.about);
        }
    }
}
