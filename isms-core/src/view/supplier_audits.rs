//! What others, or we ourselves, have seen of suppliers: audits and attestations (control A.5.22).

use std::collections::{BTreeMap, HashMap};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::supplier_tier::{by_tier, first_day, per_tier};
use super::{Rule, View};
use crate::error::Result;
use crate::model::{Attestation, Audit, AuditKind, Date, Id, Link, Person, Role, Supplier};

/// Days ahead for which something is announced, if nothing else is asked for.
const DAYS_AHEAD: u16 = 90;
/// Days between two audits of a supplier by tier, if nothing else is asked for; lower tiers need none.
const INTERVAL_DAYS: [Option<u16>; 4] = [Some(730), Some(1095), None, None];

/// How often suppliers are to be audited.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SupplierAuditParameters {
    /// Least criticality, 0 to 1, of each tier but the last, falling; 0.8, 0.5 and 0.2 if absent.
    #[serde(default)]
    pub tier_thresholds: Option<Vec<f64>>,
    /// Days between two audits by tier, tier 1 first, the last for every tier after it, null for none; 730, 1095, null
    /// and null if absent.
    #[serde(default)]
    pub audit_interval_days: Option<Vec<Option<u16>>>,
    /// Whether a valid attestation stands for an audit; it does if absent.
    #[serde(default)]
    pub attestations_count: Option<bool>,
    /// Days ahead for which an audit due or an attestation lapsing is announced; 90 if absent.
    #[serde(default)]
    pub days_ahead: Option<u16>,
}

/// Audits and attestations of suppliers on a date.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SupplierAudits {
    /// The date looked at.
    pub as_of: Date,
    /// The suppliers of a tier that is to be audited, the first due first.
    pub items: Vec<SupplierAuditItem>,
    /// Attestations that have lapsed or soon will, the first first.
    pub attestations: Vec<AttestationItem>,
}

/// A supplier and its audit.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct SupplierAuditItem {
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
    /// The last audit of it.
    pub last_audit: Option<Id<Audit>>,
    /// The last day of that audit.
    pub last_audited_on: Option<Date>,
    /// The attestation that stands for an audit longest, where one does.
    pub attestation: Option<String>,
    /// The next audit of it that is planned.
    pub planned_audit: Option<Id<Audit>>,
    /// Whether an audit is due.
    pub state: SupplierAuditState,
    /// The last day for the next audit.
    pub due: Date,
    /// Days past that day; 0 if it has not passed.
    pub days_overdue: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day of the state.
    pub effective_on: Date,
    /// The supplier and its audits.
    pub entities: Vec<Link>,
}

/// Whether an audit of a supplier is due.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SupplierAuditState {
    /// The day has passed.
    Overdue,
    /// The day comes soon.
    DueSoon,
    /// There is time.
    InTime,
}

/// An attestation that has lapsed or soon will.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AttestationItem {
    /// The supplier.
    pub supplier: Id<Supplier>,
    /// Its name.
    pub name: String,
    /// Who answers for the relation.
    pub owner: Id<Role>,
    /// The tier that counts.
    pub tier: u8,
    /// What was attested.
    pub standard: String,
    /// The last day it was, or is, valid.
    pub valid_until: Date,
    /// Whether that day has passed.
    pub lapsed: bool,
    /// Days since that day, or to it.
    pub days: i64,
    /// The rule that speaks.
    pub rule: Rule,
    /// The first day on which it is so.
    pub effective_on: Date,
    /// The supplier.
    pub entities: Vec<Link>,
}

/// Audits of one supplier.
#[derive(Default)]
struct Audited<'a> {
    last: Option<&'a Audit>,
    planned: Option<&'a Audit>,
}

impl View<'_> {
    /// When each supplier of an audited tier must be audited next, and the attestations that have lapsed or soon will.
    ///
    /// The first audit is due an interval after the relation began, the next an interval after the last day of the one
    /// before. Until its last day an attestation on record stands for an audit, unless it is asked that none does.
    /// Editions of one standard, told apart by what follows a colon, replace one another.
    ///
    /// Errors: thresholds that do not fall within 0 to 1, an empty list of intervals.
    pub fn supplier_audits(&self, parameters: &SupplierAuditParameters) -> Result<SupplierAudits> {
        let tiers = self.tiers(parameters.tier_thresholds.as_deref())?;
        let given = parameters.audit_interval_days.as_deref();
        let intervals = per_tier("audit_interval_days", given, &INTERVAL_DAYS)?;
        let ahead = parameters.days_ahead.unwrap_or(DAYS_AHEAD);
        let count = parameters.attestations_count.unwrap_or(true);
        let audits = self.audits_of_suppliers();
        let (mut items, mut attestations) = (Vec::new(), Vec::new());
        for supplier in self.suppliers_there() {
            let tier = tiers.of(supplier).counts;
            if let Some(interval) = by_tier(intervals, tier).copied().flatten() {
                let audited = audits.get(supplier.id.as_str());
                items.push(self.supplier_audit(supplier, tier, audited, interval, count, ahead));
            }
            attestations.extend(self.lapsing_attestations(supplier, tier, ahead));
        }
        items.sort_by(|a, b| (a.due, a.tier, &a.supplier).cmp(&(b.due, b.tier, &b.supplier)));
        attestations.sort_by(|a, b| {
            (a.valid_until, a.tier, &a.supplier, &a.standard).cmp(&(
                b.valid_until,
                b.tier,
                &b.supplier,
                &b.standard,
            ))
        });
        Ok(SupplierAudits { as_of: self.date(), items, attestations })
    }

    fn audits_of_suppliers(&self) -> HashMap<&str, Audited<'_>> {
        let on = self.date();
        let mut audits: HashMap<_, Audited<'_>> = HashMap::new();
        for audit in self.isms().audits().values() {
            let Some(supplier) = audit.supplier.as_ref().filter(|_| audit.kind == AuditKind::Supplier) else {
                continue;
            };
            if !on.is_within(None, audit.retired_on) {
                continue;
            }
            let of = audits.entry(supplier.as_str()).or_default();
            if audit.end <= on {
                of.last = of.last.into_iter().chain([audit]).max_by_key(|audit| (audit.end, &audit.id));
            } else {
                of.planned =
                    of.planned.into_iter().chain([audit]).min_by_key(|audit| (audit.start, &audit.id));
            }
        }
        audits
    }

    fn supplier_audit(
        &self,
        supplier: &Supplier,
        tier: u8,
        audited: Option<&Audited<'_>>,
        interval: u16,
        attestations_count: bool,
        ahead: u16,
    ) -> SupplierAuditItem {
        let on = self.date();
        let (last, planned) = audited.map_or((None, None), |audited| (audited.last, audited.planned));
        let begun = last.map_or_else(|| first_day(supplier), |audit| audit.end);
        let by_audit = begun.plus_days(interval.into());
        let known = supplier.attestations.iter().filter(|a| attestations_count && a.issued_on <= on);
        let standing = known
            .max_by_key(|attestation| (attestation.valid_until, attestation.issued_on, &attestation.standard))
            .filter(|attestation| by_audit < attestation.valid_until);
        let due = standing.map_or(by_audit, |attestation| attestation.valid_until);
        let soon_from = due.plus_days(-i64::from(ahead));
        let since = standing.map_or(begun, |attestation| attestation.issued_on);
        let (state, effective_on) = if due < on {
            (SupplierAuditState::Overdue, due.plus_days(1))
        } else if soon_from <= on {
            (SupplierAuditState::DueSoon, soon_from.max(since))
        } else {
            (SupplierAuditState::InTime, since)
        };
        let audits = last.into_iter().chain(planned).map(|audit| Link::to(&audit.id));
        SupplierAuditItem {
            supplier: supplier.id.clone(),
            name: supplier.name.clone(),
            owner: supplier.owner.clone(),
            holders: self.holders(&supplier.owner),
            tier,
            last_audit: last.map(|audit| audit.id.clone()),
            last_audited_on: last.map(|audit| audit.end),
            attestation: standing.map(|attestation| attestation.standard.clone()),
            planned_audit: planned.map(|audit| audit.id.clone()),
            state,
            due,
            days_overdue: on.days_since(due).max(0),
            rule: Rule::SupplierAuditInterval,
            effective_on,
            entities: [Link::to(&supplier.id)].into_iter().chain(audits).collect(),
        }
    }

    fn lapsing_attestations(&self, supplier: &Supplier, tier: u8, ahead: u16) -> Vec<AttestationItem> {
        let on = self.date();
        let mut newest: BTreeMap<&str, &Attestation> = BTreeMap::new();
        for attestation in supplier.attestations.iter().filter(|attestation| attestation.issued_on <= on) {
            let standard = attestation.standard.split(':').next().unwrap_or_default().trim();
            let kept = newest.entry(standard).or_insert(attestation);
            if (kept.valid_until, kept.issued_on) < (attestation.valid_until, attestation.issued_on) {
                *kept = attestation;
            }
        }
        let soon = on.plus_days(ahead.into());
        let lapsing = newest.into_values().filter(|attestation| attestation.valid_until <= soon);
        let item = |attestation: &Attestation| {
            let last = attestation.valid_until;
            let lapsed = last < on;
            let announced = last.plus_days(-i64::from(ahead)).max(attestation.issued_on);
            AttestationItem {
                supplier: supplier.id.clone(),
                name: supplier.name.clone(),
                owner: supplier.owner.clone(),
                tier,
                standard: attestation.standard.clone(),
                valid_until: last,
                lapsed,
                days: on.days_since(last).abs(),
                rule: if lapsed { Rule::AttestationValid } else { Rule::AttestationRenewedAhead },
                effective_on: if lapsed { last.plus_days(1) } else { announced },
                entities: vec![Link::to(&supplier.id)],
            }
        };
        lapsing.map(item).collect()
    }
}
