//! A maintenance programme made from the organisation's profile and record (activities row 36).

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::programme_gaps::{CYCLE_MONTHS, Cover, is_blacked_out, task_name};
use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Activity, Control, Date, Id, Interval, Kind, Link, Role, Task};
use crate::record::{Change, ChangeSet, ImportReport};
use crate::schedule::{Recurring, Size, TEMPLATES, TaskGroup, Template, Window, level};

/// People from whom on an organisation is large, and sites.
const LARGE: (u32, usize) = (250, 5);

/// Most controls that one activity tests.
const CONTROLS_AT_ONCE: usize = 25;

/// For whom to plan, and from when.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProposalParameters {
    /// Nothing is planned before the first whole month from here on; the date looked at if absent.
    #[serde(default)]
    pub from: Option<Date>,
    /// Who owes the tasks of each group.
    #[serde(default)]
    pub owners: BTreeMap<TaskGroup, Id<Role>>,
    /// Who owes the tasks of the other groups; the role with the most hours if absent.
    #[serde(default)]
    pub default_owner: Option<Id<Role>>,
    /// Whether to plan every task and control, or only those that no activity covers yet and those that serve a clause
    /// that none serves, which is the default.
    #[serde(default)]
    pub all: bool,
}

/// A programme, proposed and not applied.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProgrammeProposal {
    /// The date looked at.
    pub as_of: Date,
    /// First day planned.
    pub from: Date,
    /// Last day of the certification cycle planned.
    pub until: Date,
    /// The activities proposed, by owner and first due date.
    pub items: Vec<ProposedActivity>,
    /// The same as changes: they can be applied as they are.
    pub changes: Vec<NewActivity>,
    /// How each owner's peak fell by the choice of months.
    pub peaks: Vec<OwnerPeak>,
    /// Hours of each owner and month, before and after.
    pub loads: Vec<OwnerLoad>,
    /// Tasks left out because an activity does them already, and all clauses of their template are served.
    pub covered: Vec<Task>,
}

/// An activity proposed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProposedActivity {
    /// The id it would have.
    pub activity: Id<Activity>,
    /// The task it does.
    pub task: Task,
    /// The group that the task belongs to.
    pub group: TaskGroup,
    /// Its title.
    pub title: String,
    /// Who would owe it.
    pub owner: Id<Role>,
    /// Months from one time to the next.
    pub every_months: u16,
    /// Hours each time.
    pub effort_hours: f64,
    /// Due dates on days off that no choice of days avoids.
    pub on_days_off: Vec<Date>,
    /// The owner and the controls.
    pub entities: Vec<Link>,
    /// The rule that asks for it.
    pub rule: Rule,
    /// Its first due date.
    pub effective_on: Date,
}

/// The change that creates an activity.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct NewActivity {
    /// Always `create`.
    pub change: NewActivityChange,
    /// Always `activity`.
    pub kind: Kind,
    /// The activity.
    pub entity: Activity,
}

/// The one change that a proposal makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum NewActivityChange {
    /// Adds an entity.
    Create,
}

/// The fullest month of an owner.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OwnerPeak {
    /// The owner.
    pub owner: Id<Role>,
    /// Hours of the fullest month if all began in the first month they may.
    pub before_hours: f64,
    /// Hours of the fullest month as proposed.
    pub after_hours: f64,
    /// No choice of months has a lower peak than this.
    pub lower_bound_hours: f64,
    /// Whether no choice of months has a lower peak than the one proposed.
    pub optimal: bool,
}

/// Hours of an owner in a month, what is in the programme already included.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OwnerLoad {
    /// The owner.
    pub owner: Id<Role>,
    /// First day of the month.
    pub month: Date,
    /// Hours if all began in the first month they may.
    pub before_hours: f64,
    /// Hours as proposed.
    pub after_hours: f64,
    /// Hours that the role states; absent where it states none.
    pub capacity_hours: Option<f64>,
}

impl From<&ProgrammeProposal> for ChangeSet {
    fn from(proposal: &ProgrammeProposal) -> Self {
        let create = |new: &NewActivity| Change::Create {
            kind: Kind::Activity,
            // Plain data with text keys is always JSON.
            entity: serde_json::to_value(&new.entity).unwrap_or_default(),
        };
        let taken = [(Kind::Activity.plural().to_owned(), proposal.changes.len())].into();
        let source = format!("maintenance programme from {} to {}", proposal.from, proposal.until);
        let report = ImportReport { source, taken, skipped: Vec::new() };
        Self { report, changes: proposal.changes.iter().map(create).collect() }
    }
}

impl View<'_> {
    /// Proposes a maintenance programme for a certification cycle: activities for every recurring task
    /// ([`TEMPLATES`]), every clause from 4 to 10 and every control that applies.
    ///
    /// The size of the organisation sets how often and how long; the certificate sets the months of audits and what
    /// leads up to them; days off are avoided. Each owner's work is spread over the months so that the fullest is as
    /// light as it can be ([`level`]), on top of what the owner has to do already. Nothing is applied:
    /// [`ChangeSet::from`] or the field `changes` is what to apply.
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

/// An activity before its months are chosen.
struct Draft {
    template: &'static Template,
    title: String,
    owner: Id<Role>,
    every_months: u16,
    hours: f64,
    controls: Vec<Id<Control>>,
}

/// What the organisation is like, and how tasks are fitted to it.
struct Planner<'v, 'r> {
    view: &'v View<'r>,
    from: Date,
    all: bool,
    large: bool,
    decided_on: Option<Date>,
    valid_until: Option<Date>,
}

impl<'v, 'r> Planner<'v, 'r> {
    fn new(view: &'v View<'r>, from: Date, all: bool) -> Self {
        let profile = view.isms().organisation().profile.as_ref();
        let large = profile.is_some_and(|profile| {
            profile.employees.is_some_and(|people| people >= LARGE.0) || profile.sites.len() >= LARGE.1
        });
        let on = view.date();
        let in_force =
            view.isms().certificates().values().filter(|c| on.is_within(c.decided_on, c.retired_on));
        let certificate = in_force.filter(|c| c.decided_on.is_some()).max_by_key(|c| (c.valid_until, &c.id));
        let decided_on = certificate.and_then(|c| c.decided_on);
        Self { view, from, all, large, decided_on, valid_until: certificate.and_then(|c| c.valid_until) }
    }

    fn draft(&self, template: &'static Template, owner: Id<Role>) -> Draft {
        let more = template.hours_per.map_or(0.0, |(size, hours)| hours * self.count(size) as f64);
        let every = if self.large { template.every_months_if_large } else { template.every_months };
        Draft {
            template,
            title: template.task.title().to_owned(),
            owner,
            every_months: every,
            hours: half_hours(template.hours + more),
            controls: Vec::new(),
        }
    }

    /// Tests of the controls that apply and that nothing keeps alive yet, by whom the control belongs to.
    fn control_tests(&self, template: &'static Template, owner: &Id<Role>, cover: &Cover<'_>) -> Vec<Draft> {
        let roles = self.view.isms().roles();
        let on = self.view.date();
        let mut by_owner = BTreeMap::<Id<Role>, Vec<Id<Control>>>::new();
        for (control, _) in self.view.applicable_controls() {
            if self.all || !cover.keeps(&control.id) {
                let own = control.owner.as_ref().and_then(|id| roles.get(id));
                let own = own.filter(|role| on.is_within(None, role.retired_on)).map(|role| role.id.clone());
                by_owner.entry(own.unwrap_or_else(|| owner.clone())).or_default().push(control.id.clone());
            }
        }
        let mut drafts = Vec::new();
        for (owner, controls) in by_owner {
            for controls in controls.chunks(CONTROLS_AT_ONCE) {
                let per_control = template.hours_per.map_or(0.0, |(_, hours)| hours);
                drafts.push(Draft {
                    hours: half_hours(template.hours + per_control * controls.len() as f64),
                    controls: controls.to_vec(),
                    ..self.draft(template, owner.clone())
                });
            }
        }
        drafts
    }

    fn count(&self, size: Size) -> usize {
        let (isms, on) = (self.view.isms(), self.view.date());
        let profile = isms.organisation().profile.as_ref();
        let live = |retired: Option<Date>| on.is_within(None, retired);
        let suppliers = || isms.suppliers().values().filter(|s| on.is_within(s.since, s.retired_on));
        match size {
            Size::Employees => profile.and_then(|p| p.employees).unwrap_or_default() as usize,
            Size::Sites => profile.map_or(0, |p| p.sites.len()),
            Size::Risks => self.view.live_risks().count(),
            Size::Controls => self.view.applicable_controls().count(),
            Size::Documents => isms.documents().values().filter(|d| live(d.retired_on)).count(),
            Size::Suppliers => suppliers().count(),
            Size::FirstTierSuppliers => suppliers().filter(|s| s.tier == Some(1)).count(),
            Size::Obligations => isms.obligations().values().filter(|o| live(o.retired_on)).count(),
            Size::Technologies => isms.technologies().values().filter(|t| live(t.retired_on)).count(),
            Size::Figures => {
                isms.objectives().values().filter(|o| live(o.retired_on)).count()
                    + isms.metrics().values().filter(|m| live(m.retired_on)).count()
            }
        }
    }

    fn recurring(&self, draft: &Draft) -> Recurring {
        let within: Vec<u16> = self.window(draft);
        let clear: Vec<u16> =
            within.iter().copied().filter(|start| self.day(draft, *start).1.is_empty()).collect();
        let starts = if clear.is_empty() { within } else { clear };
        Recurring {
            hours: draft.hours,
            every: draft.every_months.into(),
            starts: starts.into_iter().map(usize::from).collect(),
        }
    }

    /// The months of the first round in which the task may be due, counted from the first.
    fn window(&self, draft: &Draft) -> Vec<u16> {
        let every = draft.every_months.max(1);
        let before = |day: Option<Date>, months: std::ops::RangeInclusive<i32>| {
            let until = months_between(self.from, day?);
            let mut found: Vec<u16> =
                months.filter_map(|m| u16::try_from((until - m).rem_euclid(every.into())).ok()).collect();
            found.sort_unstable();
            found.dedup();
            Some(found)
        };
        let found = match draft.template.window {
            Window::Any => None,
            Window::Surveillance => before(self.decided_on, 1..=1),
            Window::BeforeSurveillance => before(self.decided_on, 2..=5),
            Window::BeforeExpiry => before(self.valid_until, 4..=6),
        };
        found.unwrap_or_else(|| (0..every).collect())
    }

    /// The day of the month on which the fewest due dates of the cycle lie on days off, and those that do. Each draft
    /// prefers a day of its own, so that an owner's work is spread within the month too.
    fn day(&self, draft: &Draft, start: u16) -> (Date, Vec<Date>) {
        let first = self.from.plus_months(start);
        let end = self.from.plus_months(CYCLE_MONTHS);
        let interval = Interval::Months(draft.every_months);
        let hit = |day: Date| -> Vec<Date> {
            let dates = std::iter::successors(Some(day), |day| Some(interval.after(*day)));
            let dates = dates.take(CYCLE_MONTHS.into()).take_while(|due| *due < end);
            dates.filter(|due| is_blacked_out(self.view.blackouts(), *due)).collect()
        };
        // Every month has 28 days; eleven goes through all of them.
        let preferred = 11 * draft.template.task as usize;
        let days = (preferred..preferred + 28).map(|day| first.plus_days((day % 28) as i64));
        let tried = days.map(|day| (day, hit(day)));
        tried.min_by_key(|(_, hit)| hit.len()).unwrap_or((first, Vec::new()))
    }

    fn activity(
        &self,
        draft: Draft,
        start: usize,
        ids: &mut BTreeSet<String>,
    ) -> Result<(ProposedActivity, NewActivity)> {
        let (start, on_days_off) = self.day(&draft, start as u16);
        let template = draft.template;
        let name = task_name(template.task).replace('_', "-").to_ascii_uppercase();
        let numbered = (2..).map(|n: u32| format!("{name}-{n}"));
        let id = [name.clone()].into_iter().chain(numbered).find(|id| !ids.contains(id)).unwrap_or(name);
        ids.insert(id.clone());
        let cadence = format!("FREQ=MONTHLY;INTERVAL={}", draft.every_months);
        let entity = Activity {
            id: id.as_str().into(),
            title: draft.title.clone(),
            owner: draft.owner.clone(),
            responsible: vec![],
            consulted: vec![],
            informed: vec![],
            start,
            cadence: cadence
                .parse()
                .map_err(|why: String| Error::new(ErrorCode::Value, "cadence", why, ""))?,
            counted_from: Default::default(),
            grace_days: template.grace_days,
            effort_hours: Some(draft.hours),
            tasks: vec![template.task],
            clauses: template.clauses.iter().map(|clause| (*clause).to_owned()).collect(),
            controls: draft.controls.clone(),
            retired_on: None,
            extensions: Default::default(),
        };
        let controls = draft.controls.iter().map(Link::to);
        let item = ProposedActivity {
            activity: entity.id.clone(),
            task: template.task,
            group: template.group,
            title: draft.title,
            owner: draft.owner.clone(),
            every_months: draft.every_months,
            effort_hours: draft.hours,
            on_days_off,
            entities: [Link::to(&draft.owner)].into_iter().chain(controls).collect(),
            rule: if draft.controls.is_empty() { Rule::TaskPlanned } else { Rule::ControlKept },
            effective_on: start,
        };
        Ok((item, NewActivity { change: NewActivityChange::Create, kind: Kind::Activity, entity }))
    }
}

fn add(loads: &mut [f64], work: &Recurring, start: usize) {
    loads.iter_mut().skip(start).step_by(work.every.max(1)).for_each(|load| *load += work.hours);
}

fn half_hours(hours: f64) -> f64 {
    (hours * 2.0).ceil() / 2.0
}

fn month_of(day: Date) -> Date {
    day.plus_days(1 - i64::from(day.day()))
}

fn months_between(from: Date, to: Date) -> i32 {
    12 * (to.year() - from.year()) + to.month() as i32 - from.month() as i32
}
