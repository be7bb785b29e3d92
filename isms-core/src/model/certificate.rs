//! The certificate and its states (ISO/IEC 27006-1, ISO/IEC 17021-1).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, Kind, References, in_order, not_blank};
use super::{Date, Extensions, Id};
use crate::error::Result;

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
    /// The day of the certification decision.
    pub decided_on: Date,
    /// Last day it is valid.
    pub valid_until: Date,
    /// Suspensions, withdrawal, reinstatement, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub statuses: Vec<CertificateStatus>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A change of state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CertificateStatus {
    /// From when.
    pub on: Date,
    /// The state.
    pub state: CertificateState,
}

/// States of a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// No decision yet.
    Applied,
    /// In force.
    Certified,
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
        if date < self.decided_on {
            return CertificateState::Applied;
        }
        let stated = self.statuses.iter().rev().find(|status| status.on <= date).map(|status| status.state);
        match stated {
            Some(CertificateState::Withdrawn) => CertificateState::Withdrawn,
            _ if date > self.valid_until => CertificateState::Expired,
            stated => stated.unwrap_or(CertificateState::Certified),
        }
    }
}

impl Entity for Certificate {
    const KIND: Kind = Kind::Certificate;
    fn id(&self) -> &Id<Self> {
        &self.id
    }
    fn check(&self) -> Result<()> {
        not_blank("body", &self.body)?;
        in_order("valid_until", Some(self.valid_until), "decided_on", Some(self.decided_on))?;
        let mut before = self.decided_on;
        for (i, status) in self.statuses.iter().enumerate() {
            in_order(&format!("statuses[{i}].on"), Some(status.on), "the state before it,", Some(before))?;
            before = status.on;
        }
        Ok(())
    }
    fn references(&self, _: &mut References) {}
}
