//! Everything owed and late: activities, risk reviews, findings, and the actions that follow from anything on record.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;
use smol_str::SmolStr;

use super::{Rule, View};
use crate::model::{Action, Date, Entity, Finding, Id, Kind, Link, Person, Risk, Role};
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
    pub id: SmolStr,
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
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which it does: of an activity the day after its grace, else the day after it was due.
    pub effective_on: Date,
    /// The entity that it stands in, and who owes it.
    pub entities: Vec<Link>,
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
    /// An action that a decision of management asks for.
    DecisionAction,
    /// An action that follows from a lesson.
    LessonAction,
    /// An action that follows from an exercise.
    ExerciseAction,
    /// An action that answers an anomaly.
    AnomalyAction,
}

impl Duty {
    /// The rule that is not kept where such a duty is overdue.
    fn rule(self) -> Rule {
        match self {
            Self::Activity => Rule::ProgrammeDone,
            Self::TreatmentAction => Rule::TreatmentInTime,
            Self::RiskReview => Rule::RiskReviewDue,
            Self::Finding => Rule::FindingAnsweredInTime,
            Self::DecisionAction => Rule::DecisionActionInTime,
            Self::LessonAction => Rule::LessonActionsDone,
            Self::ExerciseAction => Rule::ExerciseActionInTime,
            Self::AnomalyAction => Rule::AnomalyActionInTime,
        }
    }
}

impl fmt::Display for OverdueItem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}: {} days ({})", self.due, self.id, self.title, self.days_overdue, self.owner)
    }
}

impl<'a> View<'a> {
    /// Every duty that is past its day and not done, longest first.
    pub fn overdue(&self) -> Overdue {
        let mut items = self.overdue_activities();
        for risk in self.live_risks() {
            let due = self.risk_review_due(risk);
            if due < self.date() {
                let title = format!("Review of: {}", risk.title);
                items.push(self.duty(Duty::RiskReview, &risk.id, title, &risk.owner, due));
            }
            self.overdue_actions(Duty::TreatmentAction, &risk.id, risk.actions(), &mut items);
        }
        for finding in self.open_findings().filter(|finding| finding.due < self.date()) {
            let title = finding.title.clone();
            items.push(self.duty(Duty::Finding, &finding.id, title, &finding.owner, finding.due));
        }
        self.overdue_decided_and_learned(&mut items);
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
    pub(super) fn live_risks(&self) -> impl Iterator<Item = &'a Risk> + use<'a> {
        let on = self.date();
        self.isms().risks().values().filter(move |r| on.is_within(Some(r.identified_on), r.retired_on))
    }

    /// The day by which a risk must be looked at again: by its rating with controls in force, or at once.
    pub(super) fn risk_review_due(&self, risk: &Risk) -> Date {
        let criteria = self.isms().risk_criteria();
        let due = criteria.and_then(|criteria| risk::review_due_on(risk, criteria, self.date()));
        due.unwrap_or(risk.identified_on)
    }

    fn overdue_activities(&self) -> Vec<OverdueItem> {
        let mut items = Vec::new();
        for calendar in self.calendars(self.date()).iter() {
            let mut owed = calendar.occurrences().filter(|o| o.state == OccurrenceState::Overdue);
            if let Some(first) = owed.next() {
                let activity = calendar.activity;
                let title = activity.title.clone();
                let mut item = self.duty(Duty::Activity, &activity.id, title, &activity.owner, first.due);
                item.effective_on = first.grace_until.plus_days(1);
                item.times = 1 + owed.count();
                items.push(item);
            }
        }
        items
    }

    /// The actions of decisions, lessons, exercises and answers to anomalies.
    fn overdue_decided_and_learned(&self, items: &mut Vec<OverdueItem>) {
        let (isms, on) = (self.isms(), self.date());
        for decision in isms.decisions().values() {
            if on.is_within(Some(decision.decided_on), decision.retired_on) {
                self.overdue_actions(Duty::DecisionAction, &decision.id, &decision.actions, items);
            }
        }
        for lesson in isms.lessons().values() {
            if on.is_within(Some(lesson.learned_on), lesson.retired_on) {
                self.overdue_actions(Duty::LessonAction, &lesson.id, &lesson.actions, items);
            }
        }
        for exercise in isms.exercises().values() {
            if on.is_within(Some(exercise.held_on), exercise.retired_on) {
                self.overdue_actions(Duty::ExerciseAction, &exercise.id, &exercise.actions, items);
            }
        }
        for answer in isms.anomaly_responses().values() {
            if on.is_within(Some(answer.answered_on), answer.retired_on) {
                self.overdue_actions(Duty::AnomalyAction, &answer.id, &answer.actions, items);
            }
        }
    }

    fn overdue_actions<T: Entity>(
        &self,
        duty: Duty,
        id: &Id<T>,
        actions: &[Action],
        items: &mut Vec<OverdueItem>,
    ) {
        let late = |action: &&Action| action.due < self.date() && action.is_open_on(self.date());
        let late = actions.iter().filter(late);
        items.extend(late.map(|action| self.duty(duty, id, action.title.clone(), &action.owner, action.due)));
    }

    fn duty<T: Entity>(
        &self,
        duty: Duty,
        id: &Id<T>,
        title: String,
        owner: &Id<Role>,
        due: Date,
    ) -> OverdueItem {
        let about = Link::to(id);
        OverdueItem {
            duty,
            kind: about.kind,
            id: about.id.clone(),
            title,
            owner: owner.clone(),
            holders: self.holders(owner),
            due,
            days_overdue: self.date().days_since(due),
            times: 1,
            rule: duty.rule(),
            effective_on: due.plus_days(1),
            entities: vec![about, Link::to(owner)],
        }
    }
}
