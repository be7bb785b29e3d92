//! Quantiles.

use super::empirical::cumulated;
use super::law::{Law, shares};
use crate::model::Distribution;
use crate::quant::elementary::normal_quantile;
use crate::schedule;

/// Halvings after which a bracket of two numbers has no number left between them.
const MOST_HALVINGS: u32 = 2_200;

impl Distribution {
    /// The least value with a share of at least `p` at or below it; at 0 and 1 the bounds.
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// let interval = Distribution::lognormal_interval(100_000.0, 1_000_000.0);
    /// assert!((interval.quantile(0.95) / 1_000_000.0 - 1.0).abs() < 1e-13);
    /// ```
    pub fn quantile(&self, p: f64) -> f64 {
        let (low, high) = self.bounds();
        if p <= 0.0 || p >= 1.0 {
            return if p <= 0.0 { low } else { high };
        }
        let value = match self.into() {
            Law::Fixed(value) => value,
            Law::Uniform { low, high } => low + p * (high - low),
            Law::Triangular { low, mode, high } => {
                let (rise, fall, width) = (mode - low, high - mode, high - low);
                if p * width < rise {
                    low + (p * width * rise).sqrt()
                } else {
                    high - ((1.0 - p) * width * fall).sqrt()
                }
            }
            Law::Beta { alpha, beta, low, width } => low + width * schedule::Beta { alpha, beta }.quantile(p),
            Law::Normal(normal) => normal.quantile(p),
            Law::Lognormal { mu, sigma } => (mu + sigma * normal_quantile(p)).exp(),
            Law::Gamma { shape, rate } => schedule::Gamma { shape, rate }.quantile(p),
            Law::Weibull { shape, scale } => scale * (-(-p).ln_1p()).powf(1.0 / shape),
            Law::Pareto { shape, scale } => scale * (-(-p).ln_1p() / shape).exp(),
            Law::Tail { body, threshold, shape, scale } => {
                let beyond = body.survival(threshold);
                if p <= body.cdf(threshold) {
                    body.quantile(p).min(threshold)
                } else {
                    threshold + scale * excess_quantile(shape, -((1.0 - p) / beyond).ln())
                }
            }
            Law::Empirical { values, weights } => {
                let sorted = cumulated(values, weights);
                let at = sorted.partition_point(|(_, share)| *share < p).min(sorted.len().saturating_sub(1));
                sorted.get(at).map_or(f64::NAN, |(value, _)| *value)
            }
            Law::Mixture(parts) => {
                let each = || shares(parts).map(|(_, part)| part.quantile(p));
                let from = each().fold(f64::INFINITY, f64::min);
                let to = each().fold(f64::NEG_INFINITY, f64::max);
                self.least_with(p, from, to)
            }
        };
        value.clamp(low, high)
    }

    /// Where the share below reaches `p`, between the lowest and the highest quantile of the parts, by halving.
    fn least_with(&self, p: f64, from: f64, to: f64) -> f64 {
        let (mut low, mut high) = (from, to);
        if self.cdf(low) >= p {
            return low;
        }
        for _ in 0..MOST_HALVINGS {
            let middle = low + (high - low) / 2.0;
            if middle <= low || middle >= high {
                break;
            }
            if self.cdf(middle) < p { low = middle } else { high = middle }
        }
        high
    }
}

/// The value of a generalised Pareto distribution of scale 1 beyond which e^(−depth) of it lies.
pub(super) fn excess_quantile(shape: f64, depth: f64) -> f64 {
    let stretched = shape * depth;
    if stretched.abs() < 1e-12 { depth } else { stretched.exp_m1() / shape }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// One of each kind, and of each branch of it.
    pub(in super::super) fn one_of_each() -> Vec<Distribution> {
        let body = || Box::new(Distribution::lognormal(2.0, 0.8));
        vec![
            Distribution::uniform(-2.0, 3.0),
            Distribution::triangular(1.0, 2.0, 5.0),
            Distribution::triangular(0.0, 0.0, 1.0),
            Distribution::triangular(0.0, 1.0, 1.0),
            Distribution::pert(10.0, 20.0, 60.0),
            Distribution::pert(0.0, 0.0, 1.0),
            Distribution::normal(1.0, 2.0),
            Distribution::truncated_normal(0.0, 1.0, Some(3.0), None),
            Distribution::truncated_normal(5.0, 2.0, Some(0.0), Some(6.0)),
            Distribution::lognormal(10.0, 1.5),
            Distribution::lognormal_interval(100_000.0, 1_000_000.0),
            Distribution::gamma(0.5, 2.0),
            Distribution::gamma(0.06, 2.0),
            Distribution::gamma(7.0, 0.1),
            Distribution::gamma(40_000.0, 3.0),
            Distribution::beta(2.0, 5.0),
            Distribution::beta(0.5, 0.5),
            Distribution::beta(0.2, 8.0),
            Distribution::beta(300.0, 0.7),
            Distribution::weibull(0.7, 3.0),
            Distribution::weibull(4.0, 3.0),
            Distribution::pareto(1.2, 1_000.0),
            Distribution::tail(body(), 20.0, 0.4, 9.0),
            Distribution::tail(body(), 20.0, 0.0, 9.0),
            Distribution::tail(body(), 20.0, -0.3, 9.0),
            Distribution::mixture([
                (1.0, Distribution::lognormal(1.0, 0.5)),
                (2.0, Distribution::pert(1.0, 4.0, 9.0)),
            ]),
        ]
    }

    #[test]
    fn quantiles_and_shares_are_each_others_inverse() {
        for distribution in one_of_each() {
            assert_eq!(distribution.check(), Ok(()));
            let mut before = f64::NEG_INFINITY;
            for i in 1..400 {
                let p = f64::from(i) / 400.0;
                let x = distribution.quantile(p);
                assert!(x > before, "{distribution:?} at {p}");
                before = x;
                let (below, above) = (distribution.cdf(x), distribution.survival(x));
                assert!((below - p).abs() < 1e-10, "{distribution:?} at {p}: {below}");
                assert!((below + above - 1.0).abs() < 1e-12, "{distribution:?} at {p}: {below} {above}");
            }
        }
    }

    #[test]
    fn values_that_were_seen_come_by_their_weights() {
        let seen = Distribution::Empirical {
            values: vec![5.0, 1.0, 3.0],
            weights: vec![1.0, 2.0, 1.0],
            extensions: Default::default(),
        };
        for (p, wanted) in [(0.1, 1.0), (0.5, 1.0), (0.51, 3.0), (0.75, 3.0), (0.76, 5.0), (1.0, 5.0)] {
            assert_eq!(seen.quantile(p), wanted, "{p}");
        }
        let pooled = Distribution::mixture([(1.0, seen), (1.0, Distribution::fixed(2.0))]);
        assert_eq!([0.2, 0.5, 0.9, 0.7].map(|p| pooled.quantile(p)), [1.0, 2.0, 5.0, 2.0]);
        assert_eq!((pooled.cdf(2.0), pooled.survival(2.0)), (0.75, 0.25));
    }

    #[test]
    fn far_quantiles_keep_their_digits() {
        // scipy 1.17.1: stats.….ppf(1e-10) and isf(1e-10); of the normal one mpmath 1.3, as scipy has but eight digits of it.
        for (distribution, low, high) in [
            (Distribution::gamma(0.5, 2.0), 3.92699081698724e-21, 10.455364091190322),
            (Distribution::gamma(7.0, 0.1), 1.2802388710671848, 385.1728821513559),
            (Distribution::beta(2.0, 5.0), 2.581997786411184e-06, 0.9930035513365678),
            (Distribution::truncated_normal(0.0, 1.0, Some(3.0), None), 3.000000000030459, 7.308580290784088),
            (Distribution::lognormal(10.0, 1.5), 1.580891054145238, 306893504.22829187),
            (Distribution::weibull(0.7, 3.0), 1.553842403880351e-14, 264.93764228308726),
        ] {
            assert!((distribution.quantile(1e-10) / low - 1.0).abs() < 1e-9, "{distribution:?}");
            assert!((distribution.survival(high) / 1e-10 - 1.0).abs() < 1e-9, "{distribution:?}");
        }
    }
}
