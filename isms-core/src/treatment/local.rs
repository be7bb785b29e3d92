//! A good portfolio soon: what brings most for its cost first, then changes of one action for another as long as they help,
//! then the same again from portfolios with some actions taken out.
#![allow(clippy::indexing_slicing, reason = "columns, rows and limits are numbered by the model")]

use super::losses::Losses;
use super::model::Model;
use super::search::Found;
use crate::graph::Watch;

/// Changes that look best by weights and are then judged by the value itself.
const JUDGED: usize = 8;
/// Less than this share of the value is rounding.
const ROUNDING: f64 = 1e-12;

#[derive(Debug)]
pub(super) struct Local<'a> {
    pub(super) model: &'a Model,
    pub(super) losses: &'a Losses,
    /// Price of a unit of cost.
    pub(super) price: f64,
    /// Once this ends, a portfolio is left as far as it is.
    pub(super) watch: &'a Watch<'a>,
}

/// A portfolio, with what its changes are judged by.
#[derive(Debug, Clone)]
struct State {
    chosen: Vec<bool>,
    used: Vec<f64>,
    left: Vec<f64>,
}

#[derive(Debug, Clone)]
struct Change {
    drop: Vec<usize>,
    add: Vec<usize>,
    /// By how much the value grows, as far as weights tell.
    growth: f64,
    cost: f64,
}

impl Local<'_> {
    /// The best portfolio of a greedy beginning and so many others.
    pub(super) fn best(&self, restarts: u32) -> Found {
        let empty = vec![false; self.model.columns.len()];
        let by_gain = self.improve(self.fill(empty.clone(), |change| change.growth));
        let per_cost = |change: &Change| {
            if change.cost > 0.0 { change.growth / change.cost } else { f64::NEG_INFINITY }
        };
        let mut best = self.improve(self.fill(empty, per_cost));
        if by_gain.value < best.value {
            best = by_gain;
        }
        // Marsaglia's xorshift, always from the same seed.
        let mut random = 88_172_645_463_325_252_u64;
        for _ in 0..restarts {
            let mut state = self.state(best.chosen.clone());
            for column in 0..self.model.columns.len() {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
                if state.chosen[column] && random >> 62 == 0 {
                    let drop = self.dropped(&state, column);
                    self.apply(&mut state, &drop, &[]);
                }
            }
            let found = self.improve(self.fill(state.chosen, per_cost));
            if found.value < best.value {
                best = found;
            }
        }
        best
    }

    /// Changes a portfolio as long as that makes it better.
    pub(super) fn improve(&self, found: Found) -> Found {
        let mut best = found;
        let mut state = self.state(best.chosen.clone());
        while !self.watch.ends() {
            let totals = self.losses.totals(self.model, &state.left);
            let mut changes = self.changes(&state, &totals);
            changes.sort_by(|a, b| a.growth.total_cmp(&b.growth));
            let judged = changes.into_iter().take(JUDGED).map(|change| {
                let mut next = state.clone();
                self.apply(&mut next, &change.drop, &change.add);
                let moved = self.losses.moved(self.model, &totals, &state.left, &next.left);
                let value = self.losses.value_of(&moved) + self.price * self.model.cost(&next.chosen);
                (next, value)
            });
            let Some((next, _)) = judged.min_by(|a, b| a.1.total_cmp(&b.1)) else { return best };
            let value = self.value(&next);
            if value >= best.value - ROUNDING * best.value.abs() {
                return best;
            }
            best = Found { chosen: next.chosen.clone(), value };
            state = next;
        }
        best
    }

    /// Adds one action after another, that of the lowest rank first, while any makes the value less.
    fn fill(&self, chosen: Vec<bool>, rank: impl Fn(&Change) -> f64) -> Found {
        let mut state = self.state(chosen);
        while !self.watch.ends() {
            let weights = self.losses.weights(self.model, &state.left);
            let adds = self.additions(&state, &weights);
            let best = adds
                .into_iter()
                .filter(|change| change.growth < 0.0)
                .min_by(|a, b| rank(a).total_cmp(&rank(b)).then(a.growth.total_cmp(&b.growth)));
            let Some(change) = best else { break };
            self.apply(&mut state, &[], &change.add);
        }
        Found { value: self.value(&state), chosen: state.chosen }
    }

    fn state(&self, chosen: Vec<bool>) -> State {
        State { used: self.model.used(&chosen), left: self.model.left(&chosen), chosen }
    }

    fn value(&self, state: &State) -> f64 {
        self.losses.value(self.model, &state.left) + self.price * self.model.cost(&state.chosen)
    }

    /// Every change of at most one chosen column, and what leans on it, for at most one other, and what it needs, that
    /// seems to make the value less. `totals` are the losses of the years.
    fn changes(&self, state: &State, totals: &[f64]) -> Vec<Change> {
        let weights = self.losses.weights_of(self.model, totals);
        let value: f64 = state.left.iter().zip(&weights).map(|(left, weight)| left * weight).sum();
        let mut changes = self.additions(state, &weights);
        for column in (0..state.chosen.len()).filter(|at| state.chosen[*at]) {
            let drop = self.dropped(state, column);
            let mut less = state.clone();
            self.apply(&mut less, &drop, &[]);
            let cost: f64 = drop.iter().map(|at| self.model.columns[*at].cost).sum();
            let worse: f64 = drop
                .iter()
                .flat_map(|at| &self.model.columns[*at].rows)
                .map(|(row, _)| *row as usize)
                .collect::<std::collections::BTreeSet<_>>()
                .into_iter()
                .map(|row| weights[row] * (less.left[row] - state.left[row]))
                .sum::<f64>()
                - self.price * cost;
            changes.push(Change { drop: drop.clone(), add: vec![], growth: worse, cost: -cost });
            for mut change in self.additions(&less, &weights) {
                if change.add.iter().all(|at| !drop.contains(at)) {
                    change.growth += worse;
                    change.cost -= cost;
                    if change.growth < 0.0 {
                        change.drop.clone_from(&drop);
                        changes.push(change);
                    }
                }
            }
        }
        let rounding = ROUNDING * value.abs();
        changes.retain(|change| change.growth < -rounding);
        changes
    }

    /// Each column that may be added, with what it needs.
    fn additions(&self, state: &State, weights: &[f64]) -> Vec<Change> {
        let open = |at: &usize| !state.chosen[*at];
        (0..state.chosen.len())
            .filter(open)
            .filter_map(|column| {
                let add = self.needed(state, column)?;
                let cost = add.iter().map(|at| self.model.columns[*at].cost).sum();
                let growth = self.growth(state, weights, &add) + self.price * cost;
                Some(Change { drop: vec![], add, growth, cost })
            })
            .collect()
    }

    /// By how much the weighted losses grow, which is not at all.
    fn growth(&self, state: &State, weights: &[f64], add: &[usize]) -> f64 {
        let mut growth = 0.0;
        let mut changed: Vec<(u32, f64)> = Vec::new();
        for (nth, column) in add.iter().enumerate() {
            for (row, factor) in &self.model.columns[*column].rows {
                let earlier = changed.iter().rev().find(|(other, _)| other == row);
                let left = earlier.map_or(state.left[*row as usize], |(_, left)| *left);
                growth += weights[*row as usize] * left * (factor - 1.0);
                if nth + 1 < add.len() {
                    changed.push((*row, left * factor));
                }
            }
        }
        growth
    }

    /// A column and what it requires and is not chosen, the cheapest of alternatives; none if they may not be added.
    fn needed(&self, state: &State, column: usize) -> Option<Vec<usize>> {
        let mut add = vec![column];
        let mut at = 0;
        while let Some(next) = add.get(at).copied() {
            for set in &self.model.columns[next].requires {
                let there = |other: &u32| state.chosen[*other as usize] || add.contains(&(*other as usize));
                if !set.iter().any(there) {
                    let cost = |other: &u32| self.model.columns[*other as usize].cost;
                    let cheapest = set.iter().min_by(|a, b| cost(a).total_cmp(&cost(b)).then(a.cmp(b)))?;
                    add.push(*cheapest as usize);
                }
            }
            at += 1;
        }
        let mut candidates: Vec<usize> = add.iter().map(|at| self.model.columns[*at].candidate).collect();
        candidates.sort_unstable();
        let twice = candidates.iter().zip(candidates.iter().skip(1)).any(|(a, b)| a == b);
        let taken = |candidate: &usize| self.model.candidates[*candidate].clone().any(|at| state.chosen[at]);
        if twice || candidates.iter().any(taken) {
            return None;
        }
        if let [only] = add.as_slice() {
            let limits = &self.model.columns[*only].limits;
            let fits = |(limit, count): &(u32, f64)| {
                state.used[*limit as usize] + count <= self.model.limits[*limit as usize].allowed()
            };
            return limits.iter().all(fits).then_some(add);
        }
        let mut used = state.used.clone();
        for (limit, count) in add.iter().flat_map(|at| &self.model.columns[*at].limits) {
            used[*limit as usize] += count;
        }
        let fits = self.model.limits.iter().zip(&used).all(|(limit, used)| *used <= limit.allowed());
        fits.then_some(add)
    }

    /// A chosen column and those that cannot stay without it.
    fn dropped(&self, state: &State, column: usize) -> Vec<usize> {
        let mut drop = vec![column];
        loop {
            let there = |other: &u32| state.chosen[*other as usize] && !drop.contains(&(*other as usize));
            let met = |at: usize| self.model.columns[at].requires.iter().all(|set| set.iter().any(there));
            let lost =
                (0..state.chosen.len()).find(|at| state.chosen[*at] && !drop.contains(at) && !met(*at));
            match lost {
                Some(lost) => drop.push(lost),
                None => return drop,
            }
        }
    }

    fn apply(&self, state: &mut State, drop: &[usize], add: &[usize]) {
        drop.iter().for_each(|at| state.chosen[*at] = false);
        add.iter().for_each(|at| state.chosen[*at] = true);
        let signed = drop.iter().map(|at| (at, -1.0)).chain(add.iter().map(|at| (at, 1.0)));
        for (at, sign) in signed {
            for (limit, count) in &self.model.columns[*at].limits {
                state.used[*limit as usize] += sign * count;
            }
            for (row, _) in &self.model.columns[*at].rows {
                let acting = &self.model.rows[*row as usize].columns;
                let chosen = acting.iter().filter(|(column, _)| state.chosen[*column as usize]);
                state.left[*row as usize] = chosen.map(|(_, factor)| factor).product();
            }
        }
    }
}
