//! The reviews held: what each lacks, and when the next is due.

use schemars::JsonSchema;
use serde::Serialize;

use super::{INPUTS, Span};
use crate::model::{Date, Decision, Id, Link, ManagementReview, Person, ReviewInputKind, Role};
use crate::view::{Rule, View};

/// A review held.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct HeldReview {
    /// The review.
    pub review: Id<ManagementReview>,
    /// Its title.
    pub title: String,
    /// When it was held.
    pub held_on: Date,
    /// Who led it.
    pub chair: Id<Role>,
    /// Who was there.
    pub attendees: Vec<Id<Person>>,
    /// Whether there are minutes.
    pub minutes: bool,
    /// The decisions taken in it.
    pub decisions: Vec<Id<Decision>>,
    /// Inputs that it did not look at.
    pub missing: Vec<ReviewInputKind>,
    /// Whether it looked at all of them.
    pub complete: bool,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day it was held.
    pub effective_on: Date,
    /// The review, and the decisions taken in it.
    pub entities: Vec<Link>,
}

/// When the next review is due.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ReviewInterval {
    /// The last review held.
    pub last: Option<Id<ManagementReview>>,
    /// Its day.
    pub last_held_on: Option<Date>,
    /// Months from one review to the next.
    pub months: u16,
    /// The last day for the next; none before the first.
    pub due: Option<Date>,
    /// The next one that is planned.
    pub planned: Option<Id<ManagementReview>>,
    /// Its day.
    pub planned_on: Option<Date>,
    /// How that stands.
    pub state: ReviewIntervalState,
    /// Days past the last day; 0 if it has not passed.
    pub days_overdue: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state; of a record without reviews, the date looked at.
    pub effective_on: Date,
    /// The last review and the next.
    pub entities: Vec<Link>,
}

/// Whether a review is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReviewIntervalState {
    /// None was ever held.
    NeverHeld,
    /// The last was too long ago.
    Overdue,
    /// It was not.
    InTime,
}

impl View<'_> {
    pub(super) fn held_reviews(&self, span: Span) -> Vec<HeldReview> {
        let (isms, on) = (self.isms(), self.date());
        let held =
            |r: &&ManagementReview| span.holds(r.held_on) && on.is_within(Some(r.held_on), r.retired_on);
        let mut reviews: Vec<_> =
            isms.management_reviews().values().filter(held).map(|r| self.held(r)).collect();
        reviews.sort_by(|a, b| b.held_on.cmp(&a.held_on).then_with(|| a.review.cmp(&b.review)));
        reviews
    }

    fn held(&self, review: &ManagementReview) -> HeldReview {
        let on = self.date();
        let taken = |d: &&Decision| {
            d.review.as_ref() == Some(&review.id) && on.is_within(Some(d.decided_on), d.retired_on)
        };
        let decisions: Vec<_> =
            self.isms().decisions().values().filter(taken).map(|decision| decision.id.clone()).collect();
        let looked_at = |kind: &ReviewInputKind| review.inputs.iter().any(|input| input.input == *kind);
        let missing: Vec<_> = INPUTS.into_iter().filter(|kind| !looked_at(kind)).collect();
        HeldReview {
            review: review.id.clone(),
            title: review.title.clone(),
            held_on: review.held_on,
            chair: review.chair.clone(),
            attendees: review.attendees.clone(),
            minutes: review.minutes.is_some(),
            entities: std::iter::once(Link::to(&review.id)).chain(decisions.iter().map(Link::to)).collect(),
            decisions,
            complete: missing.is_empty(),
            missing,
            rule: Rule::ReviewInputsComplete,
            effective_on: review.held_on,
        }
    }

    pub(super) fn review_interval(&self, months: u16) -> ReviewInterval {
        let on = self.date();
        let mut reviews: Vec<&ManagementReview> =
            self.isms().management_reviews().values().filter(|r| on.is_within(None, r.retired_on)).collect();
        reviews.sort_by_key(|review| (review.held_on, &review.id));
        let held = reviews.partition_point(|review| review.held_on <= on);
        let last = held.checked_sub(1).and_then(|i| reviews.get(i)).copied();
        let planned = reviews.get(held).copied();
        let due = last.map(|review| review.held_on.plus_months(months));
        let (state, effective_on) = match (last, due) {
            (Some(_), Some(due)) if due < on => (ReviewIntervalState::Overdue, due.plus_days(1)),
            (Some(last), _) => (ReviewIntervalState::InTime, last.held_on),
            (None, _) => (ReviewIntervalState::NeverHeld, on),
        };
        ReviewInterval {
            last: last.map(|review| review.id.clone()),
            last_held_on: last.map(|review| review.held_on),
            months,
            due,
            planned: planned.map(|review| review.id.clone()),
            planned_on: planned.map(|review| review.held_on),
            state,
            days_overdue: due.map_or(0, |due| on.days_since(due).max(0)),
            rule: Rule::ReviewInterval,
            effective_on,
            entities: last.into_iter().chain(planned).map(|review| Link::to(&review.id)).collect(),
        }
    }
}
