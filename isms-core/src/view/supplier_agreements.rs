//! What is agreed with suppliers: reviews, expiry and the clauses of the tier (controls A.5.20 and A.5.22).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::supplier_tier::{SupplierTier, by_tier, first_day, per_tier};
use super::{Rule, View};
use crate::error::Result;
use crate::model::{Agreement, Date, Id, Link, Person, Role, Supplier};

/// Days ahead for which an expiry is announced, if nothing else is asked for.
const DAYS_AHEAD: u16 = 90;
/// Days between two reviews of an agreement by tier, if nothing else is asked for.
const INTERVAL_DAYS: [u16; 4] = [365, 365, 730, 1095];
/// Clauses that an agreement needs by tier, if nothing else is asked for.
const CLAUSES: [&[&str]; 4] = [
    &["confidentiality", "incident notification", "right to audit", "subcontractors"],
    &["confidentiality", "incident notification"],
    &["confidentiality"],
    &["confidentiality"],
];

/// What is wanted of agreements.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplierAgreementParameters {
    /// Least criticality, 0 to 1, of each tier but the last, falling; 0.8, 0.5 and 0.2 if absent.
    #[serde(default)]
    pub tier_thresholds: Option<Vec<f64>>,
    /// Days between two reviews by tier, tier 1 first, the last for every tier after it; 365, 365, 730 and 1095 if
    /// absent.
    #[serde(default)]
    pub review_interval_days: Option<Vec<u16>>,
    /// Days ahead for which an expiry is announced; 90 if absent.
    #[serde(default)]
    pub days_ahead: Option<u16>,
    /// Clauses needed by tier, tier 1 first, the last for every tier after it. If absent: confidentiality for all,
    /// incident notification for tiers 1 and 2, right to audit and subcontractors for tier 1.
    #[serde(default)]
    pub clauses: Option<Vec<Vec<String>>>,
}

/// What is wrong with the agreements on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SupplierAgreements {
    /// The date looked at.
    pub as_of: Date,
    /// Suppliers of the date.
    pub suppliers: usize,
    /// Those with an agreement in force.
    pub with_agreement: usize,
    /// What is to be done, the first due first.
    pub items: Vec<AgreementItem>,
}

/// One thing to be done about the agreements of a supplier.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AgreementItem {
    /// The supplier.
    pub supplier: Id<Supplier>,
    /// Its name.
    pub name: String,
    /// Who answers for the relation.
    pub owner: Id<Role>,
    /// Who holds that role on the date looked at.
    pub holders: Vec<Id<Person>>,
    /// The tier that counts.
    pub tier: u8,
    /// What it is.
    pub finding: AgreementFinding,
    /// Title of the agreement; none where it is about all of them, or there is none.
    pub agreement: Option<String>,
    /// Clauses of the tier that no agreement in force holds.
    pub missing_clauses: Vec<String>,
    /// The last day for it: of the agreement, or for its review; of what was never right, the first day of that.
    pub due: Date,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which it is so.
    pub effective_on: Date,
    /// The supplier.
    pub entities: Vec<Link>,
}

/// What is to be done about an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgreementFinding {
    /// Nothing was ever agreed.
    NoAgreement,
    /// It ran out and none took its place.
    Expired,
    /// Its review is overdue.
    ReviewOverdue,
    /// Clauses are missing for the tier.
    ClausesMissing,
    /// It ends soon and none is there to take its place.
    ExpiresSoon,
}

impl View<'_> {
    /// What is to be done about the agreements with suppliers: none there, run out, ending soon, not reviewed for
    /// longer than the interval of the tier, or without a clause that the tier needs.
    ///
    /// An agreement is in force from its first day to its last. One signed later takes the place of one that ends.
    /// Clauses may stand in any of the agreements in force; their names are compared without regard to case.
    ///
    /// Errors: thresholds that do not fall within 0 to 1, an empty list of intervals or clauses.
    pub fn supplier_agreements(
        &self,
        parameters: &SupplierAgreementParameters,
    ) -> Result<SupplierAgreements> {
        let tiers = self.tiers(parameters.tier_thresholds.as_deref())?;
        let given = parameters.review_interval_days.as_deref();
        let intervals = per_tier("review_interval_days", given, &INTERVAL_DAYS)?;
        let usual: Vec<Vec<String>> =
            CLAUSES.iter().map(|tier| tier.iter().map(|clause| (*clause).to_owned()).collect()).collect();
        let clauses = per_tier("clauses", parameters.clauses.as_deref(), &usual)?;
        let ahead = parameters.days_ahead.unwrap_or(DAYS_AHEAD);
        let (mut suppliers, mut with_agreement, mut items) = (0, 0, Vec::new());
        for supplier in self.suppliers_there() {
            let tier = tiers.of(supplier);
            let interval = by_tier(intervals, tier.counts).copied().unwrap_or_default();
            let known = self.known_agreements(supplier, &tier, interval, ahead, &mut items);
            let needed = by_tier(clauses, tier.counts).map(Vec::as_slice).unwrap_or_default();
            items.extend(self.missing_clauses(supplier, &tier, needed));
            suppliers += 1;
            with_agreement += usize::from(known);
        }
        items.sort_by(|a, b| {
            (a.due, a.finding, &a.supplier, &a.agreement).cmp(&(b.due, b.finding, &b.supplier, &b.agreement))
        });
        Ok(SupplierAgreements { as_of: self.date(), suppliers, with_agreement, items })
    }

    /// Looks at each agreement; whether one is in force.
    fn known_agreements(
        &self,
        supplier: &Supplier,
        tier: &SupplierTier,
        interval: u16,
        ahead: u16,
        items: &mut Vec<AgreementItem>,
    ) -> bool {
        let on = self.date();
        let known = || supplier.agreements.iter().filter(|agreement| agreement.signed_on <= on);
        let Some(newest) = known().map(|agreement| agreement.signed_on).max() else {
            let (rule, first) = (Rule::AgreementInForce, first_day(supplier));
            items.push(self.agreement_item(
                supplier,
                tier,
                AgreementFinding::NoAgreement,
                None,
                first,
                rule,
                first,
            ));
            return false;
        };
        for agreement in known() {
            let replaced = agreement.signed_on < newest;
            let mut found = |finding, due, rule, since| {
                items.push(self.agreement_item(supplier, tier, finding, Some(agreement), due, rule, since));
            };
            match agreement.expires_on {
                Some(last) if last < on => {
                    if !replaced {
                        found(AgreementFinding::Expired, last, Rule::AgreementInForce, last.plus_days(1));
                    }
                    continue;
                }
                Some(last) if last <= on.plus_days(ahead.into()) && !replaced => {
                    let since = last.plus_days(-i64::from(ahead)).max(agreement.signed_on);
                    found(AgreementFinding::ExpiresSoon, last, Rule::AgreementRenewedAhead, since);
                }
                _ => {}
            }
            let reviewed = agreement.reviewed_on.iter().rev().find(|day| **day <= on);
            let last_look = reviewed.copied().unwrap_or(agreement.signed_on).max(agreement.signed_on);
            let due = last_look.plus_days(interval.into());
            if due < on {
                found(AgreementFinding::ReviewOverdue, due, Rule::AgreementReviewInterval, due.plus_days(1));
            }
        }
        known().any(|agreement| in_force(agreement, on))
    }

    /// The clauses of the tier that no agreement in force holds.
    fn missing_clauses(
        &self,
        supplier: &Supplier,
        tier: &SupplierTier,
        needed: &[String],
    ) -> Option<AgreementItem> {
        let on = self.date();
        let there = || supplier.agreements.iter().filter(|agreement| in_force(agreement, on));
        let first = there().map(|agreement| agreement.signed_on).min()?;
        let missing: Vec<String> =
            needed.iter().filter(|clause| !there().any(|a| holds(a, clause))).cloned().collect();
        if missing.is_empty() {
            return None;
        }
        // An agreement that held one of them may have ended later than those in force began.
        let ended = supplier.agreements.iter().filter(|a| missing.iter().any(|clause| holds(a, clause)));
        let ended =
            ended.filter_map(|a| a.expires_on).filter(|last| *last < on).map(|last| last.plus_days(1));
        let derived = tier.derived.as_ref().filter(|_| supplier.tier.is_none()).map(|derived| derived.since);
        let since = ended.chain(derived).fold(first, Date::max);
        let rule = Rule::AgreementClausesForTier;
        let mut item =
            self.agreement_item(supplier, tier, AgreementFinding::ClausesMissing, None, since, rule, since);
        item.missing_clauses = missing;
        Some(item)
    }

    #[expect(clippy::too_many_arguments, reason = "each is a field of the item")]
    fn agreement_item(
        &self,
        supplier: &Supplier,
        tier: &SupplierTier,
        finding: AgreementFinding,
        agreement: Option<&Agreement>,
        due: Date,
        rule: Rule,
        effective_on: Date,
    ) -> AgreementItem {
        AgreementItem {
            supplier: supplier.id.clone(),
            name: supplier.name.clone(),
            owner: supplier.owner.clone(),
            holders: self.holders(&supplier.owner),
            tier: tier.counts,
            finding,
            agreement: agreement.map(|agreement| agreement.title.clone()),
            missing_clauses: Vec::new(),
            due,
            days_overdue: self.date().days_since(due).max(0),
            rule,
            effective_on,
            entities: vec![Link::to(&supplier.id)],
        }
    }
}

fn in_force(agreement: &Agreement, on: Date) -> bool {
    agreement.signed_on <= on && agreement.expires_on.is_none_or(|last| on <= last)
}

fn holds(agreement: &Agreement, clause: &str) -> bool {
    let name = |text: &str| text.trim().to_lowercase();
    agreement.clauses.iter().any(|held| name(held) == name(clause))
}
