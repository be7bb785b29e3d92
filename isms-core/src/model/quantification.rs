//! What a risk costs in figures: how often it comes true and what an event costs (the factors of Open FAIR).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{positive, probability};
use super::{Date, Distribution, Extensions, Frequency};
use crate::error::{Error, ErrorCode, Result};

/// The figures of a risk from a day on. They are those without controls: what the controls in force leave of them is
/// computed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantification {
    /// When the figures were estimated; they hold from this day on.
    pub quantified_on: Date,
    /// How often events come about. If absent it follows from the incidents counted of the threats, or else from the
    /// anchor of the inherent likelihood.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frequency: Option<Frequency>,
    /// How much more than chance alone the count of a year varies: at a mean of m events its variance is
    /// m + dispersion · m² (the negative binomial distribution). None if absent: the count is Poisson.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispersion: Option<f64>,
    /// What every event costs (the primary loss).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub primary: Option<LossMagnitudes>,
    /// What some events cost on top, as others react to them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub secondary: Option<SecondaryLoss>,
    /// Where the figures are from and why they are so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rationale: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What an event costs by form of loss, each in the currency of the record.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct LossMagnitudes {
    /// What is not earned or supplied meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub productivity: Option<Distribution>,
    /// Handling the event: people, experts, notices.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub response: Option<Distribution>,
    /// Replacing or repairing what was lost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replacement: Option<Distribution>,
    /// Fines, penalties and damages.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fines_and_judgements: Option<Distribution>,
    /// Custom and credit lost as others think worse of the organisation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reputation: Option<Distribution>,
    /// What competitors gain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub competitive_advantage: Option<Distribution>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A loss that follows only some of the events, as customers, courts or authorities react.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SecondaryLoss {
    /// The probability that an event has it.
    pub probability: f64,
    /// What it costs then.
    pub magnitudes: LossMagnitudes,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// The forms of loss of Open FAIR (The Open Group, O-RT, *Risk Taxonomy*, version 3.0.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LossForm {
    /// What is not earned or supplied meanwhile.
    Productivity,
    /// Handling the event.
    Response,
    /// Replacing or repairing what was lost.
    Replacement,
    /// Fines, penalties and damages.
    FinesAndJudgements,
    /// What is lost as others think worse of the organisation.
    Reputation,
    /// What competitors gain.
    CompetitiveAdvantage,
}

impl LossForm {
    /// All of them, in their order.
    pub const ALL: [Self; 6] = [
        Self::Productivity,
        Self::Response,
        Self::Replacement,
        Self::FinesAndJudgements,
        Self::Reputation,
        Self::CompetitiveAdvantage,
    ];

    /// The stable spelling, e.g. `fines_and_judgements`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Productivity => "productivity",
            Self::Response => "response",
            Self::Replacement => "replacement",
            Self::FinesAndJudgements => "fines_and_judgements",
            Self::Reputation => "reputation",
            Self::CompetitiveAdvantage => "competitive_advantage",
        }
    }
}

impl LossMagnitudes {
    /// Those that are stated, by form.
    pub fn iter(&self) -> impl Iterator<Item = (LossForm, &Distribution)> {
        let of = |form| match form {
            LossForm::Productivity => &self.productivity,
            LossForm::Response => &self.response,
            LossForm::Replacement => &self.replacement,
            LossForm::FinesAndJudgements => &self.fines_and_judgements,
            LossForm::Reputation => &self.reputation,
            LossForm::CompetitiveAdvantage => &self.competitive_advantage,
        };
        LossForm::ALL.into_iter().filter_map(move |form| Some((form, of(form).as_ref()?)))
    }

    fn check(&self) -> Result<()> {
        if self.iter().next().is_none() {
            return Err(nothing_stated(""));
        }
        self.iter().try_for_each(|(form, amount)| {
            amount.check_not_negative("a loss").map_err(|error| error.within(form.as_str()))
        })
    }
}

impl Quantification {
    pub(super) fn check(&self) -> Result<()> {
        if let Some(frequency) = &self.frequency {
            frequency.check().map_err(|error| error.within("frequency"))?;
        }
        if let Some(dispersion) = self.dispersion {
            positive("dispersion", dispersion)?;
        }
        if let Some(secondary) = &self.secondary {
            probability("secondary.probability", secondary.probability)?;
            secondary.magnitudes.check().map_err(|error| error.within("secondary.magnitudes"))?;
        }
        match &self.primary {
            Some(primary) => primary.check().map_err(|error| error.within("primary")),
            None if self.secondary.is_none() => Err(nothing_stated("primary")),
            None => Ok(()),
        }
    }
}

fn nothing_stated(path: &str) -> Error {
    Error::new(
        ErrorCode::MissingField,
        path,
        "no form of loss is stated",
        "state what an event costs, e.g. under response",
    )
}
