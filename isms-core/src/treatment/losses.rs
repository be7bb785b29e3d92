//! What is judged: the losses of the risks in each year, and of these years the mean, or the mean of the worst.
//!
//! The conditional value at risk is that of R. T. Rockafellar and S. Uryasev, *Conditional value-at-risk for general
//! loss distributions*, Journal of Banking & Finance 26(7), 2002: where a single year lies on both sides of the level, it
//! counts in part. It is the greatest of all means whose weights are at most 1 ⁄ (1 − level) times those of the years
//! (P. Artzner et al., *Coherent measures of risk*, 1999). So the weights of the worst years at one portfolio give a
//! mean that no portfolio's conditional value at risk is below.
#![allow(clippy::indexing_slicing, reason = "a matrix of known shape")]

use std::collections::BTreeMap;

use super::model::{Model, Row};
use super::problem::{Problem, Scenarios};

/// Losses that differ by less of their value are the same.
const ROUNDING: f64 = 1e-9;

#[derive(Debug, Clone)]
pub(super) struct Losses {
    /// By risk, and in it by year.
    losses: Vec<f64>,
    /// Probability of each year.
    pub(super) probabilities: Vec<f64>,
    /// Whether all years are equally probable.
    equal: bool,
    /// Share of the worst years that count.
    share: f64,
}

impl Losses {
    /// The expected losses, as if each year were the same.
    pub(super) fn expected(problem: &Problem) -> Self {
        let losses = problem.risks.iter().map(|risk| risk.loss).collect();
        Self { losses, probabilities: vec![1.0], equal: true, share: 1.0 }
    }

    /// Those of the scenarios, of which the worst count from `level` on.
    pub(super) fn of(scenarios: &Scenarios, level: f64) -> Self {
        let years = scenarios.losses.first().map_or(scenarios.weights.len(), Vec::len);
        let mut probabilities = scenarios.weights.clone();
        if probabilities.is_empty() {
            probabilities.resize(years, 1.0);
        }
        let sum: f64 = probabilities.iter().sum();
        probabilities.iter_mut().for_each(|weight| *weight /= sum);
        let equal = scenarios.weights.is_empty();
        Self { losses: scenarios.losses.concat(), probabilities, equal, share: 1.0 - level }
    }

    /// Without the years that are not among the worst whatever is chosen: the loss of such a year if nothing is, is less than
    /// that which the worst years begin with if everything is.
    pub(super) fn of_the_worst(self, model: &Model) -> Self {
        // A candidate acts once, whenever it starts.
        let acting = |row: &Row| -> BTreeMap<usize, f64> {
            row.columns.iter().map(|(at, factor)| (model.columns[*at as usize].candidate, *factor)).collect()
        };
        let everything: Vec<f64> = model.rows.iter().map(|row| acting(row).values().product()).collect();
        let least = self.totals(model, &everything);
        let counted = self.year_weights(&least).into_iter().zip(&least).filter(|(weight, _)| *weight > 0.0);
        let begin = counted.map(|(_, loss)| *loss).fold(f64::INFINITY, f64::min) * (1.0 - ROUNDING);
        let most = self.totals(model, &vec![1.0; model.rows.len()]);
        let kept: Vec<usize> = (0..self.years()).filter(|year| most[*year] >= begin).collect();
        let of_risk = |losses: &[f64]| kept.iter().map(|year| losses[*year]).collect::<Vec<f64>>();
        Self {
            losses: self.losses.chunks(self.years().max(1)).flat_map(of_risk).collect(),
            probabilities: kept.iter().map(|year| self.probabilities[*year]).collect(),
            ..self
        }
    }

    pub(super) fn years(&self) -> usize {
        self.probabilities.len()
    }

    /// The losses of a risk by year.
    pub(super) fn of_risk(&self, risk: usize) -> &[f64] {
        &self.losses[risk * self.years()..][..self.years()]
    }

    /// The loss of each year, when of the rows so much is left.
    pub(super) fn totals(&self, model: &Model, left: &[f64]) -> Vec<f64> {
        let mut of_risk = vec![0.0; self.losses.len() / self.years().max(1)];
        for (row, left) in model.rows.iter().zip(left) {
            of_risk[row.risk] += row.share * left;
        }
        let mut totals = vec![0.0; self.years()];
        for (risk, left) in of_risk.iter().enumerate() {
            totals.iter_mut().zip(self.of_risk(risk)).for_each(|(total, loss)| *total += left * loss);
        }
        totals
    }

    /// The loss of each year when of the rows another share is left than where the losses are known: of those that differ only
    /// the risks are gone through.
    pub(super) fn moved(&self, model: &Model, totals: &[f64], from: &[f64], to: &[f64]) -> Vec<f64> {
        let mut totals = totals.to_vec();
        for (row, (from, to)) in model.rows.iter().zip(from.iter().zip(to)).filter(|(_, (a, b))| a != b) {
            let more = row.share * (to - from);
            totals.iter_mut().zip(self.of_risk(row.risk)).for_each(|(total, loss)| *total += more * loss);
        }
        totals
    }

    /// What is to be made small, when of the rows so much is left.
    pub(super) fn value(&self, model: &Model, left: &[f64]) -> f64 {
        self.value_of(&self.totals(model, left))
    }

    /// The same of the losses of the years.
    pub(super) fn value_of(&self, totals: &[f64]) -> f64 {
        if let [only] = totals {
            return *only;
        }
        self.year_weights(totals).iter().zip(totals).map(|(weight, total)| weight * total).sum()
    }

    /// What each row's loss counts where so much is left: the value is the sum over the rows of weight times what is
    /// left, and nowhere less than that sum.
    pub(super) fn weights(&self, model: &Model, left: &[f64]) -> Vec<f64> {
        if self.constant_weights() {
            return self.weights_of(model, &[]);
        }
        self.weights_of(model, &self.totals(model, left))
    }

    /// The same where the losses of the years are known.
    pub(super) fn weights_of(&self, model: &Model, totals: &[f64]) -> Vec<f64> {
        if self.constant_weights() {
            return model.rows.iter().map(|row| row.share * self.losses[row.risk]).collect();
        }
        let years = self.year_weights(totals);
        let counted: Vec<(usize, f64)> =
            years.into_iter().enumerate().filter(|(_, weight)| *weight > 0.0).collect();
        let risks = self.losses.len() / self.years();
        let loss = |risk| {
            let losses = self.of_risk(risk);
            counted.iter().map(|(year, weight)| losses[*year] * weight).sum()
        };
        let losses: Vec<f64> = (0..risks).map(loss).collect();
        model.rows.iter().map(|row| row.share * losses[row.risk]).collect()
    }

    /// Whether weights are the same wherever they are asked for.
    pub(super) fn constant_weights(&self) -> bool {
        self.years() == 1
    }

    /// How much each year counts: the worst by their probability, up to the share that counts, and in sum 1.
    pub(super) fn year_weights(&self, totals: &[f64]) -> Vec<f64> {
        let mut order: Vec<usize> = (0..totals.len()).collect();
        let worst_first = |a: &usize, b: &usize| totals[*b].total_cmp(&totals[*a]).then(a.cmp(b));
        // Of equally probable years it is known how many can count; only those need an order.
        let most = self.share / self.probabilities.first().copied().unwrap_or(1.0);
        let most = if self.equal { most.ceil() as usize + 1 } else { order.len() };
        if most < order.len() {
            order.select_nth_unstable_by(most, worst_first);
            order.truncate(most);
        }
        order.sort_unstable_by(worst_first);
        let mut weights = vec![0.0; totals.len()];
        let mut open = self.share;
        for year in order {
            let counted = self.probabilities[year].min(open);
            weights[year] = counted / self.share;
            open -= counted;
            if open <= 0.0 {
                break;
            }
        }
        weights
    }
}
