//! Fitting the tasks of the templates to an organisation: how often, how long, in which months and on which days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Datelike;

use super::super::programme_gaps::{CYCLE_MONTHS, Cover, is_blacked_out, task_name};
use super::super::{Rule, View};
use super::answer::{NewActivity, NewActivityChange, ProposedActivity};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Activity, Control, Date, Id, Interval, Kind, Link, Role};
use crate::schedule::{Recurring, Size, Template, Window};

/// People from whom on an organisation is large, and sites.
const LARGE: (u32, usize) = (250, 5);

/// Most controls that one activity tests.
const CONTROLS_AT_ONCE: usize = 25;

/// An activity before its months are chosen.
pub(super) struct Draft {
    template: &'static Template,
    title: String,
    pub(super) owner: Id<Role>,
    every_months: u16,
    hours: f64,
    controls: Vec<Id<Control>>,
}

/// What the organisation is like, and how tasks are fitted to it.
pub(super) struct Planner<'v, 'r> {
    view: &'v View<'r>,
    from: Date,
    all: bool,
    large: bool,
    decided_on: Option<Date>,
    valid_until: Option<Date>,
}

impl<'v, 'r> Planner<'v, 'r> {
    pub(super) fn new(view: &'v View<'r>, from: Date, all: bool) -> Self {
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

    pub(super) fn draft(&self, template: &'static Template, owner: Id<Role>) -> Draft {
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
    pub(super) fn control_tests(
        &self,
        template: &'static Template,
        owner: &Id<Role>,
        cover: &Cover<'_>,
    ) -> Vec<Draft> {
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

    pub(super) fn recurring(&self, draft: &Draft) -> Recurring {
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

    pub(super) fn activity(
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

fn half_hours(hours: f64) -> f64 {
    (hours * 2.0).ceil() / 2.0
}

fn months_between(from: Date, to: Date) -> i32 {
    12 * (to.year() - from.year()) + to.month() as i32 - from.month() as i32
}
