//! How far data and a distribution lie apart.

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::Distribution;

/// Terms of Kolmogorov's series; they vanish long before.
const MOST_TERMS: i32 = 100;
/// What stands for a share of 0, whose logarithm is infinite.
const LEAST_SHARE: f64 = 1e-300;

/// The largest distance between two shares below, and how likely one as large is by chance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, JsonSchema)]
pub struct KolmogorovSmirnov {
    /// The distance.
    pub statistic: f64,
    /// The probability of one as large, where the distribution was known before the data. Of one that was fitted to the
    /// same data it is too large: small ones still speak against the fit, large ones not for it.
    pub p: f64,
}

/// The test of Kolmogorov and Smirnov, with the correction of Stephens (1970) for few data.
pub fn kolmogorov_smirnov(distribution: &Distribution, data: &[f64]) -> KolmogorovSmirnov {
    let sorted = sorted(data);
    let n = sorted.len() as f64;
    let distance = |(i, x): (usize, &f64)| {
        let share = distribution.cdf(*x);
        (share - i as f64 / n).max((i + 1) as f64 / n - share)
    };
    let statistic = sorted.iter().enumerate().map(distance).fold(0.0, f64::max);
    KolmogorovSmirnov { statistic, p: kolmogorov_tail((n.sqrt() + 0.12 + 0.11 / n.sqrt()) * statistic) }
}

/// Anderson and Darling's distance A².
pub fn anderson_darling(distribution: &Distribution, data: &[f64]) -> f64 {
    let sorted = sorted(data);
    let n = sorted.len() as f64;
    let terms = sorted.iter().zip(sorted.iter().rev()).enumerate().map(|(i, (low, high))| {
        let (below, above) = (distribution.cdf(*low), distribution.survival(*high));
        (2.0 * i as f64 + 1.0) * (below.max(LEAST_SHARE).ln() + above.max(LEAST_SHARE).ln())
    });
    -n - terms.sum::<f64>() / n
}

/// 2 Σ (−1)^(k − 1) e^(−2k²x²) (Kolmogorov 1933).
fn kolmogorov_tail(x: f64) -> f64 {
    // Below, the series is 1 to all digits, and slow.
    if x < 0.2 {
        return 1.0;
    }
    let term = |k: i32| {
        let k = f64::from(k);
        (-2.0 * k * k * x * x).exp() * if k % 2.0 == 1.0 { 2.0 } else { -2.0 }
    };
    (1..=MOST_TERMS).map(term).sum::<f64>().clamp(0.0, 1.0)
}

fn sorted(data: &[f64]) -> Vec<f64> {
    let mut sorted = data.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted
}

#[cfg(test)]
mod tests {
    use super::super::data::tests::BEARINGS;
    use super::*;

    #[test]
    fn distances_agree_with_scipy() {
        // scipy 1.17.1: stats.kstest, whose p is exact, and A² by its formula.
        for (distribution, statistic, p, squared) in [
            (
                Distribution::normal(72.2208695652174, 36.66692549602179),
                0.18847290136557976,
                0.3434401601314989,
                0.6108431246044788,
            ),
            (
                Distribution::lognormal(4.150382688326942, 0.5216865113017405),
                0.08973712630284081,
                0.9842906950538233,
                0.1886449528076959,
            ),
            (
                Distribution::gamma(4.024706413054733, 0.055727747911153494),
                0.12292496012329768,
                0.836605941629751,
                0.21529626528784007,
            ),
            (
                Distribution::weibull(2.1018468637648784, 81.87455872410811),
                0.15104122669564024,
                0.6169525940605787,
                0.32850984597546784,
            ),
        ] {
            let found = kolmogorov_smirnov(&distribution, &BEARINGS);
            assert!((found.statistic - statistic).abs() < 1e-12, "{found:?}");
            assert!((found.p - p).abs() < 0.02, "{found:?} {p}");
            let distance = anderson_darling(&distribution, &BEARINGS);
            assert!((distance / squared - 1.0).abs() < 1e-9, "{distance} {squared}");
        }
    }

    #[test]
    fn the_series_of_kolmogorov_has_its_critical_values() {
        // Smirnov, *Table for estimating the goodness of fit of empirical distributions* (1948): 1.36 and 1.63.
        assert!((kolmogorov_tail(1.3581) - 0.05).abs() < 1e-5);
        assert!((kolmogorov_tail(1.6276) - 0.01).abs() < 1e-5);
        assert!((kolmogorov_tail(0.2) - 1.0).abs() < 1e-12);
    }
}
