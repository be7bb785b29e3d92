//! Is the work done all year, or crammed? The figures of continuity, over plain days.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Kuiper, binomial_upper_tail, kuiper, median, quantile};
use crate::model::Date;

/// The longest stretch without evidence.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Silence {
    /// First day after evidence, or of the period.
    pub from: Date,
    /// Last day before evidence, or of the period.
    pub to: Date,
    /// Days between the two ends.
    pub days: i64,
    /// Mean days from one due date to the next.
    pub nominal_interval: f64,
    /// `days` ÷ `nominal_interval`.
    pub ratio: f64,
}

/// Finds the longest stretch of `from` to `to` without any of `days` (sorted); nothing if the period is empty or
/// has no nominal interval.
pub(crate) fn longest_silence(days: &[Date], from: Date, to: Date, nominal_interval: f64) -> Option<Silence> {
    if to < from || nominal_interval <= 0.0 {
        return None;
    }
    let inside = days.iter().copied().filter(|day| from <= *day && *day <= to);
    let (mut before, mut start, mut end, mut days) = (from, from, from, 0);
    // Of equally long ones the first, so that answers do not depend on order.
    for day in inside.chain([to]) {
        let gap = day.days_since(before);
        if gap > days {
            (start, end, days) = (before, day, gap);
        }
        before = day;
    }
    Some(Silence { from: start, to: end, days, nominal_interval, ratio: days as f64 / nominal_interval })
}

/// How much of the evidence came in the run-up to an audit, against the plan.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Cramming {
    /// Pieces of evidence in the run-up.
    pub in_run_up: usize,
    /// Pieces of evidence in the period.
    pub in_period: usize,
    /// Share of the due dates that lie in the run-up.
    pub planned_share: f64,
    /// Probability of so much evidence in the run-up, or more, at the planned share: exact binomial upper tail.
    pub probability: f64,
}

/// Compares the evidence in the run-up with the plan; nothing without evidence or without due dates.
pub(crate) fn cramming(evidence: &[Date], due: &[Date], run_up: (Date, Date)) -> Option<Cramming> {
    if evidence.is_empty() || due.is_empty() {
        return None;
    }
    let inside = |days: &[Date]| days.iter().filter(|day| run_up.0 <= **day && **day <= run_up.1).count();
    let planned_share = inside(due) as f64 / due.len() as f64;
    let (in_run_up, in_period) = (inside(evidence), evidence.len());
    let probability = binomial_upper_tail(in_run_up, in_period, planned_share);
    Some(Cramming { in_run_up, in_period, planned_share, probability })
}

/// Days from doing to recording.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LateRecording {
    /// Median, in days.
    pub median_days: f64,
    /// 95th percentile, in days (Hyndman and Fan 1996, type 7).
    pub p95_days: f64,
    /// Share recorded more than 14 days after it was done.
    pub share_over_14_days: f64,
}

/// Sums up the days from doing to recording; nothing without evidence.
pub(crate) fn late_recording(days: impl IntoIterator<Item = i64>) -> Option<LateRecording> {
    let mut days: Vec<i64> = days.into_iter().collect();
    days.sort_unstable();
    let over = days.len() - days.partition_point(|d| *d <= LATE_RECORDING_DAYS);
    let days: Vec<f64> = days.into_iter().map(|d| d as f64).collect();
    Some(LateRecording {
        median_days: median(&days)?,
        p95_days: quantile(&days, 0.95)?,
        share_over_14_days: over as f64 / days.len() as f64,
    })
}

/// More days than this from doing to recording are late.
pub(crate) const LATE_RECORDING_DAYS: i64 = 14;

/// Compares the days of evidence with the days planned.
pub(crate) fn evenness(evidence: &[Date], due: &[Date]) -> Option<Kuiper> {
    let days = |dates: &[Date]| -> Vec<i64> { dates.iter().map(|date| date.days_since(Date::MIN)).collect() };
    kuiper(&days(evidence), &days(due))
}
