//! Threats and what they target (ISO/IEC 27005, control A.5.7).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, entity, in_order, not_blank, positive};
use super::{Asset, Date, Extensions, Id};
use crate::error::Result;

/// A potential cause of an incident, for example an adversary technique.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Threat {
    /// Identifier.
    pub id: Id<Threat>,
    /// Name.
    pub name: String,
    /// How it works.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The assets, or classes of assets, it acts on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<Id<Asset>>,
    /// The day it was added to the record; always known if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identified_on: Option<Date>,
    /// How often it was expected to come true before any incident was counted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_rate_prior: Option<EventRatePrior>,
    /// Where it is described elsewhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub references: Vec<ExternalReference>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What is held of a yearly rate of events before counting: a gamma distribution, as if `shape` events had been seen in
/// `rate` years.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct EventRatePrior {
    /// Shape of the gamma distribution, above 0, a million at most.
    pub shape: f64,
    /// Its rate in years, above 0, a million at most.
    pub rate: f64,
    /// Where it is from, e.g. a survey of the sector or the judgement of named experts.
    pub source: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A pointer into another catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct ExternalReference {
    /// Catalogue, e.g. `NIST SP 800-53 Rev. 5`.
    pub source: String,
    /// Identifier in it, e.g. `AC-3`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Threat {
    /// A threat of which only id and name are known.
    pub fn new(id: Id<Threat>, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            description: String::new(),
            targets: Vec::new(),
            identified_on: None,
            event_rate_prior: None,
            references: Vec::new(),
            retired_on: None,
            extensions: Extensions::default(),
        }
    }
}

impl ExternalReference {
    /// A pointer to `id` in the catalogue `source`.
    pub fn new(source: impl Into<String>, id: Option<String>, url: Option<String>) -> Self {
        Self { source: source.into(), id, url, extensions: Extensions::default() }
    }
}

impl Entity for Threat {
    entity!(Threat);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        in_order("retired_on", self.retired_on, "identified_on", self.identified_on)?;
        let Some(prior) = &self.event_rate_prior else { return Ok(()) };
        positive("event_rate_prior.shape", prior.shape)?;
        positive("event_rate_prior.rate", prior.rate)?;
        not_blank("event_rate_prior.source", &prior.source)
    }
    fn references(&self, found: &mut References<'_>) {
        found.each("targets", &self.targets);
    }
}
