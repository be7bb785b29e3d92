//! Which threats reach which assets with no effective control between (activities row 1).

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::Serialize;

use super::View;
use super::reach::covers;
use crate::model::{Asset, Control, Date, Id, Threat};

/// Threats against assets, with and without an effective control.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Coverage {
    /// The date looked at.
    pub as_of: Date,
    /// Pairs of a threat and an asset.
    pub total: usize,
    /// Of those, with an effective control.
    pub covered: usize,
    /// `covered` ÷ `total`; none without pairs.
    pub share: Option<f64>,
    /// The pairs, by asset and threat.
    pub pairs: Vec<CoveragePair>,
}

/// A threat that targets an asset.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CoveragePair {
    /// The asset.
    pub asset: Id<Asset>,
    /// The threat.
    pub threat: Id<Threat>,
    /// Whether an effective control stands between.
    pub covered: bool,
    /// The effective controls.
    pub controls: Vec<Id<Control>>,
}

impl View<'_> {
    /// Each pair of a threat and an asset it targets, directly or through a class the asset is an instance of.
    ///
    /// An asset that others are instances of is a class, not a thing to protect, and makes no pairs of its own. A
    /// control stands between where it is effective on the date, mitigates the threat, and names the asset or none.
    pub fn coverage(&self) -> Coverage {
        let (isms, on) = (self.isms(), self.date());
        let against = self.effective_controls();
        let classes: BTreeSet<&Id<Asset>> = isms.assets().values().flat_map(|a| &a.instance_of).collect();
        let mut pairs = Vec::new();
        for asset in isms.assets().values() {
            if classes.contains(&asset.id) || !on.is_within(None, asset.retired_on) {
                continue;
            }
            for threat in self.threats_to(asset) {
                let between =
                    against.get(&threat.id).into_iter().flatten().filter(|control| covers(control, asset));
                let controls: Vec<_> = between.map(|control| control.id.clone()).collect();
                let covered = !controls.is_empty();
                pairs.push(CoveragePair {
                    asset: asset.id.clone(),
                    threat: threat.id.clone(),
                    covered,
                    controls,
                });
            }
        }
        let (total, covered) = (pairs.len(), pairs.iter().filter(|pair| pair.covered).count());
        let share = (total > 0).then(|| covered as f64 / total as f64);
        Coverage { as_of: on, total, covered, share, pairs }
    }

    /// The controls that are effective on the date, by the threats they mitigate.
    pub(super) fn effective_controls(&self) -> BTreeMap<&Id<Threat>, Vec<&Control>> {
        let mut against: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for control in self.isms().controls().values().filter(|control| control.is_effective_on(self.date()))
        {
            control.mitigates.iter().for_each(|threat| against.entry(threat).or_default().push(control));
        }
        against
    }

    /// The threats known on the date that target an asset or a class of it, by id.
    pub(super) fn threats_to(&self, asset: &Asset) -> Vec<&Threat> {
        let isms = self.isms();
        let mut aimed_at = BTreeSet::from([&asset.id]);
        let mut open: Vec<&Id<Asset>> = asset.instance_of.iter().collect();
        while let Some(class) = open.pop() {
            if aimed_at.insert(class) {
                open.extend(isms.assets().get(class).into_iter().flat_map(|class| &class.instance_of));
            }
        }
        let mut found: Vec<&Threat> =
            aimed_at.into_iter().flat_map(|id| self.threats_at(id)).copied().collect();
        found.sort_unstable_by_key(|threat| &threat.id);
        found.dedup_by_key(|threat| &threat.id);
        found
    }
}
