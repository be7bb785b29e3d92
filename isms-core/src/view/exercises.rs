//! Tests and simulations: whether they are held often enough, how they went, and whether it gets better (controls
//! A.5.24, A.5.30 and A.8.13).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::model::{Date, Exercise, ExerciseKind, Id, Link, Role};
use crate::schedule::{ScoredCount, cochran_armitage, wilson_interval};

/// Below this probability of a trend by chance, rates are said to rise or fall.
const SIGNIFICANCE: f64 = 0.05;

/// How often exercises are to be held: days from one to the next, by kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExerciseParameters {
    /// Of phishing; 183 if absent.
    #[serde(default)]
    pub phishing_days: Option<u16>,
    /// Of tabletops; 365 if absent.
    #[serde(default)]
    pub tabletop_days: Option<u16>,
    /// Of drills; 365 if absent.
    #[serde(default)]
    pub drill_days: Option<u16>,
    /// Of restore tests; 92 if absent.
    #[serde(default)]
    pub restore_test_days: Option<u16>,
    /// Of penetration tests; 365 if absent.
    #[serde(default)]
    pub penetration_test_days: Option<u16>,
}

/// The exercises up to a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Exercises {
    /// The date looked at.
    pub as_of: Date,
    /// Each kind that was held by then, the first due first.
    pub items: Vec<ExerciseKindItem>,
    /// Kinds that were not.
    pub never_held: Vec<ExerciseKind>,
}

/// The exercises of a kind.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExerciseKindItem {
    /// The kind.
    pub kind: ExerciseKind,
    /// How many were held.
    pub held: usize,
    /// The last one.
    pub last: Id<Exercise>,
    /// Its day.
    pub last_held_on: Date,
    /// Days from one to the next.
    pub interval_days: u16,
    /// The last day for the next.
    pub due: Date,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// Whether it has.
    pub state: ExerciseState,
    /// The next one that is planned.
    pub planned: Option<Id<Exercise>>,
    /// Its day.
    pub planned_on: Option<Date>,
    /// What went well, all together; none where nothing was counted.
    pub rate: Option<Rate>,
    /// What went well, one by one, oldest first.
    pub results: Vec<ExerciseResult>,
    /// Whether it gets better; none where there is nothing to tell.
    pub trend: Option<RateTrend>,
    /// Actions that follow from them, past their day and not done, the first due first.
    pub overdue_actions: Vec<ExerciseAction>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The exercises held, and the one planned.
    pub entities: Vec<Link>,
}

/// Whether an exercise is overdue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExerciseState {
    /// The last is too long ago.
    Overdue,
    /// It is not.
    InTime,
}

/// A rate, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct Rate {
    /// How many times.
    pub trials: u64,
    /// How many of them went well.
    pub successes: u64,
    /// The share of these.
    pub share: f64,
    /// Lower bound of Wilson's 95 % interval.
    pub low: f64,
    /// Upper bound.
    pub high: f64,
}

/// How one exercise went.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ExerciseResult {
    /// The exercise.
    pub exercise: Id<Exercise>,
    /// Its day.
    pub held_on: Date,
    /// What went well.
    pub rate: Rate,
}

/// The test of Cochran and Armitage over the days of the exercises.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct RateTrend {
    /// Standard normal if there is no trend; positive if the rate rises.
    pub z: f64,
    /// Probability of a `z` as far from 0 if there is none.
    pub p_value: f64,
    /// What that says at 5 %.
    pub direction: TrendDirection,
}

/// Directions of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TrendDirection {
    /// More goes well.
    Rising,
    /// Less goes well.
    Falling,
    /// It cannot be told from chance.
    Unclear,
}

/// An action that follows from an exercise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ExerciseAction {
    /// The exercise.
    pub exercise: Id<Exercise>,
    /// What.
    pub title: String,
    /// Who owes it.
    pub owner: Id<Role>,
    /// When it was due.
    pub due: Date,
}

impl ExerciseParameters {
    fn interval(&self, kind: ExerciseKind) -> u16 {
        match kind {
            ExerciseKind::Phishing => self.phishing_days.unwrap_or(183),
            ExerciseKind::Tabletop => self.tabletop_days.unwrap_or(365),
            ExerciseKind::Drill => self.drill_days.unwrap_or(365),
            ExerciseKind::RestoreTest => self.restore_test_days.unwrap_or(92),
            ExerciseKind::PenetrationTest => self.penetration_test_days.unwrap_or(365),
        }
    }
}

const KINDS: [ExerciseKind; 5] = [
    ExerciseKind::Phishing,
    ExerciseKind::Tabletop,
    ExerciseKind::Drill,
    ExerciseKind::RestoreTest,
    ExerciseKind::PenetrationTest,
];

impl View<'_> {
    /// Of each kind of exercise: when the next is due, the rate of what went well with Wilson's 95 % interval, and
    /// whether the rate rises or falls, by the test of Cochran and Armitage with the days as scores.
    ///
    /// An exercise is held on its day; later ones are planned.
    pub fn exercises(&self, parameters: ExerciseParameters) -> Exercises {
        let on = self.date();
        let mut by_kind: BTreeMap<ExerciseKind, Vec<&Exercise>> = BTreeMap::new();
        for exercise in self.isms().exercises().values().filter(|e| on.is_within(None, e.retired_on)) {
            by_kind.entry(exercise.kind).or_default().push(exercise);
        }
        let mut items: Vec<_> = by_kind
            .into_iter()
            .filter_map(|(kind, exercises)| self.exercise_kind(kind, exercises, parameters.interval(kind)))
            .collect();
        items.sort_by_key(|item| (item.due, item.kind));
        let never_held =
            KINDS.into_iter().filter(|kind| !items.iter().any(|item| item.kind == *kind)).collect();
        Exercises { as_of: on, items, never_held }
    }

    fn exercise_kind(
        &self,
        kind: ExerciseKind,
        mut exercises: Vec<&Exercise>,
        interval: u16,
    ) -> Option<ExerciseKindItem> {
        let on = self.date();
        exercises.sort_by(|a, b| (a.held_on, &a.id).cmp(&(b.held_on, &b.id)));
        let (held, planned) = exercises.split_at_checked(exercises.partition_point(|e| e.held_on <= on))?;
        let (last, planned) = (held.last()?, planned.first());
        let due = last.held_on.plus_days(interval.into());
        let (state, effective_on) = if due < on {
            (ExerciseState::Overdue, due.plus_days(1))
        } else {
            (ExerciseState::InTime, last.held_on)
        };
        let results: Vec<_> = held.iter().filter_map(|exercise| result(exercise)).collect();
        let total = |of: fn(&Rate) -> u64| results.iter().map(|result| of(&result.rate)).sum::<u64>();
        Some(ExerciseKindItem {
            kind,
            held: held.len(),
            last: last.id.clone(),
            last_held_on: last.held_on,
            interval_days: interval,
            due,
            days_overdue: on.days_since(due).max(0),
            state,
            planned: planned.map(|exercise| exercise.id.clone()),
            planned_on: planned.map(|exercise| exercise.held_on),
            rate: rate(total(|rate| rate.successes), total(|rate| rate.trials)),
            trend: trend(&results),
            results,
            overdue_actions: overdue_actions(held, on),
            rule: Rule::ExerciseInterval,
            effective_on,
            entities: held.iter().chain(planned).map(|exercise| Link::to(&exercise.id)).collect(),
        })
    }
}

fn rate(successes: u64, trials: u64) -> Option<Rate> {
    let (low, high) = wilson_interval(successes, trials)?;
    Some(Rate { trials, successes, share: successes as f64 / trials as f64, low, high })
}

fn result(exercise: &Exercise) -> Option<ExerciseResult> {
    let outcome = exercise.outcome.as_ref()?;
    let rate = rate(outcome.successes.into(), outcome.trials.into())?;
    Some(ExerciseResult { exercise: exercise.id.clone(), held_on: exercise.held_on, rate })
}

fn trend(results: &[ExerciseResult]) -> Option<RateTrend> {
    let first = results.first()?.held_on;
    let scored = |result: &ExerciseResult| ScoredCount {
        score: result.held_on.days_since(first) as f64,
        successes: result.rate.successes,
        trials: result.rate.trials,
    };
    let trend = cochran_armitage(&results.iter().map(scored).collect::<Vec<_>>())?;
    let direction = if trend.p_value >= SIGNIFICANCE {
        TrendDirection::Unclear
    } else if trend.z > 0.0 {
        TrendDirection::Rising
    } else {
        TrendDirection::Falling
    };
    Some(RateTrend { z: trend.z, p_value: trend.p_value, direction })
}

fn overdue_actions(held: &[&Exercise], on: Date) -> Vec<ExerciseAction> {
    let of = |exercise: &&Exercise| {
        let overdue = exercise.actions.iter().filter(|action| action.due < on && action.is_open_on(on));
        let item = |action: &crate::model::Action| ExerciseAction {
            exercise: exercise.id.clone(),
            title: action.title.clone(),
            owner: action.owner.clone(),
            due: action.due,
        };
        overdue.map(item).collect::<Vec<_>>()
    };
    let mut actions: Vec<_> = held.iter().flat_map(of).collect();
    actions.sort_by(|a, b| (a.due, &a.exercise, &a.title).cmp(&(b.due, &b.exercise, &b.title)));
    actions
}
