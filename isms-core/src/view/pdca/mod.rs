//! Plan, do, check, act: each improvement on its way, and what the whole system lacks in each phase (clause 10.1).

mod lacks;

pub use lacks::PhaseLack;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Rule, View};
use crate::error::Result;
use crate::model::{Date, ExitCriterion, Id, ImprovementCycle, Link, Person, Phase, Role};

/// The improvement cycles, and the whole system by phase.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Pdca {
    /// The date looked at.
    pub as_of: Date,
    /// How many cycles are stuck.
    pub stuck: usize,
    /// Each cycle begun by the date: stuck ones first, then by the day due, then those that ended.
    pub items: Vec<CycleItem>,
    /// What the system lacks: by phase, view and rule.
    pub lacks: Vec<PhaseLack>,
}

/// An improvement on its way round.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CycleItem {
    /// The cycle.
    pub cycle: Id<ImprovementCycle>,
    /// Its title.
    pub title: String,
    /// What it is to reach.
    pub aim: String,
    /// Who answers for it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// How it stands.
    pub state: CycleState,
    /// The phase it is in; none once it has ended.
    pub phase: Option<Phase>,
    /// How often it has gone round, this time included.
    pub round: usize,
    /// The first day in the phase.
    pub entered_on: Option<Date>,
    /// Days since.
    pub days_in_phase: Option<i64>,
    /// The day by which the phase should be left.
    pub due: Option<Date>,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// Exit criteria of the phase that hold.
    pub met: Vec<String>,
    /// Exit criteria of the phase that do not.
    pub missing: Vec<String>,
    /// When it ended.
    pub completed_on: Option<Date>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The cycle and what it bears on.
    pub entities: Vec<Link>,
}

/// How an improvement stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CycleState {
    /// The day has passed by which its phase should have been left.
    Stuck,
    /// What must hold before the phase is left holds, and it has not been left.
    Ready,
    /// Something must still hold.
    Running,
    /// It has ended.
    Completed,
}

impl View<'_> {
    /// Each improvement cycle with its phase, the exit criteria that hold and those that do not, and whether it is stuck:
    /// past the day by which the phase should be left. Then what the whole system lacks on the date in each phase, counted
    /// from the answers of other views, with what stands behind each: plan (clauses 4 to 7), do (8), check (9), act (10).
    ///
    /// Errors: as the views that it draws on.
    pub fn pdca(&self) -> Result<Pdca> {
        let items = self.cycle_items();
        let lacks = self.phase_lacks(&items)?;
        let stuck = items.iter().filter(|item| item.state == CycleState::Stuck).count();
        Ok(Pdca { as_of: self.date(), stuck, items, lacks })
    }

    fn cycle_items(&self) -> Vec<CycleItem> {
        let on = self.date();
        let begun = |cycle: &&ImprovementCycle| {
            on.is_within(cycle.phases.first().map(|phase| phase.entered_on), cycle.retired_on)
        };
        let cycles = self.isms().improvement_cycles().values().filter(begun);
        let mut items: Vec<_> = cycles.map(|cycle| self.cycle_item(cycle)).collect();
        items.sort_by(|a, b| {
            let rank = |item: &CycleItem| match item.state {
                CycleState::Stuck => 0,
                CycleState::Ready | CycleState::Running => 1,
                CycleState::Completed => 2,
            };
            let due = |item: &CycleItem| item.due.unwrap_or(Date::MAX);
            (rank(a), due(a), &a.cycle).cmp(&(rank(b), due(b), &b.cycle))
        });
        items
    }

    fn cycle_item(&self, cycle: &ImprovementCycle) -> CycleItem {
        let on = self.date();
        let phase = cycle.phase_on(on);
        let completed_on = cycle.completed_on.filter(|day| *day <= on);
        let holds = |criterion: &&ExitCriterion| criterion.met_on.is_some_and(|day| day <= on);
        let criteria = || phase.into_iter().flat_map(|phase| &phase.exit_criteria);
        let text = |criterion: &ExitCriterion| criterion.text.clone();
        let met: Vec<_> = criteria().filter(holds).map(text).collect();
        let missing: Vec<_> = criteria().filter(|criterion| !holds(criterion)).map(text).collect();
        let entered_on = phase.map(|phase| phase.entered_on);
        let due = phase.and_then(|phase| phase.due);
        let started = cycle.phases.first().map_or(on, |phase| phase.entered_on);
        let (state, rule, effective_on) = match (completed_on, due) {
            (Some(day), _) => (CycleState::Completed, Rule::PhaseLeftOnExit, day),
            (None, Some(due)) if due < on => (CycleState::Stuck, Rule::PhaseLeftInTime, due.plus_days(1)),
            (None, _) if missing.is_empty() => {
                let last = criteria().filter_map(|criterion| criterion.met_on).max();
                let since = last.into_iter().chain(entered_on).max().unwrap_or(started);
                (CycleState::Ready, Rule::PhaseLeftOnExit, since)
            }
            (None, _) => (CycleState::Running, Rule::PhaseLeftOnExit, entered_on.unwrap_or(started)),
        };
        let plans = cycle.phases.iter().filter(|p| p.phase == Phase::Plan && p.entered_on <= on).count();
        CycleItem {
            cycle: cycle.id.clone(),
            title: cycle.title.clone(),
            aim: cycle.aim.clone(),
            owner: cycle.owner.clone(),
            holders: self.holders(&cycle.owner),
            state,
            phase: phase.map(|phase| phase.phase),
            round: plans,
            entered_on,
            days_in_phase: entered_on.map(|day| on.days_since(day)),
            due,
            days_overdue: due.map_or(0, |due| on.days_since(due).max(0)),
            met,
            missing,
            completed_on,
            rule,
            effective_on,
            entities: [Link::to(&cycle.id)].into_iter().chain(cycle.about.iter().cloned()).collect(),
        }
    }
}
