//! What the programme fails to cover, whoever made it (activities row 36).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::model::{Activity, Blackout, Control, Date, Id, Link, Task};
use crate::schedule::{CLAUSES, Calendar, OccurrenceState, TEMPLATES, Template, serves};

/// Months of a certification cycle (ISO/IEC 17021-1, 9.1.3).
pub(super) const CYCLE_MONTHS: u16 = 36;

/// What the programme does not cover.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProgrammeGaps {
    /// The date looked at.
    pub as_of: Date,
    /// The day before a certification cycle from the date looked at ends: what falls due after it covers nothing.
    pub until: Date,
    /// Tasks, then clauses, controls, due dates on days off, owners.
    pub items: Vec<ProgrammeGap>,
}

/// Something not covered.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ProgrammeGap {
    /// What kind of gap.
    pub gap: GapKind,
    /// The task, clause or id that it is about.
    pub subject: String,
    /// What it says, in words.
    pub message: String,
    /// The entities behind it.
    pub entities: Vec<Link>,
    /// The rule that is not kept.
    pub rule: Rule,
    /// Since when: the day the last activity for it was retired, the decision that the control applies, the first of
    /// the due dates, or the day after the last holder; the date looked at where it was never otherwise.
    pub effective_on: Date,
}

/// Kinds of gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GapKind {
    /// No activity does a recurring task.
    Task,
    /// No activity serves a clause.
    Clause,
    /// No activity keeps a control alive that applies.
    Control,
    /// An activity falls due on days off in the next twelve months.
    Blackout,
    /// Nobody holds a role that owes activities.
    Holder,
    /// A role that owes activities states no hours.
    Capacity,
}

impl View<'_> {
    /// What the programme fails to cover over a certification cycle of three years from the date looked at.
    ///
    /// An activity counts if it is there on the date and falls due, or is owed, within the cycle. It does the tasks it
    /// names; if it names none, those whose template ([`TEMPLATES`]) serves one of its clauses. A clause is served by
    /// whatever names it, a part of it, or the whole it belongs to. A control must be kept alive if the Statement of
    /// Applicability says on the date that it applies.
    pub fn programme_gaps(&self) -> ProgrammeGaps {
        let on = self.date();
        let until = on.plus_months(CYCLE_MONTHS).plus_days(-1);
        let calendars = self.calendars(until);
        let cover = Cover::new(&calendars, on);
        let mut items = Vec::new();
        for template in TEMPLATES.iter().filter(|template| !cover.does(template.task)) {
            let (since, entities) = cover.ended(|activity| does(activity, template.task));
            items.push(ProgrammeGap {
                gap: GapKind::Task,
                subject: task_name(template.task),
                message: format!("nothing is planned for this: {}", template.task.title()),
                entities,
                rule: Rule::TaskPlanned,
                effective_on: since,
            });
        }
        for clause in CLAUSES.iter().filter(|clause| !cover.serves(clause)) {
            let (since, entities) = cover.ended(|activity| names(activity, clause));
            items.push(ProgrammeGap {
                gap: GapKind::Clause,
                subject: (*clause).to_owned(),
                message: format!("no activity serves clause {clause}"),
                entities,
                rule: Rule::ClauseServed,
                effective_on: since,
            });
        }
        for (control, decided_on) in self.applicable_controls() {
            if cover.keeps(&control.id) {
                continue;
            }
            let retired = cover.controls_ended.get(&control.id).copied();
            items.push(ProgrammeGap {
                gap: GapKind::Control,
                subject: control.id.to_string(),
                message: format!("no activity keeps this control alive: {}", control.name),
                entities: vec![Link::to(&control.id)],
                rule: Rule::ControlKept,
                effective_on: retired.map_or(decided_on, |day| day.max(decided_on)),
            });
        }
        let a_year = on.plus_months(12).plus_days(-1);
        for calendar in calendars.iter() {
            self.on_days_off(calendar, a_year, &mut items);
        }
        self.owners(&cover, &mut items);
        items.sort_by_key(|gap| (gap.gap, gap.effective_on)); // else by id, as they come
        ProgrammeGaps { as_of: on, until, items }
    }

    /// The controls that apply by the Statement of Applicability, with the day of that decision.
    pub(super) fn applicable_controls(&self) -> impl Iterator<Item = (&Control, Date)> {
        let on = self.date();
        let entries = self.isms().statement_of_applicability().values();
        entries.filter(move |entry| on.is_within(None, entry.retired_on)).filter_map(move |entry| {
            let decision = entry.decision_on(on).filter(|decision| decision.applicable)?;
            let control = self.isms().controls().get(&entry.control)?;
            on.is_within(None, control.retired_on).then_some((control, decision.decided_on))
        })
    }

    /// Stretches in which nothing should fall due.
    pub(super) fn blackouts(&self) -> &[Blackout] {
        self.isms().organisation().profile.as_ref().map_or(&[], |profile| &profile.blackouts)
    }

    fn on_days_off(&self, calendar: &Calendar<'_>, until: Date, items: &mut Vec<ProgrammeGap>) {
        let blackouts = self.blackouts();
        let planned = calendar.due_between(self.date(), until).filter(|o| o.evidence.is_none());
        let hit: Vec<Date> = planned.map(|o| o.due).filter(|due| is_blacked_out(blackouts, *due)).collect();
        let Some(first) = hit.first() else { return };
        let activity = calendar.activity;
        let days: Vec<_> = hit.iter().map(Date::to_string).collect();
        items.push(ProgrammeGap {
            gap: GapKind::Blackout,
            subject: activity.id.to_string(),
            message: format!("{} falls due on days off: {}", activity.title, days.join(", ")),
            entities: vec![Link::to(&activity.id)],
            rule: Rule::NothingDueOnDaysOff,
            effective_on: *first,
        });
    }

    /// Owners without a holder or without hours.
    fn owners(&self, cover: &Cover<'_>, items: &mut Vec<ProgrammeGap>) {
        let on = self.date();
        let mut owed = BTreeMap::<_, Vec<&Activity>>::new();
        for activity in &cover.alive {
            owed.entry(&activity.owner).or_default().push(activity);
        }
        for (id, activities) in owed {
            let Some(role) = self.isms().roles().get(id) else { continue };
            let activities = activities.iter().map(|a| Link::to(&a.id));
            let entities: Vec<_> = [Link::to(id)].into_iter().chain(activities).collect();
            let owes = match entities.len() - 1 {
                1 => "owes an activity".to_owned(),
                several => format!("owes {several} activities"),
            };
            let mut note = |gap, rule, message, effective_on| {
                let (subject, entities) = (id.to_string(), entities.clone());
                items.push(ProgrammeGap { gap, subject, message, entities, rule, effective_on });
            };
            if role.holders_on(on).next().is_none() {
                let left = role.holders.iter().filter_map(|t| t.until).filter(|until| *until < on).max();
                let since = left.map_or(on, |until| until.plus_days(1));
                let message = format!("nobody holds {}, which {owes}", role.name);
                note(GapKind::Holder, Rule::OwnerIsHeld, message, since);
            }
            if role.capacity_on(on).is_none() {
                let message = format!("{} {owes} and states no hours", role.name);
                note(GapKind::Capacity, Rule::CapacityStated, message, on);
            }
        }
    }
}

/// Whether a day lies in a stretch in which nothing should fall due.
pub(super) fn is_blacked_out(blackouts: &[Blackout], day: Date) -> bool {
    blackouts.iter().any(|blackout| blackout.from <= day && day <= blackout.until)
}

/// What a task is called in JSON.
pub(super) fn task_name(task: Task) -> String {
    // A plain variant is always written as a string.
    serde_json::to_value(task).ok().and_then(|name| Some(name.as_str()?.to_owned())).unwrap_or_default()
}

/// What the activities of a programme cover.
pub(super) struct Cover<'a> {
    on: Date,
    /// There on the date, and due or owed within the time looked at.
    alive: Vec<&'a Activity>,
    ended: Vec<(Date, &'a Activity)>,
    controls: std::collections::BTreeSet<&'a Id<Control>>,
    controls_ended: BTreeMap<&'a Id<Control>, Date>,
}

impl<'a> Cover<'a> {
    pub(super) fn new(calendars: &[Calendar<'a>], on: Date) -> Self {
        let comes = |calendar: &&Calendar<'_>| {
            let owed = |state| matches!(state, OccurrenceState::Overdue | OccurrenceState::Open);
            on.is_within(None, calendar.activity.retired_on)
                && calendar.occurrences().rev().any(|o| o.due >= on || owed(o.state))
        };
        let alive: Vec<&Activity> = calendars.iter().filter(comes).map(|c| c.activity).collect();
        let ended =
            |c: &Calendar<'a>| c.activity.retired_on.filter(|day| *day <= on).map(|day| (day, c.activity));
        let ended: Vec<_> = calendars.iter().filter_map(ended).collect();
        let controls = alive.iter().flat_map(|activity| &activity.controls).collect();
        let mut controls_ended = BTreeMap::new();
        for (day, activity) in &ended {
            for control in &activity.controls {
                let last = controls_ended.entry(control).or_insert(*day);
                *last = (*last).max(*day);
            }
        }
        Self { on, alive, ended, controls, controls_ended }
    }
    pub(super) fn does(&self, task: Task) -> bool {
        self.alive.iter().any(|activity| does(activity, task))
    }
    /// Whether a template serves a clause that no activity serves.
    pub(super) fn lacks_clause_of(&self, template: &Template) -> bool {
        let lacking = |clause: &&&str| template.clauses.iter().any(|served| serves(served, clause));
        CLAUSES.iter().filter(lacking).any(|clause| !self.serves(clause))
    }
    pub(super) fn keeps(&self, control: &Id<Control>) -> bool {
        self.controls.contains(control)
    }
    fn serves(&self, clause: &str) -> bool {
        self.alive.iter().any(|activity| names(activity, clause))
    }
    /// Since when no activity of a kind is there any more, and the last of them.
    fn ended(&self, kind: impl Fn(&Activity) -> bool) -> (Date, Vec<Link>) {
        let last = self.ended.iter().filter(|(_, a)| kind(a)).max_by_key(|(day, a)| (*day, &a.id));
        last.map_or((self.on, vec![]), |(day, a)| (*day, vec![Link::to(&a.id)]))
    }
}

/// Whether an activity does a task: it names it, or names none and serves a clause of its template.
fn does(activity: &Activity, task: Task) -> bool {
    if !activity.tasks.is_empty() {
        return activity.tasks.contains(&task);
    }
    let template = TEMPLATES.iter().find(|template| template.task == task);
    let clauses = template.map_or(&[][..], |template| template.clauses);
    clauses.iter().any(|clause| names(activity, clause))
}

fn names(activity: &Activity, clause: &str) -> bool {
    activity.clauses.iter().any(|served| serves(served, clause))
}
