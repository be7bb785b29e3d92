//! The least of a linear function where of each candidate at most one column is chosen, perhaps in part, and a budget is
//! kept.
//!
//! This is the linear relaxation of the multiple-choice knapsack problem, solved by the steps of each candidate's lower
//! convex hull in the order of what they bring for their cost (P. Sinha and A. A. Zoltners, *The multiple-choice knapsack
//! problem*, 1979).
#![allow(clippy::indexing_slicing, reason = "columns are numbered by the model")]

use std::ops::Range;

/// From a column, or nothing, to a dearer one of the same candidate.
#[derive(Debug, Clone, Copy)]
struct Step {
    ratio: f64,
    gain: f64,
    cost: f64,
    from: Option<usize>,
    to: usize,
}

/// Room to work in, kept between questions.
#[derive(Debug, Default)]
pub(super) struct Knapsack {
    steps: Vec<Step>,
    open: Vec<usize>,
}

impl Knapsack {
    /// Sets `point` to where Σ slope × x is least, and returns that sum. Only columns that `free` names are chosen.
    /// `costs` are not negative; without a budget what is left of it is infinite.
    pub(super) fn least(
        &mut self,
        candidates: &[Range<usize>],
        free: impl Fn(usize) -> bool,
        slopes: &[f64],
        costs: &[f64],
        budget: f64,
        point: &mut [f64],
    ) -> f64 {
        self.steps.clear();
        for columns in candidates {
            self.open.clear();
            self.open.extend(columns.clone().filter(|column| {
                point[*column] = 0.0;
                free(*column) && slopes[*column] < 0.0
            }));
            self.hull(slopes, costs);
        }
        self.steps.sort_unstable_by(|a, b| b.ratio.total_cmp(&a.ratio).then(a.to.cmp(&b.to)));
        let (mut left, mut least) = (budget, 0.0);
        for step in &self.steps {
            let part = if step.cost <= left { 1.0 } else { left / step.cost };
            if let Some(from) = step.from {
                point[from] -= part;
            }
            point[step.to] += part;
            least -= part * step.gain;
            left -= part * step.cost;
            if part < 1.0 {
                break;
            }
        }
        least
    }

    /// Adds the steps of the hull of the open columns, each bringing less for its cost than the one before.
    fn hull(&mut self, slopes: &[f64], costs: &[f64]) {
        let by_cost =
            |a: &usize, b: &usize| costs[*a].total_cmp(&costs[*b]).then(slopes[*a].total_cmp(&slopes[*b]));
        self.open.sort_unstable_by(by_cost);
        let first = self.steps.len();
        for &to in &self.open {
            loop {
                let last = self.steps[first..].last().copied();
                let from = last.map(|step| step.to);
                let gain = from.map_or(0.0, |from| slopes[from]) - slopes[to];
                let cost = costs[to] - from.map_or(0.0, |from| costs[from]);
                if gain <= 0.0 {
                    break;
                }
                let ratio = if cost > 0.0 { gain / cost } else { f64::INFINITY };
                if last.is_some_and(|step| step.ratio <= ratio) {
                    self.steps.pop();
                    continue;
                }
                self.steps.push(Step { ratio, gain, cost, from, to });
                break;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// The dual tells the same: the greatest over prices of the budget of what is least at that price.
        #[test]
        fn it_is_the_least(
            sizes in prop::collection::vec(1..4_usize, 1..5),
            figures in prop::collection::vec((-9..3_i8, 0..9_u8), 12),
            budget in 0..30_u8,
        ) {
            let mut candidates = Vec::new();
            let mut count = 0;
            for size in sizes {
                candidates.push(count..count + size);
                count += size;
            }
            let slopes: Vec<f64> = figures.iter().take(count).map(|(slope, _)| f64::from(*slope)).collect();
            let costs: Vec<f64> = figures.iter().take(count).map(|(_, cost)| f64::from(*cost)).collect();
            let budget = f64::from(budget);
            let mut point = vec![0.0; count];
            let least = Knapsack::default().least(&candidates, |_| true, &slopes, &costs, budget, &mut point);
            let at_price = |price: f64| {
                let best = |columns: &Range<usize>| {
                    columns.clone().map(|at| slopes[at] + price * costs[at]).fold(0.0, f64::min)
                };
                candidates.iter().map(best).sum::<f64>() - price * budget
            };
            // The dual is piecewise linear, with kinks at ratios of differences.
            let mut prices = vec![0.0];
            for a in 0..=count {
                for b in 0..=count {
                    let of = |at: usize| if at == count { (0.0, 0.0) } else { (slopes[at], costs[at]) };
                    let price = (of(b).0 - of(a).0) / (of(a).1 - of(b).1);
                    prices.extend(Some(price).filter(|price| price.is_finite() && *price > 0.0));
                }
            }
            let dual = prices.into_iter().map(at_price).fold(f64::NEG_INFINITY, f64::max);
            prop_assert!((least - dual).abs() < 1e-9, "{least} {dual}");
            let value: f64 = slopes.iter().zip(&point).map(|(slope, x)| slope * x).sum();
            prop_assert!((value - least).abs() < 1e-9);
            prop_assert!(costs.iter().zip(&point).map(|(cost, x)| cost * x).sum::<f64>() <= budget + 1e-9);
            prop_assert!(candidates.iter().all(|c| point[c.clone()].iter().sum::<f64>() <= 1.0 + 1e-9));
            prop_assert!(point.iter().all(|x| (-1e-9..=1.0 + 1e-9).contains(x)));
        }
    }
}
