//! Means and variances.

use super::averages::average_below;
use super::empirical::weighted;
use super::law::{Law, shares};
use crate::model::Distribution;
use crate::schedule::incomplete::ln_gamma;

impl Distribution {
    /// The mean.
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// assert_eq!(Distribution::pert(10.0, 20.0, 60.0).mean(), 25.0);
    /// ```
    pub fn mean(&self) -> f64 {
        self.moments().0
    }

    /// The variance; infinite where the tail is so heavy.
    pub fn variance(&self) -> f64 {
        self.moments().1
    }

    /// Mean and variance.
    pub fn moments(&self) -> (f64, f64) {
        match self.into() {
            Law::Fixed(value) => (value, 0.0),
            Law::Uniform { low, high } => ((low + high) / 2.0, (high - low) * (high - low) / 12.0),
            Law::Triangular { low, mode, high } => {
                let (a, b, c) = (mode - low, high - mode, high - low);
                ((low + mode + high) / 3.0, (a * a + b * b + c * c) / 36.0)
            }
            Law::Beta { alpha, beta, low, width } => {
                let sum = alpha + beta;
                let mean = alpha / sum;
                (low + width * mean, width * width * mean * (beta / sum) / (sum + 1.0))
            }
            Law::Normal(normal) => normal.moments(),
            Law::Lognormal { mu, sigma } => {
                let square = sigma * sigma;
                let mean = (mu + square / 2.0).exp();
                (mean, mean * mean * square.exp_m1())
            }
            Law::Gamma { shape, rate } => (shape / rate, shape / (rate * rate)),
            Law::Weibull { shape, scale } => {
                let gamma = |x: f64| ln_gamma(x).exp();
                let first = gamma(1.0 + 1.0 / shape);
                let variance = gamma(1.0 + 2.0 / shape) - first * first;
                (scale * first, scale * scale * variance.max(0.0))
            }
            Law::Pareto { shape, scale } => {
                let mean = scale * shape / (shape - 1.0);
                let variance = mean * (mean / shape) / (shape - 2.0);
                (mean, if shape > 2.0 { variance } else { f64::INFINITY })
            }
            Law::Tail { body, threshold, shape, scale } => {
                let beyond = body.survival(threshold);
                let excess = scale / (1.0 - shape);
                let mean = body.mean() - body.excess(threshold) + beyond * excess;
                if shape >= 0.5 {
                    return (mean, f64::INFINITY);
                }
                // About the mean, so that no digits are lost to large squares.
                let distance = threshold - mean;
                let square = 2.0 * scale * scale / ((1.0 - shape) * (1.0 - 2.0 * shape));
                let tail = beyond * (distance * distance + 2.0 * distance * excess + square);
                (mean, tail + average_below(body, threshold, |x| (x - mean) * (x - mean)))
            }
            Law::Empirical { values, weights } => {
                let mean = weighted(values, weights).map(|(value, share)| value * share).sum();
                let square = |(value, share): (f64, f64)| (value - mean) * (value - mean) * share;
                (mean, weighted(values, weights).map(square).sum())
            }
            Law::Mixture(parts) => {
                let moments: Vec<_> = shares(parts).map(|(share, part)| (share, part.moments())).collect();
                let mean = moments.iter().map(|(share, (mean, _))| share * mean).sum();
                let square = |(share, (of_part, variance)): &(f64, (f64, f64))| {
                    share * (variance + (of_part - mean) * (of_part - mean))
                };
                (mean, moments.iter().map(square).sum())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_agree_with_scipy() {
        // scipy 1.17.1: stats.….stats(moments="mv").
        for (distribution, mean, variance) in [
            (Distribution::triangular(1.0, 2.0, 5.0), 2.666666666666667, 0.7222222222222222),
            (Distribution::beta(2.0, 5.0), 0.2857142857142857, 0.025510204081632654),
            (
                Distribution::truncated_normal(0.0, 1.0, Some(3.0), None),
                3.28309865493044,
                0.07055918678525586,
            ),
            (
                Distribution::truncated_normal(5.0, 2.0, Some(0.0), Some(6.0)),
                4.023609890397291,
                1.7633204052284546,
            ),
            (Distribution::lognormal(1.0, 0.5), 3.080216848918031, 2.694758124344946),
            (Distribution::gamma(2.5, 4.0), 0.625, 0.15625),
            (Distribution::weibull(0.7, 3.0), 3.797470518171851, 30.84151998287838),
            (Distribution::pareto(3.5, 2.0), 2.8, 1.4933333333333334),
        ] {
            let found = distribution.moments();
            assert!((found.0 / mean - 1.0).abs() < 1e-10, "{distribution:?}: {found:?}");
            assert!((found.1 / variance - 1.0).abs() < 1e-8, "{distribution:?}: {found:?}");
        }
        assert_eq!(Distribution::pareto(1.5, 2.0).variance(), f64::INFINITY);
    }

    #[test]
    fn a_mixture_spreads_within_and_between_its_parts() {
        let mixture =
            Distribution::mixture([(1.0, Distribution::fixed(0.0)), (3.0, Distribution::uniform(3.0, 5.0))]);
        assert_eq!(mixture.mean(), 3.0);
        assert!((mixture.variance() - (0.75 * (1.0 / 3.0 + 1.0) + 0.25 * 9.0)).abs() < 1e-14);
        let nested = Distribution::mixture([(2.0, mixture.clone())]);
        assert_eq!(nested.moments(), mixture.moments());
    }

    #[test]
    fn a_tail_that_is_that_of_the_body_changes_nothing() {
        // Above any threshold an exponential distribution is exponential again.
        let body = Distribution::gamma(1.0, 0.5);
        let tail = Distribution::tail(Box::new(body.clone()), 3.0, 0.0, 2.0);
        assert!((tail.mean() / body.mean() - 1.0).abs() < 1e-12);
        assert!((tail.variance() / body.variance() - 1.0).abs() < 1e-9, "{}", tail.variance());
        assert_eq!(Distribution::tail(Box::new(body), 3.0, 0.6, 2.0).variance(), f64::INFINITY);
    }
}
