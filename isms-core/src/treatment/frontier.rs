//! How little loss each budget can buy.
//!
//! The kinks of the lower convex hull of cost and loss are the best portfolios at some price of a unit of cost. They are
//! found between their neighbours, each by the price at which both are equally good (Y. P. Aneja and K. P. K. Nair,
//! *Bicriteria transportation problem*, 1979). Every price gives a line that no portfolio lies below, so that the hull is
//! a bound at every budget. Between the kinks there may be more portfolios, above the hull and below both its steps;
//! these are looked for with a budget half way.
#![allow(clippy::indexing_slicing, reason = "points are numbered here")]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::Portfolio;
use super::effort::Effort;
use super::losses::Losses;
use super::model::{LimitKind, Model};
use super::optimise::{compile, least, portfolio};
use super::problem::{Goal, Problem};
use super::search::{Found, Outcome};
use crate::error::{Error, ErrorCode, Result};
use crate::graph::Watch;

/// Prices at which portfolios differ by less of their value are told no further apart.
const ROUNDING: f64 = 1e-9;

/// How many portfolios are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Fineness {
    /// Most kinks of the hull; 100 unless stated.
    pub kinks: usize,
    /// Budgets between them to look at, where least is known first; 20 unless stated.
    pub between: usize,
}

impl Default for Fineness {
    fn default() -> Self {
        Self { kinks: 100, between: 20 }
    }
}

/// A portfolio that no cheaper one is found to be as good as.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct FrontierPoint {
    /// The portfolio; its cost is the budget from which it is the best.
    pub portfolio: Portfolio,
    /// The loss that it leaves.
    pub value: f64,
    /// No portfolio that costs as little leaves less.
    pub bound: f64,
    /// How much less there might be to leave, as a share of the value.
    pub gap: f64,
    /// Loss avoided for each unit of cost that it costs more than the point before; none for the first.
    pub per_cost: Option<f64>,
}

/// The loss that each budget leaves: that of the dearest point within it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frontier {
    /// From the cheapest to the dearest, each leaving less than the one before.
    pub points: Vec<FrontierPoint>,
    /// Whether it ended because that was enough for who listens.
    pub stopped: bool,
    lines: Vec<Line>,
}

/// No portfolio of a cost up to `up_to` leaves less than `at_nothing` − `price` × cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, JsonSchema)]
struct Line {
    at_nothing: f64,
    price: f64,
    up_to: Option<f64>,
}

impl Frontier {
    /// The best portfolio found within a budget; none if there is none as cheap.
    pub fn at(&self, budget: f64) -> Option<&FrontierPoint> {
        self.points.iter().rev().find(|point| point.portfolio.cost <= budget)
    }

    /// No portfolio within this budget leaves less.
    pub fn bound_at(&self, budget: f64) -> f64 {
        let lines = self.lines.iter().filter(|line| line.up_to.is_none_or(|most| budget <= most));
        lines.map(|line| line.at_nothing - line.price * budget).fold(0.0, f64::max)
    }
}

/// How little loss each budget can buy, for all budgets; that of the problem does not count. `effort` is that of each
/// portfolio that is looked for.
///
/// Errors: what is wrong with the problem or the goal, which must be a loss; the work cancelled.
pub fn frontier(
    problem: &Problem,
    goal: &Goal,
    fineness: Fineness,
    effort: &Effort,
    watch: &Watch<'_>,
) -> Result<Frontier> {
    problem.check()?;
    problem.check_goal(goal)?;
    effort.check()?;
    if matches!(goal, Goal::Appetite { .. }) {
        let told = "a frontier is of losses, and an appetite has none";
        return Err(Error::new(ErrorCode::Value, "goal", told, "ask for expected_loss or tail_loss"));
    }
    let (model, losses) = compile(&Problem { budget: None, ..problem.clone() }, goal)?;
    // As many prices again as kinks show that there is none between two others.
    let portfolios = 2 + 2 * fineness.kinks as u64 + fineness.between as u64;
    let (found, lines) = (vec![], vec![]);
    let mut trace =
        Trace { model, losses, effort, watch, portfolios, looked_for: 0, found, lines, stopped: false };
    trace.priced(0.0)?;
    trace.within(problem, goal, 0.0)?;
    trace.kinks(fineness.kinks)?;
    trace.between(problem, goal, fineness.between)?;
    Ok(trace.frontier(problem))
}

/// A portfolio as it is traced.
#[derive(Debug, Clone)]
struct Traced {
    cost: f64,
    loss: f64,
    chosen: Vec<bool>,
}

struct Trace<'a> {
    model: Model,
    losses: Losses,
    effort: &'a Effort,
    watch: &'a Watch<'a>,
    /// How many are to be looked for, about, and how many were.
    portfolios: u64,
    looked_for: u64,
    /// By cost; each leaves less than the one before.
    found: Vec<Traced>,
    lines: Vec<Line>,
    stopped: bool,
}

impl Trace<'_> {
    /// Tells that one more portfolio was looked for, and keeps the line that none lies below as that showed.
    fn looked_for(&mut self, outcome: &Outcome, price: f64, up_to: Option<f64>) -> Result<()> {
        self.looked_for += 1;
        let goes_on = self.watch.seek(self.looked_for.min(self.portfolios), self.portfolios, None)?;
        self.stopped |= outcome.stopped || !goes_on;
        self.lines.push(Line { at_nothing: outcome.bound, price, up_to });
        Ok(())
    }

    fn add(&mut self, chosen: Vec<bool>) {
        let cost = self.model.cost(&chosen);
        let loss = self.losses.value(&self.model, &self.model.left(&chosen));
        let no_better = |other: &Traced| other.cost <= cost && other.loss <= loss;
        if !self.found.iter().any(no_better) {
            self.found.retain(|other| other.cost < cost || other.loss < loss);
            let at = self.found.partition_point(|other| other.cost < cost);
            self.found.insert(at, Traced { cost, loss, chosen });
        }
    }

    /// Finds the best portfolio at a price; returns by how much it is better than all that are known.
    fn priced(&mut self, price: f64) -> Result<f64> {
        let worth = |traced: &Traced| traced.loss + price * traced.cost;
        let known = self.found.iter().min_by(|a, b| worth(a).total_cmp(&worth(b)));
        let known = known.map(|known| Found { chosen: known.chosen.clone(), value: worth(known) });
        let before = known.as_ref().map_or(f64::INFINITY, |known| known.value);
        let outcome =
            self.watch.piece(|watch| least(&self.model, &self.losses, price, known, self.effort, watch))?;
        self.looked_for(&outcome, price, None)?;
        let Some(best) = outcome.best else { return Ok(0.0) };
        self.add(best.chosen);
        Ok((before - best.value) / before.abs().max(f64::MIN_POSITIVE))
    }

    /// Finds the best portfolio within a budget.
    fn within(&mut self, problem: &Problem, goal: &Goal, budget: f64) -> Result<()> {
        let limited = Problem { budget: Some(budget), ..problem.clone() };
        let (model, losses) = compile(&limited, goal)?;
        let known = self.found.iter().rev().find(|traced| traced.cost <= budget);
        let known = known.map(|known| Found { chosen: known.chosen.clone(), value: known.loss });
        let outcome = self.watch.piece(|watch| least(&model, &losses, 0.0, known, self.effort, watch))?;
        let most =
            model.limits.iter().find(|limit| limit.kind == LimitKind::Budget).map(|limit| limit.allowed());
        self.looked_for(&outcome, 0.0, most)?;
        if let Some(best) = outcome.best {
            self.add(best.chosen);
        }
        Ok(())
    }

    fn kinks(&mut self, most: usize) -> Result<()> {
        let ends = |found: &[Traced]| Some((found.first()?.clone(), found.last()?.clone()));
        let mut open: Vec<(Traced, Traced)> = ends(&self.found).into_iter().collect();
        let mut kinks = 2;
        while let Some((cheap, dear)) = open.pop() {
            if kinks >= most || self.stopped {
                break;
            }
            if dear.cost <= cheap.cost {
                continue;
            }
            let price = (cheap.loss - dear.loss) / (dear.cost - cheap.cost);
            let better = self.priced(price)?;
            let worth = |traced: &Traced| traced.loss + price * traced.cost;
            let middle = self.found.iter().filter(|t| t.cost > cheap.cost && t.cost < dear.cost);
            let middle = middle.min_by(|a, b| worth(a).total_cmp(&worth(b))).cloned();
            let lower = |middle: &Traced| worth(middle) < worth(&cheap) * (1.0 - ROUNDING);
            if let Some(middle) = middle.filter(|middle| better > ROUNDING || lower(middle)) {
                kinks += 1;
                open.push((middle.clone(), dear));
                open.push((cheap, middle));
            }
        }
        Ok(())
    }

    fn between(&mut self, problem: &Problem, goal: &Goal, budgets: usize) -> Result<()> {
        let mut looked: Vec<f64> = Vec::new();
        for _ in 0..budgets {
            if self.stopped {
                break;
            }
            let steps = self.found.iter().zip(self.found.iter().skip(1));
            let open = steps.map(|(cheap, dear)| {
                let middle = (cheap.cost + dear.cost) / 2.0;
                (cheap.loss - self.bound_at(middle), middle)
            });
            let widest = open.filter(|(_, at)| !looked.contains(at)).max_by(|a, b| a.0.total_cmp(&b.0));
            let Some((_, budget)) = widest.filter(|(unknown, _)| *unknown > 0.0) else { break };
            looked.push(budget);
            self.within(problem, goal, budget)?;
        }
        Ok(())
    }

    fn bound_at(&self, budget: f64) -> f64 {
        Frontier { points: vec![], stopped: false, lines: self.lines.clone() }.bound_at(budget)
    }

    fn frontier(self, problem: &Problem) -> Frontier {
        let mut frontier = Frontier { points: vec![], stopped: self.stopped, lines: self.lines };
        for (at, traced) in self.found.iter().enumerate() {
            let before = at.checked_sub(1).map(|before| &self.found[before]);
            let bound = frontier.bound_at(traced.cost).min(traced.loss);
            let gap = if traced.loss > 0.0 { (traced.loss - bound) / traced.loss } else { 0.0 };
            let (bound, gap) = if gap <= ROUNDING { (traced.loss, 0.0) } else { (bound, gap) };
            frontier.points.push(FrontierPoint {
                portfolio: portfolio(problem, &self.model, &traced.chosen),
                value: traced.loss,
                bound,
                gap,
                per_cost: before.map(|before| (before.loss - traced.loss) / (traced.cost - before.cost)),
            });
        }
        frontier
    }
}
