//! How little the loss can come to, whatever is chosen of what is still free.
//!
//! A linear function below the loss is made small over the budget by a fractional knapsack; where that is, the envelope is
//! touched again, and the new linear function averaged with those before. Every average lies below the loss, so each
//! knapsack gives a bound; together they close in on the least of the envelope as the method of M. Frank and P. Wolfe
//! (1956) does. Limits other than the budget, and what columns require, have prices, raised where the average breaks them
//! and lowered where it does not: any prices give a bound (A. M. Geoffrion, *Lagrangean relaxation for integer
//! programming*, 1974).
#![allow(clippy::indexing_slicing, reason = "columns and limits are numbered by the model")]

use super::envelope::{Cut, Envelope};
use super::fates::{Fate, Fates};
use super::knapsack::Knapsack;
use super::losses::Losses;
use super::model::{LimitKind, Model};
use super::search::{Bounded, Bounds};
use crate::graph::Watch;

/// Rounds at the root, and at each node after it.
const FIRST_ROUNDS: usize = 400;
const ROUNDS: usize = 12;
/// What is inherited counts as so many rounds.
const INHERITED: usize = 6;
/// Columns chosen less than this are not proposed.
const TRACE: f64 = 1e-3;

/// Σ count × x ≤ most.
#[derive(Debug, Clone)]
struct Priced {
    terms: Vec<(u32, f64)>,
    most: f64,
}

/// The least loss within the limits, plus a price for each unit of cost.
#[derive(Debug)]
pub(super) struct Relaxation<'a> {
    model: &'a Model,
    losses: &'a Losses,
    costs: Vec<f64>,
    price: f64,
    budget: Option<usize>,
    priced: Vec<Priced>,
    /// Weights of the rows, where they are the same everywhere.
    weights: Option<Vec<f64>>,
    /// Once this ends, a bound is left as near as it is.
    watch: &'a Watch<'a>,
}

/// What a node leaves to those below it.
#[derive(Debug)]
pub(super) struct Hint {
    cut: Cut,
    prices: Vec<f64>,
    point: Vec<f64>,
}

impl<'a> Relaxation<'a> {
    pub(super) fn new(model: &'a Model, losses: &'a Losses, price: f64, watch: &'a Watch<'a>) -> Self {
        let mut priced: Vec<Priced> =
            model.limits.iter().map(|limit| Priced { terms: vec![], most: limit.allowed() }).collect();
        for (at, column) in model.columns.iter().enumerate() {
            column
                .limits
                .iter()
                .for_each(|(limit, count)| priced[*limit as usize].terms.push((at as u32, *count)));
        }
        let budget = model.limits.iter().position(|limit| limit.kind == LimitKind::Budget);
        if let Some(budget) = budget {
            priced[budget].terms.clear();
        }
        for (at, column) in model.columns.iter().enumerate() {
            for set in &column.requires {
                let mut terms: Vec<(u32, f64)> = set.iter().map(|other| (*other, -1.0)).collect();
                terms.push((at as u32, 1.0));
                priced.push(Priced { terms, most: 0.0 });
            }
        }
        priced.retain(|priced| !priced.terms.is_empty());
        let weights = losses.constant_weights().then(|| losses.weights(model, &[]));
        let costs = model.columns.iter().map(|column| column.cost).collect();
        Self { model, losses, costs, price, budget, priced, weights, watch }
    }

    /// What is left of the budget.
    fn budget_left(&self, fates: &Fates) -> f64 {
        self.budget.map_or(f64::INFINITY, |at| (self.model.limits[at].allowed() - fates.used[at]).max(0.0))
    }

    /// The column whose decision tells most: chosen in part, or required by such and not chosen.
    fn branch(&self, fates: &Fates, point: &[f64], slopes: &[f64]) -> Option<usize> {
        let undecided = |x: f64| x.min(1.0 - x).max(0.0);
        let mut scores: Vec<f64> =
            point.iter().zip(slopes).map(|(x, slope)| undecided(*x) * slope.abs()).collect();
        for (at, column) in self.model.columns.iter().enumerate() {
            for set in &column.requires {
                let met: f64 = set.iter().map(|other| point[*other as usize]).sum();
                let lacking = (point[at] - met).max(0.0) * slopes[at].abs();
                set.iter().for_each(|other| scores[*other as usize] += lacking);
            }
        }
        let most = |scores: &dyn Fn(usize) -> f64| {
            fates.free().max_by(|a, b| scores(*a).total_cmp(&scores(*b)).then(b.cmp(a)))
        };
        most(&|at| scores[at]).filter(|at| scores[*at] > 0.0).or_else(|| most(&|at| slopes[at].abs()))
    }

    /// The free columns that are chosen most, as far as they may be chosen together.
    fn round(&self, fates: &Fates, point: &[f64]) -> Vec<bool> {
        let mut order: Vec<usize> = fates.free().filter(|at| point[*at] > TRACE).collect();
        order.sort_by(|a, b| point[*b].total_cmp(&point[*a]).then(a.cmp(b)));
        let mut rounded = fates.clone();
        for column in order {
            if rounded.is(column, Fate::Free) {
                rounded = rounded.with(self.model, column, Fate::In).unwrap_or(rounded);
            }
        }
        rounded.chosen()
    }
}

impl Bounds for Relaxation<'_> {
    type Hint = Hint;

    fn value(&self, chosen: &[bool]) -> Option<f64> {
        let loss = self.losses.value(self.model, &self.model.left(chosen));
        Some(loss + self.price * self.model.cost(chosen))
    }

    fn bound(&self, fates: &Fates, hint: Option<&Hint>, enough: f64) -> Bounded<Hint> {
        let columns = self.model.columns.len();
        let mut envelope = Envelope::new(self.model, fates);
        let mut cut = hint.map_or_else(Cut::default, |hint| hint.cut.clone());
        cut.slopes.resize(columns, 0.0);
        let mut prices = hint.map_or_else(|| vec![0.0; self.priced.len()], |hint| hint.prices.clone());
        let mut point: Vec<f64> = hint.map_or_else(|| vec![0.0; columns], |hint| hint.point.clone());
        for (x, fate) in point.iter_mut().zip(&fates.of) {
            *x = match fate {
                Fate::Free => *x,
                Fate::In => 1.0,
                Fate::Out => 0.0,
            };
        }
        let (mut knapsack, mut vertex, mut slopes) =
            (Knapsack::default(), vec![0.0; columns], vec![0.0; columns]);
        let left = self.budget_left(fates);
        let first = if hint.is_some() { INHERITED } else { 0 };
        let rounds = if hint.is_some() { ROUNDS } else { FIRST_ROUNDS };
        let mut since = first;
        // No loss and no cost is negative.
        let mut bound = 0.0_f64;
        for round in first..first + rounds {
            let part = 2.0 / (round as f64 + 2.0);
            envelope.at(&point);
            let touched = match &self.weights {
                Some(weights) => envelope.cut(weights, &point),
                None => envelope.cut(&self.losses.weights(self.model, &envelope.left), &point),
            };
            // The first functions touch far from where the loss is least: now and then the average is begun anew.
            since = if hint.is_none() && round.is_power_of_two() { 0 } else { since + 1 };
            let weight = 2.0 / (since as f64 + 2.0);
            cut.constant += weight * (touched.constant - cut.constant);
            let pairs = cut.slopes.iter_mut().zip(&touched.slopes);
            pairs.for_each(|(slope, new)| *slope += weight * (new - *slope));

            for (at, slope) in slopes.iter_mut().enumerate() {
                *slope = cut.slopes[at] + self.price * self.costs[at];
            }
            let mut constant = cut.constant;
            for (priced, price) in self.priced.iter().zip(&prices).filter(|(_, price)| **price > 0.0) {
                constant -= price * priced.most;
                priced.terms.iter().for_each(|(at, count)| slopes[*at as usize] += price * count);
            }
            constant += (0..columns).filter(|at| fates.is(*at, Fate::In)).map(|at| slopes[at]).sum::<f64>();
            let free = |at| fates.is(at, Fate::Free);
            let least = knapsack.least(&self.model.candidates, free, &slopes, &self.costs, left, &mut vertex);
            bound = bound.max(constant + least);
            if bound >= enough || self.watch.ends() {
                break;
            }
            for (at, x) in point.iter_mut().enumerate().filter(|(at, _)| fates.is(*at, Fate::Free)) {
                *x = (*x + part * (vertex[at] - *x)).clamp(0.0, 1.0);
            }
            self.follow(&mut prices, &point, &cut.slopes, part);
        }
        let proposal = if bound < enough { self.round(fates, &point) } else { vec![] };
        let branch = self.branch(fates, &point, &cut.slopes);
        Bounded { bound, branch, proposal, hint: Hint { cut, prices, point } }
    }
}

impl Relaxation<'_> {
    /// Raises the prices of what is broken at a point and lowers the others: what is broken by as much as one column
    /// counts, by a part of what its columns bring.
    fn follow(&self, prices: &mut [f64], point: &[f64], slopes: &[f64], part: f64) {
        for (priced, price) in self.priced.iter().zip(prices) {
            let (mut used, mut counts, mut brings) = (0.0, 0.0, 0.0);
            for (at, count) in &priced.terms {
                used += count * point[*at as usize];
                counts += count.abs();
                brings += slopes[*at as usize].abs();
            }
            let columns = priced.terms.len() as f64;
            let broken = (used - priced.most) * columns / counts;
            *price = (*price + part * broken * brings / counts).max(0.0);
        }
    }
}
