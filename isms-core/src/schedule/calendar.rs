//! The due dates of an activity with what answers for each, as they stand on a date.

use std::sync::Arc;

use schemars::JsonSchema;
use serde::Serialize;

use super::completion;
use super::matching::{Matched, by_calendar, is_live, mean_interval};
use crate::model::{Activity, CountedFrom, Date, Evidence, Id, Interval, Performance};

/// An activity's due dates and evidence on a date.
///
/// Where the due dates are fixed by the calendar, evidence finds them in three rounds, each in order of date:
///
/// 1. Evidence that names a due date (`occurrence`) answers that one.
/// 2. Evidence whose covered period holds several due dates answers each of them that is still open, beside the one it
///    names, but none after the day it was performed: work cannot show what was still to come. If all are answered
///    already, it answers none. A period that holds one due date or none does not say which is meant: the report of a
///    month may be due in that month or in the next.
/// 3. What is left takes the nearest due date still open in whose window it falls: after the due date before and
///    before the one after; of two equally near, the earlier.
///
/// Where the due dates follow completion, each piece of evidence answers the one due date that is open, and the next is
/// due one interval after the day it was performed; a covered period plays no part. Dates beyond the open one are
/// planned on the assumption that the work is done when it is due, or on the date looked at if that is later.
///
/// Evidence answers for no due date after its `valid_until`. What answers for none at all is kept with the reason.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    /// The activity.
    pub activity: &'a Activity,
    /// Every piece of evidence seen, in order of date.
    pub evidence: Arc<[&'a Performance]>,
    /// Evidence that answers for no due date.
    pub unmatched: Arc<[UnmatchedEvidence]>,
    /// Mean days from one due date to the next, over the life of the activity so far; where due dates follow
    /// completion, the mean length of the interval.
    pub nominal_interval: Option<f64>,
    /// Due dates by the date looked at, or answered: the same however far plans go.
    reached: Arc<[Occurrence<'a>]>,
    /// Due dates after these up to the end asked for.
    planned: Vec<Date>,
}

/// One due date.
#[derive(Debug, Clone, Copy)]
pub struct Occurrence<'a> {
    /// When it is due.
    pub due: Date,
    /// Last day in time.
    pub grace_until: Date,
    /// When it was done.
    pub done_on: Option<Date>,
    /// What shows that.
    pub evidence: Option<&'a Performance>,
    /// Its state on the date.
    pub state: OccurrenceState,
}

/// The state of a due date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OccurrenceState {
    /// Not due yet.
    Planned,
    /// Due, and still within its grace.
    Open,
    /// Done in time.
    Done,
    /// Done after its grace.
    DoneLate,
    /// Past its grace and still owed.
    Overdue,
    /// Past its grace and overtaken: a later one was done.
    Missed,
}

/// Evidence that answers for no due date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnmatchedEvidence {
    /// The evidence.
    pub evidence: Id<Evidence>,
    /// Why.
    pub reason: String,
}

impl<'a> Calendar<'a> {
    /// Matches when an activity was performed to its due dates, as seen on `on`, with plans up to `until`. Evidence is
    /// seen from the day it was recorded.
    pub fn new(
        activity: &'a Activity,
        performances: impl IntoIterator<Item = &'a Performance>,
        on: Date,
        until: Date,
    ) -> Self {
        let mut performances: Vec<&Performance> = performances.into_iter().collect();
        performances.sort_by_key(|performance| (performance.performed_on, &performance.evidence));
        Matching::new(activity, performances, on).calendar(until)
    }

    /// Every due date up to the end asked for, earliest first.
    pub fn occurrences(&self) -> impl DoubleEndedIterator<Item = Occurrence<'a>> {
        let planned = self.planned.iter().map(|due| self.planned_on(*due));
        self.reached.iter().copied().chain(planned)
    }

    /// The due dates from `from` to `to`.
    pub fn due_between(&self, from: Date, to: Date) -> impl Iterator<Item = Occurrence<'a>> {
        let planned = between(&self.planned, |due| *due, from, to).iter().map(|due| self.planned_on(*due));
        between(&self.reached, |occurrence| occurrence.due, from, to).iter().copied().chain(planned)
    }

    /// The evidence performed from `from` to `to`.
    pub fn performed_between(&self, from: Date, to: Date) -> &[&'a Performance] {
        between(&self.evidence, |performance| performance.performed_on, from, to)
    }

    /// The same with plans up to an earlier day.
    pub(crate) fn up_to(&self, until: Date) -> Self {
        let planned = between(&self.planned, |due| *due, Date::MIN, until).to_vec();
        let (evidence, unmatched) = (Arc::clone(&self.evidence), Arc::clone(&self.unmatched));
        Self { evidence, unmatched, reached: Arc::clone(&self.reached), planned, ..*self }
    }

    fn planned_on(&self, due: Date) -> Occurrence<'a> {
        let grace_until = due.plus_days(self.activity.grace_days.into());
        Occurrence { due, grace_until, done_on: None, evidence: None, state: OccurrenceState::Planned }
    }
}

/// What lies from one day to another, of what is in order of its days.
fn between<T>(all: &[T], day: impl Fn(&T) -> Date, from: Date, to: Date) -> &[T] {
    let first = all.partition_point(|item| day(item) < from);
    let rest = all.get(first..).unwrap_or_default();
    let end = rest.partition_point(|item| day(item) <= to);
    rest.get(..end).unwrap_or_default()
}

/// The evidence of an activity and the due dates it answers for: the same, however far ahead plans are asked for.
#[derive(Debug, Clone)]
pub(crate) struct Matching<'a> {
    activity: &'a Activity,
    on: Date,
    evidence: Arc<[&'a Performance]>,
    reached: Arc<[Occurrence<'a>]>,
    unmatched: Arc<[UnmatchedEvidence]>,
    nominal_interval: Option<f64>,
    /// The last due date that evidence was matched to, or might have been: plans go on from there.
    last: Option<Date>,
    /// Due dates after those reached, up to the last.
    ahead: Vec<Date>,
}

impl<'a> Matching<'a> {
    /// Matches the performances of an activity, in order of date and id, as far as they are seen on a date.
    pub(crate) fn new(
        activity: &'a Activity,
        performances: impl IntoIterator<Item = &'a Performance>,
        on: Date,
    ) -> Self {
        let seen: Vec<&Performance> = performances.into_iter().filter(|p| p.is_seen_on(on)).collect();
        let latest = seen.iter().filter_map(|seen| seen.occurrence).fold(on, Date::max);
        let Matched { dates, taken, unmatched } = match activity.counted_from {
            CountedFrom::Calendar => by_calendar(activity, &seen, latest),
            CountedFrom::Completion => completion::follow(activity, &seen),
        };
        let nominal_interval = match activity.counted_from {
            CountedFrom::Calendar => mean_interval(&dates),
            CountedFrom::Completion => activity.cadence.interval().map(Interval::mean_days),
        };
        let last_done = taken.last();
        let occurrence = |(i, due): (usize, Date)| {
            let grace_until = due.plus_days(activity.grace_days.into());
            let evidence = taken.get(i);
            let done_on = evidence.map(|evidence| evidence.performed_on);
            let state = match done_on {
                Some(day) if day <= grace_until => OccurrenceState::Done,
                Some(_) => OccurrenceState::DoneLate,
                None if on < due => OccurrenceState::Planned,
                None if on <= grace_until => OccurrenceState::Open,
                None if last_done.is_some_and(|last| i < last) => OccurrenceState::Missed,
                None => OccurrenceState::Overdue,
            };
            Occurrence { due, grace_until, done_on, evidence, state }
        };
        // Evidence given ahead of time answers for a due date beyond the date looked at.
        let end = last_done.and_then(|i| dates.get(i)).map_or(on, |date| on.max(*date));
        let live = dates.partition_point(|date| is_live(activity, *date));
        let (here, ahead) = dates.split_at(dates.partition_point(|date| *date <= end));
        let reached = here.iter().copied().take(live).enumerate().map(occurrence).collect();
        let (last, ahead) = (dates.last().copied(), ahead.to_vec());
        let (evidence, unmatched) = (seen.into(), unmatched.into());
        Self { activity, on, evidence, reached, unmatched, nominal_interval, last, ahead }
    }

    /// The calendar with plans up to `until`.
    pub(crate) fn calendar(&self, until: Date) -> Calendar<'a> {
        let further = self.last.into_iter().flat_map(|last| self.after(last));
        let ahead = self.ahead.iter().copied().chain(further);
        Calendar {
            activity: self.activity,
            evidence: Arc::clone(&self.evidence),
            unmatched: Arc::clone(&self.unmatched),
            nominal_interval: self.nominal_interval,
            reached: Arc::clone(&self.reached),
            planned: ahead.take_while(|due| *due <= until && is_live(self.activity, *due)).collect(),
        }
    }

    /// The due dates after the last one that evidence was matched to.
    fn after(&self, last: Date) -> impl Iterator<Item = Date> + use<> {
        let Activity { cadence, start, .. } = self.activity;
        let (fixed, following) = match self.activity.counted_from {
            CountedFrom::Calendar => (Some(cadence.dates_after(*start, last)), None),
            CountedFrom::Completion => (None, Some(completion::plan(cadence, last, self.on))),
        };
        fixed.into_iter().flatten().chain(following.into_iter().flatten())
    }
}
