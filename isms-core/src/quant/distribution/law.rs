//! A distribution in the parameters its formulas are written in.

use super::normal::CutNormal;
use crate::model::{Distribution, MixturePart};
use crate::quant::elementary::normal_quantile;

/// The laws behind the distributions of a record: an interval is but another way to say lognormal, PERT to say beta.
pub(crate) enum Law<'a> {
    Fixed(f64),
    Uniform {
        low: f64,
        high: f64,
    },
    Triangular {
        low: f64,
        mode: f64,
        high: f64,
    },
    /// `low` and `width` times a beta variable.
    Beta {
        alpha: f64,
        beta: f64,
        low: f64,
        width: f64,
    },
    Normal(CutNormal),
    Lognormal {
        mu: f64,
        sigma: f64,
    },
    Gamma {
        shape: f64,
        rate: f64,
    },
    Weibull {
        shape: f64,
        scale: f64,
    },
    Pareto {
        shape: f64,
        scale: f64,
    },
    Tail {
        body: &'a Distribution,
        threshold: f64,
        shape: f64,
        scale: f64,
    },
    Empirical {
        values: &'a [f64],
        weights: &'a [f64],
    },
    Mixture(&'a [MixturePart]),
}

impl<'a> From<&'a Distribution> for Law<'a> {
    fn from(distribution: &'a Distribution) -> Self {
        match distribution {
            Distribution::Fixed { value, .. } => Self::Fixed(*value),
            Distribution::Uniform { low, high, .. } => Self::Uniform { low: *low, high: *high },
            Distribution::Triangular { low, mode, high, .. } => {
                Self::Triangular { low: *low, mode: *mode, high: *high }
            }
            Distribution::Pert { low, mode, high, shape, .. } => {
                let width = high - low;
                let weight = |part: f64| 1.0 + shape * part / width;
                Self::Beta { alpha: weight(mode - low), beta: weight(high - mode), low: *low, width }
            }
            Distribution::Beta { alpha, beta, low, high, .. } => {
                Self::Beta { alpha: *alpha, beta: *beta, low: *low, width: high - low }
            }
            Distribution::Normal { mean, standard_deviation, low, high, .. } => {
                Self::Normal(CutNormal::new(*mean, *standard_deviation, *low, *high))
            }
            Distribution::Lognormal { mu, sigma, .. } => Self::Lognormal { mu: *mu, sigma: *sigma },
            Distribution::LognormalInterval { low, high, confidence, .. } => {
                let z = normal_quantile(0.5 + confidence / 2.0);
                Self::Lognormal { mu: (low.ln() + high.ln()) / 2.0, sigma: (high / low).ln() / (2.0 * z) }
            }
            Distribution::Gamma { shape, rate, .. } => Self::Gamma { shape: *shape, rate: *rate },
            Distribution::Weibull { shape, scale, .. } => Self::Weibull { shape: *shape, scale: *scale },
            Distribution::Pareto { shape, scale, .. } => Self::Pareto { shape: *shape, scale: *scale },
            Distribution::Tail { body, threshold, shape, scale, .. } => {
                Self::Tail { body, threshold: *threshold, shape: *shape, scale: *scale }
            }
            Distribution::Empirical { values, weights, .. } => Self::Empirical { values, weights },
            Distribution::Mixture { parts, .. } => Self::Mixture(parts),
        }
    }
}

/// The parts of a mixture with weights that add up to 1.
pub(super) fn shares(parts: &[MixturePart]) -> impl Iterator<Item = (f64, &Distribution)> {
    let total: f64 = parts.iter().map(|part| part.weight).sum();
    parts.iter().map(move |part| (part.weight / total, &part.distribution))
}
