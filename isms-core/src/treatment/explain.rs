//! Why each candidate was chosen or not, in a sentence and numbers.
#![allow(clippy::indexing_slicing, reason = "columns and candidates are numbered by the model")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Portfolio;
use super::judge::{Judge, Middle};
use super::model::LimitKind;
use super::problem::{Goal, Problem};
use crate::error::Result;

/// Why a candidate was chosen or not. Amounts are of the value that the goal makes small, or of money.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Chosen: without it the loss would be greater.
    Saves {
        /// By so much.
        saves: f64,
    },
    /// Chosen: others that are chosen require it.
    RequiredBy {
        /// These.
        candidates: Vec<String>,
    },
    /// Chosen, though nothing would be lost without it: it costs nothing that another would need.
    Spare,
    /// Not chosen: it lowers none of the losses.
    NoEffect,
    /// Not chosen: what it lowers the chosen lower already.
    NothingLeft,
    /// Not chosen: it alone costs more than the budget.
    OverBudget {
        /// What there is to spend.
        budget: f64,
    },
    /// Not chosen: one that is chosen excludes it.
    ExcludedBy {
        /// This one.
        candidate: String,
    },
    /// Not chosen: as many of its group are chosen as may be.
    GroupIsFull {
        /// The group.
        group: String,
    },
    /// Not chosen: what it requires is not, or not in time.
    Lacks {
        /// These.
        candidates: Vec<String>,
    },
    /// Not chosen: an owner has too few hours left in a quarter.
    NoHours {
        /// Whose.
        owner: String,
        /// In which quarter.
        quarter: u32,
        /// Hours left.
        left: f64,
        /// Hours it would take.
        takes: f64,
    },
    /// Not chosen: what is left of the budget is less than it costs.
    NoMoney {
        /// What is left.
        left: f64,
    },
    /// Not chosen, though there is room: the goal is reached without it, or the search ended before it was found.
    NotNeeded,
}

/// Why a candidate was chosen or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    /// The candidate.
    pub candidate: String,
    /// Whether it was chosen.
    pub chosen: bool,
    /// What it costs over the horizon, discounted.
    pub cost: f64,
    /// By how much the loss is less with it than without it, the rest of the portfolio being as it is.
    pub saves: f64,
    /// Why.
    pub reason: Reason,
    /// For one not chosen: the best exchange of a chosen one for it that the limits allow.
    pub exchange: Option<Exchange>,
    /// All that in a sentence.
    pub sentence: String,
}

/// One action for another.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Exchange {
    /// The one that would go.
    pub instead_of: String,
    /// By how much the loss would be greater.
    pub worse_by: f64,
}

/// Why each candidate was chosen or not. Under an appetite losses are those expected.
///
/// Errors: what is wrong with the problem, the goal or the portfolio.
pub fn explain(problem: &Problem, goal: &Goal, portfolio: &Portfolio) -> Result<Vec<Explanation>> {
    let judge = Judge::new(problem, goal)?;
    let chosen = judge.chosen(portfolio)?;
    let value = judge.value(&chosen);
    let columns = judge.columns(&chosen);
    let middle = judge.middle(&chosen);
    Ok(columns.into_iter().map(|column| judge.explanation(&chosen, &middle, value, column)).collect())
}

impl Judge<'_> {
    fn explanation(&self, chosen: &[bool], middle: &Middle<'_>, value: f64, column: usize) -> Explanation {
        let is_chosen = chosen[column];
        let mut changed = chosen.to_vec();
        changed[column] = !is_chosen;
        let saves = (middle.value_of(&changed) - value).abs();
        let reason =
            if is_chosen { self.why(chosen, column, saves) } else { self.why_not(chosen, column, saves) };
        let exchange = if is_chosen { None } else { self.exchange(chosen, middle, value, column) };
        let cost = self.model.columns[column].cost;
        let candidate = self.name(column).to_owned();
        let sentence = sentence(&candidate, cost, saves, &reason, exchange.as_ref());
        Explanation { candidate, chosen: is_chosen, cost, saves, reason, exchange, sentence }
    }

    fn why(&self, chosen: &[bool], column: usize, saves: f64) -> Reason {
        let leans = |other: &usize| {
            let lost = |set: &Vec<u32>| !set.iter().any(|at| chosen[*at as usize] && *at as usize != column);
            chosen[*other] && self.model.columns[*other].requires.iter().any(lost)
        };
        let leaning: Vec<String> =
            (0..chosen.len()).filter(leans).map(|other| self.name(other).to_owned()).collect();
        match saves {
            _ if !leaning.is_empty() => Reason::RequiredBy { candidates: leaning },
            saves if saves > 0.0 => Reason::Saves { saves },
            _ => Reason::Spare,
        }
    }

    fn why_not(&self, chosen: &[bool], column: usize, saves: f64) -> Reason {
        let candidate = &self.problem.candidates[self.model.columns[column].candidate];
        if candidate.effects.iter().all(|effect| effect.factor() >= 1.0) {
            return Reason::NoEffect;
        }
        if saves <= 0.0 {
            return Reason::NothingLeft;
        }
        let unmet = self.model.columns[column].requires.iter().zip(&candidate.requires);
        let unmet = unmet.filter(|(set, _)| !set.iter().any(|at| chosen[*at as usize]));
        let lacking: Vec<String> = unmet.map(|(_, name)| name.clone()).collect();
        if !lacking.is_empty() {
            return Reason::Lacks { candidates: lacking };
        }
        let used = self.model.used(chosen);
        for (at, takes) in &self.model.columns[column].limits {
            let limit = &self.model.limits[*at as usize];
            if used[*at as usize] + takes <= limit.allowed() {
                continue;
            }
            let left = (limit.most - used[*at as usize]).max(0.0);
            return match limit.kind {
                LimitKind::Budget if *takes > limit.allowed() => Reason::OverBudget { budget: limit.most },
                LimitKind::Budget => Reason::NoMoney { left },
                LimitKind::Hours { capacity, quarter } => {
                    let owner = self.problem.capacities[capacity].owner.clone();
                    Reason::NoHours { owner, quarter, left, takes: *takes }
                }
                LimitKind::Group(group) => {
                    Reason::GroupIsFull { group: self.problem.groups[group].id.clone() }
                }
                LimitKind::Exclusion(one, other) => {
                    let by = if one == self.model.columns[column].candidate { other } else { one };
                    Reason::ExcludedBy { candidate: self.problem.candidates[by].id.clone() }
                }
            };
        }
        Reason::NotNeeded
    }

    fn exchange(&self, chosen: &[bool], middle: &Middle<'_>, value: f64, column: usize) -> Option<Exchange> {
        let mut changed = chosen.to_vec();
        changed[column] = true;
        let mut best: Option<Exchange> = None;
        for other in (0..chosen.len()).filter(|other| chosen[*other]) {
            changed[other] = false;
            if self.model.allows(&changed) {
                let worse_by = middle.value_of(&changed) - value;
                if best.as_ref().is_none_or(|best| worse_by < best.worse_by) {
                    best = Some(Exchange { instead_of: self.name(other).to_owned(), worse_by });
                }
            }
            changed[other] = true;
        }
        best
    }
}

fn sentence(id: &str, cost: f64, saves: f64, reason: &Reason, exchange: Option<&Exchange>) -> String {
    let would = format!("{id} is not chosen: at a cost of {cost:.0} it would save {saves:.0}, but");
    let told = match reason {
        Reason::Saves { saves } => {
            return format!("{id} is chosen: at a cost of {cost:.0} it saves {saves:.0} beside the others.");
        }
        Reason::RequiredBy { candidates } => {
            let leaning = candidates.join(" and ");
            return format!(
                "{id} is chosen: {leaning} cannot do without it; at a cost of {cost:.0} it saves {saves:.0} itself."
            );
        }
        Reason::Spare => {
            return format!(
                "{id} is chosen, though at a cost of {cost:.0} it saves nothing beside the others."
            );
        }
        Reason::NoEffect => return format!("{id} is not chosen: it lowers none of the losses."),
        Reason::NothingLeft => {
            return format!(
                "{id} is not chosen: beside the others it would save nothing at a cost of {cost:.0}."
            );
        }
        Reason::OverBudget { budget } => format!("{would} the budget is {budget:.0} in all."),
        Reason::ExcludedBy { candidate } => format!("{would} it cannot stand beside {candidate}."),
        Reason::GroupIsFull { group } => format!("{would} no more of {group} may be chosen."),
        Reason::Lacks { candidates } => {
            format!("{would} it needs {} in effect before it starts.", candidates.join(" and "))
        }
        Reason::NoHours { owner, quarter, left, takes } => {
            format!("{would} {owner} has {left:.1} hours left in quarter {quarter}, and it takes {takes:.1}.")
        }
        Reason::NoMoney { left } => format!("{would} {left:.0} of the budget is left."),
        Reason::NotNeeded => format!("{would} the portfolio does without it."),
    };
    match exchange {
        Some(Exchange { instead_of, worse_by }) if *worse_by >= 0.0 => {
            format!("{told} In place of {instead_of} it would leave the loss {worse_by:.0} higher.")
        }
        Some(Exchange { instead_of, worse_by }) => {
            format!("{told} In place of {instead_of} it would leave the loss {:.0} lower.", -worse_by)
        }
        None => told,
    }
}
