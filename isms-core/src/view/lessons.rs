//! What was learned, what came of it, and what was not learned from (control A.5.27; activities row 9).

use std::collections::HashSet;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{
    Action, Date, Id, Incident, IncidentSeverity, IncidentStage, Kind, Lesson, Link, Person, Role,
};

/// Lessons and closed incidents without one.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Lessons {
    /// The date looked at.
    pub as_of: Date,
    /// Incidents closed by the date.
    pub closed_incidents: usize,
    /// Those of them that left neither a lesson nor the reason why there is none; closed longest first.
    pub unlearned: Vec<UnlearnedIncident>,
    /// The lessons: with actions overdue, with actions open, settled; the earliest due first.
    pub items: Vec<LessonItem>,
}

/// A closed incident from which nothing was learned.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct UnlearnedIncident {
    /// The incident.
    pub incident: Id<Incident>,
    /// Its title.
    pub title: String,
    /// Who led the response.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// How bad it was.
    pub severity: Option<IncidentSeverity>,
    /// The day it was closed.
    pub closed_on: Date,
    /// Days since.
    pub days_since: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day it was closed.
    pub effective_on: Date,
    /// The incident and its assets.
    pub entities: Vec<Link>,
}

/// A lesson and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LessonItem {
    /// The lesson.
    pub lesson: Id<Lesson>,
    /// What was learned.
    pub title: String,
    /// When.
    pub learned_on: Date,
    /// The incidents, exercises, findings or audits it comes from.
    pub from: Vec<Link>,
    /// The controls, risks, courses and documents it bears on.
    pub improves: Vec<Link>,
    /// How it stands.
    pub state: LessonState,
    /// Actions that follow from it.
    pub actions: usize,
    /// Those not done by the date, the earliest due first.
    pub open_actions: Vec<LessonAction>,
    /// The day by which the first of them is or was due.
    pub due: Option<Date>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The lesson, where it comes from and what it bears on.
    pub entities: Vec<Link>,
}

/// How a lesson stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LessonState {
    /// An action that follows from it is past its day.
    Overdue,
    /// An action is not done, and there is time.
    Open,
    /// Nothing is left to do.
    Settled,
}

/// An action that follows from a lesson and is not done.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LessonAction {
    /// What.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// When it is due.
    pub due: Date,
    /// Days past that day; 0 while there is time.
    pub days_overdue: i64,
}

impl View<'_> {
    /// The lessons learned by the date with what is left to do of them, and the incidents closed without a lesson and
    /// without a stated reason for it.
    ///
    /// A lesson speaks for an incident from the day it was learned. The day an action is due is a day in time.
    pub fn lessons(&self) -> Lessons {
        let on = self.date();
        let mut items = Vec::new();
        let mut taught: HashSet<&str> = HashSet::new();
        let there = |lesson: &&Lesson| on.is_within(Some(lesson.learned_on), lesson.retired_on);
        for lesson in self.isms().lessons().values().filter(there) {
            let incidents = lesson.from.iter().filter(|link| link.kind == Kind::Incident);
            taught.extend(incidents.map(|link| link.id.as_str()));
            items.push(self.lesson_item(lesson));
        }
        items.sort_by(|a, b| {
            (a.state, a.due, a.learned_on, &a.lesson).cmp(&(b.state, b.due, b.learned_on, &b.lesson))
        });
        let mut closed_incidents = 0;
        let mut unlearned: Vec<_> = self
            .detected_incidents()
            .filter_map(|(incident, _)| {
                let closed_on: Date = incident.reached(IncidentStage::Closed)?.date_naive().into();
                (closed_on <= on).then_some((incident, closed_on))
            })
            .inspect(|_| closed_incidents += 1)
            .filter(|(incident, _)| {
                incident.no_lesson_because.is_none() && !taught.contains(incident.id.as_str())
            })
            .map(|(incident, closed_on)| self.unlearned(incident, closed_on))
            .collect();
        unlearned.sort_by(|a, b| (a.closed_on, &a.incident).cmp(&(b.closed_on, &b.incident)));
        Lessons { as_of: on, closed_incidents, unlearned, items }
    }

    fn unlearned(&self, incident: &Incident, closed_on: Date) -> UnlearnedIncident {
        UnlearnedIncident {
            incident: incident.id.clone(),
            title: incident.title.clone(),
            owner: incident.owner.clone(),
            holders: self.holders(&incident.owner),
            severity: incident.severity,
            closed_on,
            days_since: self.date().days_since(closed_on),
            rule: Rule::LessonOrReason,
            effective_on: closed_on,
            entities: std::iter::once(Link::to(&incident.id))
                .chain(incident.assets.iter().map(Link::to))
                .collect(),
        }
    }

    fn lesson_item(&self, lesson: &Lesson) -> LessonItem {
        let on = self.date();
        let mut open: Vec<&Action> = lesson.actions.iter().filter(|action| action.is_open_on(on)).collect();
        open.sort_by_key(|action| (action.due, &action.title));
        let due = open.first().map(|action| action.due);
        let settled = lesson.actions.iter().filter_map(|action| action.done_on).max();
        let (state, effective_on) = match due {
            Some(due) if due < on => (LessonState::Overdue, due.plus_days(1)),
            Some(_) => (LessonState::Open, lesson.learned_on),
            None => {
                (LessonState::Settled, settled.map_or(lesson.learned_on, |day| day.max(lesson.learned_on)))
            }
        };
        let action = |action: &Action| LessonAction {
            title: action.title.clone(),
            owner: action.owner.clone(),
            holders: self.holders(&action.owner),
            due: action.due,
            days_overdue: on.days_since(action.due).max(0),
        };
        let named = lesson.from.iter().chain(&lesson.improves).cloned();
        LessonItem {
            lesson: lesson.id.clone(),
            title: lesson.title.clone(),
            learned_on: lesson.learned_on,
            from: lesson.from.clone(),
            improves: lesson.improves.clone(),
            state,
            actions: lesson.actions.len(),
            open_actions: open.into_iter().map(action).collect(),
            due,
            rule: Rule::LessonActionsDone,
            effective_on,
            entities: std::iter::once(Link::to(&lesson.id)).chain(named).collect(),
        }
    }
}
