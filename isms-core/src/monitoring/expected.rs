//! Days on which a measurement was expected and none was taken.

use chrono::Datelike;

use crate::model::{Cadence, Date, Interval};

/// Expected days in a row without a measurement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The first such day.
    pub first: Date,
    /// The last.
    pub last: Date,
    /// How many there are.
    pub days: usize,
    /// The first day on which a measurement would have been too late for the first of them.
    pub known_on: Date,
}

/// Expected days, from the first measurement to `on`, to which no measurement is the nearest one; neighbours are joined.
///
/// The cadence runs from the day of the first measurement, of a cadence by months no later than the 28th. A measurement
/// is that of the expected day nearest to it, of two as near that of the earlier one. A day is missing once the middle
/// between it and the next has gone by.
pub fn missing(cadence: &Cadence, measured: &[Date], on: Date) -> Vec<Missing> {
    let Some(first) = measured.first() else { return Vec::new() };
    let by_months = matches!(cadence.interval(), Some(Interval::Months(_)));
    let beyond = i64::from(first.day().saturating_sub(28));
    let start = if by_months { first.plus_days(-beyond) } else { *first };
    let expected = cadence.dates(start, on);
    let mut measured = measured.iter().copied().peekable();
    let mut found: Vec<Missing> = Vec::new();
    let mut open = false;
    for (day, next) in expected.iter().zip(expected.iter().skip(1)) {
        let middle = day.plus_days(next.days_since(*day) / 2);
        let mut there = false;
        while measured.next_if(|taken| *taken <= middle).is_some() {
            there = true;
        }
        if !there && middle < on {
            match found.last_mut().filter(|_| open) {
                Some(gap) => (gap.last, gap.days) = (*day, gap.days + 1),
                None => {
                    found.push(Missing { first: *day, last: *day, days: 1, known_on: middle.plus_days(1) })
                }
            }
        }
        open = !there;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gaps(cadence: &str, measured: &[&str], on: &str) -> Vec<(String, String, usize, String)> {
        let measured: Vec<Date> = measured.iter().map(|day| day.parse().unwrap()).collect();
        let found = missing(&cadence.parse().unwrap(), &measured, on.parse().unwrap());
        found
            .iter()
            .map(|gap| (gap.first.to_string(), gap.last.to_string(), gap.days, gap.known_on.to_string()))
            .collect()
    }
    fn gap(first: &str, last: &str, days: usize, known: &str) -> (String, String, usize, String) {
        (first.to_owned(), last.to_owned(), days, known.to_owned())
    }

    #[test]
    fn a_day_is_missing_once_the_middle_to_the_next_has_gone_by() {
        let weekly = ["2026-01-05", "2026-01-12"];
        assert_eq!(gaps("FREQ=WEEKLY", &weekly, "2026-01-22"), []);
        assert_eq!(
            gaps("FREQ=WEEKLY", &weekly, "2026-01-23"),
            [gap("2026-01-19", "2026-01-19", 1, "2026-01-23")]
        );
        assert_eq!(
            gaps("FREQ=WEEKLY", &weekly, "2026-01-30"),
            [gap("2026-01-19", "2026-01-26", 2, "2026-01-23")]
        );
    }

    #[test]
    fn days_that_stray_a_little_are_no_gap() {
        let monthly = ["2026-01-31", "2026-03-02", "2026-03-27", "2026-04-30", "2026-05-20"];
        assert_eq!(gaps("FREQ=MONTHLY", &monthly, "2026-06-10"), []);
        let without_march = ["2026-01-05", "2026-02-03", "2026-04-06"];
        assert_eq!(
            gaps("FREQ=MONTHLY", &without_march, "2026-04-07"),
            [gap("2026-03-05", "2026-03-05", 1, "2026-03-21")]
        );
    }

    #[test]
    fn gaps_apart_stay_apart_and_nothing_is_expected_before_the_first() {
        let days = ["2026-01-05", "2026-01-19", "2026-02-02"];
        let wanted = [
            gap("2026-01-12", "2026-01-12", 1, "2026-01-16"),
            gap("2026-01-26", "2026-01-26", 1, "2026-01-30"),
        ];
        assert_eq!(gaps("FREQ=WEEKLY;BYDAY=MO", &days, "2026-02-03"), wanted);
        assert_eq!(gaps("FREQ=DAILY", &[], "2026-02-03"), []);
    }
}
