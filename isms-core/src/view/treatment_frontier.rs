//! How little loss each budget can buy, with the treatment options that each portfolio takes.

use schemars::JsonSchema;
use serde::Serialize;

use super::treatment_problem::{Choice, TreatmentGoal, treatment_parameters};
use super::{LeftOut, Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Id, Link, TreatmentOption};
use crate::treatment::{Fineness, FrontierPoint, frontier};

/// The most points of a frontier.
const MOST_POINTS: u32 = 1_000;

treatment_parameters! {
    /// Which losses, and how finely.
    TreatmentFrontierParameters {
        /// The most kinks of the frontier to look for; 20 if absent.
        kinks: u32,
        /// Budgets between the kinks to look at, where least is known first; 8 if absent.
        between: u32,
    }
}

/// The loss that each budget leaves: that of the dearest item within it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct TreatmentFrontier {
    /// The date looked at.
    pub as_of: Date,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// What was made small.
    pub goal: TreatmentGoal,
    /// Share of years beyond which the tail begins.
    pub level: f64,
    /// Years over which costs and losses count.
    pub horizon: u32,
    /// Yearly rate by which later costs and losses count less.
    pub discount_rate: f64,
    /// Years simulated.
    pub trials: u64,
    /// The seed.
    pub seed: u64,
    /// Whether whoever asked had enough before all was done: then fewer portfolios are known, and less is proven of them.
    pub stopped: bool,
    /// Portfolios from the cheapest to the dearest, each leaving less than the one before.
    pub items: Vec<FrontierItem>,
    /// The risks on record that have no figures, so that nothing is known of what options do for them.
    pub left_out: Vec<LeftOut>,
}

/// A portfolio that no cheaper one is found to be as good as.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FrontierItem {
    /// What it costs over the horizon, discounted: the budget from which it is the best.
    pub cost: f64,
    /// The loss that it leaves, over the horizon or in the tail of its last year.
    pub value: f64,
    /// No portfolio that costs as little leaves less.
    pub bound: f64,
    /// How much less there might be to leave, as a share of the value.
    pub gap: f64,
    /// Loss avoided for each unit of cost that it costs more than the one before; none for the first.
    pub per_cost: Option<f64>,
    /// The options, by their start.
    pub options: Vec<FrontierOption>,
    /// The mean loss of a year with all of them in effect, as the optimiser reckons it.
    pub yearly_loss: f64,
    /// Each point of the tolerance of the risk appetite, with all of them in effect, as the optimiser reckons it.
    pub appetite: Vec<FrontierAppetite>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The date looked at.
    pub effective_on: Date,
    /// The options.
    pub entities: Vec<Link>,
}

/// An option of a portfolio.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FrontierOption {
    /// The option.
    pub option: Id<TreatmentOption>,
    /// The day it starts.
    pub starts_on: Date,
    /// The first day on which it is in effect.
    pub in_effect_on: Date,
}

/// A point of the tolerance, and how a portfolio stands against it.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct FrontierAppetite {
    /// A loss in a year.
    pub loss: f64,
    /// The highest probability of losing more that is tolerated.
    pub tolerated: f64,
    /// The probability of losing more.
    pub probability: f64,
    /// Whether it is no more than tolerated.
    pub kept: bool,
}

impl View<'_> {
    /// How little loss each budget can buy, from nothing to all that helps: the portfolio at each kink, and some between.
    ///
    /// What losses, costs and hours are is as in [`View::optimise`]. Figures of a portfolio are those of the years it was
    /// chosen on: to judge one on fresh years ask [`View::optimise`] for its cost as the budget.
    ///
    /// Once that is enough for [who listens](View::watched_by), the answer is what is known so far.
    ///
    /// Errors: parameters out of their range, the goal `appetite`, figures that give no finite loss, the work stopped before
    /// anything was found.
    pub fn treatment_frontier(&self, parameters: &TreatmentFrontierParameters) -> Result<TreatmentFrontier> {
        let p = parameters;
        if p.goal == Some(TreatmentGoal::Appetite) {
            let problem = "a frontier is of losses, and an appetite has none";
            let remedy = "ask for expected_loss or tail_loss; every item tells of the appetite";
            return Err(Error::new(ErrorCode::Value, "goal", problem, remedy));
        }
        let question = p.question().checked()?;
        let (kinks, between) = (p.kinks.unwrap_or(20), p.between.unwrap_or(8));
        super::loss::at_most("kinks", kinks.into(), MOST_POINTS.into())?;
        super::loss::at_most("between", u64::from(between) + 1, MOST_POINTS.into())?;
        let watch = self.watch();
        watch.in_stretches()?;
        let choice = watch.stretch(0.0..0.2, |watch| self.choice(question, watch))?;
        let Choice { question, problem, goal, .. } = &choice;
        let fineness = Fineness { kinks: kinks as usize, between: between as usize };
        // Without a risk in the model there is no loss that any year could have.
        let points = if problem.risks.is_empty() {
            vec![]
        } else {
            let effort = choice.effort();
            watch.stretch(0.2..1.0, |watch| frontier(problem, goal, fineness, &effort, watch))?.points
        };
        Ok(TreatmentFrontier {
            as_of: self.date(),
            currency: choice.recorded.currency.clone(),
            goal: question.goal,
            level: question.level,
            horizon: question.horizon,
            discount_rate: question.discount_rate,
            trials: question.trials,
            seed: question.seed,
            stopped: watch.had_enough(),
            items: points.iter().map(|point| self.frontier_item(&choice, point)).collect(),
            left_out: choice.recorded.left_out.clone(),
        })
    }

    fn frontier_item(&self, choice: &Choice<'_>, point: &FrontierPoint) -> FrontierItem {
        let actions = &point.portfolio.actions;
        let years = choice.years(&choice.left(actions.iter().map(|action| action.candidate.as_str())));
        let count = years.len().max(1) as f64;
        let appetite = self.tolerance().into_iter().map(|(loss, tolerated)| {
            let probability = years.iter().filter(|year| **year > loss).count() as f64 / count;
            FrontierAppetite { loss, tolerated, probability, kept: probability <= tolerated }
        });
        let option = |action: &crate::treatment::Action| {
            let (_, offered) = choice.offered(&action.candidate)?;
            let starts_on = self.starts_on(offered.option, action.start);
            let in_effect_on = offered.option.in_effect_on(starts_on);
            Some(FrontierOption { option: offered.option.id.clone(), starts_on, in_effect_on })
        };
        let mut options: Vec<FrontierOption> = actions.iter().filter_map(option).collect();
        options.sort_by(|a, b| (a.starts_on, &a.option).cmp(&(b.starts_on, &b.option)));
        FrontierItem {
            cost: point.portfolio.cost,
            value: point.value,
            bound: point.bound,
            gap: point.gap,
            per_cost: point.per_cost,
            yearly_loss: years.iter().sum::<f64>() / count,
            appetite: appetite.collect(),
            rule: Rule::BestTreatmentChosen,
            effective_on: self.date(),
            entities: options.iter().map(|option| Link::to(&option.option)).collect(),
            options,
        }
    }
}
