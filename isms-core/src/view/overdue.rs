//! Everything owed and late: activities, treatment actions, risk reviews, findings.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::model::{Date, Finding, Id, Kind, Person, Risk, Role, Stage};
use crate::risk;
use crate::schedule::OccurrenceState;

/// What is overdue on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Overdue {
    /// The date looked at.
    pub as_of: Date,
    /// Longest overdue first.
    pub items: Vec<OverdueItem>,
}

/// One duty.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OverdueItem {
    /// What kind of duty.
    pub duty: Duty,
    /// Kind of the entity that it stands in.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// What is owed.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// When it was due; of an activity skipped several times, the first of these days.
    pub due: Date,
    /// Days since.
    pub days_overdue: i64,
    /// How many due dates have gone by.
    pub times: usize,
}

/// Kinds of duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Duty {
    /// An activity of the programme, past its grace.
    Activity,
    /// An action of a treatment plan.
    TreatmentAction,
    /// The review of a risk whose rating has gone stale.
    RiskReview,
    /// The answer to a finding.
    Finding,
}

impl fmt::Display for OverdueItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}: {} days ({})", self.due, self.id, self.title, self.days_overdue, self.owner)
    }
}

impl View<'_> {
    /// Every duty that is past its day and not done, longest first.
    pub fn overdue(&self) -> Overdue {
        let mut items = self.overdue_activities();
        for risk in self.live_risks() {
            self.overdue_of_risk(risk, &mut items);
        }
        for finding in self.open_findings().filter(|finding| finding.due < self.date()) {
            let (id, due) = (finding.id.as_str(), finding.due);
            items.push(self.duty(
                Duty::Finding,
                Kind::Finding,
                id,
                finding.title.clone(),
                &finding.owner,
                due,
            ));
        }
        items.sort_by(|a, b| (a.due, a.duty, &a.id, &a.title).cmp(&(b.due, b.duty, &b.id, &b.title)));
        Overdue { as_of: self.date(), items }
    }

    /// Findings raised and not closed on the date.
    pub(super) fn open_findings(&self) -> impl Iterator<Item = &Finding> {
        let on = self.date();
        let open = move |f: &&Finding| f.is_open_on(on);
        self.isms().findings().values().filter(open)
    }

    /// Risks identified and not retired on the date.
    pub(super) fn live_risks(&self) -> impl Iterator<Item = &Risk> {
        let on = self.date();
        self.isms().risks().values().filter(move |r| on.is_within(Some(r.identified_on), r.retired_on))
    }

    /// The day by which a risk must be looked at again: by its rating with controls in force, or at once.
    pub(super) fn risk_review_due(&self, risk: &Risk) -> Date {
        let rated = self.isms().risk_criteria().zip(self.rating(risk, Stage::Residual));
        rated
            .map(|(criteria, rating)| risk::review_due(risk, criteria, &rating))
            .unwrap_or(risk.identified_on)
    }

    fn overdue_activities(&self) -> Vec<OverdueItem> {
        let mut items = Vec::new();
        for calendar in self.calendars(self.date()).iter() {
            let owed: Vec<_> = calendar
                .occurrences
                .iter()
                .filter(|o| o.state == OccurrenceState::Overdue)
                .map(|o| o.due)
                .collect();
            if let Some(first) = owed.first() {
                let activity = calendar.activity;
                let title = activity.title.clone();
                let mut item = self.duty(
                    Duty::Activity,
                    Kind::Activity,
                    activity.id.as_str(),
                    title,
                    &activity.owner,
                    *first,
                );
                item.times = owed.len();
                items.push(item);
            }
        }
        items
    }

    fn overdue_of_risk(&self, risk: &Risk, items: &mut Vec<OverdueItem>) {
        let id = risk.id.as_str();
        let due = self.risk_review_due(risk);
        if due < self.date() {
            let title = format!("Review of: {}", risk.title);
            items.push(self.duty(Duty::RiskReview, Kind::Risk, id, title, &risk.owner, due));
        }
        for action in risk.treatment.iter().flat_map(|treatment| &treatment.actions) {
            if action.due < self.date() && action.is_open_on(self.date()) {
                let title = action.title.clone();
                items.push(self.duty(
                    Duty::TreatmentAction,
                    Kind::Risk,
                    id,
                    title,
                    &action.owner,
                    action.due,
                ));
            }
        }
    }

    fn duty(
        &self,
        duty: Duty,
        kind: Kind,
        id: &str,
        title: String,
        owner: &Id<Role>,
        due: Date,
    ) -> OverdueItem {
        OverdueItem {
            duty,
            kind,
            id: id.to_owned(),
            title,
            owner: owner.clone(),
            holders: self.holders(owner),
            due,
            days_overdue: self.date().days_since(due),
            times: 1,
        }
    }
}
