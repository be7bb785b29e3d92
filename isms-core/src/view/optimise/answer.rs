//! What to optimise for, and what an optimisation answers.

use schemars::JsonSchema;
use serde::Serialize;

use super::super::treatment_problem::{TreatmentGoal, treatment_parameters};
use super::super::{LeftOut, Rule};
use crate::model::{Date, Id, Kind, Link, Person, Risk, Role, TreatmentOption};
use crate::record::{Change, ChangeSet, ImportReport};

treatment_parameters! {
    /// What to make small, within which limits.
    OptimiseParameters {
        /// The most that the chosen options may cost over the horizon, discounted; no limit if absent.
        budget: f64,
        /// How often uncertain rates are drawn anew to see what would be chosen then; 16 if absent, 0 for not at all.
        redraws: u32,
    }
}

/// The treatment options to choose on a date, and why.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Optimisation {
    /// The date looked at, and the first day of the first quarter.
    pub as_of: Date,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// What was made small.
    pub goal: TreatmentGoal,
    /// Share of years beyond which the tail begins.
    pub level: f64,
    /// The most that could be spent; none if there was no limit.
    pub budget: Option<f64>,
    /// Years over which costs and losses count.
    pub horizon: u32,
    /// Yearly rate by which later costs and losses count less.
    pub discount_rate: f64,
    /// Years simulated to choose on, and as many to judge on.
    pub trials: u64,
    /// The seed of the years it was chosen on; the fresh ones have the next.
    pub seed: u64,
    /// What the chosen options cost over the horizon, discounted.
    pub cost: f64,
    /// What the goal made small, as the optimiser reckons it: a loss, or the cost of keeping the appetite.
    pub value: f64,
    /// The same if nothing is done; 0 where the goal is a cost.
    pub untreated: f64,
    /// No choice has a lower value than this.
    pub bound: f64,
    /// How much lower the value might still be, as a share of it: 0 if the choice is proven to be the best.
    pub gap: f64,
    /// Nodes that were looked at.
    pub nodes: u64,
    /// Whether whoever asked had enough before all was done. It is the best choice so far then; limits that were not looked
    /// at yet are left out, and how it bears that rates turn out otherwise is not told.
    pub stopped: bool,
    /// Every option on record that is not decided on: the chosen first, by their start.
    pub items: Vec<OptimisedOption>,
    /// Hours of each role that options ask for some of, by quarter.
    pub hours: Vec<OptionHours>,
    /// What limits the choice, and what it would be worth to relax each limit.
    pub limits: Vec<TreatmentLimit>,
    /// Losses of a year before and with all of the choice in effect, simulated in full on fresh years.
    pub figures: Vec<JudgedFigure>,
    /// How the choice bears that rates turn out otherwise; none where that was not asked, the goal is the appetite, or it
    /// was stopped before.
    pub robustness: Option<ChoiceRobustness>,
    /// The choice as changes to the record, which can be previewed and applied: actions in the treatment plans of the
    /// risks, targets, planned controls, insurance, and the options as decided.
    #[schemars(with = "Vec<serde_json::Value>")]
    pub changes: Vec<Change>,
    /// The risks on record that have no figures, so that nothing is known of what options do for them.
    pub left_out: Vec<LeftOut>,
}

/// A treatment option, and why it is chosen or not.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OptimisedOption {
    /// The option.
    pub option: Id<TreatmentOption>,
    /// Its title.
    pub title: String,
    /// Who would owe it.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// Whether it is chosen.
    pub chosen: bool,
    /// The day it starts; none if it is not chosen.
    pub starts_on: Option<Date>,
    /// The first day on which it is in effect; none if it is not chosen.
    pub in_effect_on: Option<Date>,
    /// What it costs over the horizon, discounted; none if it cannot be chosen at all.
    pub cost: Option<f64>,
    /// By how much the loss is less if it is the only option.
    pub alone: Option<f64>,
    /// By how much the loss would be greater without it if it is chosen, and less with it if it is not.
    pub last_in: Option<f64>,
    /// `alone` for each unit of cost.
    pub alone_per_cost: Option<f64>,
    /// `last_in` for each unit of cost.
    pub last_in_per_cost: Option<f64>,
    /// Share of the redraws in which it is chosen.
    pub share_of_redraws: Option<f64>,
    /// The lower end of the 95 % interval of that share.
    pub share_low: Option<f64>,
    /// The upper end.
    pub share_high: Option<f64>,
    /// Why it is chosen or not.
    pub reason: OptionReason,
    /// The same in a sentence with numbers.
    pub sentence: String,
    /// The risks it acts on.
    pub effects: Vec<OptionEffect>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day it starts, or the date looked at.
    pub effective_on: Date,
    /// The option, its owner, and what else the reason names.
    pub entities: Vec<Link>,
}

/// What an option does for a risk.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OptionEffect {
    /// The risk.
    pub risk: Id<Risk>,
    /// Share of its expected loss that the option takes off by itself.
    pub reduction: f64,
}

/// Why an option is chosen or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptionReason {
    /// Chosen: without it the loss would be greater.
    Saves,
    /// Chosen: others that are chosen require it.
    RequiredByOthers,
    /// Chosen, though nothing would be lost without it: it costs nothing that another would need.
    Spare,
    /// Not chosen: it lowers none of the losses.
    NoEffect,
    /// Not chosen: what it lowers the chosen lower already.
    NothingLeft,
    /// Not chosen: it alone costs more than the budget.
    OverBudget,
    /// Not chosen: what is left of the budget is less than it costs.
    NoMoney,
    /// Not chosen: a role has too few hours left in a quarter.
    NoHours,
    /// Not chosen: as many of its group are chosen as may be.
    GroupIsFull,
    /// Not chosen: one that is chosen or decided on excludes it.
    Excluded,
    /// Not chosen: what it requires is not, or not in time.
    LacksRequired,
    /// Not chosen: it may start in none of the quarters, or would be in effect too late.
    NoStart,
    /// Not chosen, though there is room: the goal is reached without it, or the search ended before it was found.
    NotNeeded,
}

/// Hours of a role in a quarter.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct OptionHours {
    /// The role.
    pub role: Id<Role>,
    /// First day of the quarter.
    pub quarter: Date,
    /// Hours that it has; none where it states none.
    pub capacity_hours: Option<f64>,
    /// Hours that the programme asks for.
    pub programme_hours: f64,
    /// Hours that the chosen options ask for.
    pub option_hours: f64,
}

/// A limit of the choice.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TreatmentLimit {
    /// What kind of limit.
    pub limit: LimitKind,
    /// The role, group or option it is of.
    pub id: Option<String>,
    /// The option that is excluded or required.
    pub other: Option<String>,
    /// How much there is.
    pub from: Option<f64>,
    /// How much there would be.
    pub to: Option<f64>,
    /// Whether it binds: with more room a better choice is found.
    pub binds: bool,
    /// By how much the value of the best choice found is less then.
    pub worth: f64,
    /// By how much it is less at most.
    pub at_most: f64,
}

/// What limits a choice, and how that is relaxed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LimitKind {
    /// The budget: by a tenth.
    Budget,
    /// The hours of a role in every quarter: by a tenth.
    Hours,
    /// The most of a group: by one.
    Group,
    /// That an option excludes another: no longer.
    Exclusion,
    /// That an option requires another: no longer.
    Requirement,
}

/// A figure of the loss of a year, before and after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct JudgedFigure {
    /// Which figure.
    pub figure: LossFigure,
    /// Of an expected shortfall, its level.
    pub level: Option<f64>,
    /// Of an exceedance, the loss.
    pub loss: Option<f64>,
    /// Of an exceedance, the highest probability that is tolerated.
    pub tolerated: Option<f64>,
    /// With the controls in force.
    pub before: f64,
    /// The lower end of its 95 % interval.
    pub before_low: f64,
    /// The upper end.
    pub before_high: f64,
    /// With all chosen options in effect.
    pub after: f64,
    /// The lower end of its 95 % interval.
    pub after_low: f64,
    /// The upper end.
    pub after_high: f64,
    /// What the optimiser reckoned it to be, on the years it chose on. How much lower that is than `after` is the optimism
    /// of choosing on a sample and of multiplying what options leave.
    pub reckoned: f64,
    /// Before less after, year by year on the same random numbers.
    pub saved: f64,
    /// The lower end of its 95 % interval.
    pub saved_low: f64,
    /// The upper end.
    pub saved_high: f64,
}

/// A figure of the loss of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LossFigure {
    /// The mean.
    Mean,
    /// The mean of the worst years from a level on.
    ExpectedShortfall,
    /// The probability of losing more than an amount.
    Exceedance,
}

/// How a choice bears that rates turn out otherwise.
///
/// In each redraw the rate and susceptibility of every risk are drawn once from what is stated of them and hold in all of
/// its years, which are drawn afresh; what options do stays the same.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChoiceRobustness {
    /// Redraws that were looked at.
    pub redraws: usize,
    /// Share of them in which nothing better was found.
    pub still_best: f64,
    /// How much more the choice comes to than the best found, in the mean of the redraws.
    pub mean_regret: f64,
    /// The same in the worst of the redraws.
    pub worst_regret: f64,
}

impl From<&Optimisation> for ChangeSet {
    fn from(found: &Optimisation) -> Self {
        let chosen = found.items.iter().filter(|item| item.chosen).count();
        let report = ImportReport {
            source: format!("treatment options chosen on {}", found.as_of),
            taken: [(Kind::TreatmentOption.plural().to_owned(), chosen)].into(),
            skipped: Vec::new(),
        };
        Self { report, changes: found.changes.clone() }
    }
}
