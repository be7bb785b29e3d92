//! Figures before, after and their differences.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use schemars::JsonSchema;
use serde::Serialize;

use super::super::loss_model::risk_of;
use super::super::{BreachState, Readiness, ReadinessCounts, Rule, View};
use crate::error::Result;
use crate::graph::Watch;
use crate::model::{Asset, Date, Distribution, Id, Link, Risk, Stage};
use crate::quant::{
    self, AppetiteBreach, Comparison, Dependency, Estimate, ExposedAsset, LossModel, QuantifiedRisk,
    Simulation, StageComparison,
};
use crate::risk::Rating;

/// Days of a year on average.
const YEAR: f64 = 365.25;

/// A figure before and after.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct FigureDifference {
    /// Before.
    pub before: f64,
    /// After.
    pub after: f64,
    /// After less before.
    pub difference: f64,
    /// The lower end of the interval of the difference; none where there are too few years to tell.
    pub low: Option<f64>,
    /// The upper end; none where there are too few years to tell.
    pub high: Option<f64>,
}

/// The losses of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StageDifference {
    /// The stage.
    pub stage: Stage,
    /// The mean loss of a year.
    pub mean: FigureDifference,
    /// The probability that a year costs anything.
    pub probability_of_loss: FigureDifference,
    /// At each level how bad a year may be.
    pub levels: Vec<LevelDifference>,
    /// Each point of the tolerance of the risk appetite, as it would be.
    pub appetite: Vec<AppetiteDifference>,
}

/// How bad a year may be at a level.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LevelDifference {
    /// The share of years.
    pub level: f64,
    /// The loss that as large a share of years does not exceed.
    pub value_at_risk: FigureDifference,
    /// The mean of the other, worse years.
    pub expected_shortfall: FigureDifference,
}

/// A point of the tolerance of the risk appetite.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct AppetiteDifference {
    /// A loss in a year.
    pub loss: f64,
    /// The highest probability, in a year, of losing more that is tolerated.
    pub tolerated: f64,
    /// The probability of losing more.
    pub probability: FigureDifference,
    /// How it compares with what is tolerated, before.
    pub before: BreachState,
    /// The same after.
    pub after: BreachState,
    /// The rule that speaks.
    pub rule: Rule,
    /// The date looked at.
    pub effective_on: Date,
    /// The risks whose loss at this stage would differ.
    pub entities: Vec<Link>,
}

/// A risk whose loss or computed residual level would differ.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskDifference {
    /// The risk.
    pub risk: Id<Risk>,
    /// Its title.
    pub title: String,
    /// Its mean loss of a year at each stage.
    pub losses: Vec<RiskLossDifference>,
    /// Its residual rating as computed from the controls in force, before.
    pub computed_before: Option<Rating>,
    /// The same after.
    pub computed_after: Option<Rating>,
    /// The rule that speaks.
    pub rule: Rule,
    /// The date looked at.
    pub effective_on: Date,
    /// The risk.
    pub entities: Vec<Link>,
}

/// The mean loss of a risk in a year, before insurance.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct RiskLossDifference {
    /// The stage.
    pub stage: Stage,
    /// Before; none if the risk has no figures then.
    pub before: Option<f64>,
    /// After; none if the risk has no figures then.
    pub after: Option<f64>,
    /// After less before, where a risk without figures counts for nothing.
    pub difference: f64,
}

/// A number before and after.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
pub struct CountDifference {
    /// Before.
    pub before: usize,
    /// After.
    pub after: usize,
    /// After less before.
    pub difference: i64,
}

/// What an auditor would raise, before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReadinessDifference {
    /// When, and what is done until then.
    pub column: ReadinessColumn,
    /// Before; none if no audit lies ahead.
    pub before: Option<ReadinessCounts>,
    /// After; none if no audit lies ahead.
    pub after: Option<ReadinessCounts>,
}

/// When an auditor looks, and what is done until then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessColumn {
    /// On the date.
    Today,
    /// On the first day of the audit, if nothing more is done.
    IfNothingIsDone,
    /// On that day, if all that is planned by then is done.
    IfPlannedIsDone,
}

impl From<quant::Difference> for FigureDifference {
    fn from(found: quant::Difference) -> Self {
        let end = |end: f64| end.is_finite().then_some(end);
        Self {
            before: found.before,
            after: found.after,
            difference: found.value,
            low: end(found.low),
            high: end(found.high),
        }
    }
}

impl CountDifference {
    pub(super) fn new(before: usize, after: usize) -> Self {
        Self { before, after, difference: after as i64 - before as i64 }
    }
}

impl ReadinessDifference {
    pub(super) fn each(before: &Readiness, after: &Readiness) -> Vec<Self> {
        let columns = |of: &Readiness| {
            [
                (ReadinessColumn::Today, Some(of.today)),
                (ReadinessColumn::IfNothingIsDone, of.if_nothing_is_done),
                (ReadinessColumn::IfPlannedIsDone, of.if_planned_is_done),
            ]
        };
        let both = columns(before).into_iter().zip(columns(after));
        both.map(|((column, before), (_, after))| Self { column, before, after }).collect()
    }
}

/// The mean loss of each risk in a year, by its id: at each stage before and after.
#[derive(Default)]
pub(super) struct Means(BTreeMap<Stage, HashMap<String, [Option<f64>; 2]>>);

impl Means {
    pub(super) fn of(found: &Comparison) -> Result<Self> {
        let mut means = Self::default();
        for stage in Stage::ALL {
            let both = found.stage(stage)?;
            let by_risk = means.0.entry(stage).or_default();
            for (side, losses) in [both.before(), both.after()].into_iter().enumerate() {
                for entry in losses.contributions().risks {
                    let sides = by_risk.entry(risk_of(&entry.id).to_owned()).or_default();
                    if let Some(sum) = sides.get_mut(side) {
                        *sum = Some(sum.unwrap_or(0.0) + entry.value);
                    }
                }
            }
        }
        Ok(means)
    }

    fn at(&self, stage: Stage, risk: &str) -> [Option<f64>; 2] {
        self.0.get(&stage).and_then(|means| means.get(risk)).copied().unwrap_or_default()
    }

    /// What it costs that a risk stays at its residual loss for some days more before it comes to its target.
    pub(super) fn between_stages(&self, risk: &Id<Risk>, days: i64) -> Option<f64> {
        let [_, residual] = self.at(Stage::Residual, risk.as_str());
        let [_, target] = self.at(Stage::Target, risk.as_str());
        Some((residual? - target?) * days as f64 / YEAR)
    }

    fn differences(&self, risk: &str) -> Vec<RiskLossDifference> {
        let difference = |stage: &Stage| {
            let [before, after] = self.at(*stage, risk);
            let difference = after.unwrap_or(0.0) - before.unwrap_or(0.0);
            RiskLossDifference { stage: *stage, before, after, difference }
        };
        self.0.keys().map(difference).collect()
    }

    fn all(&self) -> BTreeSet<&str> {
        self.0.values().flat_map(HashMap::keys).map(String::as_str).collect()
    }
}

impl View<'_> {
    pub(super) fn stage_difference(
        &self,
        after: &View<'_>,
        found: StageComparison<'_>,
        stage: Stage,
        levels: &[f64],
    ) -> Result<StageDifference> {
        let level = |level: &f64| -> Result<LevelDifference> {
            Ok(LevelDifference {
                level: *level,
                value_at_risk: found.value_at_risk(*level)?.into(),
                expected_shortfall: found.expected_shortfall(*level)?.into(),
            })
        };
        let tolerance = after.tolerance();
        let breaches = AppetiteBreach::each(&found.before(), &tolerance)?.into_iter();
        let breaches = breaches.zip(AppetiteBreach::each(&found.after(), &tolerance)?);
        let (means, on) =
            ((found.before().contributions().risks, found.after().contributions().risks), self.date());
        let differing = differing(&means.0, &means.1);
        let appetite = breaches.map(|(before, breach)| AppetiteDifference {
            loss: breach.loss,
            tolerated: breach.tolerated,
            probability: found.exceedance(breach.loss).into(),
            before: before.state,
            after: breach.state,
            rule: Rule::PortfolioWithinTolerance,
            effective_on: on,
            entities: differing.clone(),
        });
        Ok(StageDifference {
            stage,
            mean: found.mean().into(),
            probability_of_loss: found.exceedance(0.0).into(),
            levels: levels.iter().map(level).collect::<Result<_>>()?,
            appetite: appetite.collect(),
        })
    }

    /// The risks whose loss or computed residual level would differ, by id.
    pub(super) fn risk_differences(&self, after: &View<'_>, means: &Means) -> Vec<RiskDifference> {
        let mut ids = means.all();
        ids.extend(self.live_risks().map(|risk| risk.id.as_str()));
        ids.extend(after.live_risks().map(|risk| risk.id.as_str()));
        ids.into_iter().filter_map(|id| self.risk_difference(after, means, &Id::from(id))).collect()
    }

    fn risk_difference(&self, after: &View<'_>, means: &Means, id: &Id<Risk>) -> Option<RiskDifference> {
        let computed =
            |view: &View<'_>| view.in_force().residual(view.risk(id)?, view.isms().risk_criteria()?);
        let (before, later) = (computed(self), computed(after));
        let figures = |of: &crate::risk::ComputedResidual| (of.frequency.to_bits(), of.amount.to_bits());
        let losses = means.differences(id.as_str());
        let same = |loss: &RiskLossDifference| loss.before == loss.after;
        if before.as_ref().map(figures) == later.as_ref().map(figures) && losses.iter().all(same) {
            return None;
        }
        let risk = after.risk(id).or_else(|| self.risk(id))?;
        Some(RiskDifference {
            risk: id.clone(),
            title: risk.title.clone(),
            losses,
            computed_before: before.map(|before| before.rating),
            computed_after: later.map(|later| later.rating),
            rule: Rule::RiskAcceptable,
            effective_on: self.date(),
            entities: vec![Link::to(id)],
        })
    }
}

/// The risks of two models that do not contribute the same.
fn differing(before: &[quant::Contribution], after: &[quant::Contribution]) -> Vec<Link> {
    let values = |of: &[quant::Contribution]| -> HashMap<String, u64> {
        of.iter().map(|entry| (entry.id.clone(), entry.value.to_bits())).collect()
    };
    let (one, other) = (values(before), values(after));
    let entries = one.keys().chain(other.keys()).filter(|id| one.get(*id) != other.get(*id));
    let risks: BTreeSet<&str> = entries.map(|id| risk_of(id)).collect();
    risks.into_iter().filter(|id| !id.is_empty()).map(|id| Link::to(&Id::<Risk>::from(id))).collect()
}

/// What it costs on average that assets fail together once: the mean year of a model in which that happens, and nothing
/// else, as often as once a year.
pub(super) fn outage_loss(
    model: &LossModel,
    failing: &[Id<Asset>],
    simulation: &Simulation,
    watch: &Watch<'_>,
) -> Result<Estimate> {
    let mut assets = model.assets.clone();
    let source = assets.len() as u32;
    for asset in assets.iter_mut().filter(|asset| failing.iter().any(|id| id.as_str() == asset.id)) {
        asset.depends_on.push(Dependency { asset: source, probability: 1.0 });
    }
    assets.push(ExposedAsset::default());
    let outage = QuantifiedRisk { asset: Some(source), ..QuantifiedRisk::new("", Distribution::fixed(1.0)) };
    let model = LossModel { risks: vec![outage], assets, ..LossModel::default() };
    let simulation = Simulation { stages: vec![Stage::Inherent], keep_samples: false, ..simulation.clone() };
    Ok(watch.piece(|watch| quant::simulate(&model, &simulation, watch))?.stage(Stage::Inherent)?.mean())
}
