//! Which chart, with which constants, from which baseline.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::error::{Error, ErrorCode, Result};
use crate::model::Date;

/// Measurements of a baseline, where no other number is asked for.
const BASELINE: u16 = 20;

/// A control chart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Chart {
    /// Individual measurements with the rules of Western Electric.
    #[default]
    WesternElectric,
    /// Individual measurements with the rules of Nelson.
    Nelson,
    /// The exponentially weighted moving average.
    Ewma,
    /// The two-sided cumulative sum.
    Cusum,
}

/// Sides of a chart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sides {
    /// The side that target and threshold guard; both where a metric has neither.
    #[default]
    Guarded,
    /// Both, so that what has become better stands out too.
    Both,
}

/// A chart and its constants.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChartSettings {
    /// Which; the rules of Western Electric if absent.
    #[serde(default)]
    pub kind: Chart,
    /// Which sides; those that target and threshold guard if absent.
    #[serde(default)]
    pub sides: Sides,
    /// How many of the last measurements before the period are the baseline, from 8 on; 20 if absent.
    #[serde(default)]
    pub baseline_measurements: Option<u16>,
    /// The first day of a baseline of stated days, in place of a number of measurements.
    #[serde(default)]
    pub baseline_from: Option<Date>,
    /// Its last day.
    #[serde(default)]
    pub baseline_to: Option<Date>,
    /// λ, the weight of the newest value in the moving average, more than 0 and no more than 1; 0.2 if absent.
    #[serde(default)]
    pub lambda: Option<f64>,
    /// L, the distance of its limits from the centre in its own sigmas, more than 0; 3 if absent.
    #[serde(default)]
    pub limit: Option<f64>,
    /// k, the allowance of the cumulative sums in sigmas; 0.5 if absent.
    #[serde(default)]
    pub k: Option<f64>,
    /// h, their decision interval in sigmas, more than 0; 5 if absent.
    #[serde(default)]
    pub h: Option<f64>,
}

impl ChartSettings {
    /// A chart with its usual constants.
    pub fn of(kind: Chart) -> Self {
        Self { kind, ..Self::default() }
    }
    pub(super) fn baseline(&self) -> usize {
        self.baseline_measurements.unwrap_or(BASELINE).into()
    }
    /// The stated days of the baseline, if they are stated.
    pub(super) fn baseline_days(&self) -> Option<(Date, Date)> {
        (self.baseline_from.is_some() || self.baseline_to.is_some())
            .then(|| (self.baseline_from.unwrap_or(Date::MIN), self.baseline_to.unwrap_or(Date::MAX)))
    }
    pub(super) fn lambda(&self) -> f64 {
        self.lambda.unwrap_or(0.2)
    }
    pub(super) fn limit(&self) -> f64 {
        self.limit.unwrap_or(3.0)
    }
    pub(super) fn k(&self) -> f64 {
        self.k.unwrap_or(0.5)
    }
    pub(super) fn h(&self) -> f64 {
        self.h.unwrap_or(5.0)
    }

    pub(super) fn check(&self) -> Result<()> {
        let range = |field: &str, value: f64, holds: bool, remedy: &str| {
            let wrong = || Error::new(ErrorCode::Value, field, format!("{value} is out of range"), remedy);
            if holds { Ok(()) } else { Err(wrong()) }
        };
        let (lambda, limit, k, h) = (self.lambda(), self.limit(), self.k(), self.h());
        range("lambda", lambda, lambda > 0.0 && lambda <= 1.0, "give more than 0 and no more than 1")?;
        range("limit", limit, limit > 0.0 && limit.is_finite(), "give more than 0")?;
        range("k", k, k >= 0.0 && k.is_finite(), "give 0 or more")?;
        range("h", h, h > 0.0 && h.is_finite(), "give more than 0")?;
        let (count, fewest) = (self.baseline() as f64, super::chart::FEWEST as f64);
        range("baseline_measurements", count, count >= fewest, "give 8 or more")?;
        match (self.baseline_days(), self.baseline_measurements) {
            (Some(_), Some(_)) => Err(Error::new(
                ErrorCode::Value,
                "baseline_measurements",
                "the days of the baseline are stated too",
                "give either the number of measurements or the days",
            )),
            (Some((from, to)), None) if to < from => Err(Error::new(
                ErrorCode::DateOrder,
                "baseline_to",
                format!("{to} lies before baseline_from {from}"),
                "end the baseline on or after its first day",
            )),
            _ => Ok(()),
        }
    }
}
