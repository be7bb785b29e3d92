//! Answers to anomalies in measurements (clause 9.1, control A.8.16).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::action::{action_amounts, action_references, check_actions};
use super::entity::{Amounts, Entity, References, entity, in_order, not_blank};
use super::{Action, Date, Extensions, Finding, Id, Metric, Person};
use crate::error::{Error, ErrorCode, Result};

/// The answer to an anomaly: a finding, an action, or a reason to dismiss it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct AnomalyResponse {
    /// Identifier.
    pub id: Id<AnomalyResponse>,
    /// The metric.
    pub metric: Id<Metric>,
    /// The measurement that stands out.
    pub at: DateTime<Utc>,
    /// When it was answered.
    pub answered_on: Date,
    /// Who answered.
    pub by: Id<Person>,
    /// The finding raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub finding: Option<Id<Finding>>,
    /// What is done about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub actions: Vec<Action>,
    /// Why nothing is done.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dismissed_because: Option<String>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Entity for AnomalyResponse {
    entity!(AnomalyResponse);
    fn check(&self) -> Result<()> {
        let reason = self.dismissed_because.as_deref();
        reason.map_or(Ok(()), |reason| not_blank("dismissed_because", reason))?;
        let acted = self.finding.is_some() || !self.actions.is_empty();
        if acted == reason.is_some() {
            return Err(Error::new(
                ErrorCode::Rule,
                "dismissed_because",
                "an anomaly is either acted on or dismissed",
                "name a finding or actions, or say why nothing is done",
            ));
        }
        let day = Some(Date::from(self.at.date_naive()));
        in_order("answered_on", Some(self.answered_on), "the measurement,", day)?;
        check_actions("actions", &self.actions)
    }
    fn references(&self, found: &mut References<'_>) {
        found.past().one("metric", &self.metric);
        found.past().one("by", &self.by);
        found.past().maybe("finding", self.finding.as_ref());
        action_references("actions", &self.actions, found);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        action_amounts("actions", &self.actions, found);
    }
    fn actions_mut(&mut self) -> Option<(&'static str, &mut Vec<Action>)> {
        Some(("actions", &mut self.actions))
    }
}
