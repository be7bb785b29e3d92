//! Densities.

use super::law::{Law, shares};
use super::shares::excess_survival;
use crate::model::Distribution;
use crate::quant::elementary::normal_density;
use crate::schedule::incomplete::{ln_beta, ln_gamma};

impl Distribution {
    /// The density at `x`; none where single values have a probability of their own.
    pub fn density(&self, x: f64) -> Option<f64> {
        let (low, high) = self.bounds();
        let inside = low <= x && x <= high;
        let density = match self.into() {
            Law::Fixed(_) | Law::Empirical { .. } => return None,
            Law::Mixture(parts) => {
                return shares(parts).map(|(share, part)| Some(share * part.density(x)?)).sum();
            }
            Law::Tail { body, threshold, shape, scale } => {
                let in_body = body.density(x.min(threshold))?;
                if x <= threshold {
                    in_body
                } else {
                    let past = (x - threshold) / scale;
                    body.survival(threshold) * excess_survival(shape, past) / (scale * (1.0 + shape * past))
                }
            }
            Law::Uniform { low, high } => 1.0 / (high - low),
            Law::Triangular { low, mode, high } => {
                let height = 2.0 / (high - low);
                if x < mode {
                    height * (x - low) / (mode - low)
                } else if x > mode {
                    height * (high - x) / (high - mode)
                } else {
                    height
                }
            }
            Law::Beta { alpha, beta, low, width } => {
                let (part, rest) = ((x - low) / width, (high - x) / width);
                power(part, alpha - 1.0) * power(rest, beta - 1.0) * (-ln_beta(alpha, beta)).exp() / width
            }
            Law::Normal(normal) => normal.density(x),
            Law::Lognormal { mu, sigma } => {
                if x > 0.0 {
                    normal_density((x.ln() - mu) / sigma) / (sigma * x)
                } else {
                    0.0
                }
            }
            Law::Gamma { shape, rate } => {
                let y = rate * x;
                if y > 0.0 {
                    rate * ((shape - 1.0) * y.ln() - y - ln_gamma(shape)).exp()
                } else {
                    rate * power(0.0, shape - 1.0)
                }
            }
            Law::Weibull { shape, scale } => {
                let y = x / scale;
                shape / scale * power(y, shape - 1.0) * (-y.powf(shape)).exp()
            }
            Law::Pareto { shape, scale } => shape / x * (scale / x).powf(shape),
        };
        Some(if inside { density } else { 0.0 })
    }
}

/// x^exponent of an x from 0 on; without the power of 0 there is nothing to lose.
fn power(x: f64, exponent: f64) -> f64 {
    if exponent == 0.0 { 1.0 } else { x.max(0.0).powf(exponent) }
}

#[cfg(test)]
mod tests {
    use super::super::quantile::tests::one_of_each;
    use super::*;

    #[test]
    fn the_density_is_the_slope_of_the_share_below() {
        for distribution in one_of_each() {
            for i in 1..50 {
                let x = distribution.quantile((f64::from(i) + 0.123) / 50.2);
                let step = 1e-5 * (distribution.quantile(0.75) - distribution.quantile(0.25)).min(x.abs());
                let slope = (distribution.cdf(x + step) - distribution.cdf(x - step)) / (2.0 * step);
                let found = distribution.density(x).unwrap();
                assert!((found / slope - 1.0).abs() < 1e-4, "{distribution:?} at {x}: {found} {slope}");
            }
        }
        assert_eq!(Distribution::fixed(1.0).density(1.0), None);
    }
}
