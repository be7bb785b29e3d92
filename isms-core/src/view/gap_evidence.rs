//! What shows that a requirement is met, as far as it may be relied on.

use std::collections::HashMap;

use super::View;
use crate::model::{Activity, Control, ControlTestResult, Date, Evidence, Id, Kind, Link, Requirement};
use crate::risk::TEST_VALID_DAYS;

/// What shows a requirement.
#[derive(Default)]
pub(super) struct ShownBy {
    /// What may be relied on.
    pub(super) in_force: Vec<Link>,
    /// Evidence that may not be any more.
    pub(super) lapsed: Vec<Id<Evidence>>,
    /// The last day on which something that has lapsed could be relied on.
    pub(super) lapsed_on: Option<Date>,
}

impl ShownBy {
    fn lapsed(&mut self, last_day: Date) {
        self.lapsed_on = self.lapsed_on.max(Some(last_day));
    }

    /// Takes what shows an entity. What an entity showed until it was retired lapsed with it.
    fn take(&mut self, of_entity: ShownBy, retired_on: Option<Date>) {
        match retired_on {
            None => self.in_force.extend(of_entity.in_force),
            Some(day) if !of_entity.in_force.is_empty() => self.lapsed(day.plus_days(-1)),
            Some(_) => {}
        }
        self.lapsed.extend(of_entity.lapsed);
        self.lapsed_on = self.lapsed_on.max(of_entity.lapsed_on);
    }

    /// Takes evidence on record, in force or lapsed.
    fn evidence(&mut self, evidence: &Evidence, on: Date) {
        if may_be_relied_on(evidence, on) {
            self.in_force.push(Link::to(&evidence.id));
        } else {
            self.lapsed.push(evidence.id.clone());
            self.lapsed(last_day(evidence));
        }
    }
}

/// The latest evidence of each entity that meets a requirement.
pub(super) struct ShownEntities<'a> {
    latest: HashMap<(Kind, &'a str), Latest<'a>>,
    /// Activities that keep a control alive.
    keeping: HashMap<&'a Id<Control>, Vec<&'a Activity>>,
}

/// The latest evidence in force of an entity, and of what has lapsed that which was in force longest.
#[derive(Default)]
struct Latest<'a> {
    in_force: Option<&'a Evidence>,
    lapsed: Option<&'a Evidence>,
}

impl<'a> Latest<'a> {
    fn take(&mut self, evidence: &'a Evidence, on: Date) {
        if may_be_relied_on(evidence, on) {
            let later =
                |kept: &&Evidence| (kept.performed_on, &kept.id) > (evidence.performed_on, &evidence.id);
            self.in_force = self.in_force.filter(later).or(Some(evidence));
        } else {
            let later = |kept: &&Evidence| (last_day(kept), &kept.id) > (last_day(evidence), &evidence.id);
            self.lapsed = self.lapsed.filter(later).or(Some(evidence));
        }
    }
}

impl<'a> ShownEntities<'a> {
    /// Looks through the evidence on record once.
    pub(super) fn of(view: &'a View<'_>, met_by: impl Iterator<Item = &'a Link>) -> Self {
        let (isms, on) = (view.isms(), view.date());
        let mut shown = Self { latest: HashMap::new(), keeping: HashMap::new() };
        for link in met_by {
            shown.latest.entry((link.kind, &link.id)).or_default();
        }
        for activity in isms.activities().values().filter(|a| on.is_within(None, a.retired_on)) {
            for control in &activity.controls {
                if shown.latest.contains_key(&(Kind::Control, control.as_str())) {
                    shown.keeping.entry(control).or_default().push(activity);
                }
            }
        }
        for activity in shown.keeping.values().flatten() {
            shown.latest.entry((Kind::Activity, activity.id.as_str())).or_default();
        }
        if shown.latest.is_empty() {
            return shown;
        }
        for evidence in isms.evidence().values().filter(|evidence| evidence.recorded_on() <= on) {
            let of_activity = evidence.activity.iter().map(|activity| (Kind::Activity, activity.as_str()));
            let links = evidence.shows.iter().map(|link| (link.kind, link.id.as_str()));
            for entity in of_activity.chain(links) {
                if let Some(latest) = shown.latest.get_mut(&entity) {
                    latest.take(evidence, on);
                }
            }
        }
        shown
    }

    /// What shows a requirement: the evidence named for it, and what meets it.
    pub(super) fn requirement(
        &self,
        view: &'a View<'_>,
        requirement: &'a Requirement,
        named: &[Id<Evidence>],
    ) -> ShownBy {
        let (isms, on) = (view.isms(), view.date());
        let mut shown = ShownBy::default();
        let on_record = named.iter().filter_map(|id| isms.evidence().get(id));
        on_record.filter(|evidence| evidence.recorded_on() <= on).for_each(|e| shown.evidence(e, on));
        for link in &requirement.met_by {
            let retired_on = isms.retired_on(link.kind, &link.id).filter(|day| *day <= on);
            shown.take(self.link(view, link), retired_on);
        }
        shown.in_force.sort();
        shown.in_force.dedup();
        shown.lapsed.sort();
        shown.lapsed.dedup();
        shown
    }

    fn link(&self, view: &'a View<'_>, link: &'a Link) -> ShownBy {
        let (isms, on) = (view.isms(), view.date());
        let mut shown = ShownBy::default();
        self.entity((link.kind, &link.id), on, &mut shown);
        match link.kind {
            Kind::Document => {
                let document = isms.documents().get(link.id.as_str());
                let in_force = document.filter(|document| document.version_on(on).is_some());
                shown.in_force.extend(in_force.map(|document| Link::to(&document.id)));
            }
            Kind::Control => {
                let Some(control) = isms.controls().get(link.id.as_str()) else { return shown };
                tests(control, on, &mut shown);
                for activity in self.keeping.get(&control.id).into_iter().flatten() {
                    self.entity((Kind::Activity, activity.id.as_str()), on, &mut shown);
                }
            }
            _ => {}
        }
        shown
    }

    fn entity(&self, entity: (Kind, &'a str), on: Date, shown: &mut ShownBy) {
        let latest = self.latest.get(&entity);
        latest.into_iter().flat_map(|l| [l.in_force, l.lapsed]).flatten().for_each(|e| shown.evidence(e, on));
    }
}

/// A passed test speaks for a control until it is too old or a later one fails.
fn tests(control: &Control, on: Date, shown: &mut ShownBy) {
    let held = control.tests.partition_point(|test| test.on <= on);
    let held = control.tests.get(..held).unwrap_or_default();
    let Some(last) = held.iter().rposition(|test| test.result == ControlTestResult::Passed) else { return };
    let Some(passed) = held.get(last) else { return };
    let failed = held.get(last + 1).map(|failed| failed.on.plus_days(-1));
    let last_day = failed.into_iter().chain([passed.on.plus_days(TEST_VALID_DAYS)]).min();
    match last_day.filter(|day| *day < on) {
        Some(day) => shown.lapsed(day),
        None => shown.in_force.push(Link::to(&control.id)),
    }
}

fn may_be_relied_on(evidence: &Evidence, on: Date) -> bool {
    evidence.is_seen_on(on) && evidence.may_answer(on)
}

/// The last day on which evidence could be relied on.
fn last_day(evidence: &Evidence) -> Date {
    let taken_back = evidence.retired_on.map(|day| day.plus_days(-1));
    evidence.valid_until.into_iter().chain(taken_back).min().unwrap_or(Date::MAX)
}
