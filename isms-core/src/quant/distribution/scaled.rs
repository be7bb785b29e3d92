//! Distributions times a number.

use crate::model::Distribution;
use crate::quant::elementary::ln;

impl Distribution {
    /// The distribution of so many times the quantity; `factor` is not negative.
    ///
    /// ```
    /// use isms_core::model::Distribution;
    /// assert_eq!(Distribution::pert(1.0, 2.0, 4.0).scaled(10.0), Distribution::pert(10.0, 20.0, 40.0));
    /// ```
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Self {
        if factor == 0.0 {
            return Self::fixed(0.0);
        }
        let mut scaled = self.clone();
        match &mut scaled {
            Self::Fixed { value, .. } => *value *= factor,
            Self::Uniform { low, high, .. }
            | Self::LognormalInterval { low, high, .. }
            | Self::Beta { low, high, .. } => {
                *low *= factor;
                *high *= factor;
            }
            Self::Triangular { low, mode, high, .. } | Self::Pert { low, mode, high, .. } => {
                *low *= factor;
                *mode *= factor;
                *high *= factor;
            }
            Self::Normal { mean, standard_deviation, low, high, .. } => {
                *mean *= factor;
                *standard_deviation *= factor;
                [low, high].into_iter().flatten().for_each(|bound| *bound *= factor);
            }
            Self::Lognormal { mu, .. } => *mu += ln(factor),
            Self::Gamma { rate, .. } => *rate /= factor,
            Self::Weibull { scale, .. } | Self::Pareto { scale, .. } => *scale *= factor,
            Self::Tail { body, threshold, scale, .. } => {
                **body = body.scaled(factor);
                *threshold *= factor;
                *scale *= factor;
            }
            Self::Empirical { values, .. } => values.iter_mut().for_each(|value| *value *= factor),
            Self::Mixture { parts, .. } => {
                parts.iter_mut().for_each(|part| part.distribution = part.distribution.scaled(factor));
            }
        }
        scaled
    }
}

#[cfg(test)]
mod tests {
    use super::super::quantile::tests::one_of_each;

    #[test]
    fn every_quantile_is_scaled() {
        for distribution in one_of_each() {
            let scaled = distribution.scaled(2.5);
            for p in [0.01, 0.3, 0.9] {
                let (found, wanted) = (scaled.quantile(p), 2.5 * distribution.quantile(p));
                assert!((found / wanted - 1.0).abs() < 1e-9, "{distribution:?}: {found} {wanted}");
            }
            assert_eq!(distribution.scaled(0.0).mean(), 0.0);
        }
    }
}
