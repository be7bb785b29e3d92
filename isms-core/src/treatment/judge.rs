//! What portfolios come to under a goal.
#![allow(clippy::indexing_slicing, reason = "columns and candidates are numbered by the model")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Portfolio;
use super::losses::Losses;
use super::model::{Model, Span};
use super::optimise::compile;
use super::problem::{Goal, Problem, Scenarios};
use crate::error::{Error, ErrorCode, Result};

/// A problem and a goal made ready. Under an appetite portfolios are judged by the loss expected of the horizon.
pub(super) struct Judge<'a> {
    pub(super) problem: &'a Problem,
    pub(super) model: Model,
    losses: Losses,
}

impl<'a> Judge<'a> {
    pub(super) fn new(problem: &'a Problem, goal: &Goal) -> Result<Self> {
        problem.check()?;
        problem.check_goal(goal)?;
        let (model, losses) = compile(problem, goal)?;
        Ok(Self { problem, model, losses })
    }

    pub(super) fn value(&self, chosen: &[bool]) -> f64 {
        self.losses.value(&self.model, &self.model.left(chosen))
    }

    /// A portfolio whose neighbours are asked for.
    pub(super) fn middle(&self, chosen: &[bool]) -> Middle<'_> {
        let left = self.model.left(chosen);
        Middle { judge: self, totals: self.losses.totals(&self.model, &left), left }
    }

    /// The columns of a portfolio.
    ///
    /// Errors: an action that is no candidate, or starts in a quarter that is not open to it.
    pub(super) fn chosen(&self, portfolio: &Portfolio) -> Result<Vec<bool>> {
        chosen(self.problem, &self.model, portfolio)
    }

    pub(super) fn name(&self, column: usize) -> &str {
        &self.problem.candidates[self.model.columns[column].candidate].id
    }

    /// The column of each candidate: that which is chosen, or the first.
    pub(super) fn columns(&self, chosen: &[bool]) -> Vec<usize> {
        let column = |columns: &std::ops::Range<usize>| {
            columns.clone().find(|at| chosen[*at]).unwrap_or(columns.start)
        };
        self.model.candidates.iter().map(column).collect()
    }
}

/// A portfolio, with the losses of its years, by which others that differ little from it are judged quickly.
pub(super) struct Middle<'a> {
    judge: &'a Judge<'a>,
    left: Vec<f64>,
    totals: Vec<f64>,
}

impl Middle<'_> {
    /// What another portfolio comes to.
    pub(super) fn value_of(&self, chosen: &[bool]) -> f64 {
        let Judge { model, losses, .. } = self.judge;
        losses.value_of(&losses.moved(model, &self.totals, &self.left, &model.left(chosen)))
    }
}

pub(super) fn chosen(problem: &Problem, model: &Model, portfolio: &Portfolio) -> Result<Vec<bool>> {
    let mut chosen = vec![false; model.columns.len()];
    for (at, action) in portfolio.actions.iter().enumerate() {
        let path = format!("portfolio.actions[{at}]");
        let id = &action.candidate;
        let Some(number) = problem.candidates.iter().position(|candidate| candidate.id == *id) else {
            let told = format!("there is no {id}");
            return Err(Error::new(ErrorCode::UnknownReference, path, told, "name one of candidates"));
        };
        let mut columns = model.candidates[number].clone();
        let Some(column) = columns.find(|column| model.columns[*column].start == action.start) else {
            let told = format!("{id} may not start in quarter {}", action.start);
            let remedy = "name one of the starts of the candidate";
            return Err(Error::new(ErrorCode::Value, format!("{path}.start"), told, remedy));
        };
        chosen[column] = true;
    }
    Ok(chosen)
}

/// What a portfolio comes to under a goal: its loss, or under an appetite its cost. Whether it keeps limits, and an
/// appetite, is not asked.
///
/// Errors: what is wrong with the problem, the goal or the portfolio.
pub fn evaluate(problem: &Problem, goal: &Goal, portfolio: &Portfolio) -> Result<f64> {
    let judge = Judge::new(problem, goal)?;
    let chosen = judge.chosen(portfolio)?;
    Ok(if matches!(goal, Goal::Appetite { .. }) { judge.model.cost(&chosen) } else { judge.value(&chosen) })
}

/// What a portfolio chosen on some years comes to on others.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Reevaluation {
    /// Conditional value at risk on the years that it was chosen on.
    pub chosen_on: f64,
    /// The same on fresh years.
    pub fresh: f64,
    /// Standard error of that on the fresh years.
    pub standard_error: f64,
    /// How much of the fresh value the years it was chosen on did not show: (fresh − chosen on) ⁄ fresh.
    pub optimism: f64,
}

/// Judges a portfolio that was chosen for its tail loss on fresh years: a choice looks best on the years it was made on.
///
/// The standard error is that of the mean excess over the value at risk (Rockafellar and Uryasev 2002), with as many
/// independent years as weights of their size are worth.
///
/// Errors: what is wrong with the problem, the level, the portfolio or the fresh years.
pub fn reevaluate(
    problem: &Problem,
    level: f64,
    portfolio: &Portfolio,
    fresh: &Scenarios,
) -> Result<Reevaluation> {
    let chosen_on = evaluate(problem, &Goal::TailLoss { level }, portfolio)?;
    fresh
        .check(problem.risks.len())
        .map_err(|error| Error { path: error.path.replacen("scenarios", "fresh", 1), ..error })?;
    let model = Model::new(problem, Span::LastYear)?;
    let left = model.left(&chosen(problem, &model, portfolio)?);
    let losses = Losses::of(fresh, level);
    let totals = losses.totals(&model, &left);
    let value = losses.value(&model, &left);
    let counted = losses.year_weights(&totals);
    let worst = totals.iter().zip(&counted).filter(|(_, weight)| **weight > 0.0);
    let value_at_risk = worst.map(|(total, _)| *total).fold(f64::INFINITY, f64::min);
    let years =
        || totals.iter().zip(&losses.probabilities).map(|(total, p)| ((total - value_at_risk).max(0.0), p));
    let mean: f64 = years().map(|(excess, p)| p * excess).sum();
    let variance: f64 = years().map(|(excess, p)| p * (excess - mean).powi(2)).sum();
    let worth = 1.0 / losses.probabilities.iter().map(|p| p * p).sum::<f64>();
    let standard_error = (variance / worth).sqrt() / (1.0 - level);
    let optimism = if value > 0.0 { (value - chosen_on) / value } else { 0.0 };
    Ok(Reevaluation { chosen_on, fresh: value, standard_error, optimism })
}
