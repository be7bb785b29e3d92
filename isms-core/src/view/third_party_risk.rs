//! What suppliers can reach, and whether they were judged in time (controls A.5.19, A.5.21 and A.5.22).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::supplier_tier::{DerivedTier, Tiers, by_tier, first_day, open_access, per_tier};
use super::{Rule, View};
use crate::error::Result;
use crate::model::{Asset, Date, Id, Link, Person, Role, Supplier, SupplierOutcome};

/// Days between two assessments of a supplier by tier, if nothing else is asked for.
const INTERVAL_DAYS: [u16; 4] = [365, 365, 730, 1095];

/// What tiers mean.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ThirdPartyRiskParameters {
    /// Least criticality, 0 to 1, of each tier but the last, falling; 0.8, 0.5 and 0.2 if absent.
    #[serde(default)]
    pub tier_thresholds: Option<Vec<f64>>,
    /// Days between two assessments by tier, tier 1 first, the last for every tier after it; 365, 365, 730 and 1095 if
    /// absent.
    #[serde(default)]
    pub assessment_interval_days: Option<Vec<u16>>,
}

/// The suppliers on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ThirdPartyRisk {
    /// The date looked at.
    pub as_of: Date,
    /// Suppliers of the date, the first due first.
    pub suppliers: Vec<ThirdParty>,
}

/// A supplier, what it reaches and how it was judged.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ThirdParty {
    /// The supplier.
    pub supplier: Id<Supplier>,
    /// Its name.
    pub name: String,
    /// Who answers for the relation.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The tier that counts: as stated, else as derived, else the lowest.
    pub tier: u8,
    /// The tier stated.
    pub stated_tier: Option<u8>,
    /// The tier derived from its access, with the way that explains it; none without access.
    pub derived: Option<DerivedTier>,
    /// Where the two differ.
    pub gap: Option<TierGap>,
    /// The assets it can access on the date.
    pub access: Vec<Id<Asset>>,
    /// When it was last assessed.
    pub last_assessed_on: Option<Date>,
    /// The outcome of that assessment.
    pub outcome: Option<SupplierOutcome>,
    /// Whether that is recent enough.
    pub state: SupplierAssessmentState,
    /// The last day for the next assessment.
    pub due: Date,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// The rule that sets the day.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The supplier and the assets on the way that explains its tier.
    pub entities: Vec<Link>,
}

/// A tier stated that is not the one derived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct TierGap {
    /// In which direction.
    pub kind: TierGapKind,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the access that leads to the derived tier.
    pub effective_on: Date,
}

/// Directions of a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum TierGapKind {
    /// More depends on the supplier than is stated.
    Understated,
    /// Its access explains less than is stated; other reasons may.
    Overstated,
}

/// Whether a supplier was assessed in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplierAssessmentState {
    /// It never was.
    NeverAssessed,
    /// The last time is too long ago.
    Overdue,
    /// It was.
    Assessed,
}

impl View<'_> {
    /// What each supplier can reach, the tier that follows, and when it must be assessed again.
    ///
    /// The criticality of an asset is the greatest of its three properties; assets without one count by nothing. A
    /// supplier reaches what it can access and all that needs it, however far, and its derived tier is that of the most
    /// critical asset reached. The tier stated is not overwritten: where the two differ there is a gap. An assessment
    /// is due by the first day of the relation, and again after the interval of the tier that counts.
    ///
    /// Errors: thresholds that do not fall within 0 to 1, an empty list of intervals.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// use isms_core::view::ThirdPartyRiskParameters;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "Example", "scope": "All of it", "currency": "EUR"},
    ///   "roles": [{"id": "CISO", "name": "Security officer"}],
    ///   "assets": [{"id": "NET", "name": "Network"},
    ///              {"id": "PAY", "name": "Payments", "depends_on": [{"asset": "NET"}], "criticality": {"integrity": 0.9}}],
    ///   "suppliers": [{"id": "LINES", "name": "Lines", "owner": "CISO", "tier": 3,
    ///                  "access": [{"asset": "NET", "privilege": "administer", "from": "2026-01-01"}]}]}"#)?;
    /// let found = isms.as_of("2026-02-01".parse()?).third_party_risk(&ThirdPartyRiskParameters::default())?;
    /// let derived = found.suppliers[0].derived.as_ref().unwrap();
    /// assert_eq!((derived.tier, derived.path.len()), (1, 2)); // payments need the network
    /// assert_eq!((found.suppliers[0].tier, found.suppliers[0].gap.is_some()), (3, true));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    pub fn third_party_risk(&self, parameters: &ThirdPartyRiskParameters) -> Result<ThirdPartyRisk> {
        let tiers = self.tiers(parameters.tier_thresholds.as_deref())?;
        let given = parameters.assessment_interval_days.as_deref();
        let intervals = per_tier("assessment_interval_days", given, &INTERVAL_DAYS)?;
        let mut suppliers: Vec<_> =
            self.suppliers_there().map(|supplier| self.third_party(supplier, &tiers, intervals)).collect();
        suppliers.sort_by(|a, b| (a.due, a.tier, &a.supplier).cmp(&(b.due, b.tier, &b.supplier)));
        Ok(ThirdPartyRisk { as_of: self.date(), suppliers })
    }

    fn third_party(&self, supplier: &Supplier, tiers: &Tiers<'_>, intervals: &[u16]) -> ThirdParty {
        let on = self.date();
        let tier = tiers.of(supplier);
        let interval = by_tier(intervals, tier.counts).copied().unwrap_or_default();
        let last = supplier.assessments.iter().rev().find(|assessment| assessment.assessed_on <= on);
        let (due, rule) = match last {
            Some(last) => (last.assessed_on.plus_days(interval.into()), Rule::SupplierAssessmentInterval),
            None => (first_day(supplier), Rule::SupplierAssessedFromTheStart),
        };
        let (state, effective_on) = match last {
            None => (SupplierAssessmentState::NeverAssessed, due),
            Some(_) if due < on => (SupplierAssessmentState::Overdue, due.plus_days(1)),
            Some(last) => (SupplierAssessmentState::Assessed, last.assessed_on),
        };
        let mut access: Vec<_> = open_access(supplier, on).map(|access| access.asset.clone()).collect();
        access.sort();
        access.dedup();
        let way = tier.derived.iter().flat_map(|derived| derived.path.iter().map(Link::to));
        let entities = [Link::to(&supplier.id)].into_iter().chain(way).collect();
        ThirdParty {
            supplier: supplier.id.clone(),
            name: supplier.name.clone(),
            owner: supplier.owner.clone(),
            holders: self.holders(&supplier.owner),
            tier: tier.counts,
            stated_tier: supplier.tier,
            gap: gap(supplier.tier, tier.derived.as_ref()),
            derived: tier.derived,
            access,
            last_assessed_on: last.map(|last| last.assessed_on),
            outcome: last.map(|last| last.outcome),
            state,
            due,
            days_overdue: on.days_since(due).max(0),
            rule,
            effective_on,
            entities,
        }
    }
}

fn gap(stated: Option<u8>, derived: Option<&DerivedTier>) -> Option<TierGap> {
    let (stated, derived) = stated.zip(derived)?;
    let kind = match stated.cmp(&derived.tier) {
        std::cmp::Ordering::Equal => return None,
        std::cmp::Ordering::Greater => TierGapKind::Understated,
        std::cmp::Ordering::Less => TierGapKind::Overstated,
    };
    Some(TierGap { kind, rule: Rule::SupplierTierByReach, effective_on: derived.since })
}
