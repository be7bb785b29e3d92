//! Losses on a grid, so that each keeps its mean.

use crate::model::Distribution;
use crate::quant::distribution::{Law, hermite};
use crate::quant::elementary::{ln, normal_above, normal_density};

/// Knots follow each other by a sixty-fourth of where they stand.
const KNOTS_TO_A_DOUBLING: usize = 64;
/// A loss narrower than these bends too much between knots, and is told at every point of the grid.
const LEAST_SIGMA: f64 = 0.2;
const SMOOTH_GAMMA: std::ops::RangeInclusive<f64> = 0.05..=25.0;
const SMOOTH_WEIBULL: std::ops::RangeInclusive<f64> = 0.1..=5.0;

/// Losses of events, put on the points 0, h, 2h, … of a grid.
///
/// What lies between two points is shared between them as their distance tells, so that its mean stays (local moment
/// matching of the first order: Gerber 1982). The weight at a point is the second difference of the expected excess
/// over it, which is summed over losses before it is taken. Smooth losses tell excess, share above and density at knots
/// only, and Hermite's polynomials of the fifth degree lie between: many losses cost little more than one.
#[derive(Debug, Clone)]
pub struct Severity {
    step: f64,
    /// The weight of all but the atoms.
    told: f64,
    /// Weights of values that have a probability of their own.
    atoms: Vec<f64>,
    /// Points of the grid from 0 to its end.
    knots: Vec<usize>,
    /// ln of the loss at each knot.
    logs: Vec<f64>,
    /// Excess, share above and density at each knot.
    smooth: Vec<[f64; 3]>,
    /// The excess at every point and the end, where a loss was told so.
    excess: Vec<f64>,
}

impl Severity {
    /// Nothing yet, on `points` points a `step` from each other.
    pub fn new(step: f64, points: usize) -> Self {
        let next =
            |knot: &usize| (*knot < points).then(|| (knot + (knot / KNOTS_TO_A_DOUBLING).max(1)).min(points));
        let knots: Vec<usize> = std::iter::successors(Some(0), next).collect();
        let logs = knots
            .iter()
            .map(|knot| if *knot == 0 { f64::NEG_INFINITY } else { ln(step * *knot as f64) })
            .collect();
        let smooth = vec![[0.0; 3]; knots.len()];
        Self { step, told: 0.0, atoms: vec![0.0; points], knots, logs, smooth, excess: Vec::new() }
    }

    /// One loss on a grid: the probability of each point. What lies beyond the grid is missing from their sum.
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// use isms_core::quant::analytic::Severity;
    /// // 25 lies between 20 and 30.
    /// assert_eq!(Severity::discretise(&Distribution::fixed(25.0), 10.0, 4), [0.0, 0.0, 0.5, 0.5]);
    /// ```
    pub fn discretise(distribution: &Distribution, step: f64, points: usize) -> Vec<f64> {
        let mut severity = Self::new(step, points);
        severity.add(distribution, 1.0);
        severity.weights()
    }

    /// Adds a loss that comes with a weight, e.g. as often as a year expects it.
    pub fn add(&mut self, distribution: &Distribution, weight: f64) {
        match distribution.into() {
            Law::Fixed(value) => return self.add_atom(value, weight),
            Law::Empirical { values, weights } => {
                let total: f64 = if weights.is_empty() { values.len() as f64 } else { weights.iter().sum() };
                for (i, value) in values.iter().enumerate() {
                    self.add_atom(*value, weight * weights.get(i).unwrap_or(&1.0) / total);
                }
                return;
            }
            Law::Mixture(parts) => {
                let total: f64 = parts.iter().map(|part| part.weight).sum();
                for part in parts {
                    self.add(&part.distribution, weight * part.weight / total);
                }
                return;
            }
            Law::Lognormal { mu, sigma } if sigma >= LEAST_SIGMA => self.add_lognormal(mu, sigma, weight),
            Law::Gamma { shape, .. } if SMOOTH_GAMMA.contains(&shape) => {
                self.add_smooth(distribution, weight)
            }
            Law::Weibull { shape, .. } if SMOOTH_WEIBULL.contains(&shape) => {
                self.add_smooth(distribution, weight)
            }
            _ => {
                self.excess.resize(self.atoms.len() + 1, 0.0);
                let high = distribution.bounds().1;
                for (i, sum) in self.excess.iter_mut().enumerate() {
                    let x = self.step * i as f64;
                    if x >= high {
                        break;
                    }
                    *sum += weight * distribution.excess(x);
                }
            }
        }
        self.told += weight;
    }

    fn add_atom(&mut self, value: f64, weight: f64) {
        let at = value / self.step;
        // A number beyond the grid is beyond all its places.
        let (place, part) = (at as usize, at.fract());
        for (place, weight) in [(place, weight * (1.0 - part)), (place.saturating_add(1), weight * part)] {
            if let Some(sum) = self.atoms.get_mut(place) {
                *sum += weight;
            }
        }
    }

    fn add_smooth(&mut self, distribution: &Distribution, weight: f64) {
        for (knot, sums) in self.knots.iter().zip(&mut self.smooth) {
            let x = self.step * *knot as f64;
            let [excess, above, density] = sums;
            *excess += weight * distribution.excess(x);
            *above += weight * distribution.survival(x);
            // Nothing lies between the first knots, where a density may be infinite.
            *density += if *knot == 0 { 0.0 } else { weight * distribution.density(x).unwrap_or_default() };
        }
    }

    fn add_lognormal(&mut self, mu: f64, sigma: f64, weight: f64) {
        let mean = (mu + sigma * sigma / 2.0).exp();
        for ((knot, log), sums) in self.knots.iter().zip(&self.logs).zip(&mut self.smooth) {
            let x = self.step * *knot as f64;
            let z = (log - mu) / sigma;
            let [excess, above, density] = sums;
            let share = normal_above(z);
            *excess += weight * (mean * normal_above(z - sigma) - x * share);
            *above += weight * share;
            *density += if *knot == 0 { 0.0 } else { weight * normal_density(z) / (sigma * x) };
        }
    }

    /// Adds what another gathered on the same grid.
    pub(super) fn merge(&mut self, other: &Self) {
        self.told += other.told;
        let add = |sum: &mut f64, more: &f64| *sum += more;
        self.atoms.iter_mut().zip(&other.atoms).for_each(|(sum, more)| add(sum, more));
        for (sums, more) in self.smooth.iter_mut().zip(&other.smooth) {
            sums.iter_mut().zip(more).for_each(|(sum, more)| add(sum, more));
        }
        if !other.excess.is_empty() {
            self.excess.resize(other.excess.len(), 0.0);
            self.excess.iter_mut().zip(&other.excess).for_each(|(sum, more)| add(sum, more));
        }
    }

    /// The weight of each point.
    pub fn weights(mut self) -> Vec<f64> {
        self.excess.resize(self.atoms.len() + 1, 0.0);
        self.interpolate();
        // The excess falls by the share above, which to the left of 0 is all there is.
        let mut fallen = self.told;
        let mut weights = self.atoms;
        for (weight, pair) in weights.iter_mut().zip(self.excess.windows(2)) {
            let [here, next] = pair else { continue };
            let share = (here - next) / self.step;
            *weight += (fallen - share).max(0.0);
            fallen = share;
        }
        weights
    }

    /// Fills in what lies between knots.
    fn interpolate(&mut self) {
        let step = self.step;
        let knots = self.knots.iter().zip(&self.smooth);
        for ((from, start), (to, end)) in knots.clone().zip(knots.skip(1)) {
            let local = |[excess, above, density]: [f64; 3]| [excess, -above * step, density * step * step];
            let [a, b, c, d, e, f] = hermite((to - from) as f64, local(*start), local(*end));
            let Some(between) = self.excess.get_mut(*from..*to) else { continue };
            for (i, sum) in between.iter_mut().enumerate() {
                let t = i as f64;
                *sum += a + t * (b + t * (c + t * (d + t * (e + t * f))));
            }
        }
        if let (Some(last), Some([excess, ..])) = (self.excess.last_mut(), self.smooth.last()) {
            *last += excess;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mean of what is on the grid, and what is missing.
    fn sums(weights: &[f64], step: f64) -> (f64, f64) {
        let mean = weights.iter().enumerate().map(|(i, weight)| step * i as f64 * weight).sum();
        (mean, 1.0 - weights.iter().sum::<f64>())
    }

    #[test]
    fn the_mean_stays() {
        for loss in [
            Distribution::lognormal(0.0, 0.5),
            Distribution::lognormal(0.0, 0.03),
            Distribution::gamma(0.5, 1.0),
            Distribution::weibull(1.5, 2.0),
            Distribution::pert(0.0, 1.0, 7.0),
            Distribution::triangular(0.5, 1.0, 7.0),
            Distribution::truncated_normal(2.0, 2.0, Some(0.0), None),
            Distribution::fixed(1.2345),
            Distribution::mixture([
                (1.0, Distribution::lognormal(0.5, 0.4)),
                (2.0, Distribution::empirical(vec![0.2, 0.9, 4.0])),
            ]),
        ] {
            let weights = Severity::discretise(&loss, 0.01, 4_096);
            let (mean, missing) = sums(&weights, 0.01);
            assert!((mean / loss.mean() - 1.0).abs() < 1e-8, "{loss:?}: {mean} {}", loss.mean());
            assert!(missing.abs() < 1e-9, "{loss:?}: {missing}");
        }
    }

    #[test]
    fn what_lies_between_knots_is_what_every_point_tells() {
        for loss in [
            Distribution::lognormal(0.0, 0.2),
            Distribution::lognormal(1.0, 2.0),
            Distribution::gamma(25.0, 12.5),
            Distribution::gamma(0.1, 1.0),
            Distribution::weibull(5.0, 2.0),
        ] {
            let (step, points) = (0.001, 10_000);
            let weights = Severity::discretise(&loss, step, points);
            for i in (1..points).step_by(37) {
                let excess = |i: usize| loss.excess(step * i as f64);
                let wanted = (excess(i - 1) - 2.0 * excess(i) + excess(i + 1)) / step;
                assert!((weights[i] - wanted).abs() < 1e-9, "{loss:?} at {i}: {} {wanted}", weights[i]);
            }
        }
    }

    #[test]
    fn sums_of_losses_are_the_losses_of_sums() {
        let (a, b) = (Distribution::lognormal(0.0, 1.0), Distribution::triangular(0.0, 1.0, 3.0));
        let mut first = Severity::new(0.01, 500);
        first.add(&a, 2.0);
        let mut second = Severity::new(0.01, 500);
        second.add(&b, 3.0);
        second.add(&Distribution::fixed(0.505), 1.0);
        first.merge(&second);
        let alone = [a, b, Distribution::fixed(0.505)].map(|loss| Severity::discretise(&loss, 0.01, 500));
        for (i, weight) in first.weights().into_iter().enumerate() {
            let wanted = 2.0 * alone[0][i] + 3.0 * alone[1][i] + alone[2][i];
            assert!((weight - wanted).abs() < 1e-12, "{i}");
        }
    }
}
