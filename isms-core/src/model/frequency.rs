//! How often a loss event comes about, entered at any level of the Open FAIR taxonomy.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Distribution, Extensions};
use crate::error::{Error, ErrorCode, Result};

/// The frequency of loss events by the taxonomy of Open FAIR (The Open Group, O-RT, *Risk Taxonomy*, version 3.0.1): each
/// factor is stated or follows from the two below it, and never both.
///
/// ```text
/// loss event frequency
/// ├─ threat event frequency
/// │  ├─ contact frequency
/// │  └─ probability of action
/// └─ vulnerability
///    ├─ threat capability
///    └─ resistance strength
/// ```
///
/// Frequencies are numbers of events a year.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Frequency {
    /// How often a year a threat does harm.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss_event_frequency: Option<Distribution>,
    /// How often a year a threat acts against the asset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat_event_frequency: Option<Distribution>,
    /// How often a year a threat comes upon the asset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact_frequency: Option<Distribution>,
    /// The probability that it acts once it came upon the asset.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub probability_of_action: Option<Distribution>,
    /// The probability that its act does harm (the susceptibility of the asset).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub vulnerability: Option<Distribution>,
    /// What the threat is able to do, on any scale shared with the resistance, e.g. percentiles from 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat_capability: Option<Distribution>,
    /// What the asset withstands, on the same scale.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resistance_strength: Option<Distribution>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Frequency {
    /// Whether every factor can be reckoned with, and each is stated or follows, and not both.
    pub fn check(&self) -> Result<()> {
        self.check_factors()?;
        let lower = [
            ("threat_event_frequency", self.threat_event_frequency.is_some()),
            ("contact_frequency", self.contact_frequency.is_some()),
            ("probability_of_action", self.probability_of_action.is_some()),
            ("vulnerability", self.vulnerability.is_some()),
            ("threat_capability", self.threat_capability.is_some()),
            ("resistance_strength", self.resistance_strength.is_some()),
        ];
        if self.loss_event_frequency.is_some() {
            return stated_once("loss_event_frequency", &lower);
        }
        let [threat_events, contact, action, vulnerability, capability, resistance] = lower;
        one_or_both(threat_events, contact, action)?;
        one_or_both(vulnerability, capability, resistance)
    }

    fn check_factors(&self) -> Result<()> {
        for (path, frequency) in [
            ("loss_event_frequency", &self.loss_event_frequency),
            ("threat_event_frequency", &self.threat_event_frequency),
            ("contact_frequency", &self.contact_frequency),
        ] {
            let check = |stated: &Distribution| stated.check_not_negative("a frequency");
            frequency.as_ref().map_or(Ok(()), check).map_err(|error| error.within(path))?;
        }
        for (path, probability) in
            [("probability_of_action", &self.probability_of_action), ("vulnerability", &self.vulnerability)]
        {
            let check = Distribution::check_probability;
            probability.as_ref().map_or(Ok(()), check).map_err(|error| error.within(path))?;
        }
        for (path, strength) in [
            ("threat_capability", &self.threat_capability),
            ("resistance_strength", &self.resistance_strength),
        ] {
            let check = Distribution::check;
            strength.as_ref().map_or(Ok(()), check).map_err(|error| error.within(path))?;
        }
        Ok(())
    }
}

type Factor<'a> = (&'a str, bool);

/// A factor that is stated leaves nothing to those below it.
fn stated_once(stated: &str, below: &[Factor<'_>]) -> Result<()> {
    match below.iter().find(|(_, is_stated)| *is_stated) {
        None => Ok(()),
        Some((path, _)) => Err(Error::new(
            ErrorCode::Rule,
            *path,
            format!("{stated} is stated, and follows from this as well"),
            "leave out the one or the other",
        )),
    }
}

/// A factor is stated, or both of those it follows from.
fn one_or_both(factor: Factor<'_>, first: Factor<'_>, second: Factor<'_>) -> Result<()> {
    if factor.1 {
        return stated_once(factor.0, &[first, second]);
    }
    let missing = |path: &str, problem: String, remedy: String| {
        Err(Error::new(ErrorCode::MissingField, path, problem, remedy))
    };
    match (first, second) {
        ((_, true), (_, true)) => Ok(()),
        ((given, true), (absent, false)) | ((absent, false), (given, true)) => {
            missing(absent, format!("is missing beside {given}"), format!("give it, or {} instead", factor.0))
        }
        ((first, false), (second, false)) => missing(
            factor.0,
            "is missing, and nothing it follows from is stated".to_owned(),
            format!("give it, or {first} and {second}, or loss_event_frequency alone"),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Frequency {
        serde_json::from_str(text).unwrap()
    }

    #[test]
    fn every_level_can_be_entered() {
        let fixed =
            |name: &str, value: f64| format!(r#""{name}":{{"distribution":"fixed","value":{value}}}"#);
        let threat_events = [
            fixed("threat_event_frequency", 4.0),
            format!("{},{}", fixed("contact_frequency", 40.0), fixed("probability_of_action", 0.1)),
        ];
        let vulnerabilities = [
            fixed("vulnerability", 0.3),
            format!("{},{}", fixed("threat_capability", 60.0), fixed("resistance_strength", 50.0)),
        ];
        assert_eq!(read(&format!("{{{}}}", fixed("loss_event_frequency", 2.0))).check(), Ok(()));
        for events in &threat_events {
            for vulnerability in &vulnerabilities {
                assert_eq!(read(&format!("{{{events},{vulnerability}}}")).check(), Ok(()));
            }
        }
    }

    #[test]
    fn too_much_and_too_little_are_refused() {
        let one = || Some(Distribution::fixed(1.0));
        let stated = Frequency { loss_event_frequency: one(), ..Frequency::default() };
        let events = Frequency { threat_event_frequency: one(), ..Frequency::default() };
        for (frequency, wanted) in [
            (
                Frequency::default(),
                "threat_event_frequency: is missing, and nothing it follows from is stated; give it, or \
                 contact_frequency and probability_of_action, or loss_event_frequency alone",
            ),
            (
                Frequency { vulnerability: one(), ..stated.clone() },
                "vulnerability: loss_event_frequency is stated, and follows from this as well; leave out the one or \
                 the other",
            ),
            (
                Frequency { threat_capability: one(), ..events.clone() },
                "resistance_strength: is missing beside threat_capability; give it, or vulnerability instead",
            ),
            (
                Frequency { vulnerability: one(), contact_frequency: one(), ..events.clone() },
                "contact_frequency: threat_event_frequency is stated, and follows from this as well; leave out the \
                 one or the other",
            ),
            (
                Frequency { vulnerability: Some(Distribution::fixed(1.5)), ..events.clone() },
                "vulnerability: goes to 1.5, which is not a probability; use one from 0 to 1",
            ),
            (
                Frequency {
                    loss_event_frequency: Some(Distribution::normal(1.0, 1.0)),
                    ..Frequency::default()
                },
                "loss_event_frequency: goes to -inf, which is not a frequency; use one that does not go below 0",
            ),
        ] {
            assert_eq!(frequency.check().unwrap_err().to_string(), wanted);
        }
    }
}
