//! How often each threat comes true, learned from the incidents counted (control A.5.27; activities row 9).

use std::collections::HashMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Rule, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Id, Incident, Link, Threat};
use crate::schedule::Gamma;

/// Days of a year, leap years spread over all.
const DAYS_OF_A_YEAR: f64 = 365.25;
/// The ends of the interval: 90 % lie between.
const ENDS: (f64, f64) = (0.05, 0.95);
/// Jeffreys' prior of a Poisson rate.
const JEFFREYS: Gamma = Gamma { shape: 0.5, rate: 0.0 };

/// From when on incidents were counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventRatesParameters {
    /// First day from which incidents are on record, for threats without a day of identification; if absent, the first
    /// day on which the record has a threat or a risk identified or an incident detected.
    #[serde(default)]
    pub since: Option<Date>,
}

/// The yearly rates of the threats.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventRates {
    /// The date looked at.
    pub as_of: Date,
    /// From when on threats without a day of identification are counted; none if the record has no such day.
    pub since: Option<Date>,
    /// The threats on record, the highest mean rate first.
    pub items: Vec<EventRate>,
}

/// The yearly rate of a threat: a gamma distribution.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct EventRate {
    /// The threat.
    pub threat: Id<Threat>,
    /// Its name.
    pub name: String,
    /// Incidents detected in the exposure that name the threat.
    pub events: usize,
    /// The first day of the exposure; none if it is not known.
    pub exposed_from: Option<Date>,
    /// Whether that is the day the threat was identified, and not the first day of the record.
    pub identified: bool,
    /// Years from then to the date, both days included.
    pub exposure_years: f64,
    /// Shape of the prior; 0.5 if the record states none (Jeffreys).
    pub prior_shape: f64,
    /// Rate of the prior in years; 0 if the record states none.
    pub prior_rate: f64,
    /// Where the prior is from, as stated.
    pub prior_source: Option<String>,
    /// Shape of the rate's distribution: prior and events.
    pub shape: f64,
    /// Rate of that distribution in years: prior and exposure; what a loss model draws from is gamma of these two.
    pub rate: f64,
    /// Mean events a year; none without prior and exposure.
    pub mean: Option<f64>,
    /// Events a year below which the rate lies with probability 5 %.
    pub low: Option<f64>,
    /// Events a year above which it lies with probability 5 %.
    pub high: Option<f64>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The day of the last event; else the first of the exposure; else the date looked at.
    pub effective_on: Date,
    /// The threat and the incidents counted.
    pub entities: Vec<Link>,
}

impl View<'_> {
    /// What is known of the yearly rate of each threat: its prior updated by the incidents counted over its exposure.
    ///
    /// Events of a constant rate are Poisson; with a gamma prior of shape a and rate b, n events in T years give gamma of
    /// a + n and b + T (Gelman et al., *Bayesian Data Analysis*, 3rd edition 2013, section 2.6). The prior is the one
    /// that the threat states, else Jeffreys' (shape 1/2, rate 0: Jeffreys 1946), under which no event in T years still
    /// gives a mean of 1/(2 T). Exposure begins on the day the threat was identified; incidents before are not counted.
    ///
    /// Errors: a first day after the date of the view.
    pub fn event_rates(&self, parameters: EventRatesParameters) -> Result<EventRates> {
        let on = self.date();
        if let Some(since) = parameters.since.filter(|since| on < *since) {
            let problem = format!("{since} lies after {on}, the date of the view");
            return Err(Error::new(
                ErrorCode::DateOrder,
                "since",
                problem,
                "count from a day on or before it",
            ));
        }
        let since = parameters.since.or_else(|| self.first_day());
        let mut incidents: HashMap<&Id<Threat>, Vec<(Date, &Incident)>> = HashMap::new();
        for (incident, detected_at) in self.detected_incidents() {
            for threat in &incident.threats {
                incidents.entry(threat).or_default().push((detected_at.date_naive().into(), incident));
            }
        }
        let mut ends = HashMap::new();
        let there = |threat: &&Threat| on.is_within(threat.identified_on, threat.retired_on);
        let mut items: Vec<_> = self
            .isms()
            .threats()
            .values()
            .filter(there)
            .map(|threat| {
                let named = incidents.get(&threat.id).map(Vec::as_slice).unwrap_or_default();
                self.event_rate(threat, named, since, &mut ends)
            })
            .collect();
        items.sort_by(|a, b| {
            let mean = |item: &EventRate| item.mean.unwrap_or(f64::INFINITY);
            mean(b).total_cmp(&mean(a)).then_with(|| a.threat.cmp(&b.threat))
        });
        Ok(EventRates { as_of: on, since, items })
    }

    fn event_rate(
        &self,
        threat: &Threat,
        named: &[(Date, &Incident)],
        since: Option<Date>,
        ends: &mut HashMap<u64, (f64, f64)>,
    ) -> EventRate {
        let exposed_from = threat.identified_on.or(since);
        let inside = |(day, _): &&(Date, &Incident)| exposed_from.is_some_and(|from| from <= *day);
        let mut counted: Vec<_> = named.iter().filter(inside).collect();
        counted.sort_by_key(|(day, incident)| (*day, &incident.id));
        counted.dedup_by_key(|(_, incident)| &incident.id);
        let days = exposed_from.map_or(0, |from| self.date().days_since(from) + 1);
        let exposure_years = days as f64 / DAYS_OF_A_YEAR;
        let stated = threat.event_rate_prior.as_ref();
        let prior = stated.map_or(JEFFREYS, |prior| Gamma { shape: prior.shape, rate: prior.rate });
        let posterior = prior.after_counts(counted.len() as f64, exposure_years);
        // Quantiles scale with the rate: those of a shape are found once.
        let unit = Gamma { shape: posterior.shape, rate: 1.0 };
        let proper = posterior.rate > 0.0;
        let interval = proper.then(|| {
            *ends
                .entry(unit.shape.to_bits())
                .or_insert_with(|| (unit.quantile(ENDS.0), unit.quantile(ENDS.1)))
        });
        let last = counted.last().map(|(day, _)| *day);
        let incidents = counted.iter().map(|(_, incident)| Link::to(&incident.id));
        EventRate {
            threat: threat.id.clone(),
            name: threat.name.clone(),
            events: counted.len(),
            exposed_from,
            identified: threat.identified_on.is_some(),
            exposure_years,
            prior_shape: prior.shape,
            prior_rate: prior.rate,
            prior_source: stated.map(|prior| prior.source.clone()),
            shape: posterior.shape,
            rate: posterior.rate,
            mean: proper.then(|| posterior.mean()),
            low: interval.map(|(low, _)| low / posterior.rate),
            high: interval.map(|(_, high)| high / posterior.rate),
            rule: Rule::EventRateFromCounts,
            effective_on: last.or(exposed_from).unwrap_or(self.date()),
            entities: std::iter::once(Link::to(&threat.id)).chain(incidents).collect(),
        }
    }

    /// The first day on which the record has a threat or a risk identified or an incident detected, by the date.
    fn first_day(&self) -> Option<Date> {
        let isms = self.isms();
        let threats = isms.threats().values().filter_map(|threat| threat.identified_on);
        let risks = isms.risks().values().map(|risk| risk.identified_on);
        let incidents = self.detected_incidents().map(|(_, at)| Date::from(at.date_naive()));
        threats.chain(risks).chain(incidents).filter(|day| *day <= self.date()).min()
    }
}
