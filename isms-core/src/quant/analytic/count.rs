//! How many events there are in a year.

use realfft::num_complex::Complex64;

use crate::error::{Error, ErrorCode, Result};
use crate::model::Distribution;
use crate::quant::distribution::conditional_means;

/// The number of events in a year.
#[derive(Debug, Clone, PartialEq)]
pub enum Count {
    /// Events that come independently of each other.
    Poisson {
        /// Events expected a year.
        mean: f64,
    },
    /// Poisson with a rate that is gamma distributed itself.
    NegativeBinomial {
        /// Events expected a year.
        mean: f64,
        /// Shape of the gamma distribution: the variance is mean + mean² ÷ size.
        size: f64,
    },
    /// Events that come about with a probability each.
    Binomial {
        /// How many there can be.
        trials: u32,
        /// The probability of each.
        probability: f64,
    },
    /// Poisson with one of several rates by chance.
    MixedPoisson {
        /// Each rate with its probability.
        rates: Vec<(f64, f64)>,
    },
}

/// Equal shares of an uncertain rate, of which each is taken at its mean, and halvings of the uppermost.
const RATE_SHARES: u32 = 16;
const UPPER_HALVINGS: i32 = 6;

impl Count {
    /// Events at an uncertain yearly rate: Poisson where it is known, negative binomial where it is gamma distributed;
    /// any other is cut into 22 shares, each at its mean.
    pub fn of_rate(rate: &Distribution) -> Result<Self> {
        rate.check_not_negative("a rate")?;
        Ok(match rate {
            Distribution::Fixed { value, .. } => Self::Poisson { mean: *value },
            Distribution::Gamma { shape, rate, .. } => {
                Self::NegativeBinomial { mean: shape / rate, size: *shape }
            }
            _ => {
                let equal = (1..RATE_SHARES).map(|i| f64::from(i) / f64::from(RATE_SHARES));
                let halved = (1..=UPPER_HALVINGS).map(|i| 1.0 - 0.5_f64.powi(i) / f64::from(RATE_SHARES));
                let cuts: Vec<f64> = equal.chain(halved).collect();
                Self::MixedPoisson { rates: conditional_means(rate, &cuts) }
            }
        })
    }

    /// Mean and variance.
    pub fn moments(&self) -> (f64, f64) {
        match self {
            Self::Poisson { mean } => (*mean, *mean),
            Self::NegativeBinomial { mean, size } => (*mean, mean + mean * mean / size),
            Self::Binomial { trials, probability } => {
                let mean = f64::from(*trials) * probability;
                (mean, mean * (1.0 - probability))
            }
            Self::MixedPoisson { rates } => {
                let mean: f64 = rates.iter().map(|(rate, share)| rate * share).sum();
                let spread: f64 =
                    rates.iter().map(|(rate, share)| share * (rate - mean) * (rate - mean)).sum();
                (mean, mean + spread)
            }
        }
    }

    pub(super) fn check(&self) -> Result<()> {
        let wrong = |path: &str, problem: String, remedy: &str| {
            Err(Error::new(ErrorCode::Value, path, problem, remedy))
        };
        let most = 1e9;
        let is_mean = |mean: f64| (0.0..=most).contains(&mean);
        match self {
            Self::Poisson { mean } | Self::NegativeBinomial { mean, .. } if !is_mean(*mean) => {
                wrong("mean", format!("{mean} is not a number of events"), "use a number from 0 to 1e9")
            }
            Self::NegativeBinomial { size, .. } if !(1e-6..=1e12).contains(size) => {
                wrong("size", format!("{size} is not a size"), "use a number above 0, 1e12 at most")
            }
            Self::Binomial { probability, .. } if !(0.0..=1.0).contains(probability) => {
                wrong("probability", format!("{probability} is not one"), "use a number from 0 to 1")
            }
            Self::MixedPoisson { rates } => {
                if let Some(i) = rates.iter().position(|(rate, share)| !is_mean(*rate) || !is_mean(*share)) {
                    return wrong(
                        &format!("rates[{i}]"),
                        "is not a rate with a share".to_owned(),
                        "use numbers from 0",
                    );
                }
                let sum: f64 = rates.iter().map(|(_, share)| share).sum();
                if (sum - 1.0).abs() < 1e-9 {
                    return Ok(());
                }
                wrong("rates", format!("have shares that add up to {sum}"), "let them add up to 1")
            }
            _ => Ok(()),
        }
    }

    /// ln E z^N, the logarithm of the probability generating function, for |z| ≤ 1.
    pub(super) fn ln_generating(&self, z: Complex64) -> Complex64 {
        match self {
            Self::Poisson { mean } => (z - 1.0) * *mean,
            // The real part of 1 − z is not negative, so that the principal branch is the right one.
            Self::NegativeBinomial { mean, size } => ((1.0 - z) * (mean / size) + 1.0).ln() * -*size,
            Self::Binomial { trials, probability } => {
                ((z - 1.0) * *probability + 1.0).ln() * f64::from(*trials)
            }
            Self::MixedPoisson { rates } => {
                let mixed: Complex64 =
                    rates.iter().map(|(rate, share)| ((z - 1.0) * *rate).exp() * *share).sum();
                mixed.ln()
            }
        }
    }
}
