//! Whether each policy was looked at in time (control A.5.1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::linked_change::{LinkedChange, LinkedChanges};
use super::stale_documents::{named_by, reviews_since, revision_asked_on};
use super::{Rule, View};
use crate::model::{Date, Document, DocumentKind, DocumentVersion, Id, Link, Person, Role};

/// Days between two reviews of a policy, if nothing else is asked for: a year.
const INTERVAL_DAYS: u16 = 365;
/// Days within which a change is followed by a review, if nothing else is asked for.
const DAYS_AFTER_CHANGE: u16 = 30;

/// How often policies are to be reviewed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PolicyReviewParameters {
    /// Days from one review to the next; 365 if absent.
    #[serde(default)]
    pub interval_days: Option<u16>,
    /// Days within which a change of something the policy is about is followed by a review; 30 if absent.
    #[serde(default)]
    pub days_after_change: Option<u16>,
}

/// The reviews of the policies on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PolicyReviews {
    /// The date looked at.
    pub as_of: Date,
    /// Days from one review to the next.
    pub interval_days: u16,
    /// Days from a change to the review.
    pub days_after_change: u16,
    /// Policies with a version in force, the first due first.
    pub items: Vec<PolicyReview>,
}

/// A policy and its review.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct PolicyReview {
    /// The policy.
    pub document: Id<Document>,
    /// Its title.
    pub title: String,
    /// Who keeps it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The version in force.
    pub version: String,
    /// The last day it was reviewed or approved anew.
    pub last_reviewed_on: Date,
    /// What changed since then in the entities it describes, oldest first.
    pub changes: Vec<LinkedChange>,
    /// The review that asked for a version that has not come yet.
    pub revision_asked_on: Option<Date>,
    /// Whether it is time.
    pub state: PolicyReviewState,
    /// The last day for the next review.
    pub due: Date,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// The rule that sets the day.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The policy, what changed and what says so.
    pub entities: Vec<Link>,
}

/// Whether a policy must be reviewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum PolicyReviewState {
    /// It should have been.
    Overdue,
    /// Something it is about has changed: it must be, by the day due.
    Called,
    /// It was in time.
    Reviewed,
}

impl View<'_> {
    /// When each policy must be reviewed next: at least once an interval, and after changes of what it describes.
    ///
    /// A new version is a review, and so is a review of either outcome. The interval ends that many days after the last
    /// one; a change asks for a review within days of its own. The earlier day is due. Policies without a version in
    /// force are not policies yet.
    pub fn policy_reviews(&self, parameters: PolicyReviewParameters) -> PolicyReviews {
        let interval_days = parameters.interval_days.unwrap_or(INTERVAL_DAYS);
        let days_after_change = parameters.days_after_change.unwrap_or(DAYS_AFTER_CHANGE);
        let changes = self.linked_changes();
        let mut items: Vec<_> = self
            .documents_in_force()
            .filter(|(document, _)| document.kind == Some(DocumentKind::Policy))
            .map(|(document, version)| {
                self.policy_review(document, version, &changes, interval_days, days_after_change)
            })
            .collect();
        items.sort_by(|a, b| (a.due, &a.document).cmp(&(b.due, &b.document)));
        PolicyReviews { as_of: self.date(), interval_days, days_after_change, items }
    }

    fn policy_review(
        &self,
        document: &Document,
        version: &DocumentVersion,
        changes: &LinkedChanges<'_>,
        interval_days: u16,
        days_after_change: u16,
    ) -> PolicyReview {
        let on = self.date();
        let reviewed =
            reviews_since(document, version.approved_on, on).map(|review| review.reviewed_on).last();
        let last_reviewed_on = reviewed.unwrap_or(version.approved_on);
        let changes = changes.after(&document.describes, last_reviewed_on);
        let by_interval =
            (last_reviewed_on.plus_days(interval_days.into()), Rule::PolicyReviewInterval, last_reviewed_on);
        let (due, rule, since) = changes
            .first()
            .map(|first| {
                (first.on.plus_days(days_after_change.into()), Rule::PolicyReviewAfterChange, first.on)
            })
            .filter(|(due, ..)| *due < by_interval.0)
            .unwrap_or(by_interval);
        let (state, effective_on) = match changes.first() {
            _ if due < on => (PolicyReviewState::Overdue, due.plus_days(1)),
            Some(first) => (PolicyReviewState::Called, first.on),
            None => (PolicyReviewState::Reviewed, since),
        };
        PolicyReview {
            document: document.id.clone(),
            title: document.title.clone(),
            owner: document.owner.clone(),
            holders: self.holders(&document.owner),
            version: version.number.clone(),
            last_reviewed_on,
            revision_asked_on: revision_asked_on(document, version, on),
            state,
            due,
            days_overdue: on.days_since(due).max(0),
            rule,
            effective_on,
            entities: [Link::to(&document.id)].into_iter().chain(named_by(&changes)).collect(),
            changes,
        }
    }
}
