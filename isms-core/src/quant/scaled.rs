//! A distribution in another unit, or a part of a rate.

use super::elementary::ln;
use crate::model::{Distribution, MixturePart};

impl Distribution {
    /// The distribution of `factor` times what this one is of; `factor` is above 0.
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// let year = Distribution::gamma(3.0, 2.0);
    /// assert_eq!(year.scaled(0.25), Distribution::gamma(3.0, 8.0));
    /// ```
    pub fn scaled(&self, factor: f64) -> Self {
        let mut scaled = self.clone();
        match &mut scaled {
            Self::Fixed { value, .. } => *value *= factor,
            Self::Uniform { low, high, .. } | Self::LognormalInterval { low, high, .. } => {
                [low, high].into_iter().for_each(|bound| *bound *= factor);
            }
            Self::Triangular { low, mode, high, .. } | Self::Pert { low, mode, high, .. } => {
                [low, mode, high].into_iter().for_each(|bound| *bound *= factor);
            }
            Self::Normal { mean, standard_deviation, low, high, .. } => {
                *mean *= factor;
                *standard_deviation *= factor;
                [low, high].into_iter().flatten().for_each(|bound| *bound *= factor);
            }
            Self::Lognormal { mu, .. } => *mu += ln(factor),
            Self::Gamma { rate, .. } => *rate /= factor,
            Self::Beta { low, high, .. } => {
                [low, high].into_iter().for_each(|bound| *bound *= factor);
            }
            Self::Weibull { scale, .. } | Self::Pareto { scale, .. } => *scale *= factor,
            // No deeper than the check lets bodies and mixtures lie in one another.
            Self::Tail { body, threshold, scale, .. } => {
                **body = body.scaled(factor);
                *threshold *= factor;
                *scale *= factor;
            }
            Self::Empirical { values, .. } => values.iter_mut().for_each(|value| *value *= factor),
            Self::Mixture { parts, .. } => {
                let part = |part: &mut MixturePart| part.distribution = part.distribution.scaled(factor);
                parts.iter_mut().for_each(part);
            }
        }
        scaled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_scales() {
        let tail = |at: f64| {
            Distribution::tail(Box::new(Distribution::weibull(1.5, 4.0 * at)), 9.0 * at, 0.3, 2.0 * at)
        };
        let of = |at: f64| {
            [
                Distribution::fixed(at),
                Distribution::uniform(at, 2.0 * at),
                Distribution::triangular(at, 2.0 * at, 3.0 * at),
                Distribution::pert(at, 2.0 * at, 3.0 * at),
                Distribution::truncated_normal(4.0 * at, at, Some(0.0), Some(9.0 * at)),
                Distribution::lognormal_interval(at, 8.0 * at),
                Distribution::gamma(3.0, 2.0 / at),
                Distribution::weibull(2.0, at),
                Distribution::pareto(3.0, at),
                tail(at),
                Distribution::empirical(vec![at, 5.0 * at]),
                Distribution::mixture([(1.0, Distribution::fixed(at)), (2.0, tail(at))]),
            ]
        };
        for (one, four) in of(1.0).into_iter().zip(of(4.0)) {
            assert_eq!(one.scaled(4.0), four);
        }
        assert_eq!(
            Distribution::lognormal(0.5, 1.0).scaled(4.0),
            Distribution::lognormal(0.5 + ln(4.0), 1.0)
        );
        let beta = Distribution::beta(2.0, 3.0).scaled(0.5);
        assert_eq!(beta.bounds(), (0.0, 0.5));
    }
}
