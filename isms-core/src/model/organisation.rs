//! The organisation and the scope of its management system (clauses 4.3 and 5).

use iso_currency::Currency;
use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::entity::not_blank;
use super::{Extensions, Profile, ResponseLimit};
use crate::error::{Error, ErrorCode, Result};

/// Whose management system this is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Organisation {
    /// Name of the organisation.
    pub name: String,
    /// Scope of the management system (clause 4.3).
    pub scope: String,
    /// ISO 4217 code of the one currency of all amounts, e.g. `EUR`.
    pub currency: String,
    /// Names of standards the system follows, e.g. `ISO/IEC 27001:2022`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub standards: Vec<String>,
    /// Its size, sectors, sites and days off: what a maintenance programme is made from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// How soon an incident must reach a stage; of several limits for one the strictest counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub response_limits: Vec<ResponseLimit>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl Organisation {
    pub(crate) fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        not_blank("scope", &self.scope)?;
        if Currency::from_code(&self.currency).is_none() {
            return Err(Error::new(
                ErrorCode::Currency,
                "currency",
                format!("{} is not a currency", self.currency),
                "use an ISO 4217 code such as EUR",
            ));
        }
        for (i, limit) in self.response_limits.iter().enumerate() {
            limit.check().map_err(|e| e.within(&format!("response_limits[{i}]")))?;
        }
        self.profile.as_ref().map_or(Ok(()), |profile| profile.check().map_err(|e| e.within("profile")))
    }
}

/// An exact amount in a named currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// Decimal amount, as a string such as `"1200.50"`.
    #[schemars(with = "String", extend("format" = "decimal"))]
    pub amount: Decimal,
    /// ISO 4217 code; must be the organisation's.
    pub currency: SmolStr,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}
