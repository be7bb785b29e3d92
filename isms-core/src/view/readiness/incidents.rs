//! Incidents: the response, who was told, and what was learned.

use std::collections::HashSet;

use super::super::{
    IncidentReviewParameters, IncidentReviewState, IncidentsParameters, LessonState, NotificationState,
    NotificationsDueParameters, Rule, StageState, View,
};
use super::collect::{Collected, Raised, instant, spelled};
use crate::error::Result;
use crate::model::{Id, Incident, Link};

impl<'a> View<'a> {
    pub(super) fn raise_incidents(&self, found: &mut Collected<'a>) -> Result<()> {
        for item in self.incidents(IncidentsParameters::default())?.items {
            for limit in &item.limits {
                let stage = spelled(limit.stage);
                let message = match (limit.state, limit.reached_at) {
                    (StageState::Overdue, _) => format!("was to be {stage} by {}", instant(limit.due_at)),
                    (StageState::Late, Some(at)) => {
                        format!("was {stage} at {}, and was to be by {}", instant(at), instant(limit.due_at))
                    }
                    _ => continue,
                };
                let since = limit.due_at.date_naive().into();
                let raised = Raised::new(Rule::ResponseInTime, &item.incident, since, message).detail(&stage);
                found.raise(if limit.state == StageState::Late { raised.over_and_done() } else { raised });
            }
        }
        for item in self.notifications_due(NotificationsDueParameters::default())?.items {
            let (Some(deadline), true) =
                (item.deadline, matches!(item.state, NotificationState::Missed | NotificationState::Late))
            else {
                continue;
            };
            let (whom, due) = (&item.recipient, instant(deadline));
            let message = match item.sent_at.map(instant) {
                Some(at) => format!("{whom} was told at {at}, and was to be by {due} ({})", item.stage),
                None => format!("{whom} was to be told by {due} ({})", item.stage),
            };
            let since = deadline.date_naive().into();
            let raised = Raised::new(item.rule, &item.incident, since, message)
                .detail(format_args!("{} {}", item.obligation, item.stage))
                .with(item.entities);
            found.raise(if item.state == NotificationState::Late { raised.over_and_done() } else { raised });
        }
        for item in self.incident_reviews(IncidentReviewParameters::default()).items {
            let message = match (item.state, item.due, item.completed_on) {
                (IncidentReviewState::Overdue, Some(due), _) => {
                    format!("its root cause was to be found by {due}")
                }
                (IncidentReviewState::DoneLate, Some(due), Some(day)) => {
                    format!("its root cause was found on {day}, and was to be by {due}")
                }
                _ => continue,
            };
            let raised =
                Raised::new(item.rule, &item.incident, item.effective_on, message).with(item.entities);
            found.raise(if item.state == IncidentReviewState::DoneLate {
                raised.over_and_done()
            } else {
                raised
            });
        }
        let lessons = self.lessons();
        for item in lessons.unlearned {
            let message =
                format!("was closed on {} without a lesson or the reason why there is none", item.closed_on);
            let raised = Raised::new(item.rule, &item.incident, item.effective_on, message);
            found.raise(raised.with(item.entities));
        }
        for item in lessons.items.into_iter().filter(|item| item.state == LessonState::Overdue) {
            for action in item.open_actions.iter().filter(|action| action.days_overdue > 0) {
                let message = format!("was to be done by {}: {}", action.due, action.title);
                let raised = Raised::new(item.rule, &item.lesson, action.due.plus_days(1), message);
                found.raise(raised.detail(&action.title).with([Link::to(&action.owner)]));
            }
        }
        self.raise_recurrences(found);
        Ok(())
    }

    /// Causes that came back. Once a lesson is drawn from the last incident of the trail, and all that follows from
    /// it is done, the cause is dealt with until it comes back again.
    fn raise_recurrences(&self, found: &mut Collected<'a>) {
        let settled: HashSet<_> = self
            .lessons()
            .items
            .into_iter()
            .filter(|item| item.state == LessonState::Settled)
            .map(|item| item.lesson)
            .collect();
        for item in self.recurrence().items {
            let Some(last) = item.trail.last() else { continue };
            let drawn_since = |lesson: &&Id<_>| {
                let lesson: &Id<crate::model::Lesson> = lesson;
                let learned = self.isms().lessons().get(lesson).map(|lesson| lesson.learned_on);
                settled.contains(lesson) && learned.is_some_and(|day| item.effective_on <= day)
            };
            if last.lessons.iter().any(|lesson| drawn_since(&lesson)) {
                continue;
            }
            let about: &Id<Incident> = &last.incident;
            let message =
                format!("the cause “{}” led to it, as to an incident before that was closed", item.cause);
            let classes = item.asset_classes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            let raised = Raised::new(item.rule, about, item.effective_on, message);
            found.raise(raised.detail(format_args!("{} {classes}", item.cause)).with(item.entities));
        }
    }
}
