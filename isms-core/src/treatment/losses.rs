//! What is judged: the losses of the risks in each year, and of these years the mean, or the mean of the worst.
//!
//! The conditional value at risk is that of R. T. Rockafellar and S. Uryasev, *Conditional value-at-risk for general
//! loss distributions*, Journal of Banking & Finance 26(7), 2002: where a single year lies on both sides of the level, it
//! counts in part. It is the greatest of all means whose weights are at most 1 ⁄ (1 − level) times those of the years
//! (P. Artzner et al., *Coherent measures of risk*, 1999). So the weights of the worst years at one portfolio give a
//! mean that no portfolio's conditional value at risk is below.
#![allow(clippy::indexing_slicing, reason = "a matrix of known shape")]

use super::model::Model;
use super::problem::{Problem, Scenarios};

#[derive(Debug, Clone)]
pub(super) struct Losses {
    /// By risk, and in it by year.
    losses: Vec<f64>,
    /// Probability of each year.
    pub(super) probabilities: Vec<f64>,
    /// Share of the worst years that count.
    share: f64,
}

impl Losses {
    /// The expected losses, as if each year were the same.
    pub(super) fn expected(problem: &Problem) -> Self {
        let losses = problem.risks.iter().map(|risk| risk.loss).collect();
        Self { losses, probabilities: vec![1.0], share: 1.0 }
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
        Self { losses: scenarios.losses.concat(), probabilities, share: 1.0 - level }
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

    /// What is to be made small, when of the rows so much is left.
    pub(super) fn value(&self, model: &Model, left: &[f64]) -> f64 {
        let totals = self.totals(model, left);
        if self.years() == 1 {
            return totals[0];
        }
        self.year_weights(&totals).iter().zip(&totals).map(|(weight, total)| weight * total).sum()
    }

    /// What each row's loss counts where so much is left: the value is the sum over the rows of weight times what is
    /// left, and nowhere less than that sum.
    pub(super) fn weights(&self, model: &Model, left: &[f64]) -> Vec<f64> {
        if self.years() == 1 {
            return model.rows.iter().map(|row| row.share * self.losses[row.risk]).collect();
        }
        let years = self.year_weights(&self.totals(model, left));
        let risks = self.losses.len() / self.years();
        let loss = |risk| self.of_risk(risk).iter().zip(&years).map(|(loss, weight)| loss * weight).sum();
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
        order.sort_unstable_by(|a, b| totals[*b].total_cmp(&totals[*a]).then(a.cmp(b)));
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
