//! How much depends on a supplier: the tier stated, and the tier derived from what its access reaches.

use std::cmp::Ordering;
use std::collections::VecDeque;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{AccessPrivilege, Asset, Date, Id, Supplier, SupplierAccess};

/// Least criticality of tiers 1, 2 and 3; what lies below is tier 4.
const THRESHOLDS: [f64; 3] = [0.8, 0.5, 0.2];

/// The tier that the access of a supplier leads to.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct DerivedTier {
    /// The tier, 1 the most critical.
    pub tier: u8,
    /// Criticality of the most critical asset reached, 0 to 1; none if no asset reached states one.
    pub criticality: Option<f64>,
    /// The asset accessed.
    pub access: Id<Asset>,
    /// What that access allows.
    pub privilege: AccessPrivilege,
    /// From the asset accessed to the most critical one: each is needed by the next.
    pub path: Vec<Id<Asset>>,
    /// The first day of an access, still open, that leads to this tier.
    pub since: Date,
}

/// The tiers of a supplier.
pub(super) struct SupplierTier {
    /// The derived one; none if the supplier has no access.
    pub derived: Option<DerivedTier>,
    /// The one that counts: as stated, else as derived, else the lowest.
    pub counts: u8,
}

/// How far up an asset leads.
#[derive(Clone, Copy)]
pub(super) struct Reach<'a> {
    criticality: f64,
    steps: usize,
    next: Option<&'a Asset>,
}

/// By asset the most critical that depends on it.
pub(super) type CriticalityReach<'a> = HashMap<&'a str, Reach<'a>>;

/// Derives the tiers of suppliers. Everything that an asset needs is as critical as the asset: so it goes down from
/// the most critical assets, and meets each asset once.
pub(super) struct Tiers<'a> {
    thresholds: Vec<f64>,
    reach: Arc<CriticalityReach<'a>>,
    on: Date,
}

impl<'a> View<'a> {
    /// Suppliers of the date.
    pub(super) fn suppliers_there(&self) -> impl Iterator<Item = &'a Supplier> {
        let on = self.date();
        self.isms().suppliers().values().filter(move |s| on.is_within(s.since, s.retired_on))
    }

    /// The tiers by thresholds of one's own: the least criticality of each tier but the last, falling.
    pub(super) fn tiers(&self, thresholds: Option<&[f64]>) -> Result<Tiers<'a>> {
        let thresholds = thresholds.unwrap_or(&THRESHOLDS);
        let mut above = f64::INFINITY;
        for (i, threshold) in thresholds.iter().enumerate() {
            if !(0.0..=1.0).contains(threshold) || *threshold >= above || i >= 254 {
                return Err(Error::new(
                    ErrorCode::Value,
                    format!("tier_thresholds[{i}]"),
                    format!("{threshold} does not follow"),
                    "list criticalities from 0 to 1, each below the one before",
                ));
            }
            above = *threshold;
        }
        Ok(Tiers { thresholds: thresholds.to_vec(), reach: self.criticality_reach(), on: self.date() })
    }

    /// What [`criticality_reach`](Self::criticality_reach) keeps, worked out.
    pub(super) fn reached_criticality(&self) -> CriticalityReach<'a> {
        let (assets, on) = (self.isms().assets(), self.date());
        let there = |asset: &&Asset| on.is_within(None, asset.retired_on);
        let mut critical: Vec<(f64, &Asset)> = assets
            .values()
            .filter(there)
            .filter_map(|asset| {
                let criticality = asset.criticality.as_ref()?;
                let most =
                    criticality.confidentiality.max(criticality.integrity).max(criticality.availability);
                Some((most, asset))
            })
            .collect();
        critical.sort_by(|(a, x), (b, y)| b.total_cmp(a).then_with(|| x.id.cmp(&y.id)));

        let mut reach = CriticalityReach::new();
        for alike in critical.chunk_by(|(a, _), (b, _)| a.total_cmp(b) == Ordering::Equal) {
            let mut queue = VecDeque::new();
            for (criticality, asset) in alike {
                if !reach.contains_key(asset.id.as_str()) {
                    reach
                        .insert(asset.id.as_str(), Reach { criticality: *criticality, steps: 0, next: None });
                    queue.push_back((*asset, *criticality, 0));
                }
            }
            while let Some((asset, criticality, steps)) = queue.pop_front() {
                for needed in &asset.depends_on {
                    let Some(needed) = assets.get(&needed.asset).filter(there) else { continue };
                    if !reach.contains_key(needed.id.as_str()) {
                        let step = Reach { criticality, steps: steps + 1, next: Some(asset) };
                        reach.insert(needed.id.as_str(), step);
                        queue.push_back((needed, criticality, steps + 1));
                    }
                }
            }
        }
        reach
    }
}

/// Access that is open on a date.
pub(super) fn open_access(supplier: &Supplier, on: Date) -> impl Iterator<Item = &SupplierAccess> {
    let open = move |a: &&SupplierAccess| a.from <= on && a.until.is_none_or(|until| on <= until);
    supplier.access.iter().filter(open)
}

/// The first day of the relation: as stated, else of the first dated fact; the first of the calendar if there is none.
pub(super) fn first_day(supplier: &Supplier) -> Date {
    let dated = || {
        let agreed = supplier.agreements.iter().map(|agreement| agreement.signed_on);
        let accessed = supplier.access.iter().map(|access| access.from);
        let assessed = supplier.assessments.iter().map(|assessment| assessment.assessed_on);
        agreed.chain(accessed).chain(assessed).min()
    };
    supplier.since.or_else(dated).unwrap_or(Date::MIN)
}

impl Tiers<'_> {
    /// The tiers of a supplier.
    pub(super) fn of(&self, supplier: &Supplier) -> SupplierTier {
        let derived = self.derived(supplier);
        let lowest = u8::try_from(self.thresholds.len() + 1).unwrap_or(u8::MAX);
        let counts = supplier.tier.or(derived.as_ref().map(|d| d.tier)).unwrap_or(lowest);
        SupplierTier { derived, counts }
    }

    fn derived(&self, supplier: &Supplier) -> Option<DerivedTier> {
        let reach = |access: &SupplierAccess| self.reach.get(access.asset.as_str()).copied();
        let rank = |access: &SupplierAccess| {
            reach(access).map_or((-1.0, 0), |reach| (reach.criticality, reach.steps))
        };
        let most = open_access(supplier, self.on).min_by(|a, b| {
            let ((a_most, a_steps), (b_most, b_steps)) = (rank(a), rank(b));
            let same_reach = || (a_steps, &a.asset, b.privilege).cmp(&(b_steps, &b.asset, a.privilege));
            b_most.total_cmp(&a_most).then_with(same_reach)
        })?;
        let tier = self.tier(reach(most));
        let alike = open_access(supplier, self.on).filter(|access| self.tier(reach(access)) == tier);
        Some(DerivedTier {
            tier,
            criticality: reach(most).map(|reach| reach.criticality),
            access: most.asset.clone(),
            privilege: most.privilege,
            path: self.path(&most.asset),
            since: alike.map(|access| access.from).min().unwrap_or(most.from),
        })
    }

    fn tier(&self, reach: Option<Reach<'_>>) -> u8 {
        let below = |threshold: &&f64| reach.is_none_or(|reach| reach.criticality < **threshold);
        u8::try_from(self.thresholds.iter().filter(below).count() + 1).unwrap_or(u8::MAX)
    }

    fn path(&self, from: &Id<Asset>) -> Vec<Id<Asset>> {
        let mut path = vec![from.clone()];
        let mut at = self.reach.get(from.as_str());
        while let Some(next) = at.and_then(|reach| reach.next) {
            path.push(next.id.clone());
            at = self.reach.get(next.id.as_str());
        }
        path
    }
}

/// What a list with one entry a tier says of a tier; its last entry holds for every tier after it.
pub(super) fn by_tier<T>(list: &[T], tier: u8) -> Option<&T> {
    list.get(usize::from(tier).saturating_sub(1)).or(list.last())
}

/// A list with one entry a tier that somebody gave, or the usual one.
pub(super) fn per_tier<'p, T>(path: &str, given: Option<&'p [T]>, usual: &'p [T]) -> Result<&'p [T]> {
    match given {
        Some([]) => Err(Error::new(
            ErrorCode::Value,
            path,
            "is empty",
            "give one entry a tier, the most critical first",
        )),
        given => Ok(given.unwrap_or(usual)),
    }
}
