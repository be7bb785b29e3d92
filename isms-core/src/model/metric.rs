//! Metrics and what was measured (clause 9.1, ISO/IEC 27004).

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, not_blank};
use super::{Cadence, Date, Expression, Extensions, Id, Link, Risk, Role};
use crate::error::{Error, ErrorCode, Result};

/// Something that is measured, why, how and how often.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Metric {
    /// Identifier.
    pub id: Id<Metric>,
    /// Name.
    pub name: String,
    /// The information need it serves.
    pub purpose: String,
    /// How it is computed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// A formula over other metrics, by which it is computed instead of being measured.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<Expression>,
    /// Unit of its values.
    pub unit: String,
    /// How often it is measured, as an RFC 5545 rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cadence: Option<Cadence>,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// What its value should be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<Target>,
    /// What its value must be; otherwise the risks it indicates are looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threshold: Option<Target>,
    /// Risks it is a key indicator of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicates: Vec<Id<Risk>>,
    /// The controls, assets or suppliers it says something of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measures: Vec<Link>,
    /// What was measured, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub measurements: Vec<Measurement>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What a value should be.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    /// How the value compares.
    pub comparison: Comparison,
    /// With what.
    pub value: f64,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// How a value compares with a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Comparison {
    /// It is the figure or more.
    AtLeast,
    /// It is the figure or less.
    AtMost,
}

/// One value of a metric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measurement {
    /// When it was taken.
    pub at: DateTime<Utc>,
    /// The value, in the unit of the metric.
    pub value: f64,
    /// What is special about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Target {
    /// Whether a value is as it should be.
    pub fn is_met_by(&self, value: f64) -> bool {
        match self.comparison {
            Comparison::AtLeast => value >= self.value,
            Comparison::AtMost => value <= self.value,
        }
    }
}

impl Metric {
    /// The last measurement on or before `date`.
    pub fn measurement_on(&self, date: Date) -> Option<&Measurement> {
        let seen = self.measurements.partition_point(|m| m.at.date_naive() <= *date);
        self.measurements.get(seen.checked_sub(1)?)
    }
}

impl Entity for Metric {
    entity!(Metric);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        not_blank("purpose", &self.purpose)?;
        if self.expression.is_some() && !self.measurements.is_empty() {
            let problem = "a metric that is computed by an expression is not measured";
            return Err(Error::new(
                ErrorCode::Rule,
                "measurements",
                problem,
                "leave out the one or the other",
            ));
        }
        ascending("measurements", "at", self.measurements.iter().map(|m| m.at))?;
        match self.measurements.iter().position(|m| !m.value.is_finite()) {
            Some(i) => Err(Error::new(
                ErrorCode::Value,
                format!("measurements[{i}].value"),
                "is not a finite number",
                "leave out what was not measured",
            )),
            None => Ok(()),
        }
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        for metric in self.expression.iter().flat_map(|expression| expression.metrics()) {
            found.one("expression", metric);
        }
        found.each("indicates", &self.indicates);
        found.links("measures", &self.measures);
    }
}
