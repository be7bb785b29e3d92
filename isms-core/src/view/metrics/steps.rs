//! A period cut into months, quarters or years of the calendar.

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::Date;

/// What one value of a series is of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MetricStep {
    /// A month of the calendar.
    #[default]
    Month,
    /// A quarter of the calendar year.
    Quarter,
    /// A calendar year.
    Year,
}

/// First and last days of the steps, in their order and without a gap.
pub(in crate::view) type Steps = Vec<(Date, Date)>;

/// The steps of a period; the first and the last are cut off where it begins and ends. None if it ends before it begins.
pub(super) fn steps(from: Date, to: Date, step: MetricStep) -> Steps {
    let months = match step {
        MetricStep::Month => 1,
        MetricStep::Quarter => 3,
        MetricStep::Year => 12,
    };
    let first_month = 1 + from.month0() / months * months;
    let mut begins = NaiveDate::from_ymd_opt(from.year(), first_month, 1).map_or(from, Date::from);
    let mut found = Vec::new();
    while from <= to && begins <= to {
        let next = begins.plus_months(months as u16);
        let ends = if next == Date::MAX { to } else { next.plus_days(-1).min(to) };
        found.push((begins.max(from), ends));
        if next <= begins || ends == to {
            break;
        }
        begins = next;
    }
    found
}

/// The step that a day lies in.
pub(super) fn step_of(steps: &Steps, day: Date) -> Option<usize> {
    let i = steps.partition_point(|(_, last)| *last < day);
    steps.get(i).filter(|(first, _)| *first <= day).map(|_| i)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(from: &str, to: &str, step: MetricStep) -> Vec<(String, String)> {
        let found = steps(from.parse().unwrap(), to.parse().unwrap(), step);
        found.iter().map(|(from, to)| (from.to_string(), to.to_string())).collect()
    }

    #[test]
    fn the_first_and_the_last_are_cut_off() {
        let pair = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(
            cut("2026-01-15", "2026-03-02", MetricStep::Month),
            [
                pair("2026-01-15", "2026-01-31"),
                pair("2026-02-01", "2026-02-28"),
                pair("2026-03-01", "2026-03-02")
            ]
        );
        assert_eq!(
            cut("2026-02-01", "2026-04-01", MetricStep::Quarter),
            [pair("2026-02-01", "2026-03-31"), pair("2026-04-01", "2026-04-01")]
        );
        assert_eq!(cut("2025-12-31", "2025-12-31", MetricStep::Year), [pair("2025-12-31", "2025-12-31")]);
        assert_eq!(cut("2026-01-02", "2026-01-01", MetricStep::Month), []);
        assert_eq!(cut("9999-11-01", "9999-12-31", MetricStep::Month).len(), 2);
        assert_eq!(cut("9999-11-01", "9999-12-31", MetricStep::Year), [pair("9999-11-01", "9999-12-31")]);
    }

    #[test]
    fn a_day_lies_in_one_step() {
        let all = steps("2026-01-15".parse().unwrap(), "2026-03-02".parse().unwrap(), MetricStep::Month);
        let of = |day: &str| step_of(&all, day.parse().unwrap());
        assert_eq!([of("2026-01-14"), of("2026-01-15"), of("2026-01-31")], [None, Some(0), Some(0)]);
        assert_eq!([of("2026-02-01"), of("2026-03-02"), of("2026-03-03")], [Some(1), Some(2), None]);
    }
}
