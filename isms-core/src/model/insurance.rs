//! Insurance: risk shared with others (ISO/IEC 27005, *risk sharing*; clause 6.1.3 a).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entity::{Amounts, Entity, References, entity, in_order, money_not_negative, not_blank};
use super::{Date, Extensions, Id, Kind, Link, Money, Risk, Role};
use crate::error::{Error, ErrorCode, Result};

/// A policy that pays for losses. Of each event it pays what is above the deductible, up to the limit; of the sum of that
/// in a year what is above the aggregate deductible, up to the aggregate limit.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct InsurancePolicy {
    /// Identifier.
    pub id: Id<InsurancePolicy>,
    /// Name.
    pub name: String,
    /// What it pays for and what it does not.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// Who pays: a supplier or an interested party.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub insurer: Option<Link>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Id<Role>>,
    /// First day of cover.
    pub from: Date,
    /// Last day of cover; open if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Risks covered; every risk if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub risks: Vec<Id<Risk>>,
    /// What each event bears itself; nothing if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deductible: Option<Money>,
    /// The most that is paid for an event; without limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Money>,
    /// What each year bears itself, of what the policy would pay for its events; nothing if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate_deductible: Option<Money>,
    /// The most that is paid for a year; without limit if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aggregate_limit: Option<Money>,
    /// What it costs a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub premium: Option<Money>,
    /// The day from which it no longer counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retired_on: Option<Date>,
    /// The user's own `x-…` fields.
    #[serde(flatten)]
    pub extensions: Extensions,
}

impl InsurancePolicy {
    /// Whether it covers what happens on `date`.
    pub fn is_in_force_on(&self, date: Date) -> bool {
        date.is_within(Some(self.from), self.retired_on) && self.until.is_none_or(|last| date <= last)
    }

    /// Its amounts, each with its place.
    fn sums(&self) -> [(&'static str, Option<&Money>); 5] {
        [
            ("deductible", self.deductible.as_ref()),
            ("limit", self.limit.as_ref()),
            ("aggregate_deductible", self.aggregate_deductible.as_ref()),
            ("aggregate_limit", self.aggregate_limit.as_ref()),
            ("premium", self.premium.as_ref()),
        ]
    }
}

impl Entity for InsurancePolicy {
    entity!(InsurancePolicy);
    fn check(&self) -> Result<()> {
        not_blank("name", &self.name)?;
        in_order("until", self.until, "from", Some(self.from))?;
        let insures = |link: &&Link| matches!(link.kind, Kind::Supplier | Kind::InterestedParty);
        if let Some(other) = self.insurer.as_ref().filter(|link| !insures(link)) {
            let problem = format!("{other} insures nobody");
            return Err(Error::new(
                ErrorCode::Value,
                "insurer",
                problem,
                "name a supplier or an interested_party",
            ));
        }
        self.sums().into_iter().try_for_each(|(path, money)| money_not_negative(path, money))
    }
    fn references(&self, found: &mut References<'_>) {
        let mut found = found.until(self.until);
        if let Some(insurer) = &self.insurer {
            found.link("insurer", insurer);
        }
        found.maybe("owner", self.owner.as_ref());
        found.each("risks", &self.risks);
    }
    fn amounts(&self, found: &mut Amounts<'_>) {
        for (path, money) in self.sums() {
            found.maybe(path, money);
        }
    }
}
