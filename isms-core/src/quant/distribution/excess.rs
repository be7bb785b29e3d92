//! The expected excess over a point, which actuaries call the stop-loss premium.

use super::empirical::weighted;
use super::law::{Law, shares};
use super::shares::excess_survival;
use crate::model::Distribution;
use crate::quant::elementary::{exp, ln, normal_above};
use crate::schedule::incomplete::{ln_beta, ln_gamma, lower_beta, upper_gamma};

impl Distribution {
    /// The mean of what exceeds `x`: E max(X − x, 0).
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// assert_eq!(Distribution::uniform(0.0, 4.0).excess(2.0), 0.5);
    /// ```
    pub fn excess(&self, x: f64) -> f64 {
        let (low, high) = self.bounds();
        if x <= low {
            return self.mean() - x;
        }
        if x >= high {
            return 0.0;
        }
        let excess = match self.into() {
            Law::Fixed(_) => 0.0,
            Law::Uniform { low, high } => (high - x) * (high - x) / (2.0 * (high - low)),
            Law::Triangular { low, mode, high } => {
                if x < mode {
                    let rise = x - low;
                    self.mean() - x + rise * rise * rise / (3.0 * (high - low) * (mode - low))
                } else {
                    let fall = high - x;
                    fall * fall * fall / (3.0 * (high - low) * (high - mode))
                }
            }
            Law::Beta { alpha, beta, low, width } => {
                let (part, rest) = ((x - low) / width, (high - x) / width);
                let above = |alpha: f64| lower_beta((beta, alpha), (rest, part), ln_beta(alpha, beta));
                width * (alpha / (alpha + beta) * above(alpha + 1.0) - part * above(alpha))
            }
            Law::Normal(normal) => normal.excess(x),
            Law::Lognormal { mu, sigma } => {
                let z = (ln(x) - mu) / sigma;
                exp(mu + sigma * sigma / 2.0) * normal_above(z - sigma) - x * normal_above(z)
            }
            Law::Gamma { shape, rate } => {
                let above = |shape: f64| upper_gamma(shape, rate * x, ln_gamma(shape));
                shape / rate * above(shape + 1.0) - x * above(shape)
            }
            Law::Weibull { shape, scale } => {
                let inverse = 1.0 / shape;
                let scaled = ln_gamma(inverse);
                scale * inverse * scaled.exp() * upper_gamma(inverse, (x / scale).powf(shape), scaled)
            }
            Law::Pareto { shape, scale } => x * (scale / x).powf(shape) / (shape - 1.0),
            Law::Tail { body, threshold, shape, scale } => {
                // Beyond a point of it the excess is generalised Pareto again, with a scale that grows by the shape.
                let past = (x - threshold).max(0.0);
                let mean_excess = (scale + shape * past) / (1.0 - shape);
                let tail = body.survival(threshold) * excess_survival(shape, past / scale) * mean_excess;
                if x < threshold { tail + body.excess(x) - body.excess(threshold) } else { tail }
            }
            Law::Empirical { values, weights } => {
                weighted(values, weights).map(|(value, share)| share * (value - x).max(0.0)).sum()
            }
            Law::Mixture(parts) => shares(parts).map(|(share, part)| share * part.excess(x)).sum(),
        };
        excess.max(0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantile::tests::one_of_each;

    #[test]
    fn the_excess_falls_by_the_share_above() {
        for distribution in one_of_each() {
            for i in 1..40 {
                let p = f64::from(i) / 40.0;
                let (x, y) = (distribution.quantile(p - 0.0125), distribution.quantile(p));
                let n = 64;
                // Simpson's rule over the share above.
                let step = (y - x) / f64::from(n);
                let sum: f64 = (0..=n)
                    .map(|k| {
                        let weight = if k == 0 || k == n { 1.0 } else { f64::from(2 + 2 * (k % 2)) };
                        weight * distribution.survival(x + step * f64::from(k))
                    })
                    .sum();
                let fallen = distribution.excess(x) - distribution.excess(y);
                let wanted = sum * step / 3.0;
                let tolerance = 1e-5 * wanted + 1e-12 * distribution.excess(x);
                assert!((fallen - wanted).abs() < tolerance, "{distribution:?} at {p}: {fallen} {wanted}");
            }
        }
    }
}
