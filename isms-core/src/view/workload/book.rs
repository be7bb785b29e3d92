//! The books kept of each role's hours, a page a month.

use std::collections::BTreeSet;

use chrono::Datelike;

use super::NOTHING;
use crate::model::{Activity, Date, Id, Person, Role};
use crate::schedule::{Calendar, OccurrenceState};

/// A calendar month.
#[derive(Debug, Clone, Copy)]
pub(in crate::view) struct Month {
    /// Its first day.
    pub(in crate::view) first: Date,
}

impl Month {
    /// The month of a day.
    pub(in crate::view) fn of(day: Date) -> Self {
        Self { first: day.plus_days(1 - i64::from(day.day())) }
    }
    /// Its last day.
    pub(in crate::view) fn last(self) -> Date {
        self.first.plus_months(1).plus_days(-1)
    }
}

/// What a role owes and does, a page a month.
pub(super) struct Book<'a> {
    pub(super) pages: Vec<Page<'a>>,
}

/// A month of a role; all figures are hours.
#[derive(Clone, Default)]
pub(super) struct Page<'a> {
    pub(super) done: f64,
    pub(super) due: f64,
    pub(super) carried_in: f64,
    pub(super) carried_out: f64,
    /// Owed on the date looked at, and still to fall due: of the month under way.
    pub(super) owed_now: f64,
    pub(super) still_due: f64,
    /// Days and hours of what falls due.
    dates: Vec<(Date, f64)>,
    /// What is due or carried in, by id.
    pub(super) activities: Vec<&'a Id<Activity>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(months: usize) -> Self {
        Self { pages: vec![Page::default(); months] }
    }

    /// Enters the due dates and the work of an activity. Activities are entered in the order of their ids.
    pub(super) fn enter(&mut self, calendar: &Calendar<'a>, hours: f64, months: &[Month], on: Date) {
        let id = &calendar.activity.id;
        let page_of = |day: Date| months.partition_point(|month| month.first <= day).checked_sub(1);
        let now = page_of(on).unwrap_or_default();
        let before_all = |day: Date| months.first().is_some_and(|month| day < month.first);
        // From the last to the first, to know when a later one was done that overtakes an earlier.
        let mut overtaken_on: Option<Date> = None;
        let mut entered = None;
        for occurrence in calendar.occurrences().rev() {
            let due = occurrence.due;
            let settled = match occurrence.state {
                OccurrenceState::Missed => overtaken_on.map(|day| day.max(due)),
                _ => occurrence.done_on,
            };
            if let Some((evidence, done_on)) = occurrence.evidence.zip(occurrence.done_on) {
                overtaken_on = Some(overtaken_on.map_or(done_on, |day| day.min(done_on)));
                // Work that covers several due dates was done once.
                if !entered.is_some_and(|before| std::ptr::eq(before, evidence))
                    && let Some(page) = page_of(done_on).and_then(|i| self.pages.get_mut(i))
                {
                    page.done += hours;
                }
                entered = Some(evidence);
            }
            if before_all(due) && settled.is_some_and(before_all) {
                continue; // most of what was ever due
            }
            let falls = page_of(due);
            let done_before = |first: Date| settled.is_some_and(|day| day < first);
            if let Some((page, month)) = falls.and_then(|i| self.pages.get_mut(i).zip(months.get(i)))
                && !done_before(month.first)
            {
                page.due += hours;
                page.dates.push((due, hours));
                page.concern(id);
                if due > on && settled.is_none() && falls == Some(now) {
                    page.still_due += hours;
                }
            }
            if due > on {
                continue;
            }
            if settled.is_none()
                && let Some(page) = self.pages.get_mut(now)
            {
                page.owed_now += hours;
            }
            // Carried out of each month that ends between the due date and the work, and into the next.
            let last = settled.and_then(page_of).unwrap_or(now).min(now);
            for i in falls.map_or(0, |i| i + 1)..=last {
                if settled.is_some_and(|day| months.get(i).is_some_and(|month| day < month.first)) {
                    break; // done before the first month
                }
                if let Some(page) = self.pages.get_mut(i) {
                    page.carried_in += hours;
                    page.concern(id);
                }
                if let Some(page) = i.checked_sub(1).and_then(|i| self.pages.get_mut(i)) {
                    page.carried_out += hours;
                }
            }
        }
    }
}

impl<'a> Page<'a> {
    /// Notes an activity once; dates of one are entered in a row.
    fn concern(&mut self, id: &'a Id<Activity>) {
        if self.activities.last() != Some(&id) {
            self.activities.push(id);
        }
    }

    /// The day on which the hours due pass the room there is.
    pub(super) fn passes(&self, room: f64, first: Date) -> Date {
        if room < -NOTHING {
            return first;
        }
        let mut dates = self.dates.clone();
        dates.sort_by_key(|(day, _)| *day);
        let mut sum = 0.0;
        let passing = dates.into_iter().find(|(_, hours)| {
            sum += hours;
            sum > room + NOTHING
        });
        passing.map_or(first, |(day, _)| day)
    }
}

/// Hours that a role has from one day of a month to another, while somebody holds it.
pub(in crate::view) fn capacity(role: &Role, from: Date, to: Date) -> Option<f64> {
    let days_of_month = Month::of(from).last().day();
    let hours_on = |day: Date| {
        let held = day.is_within(None, role.retired_on) && role.holders_on(day).next().is_some();
        role.capacity_on(day).map(|hours| if held { hours } else { 0.0 })
    };
    // Days with the same hours are taken together, so that a whole month is exact.
    let mut stretches: Vec<(f64, u32)> = Vec::new();
    let days = std::iter::successors(Some(from), |day| Some(day.plus_days(1)));
    for hours in days.take_while(|day| *day <= to).take(31).filter_map(hours_on) {
        match stretches.last_mut() {
            Some((same, days)) if *same == hours => *days += 1,
            _ => stretches.push((hours, 1)),
        }
    }
    let share = |(hours, days): (f64, u32)| hours * f64::from(days) / f64::from(days_of_month);
    stretches.into_iter().map(share).reduce(|a, b| a + b)
}

/// Who holds a role on some day from one to another.
pub(super) fn holders_between(role: &Role, from: Date, to: Date) -> Vec<Id<Person>> {
    let during = role.holders.iter().filter(|t| t.from <= to && t.until.is_none_or(|until| from <= until));
    let holders: BTreeSet<_> = during.map(|t| &t.person).collect();
    holders.into_iter().cloned().collect()
}
