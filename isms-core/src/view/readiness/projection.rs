//! The record as it would be if all that is planned were done.

use std::collections::HashMap;

use super::super::View;
use super::super::management_review::INPUTS;
use crate::model::{
    Action, Activity, Assignment, AuditKind, AuditReport, Communication, Completion, Course, Date, Entity,
    Evidence, Finding, FindingEvent, FindingStep, Id, Link, Person, ReviewInput, Role,
};
use crate::record::Isms;
use crate::schedule::OccurrenceState;

/// Words for what nobody has said yet.
const PLANNED: &str = "As planned";

impl View<'_> {
    /// A copy of the record in which all is done by a day that is planned by then, each thing on its own day, or on the
    /// day after the date looked at if that has come:
    ///
    /// - every open action, of whatever entity;
    /// - findings whose corrective actions are planned: implemented with the last action, verified the day after, closed;
    /// - every due date of the programme whose work somebody holds a role for; of those past, the last: it takes the
    ///   place of those before;
    /// - courses that people were told to take;
    /// - audits, with a report to management on the last day for it, and management reviews, with all of their inputs.
    ///
    /// Exercises are held on the day they are planned for; a record does not tell the two apart. What nobody has
    /// planned is not done: assessments of risks and suppliers, acceptances, versions of documents, answers.
    pub(super) fn with_plans_done(&self, until: Date) -> Isms {
        let mut isms = self.isms().clone();
        self.do_actions(&mut isms);
        self.do_programme(until, &mut isms);
        self.take_courses(until, &mut isms);
        self.hold_audits_and_reviews(until, &mut isms);
        isms
    }

    fn tomorrow(&self) -> Date {
        self.date().plus_days(1)
    }

    fn do_actions(&self, isms: &mut Isms) {
        let (record, tomorrow) = (self.isms(), self.tomorrow());
        record.risks().values().filter_map(|e| done(e, tomorrow)).for_each(|e| isms.suppose(e));
        record.exercises().values().filter_map(|e| done(e, tomorrow)).for_each(|e| isms.suppose(e));
        record.lessons().values().filter_map(|e| done(e, tomorrow)).for_each(|e| isms.suppose(e));
        record.decisions().values().filter_map(|e| done(e, tomorrow)).for_each(|e| isms.suppose(e));
        record.anomaly_responses().values().filter_map(|e| done(e, tomorrow)).for_each(|e| isms.suppose(e));
        for finding in record.findings().values().filter(|finding| finding.is_open_on(self.date())) {
            let mut finding = done(finding, tomorrow).unwrap_or_else(|| finding.clone());
            walk_on(&mut finding, tomorrow);
            isms.suppose(finding);
        }
    }

    fn do_programme(&self, until: Date, isms: &mut Isms) {
        for calendar in self.calendars(until).iter() {
            let owed = |state| matches!(state, OccurrenceState::Open | OccurrenceState::Planned);
            let last_overdue = calendar.occurrences().rfind(|o| o.state == OccurrenceState::Overdue);
            let ahead = calendar.occurrences().filter(|o| o.due <= until && owed(o.state));
            for occurrence in last_overdue.into_iter().chain(ahead) {
                let day = occurrence.due.max(self.tomorrow());
                let Some(person) = self.who_does(calendar.activity, day) else { continue };
                isms.suppose(evidence(calendar.activity, occurrence.due, day, person));
            }
        }
    }

    /// Somebody who holds a role that does an activity on a day, as far as is known.
    fn who_does(&self, activity: &Activity, day: Date) -> Option<Id<Person>> {
        let roles = activity.responsible.iter().chain([&activity.owner]);
        let mut holders = roles.filter_map(|id| self.isms().roles().get(id)?.holders_on(day).next());
        holders.next().cloned()
    }

    fn take_courses(&self, until: Date, isms: &mut Isms) {
        let mut taken: HashMap<(&Id<Person>, &Id<Course>), Date> = HashMap::new();
        for completion in self.isms().completions().values() {
            let last =
                taken.entry((&completion.person, &completion.course)).or_insert(completion.completed_on);
            *last = completion.completed_on.max(*last);
        }
        let told = |a: &&Assignment| self.date().is_within(Some(a.assigned_on), a.retired_on);
        for assignment in self.isms().assignments().values().filter(told) {
            let day = assignment.due.max(self.tomorrow());
            let last = taken.get(&(&assignment.person, &assignment.course));
            if until < day || last.is_some_and(|last| assignment.assigned_on <= *last) {
                continue;
            }
            isms.suppose(Completion {
                id: format!("PLANNED-{}", assignment.id).as_str().into(),
                course: assignment.course.clone(),
                person: assignment.person.clone(),
                completed_on: day,
                valid_until: None,
                evidence: None,
                retired_on: None,
                extensions: Default::default(),
            });
        }
    }

    fn hold_audits_and_reviews(&self, until: Date, isms: &mut Isms) {
        let ahead = |day: Date| self.date() < day && day <= until;
        // Whoever counts as management; the error is about roles that were asked for, and none was.
        let management = self.management(None).unwrap_or_default();
        for audit in self.isms().audits().values().filter(|audit| ahead(audit.end)) {
            if audit.report.is_some() || audit.kind == AuditKind::Supplier {
                continue;
            }
            let due = self.report_delivery(audit, &management).due;
            let told = |role: &&Id<Role>| Communication {
                to: Link::to(*role),
                on: due,
                extensions: Default::default(),
            };
            let report = AuditReport {
                issued_on: audit.end,
                summary: PLANNED.to_owned(),
                communications: management.iter().map(told).collect(),
                extensions: Default::default(),
            };
            let mut audit = audit.clone();
            audit.report = Some(report);
            isms.suppose(audit);
        }
        for review in self.isms().management_reviews().values().filter(|review| ahead(review.held_on)) {
            let mut review = review.clone();
            for input in INPUTS {
                if review.inputs.iter().all(|looked_at| looked_at.input != input) {
                    let (summary, from) = (PLANNED.to_owned(), Vec::new());
                    review.inputs.push(ReviewInput { input, summary, from, extensions: Default::default() });
                }
            }
            isms.suppose(review);
        }
    }
}

/// An entity with its open actions done; none if it has none.
fn done<T: Entity>(entity: &T, tomorrow: Date) -> Option<T> {
    let mut entity = entity.clone();
    let (_, actions) = entity.actions_mut()?;
    let open = |action: &&mut Action| action.done_on.is_none();
    let mut some = false;
    for action in actions.iter_mut().filter(open) {
        action.done_on = Some(action.due.max(tomorrow));
        some = true;
    }
    some.then_some(entity)
}

/// Takes the steps of a finding that need no more than its actions.
fn walk_on(finding: &mut Finding, tomorrow: Date) {
    let actions_done = finding.actions.iter().filter_map(|action| action.done_on).max();
    while let Some((last, on)) = finding.timeline.last().map(|event| (event.step, event.on)) {
        let Some(next) = FindingStep::owed_after(Some(last), finding.grade) else { break };
        let earliest = match next {
            FindingStep::Implemented => actions_done.map_or(on, |day| day.max(on)),
            FindingStep::EffectivenessVerified => on.plus_days(1),
            FindingStep::Closed => on,
            // A cause or a plan must be found first.
            _ => break,
        };
        finding.timeline.push(FindingEvent {
            step: next,
            on: earliest.max(tomorrow),
            by: None,
            note: PLANNED.to_owned(),
            extensions: Default::default(),
        });
    }
}

fn evidence(activity: &Activity, due: Date, day: Date, person: Id<Person>) -> Evidence {
    Evidence {
        id: format!("PLANNED-{}-{due}", activity.id).as_str().into(),
        activity: Some(activity.id.clone()),
        shows: Vec::new(),
        title: activity.title.clone(),
        performed_on: day,
        covers_from: None,
        covers_until: None,
        recorded_at: day.and_time(chrono::NaiveTime::MIN).and_utc(),
        performed_by: person,
        occurrence: Some(due),
        valid_until: None,
        digest: None,
        retired_on: None,
        extensions: Default::default(),
    }
}
