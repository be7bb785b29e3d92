//! Information security incidents (controls A.5.24 to A.5.27).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, not_blank};
use super::{Asset, Date, Extensions, Id, Role, Threat};
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
    /// What happened when, in order of stage and time; begins with `detected`.
    pub timeline: Vec<IncidentEvent>,
    /// Assets hit.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<Id<Asset>>,
    /// Threats that came true.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<Id<Threat>>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A stage reached.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IncidentEvent {
    /// Stage.
    pub stage: IncidentStage,
    /// When it was reached.
    pub at: DateTime<Utc>,
    /// What was found or done.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
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

impl Incident {
    /// The stage reached on `date`; nothing before detection.
    pub fn stage_on(&self, date: Date) -> Option<IncidentStage> {
        self.timeline.iter().rev().find(|event| event.at.date_naive() <= *date).map(|event| event.stage)
    }
}

impl Entity for Incident {
    const KIND: Kind = Kind::Incident;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("title", &self.title)?;
        if self.timeline.first().map(|event| event.stage) != Some(IncidentStage::Detected) {
            return Err(Error::new(
                ErrorCode::Rule,
                "timeline",
                "does not begin with the stage detected",
                "begin the timeline with when the incident was detected",
            ));
        }
        for (i, pair) in self.timeline.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            let at = format!("timeline[{}]", i + 1);
            if after.stage <= before.stage {
                return Err(Error::new(
                    ErrorCode::Rule,
                    format!("{at}.stage"),
                    "the stage does not follow the one before it",
                    "list stages in their order, each once",
                ));
            }
            super::entity::in_order(
                &format!("{at}.at"),
                Some(after.at),
                "the stage before it,",
                Some(before.at),
            )?;
        }
        Ok(())
    }
    fn references(&self, found: &mut References) {
        found.one("owner", &self.owner);
        found.each("assets", &self.assets);
        found.each("threats", &self.threats);
    }
}
