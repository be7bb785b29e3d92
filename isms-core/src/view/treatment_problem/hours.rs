//! The hours that roles have for treatment options, quarter by quarter from the date looked at.

use std::collections::{BTreeMap, BTreeSet};

use super::super::View;
use super::super::workload::{Month, capacity};
use crate::model::{Date, Id, Role, TreatmentOption};

/// Hours of a role in a quarter.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(in crate::view) struct QuarterHours {
    /// Hours it has while somebody holds it; none where it states none.
    pub(in crate::view) capacity: Option<f64>,
    /// Hours of it that the programme asks for: what falls due in the quarter and is not done.
    pub(in crate::view) programme: f64,
}

impl QuarterHours {
    /// What is left for options; none where there is no limit.
    fn left(&self) -> Option<f64> {
        self.capacity.map(|hours| (hours - self.programme).max(0.0))
    }
}

/// The first day of a quarter, where quarter 0 begins on `date`.
pub(in crate::view) fn first_day(date: Date, quarter: u32) -> Date {
    date.plus_months(u16::try_from(quarter.saturating_mul(3)).unwrap_or(u16::MAX))
}

impl<'a> View<'a> {
    /// The hours of every role that options ask for some of, by quarter.
    ///
    /// A role has the hours it states for the days on which somebody holds it, less what the programme asks of it as owner.
    /// What is late already is not counted: whether it is still done is another question, see [`View::workload`].
    pub(super) fn quarter_hours(
        &self,
        options: &[&TreatmentOption],
        quarters: u32,
    ) -> BTreeMap<&'a Id<Role>, Vec<QuarterHours>> {
        let asked: BTreeSet<&str> =
            options.iter().flat_map(|option| &option.work).map(|work| work.role.as_str()).collect();
        let roles = self.isms().roles().values().filter(|role| asked.contains(role.id.as_str()));
        let on = self.date();
        let days = |quarter: u32| (first_day(on, quarter), first_day(on, quarter + 1).plus_days(-1));
        let of = |role: &'a Role| {
            let hours = |quarter| {
                let (from, to) = days(quarter);
                QuarterHours { capacity: hours_between(role, from, to), programme: 0.0 }
            };
            (&role.id, (0..quarters).map(hours).collect())
        };
        let mut found: BTreeMap<&Id<Role>, Vec<QuarterHours>> = roles.map(of).collect();
        let until = first_day(on, quarters).plus_days(-1);
        let starts: Vec<Date> = (0..quarters).map(|quarter| first_day(on, quarter)).collect();
        for calendar in self.calendars(until).iter() {
            let Some(hours) = found.get_mut(&calendar.activity.owner) else { continue };
            let effort = calendar.activity.effort_hours.unwrap_or_default();
            for due in calendar.due_between(on, until).filter(|due| due.evidence.is_none()) {
                let quarter = starts.partition_point(|first| *first <= due.due).saturating_sub(1);
                hours.iter_mut().skip(quarter).take(1).for_each(|hours| hours.programme += effort);
            }
        }
        found
    }
}

/// Hours left of each quarter; none where the role states no hours at all.
pub(super) fn left(hours: &[QuarterHours]) -> Option<Vec<f64>> {
    let stated = hours.iter().any(|hours| hours.capacity.is_some());
    stated.then(|| hours.iter().map(|hours| hours.left().unwrap_or(0.0)).collect())
}

/// Hours that a role has from one day to another, month by month.
fn hours_between(role: &Role, from: Date, to: Date) -> Option<f64> {
    let begins = std::iter::successors(Some(from), |day| Some(Month::of(*day).last().plus_days(1)));
    let months = begins.take_while(|day| *day <= to);
    months.filter_map(|day| capacity(role, day, Month::of(day).last().min(to))).reduce(|a, b| a + b)
}
