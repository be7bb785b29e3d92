//! Residual risk computed from the inherent assessment and the controls in force.
//!
//! The anchors of the scales turn the inherent rating into a yearly frequency and an amount. Each pair of a threat and an
//! asset of the risk is spared by the controls that cover both, as if they worked independently: preventive controls let
//! through a share Π(1 − e) of the events, detective and corrective ones a share Π(1 − e) of the amount. The risk keeps
//! the mean over its pairs, and the anchors turn that back into levels, never above the inherent ones. (ISO/IEC 27005,
//! *risk modification*; the product is the one of layers of protection, IEC 61511-3 annex F.)
//!
//! A control counts for what it declares, as far as the dated evidence bears it out: the mean of its beta posterior
//! (Jeffreys' prior, a half-life of a year) over the mean that as much evidence would give if all of it had gone well,
//! (1/2 + S) / (1/2 + N) of S successes in N trials. A control that only ever did what it should counts as declared; one
//! fresh failure and nothing else leave a third. Whatever the evidence says, a control counts for less while it is
//! degraded, or was not tested within its interval.

use std::collections::HashSet;
use std::sync::Arc;

use foldhash::{HashMap, HashMapExt};
use schemars::JsonSchema;
use serde::Serialize;

use super::{ControlEvidence, HALF_LIFE_DAYS, JEFFREYS_PRIOR, assessment_on, rating};
use crate::model::{
    Asset, Control, ControlFunction, ControlStatus, Date, Id, Risk, RiskCriteria, Stage, Threat,
};
use crate::record::Isms;
use crate::risk::Rating;

/// What is left of the effectiveness of a control that does not work as designed.
pub const DEGRADED_SHARE: f64 = 0.5;
/// What is left if it was never tested, or not within its interval.
pub const UNTESTED_SHARE: f64 = 0.75;
/// Days for which a test speaks for a control that states no interval.
pub const TEST_VALID_DAYS: i64 = 365;

/// The controls in force on a date and how much each counts for, and beside them those that are planned.
pub struct InForce<'a> {
    date: Date,
    controls: Vec<Counted<'a>>,
    // Ids are copied: looked up for every risk, they lie where they are compared.
    by_id: HashMap<Id<Control>, usize>,
    /// The number of each threat that a control names, and so for assets: numbers compare at once where ids would not.
    threats: HashMap<Id<Threat>, u32>,
    assets: HashMap<Id<Asset>, u32>,
    /// By the number of a threat, the controls that name it.
    by_threat: Vec<Vec<usize>>,
    /// How many times as often as on record a threat acts, where that is supposed.
    factors: HashMap<Id<Threat>, f64>,
}

/// A control in force, or planned: then it counts for nothing yet.
struct Counted<'a> {
    control: &'a Control,
    weight: Arc<ControlWeight>,
    planned: bool,
    /// The numbers of the threats it mitigates, and of the assets it protects.
    mitigates: Vec<u32>,
    protects: Vec<u32>,
}

/// How much a control counts for, and why not for more.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ControlWeight {
    /// The control.
    pub control: Id<Control>,
    /// The share it stops as declared.
    pub declared: f64,
    /// Tests, incidents, findings and measurements that say something of it.
    pub evidence: usize,
    /// The day of the last of them.
    pub last_evidence_on: Option<Date>,
    /// The share of what is declared that the evidence bears out, 0 to 1; none without evidence.
    pub borne_out: Option<f64>,
    /// The share it is taken to stop.
    pub counted: f64,
    /// Why it counts for less than declared.
    pub discounts: Vec<Discount>,
}

/// Why a control counts for less than declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Discount {
    /// It does not work as designed.
    Degraded,
    /// Tests, incidents, findings or measurements speak against it.
    EvidenceAgainst,
    /// It was never tested.
    NeverTested,
    /// Its last test is too old.
    TestExpired,
}

/// What the controls leave of a risk: expected events a year, the amount of one, and the controls that count.
pub(crate) struct Left {
    frequency: f64,
    amount: f64,
    used: Vec<usize>,
}

impl Left {
    /// Whether controls leave the same to the bit.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let figures = |left: &Self| (left.frequency.to_bits(), left.amount.to_bits());
        figures(self) == figures(other)
    }
}

/// A threat and an asset of a risk, where it names any, with the controls that cover both.
pub(crate) struct Exposed<'a, 'r> {
    pub(crate) threat: Option<&'r Id<Threat>>,
    pub(crate) asset: Option<&'r Id<Asset>>,
    /// How many times as often as on record the threat acts: 1 but where something else is supposed.
    pub(crate) factor: f64,
    pub(crate) controls: Vec<Layer<'a>>,
}

/// A control between a threat and an asset.
#[derive(Clone, Copy)]
pub(crate) struct Layer<'a> {
    pub(crate) control: &'a Control,
    /// The share it is taken to stop; none while it is planned.
    pub(crate) residual: Option<f64>,
    /// The same once what is planned is done: a planned control stops what it declares.
    pub(crate) target: f64,
}

/// A residual rating as computed.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct ComputedResidual {
    /// Expected events a year.
    pub frequency: f64,
    /// Amount of one event, in the currency of the record.
    pub amount: f64,
    /// Both as levels, and the level of risk.
    pub rating: Rating,
    /// The controls that count, by id.
    pub controls: Vec<Arc<ControlWeight>>,
}

impl<'a> InForce<'a> {
    /// The controls in force on a date. A control without a declared effectiveness modifies nothing.
    pub fn on(isms: &'a Isms, date: Date) -> Self {
        let mut found = Self {
            date,
            controls: Vec::new(),
            by_id: HashMap::new(),
            threats: HashMap::new(),
            assets: HashMap::new(),
            by_threat: Vec::new(),
            factors: HashMap::new(),
        };
        let evidence = ControlEvidence::on(isms, date, HALF_LIFE_DAYS);
        for control in isms.controls().values().filter(|control| date.is_within(None, control.retired_on)) {
            let Some((weight, planned)) = weight(control, date, &evidence) else { continue };
            let index = found.controls.len();
            found.by_id.insert(control.id.clone(), index);
            let mitigates: Vec<u32> =
                control.mitigates.iter().map(|id| number(&mut found.threats, id)).collect();
            let protects = control.protects.iter().map(|id| number(&mut found.assets, id)).collect();
            found.by_threat.resize(found.threats.len(), Vec::new());
            for threat in &mitigates {
                found.by_threat.get_mut(*threat as usize).into_iter().for_each(|against| against.push(index));
            }
            found.controls.push(Counted { control, weight: weight.into(), planned, mitigates, protects });
        }
        found
    }

    /// The same where threats act so many times as often as on record.
    pub(crate) fn with_factors(self, factors: HashMap<Id<Threat>, f64>) -> Self {
        Self { factors, ..self }
    }

    fn factor(&self, threat: Option<&Id<Threat>>) -> f64 {
        threat.and_then(|threat| self.factors.get(threat)).copied().unwrap_or(1.0)
    }

    /// The residual rating of a risk, computed. Nothing without an inherent assessment, without anchors, or where the
    /// method of scoring rates by factors that levels do not give.
    pub fn residual(&self, risk: &Risk, criteria: &RiskCriteria) -> Option<ComputedResidual> {
        self.rated(&self.left_of(risk, criteria)?, criteria)
    }

    /// What the controls in force leave of a risk.
    pub(crate) fn left_of(&self, risk: &Risk, criteria: &RiskCriteria) -> Option<Left> {
        self.left(risk, criteria, |counted| (!counted.planned).then_some(counted.weight.counted))
    }

    /// What is left of a risk as levels, with the controls that count.
    pub(crate) fn rated(&self, left: &Left, criteria: &RiskCriteria) -> Option<ComputedResidual> {
        let Left { frequency, amount, used } = left;
        let (frequency, amount) = (*frequency, *amount);
        let (scale, costs) = (&criteria.likelihood, &criteria.consequence);
        let levels = (scale.nearest(frequency)?.id.as_str(), costs.nearest(amount)?.id.as_str());
        let rating = rating(criteria, criteria.by_levels(levels).ok()?, self.date)?;
        let controls = used.iter().filter_map(|i| Some(self.controls.get(*i)?.weight.clone())).collect();
        Some(ComputedResidual { frequency, amount, rating, controls })
    }

    /// The loss to expect of a risk a year, in the currency of the record: frequency times amount of the computed
    /// residual, if the controls of `as_designed` worked as their last revision declares, planned ones included.
    pub fn expected_loss(
        &self,
        risk: &Risk,
        criteria: &RiskCriteria,
        as_designed: &HashSet<&Id<Control>>,
    ) -> Option<f64> {
        let share = |counted: &Counted<'_>| {
            let designed = as_designed.contains(&counted.control.id);
            let weight = &counted.weight;
            (designed || !counted.planned).then_some(if designed { weight.declared } else { weight.counted })
        };
        self.left(risk, criteria, share).map(|left| left.frequency * left.amount)
    }

    /// Every threat of a risk with every asset, and the controls between; one pair at least.
    pub(crate) fn exposed<'r>(&self, risk: &'r Risk) -> Vec<Exposed<'a, 'r>> {
        let layer = |index: usize| {
            let Counted { control, weight, planned, .. } = self.controls.get(index)?;
            let residual = (!planned).then_some(weight.counted);
            Some(Layer { control, residual, target: residual.unwrap_or(weight.declared) })
        };
        let mut exposed = Vec::new();
        self.each_pair(risk, |threat, asset, between| {
            let controls = between.iter().copied().filter_map(layer).collect();
            let factor = self.factor(threat.id);
            exposed.push(Exposed { threat: threat.id, asset: asset.id, factor, controls });
        });
        exposed
    }

    /// The weight of each control that counts for something, planned ones left out.
    pub(crate) fn weights(&self) -> impl Iterator<Item = &ControlWeight> {
        self.controls.iter().filter(|counted| !counted.planned).map(|counted| &*counted.weight)
    }

    /// The controls that count for what is left of a risk.
    pub(crate) fn used<'s>(&'s self, left: &'s Left) -> impl Iterator<Item = &'s ControlWeight> {
        left.used.iter().filter_map(|i| Some(&*self.controls.get(*i)?.weight))
    }

    /// Whether a control would count for more if it worked as its last revision declares.
    pub fn falls_short(&self, control: &Id<Control>) -> bool {
        let counted = self.by_id.get(control).and_then(|i| self.controls.get(*i));
        counted.is_some_and(|counted| counted.weight.counted < counted.weight.declared)
    }

    /// What is left of a risk where each control stops the share given for it; none: it is passed over.
    fn left(
        &self,
        risk: &Risk,
        criteria: &RiskCriteria,
        share: impl Fn(&Counted<'_>) -> Option<f64>,
    ) -> Option<Left> {
        let inherent = assessment_on(risk, Stage::Inherent, self.date)?;
        let frequency = criteria.likelihood.anchor(&inherent.likelihood)?;
        let amount = criteria.consequence.anchor(&inherent.consequence)?;
        let mut used = Vec::new();
        let (mut pairs, mut events, mut size) = (0.0, 0.0, 0.0);
        self.each_pair(risk, |threat, _, between| {
            let (mut through, mut left) = (1.0, 1.0);
            for &index in between {
                let Some(counted) = self.controls.get(index) else { continue };
                let Some(share) = share(counted) else { continue };
                used.push(index);
                match counted.control.function {
                    None | Some(ControlFunction::Preventive) => through *= 1.0 - share,
                    Some(ControlFunction::Detective | ControlFunction::Corrective) => left *= 1.0 - share,
                }
            }
            pairs += 1.0;
            events += through * self.factor(threat.id);
            size += left;
        });
        used.sort_unstable();
        used.dedup();
        Some(Left { frequency: frequency * events / pairs, amount: amount * size / pairs, used })
    }

    /// Shows every threat of a risk with every asset, one pair at least, and the controls that cover both.
    fn each_pair<'r>(&self, risk: &'r Risk, mut show: impl FnMut(End<'r, Threat>, End<'r, Asset>, &[usize])) {
        let named: Vec<usize> = risk.controls.iter().filter_map(|id| self.by_id.get(id)).copied().collect();
        let assets: Vec<_> = ends(&risk.assets, &self.assets).collect();
        let (mut against, mut between) = (Vec::new(), Vec::new());
        for threat in ends(&risk.threats, &self.threats) {
            self.find_against(threat, &named, &mut against);
            for asset in &assets {
                let protects =
                    |counted: &Counted<'_>| counted.protects.is_empty() || asset.is_among(&counted.protects);
                between.clear();
                between
                    .extend(against.iter().copied().filter(|i| self.controls.get(*i).is_some_and(protects)));
                show(threat, *asset, &between);
            }
        }
    }

    /// Finds the controls against a threat, in order, some of which a risk names by itself.
    fn find_against(&self, threat: End<'_, Threat>, named: &[usize], found: &mut Vec<usize>) {
        // A control that names no threat works against whatever it is named for.
        let works =
            |counted: &Counted<'_>| counted.mitigates.is_empty() || threat.is_among(&counted.mitigates);
        found.clear();
        found.extend(named.iter().copied().filter(|i| self.controls.get(*i).is_some_and(works)));
        let against = threat.number.and_then(|threat| self.by_threat.get(threat as usize));
        found.extend(against.into_iter().flatten());
        found.sort_unstable();
        found.dedup();
    }
}

/// A threat or an asset of a risk, where it names any.
struct End<'r, T> {
    id: Option<&'r Id<T>>,
    /// Its number, where a control names it.
    number: Option<u32>,
}

impl<T> Clone for End<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for End<'_, T> {}

impl<T> End<'_, T> {
    /// Whether it is one of those numbers; a risk that names none is all of them.
    fn is_among(&self, numbers: &[u32]) -> bool {
        self.id.is_none() || self.number.is_some_and(|number| numbers.contains(&number))
    }
}

/// The threats or assets that a risk names; one end at least.
fn ends<'r, T>(list: &'r [Id<T>], numbers: &HashMap<Id<T>, u32>) -> impl Iterator<Item = End<'r, T>> {
    let any = list.is_empty().then_some(End { id: None, number: None });
    any.into_iter().chain(list.iter().map(|id| End { id: Some(id), number: numbers.get(id).copied() }))
}

/// The number of an id: the next one if it has none yet.
fn number<T>(numbers: &mut HashMap<Id<T>, u32>, id: &Id<T>) -> u32 {
    let next = numbers.len() as u32;
    *numbers.entry(id.clone()).or_insert(next)
}

/// How much a control counts for on a date, and whether it is planned and counts for nothing; none if it has no revision
/// or declares no effectiveness.
fn weight(control: &Control, date: Date, evidence: &ControlEvidence<'_>) -> Option<(ControlWeight, bool)> {
    let revision = control.revision_on(date)?;
    let declared = revision.effectiveness?;
    let planned = revision.status == ControlStatus::Planned;
    let mut discounts = Vec::new();
    if revision.status == ControlStatus::Degraded {
        discounts.push(Discount::Degraded);
    }
    let interval = control.test_interval_days.map_or(TEST_VALID_DAYS, i64::from);
    match control.tests.iter().rev().find(|test| test.on <= date) {
        None => discounts.push(Discount::NeverTested),
        Some(test) if date.days_since(test.on) > interval => discounts.push(Discount::TestExpired),
        Some(_) => {}
    }
    let tallies = evidence.of(&control.id);
    let borne_out = (!tallies.is_empty()).then(|| borne_out(evidence.total(&control.id)));
    let shares = discounts.iter().map(|discount| left_by(*discount));
    let counted = shares.fold(declared * borne_out.unwrap_or(1.0), |left, share| left * share);
    if borne_out.is_some_and(|share| share < 1.0) {
        discounts.push(Discount::EvidenceAgainst);
    }
    let weight = ControlWeight {
        control: control.id.clone(),
        declared,
        evidence: tallies.iter().map(|tally| tally.trials).sum(),
        last_evidence_on: tallies.iter().map(|tally| tally.last_on).max(),
        borne_out,
        counted: if planned { 0.0 } else { counted },
        discounts,
    };
    Some((weight, planned))
}

/// The mean of the posterior over the mean that the same evidence would give had all of it gone well.
fn borne_out((well, wrong): (f64, f64)) -> f64 {
    (JEFFREYS_PRIOR + well) / (JEFFREYS_PRIOR + well + wrong)
}

fn left_by(discount: Discount) -> f64 {
    match discount {
        Discount::Degraded => DEGRADED_SHARE,
        Discount::NeverTested | Discount::TestExpired => UNTESTED_SHARE,
        // The evidence itself says how much is left.
        Discount::EvidenceAgainst => 1.0,
    }
}
