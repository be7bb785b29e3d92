//! The certificate and its states (ISO/IEC 27006-1, ISO/IEC 17021-1).

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, in_order, not_blank};
use super::{Date, Extensions, Id};
use crate::error::{Error, ErrorCode, Result};

/// A certificate from application to its end.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Certificate {
    /// Identifier.
    pub id: Id<Certificate>,
    /// Standard certified.
    pub standard: String,
    /// Certification body.
    pub body: String,
    /// Scope as certified.
    pub scope: String,
    /// Sites in scope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sites: Vec<String>,
    /// The certificate that it takes the place of after recertification.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renews: Option<Id<Certificate>>,
    /// The day it was applied for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub applied_on: Option<Date>,
    /// The day of the certification decision; not decided if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decided_on: Option<Date>,
    /// Last day it is valid; given with the decision.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// Conditions of the body.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conditions: Vec<CertificateCondition>,
    /// Suspensions, withdrawal, reinstatement, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<CertificateStatus>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Something the certification body wants done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CertificateCondition {
    /// What.
    pub text: String,
    /// When it was set.
    pub set_on: Date,
    /// By when.
    pub due: Date,
    /// When it was met.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A change of state.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct CertificateStatus {
    /// From when.
    pub on: Date,
    /// The state.
    pub state: CertificateState,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// States of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// No decision yet.
    Applied,
    /// In force.
    Certified,
    /// In force, with conditions of the body not met.
    ConditionsOpen,
    /// Suspended by the body.
    Suspended,
    /// Withdrawn by the body.
    Withdrawn,
    /// Past its last day.
    Expired,
}

impl Certificate {
    /// The state on `date`.
    pub fn state_on(&self, date: Date) -> CertificateState {
        if self.decided_on.is_none_or(|decided| date < decided) {
            return CertificateState::Applied;
        }
        let stated = self.statuses.iter().rev().find(|status| status.on <= date).map(|status| status.state);
        let conditions = || self.conditions.iter().any(|c| date.is_within(Some(c.set_on), c.met_on));
        match stated {
            Some(CertificateState::Withdrawn) => CertificateState::Withdrawn,
            _ if self.valid_until.is_some_and(|last| date > last) => CertificateState::Expired,
            Some(CertificateState::Suspended) => CertificateState::Suspended,
            _ if conditions() => CertificateState::ConditionsOpen,
            _ => CertificateState::Certified,
        }
    }

    fn check_status(&self, i: usize, status: &CertificateStatus) -> Result<()> {
        use CertificateState::{Certified, Suspended, Withdrawn};
        let before = i.checked_sub(1).and_then(|i| self.statuses.get(i)).map_or(Certified, |b| b.state);
        let allowed = matches!(
            (before, status.state),
            (Certified, Suspended | Withdrawn) | (Suspended, Certified | Withdrawn)
        );
        if allowed {
            return Ok(());
        }
        Err(Error::new(
            ErrorCode::Rule,
            "state",
            format!("{} cannot follow {}", status.state, before),
            "a certificate in force can be suspended or withdrawn, a suspended one also certified again",
        ))
    }
}

impl fmt::Display for CertificateState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Applied => "applied",
            Self::Certified => "certified",
            Self::ConditionsOpen => "certified, conditions open",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        })
    }
}

impl Entity for Certificate {
    entity!(Certificate);
    fn check(&self) -> Result<()> {
        not_blank("body", &self.body)?;
        not_blank("standard", &self.standard)?;
        if self.renews.as_ref() == Some(&self.id) {
            let problem = "a certificate does not renew itself";
            return Err(Error::new(ErrorCode::Rule, "renews", problem, "name the one before it"));
        }
        let missing = |field: &str| {
            let problem = "a decision names its day and the last day of the certificate";
            Err(Error::new(
                ErrorCode::MissingField,
                field,
                problem,
                "give decided_on and valid_until, or neither",
            ))
        };
        match (self.decided_on, self.valid_until) {
            (Some(_), None) => return missing("valid_until"),
            (None, Some(_)) => return missing("decided_on"),
            (None, None) if !self.statuses.is_empty() => return missing("decided_on"),
            _ => {}
        }
        in_order("decided_on", self.decided_on, "applied_on", self.applied_on)?;
        in_order("valid_until", self.valid_until, "decided_on", self.decided_on)?;
        for (i, condition) in self.conditions.iter().enumerate() {
            not_blank(&format!("conditions[{i}].text"), &condition.text)?;
            in_order(&format!("conditions[{i}].due"), Some(condition.due), "set_on", Some(condition.set_on))?;
            in_order(&format!("conditions[{i}].met_on"), condition.met_on, "set_on", Some(condition.set_on))?;
        }
        let first = self.statuses.first().map(|status| status.on);
        in_order("statuses[0].on", first, "decided_on", self.decided_on)?;
        ascending("statuses", "on", self.statuses.iter().map(|status| status.on))?;
        self.statuses.iter().enumerate().try_for_each(|(i, status)| {
            self.check_status(i, status).map_err(|e| e.within(&format!("statuses[{i}]")))
        })
    }
    fn references(&self, found: &mut References<'_>) {
        found.past().maybe("renews", self.renews.as_ref());
    }
}
