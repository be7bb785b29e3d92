//! Suppliers, what is agreed with them and what they can reach (controls A.5.19 to A.5.23).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Entity, References, ascending, entity, in_order, in_sequence, not_blank};
use super::{Asset, Date, Extensions, Id, Person, Role};
use crate::error::{Error, ErrorCode, Result};

/// An organisation that supplies goods or services.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Supplier {
    /// Identifier.
    pub id: Id<Supplier>,
    /// Name.
    pub name: String,
    /// What it supplies.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub services: String,
    /// Who answers for the relation.
    pub owner: Id<Role>,
    /// First day of the relation; always there if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// How much depends on it as stated, 1 the most; else derived from what it reaches.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tier: Option<u8>,
    /// What is agreed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub agreements: Vec<Agreement>,
    /// What it can reach.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub access: Vec<SupplierAccess>,
    /// Certificates and reports about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attestations: Vec<Attestation>,
    /// How it was judged, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assessments: Vec<SupplierAssessment>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A contract with its security clauses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Agreement {
    /// Title.
    pub title: String,
    /// First day.
    pub signed_on: Date,
    /// Last day; open if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_on: Option<Date>,
    /// Security clauses in it, by the names that the organisation uses, e.g. `incident notification`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clauses: Vec<String>,
    /// The days it was reviewed, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviewed_on: Vec<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Access of a supplier to an asset.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SupplierAccess {
    /// The asset.
    pub asset: Id<Asset>,
    /// What the access allows.
    pub privilege: AccessPrivilege,
    /// First day.
    pub from: Date,
    /// Last day; open if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// What an access allows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccessPrivilege {
    /// To read.
    Read,
    /// To change data.
    Write,
    /// To change how it works.
    Administer,
}

/// A certificate or report of somebody else about the supplier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Attestation {
    /// What it attests, e.g. `ISO/IEC 27001:2022` or `SOC 2 Type II`.
    pub standard: String,
    /// First day it is valid.
    pub issued_on: Date,
    /// Last day it is valid.
    pub valid_until: Date,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// A judgement of the supplier.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct SupplierAssessment {
    /// When.
    pub assessed_on: Date,
    /// Who judged.
    pub by: Id<Person>,
    /// The outcome.
    pub outcome: SupplierOutcome,
    /// Why.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

/// Outcomes of an assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplierOutcome {
    /// No objection.
    Acceptable,
    /// Acceptable under conditions.
    Conditional,
    /// Not acceptable.
    Unacceptable,
}

impl Entity for Supplier {
    entity!(Supplier);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        in_order("retired_on", self.retired_on, "since", self.since)?;
        if self.tier == Some(0) {
            return Err(Error::new(
                ErrorCode::Value,
                "tier",
                "0 is not a tier",
                "count tiers from 1, the most critical",
            ));
        }
        for (i, agreement) in self.agreements.iter().enumerate() {
            let at = |field: &str| format!("agreements[{i}].{field}");
            not_blank(&at("title"), &agreement.title)?;
            in_order(&at("expires_on"), agreement.expires_on, "signed_on", Some(agreement.signed_on))?;
            ascending(&at("reviewed_on"), "", agreement.reviewed_on.iter().copied())?;
        }
        for (i, access) in self.access.iter().enumerate() {
            in_order(&format!("access[{i}].until"), access.until, "from", Some(access.from))?;
        }
        for (i, attestation) in self.attestations.iter().enumerate() {
            let (issued, until) = (Some(attestation.issued_on), Some(attestation.valid_until));
            in_order(&format!("attestations[{i}].valid_until"), until, "issued_on", issued)?;
        }
        in_sequence("assessments", "assessed_on", self.assessments.iter().map(|a| a.assessed_on))
    }
    fn references(&self, found: &mut References<'_>) {
        found.one("owner", &self.owner);
        for (i, access) in self.access.iter().enumerate() {
            found.until(access.until).one(format_args!("access[{i}].asset"), &access.asset);
        }
        for (i, assessment) in self.assessments.iter().enumerate() {
            found.past().one(format_args!("assessments[{i}].by"), &assessment.by);
        }
    }
}
