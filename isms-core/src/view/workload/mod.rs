//! Whether those who owe the programme have the hours for it (activities row 36, clause 7.1).

mod book;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::book::{Book, Page, holders_between};
pub(super) use self::book::{Month, capacity};
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Activity, Date, Id, Link, Person, Role};

/// The most months that a question may span, the one looked at included.
const MOST_MONTHS: usize = 240;

/// Hours below this are rounding.
const NOTHING: f64 = 1e-9;

/// Which months, and whose hours they are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WorkloadParameters {
    /// A day of the first month; the date looked at if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// A day of the last month; eleven months after the first day if absent.
    #[serde(default)]
    pub to: Option<Date>,
    /// Whose hours the effort takes; the owner's if absent.
    #[serde(default)]
    pub charged_to: Option<ChargedTo>,
}

/// Whose hours an activity takes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChargedTo {
    /// The role that owes it.
    #[default]
    Owner,
    /// The roles that do it, in equal parts; the owner where none is named.
    Responsible,
}

/// Hours owed and hours there, by role and month.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Workload {
    /// The date looked at.
    pub as_of: Date,
    /// First day of the first month.
    pub from: Date,
    /// Last day of the last month.
    pub to: Date,
    /// Whose hours the effort takes.
    pub charged_to: ChargedTo,
    /// Each role in each month in which it owes or did something, by month and role.
    pub items: Vec<WorkloadMonth>,
    /// Each role over the whole period, the one that falls behind first at the top.
    pub roles: Vec<RoleOutlook>,
    /// Activities that state no effort, so that their hours are missing above.
    pub without_effort: Vec<Id<Activity>>,
}

/// A role in a month. All figures but the dates are hours.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct WorkloadMonth {
    /// The role.
    pub role: Id<Role>,
    /// Who holds it on some day of the month, as far as is known.
    pub holders: Vec<Id<Person>>,
    /// First day of the month.
    pub month: Date,
    /// Whether the month is still to come or under way, so that what is carried out of it is a forecast.
    pub forecast: bool,
    /// Work done, by the evidence of it.
    pub done_hours: f64,
    /// Work that falls due and was not done before the month began.
    pub due_hours: f64,
    /// Work due before the month and neither done nor overtaken when it began.
    pub carried_in_hours: f64,
    /// What is still owed at its end. In a forecast: what the hours from the date looked at on do not suffice for.
    pub carried_out_hours: f64,
    /// Hours the role has in the month while somebody holds it; absent where it states none.
    pub capacity_hours: Option<f64>,
    /// Hours carried in or due beyond the capacity.
    pub over_hours: f64,
    /// How it stands.
    pub state: WorkloadState,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day on which the hours due pass the capacity; else the first day of the month.
    pub effective_on: Date,
    /// The role and the activities that are due or carried in.
    pub entities: Vec<Link>,
}

/// How a role stands in a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkloadState {
    /// The hours suffice.
    Within,
    /// They do not.
    Over,
    /// The role states no capacity.
    NotStated,
}

/// A role over the whole period.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RoleOutlook {
    /// The role.
    pub role: Id<Role>,
    /// Who holds it on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Hours due in the period.
    pub due_hours: f64,
    /// Hours it has in the period; absent where it states none.
    pub capacity_hours: Option<f64>,
    /// Months in which it owes more than it has.
    pub months_over: Vec<Date>,
    /// The first month, from the date looked at on, out of which work is carried over in every month to the end of the
    /// period: from here on it cannot be done any more.
    pub cannot_catch_up_from: Option<Date>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The month it cannot catch up from, else the first month over, else the first of the period.
    pub effective_on: Date,
    /// The role and its activities.
    pub entities: Vec<Link>,
}

impl View<'_> {
    /// The hours that the programme takes from each role, month by month, and whether it has them.
    ///
    /// Behind the date looked at stands what was: what fell due, what was done and what was carried over. Ahead stands
    /// a forecast: each month the role works off what was carried in and what falls due, as far as its hours go, and
    /// carries over the rest. Every due date is owed until it is done or overtaken. A month under way has the hours of
    /// its days left. A role without a holder has no hours. A role that states no capacity is taken to do what falls
    /// due and to work off nothing.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::WorkloadParameters;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "people": [{"id": "ann", "name": "Ann"}],
    ///   "roles": [{"id": "CISO", "name": "Officer", "holders": [{"person": "ann", "from": "2026-01-01"}],
    ///     "capacity": [{"from": "2026-01-01", "hours_per_month": 6}]}],
    ///   "activities": [{"id": "LOGS", "title": "Read the logs", "owner": "CISO", "start": "2026-01-10",
    ///     "cadence": "FREQ=MONTHLY", "effort_hours": 8}]}"#)?;
    /// let workload = isms.as_of("2026-01-01".parse()?).workload(WorkloadParameters::default())?;
    /// assert_eq!(workload.items[0].over_hours, 2.0);
    /// assert_eq!(workload.roles[0].cannot_catch_up_from, Some("2026-01-01".parse()?));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: a period that ends before it begins, or lies more than twenty years away.
    pub fn workload(&self, parameters: WorkloadParameters) -> Result<Workload> {
        let (from, to, months) = months(self.date(), &parameters)?;
        let charged_to = parameters.charged_to.unwrap_or_default();
        let until = months.last().map_or(to, |month| month.last());
        let mut books = BTreeMap::<&Id<Role>, Book<'_>>::new();
        let mut without_effort = Vec::new();
        let calendars = self.calendars(until);
        for calendar in calendars.iter() {
            let activity = calendar.activity;
            let Some(hours) = activity.effort_hours else {
                if self.date().is_within(None, activity.retired_on) {
                    without_effort.push(activity.id.clone());
                }
                continue;
            };
            let doing = match charged_to {
                ChargedTo::Responsible if !activity.responsible.is_empty() => activity.responsible.as_slice(),
                _ => std::slice::from_ref(&activity.owner),
            };
            for role in doing {
                let book = books.entry(role).or_insert_with(|| Book::new(months.len()));
                book.enter(calendar, hours / doing.len() as f64, &months, self.date());
            }
        }
        let (mut items, mut roles) = (Vec::new(), Vec::new());
        for (id, book) in &books {
            let Some(role) = self.isms().roles().get(*id) else { continue };
            let mut found = self.months_of(role, book, &months);
            found.retain(|row| from <= row.month && row.month <= to);
            roles.extend(self.outlook(role, &found));
            items.extend(
                found.into_iter().filter(|row| row.due_hours + row.carried_in_hours + row.done_hours > 0.0),
            );
        }
        items.sort_by(|a, b| (a.month, &a.role).cmp(&(b.month, &b.role)));
        let urgency = |outlook: &RoleOutlook| {
            let none = Date::MAX;
            let over = outlook.months_over.first().copied().unwrap_or(none);
            (outlook.cannot_catch_up_from.unwrap_or(none), over)
        };
        roles.sort_by(|a, b| (urgency(a), &a.role).cmp(&(urgency(b), &b.role)));
        Ok(Workload { as_of: self.date(), from, to, charged_to, items, roles, without_effort })
    }

    /// Works through the months of a role, carrying over what its hours do not suffice for.
    fn months_of(&self, role: &Role, book: &Book<'_>, months: &[Month]) -> Vec<WorkloadMonth> {
        let on = self.date();
        let mut carried = 0.0;
        let row = |(month, page): (&Month, &Page<'_>)| {
            let whole = capacity(role, month.first, month.last());
            let ahead = month.first > on;
            let carried_in = if ahead { carried } else { page.carried_in };
            let load = carried_in + page.due;
            let forecast = month.last() >= on;
            let carried_out = match whole {
                _ if !forecast => page.carried_out,
                None if ahead => carried,
                None => page.owed_now,
                Some(hours) if ahead => load - hours,
                Some(_) => {
                    page.owed_now + page.still_due - capacity(role, on, month.last()).unwrap_or_default()
                }
            };
            carried = if carried_out > NOTHING { carried_out } else { 0.0 };
            let over = whole.map_or(0.0, |hours| load - hours);
            let over = if over > NOTHING { over } else { 0.0 };
            let state = match whole {
                None => WorkloadState::NotStated,
                Some(_) if over > 0.0 => WorkloadState::Over,
                Some(_) => WorkloadState::Within,
            };
            let over_from =
                whole.filter(|_| over > 0.0).map(|room| page.passes(room - carried_in, month.first));
            let activities = page.activities.iter().map(|id| Link::to(*id));
            WorkloadMonth {
                role: role.id.clone(),
                holders: holders_between(role, month.first, month.last()),
                month: month.first,
                forecast,
                done_hours: page.done,
                due_hours: page.due,
                carried_in_hours: carried_in,
                carried_out_hours: carried,
                capacity_hours: whole,
                over_hours: over,
                state,
                rule: if whole.is_some() { Rule::RoleHasTheHours } else { Rule::CapacityStated },
                effective_on: over_from.unwrap_or(month.first),
                entities: [Link::to(&role.id)].into_iter().chain(activities).collect(),
            }
        };
        months.iter().zip(&book.pages).map(row).collect()
    }

    fn outlook(&self, role: &Role, months: &[WorkloadMonth]) -> Option<RoleOutlook> {
        let first = months.first()?;
        let over: Vec<_> =
            months.iter().filter(|m| m.state == WorkloadState::Over).map(|m| m.month).collect();
        let behind = months.iter().rev().take_while(|m| m.forecast && m.carried_out_hours > NOTHING);
        let stated = months.iter().any(|m| m.capacity_hours.is_some());
        let cannot_catch_up_from = behind.last().filter(|_| stated).map(|m| m.month);
        let mut entities: Vec<_> = months.iter().flat_map(|m| m.entities.iter().cloned()).collect();
        entities.sort_unstable();
        entities.dedup();
        Some(RoleOutlook {
            role: role.id.clone(),
            holders: self.holders(&role.id),
            due_hours: months.iter().map(|m| m.due_hours).sum(),
            capacity_hours: months.iter().filter_map(|m| m.capacity_hours).reduce(|a, b| a + b),
            rule: match (cannot_catch_up_from, stated) {
                (Some(_), _) => Rule::CarriedOverIsCaughtUp,
                (_, true) => Rule::RoleHasTheHours,
                (_, false) => Rule::CapacityStated,
            },
            effective_on: cannot_catch_up_from.or(over.first().copied()).unwrap_or(first.month),
            months_over: over,
            cannot_catch_up_from,
            entities,
        })
    }
}

/// The months asked for, first and last day, and all months between them and the date looked at.
fn months(on: Date, parameters: &WorkloadParameters) -> Result<(Date, Date, Vec<Month>)> {
    let first = parameters.from.unwrap_or(on);
    let last = parameters.to.unwrap_or(first.plus_months(11));
    if last < first {
        let problem = format!("{last} lies before from {first}");
        return Err(Error::new(
            ErrorCode::DateOrder,
            "to",
            problem,
            "end the period on or after its first day",
        ));
    }
    let (from, to) = (Month::of(first).first, Month::of(last).last());
    let next = |month: &Month| Some(Month { first: month.first.plus_months(1) });
    let all = std::iter::successors(Some(Month::of(first.min(on))), next);
    let months: Vec<_> = all.take_while(|month| month.first <= to.max(on)).take(MOST_MONTHS + 1).collect();
    if months.len() > MOST_MONTHS {
        let problem = format!("more than {MOST_MONTHS} months lie between the ends and {on}");
        let remedy = "ask for months nearer to the date looked at";
        let path = if parameters.to.is_some() { "to" } else { "from" };
        return Err(Error::new(ErrorCode::Value, path, problem, remedy));
    }
    Ok((from, to, months))
}
