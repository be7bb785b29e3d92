//! The rows that figures of losses are told by, in views and in tables.

use schemars::JsonSchema;
use serde::Serialize;

use super::losses::{Breach, Estimate, Exceedance, Interval, StageLosses};
use crate::error::Result;

/// How bad a year may be at a level.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LossAtLevel {
    /// The share of years.
    pub level: f64,
    /// The loss that as large a share of years does not exceed.
    pub value_at_risk: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end; none where there are too few years to tell.
    pub high: Option<f64>,
    /// The mean of the other, worse years.
    pub expected_shortfall: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// A point of an exceedance curve.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CurvePoint {
    /// A loss in a year.
    pub loss: f64,
    /// The probability of losing more.
    pub probability: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// A point of the tolerance of the risk appetite, and how the losses stand against it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AppetiteBreach {
    /// A loss in a year.
    pub loss: f64,
    /// The highest probability, in a year, of losing more that is tolerated.
    pub tolerated: f64,
    /// The probability of losing more.
    pub probability: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How the two compare.
    pub state: BreachState,
    /// The loss that is exceeded as probably as is tolerated, less that of the point: how deep the breach is; below 0 the
    /// room that is left.
    pub depth: f64,
}

/// How losses stand against a point of the tolerance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BreachState {
    /// More probable than tolerated, over all of the interval.
    Breached,
    /// The interval holds what is tolerated: simulate more years to tell.
    Unclear,
    /// Less probable than tolerated, over all of the interval.
    Within,
}

/// How the mean stood after some of the years.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ConvergencePoint {
    /// Years simulated until then.
    pub trials: u64,
    /// Their mean.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
}

impl LossAtLevel {
    /// The figures of a stage at a level.
    pub fn of(stage: &StageLosses<'_>, level: f64) -> Result<Self> {
        let (at_risk, shortfall) = (stage.value_at_risk(level)?, stage.expected_shortfall(level)?);
        Ok(Self {
            level,
            value_at_risk: at_risk.value,
            low: at_risk.low,
            high: at_risk.high.is_finite().then_some(at_risk.high),
            expected_shortfall: shortfall.value,
            standard_error: shortfall.standard_error,
        })
    }
}

impl From<Exceedance> for CurvePoint {
    fn from(point: Exceedance) -> Self {
        let Interval { value, low, high } = point.probability;
        Self { loss: point.amount, probability: value, low, high }
    }
}

impl AppetiteBreach {
    /// How each point of a tolerance stands: amounts with the probability that a year may cost more.
    pub fn each(stage: &StageLosses<'_>, tolerance: &[(f64, f64)]) -> Result<Vec<Self>> {
        Ok(stage.breaches(tolerance)?.into_iter().map(Self::from).collect())
    }
}

impl From<Breach> for AppetiteBreach {
    fn from(breach: Breach) -> Self {
        Self {
            loss: breach.amount,
            tolerated: breach.tolerated,
            probability: breach.probability.value,
            low: breach.probability.low,
            high: breach.probability.high,
            state: match breach.probability {
                probability if probability.low > breach.tolerated => BreachState::Breached,
                probability if probability.high <= breach.tolerated => BreachState::Within,
                _ => BreachState::Unclear,
            },
            depth: breach.depth.value,
        }
    }
}

impl From<(u64, Estimate)> for ConvergencePoint {
    fn from((trials, mean): (u64, Estimate)) -> Self {
        Self { trials, mean: mean.value, standard_error: mean.standard_error }
    }
}
