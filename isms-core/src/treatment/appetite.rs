//! How cheap a portfolio that keeps an appetite curve can be.
//!
//! A point of the curve is kept if the years whose loss is greater are few enough. What an action takes from a year's loss
//! is never more than it takes when it is added to what is chosen already; so, of the years above the point, the actions
//! yet to choose can bring below it no more, by probability, than each alone its share of what the years lack, added up
//! and no year more than once. That makes a fractional knapsack a bound of what they must cost.
#![allow(clippy::indexing_slicing, reason = "columns, rows and years are numbered by the model")]

use super::fates::{Fate, Fates};
use super::losses::Losses;
use super::model::Model;
use super::problem::AppetitePoint;
use super::search::{Bounded, Bounds, Found};
use crate::graph::Watch;

/// Probabilities that differ by less are the same.
const ROUNDING: f64 = 1e-9;

#[derive(Debug)]
pub(super) struct Cover<'a> {
    pub(super) model: &'a Model,
    pub(super) losses: &'a Losses,
    pub(super) points: &'a [AppetitePoint],
    /// Once this ends, what is begun is left as far as it is.
    pub(super) watch: &'a Watch<'a>,
}

/// How much each free column helps with a point, and what the point lacks.
struct Lack {
    helps: Vec<(usize, f64)>,
    lack: f64,
}

impl Cover<'_> {
    /// How probable it is that a year's loss is greater than that of a point.
    pub(super) fn exceedance(&self, totals: &[f64], point: &AppetitePoint) -> f64 {
        let years = totals.iter().zip(&self.losses.probabilities);
        years.filter(|(total, _)| **total > point.loss).map(|(_, probability)| probability).sum()
    }

    pub(super) fn is_kept(&self, totals: &[f64], point: &AppetitePoint) -> bool {
        self.exceedance(totals, point) <= point.probability + ROUNDING
    }

    fn keeps(&self, totals: &[f64]) -> bool {
        self.points.iter().all(|point| self.is_kept(totals, point))
    }

    pub(super) fn totals(&self, chosen: &[bool]) -> Vec<f64> {
        self.losses.totals(self.model, &self.model.left(chosen))
    }

    /// Takes out what is not needed, the dearest first.
    pub(super) fn cheapen(&self, found: Found) -> Found {
        let mut best = found;
        let mut order: Vec<usize> = (0..best.chosen.len()).filter(|at| best.chosen[*at]).collect();
        order.sort_by(|a, b| {
            self.model.columns[*b].cost.total_cmp(&self.model.columns[*a].cost).then(a.cmp(b))
        });
        for column in order.into_iter().take_while(|_| !self.watch.ends()) {
            best.chosen[column] = false;
            if !(self.model.allows(&best.chosen) && self.keeps(&self.totals(&best.chosen))) {
                best.chosen[column] = true;
            }
        }
        best.value = self.model.cost(&best.chosen);
        best
    }

    /// What the free columns can do about a point that what is chosen breaks. `possible` are the years' losses if all of
    /// them were chosen.
    fn lack(
        &self,
        fates: &Fates,
        left: &[f64],
        totals: &[f64],
        possible: &[f64],
        point: &AppetitePoint,
    ) -> Lack {
        let probabilities = &self.losses.probabilities;
        let lack = self.exceedance(totals, point) - point.probability - ROUNDING;
        let years: Vec<usize> = (0..totals.len())
            .filter(|year| totals[*year] > point.loss && possible[*year] <= point.loss)
            .collect();
        let mut taken = vec![0.0; years.len()];
        let helps = |column: usize| {
            taken.fill(0.0);
            for (row, factor) in &self.model.columns[column].rows {
                let row = *row as usize;
                let scale = self.model.rows[row].share * left[row] * (1.0 - factor);
                let losses = self.losses.of_risk(self.model.rows[row].risk);
                taken.iter_mut().zip(&years).for_each(|(taken, year)| *taken += scale * losses[*year]);
            }
            let share = |(taken, year): (&f64, &usize)| {
                probabilities[*year] * (taken / (totals[*year] - point.loss)).min(1.0)
            };
            (column, taken.iter().zip(&years).map(share).sum())
        };
        Lack { helps: fates.free().map(helps).collect(), lack }
    }

    /// The least that fills a lack, were columns to be had in part, and how much of it is the free columns' cost.
    fn least_cost(&self, lack: &mut Lack) -> f64 {
        let cost = |column: usize| self.model.columns[column].cost;
        lack.helps.retain(|(_, help)| *help > 0.0);
        lack.helps.sort_by(|a, b| (cost(a.0) * b.1).total_cmp(&(cost(b.0) * a.1)).then(a.0.cmp(&b.0)));
        let (mut open, mut least) = (lack.lack, 0.0);
        for (column, help) in &lack.helps {
            if open <= 0.0 {
                break;
            }
            least += cost(*column) * (open / help).min(1.0);
            open -= help;
        }
        if open > ROUNDING { f64::INFINITY } else { least }
    }

    /// Adds columns in order until the curve is kept.
    fn propose(&self, fates: &Fates, order: &[(usize, f64)]) -> Vec<bool> {
        let mut next = fates.clone();
        for (column, _) in order {
            if self.watch.ends() || self.keeps(&self.totals(&next.chosen())) {
                break;
            }
            if next.is(*column, Fate::Free) {
                next = next.with(self.model, *column, Fate::In).unwrap_or(next);
            }
        }
        next.chosen()
    }

    /// A free column that something chosen may need.
    fn required(&self, fates: &Fates) -> Option<usize> {
        let chosen = |other: &u32| fates.is(*other as usize, Fate::In);
        let columns = self.model.columns.iter().zip(&fates.of).filter(|(_, fate)| **fate == Fate::In);
        let open = columns.flat_map(|(column, _)| &column.requires).find(|set| !set.iter().any(chosen));
        open?.iter().map(|other| *other as usize).find(|other| fates.is(*other, Fate::Free))
    }
}

impl Bounds for Cover<'_> {
    type Hint = ();

    fn value(&self, chosen: &[bool]) -> Option<f64> {
        self.keeps(&self.totals(chosen)).then(|| self.model.cost(chosen))
    }

    fn bound(&self, fates: &Fates, hint: Option<&()>, _enough: f64) -> Bounded<()> {
        let chosen = fates.chosen();
        let left = self.model.left(&chosen);
        let totals = self.losses.totals(self.model, &left);
        let cost = self.model.cost(&chosen);
        let closed = |bound| Bounded { bound, branch: None, proposal: vec![], hint: () };
        if self.keeps(&totals) {
            // What is chosen is enough, once it has what it requires.
            return Bounded { branch: self.required(fates), ..closed(cost) };
        }
        let all: Vec<bool> = fates.of.iter().map(|fate| *fate != Fate::Out).collect();
        let possible = self.totals(&all);
        if !self.keeps(&possible) {
            return closed(f64::INFINITY);
        }
        let broken = self.points.iter().filter(|point| !self.is_kept(&totals, point));
        let lacks = broken.map(|point| {
            let mut lack = self.lack(fates, &left, &totals, &possible, point);
            (self.least_cost(&mut lack), lack.helps)
        });
        let Some((least, helps)) = lacks.max_by(|a, b| a.0.total_cmp(&b.0)) else { return closed(cost) };
        let most = helps.iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
        let branch = most.map(|(column, _)| *column);
        // To add until it is enough takes as long as to look at many nodes.
        let proposal = if hint.is_none() { self.propose(fates, &helps) } else { vec![] };
        Bounded { bound: cost + least, branch: branch.or_else(|| fates.free().next()), proposal, hint: () }
    }
}
