//! From the record to a choice: which treatment options are open on a date, what they cost, do and need, as a problem for
//! the optimiser.
//!
//! The optimiser multiplies what options leave of a risk. That is exact for shares of rate and susceptibility, and near for
//! the rest; so what is chosen is judged again by simulating the model with all of it in effect.

mod effects;
mod hours;
mod parameters;

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::effects::Baseline;
pub(super) use self::effects::by_risk;
use self::hours::left;
pub(super) use self::hours::{QuarterHours, first_day};
pub(super) use self::parameters::treatment_parameters;
use super::loss::at_most;
use super::loss_model::{amount, risk_of};
use super::{RecordedLossModel, View};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;
use crate::model::{Date, Id, Role, TreatmentOption};
use crate::quant::{Simulation, yearly_losses};
use crate::treatment::{
    AppetitePoint, Candidate, Capacity, Effect, Effort, Goal, Group, Problem, RiskLoss, Scenarios, Work,
};

/// The most: the loss of every risk is kept for each of them.
const MOST_TRIALS: u64 = 200_000;
const MOST_YEARS: u32 = 10;
const QUARTERS: u32 = 4;
const MOST_NODES: u64 = 1_000_000;
/// Nodes of a search tree where no number is given: at most, and at least.
const DEFAULT_NODES: u64 = 2_000;
const LEAST_NODES: u64 = 64;
/// Losses of a risk in a year that the nodes by default have to do with together: every node goes through all of them
/// some times, which is the most of its work.
const LOSSES: u64 = 200_000_000;

/// What a choice of treatment options is to make small.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TreatmentGoal {
    /// The expected loss over the horizon, discounted.
    #[default]
    ExpectedLoss,
    /// The expected shortfall of the last year of the horizon at the level.
    TailLoss,
    /// The cost at which the last year of the horizon keeps every point of the tolerance of the risk appetite.
    Appetite,
}

/// What both views of treatment options ask for, with the defaults of what is absent.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) goal: TreatmentGoal,
    pub(super) level: f64,
    pub(super) budget: Option<f64>,
    pub(super) horizon: u32,
    pub(super) discount_rate: f64,
    pub(super) capacities: bool,
    pub(super) start_quarters: u32,
    pub(super) trials: u64,
    pub(super) seed: u64,
    /// None if it is left to how large the problem is.
    pub(super) nodes: Option<u64>,
}

impl Question {
    /// Errors: a parameter out of its range.
    pub(super) fn checked(self) -> Result<Self> {
        let refuse = |path: &str, value: f64, remedy: &str| {
            Err(Error::new(ErrorCode::Value, path, format!("{value} is out of range"), remedy))
        };
        at_most("horizon", self.horizon.into(), MOST_YEARS.into())?;
        at_most("start_quarters", self.start_quarters.into(), (self.horizon * QUARTERS).into())?;
        at_most("trials", self.trials, MOST_TRIALS)?;
        self.nodes.map_or(Ok(()), |nodes| at_most("nodes", nodes, MOST_NODES))?;
        if !(self.level > 0.0 && self.level < 1.0) {
            return refuse("level", self.level, "use a share of years above 0 and below 1, such as 0.95");
        }
        if !(0.0..=1.0).contains(&self.discount_rate) {
            return refuse(
                "discount_rate",
                self.discount_rate,
                "use a yearly rate from 0 to 1, such as 0.04",
            );
        }
        match self.budget.filter(|budget| !(0.0..=1e15).contains(budget)) {
            Some(budget) => refuse("budget", budget, "use an amount from 0 up"),
            None => Ok(self),
        }
    }

    pub(super) fn quarters(&self) -> u32 {
        self.horizon * QUARTERS
    }
}

/// An option that can be chosen.
#[derive(Debug, Clone)]
pub(super) struct Offered<'v> {
    pub(super) option: &'v TreatmentOption,
    /// Quarters in which it may start.
    starts: Vec<u32>,
    /// The share of each risk's loss that it leaves by itself.
    pub(super) left: Vec<f64>,
}

/// Why an option that is on record and not decided on cannot be chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Barred<'v> {
    /// It may start in none of the quarters, or would not be in effect before the end of the horizon.
    NoStart,
    /// What it requires cannot be chosen either, or was withdrawn.
    Lacks(&'v Id<TreatmentOption>),
    /// It cannot stand beside what is decided already.
    Excluded(&'v Id<TreatmentOption>),
}

/// Everything that a choice is made from.
#[derive(Debug)]
pub(super) struct Choice<'v> {
    pub(super) question: Question,
    pub(super) recorded: RecordedLossModel,
    /// For each entry of the model, the number of its risk among those of the problem.
    pub(super) risks: Vec<usize>,
    pub(super) offered: Vec<Offered<'v>>,
    pub(super) barred: Vec<(&'v TreatmentOption, Barred<'v>)>,
    /// Hours of the roles that options ask for some of.
    pub(super) hours: BTreeMap<&'v Id<Role>, Vec<QuarterHours>>,
    pub(super) problem: Problem,
    pub(super) goal: Goal,
}

impl<'a> View<'a> {
    /// The choice on the date.
    ///
    /// Errors: an appetite asked for that the record does not state, figures that give no finite loss, the work stopped.
    pub(super) fn choice(&self, question: Question, watch: &Watch<'_>) -> Result<Choice<'a>> {
        let recorded = self.recorded_loss_model()?;
        let mut numbers = BTreeMap::new();
        let mut names: Vec<String> = Vec::new();
        let mut risks = Vec::with_capacity(recorded.model.risks.len());
        for entry in &recorded.model.risks {
            risks.push(*numbers.entry(risk_of(&entry.id)).or_insert_with(|| {
                names.push(risk_of(&entry.id).to_owned());
                names.len() - 1
            }));
        }
        drop(numbers);
        let (open, barred) = self.open_options(&question)?;
        watch.begin(1 + open.len())?;
        let simulation = Simulation::new(question.trials, question.seed);
        let (years, means) = if risks.is_empty() {
            (vec![], vec![])
        } else {
            let losses = watch.piece(|watch| yearly_losses(&recorded.model, &simulation, &risks, watch))?;
            (losses.years, losses.means)
        };
        watch.part_done()?;
        let before =
            Baseline { model: &recorded.model, simulation: &simulation, risks: &risks, means: &means };
        let offered = open.into_iter().map(|(option, starts)| {
            let left = if risks.is_empty() {
                vec![]
            } else {
                watch.piece(|watch| self.left_by(option, &before, watch))?
            };
            watch.part_done()?;
            Ok(Offered { option, starts, left })
        });
        let offered: Vec<Offered<'a>> = offered.collect::<Result<_>>()?;
        let options: Vec<&TreatmentOption> = offered.iter().map(|offered| offered.option).collect();
        let hours = self.quarter_hours(&options, question.quarters());
        let problem = Problem {
            candidates: offered.iter().map(|offered| candidate(offered, &names, &options)).collect(),
            risks: names
                .into_iter()
                .zip(by_risk(&risks, &means))
                .map(|(id, loss)| RiskLoss { id, loss })
                .collect(),
            scenarios: (!years.is_empty()).then(|| Scenarios { losses: years, weights: vec![] }),
            groups: self.groups(&options),
            capacities: if question.capacities { capacities(&hours) } else { vec![] },
            budget: question.budget,
            horizon: question.horizon,
            discount_rate: question.discount_rate,
        };
        let goal = self.goal(&question, problem.risks.is_empty())?;
        Ok(Choice { question, recorded, risks, offered, barred, hours, problem, goal })
    }

    fn goal(&self, question: &Question, nothing_lost: bool) -> Result<Goal> {
        let tolerance = self.tolerance();
        Ok(match question.goal {
            // Where nothing is lost there are no years to look at one by one, and nothing to choose by any goal.
            _ if nothing_lost => Goal::ExpectedLoss,
            TreatmentGoal::ExpectedLoss => Goal::ExpectedLoss,
            TreatmentGoal::TailLoss => Goal::TailLoss { level: question.level },
            TreatmentGoal::Appetite if tolerance.is_empty() => {
                let problem = "the record states no tolerance that could be kept";
                let remedy = "state risk_criteria.appetite.tolerance, or ask for another goal";
                return Err(Error::new(ErrorCode::MissingField, "goal", problem, remedy));
            }
            TreatmentGoal::Appetite => Goal::Appetite {
                points: tolerance
                    .into_iter()
                    .map(|(loss, probability)| AppetitePoint { loss, probability })
                    .collect(),
            },
        })
    }

    /// The options that can be chosen with the quarters in which they may start, and those that cannot; both by id.
    #[allow(clippy::type_complexity, reason = "two lists that are told apart here and nowhere else")]
    fn open_options(
        &self,
        question: &Question,
    ) -> Result<(Vec<(&'a TreatmentOption, Vec<u32>)>, Vec<(&'a TreatmentOption, Barred<'a>)>)> {
        let on = self.date();
        let (mut open, mut barred) = (BTreeMap::new(), BTreeMap::new());
        // What is required comes before what requires it.
        for option in self.isms().options_in_order(self.isms().treatment_options().values())? {
            if !option.is_open_on(on) {
                continue;
            }
            let lacks = |required: &&Id<TreatmentOption>| {
                self.decided(required).is_none() && !open.contains_key(*required)
            };
            let starts = || -> Vec<u32> {
                let starts = 0..question.start_quarters.min(question.quarters());
                starts.filter(|quarter| self.may_start(option, *quarter, question)).collect()
            };
            if let Some(other) = self.excluded_by_decided(option) {
                barred.insert(&option.id, (option, Barred::Excluded(other)));
            } else if let Some(required) = option.requires.iter().find(lacks) {
                barred.insert(&option.id, (option, Barred::Lacks(required)));
            } else {
                match starts() {
                    starts if starts.is_empty() => {
                        barred.insert(&option.id, (option, Barred::NoStart));
                    }
                    starts => drop(open.insert(&option.id, (option, starts))),
                }
            }
        }
        Ok((open.into_values().collect(), barred.into_values().collect()))
    }

    /// An option that was decided on by the date.
    fn decided(&self, id: &Id<TreatmentOption>) -> Option<&'a TreatmentOption> {
        let option = self.isms().treatment_options().get(id)?;
        option.decided_on.filter(|day| *day <= self.date()).map(|_| option)
    }

    fn excluded_by_decided(&self, option: &'a TreatmentOption) -> Option<&'a Id<TreatmentOption>> {
        let options = self.isms().treatment_options().values();
        let excludes = |other: &&TreatmentOption| {
            option.excludes.contains(&other.id) || other.excludes.contains(&option.id)
        };
        let mut decided = options.filter(|other| self.decided(&other.id).is_some());
        decided.find(excludes).map(|other| &other.id)
    }

    fn may_start(&self, option: &TreatmentOption, quarter: u32, question: &Question) -> bool {
        let last = first_day(self.date(), quarter + 1).plus_days(-1);
        let start = self.starts_on(option, quarter);
        let required = option.requires.iter().filter_map(|required| self.decided(required));
        start <= last
            && option.start_until.is_none_or(|until| start <= until)
            && required.filter_map(TreatmentOption::decided_in_effect_on).all(|day| day <= start)
            && quarter + u32::from(option.lead_quarters) < question.quarters()
    }

    /// The day on which an option starts in a quarter: the first on which it may.
    pub(super) fn starts_on(&self, option: &TreatmentOption, quarter: u32) -> Date {
        let first = first_day(self.date(), quarter);
        option.start_from.map_or(first, |from| from.max(first))
    }

    fn groups(&self, options: &[&TreatmentOption]) -> Vec<Group> {
        let live = self.isms().treatment_groups().values();
        let live = live.filter(|group| self.date().is_within(None, group.retired_on));
        let group = |group: &crate::model::TreatmentGroup| {
            let decided = group.options.iter().filter(|id| self.decided(id).is_some()).count();
            let offered = group.options.iter().filter(|id| options.iter().any(|option| option.id == **id));
            Group {
                id: group.id.to_string(),
                candidates: offered.map(ToString::to_string).collect(),
                most: group.at_most.saturating_sub(u32::try_from(decided).unwrap_or(u32::MAX)),
            }
        };
        live.map(group).filter(|group| !group.candidates.is_empty()).collect()
    }
}

impl Choice<'_> {
    /// How hard to look for a portfolio.
    pub(super) fn effort(&self) -> Effort {
        let years = if self.goal == Goal::ExpectedLoss { 1 } else { self.question.trials };
        let losses = years.saturating_mul(self.problem.risks.len() as u64).max(1);
        let nodes = (LOSSES / losses).clamp(LEAST_NODES, DEFAULT_NODES);
        Effort { nodes: self.question.nodes.unwrap_or(nodes), ..Effort::default() }
    }

    /// How hard to look for one of many others.
    pub(super) fn light_effort(&self) -> Effort {
        let effort = self.effort();
        Effort { nodes: effort.nodes.div_ceil(4), restarts: 1, ..effort }
    }

    /// What an option is in the problem, and by what it is offered.
    pub(super) fn offered(&self, id: &str) -> Option<(&Candidate, &Offered<'_>)> {
        let mut all = self.problem.candidates.iter().zip(&self.offered);
        all.find(|(candidate, _)| candidate.id == id)
    }

    /// The share of each risk's loss that some options leave together, as the optimiser reckons it.
    pub(super) fn left<'i>(&self, chosen: impl Iterator<Item = &'i str>) -> Vec<f64> {
        let mut left = vec![1.0; self.problem.risks.len()];
        for (_, offered) in chosen.filter_map(|id| self.offered(id)) {
            left.iter_mut().zip(&offered.left).for_each(|(left, by)| *left *= by);
        }
        left
    }

    /// The loss of each year that it was chosen on, when of each risk's loss so much is left.
    pub(super) fn years(&self, left: &[f64]) -> Vec<f64> {
        let rows = self.problem.scenarios.iter().flat_map(|scenarios| &scenarios.losses);
        let mut years = vec![0.0; rows.clone().next().map_or(0, Vec::len)];
        for (row, left) in rows.zip(left) {
            years.iter_mut().zip(row).for_each(|(year, loss)| *year += left * loss);
        }
        years
    }
}

fn candidate(offered: &Offered<'_>, risks: &[String], options: &[&TreatmentOption]) -> Candidate {
    let option = offered.option;
    let among = |ids: &[Id<TreatmentOption>]| {
        let offered = ids.iter().filter(|id| options.iter().any(|option| option.id == **id));
        offered.map(ToString::to_string).collect()
    };
    let acts = risks.iter().zip(&offered.left).filter(|(_, left)| **left < 1.0);
    Candidate {
        id: option.id.to_string(),
        one_off: amount(option.one_off.as_ref()).unwrap_or(0.0),
        yearly: amount(option.yearly.as_ref()).unwrap_or(0.0),
        work: option
            .work
            .iter()
            .map(|work| Work { owner: work.role.to_string(), hours: work.hours, yearly: work.yearly_hours })
            .collect(),
        lead: option.lead_quarters.into(),
        starts: offered.starts.clone(),
        effects: acts
            .map(|(risk, left)| Effect { risk: risk.clone(), magnitude: 1.0 - left, ..Effect::default() })
            .collect(),
        // What is required and not offered is decided already.
        requires: among(&option.requires),
        excludes: among(&option.excludes),
    }
}

fn capacities(hours: &BTreeMap<&Id<Role>, Vec<QuarterHours>>) -> Vec<Capacity> {
    let of = |(role, hours): (&&Id<Role>, &Vec<QuarterHours>)| {
        Some(Capacity { owner: role.to_string(), hours: left(hours)? })
    };
    hours.iter().filter_map(of).collect()
}
