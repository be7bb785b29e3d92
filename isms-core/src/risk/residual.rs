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

use std::collections::{HashMap, HashSet};

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
    by_id: HashMap<&'a Id<Control>, usize>,
    by_threat: HashMap<&'a Id<Threat>, Vec<usize>>,
    /// How many times as often as on record a threat acts, where that is supposed.
    factors: HashMap<Id<Threat>, f64>,
}

/// A control in force, or planned: then it counts for nothing yet.
struct Counted<'a> {
    control: &'a Control,
    weight: ControlWeight,
    planned: bool,
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
struct Left {
    frequency: f64,
    amount: f64,
    used: Vec<usize>,
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
    pub controls: Vec<ControlWeight>,
}

impl<'a> InForce<'a> {
    /// The controls in force on a date. A control without a declared effectiveness modifies nothing.
    pub fn on(isms: &'a Isms, date: Date) -> Self {
        let (controls, by_id, by_threat) = (Vec::new(), HashMap::new(), HashMap::new());
        let mut found = Self { date, controls, by_id, by_threat, factors: HashMap::new() };
        let evidence = ControlEvidence::on(isms, date, HALF_LIFE_DAYS);
        for control in isms.controls().values().filter(|control| date.is_within(None, control.retired_on)) {
            let Some((weight, planned)) = weight(control, date, &evidence) else { continue };
            let index = found.controls.len();
            found.by_id.insert(&control.id, index);
            control.mitigates.iter().for_each(|t| found.by_threat.entry(t).or_default().push(index));
            found.controls.push(Counted { control, weight, planned });
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
        let counted = |counted: &Counted<'_>| (!counted.planned).then_some(counted.weight.counted);
        let Left { frequency, amount, used } = self.left(risk, criteria, counted)?;
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
            let Counted { control, weight, planned } = self.controls.get(index)?;
            let residual = (!planned).then_some(weight.counted);
            Some(Layer { control, residual, target: residual.unwrap_or(weight.declared) })
        };
        let exposed = |(threat, asset): Pair<'r>| {
            let between = self.between(risk, threat, asset);
            let controls = between.into_iter().filter_map(layer).collect();
            Exposed { threat, asset, factor: self.factor(threat), controls }
        };
        pairs(risk).into_iter().map(exposed).collect()
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
        let (mut events, mut size) = (0.0, 0.0);
        let pairs = pairs(risk);
        for (threat, asset) in &pairs {
            let (mut through, mut left) = (1.0, 1.0);
            for index in self.between(risk, *threat, *asset) {
                let Some(counted) = self.controls.get(index) else { continue };
                let Some(share) = share(counted) else { continue };
                used.push(index);
                match counted.control.function {
                    None | Some(ControlFunction::Preventive) => through *= 1.0 - share,
                    Some(ControlFunction::Detective | ControlFunction::Corrective) => left *= 1.0 - share,
                }
            }
            events += through * self.factor(*threat);
            size += left;
        }
        used.sort_unstable();
        used.dedup();
        let pairs = pairs.len() as f64;
        Some(Left { frequency: frequency * events / pairs, amount: amount * size / pairs, used })
    }

    /// The controls that cover both a threat and an asset of a risk.
    fn between(&self, risk: &Risk, threat: Option<&Id<Threat>>, asset: Option<&Id<Asset>>) -> Vec<usize> {
        let named = risk.controls.iter().filter_map(|id| self.by_id.get(id)).copied();
        // A control that names no threat works against whatever it is named for.
        let general = named.filter(|i| match (self.controls.get(*i), threat) {
            (Some(counted), Some(threat)) => {
                counted.control.mitigates.is_empty() || counted.control.mitigates.contains(threat)
            }
            (counted, None) => counted.is_some(),
            (None, _) => false,
        });
        let against = threat.and_then(|threat| self.by_threat.get(threat)).into_iter().flatten().copied();
        let mut found: Vec<usize> = general
            .chain(against)
            .filter(|i| {
                let protects = self.controls.get(*i).map(|counted| &counted.control.protects);
                protects.is_some_and(|p| p.is_empty() || asset.is_none_or(|asset| p.contains(asset)))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// A threat and an asset of a risk, where it names any.
type Pair<'a> = (Option<&'a Id<Threat>>, Option<&'a Id<Asset>>);

/// Every threat of a risk with every asset; one pair at least.
fn pairs(risk: &Risk) -> Vec<Pair<'_>> {
    fn each<T>(list: &[Id<T>]) -> Vec<Option<&Id<T>>> {
        if list.is_empty() { vec![None] } else { list.iter().map(Some).collect() }
    }
    let assets = each(&risk.assets);
    each(&risk.threats).into_iter().flat_map(|t| assets.iter().map(move |a| (t, *a))).collect()
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
