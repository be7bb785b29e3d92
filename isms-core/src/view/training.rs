//! Who must take which course, who has, and whose lapses (clause 7.2, control A.6.3).

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::model::{Assignment, Completion, Course, Date, Id, Link, Person, Role};

/// Days ahead for which a lapse is announced, if nothing else is asked for.
const DAYS_AHEAD: u16 = 60;
/// Days from taking up a role to the end of a course, where the course says none.
const DAYS_TO_COMPLETE: u16 = 30;

/// How far to look ahead.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TrainingParameters {
    /// Days ahead for which a lapse is announced; 60 if absent.
    #[serde(default)]
    pub days_ahead: Option<u16>,
}

/// The training of the people on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Training {
    /// The date looked at.
    pub as_of: Date,
    /// How many must: pairs of a person and a course.
    pub required: usize,
    /// Of those, how many have and hold.
    pub current: usize,
    /// The share of these; none if nobody must.
    pub share: Option<f64>,
    /// Each person and course, overdue and lapsed first, then by the day due.
    pub items: Vec<TrainingItem>,
}

/// A person who must take a course.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TrainingItem {
    /// Who.
    pub person: Id<Person>,
    /// The course.
    pub course: Id<Course>,
    /// Its title.
    pub title: String,
    /// Who answers for the course.
    pub owner: Id<Role>,
    /// Roles that the person holds and that require it.
    pub roles: Vec<Id<Role>>,
    /// The last assignment of it to the person.
    pub assignment: Option<Id<Assignment>>,
    /// Since when the person must.
    pub required_since: Date,
    /// How it stands.
    pub state: TrainingState,
    /// The completion that holds longest.
    pub completion: Option<Id<Completion>>,
    /// When that was.
    pub completed_on: Option<Date>,
    /// Last day it holds; for good if it is there and this is not.
    pub valid_until: Option<Date>,
    /// The last day to take the course, or to take it again; none if a completion holds for good.
    pub due: Option<Date>,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The person, the course, the roles, the assignment and the completion.
    pub entities: Vec<Link>,
}

/// How a person stands with a course.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrainingState {
    /// Not taken by the day due.
    Overdue,
    /// Taken, and it holds no more.
    Lapsed,
    /// Not taken, and there is time.
    Due,
    /// It holds, but not for long.
    Lapsing,
    /// It holds.
    Current,
}

/// Why a person must take a course.
struct Requirement<'a> {
    roles: Vec<&'a Id<Role>>,
    assignment: Option<&'a Assignment>,
    since: Date,
    due: Date,
}

impl<'a> Requirement<'a> {
    fn from_day(since: Date, due: Date) -> Self {
        Self { roles: Vec::new(), assignment: None, since, due }
    }
    fn by_role(&mut self, role: &'a Id<Role>, since: Date, due: Date) {
        if self.roles.last() != Some(&role) {
            self.roles.push(role); // one who holds a role twice at a time holds it once
        }
        self.since = self.since.min(since);
        self.due = self.due.min(due);
    }
    /// What somebody was told names the day, and the last telling counts.
    fn by_assignment(&mut self, assignment: &'a Assignment) {
        self.since = self.since.min(assignment.assigned_on);
        let later =
            |kept: &Assignment| (kept.assigned_on, &kept.id) < (assignment.assigned_on, &assignment.id);
        if self.assignment.is_none_or(later) {
            self.assignment = Some(assignment);
            self.due = assignment.due;
        }
    }
}

/// A course that a person must take, the completion that counts, with its last day, and how the two stand.
struct Required<'a> {
    person: &'a Id<Person>,
    course: &'a Course,
    requirement: Requirement<'a>,
    completion: Option<(&'a Completion, Option<Date>)>,
    standing: Standing,
}

impl Required<'_> {
    /// Whether the course was taken and holds.
    fn holds(&self) -> bool {
        matches!(self.standing.state, TrainingState::Current | TrainingState::Lapsing)
    }
}

/// How a person stands with a course, until when and since when.
#[derive(Clone, Copy)]
struct Standing {
    state: TrainingState,
    due: Option<Date>,
    effective_on: Date,
    rule: Rule,
}

impl Standing {
    fn on(
        on: Date,
        requirement: &Requirement<'_>,
        completion: Option<(&Completion, Option<Date>)>,
        ahead: u16,
    ) -> Self {
        let (state, due, effective_on, rule) = match completion {
            None if requirement.due < on => {
                let day = requirement.due;
                (TrainingState::Overdue, Some(day), day.plus_days(1), Rule::CourseTakenByDayDue)
            }
            None => (TrainingState::Due, Some(requirement.due), requirement.since, Rule::CourseTakenByDayDue),
            Some((_, Some(last))) if last < on => {
                (TrainingState::Lapsed, Some(last), last.plus_days(1), Rule::CourseTakenAgain)
            }
            Some((completion, Some(last))) if last <= on.plus_days(ahead.into()) => {
                let announced = last.plus_days(-i64::from(ahead)).max(completion.completed_on);
                (TrainingState::Lapsing, Some(last), announced, Rule::CourseTakenAgain)
            }
            Some((completion, until)) => {
                (TrainingState::Current, until, completion.completed_on, Rule::CourseTakenAgain)
            }
        };
        Self { state, due, effective_on, rule }
    }
}

/// The share of what is required that holds; none where nothing is.
fn share(required: &[Required<'_>]) -> Option<f64> {
    let current = required.iter().filter(|required| required.holds()).count();
    (!required.is_empty()).then(|| current as f64 / required.len() as f64)
}

type Requirements<'a> = BTreeMap<(&'a Id<Person>, &'a Id<Course>), Requirement<'a>>;

impl<'a> View<'a> {
    /// Who must take which course, by the roles held on the date and by assignment; who has; and whose completion has
    /// lapsed or will within days.
    ///
    /// A course is due so many days after its role was taken up, or on the day of the last assignment, which goes before.
    /// A completion holds to its last day, whatever it was taken for. One that had lapsed before the person came to
    /// need the course counts as none.
    pub fn training(&self, parameters: TrainingParameters) -> Training {
        let ahead = parameters.days_ahead.unwrap_or(DAYS_AHEAD);
        let required = self.training_required(ahead);
        let mut items: Vec<_> = required.iter().map(|required| self.training_item(required)).collect();
        let rank = |item: &TrainingItem| {
            let not_current = !matches!(item.state, TrainingState::Overdue | TrainingState::Lapsed);
            (not_current, item.due.unwrap_or(Date::MAX))
        };
        items.sort_by_key(rank);
        let current = required.iter().filter(|required| required.holds()).count();
        Training { as_of: self.date(), required: items.len(), current, share: share(&required), items }
    }

    /// The share of courses required that were taken and hold, and the courses.
    pub(super) fn training_share(&self) -> (Option<f64>, BTreeSet<&'a Id<Course>>) {
        let required = self.training_required(DAYS_AHEAD);
        (share(&required), required.iter().map(|required| &required.course.id).collect())
    }

    /// Who must take which course, and how they stand with it, by person and course.
    fn training_required(&self, ahead: u16) -> Vec<Required<'a>> {
        let completions = self.completions_that_hold_longest();
        let required = |((person, course), requirement): ((&'a Id<Person>, _), Requirement<'a>)| {
            let course = self.isms().courses().get(course)?;
            let completion = completions.get(&(person.as_str(), course.id.as_str())).copied();
            // What had lapsed before the person came to need the course is of no use.
            let completion =
                completion.filter(|(_, until)| until.is_none_or(|last| requirement.since <= last));
            let standing = Standing::on(self.date(), &requirement, completion, ahead);
            Some(Required { person, course, requirement, completion, standing })
        };
        self.training_requirements().into_iter().filter_map(required).collect()
    }

    fn training_requirements(&self) -> Requirements<'a> {
        let (isms, on) = (self.isms(), self.date());
        let there = |person: &Id<Person>| {
            isms.people().get(person).is_some_and(|person| on.is_within(person.joined_on, person.retired_on))
        };
        let mut found: Requirements<'a> = BTreeMap::new();
        let courses = || isms.courses().values().filter(|course| on.is_within(None, course.retired_on));
        for course in courses() {
            let days = course.days_to_complete.unwrap_or(DAYS_TO_COMPLETE);
            for role in course.required_for.iter().filter_map(|role| isms.roles().get(role)) {
                let open =
                    |t: &&crate::model::Tenure| t.from <= on && t.until.is_none_or(|until| on <= until);
                let holders = role.holders.iter().filter(open).filter(|tenure| there(&tenure.person));
                for tenure in holders.filter(|_| on.is_within(None, role.retired_on)) {
                    let (since, due) = (tenure.from, tenure.from.plus_days(days.into()));
                    found
                        .entry((&tenure.person, &course.id))
                        .or_insert_with(|| Requirement::from_day(since, due))
                        .by_role(&role.id, since, due);
                }
            }
        }
        let assigned = |a: &&Assignment| on.is_within(Some(a.assigned_on), a.retired_on) && there(&a.person);
        for assignment in isms.assignments().values().filter(assigned) {
            let course = isms.courses().get(&assignment.course);
            if let Some(course) = course.filter(|course| on.is_within(None, course.retired_on)) {
                found
                    .entry((&assignment.person, &course.id))
                    .or_insert_with(|| Requirement::from_day(assignment.assigned_on, assignment.due))
                    .by_assignment(assignment);
            }
        }
        found
    }

    fn completions_that_hold_longest(&self) -> HashMap<(&'a str, &'a str), (&'a Completion, Option<Date>)> {
        let (isms, on) = (self.isms(), self.date());
        let mut longest: HashMap<_, (&Completion, Option<Date>)> = HashMap::new();
        for completion in isms.completions().values() {
            if !on.is_within(Some(completion.completed_on), completion.retired_on) {
                continue;
            }
            let Some(course) = isms.courses().get(&completion.course) else { continue };
            let until = completion.holds_until(course);
            let key = |(completion, until): (&Completion, Option<Date>)| {
                (until.unwrap_or(Date::MAX), completion.completed_on)
            };
            let kept = longest
                .entry((completion.person.as_str(), completion.course.as_str()))
                .or_insert((completion, until));
            if key(*kept) < key((completion, until)) {
                *kept = (completion, until);
            }
        }
        longest
    }

    fn training_item(&self, required: &Required<'_>) -> TrainingItem {
        let Required { person, course, requirement, completion, standing } = required;
        let Standing { state, due, effective_on, rule } = *standing;
        let mut entities = vec![Link::to(*person), Link::to(&course.id)];
        entities.extend(requirement.roles.iter().map(|role| Link::to(*role)));
        entities.extend(requirement.assignment.map(|assignment| Link::to(&assignment.id)));
        entities.extend(completion.map(|(completion, _)| Link::to(&completion.id)));
        TrainingItem {
            person: (*person).clone(),
            course: course.id.clone(),
            title: course.title.clone(),
            owner: course.owner.clone(),
            roles: requirement.roles.iter().map(|role| (*role).clone()).collect(),
            assignment: requirement.assignment.map(|assignment| assignment.id.clone()),
            required_since: requirement.since,
            state,
            completion: completion.map(|(completion, _)| completion.id.clone()),
            completed_on: completion.map(|(completion, _)| completion.completed_on),
            valid_until: completion.and_then(|(_, until)| until),
            due,
            days_overdue: due.map_or(0, |due| self.date().days_since(due).max(0)),
            rule,
            effective_on,
            entities,
        }
    }
}
