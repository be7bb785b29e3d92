//! The cheapest controls on record that would close what is open: weighted set cover over threats and assets.

mod cover;

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use self::cover::Problem;
use super::View;
use super::reach::covers;
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Asset, Control, Date, Id, Threat};

/// Sets told, if nothing else is asked for.
const COUNT: usize = 3;
/// Units that an amount holds: its digits are 96 bits.
const LARGEST: u128 = 1 << 96;
/// Sets told at most.
const MOST: usize = 100;

/// What is to be closed, and how many ways to do so are wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CheapestControlsParameters {
    /// The threats to keep away; every one known on the date if absent.
    #[serde(default)]
    pub threats: Option<Vec<Id<Threat>>>,
    /// The assets to keep them from, with all that these depend on; every one there if absent.
    #[serde(default)]
    pub assets: Option<Vec<Id<Asset>>>,
    /// How many sets to tell, from 1 to 100; 3 if absent.
    #[serde(default)]
    pub count: Option<usize>,
}

/// The cheapest sets of controls that close what is open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct CheapestControls {
    /// The date looked at.
    pub as_of: Date,
    /// How many pairs of a threat and an asset that it acts on have no effective control between, of those asked about.
    pub open_pairs: usize,
    /// The sets, the cheapest first. No control of a set can be spared.
    pub sets: Vec<ControlSet>,
    /// Whether they are known to be the cheapest.
    pub exact: bool,
    /// What any set costs at least a year, as a decimal in the currency of the record: the cost of the first if that is
    /// exact.
    pub at_least: String,
    /// By which share of that the first may be dearer than the cheapest; 0 if it is exact, none if nothing can be said.
    pub gap: Option<f64>,
    /// Open pairs between which no control with a cost would stand, by threat and asset: no set closes them.
    pub not_closed: Vec<OpenPair>,
    /// Controls that would stand between threat and asset of an open pair, and whose cost is not stated.
    pub without_cost: Vec<Id<Control>>,
}

/// Controls that together close what is open.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlSet {
    /// What they cost a year, as a decimal in the currency of the record.
    pub cost: String,
    /// The controls, by id.
    pub controls: Vec<ChosenControl>,
}

/// A control of a set.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ChosenControl {
    /// The control.
    pub control: Id<Control>,
    /// Its name.
    pub name: String,
    /// What it costs a year.
    pub cost: String,
    /// How many of the open pairs it closes.
    pub closes: usize,
}

/// A threat and an asset that it acts on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct OpenPair {
    /// The threat.
    pub threat: Id<Threat>,
    /// The asset.
    pub asset: Id<Asset>,
}

impl View<'_> {
    /// The cheapest sets of the controls on record that leave no threat asked about a way to an asset asked about.
    ///
    /// A way begins where a threat acts on an asset, directly or through a class of it, and goes on along what depends
    /// on that; controls stand at its begin, as in [`coverage`](Self::coverage). So each such pair with no effective
    /// control between needs one that mitigates the threat and names the asset or none. To be had are the controls that
    /// are there and not effective on the date, planned or only listed, and state their cost; it is assumed that they
    /// work once they are in force. What is effective already costs nothing more, and neither does a control that earns
    /// something.
    ///
    /// This is the weighted set cover. Up to the size of a few hundred controls it is mostly solved exactly; where the
    /// search is given up, `gap` says how far the first set may be from the cheapest. It differs from the
    /// [cheapest cut](crate::graph::Graph::cheapest_cuts) of a graph, where the loss of a single node stops every way
    /// through it: here one control may be needed for each threat that an asset is open to.
    ///
    /// ```
    /// use isms_core::prelude::*;
    /// let isms = Isms::from_json(r#"{"format": "isms/1",
    ///   "organisation": {"name": "X", "scope": "all", "currency": "EUR"},
    ///   "assets": [{"id": "DB", "name": "Database"}],
    ///   "threats": [{"id": "WORM", "name": "Worm", "targets": ["DB"]}, {"id": "THIEF", "name": "Thief", "targets": ["DB"]}],
    ///   "controls": [
    ///     {"id": "FILTER", "name": "Filter", "mitigates": ["WORM"], "cost": {"amount": "300", "currency": "EUR"}},
    ///     {"id": "LOCK", "name": "Lock", "mitigates": ["THIEF"], "cost": {"amount": "200", "currency": "EUR"}},
    ///     {"id": "VAULT", "name": "Vault", "mitigates": ["WORM", "THIEF"], "cost": {"amount": "450", "currency": "EUR"}}]}"#)?;
    /// let found = isms.as_of("2026-03-01".parse()?).cheapest_controls(&Default::default())?;
    /// assert_eq!((found.sets[0].cost.as_str(), found.sets[1].cost.as_str()), ("450", "500"));
    /// # Ok::<(), isms_core::Error>(())
    /// ```
    ///
    /// Errors: a threat or an asset that is not there on the date, a count outside of 1 to 100, costs with too many digits
    /// to be added up.
    pub fn cheapest_controls(&self, parameters: &CheapestControlsParameters) -> Result<CheapestControls> {
        let count = parameters.count.unwrap_or(COUNT);
        if !(1..=MOST).contains(&count) {
            let problem = format!("{count} sets cannot be told");
            return Err(Error::new(ErrorCode::Value, "count", problem, format!("ask for 1 to {MOST}")));
        }
        let open = self.open_pairs(parameters)?;
        let against = self.controls_to_be_had();
        let mut chosen: BTreeMap<&Id<Control>, usize> = BTreeMap::new();
        let mut priced: Vec<(&Control, Decimal)> = Vec::new();
        let (mut without_cost, mut not_closed, mut elements) = (BTreeSet::new(), Vec::new(), Vec::new());
        for (threat, asset) in &open {
            let mut candidates = Vec::new();
            for control in against.get(&threat.id).into_iter().flatten().filter(|c| covers(c, asset)) {
                match &control.cost {
                    Some(cost) => candidates.push(*chosen.entry(&control.id).or_insert_with(|| {
                        priced.push((control, cost.amount));
                        priced.len() - 1
                    })),
                    None => drop(without_cost.insert(control.id.clone())),
                }
            }
            candidates.sort_unstable();
            if candidates.is_empty() {
                not_closed.push(OpenPair { threat: threat.id.clone(), asset: asset.id.clone() });
            } else {
                elements.push(candidates);
            }
        }
        not_closed.sort();
        let mut closes = vec![0; priced.len()];
        elements.iter().flatten().for_each(|candidate| {
            if let Some(closes) = closes.get_mut(*candidate) {
                *closes += 1;
            }
        });
        let scale = priced.iter().map(|(_, cost)| cost.scale()).max().unwrap_or(0);
        let costs = priced.iter().map(|(_, cost)| units(*cost, scale)).collect::<Option<Vec<u128>>>();
        // So that every sum of them is an amount again.
        let summed = |costs: &Vec<u128>| costs.iter().try_fold(0_u128, |sum, cost| sum.checked_add(*cost));
        let costs =
            costs.filter(|costs| summed(costs).is_some_and(|sum| sum < LARGEST)).ok_or_else(|| {
                let problem = "the costs of the controls have too many digits to be added up";
                Error::new(ErrorCode::Limit, "", problem, "state them with fewer decimal places")
            })?;
        let found = Problem::new(costs, elements).cheapest(count);
        let decimal = |units: u128| Decimal::from_i128_with_scale(units as i128, scale).to_string();
        let set = |(cost, members): &cover::Set| {
            let controls = members.iter().filter_map(|member| priced.get(*member).zip(closes.get(*member)));
            let mut controls: Vec<ChosenControl> = controls
                .map(|((control, cost), closes)| ChosenControl {
                    control: control.id.clone(),
                    name: control.name.clone(),
                    cost: cost.to_string(),
                    closes: *closes,
                })
                .collect();
            controls.sort_by(|a, b| a.control.cmp(&b.control));
            ControlSet { cost: decimal(*cost), controls }
        };
        let first = found.sets.first().map_or(0, |(cost, _)| *cost);
        let gap = match found.at_least {
            _ if found.exact => Some(0.0),
            0 => None,
            least => Some((first - least) as f64 / least as f64),
        };
        Ok(CheapestControls {
            as_of: self.date(),
            open_pairs: open.len(),
            sets: found.sets.iter().map(set).collect(),
            exact: found.exact,
            at_least: decimal(found.at_least),
            gap,
            not_closed,
            without_cost: without_cost.into_iter().collect(),
        })
    }

    /// The pairs of a threat and an asset that it acts on with no effective control between, of those asked about.
    fn open_pairs(&self, parameters: &CheapestControlsParameters) -> Result<Vec<(&Threat, &Asset)>> {
        let (isms, on) = (self.isms(), self.date());
        let threats = parameters.threats.as_deref().map(|ids| {
            let known = |id: &Id<Threat>| {
                isms.threats().get(id).is_some_and(|t| on.is_within(t.identified_on, t.retired_on))
            };
            named("threats", "threat", ids, on, known)
        });
        let threats = threats.transpose()?;
        let assets = parameters.assets.as_deref().map(|ids| {
            let there =
                |id: &Id<Asset>| isms.assets().get(id).is_some_and(|a| on.is_within(None, a.retired_on));
            named("assets", "asset", ids, on, there).map(|assets| self.with_what_they_need(assets))
        });
        let assets = assets.transpose()?;
        let asked = |threat: &Id<Threat>, asset: &Id<Asset>| {
            threats.as_ref().is_none_or(|threats| threats.contains(threat))
                && assets.as_ref().is_none_or(|assets| assets.contains(asset))
        };
        let pairs = self.coverage().pairs.into_iter();
        let open = pairs.filter(|pair| !pair.covered && asked(&pair.threat, &pair.asset));
        Ok(open
            .filter_map(|pair| isms.threats().get(&pair.threat).zip(isms.assets().get(&pair.asset)))
            .collect())
    }

    /// Assets and all that they depend on, directly or through others, of what is there on the date.
    fn with_what_they_need<'b>(&'b self, assets: BTreeSet<&'b Id<Asset>>) -> BTreeSet<&'b Id<Asset>> {
        let mut found = BTreeSet::new();
        let mut left: Vec<&Id<Asset>> = assets.into_iter().collect();
        while let Some(id) = left.pop() {
            let asset = self.isms().assets().get(id).filter(|a| self.date().is_within(None, a.retired_on));
            if let Some(asset) = asset.filter(|asset| found.insert(&asset.id)) {
                left.extend(asset.depends_on.iter().map(|dependency| &dependency.asset));
            }
        }
        found
    }

    /// Controls that are there and not effective on the date, by the threats they mitigate.
    fn controls_to_be_had(&self) -> BTreeMap<&Id<Threat>, Vec<&Control>> {
        let on = self.date();
        let mut against: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let useless = |control: &Control| {
            control.revision_on(on).and_then(|revision| revision.effectiveness) == Some(0.0)
        };
        for control in self.isms().controls().values() {
            if on.is_within(None, control.retired_on) && !control.is_effective_on(on) && !useless(control) {
                control.mitigates.iter().for_each(|threat| against.entry(threat).or_default().push(control));
            }
        }
        against
    }
}

/// Ids that are there.
fn named<'a, T>(
    path: &str,
    what: &str,
    ids: &'a [Id<T>],
    on: Date,
    there: impl Fn(&Id<T>) -> bool,
) -> Result<BTreeSet<&'a Id<T>>> {
    match ids.iter().enumerate().find(|(_, id)| !there(id)) {
        None => Ok(ids.iter().collect()),
        Some((i, id)) => {
            let problem = format!("there is no {what} {id} on {on}");
            Err(Error::new(
                ErrorCode::UnknownReference,
                format!("{path}[{i}]"),
                problem,
                format!("name one of {path}"),
            ))
        }
    }
}

/// A cost in units of a scale, if it has no more digits than can be counted. What earns something costs nothing.
fn units(cost: Decimal, scale: u32) -> Option<u128> {
    let units = u128::try_from(cost.mantissa().max(0)).ok()?;
    units.checked_mul(10_u128.checked_pow(scale.checked_sub(cost.scale())?)?)
}
