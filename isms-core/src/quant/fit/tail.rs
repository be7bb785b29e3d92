//! Tails of data.

use super::check_values;
use crate::error::{Error, ErrorCode, Result};
use crate::model::Distribution;

/// Fewer values beyond a threshold tell nothing of a tail.
const LEAST_COUNT: usize = 10;

/// The data up to a threshold, and a generalised Pareto distribution above it, by the L-moments of the excess (Hosking and
/// Wallis, *Parameter and quantile estimation for the generalized Pareto distribution*, 1987).
///
/// ```
/// use isms_core::quant::fit::fit_tail;
/// let data: Vec<f64> = (0..200).map(|i| 1_000.0 / (1.0 - (f64::from(i) + 0.5) / 200.0)).collect();
/// let error = fit_tail(&data, 1e6).unwrap_err();
/// assert!(error.to_string().starts_with("threshold: 0 values lie above 1000000"));
/// ```
pub fn fit_tail(data: &[f64], threshold: f64) -> Result<Distribution> {
    check_values("data", data, false)?;
    let mut excess: Vec<f64> = data.iter().map(|x| x - threshold).filter(|excess| *excess > 0.0).collect();
    let wrong =
        |problem: String, remedy: &str| Err(Error::new(ErrorCode::Value, "threshold", problem, remedy));
    if excess.len() < LEAST_COUNT {
        let problem = format!("{} values lie above {threshold}", excess.len());
        return wrong(problem, "choose a lower one, with ten values above it or more");
    }
    excess.sort_by(f64::total_cmp);
    let n = excess.len() as f64;
    let mean = excess.iter().sum::<f64>() / n;
    // The second L-moment is half the mean distance of two values.
    let ranks = excess.iter().enumerate().map(|(i, x)| x * (2.0 * i as f64 - n + 1.0));
    let second = ranks.sum::<f64>() / (n * (n - 1.0));
    if second <= 0.0 {
        return wrong(format!("the values above {threshold} are all alike"), "choose a lower one");
    }
    let shape = 2.0 - mean / second;
    let tail = Distribution::tail(
        Box::new(Distribution::empirical(data.to_vec())),
        threshold,
        shape,
        mean * (1.0 - shape),
    );
    tail.check().map_err(|error| {
        let problem = format!("the tail above it cannot be reckoned with ({error})");
        Error::new(ErrorCode::Value, "threshold", problem, "choose another one")
    })?;
    Ok(tail)
}

#[cfg(test)]
mod tests {
    use super::super::data::tests::BEARINGS;
    use super::*;

    #[test]
    fn the_tail_of_bearings_has_the_moments_of_scipy() {
        // scipy 1.17.1: stats.lmoment of what exceeds 50, order 1 and 2, solved for the parameters.
        let Distribution::Tail { shape, scale, .. } = fit_tail(&BEARINGS, 50.0).unwrap() else {
            panic!("not a tail")
        };
        assert!(
            (shape - (0.02157896116835767)).abs() < 1e-10 && (scale - 36.91337974252078).abs() < 1e-9,
            "{shape} {scale}"
        );
    }

    #[test]
    fn a_tail_that_was_drawn_is_found_again() {
        let drawn = Distribution::tail(Box::new(Distribution::lognormal(2.0, 0.8)), 20.0, 0.3, 9.0);
        let data: Vec<f64> = (0..20_000).map(|i| drawn.quantile((f64::from(i) + 0.5) / 20_000.0)).collect();
        let fitted = fit_tail(&data, 20.0).unwrap();
        for p in [0.2, 0.5, 0.95, 0.999] {
            let (found, wanted) = (fitted.quantile(p), drawn.quantile(p));
            assert!((found / wanted - 1.0).abs() < 0.02, "{p}: {found} {wanted}");
        }
        assert!((fitted.mean() / drawn.mean() - 1.0).abs() < 5e-3);
    }
}
