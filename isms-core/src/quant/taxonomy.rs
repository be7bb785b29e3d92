//! Open FAIR's factors of frequency, from whichever of them are stated.
//!
//! The Open Group, *Risk Taxonomy (O-RT)*, version 3.0.1: a loss event is a threat event that meets no sufficient
//! resistance, and a threat event a contact that is acted upon.

use schemars::JsonSchema;
use serde::Serialize;

use super::distribution::{Law, conditional_means, integral_over_shares};
use crate::error::Result;
use crate::model::{Distribution, Frequency};

/// Shares that each factor of a product is cut into, and values the product is told by.
const SHARES: u32 = 256;
const VALUES: usize = 1_024;

/// How often a threat acts and how often it then succeeds, and which factors of the taxonomy were derived.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Factors {
    /// Threat events a year; where only loss events are stated, those.
    pub rate: Distribution,
    /// The probability that a threat event becomes a loss event; 1 where only loss events are stated.
    pub susceptibility: Distribution,
    /// The factors that follow from others.
    pub derived: Vec<FrequencyFactor>,
}

/// A factor that can follow from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FrequencyFactor {
    /// Threat event frequency × vulnerability.
    LossEventFrequency,
    /// Contact frequency × probability of action.
    ThreatEventFrequency,
    /// The probability that the threat capability exceeds the resistance strength.
    Vulnerability,
}

impl Frequency {
    /// The factors that the loss model takes: a frequency and a probability.
    ///
    /// ```
    /// use isms_core::model::{Distribution, Frequency};
    /// use isms_core::quant::FrequencyFactor::{LossEventFrequency, Vulnerability};
    /// let frequency = Frequency {
    ///     threat_event_frequency: Some(Distribution::pert(2.0, 4.0, 12.0)),
    ///     threat_capability: Some(Distribution::uniform(20.0, 80.0)),
    ///     resistance_strength: Some(Distribution::uniform(60.0, 90.0)),
    ///     ..Frequency::default()
    /// };
    /// let factors = frequency.factors().unwrap();
    /// assert_eq!(factors.rate, Distribution::pert(2.0, 4.0, 12.0));
    /// // Of twice 60 by 30 points, the threat is the stronger one in the triangle of 20 by 20.
    /// assert!((factors.susceptibility.mean() - 1.0 / 9.0).abs() < 1e-9);
    /// assert_eq!(factors.derived, [LossEventFrequency, Vulnerability]);
    /// ```
    pub fn factors(&self) -> Result<Factors> {
        self.check()?;
        if let Some(rate) = &self.loss_event_frequency {
            let susceptibility = Distribution::fixed(1.0);
            return Ok(Factors { rate: rate.clone(), susceptibility, derived: Vec::new() });
        }
        let mut derived = vec![FrequencyFactor::LossEventFrequency];
        let rate = match (&self.threat_event_frequency, &self.contact_frequency, &self.probability_of_action)
        {
            (Some(stated), ..) => stated.clone(),
            (None, Some(contacts), Some(action)) => {
                derived.push(FrequencyFactor::ThreatEventFrequency);
                product(contacts, action)
            }
            // The check refuses what states neither.
            _ => Distribution::fixed(0.0),
        };
        let susceptibility = match (&self.vulnerability, &self.threat_capability, &self.resistance_strength) {
            (Some(stated), ..) => stated.clone(),
            (None, Some(capability), Some(resistance)) => {
                derived.push(FrequencyFactor::Vulnerability);
                Distribution::fixed(probability_above(capability, resistance))
            }
            _ => Distribution::fixed(0.0),
        };
        Ok(Factors { rate, susceptibility, derived })
    }
}

impl Factors {
    /// Loss events a year.
    pub fn loss_event_frequency(&self) -> Distribution {
        product(&self.rate, &self.susceptibility)
    }
}

/// The probability that the one is greater than the other, both independent: ∫ P(X > y) over the other's shares.
pub fn probability_above(one: &Distribution, other: &Distribution) -> f64 {
    // Atoms make steps of a quantile, which a rule of quadrature would blur: they are summed.
    let above = match other.into() {
        Law::Fixed(value) => one.survival(value),
        Law::Empirical { values, weights } => {
            let total: f64 = if weights.is_empty() { values.len() as f64 } else { weights.iter().sum() };
            let weight = |i: usize| weights.get(i).copied().unwrap_or(1.0);
            values.iter().enumerate().map(|(i, value)| weight(i) / total * one.survival(*value)).sum()
        }
        Law::Mixture(parts) => {
            let total: f64 = parts.iter().map(|part| part.weight).sum();
            parts.iter().map(|part| part.weight / total * probability_above(one, &part.distribution)).sum()
        }
        _ => above_continuous(one, other),
    };
    above.clamp(0.0, 1.0)
}

/// The same where the other has no atoms: from each bound of the one to the next there is no kink but its own.
fn above_continuous(one: &Distribution, other: &Distribution) -> f64 {
    match one.into() {
        // What is not below an atom of the one.
        Law::Fixed(value) => return other.cdf(value),
        Law::Empirical { .. } | Law::Mixture(_) => return 1.0 - probability_above(other, one),
        _ => {}
    }
    let (low, high) = one.bounds();
    // Below the one's lowest value it is the greater, above its highest never.
    let (from, to) = (other.cdf(low), other.cdf(high));
    let mut breaks: Vec<f64> = [one, other].iter().filter_map(|of| kink(of)).map(|x| other.cdf(x)).collect();
    breaks.retain(|p| from < *p && *p < to);
    breaks.sort_by(f64::total_cmp);
    let starts = std::iter::once(&from).chain(&breaks);
    let ends = breaks.iter().chain(std::iter::once(&to));
    let pieces = starts
        .zip(ends)
        .map(|(start, end)| integral_over_shares(end - start, |p| one.survival(other.quantile(start + p))));
    from + pieces.sum::<f64>()
}

/// Where a density bends or jumps between its bounds, which no rule of quadrature should pass over.
fn kink(distribution: &Distribution) -> Option<f64> {
    match distribution {
        Distribution::Triangular { mode, .. } => Some(*mode),
        Distribution::Tail { threshold, .. } => Some(*threshold),
        _ => None,
    }
}

/// The distribution of the product of two independent quantities that are not negative.
///
/// Where one is fixed the other is scaled, which stays in its family. Otherwise both are cut into 256 equal shares, each at
/// its mean, and their 65,536 products, in order, into 1,024: the mean is exact, and a quantile is off by less
/// than a thousandth of a share.
pub fn product(one: &Distribution, other: &Distribution) -> Distribution {
    match (one, other) {
        (Distribution::Fixed { value, .. }, any) | (any, Distribution::Fixed { value, .. }) => {
            return any.scaled(*value);
        }
        _ => {}
    }
    let cuts: Vec<f64> = (1..SHARES).map(|i| f64::from(i) / f64::from(SHARES)).collect();
    let (one, other) = (conditional_means(one, &cuts), conditional_means(other, &cuts));
    let pairs = one.iter().flat_map(|(a, _)| other.iter().map(move |(b, _)| a * b));
    let mut products: Vec<f64> = pairs.collect();
    products.sort_unstable_by(f64::total_cmp);
    let mean = |some: &[f64]| some.iter().sum::<f64>() / some.len() as f64;
    Distribution::empirical(products.chunks(products.len() / VALUES).map(mean).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strength_against_strength() {
        // scipy 1.17.1: integrate.quad over the density of the other.
        for (one, other, wanted) in [
            (Distribution::pert(10.0, 40.0, 90.0), Distribution::pert(30.0, 60.0, 95.0), 0.1897331691813097),
            (Distribution::normal(50.0, 10.0), Distribution::normal(60.0, 5.0), 0.18554668476134878),
            (
                Distribution::lognormal(3.0, 0.5),
                Distribution::triangular(10.0, 30.0, 60.0),
                0.22243312537414722,
            ),
            (Distribution::uniform(0.0, 50.0), Distribution::beta(2.0, 3.0), 0.9919999999999999),
        ] {
            let found = probability_above(&one, &other);
            assert!((found - wanted).abs() < 1e-8, "{one:?} {other:?}: {found}");
        }
    }

    #[test]
    fn atoms_are_counted_whole() {
        let seen = Distribution::empirical(vec![1.0, 2.0, 3.0, 4.0]);
        assert_eq!(probability_above(&seen, &Distribution::fixed(2.0)), 0.5);
        assert_eq!(probability_above(&Distribution::fixed(2.0), &seen), 0.25);
        assert_eq!(probability_above(&seen, &Distribution::empirical(vec![2.0, 2.5])), 0.5);
        let spread = Distribution::uniform(0.0, 4.0);
        assert!((probability_above(&seen, &spread) - 0.625).abs() < 1e-12);
        assert!((probability_above(&spread, &seen) - 0.375).abs() < 1e-12);
        let mixed = Distribution::mixture([(1.0, seen), (1.0, spread.clone())]);
        assert!((probability_above(&mixed, &spread) - (0.625 + 0.5) / 2.0).abs() < 1e-9);
    }

    #[test]
    fn products_keep_their_mean_and_quantiles() {
        // The product of lognormal quantities is lognormal.
        let (one, other) = (Distribution::lognormal(1.0, 0.4), Distribution::lognormal(-2.0, 0.3));
        let (found, wanted) = (product(&one, &other), Distribution::lognormal(-1.0, 0.5));
        assert!((found.mean() / wanted.mean() - 1.0).abs() < 1e-12);
        for p in [0.05, 0.25, 0.5, 0.75, 0.95] {
            assert!((found.quantile(p) / wanted.quantile(p) - 1.0).abs() < 3e-3, "{p}");
        }
        assert!((found.variance() / wanted.variance() - 1.0).abs() < 0.01);
    }

    #[test]
    fn what_is_derived_is_said() {
        let frequency = Frequency {
            contact_frequency: Some(Distribution::fixed(40.0)),
            probability_of_action: Some(Distribution::beta(2.0, 18.0)),
            vulnerability: Some(Distribution::fixed(0.25)),
            ..Frequency::default()
        };
        let factors = frequency.factors().unwrap();
        assert!((factors.rate.mean() - 4.0).abs() < 1e-12);
        assert!((factors.loss_event_frequency().mean() - 1.0).abs() < 1e-12);
        assert_eq!(
            factors.derived,
            [FrequencyFactor::LossEventFrequency, FrequencyFactor::ThreatEventFrequency]
        );

        let stated =
            Frequency { loss_event_frequency: Some(Distribution::gamma(2.0, 4.0)), ..Frequency::default() };
        let factors = stated.factors().unwrap();
        assert_eq!((factors.susceptibility.mean(), factors.derived.len()), (1.0, 0));
        assert!(Frequency::default().factors().is_err());
    }
}
