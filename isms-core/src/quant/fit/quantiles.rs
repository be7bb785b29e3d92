//! Distributions from quantiles that experts name.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Family, check_values};
use crate::error::{Error, ErrorCode, Result};
use crate::model::Distribution;
use crate::quant::elementary::normal_quantile;
use crate::schedule::{Gamma, least_squares_line};

/// Golden sections until a shape is known to ten digits.
const SECTIONS: u32 = 70;
/// Shapes of gamma distributions that are looked through.
const SHAPES: (f64, f64) = (0.05, 1e6);

/// A distribution through quantiles, or near them.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct QuantileFit {
    /// The distribution.
    pub distribution: Distribution,
    /// The root of the mean square by which it misses the values; of their logarithms, but for the normal family.
    pub error: f64,
}

/// The distribution of a family whose quantiles come nearest to those that were named: pairs of a share, above 0 and
/// below 1, and the value that this share does not exceed. Least squares, of logarithms but for the normal family, so that
/// a factor counts alike among small and large values.
///
/// ```
/// use isms_core::quant::fit::{Family, fit_quantiles};
/// let named = [(0.05, 100_000.0), (0.5, 300_000.0), (0.95, 1_000_000.0)];
/// let fitted = fit_quantiles(Family::Lognormal, &named).unwrap();
/// assert!((fitted.distribution.quantile(0.95) / 1_000_000.0 - 1.0).abs() < 0.02);
/// assert!(fitted.error < 0.03);
/// ```
pub fn fit_quantiles(family: Family, named: &[(f64, f64)]) -> Result<QuantileFit> {
    check(family, named)?;
    // A family by scores: the value, or its logarithm, is a line over them.
    let scores: fn(f64) -> f64 = match family {
        Family::Normal | Family::Lognormal => normal_quantile,
        Family::Weibull => |p| (-(-p).ln_1p()).ln(),
        Family::Pareto => |p| -(-p).ln_1p(),
        Family::Gamma => return checked(gamma(named)),
    };
    let value = |x: f64| if family.is_positive() { x.ln() } else { x };
    let points: Vec<(f64, f64)> = named.iter().map(|(p, x)| (scores(*p), value(*x))).collect();
    let Some(line) = least_squares_line(&points) else {
        let problem = "have shares too close to each other";
        return Err(Error::new(ErrorCode::Value, "quantiles", problem, "name others"));
    };
    let squares: f64 = points.iter().map(|(score, value)| (value - line.at(*score)).powi(2)).sum();
    let distribution = match family {
        Family::Normal => Distribution::normal(line.intercept, line.slope),
        Family::Weibull => Distribution::weibull(1.0 / line.slope, line.intercept.exp()),
        Family::Pareto => Distribution::pareto(1.0 / line.slope, line.intercept.exp()),
        Family::Lognormal | Family::Gamma => Distribution::lognormal(line.intercept, line.slope),
    };
    checked((distribution, (squares / points.len() as f64).sqrt()))
}

fn checked((distribution, error): (Distribution, f64)) -> Result<QuantileFit> {
    distribution.check().map_err(|error| {
        let problem = format!("the nearest distribution cannot be reckoned with ({error})");
        Error::new(
            ErrorCode::Value,
            "quantiles",
            problem,
            "fit another family, or look at the quantiles again",
        )
    })?;
    Ok(QuantileFit { distribution, error })
}

fn check(family: Family, named: &[(f64, f64)]) -> Result<()> {
    let values: Vec<f64> = named.iter().map(|(_, x)| *x).collect();
    check_values("quantiles", &values, family.is_positive())?;
    for (i, (p, _)) in named.iter().enumerate() {
        if !(*p > 0.0 && *p < 1.0) {
            let problem = format!("{p} is not a share inside 0 to 1");
            let at = format!("quantiles[{i}]");
            return Err(Error::new(ErrorCode::Value, at, problem, "use a number above 0 and below 1"));
        }
    }
    for (i, pair) in named.windows(2).enumerate() {
        let [(p, x), (q, y)] = pair else { continue };
        if p >= q || x >= y {
            let problem = format!("{y} at {q} does not lie above {x} at {p}");
            let at = format!("quantiles[{}]", i + 1);
            return Err(Error::new(ErrorCode::Value, at, problem, "let shares and values rise"));
        }
    }
    Ok(())
}

/// The gamma distribution that comes nearest: for a shape the scale is the mean distance of logarithms, and the shape
/// is found by golden section (Kiefer 1953).
fn gamma(named: &[(f64, f64)]) -> (Distribution, f64) {
    let at = |log_shape: f64| {
        let unit = Gamma { shape: log_shape.exp(), rate: 1.0 };
        let distances: Vec<f64> = named.iter().map(|(p, x)| x.ln() - unit.quantile(*p).ln()).collect();
        let n = distances.len() as f64;
        let mean = distances.iter().sum::<f64>() / n;
        let squares: f64 = distances.iter().map(|distance| (distance - mean) * (distance - mean)).sum();
        (mean, (squares / n).sqrt())
    };
    let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (SHAPES.0.ln(), SHAPES.1.ln());
    for _ in 0..SECTIONS {
        let (left, right) = (high - golden * (high - low), low + golden * (high - low));
        if at(left).1 <= at(right).1 { high = right } else { low = left }
    }
    let log_shape = (low + high) / 2.0;
    let (log_scale, error) = at(log_shape);
    (Distribution::gamma(log_shape.exp(), (-log_scale).exp()), error)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_a_family_find_their_distribution() {
        for (family, distribution) in [
            (Family::Normal, Distribution::normal(-3.0, 2.0)),
            (Family::Lognormal, Distribution::lognormal(12.0, 1.4)),
            (Family::Gamma, Distribution::gamma(3.5, 1e-4)),
            (Family::Gamma, Distribution::gamma(0.4, 10.0)),
            (Family::Weibull, Distribution::weibull(0.6, 5e5)),
            (Family::Pareto, Distribution::pareto(1.7, 1e4)),
        ] {
            let named = [0.05, 0.5, 0.95].map(|p| (p, distribution.quantile(p)));
            let fitted = fit_quantiles(family, &named).unwrap();
            for p in [0.01, 0.3, 0.99] {
                let (found, wanted) = (fitted.distribution.quantile(p), distribution.quantile(p));
                assert!((found / wanted - 1.0).abs() < 1e-6, "{family:?} {p}: {found} {wanted}");
            }
            assert!(fitted.error < 1e-6, "{fitted:?}");
        }
    }

    #[test]
    fn what_no_distribution_meets_is_missed_by_the_stated_error() {
        // Symmetric quantiles of a normal fit: the middle is off by as much as the line through the others tells.
        let fitted = fit_quantiles(Family::Normal, &[(0.05, -1.0), (0.5, 0.3), (0.95, 1.0)]).unwrap();
        assert!((fitted.distribution.quantile(0.5) - 0.1).abs() < 1e-12);
        assert!((fitted.error - ((0.01 + 0.04 + 0.01) / 3.0_f64).sqrt()).abs() < 1e-12);
    }

    #[test]
    fn quantiles_that_fall_are_refused() {
        let refused = |named: &[(f64, f64)]| fit_quantiles(Family::Lognormal, named).unwrap_err().to_string();
        assert!(
            refused(&[(0.5, 2.0), (0.9, 1.0)])
                .starts_with("quantiles[1]: 1 at 0.9 does not lie above 2 at 0.5")
        );
        assert!(refused(&[(0.0, 2.0), (0.9, 3.0)]).starts_with("quantiles[0]: 0 is not a share"));
        assert!(refused(&[(0.5, 2.0)]).starts_with("quantiles: has no two different values"));
    }
}
