//! The distribution of a year's loss on a grid, and what is asked of it.

use schemars::JsonSchema;
use serde::Serialize;

use super::aggregate::MOST_LEVEL;

/// The distribution of the loss of a year.
#[derive(Debug, Clone, PartialEq)]
pub struct AggregateLoss {
    step: f64,
    /// The probability of each point of the grid.
    probabilities: Vec<f64>,
    /// The probability of each point or less.
    cumulated: Vec<f64>,
    mean: f64,
    variance: f64,
    error: GridError,
}

/// How far the grid may be off.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct GridError {
    /// The distance between points: losses are told to half of it at best.
    pub step: f64,
    /// The probability of losses beyond the grid.
    pub beyond: f64,
    /// The most that probabilities can gain from losses beyond the grid that wrap around to its start.
    pub wrap_around: f64,
    /// The most that putting losses on the grid can add to the variance of the year's loss, as a standard deviation; the
    /// mean stays. So the expected shortfall is never told too small.
    pub spread: f64,
}

impl AggregateLoss {
    pub(super) fn new(
        step: f64,
        probabilities: Vec<f64>,
        (mean, variance): (f64, f64),
        wrap: f64,
        events: f64,
    ) -> Self {
        let sum = |sum: &mut f64, share: &f64| {
            *sum += share;
            Some(*sum)
        };
        let cumulated: Vec<f64> = probabilities.iter().scan(0.0, sum).collect();
        let beyond = (1.0 - cumulated.last().copied().unwrap_or(0.0)).max(0.0);
        let error =
            GridError { step, beyond, wrap_around: beyond * wrap, spread: step / 2.0 * events.sqrt() };
        Self { step, probabilities, cumulated, mean, variance, error }
    }

    /// The probability of each point 0, h, 2h, … of the grid, where h is the step of [`error`](Self::error).
    pub fn probabilities(&self) -> &[f64] {
        &self.probabilities
    }

    /// The mean, in closed form.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// The standard deviation, in closed form; infinite where that of a loss is.
    pub fn standard_deviation(&self) -> f64 {
        self.variance.sqrt()
    }

    /// How far the grid may be off.
    pub fn error(&self) -> GridError {
        self.error
    }

    /// The least loss of the grid that a share of `p` of all years does not exceed; none where the grid ends before.
    pub fn quantile(&self, p: f64) -> Option<f64> {
        let place = self.cumulated.partition_point(|share| *share < p);
        (place < self.cumulated.len() && p <= 1.0).then_some(self.step * place as f64)
    }

    /// Value at risk: the quantile at a level, e.g. 0.99.
    pub fn value_at_risk(&self, level: f64) -> Option<f64> {
        self.quantile(level)
    }

    /// Expected shortfall (CVaR): the mean of the worst years, a share of 1 − `level` of all. Where the value at risk
    /// is 0, as most years have no loss, the years without loss that belong to that share count with 0 (Acerbi and
    /// Tasche 2002).
    pub fn expected_shortfall(&self, level: f64) -> Option<f64> {
        if !(0.0..=MOST_LEVEL).contains(&level) {
            return None;
        }
        let at = self.quantile(level)?;
        // The excess over it, from below, so that what lies beyond the grid counts in full.
        let points = (at / self.step).round() as usize;
        let below: f64 = self.cumulated.iter().take(points).sum();
        let excess = (self.mean - at + self.step * below).max(0.0);
        Some(at + excess / (1.0 - level))
    }

    /// The probability of a loss above `x`; none beyond the grid.
    pub fn exceedance(&self, x: f64) -> Option<f64> {
        if x < 0.0 {
            return Some(1.0);
        }
        // A point that x reaches but for rounding is not above it.
        let place = (x / self.step * (1.0 + 4.0 * f64::EPSILON)) as usize;
        self.cumulated.get(place).map(|share| (1.0 - share).max(0.0))
    }
}
