//! A maintenance programme made from the organisation's profile and record (activities row 36).

mod answer;
mod planner;

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

pub use answer::{
    NewActivity, NewActivityChange, OwnerLoad, OwnerPeak, ProgrammeProposal, ProposalParameters,
    ProposedActivity,
};
use planner::{Draft, Planner};

use super::View;
use super::programme_gaps::{CYCLE_MONTHS, Cover};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Id, Kind, Role, Task};
use crate::schedule::{Recurring, TEMPLATES, TaskGroup, level};

impl View<'_> {
    /// Proposes a maintenance programme for a certification cycle: activities for every recurring task
    /// ([`TEMPLATES`]), every clause from 4 to 10 and every control that applies.
    ///
    /// The size of the organisation sets how often and how long; the certificate sets the months of audits and what
    /// leads up to them; days off are avoided. Each owner's work is spread over the months so that the fullest is as
    /// light as it can be ([`level`]), on top of what the owner has to do already. Nothing is applied:
    /// [`ChangeSet::from`](crate::record::ChangeSet) or the field `changes` is what to apply.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// let mut isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "roles": [{"id": "CISO", "name": "Officer"}]}"#)?;
    /// let on = "2026-01-01".parse()?;
    /// let proposal = isms.as_of(on).programme_proposal(&Default::default())?;
    /// let changes = ChangeSet::from(&proposal).changes;
    /// isms.apply(&changes)?;
    /// let left = isms.as_of(on).programme_gaps().items;
    /// assert!(left.iter().all(|gap| gap.subject == "CISO"), "nobody holds the role yet");
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: an owner that is not there on the date; a record without a role to own anything.
    pub fn programme_proposal(&self, parameters: &ProposalParameters) -> Result<ProgrammeProposal> {
        let on = self.date();
        let asked = parameters.from.unwrap_or(on);
        // The first whole month, so that no day of it is past.
        let from = if asked.day() == 1 { asked } else { month_of(asked.plus_months(1)) };
        let until = from.plus_months(CYCLE_MONTHS).plus_days(-1);
        let owner_of = self.owner_of(parameters)?;
        let calendars = self.calendars(until.max(on.plus_months(CYCLE_MONTHS)));
        let cover = Cover::new(&calendars, on);
        let planner = Planner::new(self, from, parameters.all);

        let mut drafts = Vec::new();
        let mut covered = Vec::new();
        for template in TEMPLATES {
            let owner = owner_of(template.group);
            if template.task == Task::ControlEffectiveness {
                let before = drafts.len();
                drafts.extend(planner.control_tests(template, &owner, &cover));
                if drafts.len() > before {
                    continue;
                }
            }
            if parameters.all || !cover.does(template.task) || cover.lacks_clause_of(template) {
                drafts.push(planner.draft(template, owner));
            } else {
                covered.push(template.task);
            }
        }
        let mut by_owner = BTreeMap::<Id<Role>, Vec<Draft>>::new();
        for draft in drafts {
            by_owner.entry(draft.owner.clone()).or_default().push(draft);
        }
        let months: Vec<Date> = (0..CYCLE_MONTHS).map(|i| from.plus_months(i)).collect();
        let mut there = BTreeMap::<&Id<Role>, Vec<f64>>::new();
        for calendar in calendars.iter() {
            let loads = there.entry(&calendar.activity.owner).or_insert_with(|| vec![0.0; months.len()]);
            for due in calendar.due_between(from, until).filter(|o| o.evidence.is_none()).map(|o| o.due) {
                let month = months.partition_point(|first| *first <= due).checked_sub(1);
                if let Some(load) = month.and_then(|i| loads.get_mut(i)) {
                    *load += calendar.activity.effort_hours.unwrap_or_default();
                }
            }
        }
        let mut ids: BTreeSet<String> =
            self.isms().ids(Kind::Activity).into_iter().map(str::to_owned).collect();
        let (mut items, mut changes, mut peaks, mut loads) = (vec![], vec![], vec![], vec![]);
        for (owner, drafts) in by_owner {
            let base = there.remove(&owner).unwrap_or_else(|| vec![0.0; months.len()]);
            let work: Vec<Recurring> = drafts.iter().map(|draft| planner.recurring(draft)).collect();
            let spread = level(&work, &base);
            let (mut before, mut after) = (base.clone(), base);
            for ((draft, work), start) in drafts.into_iter().zip(&work).zip(&spread.starts) {
                add(&mut before, work, work.starts.first().copied().unwrap_or_default());
                add(&mut after, work, *start);
                let (item, change) = planner.activity(draft, *start, &mut ids)?;
                items.push(item);
                changes.push(change);
            }
            let most = |loads: &[f64]| loads.iter().copied().fold(0.0, f64::max);
            peaks.push(OwnerPeak {
                owner: owner.clone(),
                before_hours: most(&before),
                after_hours: most(&after),
                lower_bound_hours: spread.lower_bound,
                optimal: spread.optimal,
            });
            let role = self.isms().roles().get(&owner);
            loads.extend(months.iter().zip(before.iter().zip(&after)).map(|(month, (before, after))| {
                OwnerLoad {
                    owner: owner.clone(),
                    month: *month,
                    before_hours: *before,
                    after_hours: *after,
                    capacity_hours: role.and_then(|role| role.capacity_on(*month)),
                }
            }));
        }
        items.sort_by(|a, b| {
            (&a.owner, a.effective_on, &a.activity).cmp(&(&b.owner, b.effective_on, &b.activity))
        });
        changes.sort_by(|a, b| a.entity.id.cmp(&b.entity.id));
        Ok(ProgrammeProposal { as_of: on, from, until, items, changes, peaks, loads, covered })
    }

    /// The owner of each group, each of them there on the date.
    fn owner_of(&self, parameters: &ProposalParameters) -> Result<impl Fn(TaskGroup) -> Id<Role>> {
        let on = self.date();
        let roles = self.isms().roles();
        let live = |role: &&Role| on.is_within(None, role.retired_on);
        let find = |path: String, id: &Id<Role>| {
            let found = roles.get(id).filter(live).map(|role| role.id.clone());
            found.ok_or_else(|| {
                let remedy = format!("name one of {}", self.isms().ids(Kind::Role).join(", "));
                Error::new(
                    ErrorCode::UnknownReference,
                    path,
                    format!("there is no role {id} on {on}"),
                    remedy,
                )
            })
        };
        let mut owners = BTreeMap::new();
        for (group, id) in &parameters.owners {
            let name = serde_json::to_value(group).ok().and_then(|name| Some(name.as_str()?.to_owned()));
            owners.insert(*group, find(format!("owners.{}", name.unwrap_or_default()), id)?);
        }
        let hours = |role: &&Role| role.capacity_on(on).unwrap_or_default();
        let most = || {
            roles
                .values()
                .filter(live)
                .reduce(|best, next| if hours(&next) > hours(&best) { next } else { best })
        };
        let default = match &parameters.default_owner {
            Some(id) => find("default_owner".to_owned(), id)?,
            None => most().map(|role| role.id.clone()).ok_or_else(|| {
                let problem = "the record has no role that could own an activity";
                Error::new(ErrorCode::MissingField, "default_owner", problem, "create a role first")
            })?,
        };
        Ok(move |group| owners.get(&group).unwrap_or(&default).clone())
    }
}

fn add(loads: &mut [f64], work: &Recurring, start: usize) {
    loads.iter_mut().skip(start).step_by(work.every.max(1)).for_each(|load| *load += work.hours);
}

fn month_of(day: Date) -> Date {
    day.plus_days(1 - i64::from(day.day()))
}
