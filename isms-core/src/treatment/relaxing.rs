//! Which limits bind, and what it would be worth to relax each.
#![allow(clippy::indexing_slicing, reason = "candidates and groups are numbered by the problem itself")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Portfolio;
use super::effort::Effort;
use super::judge::evaluate;
use super::optimise::optimise_from;
use super::problem::{Goal, Problem};
use crate::error::Result;
use crate::graph::Watch;

/// By how much amounts are relaxed.
const MORE: f64 = 1.1;
/// What is less than this share of the value is rounding.
const ROUNDING: f64 = 1e-9;

/// A limit, and how it is relaxed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relaxed {
    /// The budget, by a tenth.
    Budget {
        /// From so much.
        from: f64,
        /// To so much.
        to: f64,
    },
    /// The hours of an owner in every quarter, by a tenth.
    Hours {
        /// The owner.
        owner: String,
    },
    /// One more of a group.
    Group {
        /// The group.
        group: String,
        /// How many there may be then.
        to: u32,
    },
    /// An action no longer excludes another.
    Exclusion {
        /// The one.
        candidate: String,
        /// The other.
        other: String,
    },
    /// An action no longer requires another.
    Requirement {
        /// The one.
        candidate: String,
        /// What it requires.
        required: String,
    },
}

/// What it is worth to relax a limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Worth {
    /// The limit.
    pub limit: Relaxed,
    /// Whether it binds: with more room a better portfolio is found.
    pub binds: bool,
    /// By how much the value of the best portfolio found is less then.
    pub worth: f64,
    /// By how much it is less at most.
    pub at_most: f64,
    /// That portfolio.
    pub portfolio: Portfolio,
}

/// Relaxes one limit after the other and looks for the best portfolio each time, beginning with the one given. `effort` is
/// that of each. Once that is enough for who listens, no other limit is looked at.
///
/// Errors: what is wrong with the problem, the goal or the portfolio; the work cancelled.
pub fn relaxing(
    problem: &Problem,
    goal: &Goal,
    portfolio: &Portfolio,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Vec<Worth>> {
    let value = evaluate(problem, goal, portfolio)?;
    let (mut worths, count) = (Vec::new(), limit_count(problem));
    for (done, (limit, relaxed)) in (0..).zip(limits(problem)) {
        if !watch.seek(done, count, None)? {
            break;
        }
        let answer = watch.piece(|watch| optimise_from(&relaxed, goal, Some(portfolio), effort, watch))?;
        if answer.stopped {
            break;
        }
        let worth = value - answer.value;
        let binds = worth > ROUNDING * value;
        let worth = if binds { worth } else { 0.0 };
        let at_most = (value - answer.bound).max(worth);
        worths.push(Worth { limit, binds, worth, at_most, portfolio: answer.portfolio });
    }
    Ok(worths)
}

/// How many limits a problem has.
fn limit_count(problem: &Problem) -> u64 {
    let of_candidates = problem.candidates.iter().map(|c| c.excludes.len() + c.requires.len());
    let others = usize::from(problem.budget.is_some()) + problem.capacities.len() + problem.groups.len();
    (others + of_candidates.sum::<usize>()) as u64
}

/// Each limit of a problem, and the problem with that one relaxed.
fn limits(problem: &Problem) -> impl Iterator<Item = (Relaxed, Problem)> {
    let with = |change: &dyn Fn(&mut Problem)| {
        let mut relaxed = problem.clone();
        change(&mut relaxed);
        relaxed
    };
    let budget = problem.budget.map(|from| {
        let to = from * MORE;
        (Relaxed::Budget { from, to }, with(&|problem| problem.budget = Some(to)))
    });
    let hours = problem.capacities.iter().enumerate().map(move |(at, capacity)| {
        let more = with(&|problem| problem.capacities[at].hours.iter_mut().for_each(|hours| *hours *= MORE));
        (Relaxed::Hours { owner: capacity.owner.clone() }, more)
    });
    let groups = problem.groups.iter().enumerate().map(move |(at, group)| {
        let to = group.most.saturating_add(1);
        (Relaxed::Group { group: group.id.clone(), to }, with(&|problem| problem.groups[at].most = to))
    });
    let leaning = problem.candidates.iter().enumerate().flat_map(move |(at, candidate)| {
        let excluded = candidate.excludes.iter().map(move |other| {
            let limit = Relaxed::Exclusion { candidate: candidate.id.clone(), other: other.clone() };
            let relaxed = with(&|problem| {
                problem.candidates[at].excludes.retain(|name| name != other);
                // The other may say the same.
                let others = problem.candidates.iter_mut().filter(|candidate| candidate.id == *other);
                others.for_each(|other| other.excludes.retain(|name| *name != candidate.id));
            });
            (limit, relaxed)
        });
        let required = candidate.requires.iter().map(move |required| {
            let limit = Relaxed::Requirement { candidate: candidate.id.clone(), required: required.clone() };
            (limit, with(&|problem| problem.candidates[at].requires.retain(|name| name != required)))
        });
        excluded.chain(required)
    });
    budget.into_iter().chain(hours).chain(groups).chain(leaning)
}
