//! The loss model as plain data: what a simulated year is made of, by index.

mod bytes;
mod check;
mod numbers;

use serde::{Deserialize, Serialize};

pub use self::numbers::RandomPlaces;
use crate::model::Distribution;
pub use crate::model::{LossForm, Stage};

/// The organisation as far as losses go. Lists refer to each other by place.
///
/// Amounts are in one unit of money, whichever it is; rates are events a year; probabilities are 0 to 1.
///
/// ```
/// use isms_core::model::Distribution;
/// use isms_core::quant::{LossForm, LossModel, Magnitude, QuantifiedRisk};
///
/// let ransomware = QuantifiedRisk {
///     primary: vec![Magnitude::new(LossForm::Response, Distribution::lognormal_interval(1e5, 1e6))],
///     ..QuantifiedRisk::new("R-001", Distribution::fixed(0.2))
/// };
/// let model = LossModel { risks: vec![ransomware], ..LossModel::default() };
/// model.check()?;
/// assert_eq!(LossModel::from_bytes(&model.to_bytes())?, model);
/// # Ok::<(), isms_core::Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LossModel {
    /// What brings losses about.
    pub risks: Vec<QuantifiedRisk>,
    /// Identifiers of the threats that risks name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub threats: Vec<String>,
    /// Assets that risks act on, and those that depend on them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assets: Vec<ExposedAsset>,
    /// Controls that risks use.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub controls: Vec<SharedControl>,
    /// Causes that take several controls down in the same year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub common_causes: Vec<CommonCause>,
    /// Insurance. Each policy is asked for what the ones before it leave of an event by their deductibles and limits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<Policy>,
    /// The random numbers of the entries, where they are not those of their places: see
    /// [`with_numbers_of`](Self::with_numbers_of).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub numbers: Option<RandomPlaces>,
}

/// A threat acting on an asset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuantifiedRisk {
    /// Identifier.
    pub id: String,
    /// Place of the threat in [`LossModel::threats`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub threat: Option<u32>,
    /// Place of the asset that is hit in [`LossModel::assets`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asset: Option<u32>,
    /// Threat events a year, drawn anew each year.
    pub rate: Distribution,
    /// How much more than Poisson the count of a year varies: of mean *m* it has the variance *m* + dispersion × *m*²
    /// (negative binomial). 0 for Poisson.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub dispersion: f64,
    /// Probability that a threat event becomes a loss event where no control counts, drawn anew each year.
    #[serde(default = "surely", skip_serializing_if = "is_sure")]
    pub susceptibility: Distribution,
    /// Controls that keep a threat event from becoming a loss event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub preventive: Vec<ControlUse>,
    /// Detective and corrective controls, which make the primary loss smaller.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mitigating: Vec<ControlUse>,
    /// What a loss event costs at once, by form of loss.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub primary: Vec<Magnitude>,
    /// What others' reactions cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary: Option<SecondaryLoss>,
}

/// What a control does for a risk where it is up.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ControlUse {
    /// Place in [`LossModel::controls`].
    pub control: u32,
    /// Share of events stopped, or of the loss avoided, at [`Stage::Residual`]; absent where it is not in place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub residual: Option<f64>,
    /// The same at [`Stage::Target`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
}

/// The loss of one form in one event.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Magnitude {
    /// Its form.
    pub form: LossForm,
    /// Its amount, at least 0.
    pub amount: Distribution,
}

/// A loss that some events bring about on top, as others react.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SecondaryLoss {
    /// Probability that a loss event has it.
    pub probability: f64,
    /// What it costs, by form of loss.
    pub magnitudes: Vec<Magnitude>,
}

/// An asset that risks act on, or that fails with another.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExposedAsset {
    /// Identifier.
    pub id: String,
    /// What it needs.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub depends_on: Vec<Dependency>,
    /// What it costs when it fails because something it needs has; a loss of productivity.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outage_loss: Option<Distribution>,
}

/// That an asset needs another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dependency {
    /// Place in [`LossModel::assets`] of what is needed.
    pub asset: u32,
    /// Probability that it fails with it.
    pub probability: f64,
}

/// A control, up or down for a whole year and for all risks that use it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SharedControl {
    /// Identifier.
    pub id: String,
    /// Probability of being up in a year.
    #[serde(default = "always", skip_serializing_if = "is_one")]
    pub reliability: f64,
    /// Place in [`LossModel::common_causes`] of what it shares with others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub common_cause: Option<u32>,
}

/// A cause of failure that controls share (β-factor model: K. N. Fleming, *A reliability model for common mode failures
/// in redundant safety systems*, 1975).
///
/// Of the probability 1 − ρ that a control is down, β × (1 − ρ) is due to the shared cause.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CommonCause {
    /// Identifier.
    pub id: String,
    /// β, 0 to 1.
    pub beta: f64,
}

/// Insurance: of each event what is above the deductible, up to the limit; of the sum of these in a year what is above
/// the aggregate deductible, up to the aggregate limit.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// Identifier.
    pub id: String,
    /// Places in [`LossModel::risks`] of what it covers; every risk if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risks: Option<Vec<u32>>,
    /// What each event bears itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub deductible: f64,
    /// The most that is paid for an event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<f64>,
    /// What each year bears itself.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub aggregate_deductible: f64,
    /// The most that is paid for a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate_limit: Option<f64>,
}

impl QuantifiedRisk {
    /// A risk of which only the rate is known: every event comes through, and costs nothing yet.
    pub fn new(id: impl Into<String>, rate: Distribution) -> Self {
        Self {
            id: id.into(),
            threat: None,
            asset: None,
            rate,
            dispersion: 0.0,
            susceptibility: surely(),
            preventive: Vec::new(),
            mitigating: Vec::new(),
            primary: Vec::new(),
            secondary: None,
        }
    }
}

impl ControlUse {
    /// Share stopped or avoided at a stage, 0 where the control is not in place.
    pub fn effectiveness(&self, stage: Stage) -> f64 {
        match stage {
            Stage::Inherent => None,
            Stage::Residual => self.residual,
            Stage::Target => self.target,
        }
        .unwrap_or(0.0)
    }
}

impl Magnitude {
    /// Of this form and amount.
    pub fn new(form: LossForm, amount: Distribution) -> Self {
        Self { form, amount }
    }
}

fn surely() -> Distribution {
    Distribution::fixed(1.0)
}
fn is_sure(distribution: &Distribution) -> bool {
    *distribution == surely()
}
fn always() -> f64 {
    1.0
}
fn is_one(value: &f64) -> bool {
    *value == 1.0
}
fn is_zero(value: &f64) -> bool {
    *value == 0.0
}
