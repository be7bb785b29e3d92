//! Whether the organisation does what its own documents promise, as often as they promise it (control A.5.37).

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{Activity, Cadence, Commitment, CountedFrom, Date, Document, Id, Link, Performance};
use crate::schedule::{Calendar, Occurrence, OccurrenceState};

/// Days looked back on: a year.
const DAYS_BACK: i64 = 365;
/// Months over which two cadences are compared, where they are more than plain intervals.
const MONTHS_COMPARED: u16 = 48;

/// A promise of a document in force.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Promise {
    /// The document.
    pub document: Id<Document>,
    /// Its title.
    pub title: String,
    /// What it promises.
    pub text: String,
    /// The activity that is to keep the promise.
    pub activity: Id<Activity>,
    /// How often, as promised: an RFC 5545 rule.
    pub promised: Cadence,
    /// How often, as the programme has it; none once the activity has been retired.
    pub planned: Option<Cadence>,
    /// Due dates of the last year by the promise, since the document was first in force and the activity began, as far
    /// as their grace is over or they are done.
    pub due: usize,
    /// Of those, how many have evidence.
    pub done: usize,
    /// Whether the promise is kept.
    pub state: PromiseState,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The document and the activity.
    pub entities: Vec<Link>,
}

/// Whether a promise is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PromiseState {
    /// The activity that kept it has been retired.
    NotPlanned,
    /// The programme holds it less often than promised.
    PlannedLess,
    /// It is planned, but was not done each time.
    NotKept,
    /// Nothing has fallen due yet.
    NotDueYet,
    /// It was done each time.
    Kept,
}

impl View<'_> {
    /// The promises of the documents in force, the broken ones first.
    ///
    /// Evidence of the activity answers the due dates of the promise as it answers those of the programme. Where the
    /// two cadences differ, a due date that evidence names is of the programme and plays no part.
    pub(super) fn promises(&self) -> Vec<Promise> {
        let promised: Vec<(&Document, &Commitment)> = self
            .documents_in_force()
            .flat_map(|(document, _)| document.commitments.iter().map(move |c| (document, c)))
            .collect();
        let mut found: Vec<_> = promised
            .into_iter()
            .filter_map(|(document, commitment)| {
                let activity = self.isms().activities().get(&commitment.activity)?;
                self.promise(document, commitment, activity)
            })
            .collect();
        found.sort_by(|a, b| {
            (a.state, &a.document, &a.activity, &a.text).cmp(&(b.state, &b.document, &b.activity, &b.text))
        });
        found
    }

    fn promise(&self, document: &Document, commitment: &Commitment, activity: &Activity) -> Option<Promise> {
        let on = self.date();
        let promised_on = document.versions.first()?.approved_on;
        let began = promised_on.max(activity.start);
        let from = began.max(on.plus_days(1 - DAYS_BACK));
        let retired_on = activity.retired_on.filter(|day| *day <= on);
        let times = times(activity, commitment, self.isms().performances(&activity.id), on);
        let of_the_year = || times.iter().filter(|time| from <= time.due);
        let (due, done) =
            (of_the_year().count(), of_the_year().filter(|time| time.shown_on.is_some()).count());
        let first_missed = of_the_year().find(|time| time.shown_on.is_none());
        let (state, rule, effective_on) = match (retired_on, first_missed) {
            (Some(day), _) => (PromiseState::NotPlanned, Rule::PromisePlanned, day.max(promised_on)),
            _ if is_rarer(&activity.cadence, &commitment.cadence, activity.start) => {
                (PromiseState::PlannedLess, Rule::PromisePlanned, promised_on)
            }
            (None, Some(missed)) => {
                (PromiseState::NotKept, Rule::PromiseKept, missed.grace_until.plus_days(1))
            }
            _ if due == 0 => (PromiseState::NotDueYet, Rule::PromiseKept, promised_on),
            _ => (PromiseState::Kept, Rule::PromiseKept, kept_since(&times, began)),
        };
        Some(Promise {
            document: document.id.clone(),
            title: document.title.clone(),
            text: commitment.text.clone(),
            activity: activity.id.clone(),
            promised: commitment.cadence.clone(),
            planned: retired_on.is_none().then(|| activity.cadence.clone()),
            due,
            done,
            state,
            rule,
            effective_on,
            entities: vec![Link::to(&document.id), Link::to(&activity.id)],
        })
    }
}

/// A time at which a promise had to be kept.
struct Time {
    due: Date,
    grace_until: Date,
    /// The first day, from the due date on, on which evidence of it was on record.
    shown_on: Option<Date>,
}

/// The first day on which nothing of the year before it was left undone.
fn kept_since(times: &[Time], began: Date) -> Date {
    let times = || times.iter().filter(|time| began <= time.due);
    let last_gap = times().filter_map(|time| match time.shown_on {
        // Out of sight a year later.
        None => Some(time.due.plus_days(DAYS_BACK)),
        Some(day) => Some(day).filter(|day| *day > time.grace_until),
    });
    let first_shown = times().next().and_then(|first| first.shown_on);
    last_gap.chain(first_shown).max().unwrap_or(began)
}

/// The times at which a promise had to be kept by a date: those whose grace is over, and those done already.
fn times(activity: &Activity, commitment: &Commitment, performances: &[Performance], on: Date) -> Vec<Time> {
    let of = |calendar: &Calendar<'_>| -> Vec<Time> {
        let over = calendar
            .occurrences()
            .filter(|o| o.due <= on && !matches!(o.state, OccurrenceState::Planned | OccurrenceState::Open));
        let time = |o: Occurrence<'_>| Time {
            due: o.due,
            grace_until: o.grace_until,
            shown_on: o.evidence.map(|evidence| evidence.recorded_on.max(o.due)),
        };
        over.map(time).collect()
    };
    if activity.cadence == commitment.cadence {
        return of(&Calendar::new(activity, performances, on, on));
    }
    let promised = Activity {
        cadence: commitment.cadence.clone(),
        counted_from: CountedFrom::Calendar,
        ..activity.clone()
    };
    let without_due_date = |p: &Performance| Performance { occurrence: None, ..p.clone() };
    let performances: Vec<_> = performances.iter().map(without_due_date).collect();
    of(&Calendar::new(&promised, &performances, on, on))
}

/// Whether a cadence falls due less often than another.
fn is_rarer(planned: &Cadence, promised: &Cadence, start: Date) -> bool {
    if planned == promised {
        return false;
    }
    match (planned.interval(), promised.interval()) {
        (Some(planned), Some(promised)) => planned.mean_days() > promised.mean_days(),
        _ => {
            let until = start.plus_months(MONTHS_COMPARED).plus_days(-1);
            let times = |cadence: &Cadence| {
                cadence.dates(start, until).into_iter().filter(|day| *day <= until).count()
            };
            times(planned) < times(promised)
        }
    }
}
