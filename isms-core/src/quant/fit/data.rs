//! The likeliest distribution of a family for data.

use schemars::JsonSchema;
use serde::Serialize;

use super::goodness::{KolmogorovSmirnov, anderson_darling, kolmogorov_smirnov};
use super::{Family, check_values, falling_root};
use crate::error::{Error, ErrorCode, Result};
use crate::model::Distribution;

/// A distribution that was fitted, and how well it fits.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Fitted {
    /// Of which family it is.
    pub family: Family,
    /// The distribution.
    pub distribution: Distribution,
    /// The logarithm of the likelihood of the data.
    pub log_likelihood: f64,
    /// Akaike's information criterion: the less the better (Akaike 1974).
    pub aic: f64,
    /// The largest distance between the shares below that were seen and those of the distribution.
    pub kolmogorov_smirnov: KolmogorovSmirnov,
    /// Anderson and Darling's distance, in which the tails weigh more (Anderson and Darling 1954).
    pub anderson_darling: f64,
}

/// The distribution of a family with the greatest likelihood.
///
/// Formulas are those of Johnson, Kotz and Balakrishnan, *Continuous Univariate Distributions* (2nd edition 1994), volume
/// 1, chapters 13, 14, 17, 20 and 21.
///
/// ```
/// use isms_core::quant::fit::{Family, fit};
/// let fitted = fit(Family::Lognormal, &[10.0, 1_000.0]).unwrap();
/// assert_eq!(fitted.distribution.quantile(0.5).round(), 100.0);
/// let error = fit(Family::Gamma, &[1.0, -2.0]).unwrap_err();
/// assert_eq!(error.to_string(), "data[1]: -2 is not above 0; leave it out, or fit a normal distribution");
/// ```
pub fn fit(family: Family, data: &[f64]) -> Result<Fitted> {
    check_values("data", data, family.is_positive())?;
    let distribution = match family {
        Family::Normal => {
            let (mean, deviation) = mean_and_deviation(data.iter().copied());
            Distribution::normal(mean, deviation)
        }
        Family::Lognormal => {
            let (mu, sigma) = mean_and_deviation(data.iter().map(|x| x.ln()));
            Distribution::lognormal(mu, sigma)
        }
        Family::Gamma => {
            let (mean, mean_log) = (average(data.iter().copied()), average(data.iter().map(|x| x.ln())));
            // ln shape − ψ(shape) falls from infinity to 0, and is the logarithm of the mean over the mean logarithm.
            let wanted = mean.ln() - mean_log;
            let shape = falling_root(1e-3, 1e8, |shape| shape.ln() - digamma(shape) - wanted);
            Distribution::gamma(shape, shape / mean)
        }
        Family::Weibull => {
            // Relative to the largest value no power overflows.
            let largest = data.iter().copied().fold(0.0, f64::max);
            let logs: Vec<f64> = data.iter().map(|x| (x / largest).ln()).collect();
            let mean_log = average(logs.iter().copied());
            let shape = falling_root(1e-3, 1e6, |shape| {
                let weights = || logs.iter().map(|log| (shape * log).exp());
                let weighted: f64 = weights().zip(&logs).map(|(weight, log)| weight * log).sum();
                1.0 / shape + mean_log - weighted / weights().sum::<f64>()
            });
            let power = average(logs.iter().map(|log| (shape * log).exp()));
            Distribution::weibull(shape, largest * power.powf(1.0 / shape))
        }
        Family::Pareto => {
            let least = data.iter().copied().fold(f64::INFINITY, f64::min);
            Distribution::pareto(1.0 / average(data.iter().map(|x| (x / least).ln())), least)
        }
    };
    distribution.check().map_err(|error| {
        let problem = format!("the likeliest distribution cannot be reckoned with ({error})");
        Error::new(ErrorCode::Value, "data", problem, "fit another family")
    })?;
    Ok(Fitted::new(family, distribution, data))
}

/// Every family that data can be of.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Ranking {
    /// What was fitted, the one with the least information criterion first.
    pub fitted: Vec<Fitted>,
    /// Families that the data cannot be of, and why, as errors tell it.
    pub refused: Vec<(Family, String)>,
}

/// Fits every family and puts the best first.
pub fn rank(data: &[f64]) -> Result<Ranking> {
    check_values("data", data, false)?;
    let mut ranking = Ranking { fitted: Vec::new(), refused: Vec::new() };
    for family in Family::ALL {
        match fit(family, data) {
            Ok(fitted) => ranking.fitted.push(fitted),
            Err(error) => ranking.refused.push((family, error.to_string())),
        }
    }
    ranking.fitted.sort_by(|a, b| a.aic.total_cmp(&b.aic));
    Ok(ranking)
}

impl Fitted {
    fn new(family: Family, distribution: Distribution, data: &[f64]) -> Self {
        // A density of none has single values with a probability of their own, which no family here has.
        let log = |x: &f64| distribution.density(*x).unwrap_or(0.0).ln();
        let log_likelihood: f64 = data.iter().map(log).sum();
        Self {
            family,
            log_likelihood,
            // Each family has two parameters.
            aic: 2.0 * (2.0 - log_likelihood),
            kolmogorov_smirnov: kolmogorov_smirnov(&distribution, data),
            anderson_darling: anderson_darling(&distribution, data),
            distribution,
        }
    }
}

fn average(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let count = values.len() as f64;
    values.sum::<f64>() / count
}

fn mean_and_deviation(values: impl ExactSizeIterator<Item = f64> + Clone) -> (f64, f64) {
    let mean = average(values.clone());
    (mean, average(values.map(|x| (x - mean) * (x - mean))).sqrt())
}

/// ψ(x), the slope of ln Γ, of a positive x (Abramowitz and Stegun 1964, 6.3.5 and 6.3.18).
fn digamma(x: f64) -> f64 {
    let (mut x, mut sum) = (x, 0.0);
    while x < 10.0 {
        sum -= 1.0 / x;
        x += 1.0;
    }
    let y = 1.0 / (x * x);
    let series = y * (1.0 / 12.0 - y * (1.0 / 120.0 - y * (1.0 / 252.0 - y * (1.0 / 240.0 - y / 132.0))));
    sum + x.ln() - 0.5 / x - series
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// Millions of revolutions that ball bearings endured: Lieblein and Zelen, *Statistical investigation of the fatigue
    /// life of deep-groove ball bearings* (1956).
    pub(in super::super) const BEARINGS: [f64; 23] = [
        17.88, 28.92, 33.00, 41.52, 42.12, 45.60, 48.40, 51.84, 51.96, 54.12, 55.56, 67.80, 68.64, 68.64,
        68.88, 84.12, 93.12, 98.64, 105.12, 105.84, 127.92, 128.04, 173.40,
    ];

    #[test]
    fn the_bearings_have_the_published_parameters() {
        // Lawless, *Statistical Models and Methods for Lifetime Data* (2nd edition 2003), gives 2.10 and 81.9.
        let Distribution::Weibull { shape, scale, .. } =
            fit(Family::Weibull, &BEARINGS).unwrap().distribution
        else {
            panic!("not a Weibull distribution")
        };
        assert_eq!((format!("{shape:.2}"), format!("{scale:.1}")), ("2.10".to_owned(), "81.9".to_owned()));
    }

    #[test]
    fn likelihoods_and_parameters_agree_with_scipy() {
        // scipy 1.17.1: stats.….fit(floc=0), and the sum of logpdf; Pareto with fscale at the least value.
        for (family, wanted, log_likelihood) in [
            (Family::Normal, Distribution::normal(72.2208695652174, 36.66692549602179), -115.47871439358897),
            (
                Family::Lognormal,
                Distribution::lognormal(4.150382688326942, 0.5216865113017405),
                -113.12855433022014,
            ),
            (
                Family::Gamma,
                Distribution::gamma(4.024706413054733, 0.055727747911153494),
                -113.02981883970308,
            ),
            (
                Family::Weibull,
                Distribution::weibull(2.1018468637648784, 81.87455872410811),
                -113.6919590876901,
            ),
        ] {
            let fitted = fit(family, &BEARINGS).unwrap();
            for p in [0.1, 0.5, 0.9] {
                let (found, wanted) = (fitted.distribution.quantile(p), wanted.quantile(p));
                assert!((found / wanted - 1.0).abs() < 1e-5, "{family:?}: {found} {wanted}");
            }
            assert!((fitted.log_likelihood - log_likelihood).abs() < 1e-6, "{fitted:?}");
            assert_eq!(fitted.aic, 4.0 - 2.0 * fitted.log_likelihood);
        }
    }

    #[test]
    fn families_are_ranked_by_what_the_data_tell() {
        let order: Vec<Family> = rank(&BEARINGS).unwrap().fitted.iter().map(|fitted| fitted.family).collect();
        assert_eq!(order, [Family::Gamma, Family::Lognormal, Family::Weibull, Family::Normal]);
        // What has values below 0 can only be normal.
        let normal = rank(&[-1.0, 0.5, 2.0]).unwrap();
        assert_eq!(normal.fitted.iter().map(|fitted| fitted.family).collect::<Vec<_>>(), [Family::Normal]);
        assert_eq!(normal.refused.len(), 4);
        assert!(normal.refused[0].1.starts_with("data[0]: -1 is not above 0"));
        assert!(rank(&[2.0, 2.0]).unwrap_err().to_string().contains("has no two different values"));
    }

    #[test]
    fn what_was_drawn_is_found_again() {
        for (family, distribution) in [
            (Family::Normal, Distribution::normal(-3.0, 2.0)),
            (Family::Lognormal, Distribution::lognormal(12.0, 1.4)),
            (Family::Gamma, Distribution::gamma(0.4, 1e-4)),
            (Family::Weibull, Distribution::weibull(0.6, 5e5)),
            (Family::Pareto, Distribution::pareto(1.7, 1e4)),
        ] {
            let data: Vec<f64> =
                (0..4_000).map(|i| distribution.quantile((f64::from(i) + 0.5) / 4_000.0)).collect();
            let ranked = rank(&data).unwrap().fitted;
            assert_eq!(ranked[0].family, family);
            for p in [0.05, 0.5, 0.95] {
                let (found, wanted) = (ranked[0].distribution.quantile(p), distribution.quantile(p));
                assert!((found / wanted - 1.0).abs() < 0.02, "{family:?} {p}: {found} {wanted}");
            }
            assert!(ranked[0].kolmogorov_smirnov.p > 0.99);
        }
    }
}
