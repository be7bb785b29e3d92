//! The due dates of an activity with what answers for each, as they stand on a date.

use schemars::JsonSchema;
use serde::Serialize;

use super::completion;
use super::matching::{Matched, by_calendar, due_dates, is_live, mean_interval};
use crate::model::{Activity, CountedFrom, Date, Evidence, Id, Interval};

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
    /// Every due date up to the end asked for, earliest first.
    pub occurrences: Vec<Occurrence<'a>>,
    /// Every piece of evidence seen, in order of date.
    pub evidence: Vec<&'a Evidence>,
    /// Evidence that answers for none of them.
    pub unmatched: Vec<UnmatchedEvidence>,
    /// Mean days from one due date to the next, over the life of the activity so far; where due dates follow
    /// completion, the mean length of the interval.
    pub nominal_interval: Option<f64>,
}

/// One due date.
#[derive(Debug, Clone)]
pub struct Occurrence<'a> {
    /// When it is due.
    pub due: Date,
    /// Last day in time.
    pub grace_until: Date,
    /// What shows that it was done.
    pub evidence: Option<&'a Evidence>,
    /// When it was done.
    pub done_on: Option<Date>,
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
    /// Matches `evidence` (of any activity) to the due dates of `activity`, as seen on `on`, with plans up to
    /// `until`. Evidence is seen from the day it was recorded.
    pub fn new(
        activity: &'a Activity,
        evidence: impl Iterator<Item = &'a Evidence>,
        on: Date,
        until: Date,
    ) -> Self {
        let mut seen: Vec<&Evidence> =
            evidence.filter(|e| e.activity.as_ref() == Some(&activity.id) && e.is_seen_on(on)).collect();
        seen.sort_by_key(|e| (e.performed_on, &e.id));
        Matching::new(activity, seen, on).calendar(until)
    }

    /// The due dates from `from` to `to`.
    pub fn due_between(&self, from: Date, to: Date) -> impl Iterator<Item = &Occurrence<'a>> {
        between(&self.occurrences, |occurrence| occurrence.due, from, to).iter()
    }

    /// The evidence performed from `from` to `to`.
    pub fn performed_between(&self, from: Date, to: Date) -> impl Iterator<Item = &'a Evidence> {
        between(&self.evidence, |evidence| evidence.performed_on, from, to).iter().copied()
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
    seen: Vec<&'a Evidence>,
    /// The last day that evidence may answer for.
    latest: Date,
    matched: Matched<'a>,
}

impl<'a> Matching<'a> {
    /// Matches what is `seen` of an activity on a date, in order of date and id.
    pub(crate) fn new(activity: &'a Activity, seen: Vec<&'a Evidence>, on: Date) -> Self {
        let latest = seen.iter().filter_map(|e| e.occurrence).chain([on]).max().unwrap_or(on);
        let matched = match activity.counted_from {
            CountedFrom::Calendar => by_calendar(activity, &seen, latest),
            CountedFrom::Completion => completion::follow(activity, &seen),
        };
        Self { activity, on, seen, latest, matched }
    }

    /// The calendar with plans up to `until`.
    pub(crate) fn calendar(&self, until: Date) -> Calendar<'a> {
        let Self { activity, on, seen, latest, matched: Matched { dates, taken, unmatched } } = self;
        let (dates, nominal_interval) = match activity.counted_from {
            CountedFrom::Calendar => {
                let dates = due_dates(activity, until.max(*latest));
                let interval = mean_interval(&dates);
                (dates, interval)
            }
            CountedFrom::Completion => {
                let interval = activity.cadence.interval();
                (completion::plan(activity, dates, *on, until), interval.map(Interval::mean_days))
            }
        };
        let latest_shown = until.max(*on);
        // Evidence given ahead of time answers for a due date beyond the end; keep that date in sight.
        let last_done = taken.last();
        let last_taken = last_done.and_then(|i| dates.get(i)).copied();
        let end = last_taken.map_or(latest_shown, |date| date.max(latest_shown));
        let in_sight = dates.into_iter().filter(|date| is_live(activity, *date) && *date <= end);
        let occurrence = |(i, due): (usize, Date)| {
            let grace_until = due.plus_days(activity.grace_days.into());
            let answer = taken.get(i);
            let state = match answer {
                Some(answer) if answer.performed_on <= grace_until => OccurrenceState::Done,
                Some(_) => OccurrenceState::DoneLate,
                None if *on < due => OccurrenceState::Planned,
                None if *on <= grace_until => OccurrenceState::Open,
                None if last_done.is_some_and(|last| i < last) => OccurrenceState::Missed,
                None => OccurrenceState::Overdue,
            };
            let (evidence, done_on) = (answer.map(|a| a.evidence), answer.map(|a| a.performed_on));
            Occurrence { due, grace_until, evidence, done_on, state }
        };
        Calendar {
            activity: self.activity,
            occurrences: in_sight.enumerate().map(occurrence).collect(),
            evidence: seen.clone(),
            unmatched: unmatched.clone(),
            nominal_interval,
        }
    }
}
