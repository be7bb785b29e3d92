//! Which share lies below a point, and which above it.

use super::empirical::weighted;
use super::law::{Law, shares};
use crate::model::Distribution;
use crate::quant::elementary::normal_above;
use crate::schedule::incomplete::{ln_beta, ln_gamma, lower_beta, lower_gamma, upper_gamma};

impl Distribution {
    /// The share that lies at or below `x`.
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// let interval = Distribution::lognormal_interval(100_000.0, 1_000_000.0);
    /// assert!((interval.cdf(100_000.0) - 0.05).abs() < 1e-14);
    /// ```
    pub fn cdf(&self, x: f64) -> f64 {
        let (low, high) = self.bounds();
        if x < low || x >= high {
            return if x < low { 0.0 } else { 1.0 };
        }
        match self.into() {
            Law::Fixed(_) => 1.0,
            Law::Uniform { low, high } => (x - low) / (high - low),
            Law::Triangular { low, mode, high } => {
                if x < mode {
                    (x - low) * (x - low) / ((high - low) * (mode - low))
                } else {
                    1.0 - self.survival(x)
                }
            }
            Law::Beta { alpha, beta, low, width } => {
                let part = (x - low) / width;
                lower_beta((alpha, beta), (part, (high - x) / width), ln_beta(alpha, beta))
            }
            Law::Normal(normal) => 1.0 - normal.survival(x),
            Law::Lognormal { mu, sigma } => {
                if x <= 0.0 {
                    0.0
                } else {
                    normal_above((mu - x.ln()) / sigma)
                }
            }
            Law::Gamma { shape, rate } => lower_gamma(shape, rate * x, ln_gamma(shape)),
            Law::Weibull { shape, scale } => -(-(x / scale).powf(shape)).exp_m1(),
            Law::Pareto { .. } => 1.0 - self.survival(x),
            Law::Tail { body, threshold, .. } => {
                if x < threshold {
                    body.cdf(x)
                } else {
                    1.0 - self.survival(x)
                }
            }
            Law::Empirical { values, weights } => {
                weighted(values, weights).filter(|(value, _)| *value <= x).map(|(_, share)| share).sum()
            }
            Law::Mixture(parts) => shares(parts).map(|(share, part)| share * part.cdf(x)).sum(),
        }
    }

    /// The share that lies above `x`, without the loss of digits where it is small.
    pub fn survival(&self, x: f64) -> f64 {
        let (low, high) = self.bounds();
        if x < low || x >= high {
            return if x < low { 1.0 } else { 0.0 };
        }
        match self.into() {
            Law::Fixed(_) => 0.0,
            Law::Uniform { low, high } => (high - x) / (high - low),
            Law::Triangular { low, mode, high } => {
                if x < mode {
                    1.0 - self.cdf(x)
                } else {
                    (high - x) * (high - x) / ((high - low) * (high - mode))
                }
            }
            Law::Beta { alpha, beta, low, width } => {
                let part = (high - x) / width;
                lower_beta((beta, alpha), (part, (x - low) / width), ln_beta(alpha, beta))
            }
            Law::Normal(normal) => normal.survival(x),
            Law::Lognormal { mu, sigma } => {
                if x <= 0.0 {
                    1.0
                } else {
                    normal_above((x.ln() - mu) / sigma)
                }
            }
            Law::Gamma { shape, rate } => upper_gamma(shape, rate * x, ln_gamma(shape)),
            Law::Weibull { shape, scale } => (-(x / scale).powf(shape)).exp(),
            Law::Pareto { shape, scale } => (scale / x).powf(shape),
            Law::Tail { body, threshold, shape, scale } => {
                if x < threshold {
                    body.survival(x)
                } else {
                    body.survival(threshold) * excess_survival(shape, (x - threshold) / scale)
                }
            }
            Law::Empirical { values, weights } => {
                weighted(values, weights).filter(|(value, _)| *value > x).map(|(_, share)| share).sum()
            }
            Law::Mixture(parts) => shares(parts).map(|(share, part)| share * part.survival(x)).sum(),
        }
    }
}

/// The share of a generalised Pareto distribution of scale 1 that lies above `x`.
pub(super) fn excess_survival(shape: f64, x: f64) -> f64 {
    let stretched = shape * x;
    if stretched <= -1.0 {
        return 0.0;
    }
    // ln(1 + ξx) ÷ ξ, which goes to x as ξ goes to 0.
    let exponent = if stretched.abs() < 1e-12 { x } else { stretched.ln_1p() / shape };
    (-exponent).exp()
}
