//! What each action brings, taken alone and taken last.
#![allow(clippy::indexing_slicing, reason = "columns are numbered by the model")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Portfolio;
use super::judge::{Judge, Middle};
use super::problem::{Goal, Problem};
use crate::error::Result;

/// What an action brings. Effects multiply, so what it brings alone and on top of others differ.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ActionReturn {
    /// The candidate.
    pub candidate: String,
    /// Whether it is in the portfolio.
    pub chosen: bool,
    /// Quarter in which it starts, or would: the first that is open to it.
    pub start: u32,
    /// What it costs over the horizon, discounted.
    pub cost: f64,
    /// By how much the loss is less if it is the only action.
    pub alone: f64,
    /// By how much the loss would be greater without it if it is chosen, and less with it if it is not.
    pub last_in: f64,
    /// `alone` for each unit of cost; none if it costs nothing.
    pub alone_per_cost: Option<f64>,
    /// `last_in` for each unit of cost; none if it costs nothing.
    pub last_in_per_cost: Option<f64>,
}

/// What each candidate brings beside a portfolio, whatever limits there are. Under an appetite that is the expected loss.
///
/// Errors: what is wrong with the problem, the goal or the portfolio.
pub fn returns(problem: &Problem, goal: &Goal, portfolio: &Portfolio) -> Result<Vec<ActionReturn>> {
    let judge = Judge::new(problem, goal)?;
    let chosen = judge.chosen(portfolio)?;
    let nothing = vec![false; chosen.len()];
    let (with, without) = (judge.value(&chosen), judge.value(&nothing));
    let (around_chosen, around_nothing) = (judge.middle(&chosen), judge.middle(&nothing));
    let changed = |of: &[bool], middle: &Middle<'_>, column: usize| {
        let mut of = of.to_vec();
        of[column] = !of[column];
        middle.value_of(&of)
    };
    let columns = judge.columns(&chosen);
    let returns = columns.into_iter().map(|column| {
        let cost = judge.model.columns[column].cost;
        let alone = without - changed(&nothing, &around_nothing, column);
        let last_in = (with - changed(&chosen, &around_chosen, column)).abs();
        let per_cost = |saved: f64| (cost > 0.0).then(|| saved / cost);
        ActionReturn {
            candidate: judge.name(column).to_owned(),
            chosen: chosen[column],
            start: judge.model.columns[column].start,
            cost,
            alone,
            last_in,
            alone_per_cost: per_cost(alone),
            last_in_per_cost: per_cost(last_in),
        }
    });
    Ok(returns.collect())
}
