//! Factors of a frequency that follow from those stated below them (Open FAIR).

use schemars::JsonSchema;
use serde::Serialize;

use crate::model::{Distribution, Frequency};

/// Parts that a probability integral or a product of distributions is taken over.
const PARTS: usize = 4096;
/// Parts of each of two distributions that are multiplied.
const PARTS_OF_FACTOR: usize = 64;

/// What a frequency comes to for the loss model.
#[derive(Debug, Clone, PartialEq)]
pub struct DerivedFrequency {
    /// Events a year: of the highest level that is stated as a frequency.
    pub rate: Distribution,
    /// The probability that one of them becomes a loss event where no control counts.
    pub susceptibility: Distribution,
    /// The factors that were not stated and follow from others.
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
    /// Rate and susceptibility, at whichever level the factors are stated; none where they do not determine both, which
    /// [`Frequency::check`] refuses.
    ///
    /// Vulnerability is P(capability > resistance) = ∫ P(capability > r) dF(r), by the midpoints of 4096 equally probable
    /// parts of the resistance. Two uncertain probabilities multiply by 64 such parts each, scaled to the product of their
    /// means, which is exact for independent factors.
    ///
    /// ```
    /// use isms_core::model::{Distribution, Frequency};
    /// let frequency = Frequency {
    ///     threat_event_frequency: Some(Distribution::fixed(4.0)),
    ///     threat_capability: Some(Distribution::uniform(0.0, 1.0)),
    ///     resistance_strength: Some(Distribution::uniform(0.0, 1.0)),
    ///     ..Frequency::default()
    /// };
    /// let derived = frequency.derive().unwrap();
    /// assert_eq!(derived.rate, Distribution::fixed(4.0));
    /// assert!((derived.susceptibility.mean() - 0.5).abs() < 1e-6);
    /// ```
    pub fn derive(&self) -> Option<DerivedFrequency> {
        if let Some(stated) = &self.loss_event_frequency {
            let susceptibility = Distribution::fixed(1.0);
            return Some(DerivedFrequency { rate: stated.clone(), susceptibility, derived: Vec::new() });
        }
        let mut derived = vec![FrequencyFactor::LossEventFrequency];
        let (rate, action) = match &self.threat_event_frequency {
            Some(stated) => (stated, None),
            None => {
                derived.push(FrequencyFactor::ThreatEventFrequency);
                (self.contact_frequency.as_ref()?, Some(self.probability_of_action.as_ref()?))
            }
        };
        let vulnerability = match &self.vulnerability {
            Some(stated) => stated.clone(),
            None => {
                derived.push(FrequencyFactor::Vulnerability);
                let (capability, resistance) =
                    (self.threat_capability.as_ref()?, self.resistance_strength.as_ref()?);
                Distribution::fixed(exceeds(capability, resistance))
            }
        };
        let susceptibility = action.map_or(vulnerability.clone(), |action| product(action, &vulnerability));
        Some(DerivedFrequency { rate: rate.clone(), susceptibility, derived })
    }
}

/// The probability that a draw of one distribution is larger than a draw of another.
fn exceeds(one: &Distribution, other: &Distribution) -> f64 {
    let sum: f64 = midpoints(other, PARTS).map(|value| one.survival(value)).sum();
    (sum / PARTS as f64).clamp(0.0, 1.0)
}

/// The middle, by probability, of each of so many equally probable parts.
fn midpoints(of: &Distribution, parts: usize) -> impl Iterator<Item = f64> {
    (0..parts).map(move |part| of.quantile((part as f64 + 0.5) / parts as f64))
}

/// The product of two independent probabilities.
fn product(one: &Distribution, other: &Distribution) -> Distribution {
    match (one, other) {
        (Distribution::Fixed { value, .. }, uncertain) | (uncertain, Distribution::Fixed { value, .. }) => {
            if *value > 0.0 {
                uncertain.scaled(*value)
            } else {
                Distribution::fixed(0.0)
            }
        }
        _ => {
            let others: Vec<f64> = midpoints(other, PARTS_OF_FACTOR).collect();
            let products =
                midpoints(one, PARTS_OF_FACTOR).flat_map(|one| others.iter().map(move |other| one * other));
            let mut values: Vec<f64> = products.collect();
            let mean = values.iter().sum::<f64>() / values.len() as f64;
            if mean > 0.0 {
                let factor = one.mean() * other.mean() / mean;
                values.iter_mut().for_each(|value| *value = (*value * factor).min(1.0));
            }
            Distribution::empirical(values)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(capability: Distribution, resistance: Distribution) -> f64 {
        let frequency = Frequency {
            threat_event_frequency: Some(Distribution::fixed(1.0)),
            threat_capability: Some(capability),
            resistance_strength: Some(resistance),
            ..Frequency::default()
        };
        frequency.derive().unwrap().susceptibility.mean()
    }

    #[test]
    fn vulnerability_is_the_chance_that_capability_is_greater() {
        // Of two normal distributions: Φ((μ₁ − μ₂) ÷ √(σ₁² + σ₂²)), here Φ(1) and Φ(−0.6).
        let normal = Distribution::normal;
        for ((capability, resistance), wanted) in [
            ((normal(5.0, 3.0), normal(0.0, 4.0)), 0.841_344_746_068_543),
            ((normal(1.0, 3.0), normal(4.0, 4.0)), 0.274_253_117_750_073_6),
            // Linear against linear: ∫ (1 − r ÷ 2) dr over 0 to 1.
            ((Distribution::uniform(0.0, 2.0), Distribution::uniform(0.0, 1.0)), 0.75),
            ((Distribution::uniform(0.0, 1.0), Distribution::fixed(1.0)), 0.0),
            ((Distribution::fixed(3.0), Distribution::fixed(2.0)), 1.0),
            ((Distribution::fixed(2.0), Distribution::fixed(2.0)), 0.0),
        ] {
            let found = stated(capability, resistance);
            assert!((found - wanted).abs() < 2e-6, "{found} is not {wanted}");
        }
    }

    #[test]
    fn each_level_gives_the_levels_above() {
        let action = Distribution::beta(2.0, 6.0);
        let frequency = Frequency {
            contact_frequency: Some(Distribution::fixed(8.0)),
            probability_of_action: Some(action.clone()),
            vulnerability: Some(Distribution::uniform(0.2, 0.6)),
            ..Frequency::default()
        };
        let derived = frequency.derive().unwrap();
        assert_eq!(
            derived.derived,
            [FrequencyFactor::LossEventFrequency, FrequencyFactor::ThreatEventFrequency]
        );
        let (mean, variance) = derived.susceptibility.moments();
        assert!((mean - 0.25 * 0.4).abs() < 1e-12, "{mean}");
        // Of independent factors: E[x²] E[y²] − (E[x] E[y])².
        let square = |d: &Distribution| d.variance() + d.mean() * d.mean();
        let wanted = square(&action) * square(&Distribution::uniform(0.2, 0.6)) - mean * mean;
        assert!((variance / wanted - 1.0).abs() < 0.01, "{variance} is not {wanted}");

        let certain = Frequency { probability_of_action: Some(Distribution::fixed(0.5)), ..frequency };
        assert_eq!(certain.derive().unwrap().susceptibility, Distribution::uniform(0.1, 0.3));
        let top = Frequency { loss_event_frequency: Some(Distribution::fixed(2.0)), ..Frequency::default() };
        assert_eq!(top.derive().unwrap().derived, []);
    }
}
