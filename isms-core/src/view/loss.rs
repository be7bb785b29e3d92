//! What a year may cost, simulated: the losses of each stage against the appetite, and what makes them up.

use std::collections::BTreeMap;

use rust_decimal::prelude::ToPrimitive;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::loss_model::risk_of;
use super::{LeftOut, QuantifiedFrom, View};
use crate::error::{Error, ErrorCode, Result};
use crate::model::{Date, Stage};
use crate::quant::{
    self, AppetiteBreach, Contribution, Contributions, ConvergencePoint, CurvePoint, LossAtLevel, Losses,
    Simulation,
};

/// Years simulated where no number is given.
pub const DEFAULT_TRIALS: u64 = 20_000;
/// The most years a view simulates; for more, simulate the model of [`View::loss_model`].
pub(super) const MOST_TRIALS: u64 = 10_000_000;
/// The most points of a curve.
const MOST_POINTS: u32 = 1000;

/// What to simulate and to answer.
#[derive(Debug, Clone, Default, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LossParameters {
    /// Years to simulate; 20 000 if absent, ten million at most.
    #[serde(default)]
    pub trials: Option<u64>,
    /// Equal seeds give equal answers; 1 if absent.
    #[serde(default)]
    pub seed: Option<u64>,
    /// Shares of years at which to tell value at risk and expected shortfall; 0.5, 0.9, 0.95 and 0.99 if absent. What
    /// makes up the tail is told of the last.
    #[serde(default)]
    pub levels: Option<Vec<f64>>,
    /// Points of the exceedance curves; 32 if absent.
    #[serde(default)]
    pub points: Option<u32>,
}

/// What a year may cost.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Loss {
    /// The date looked at.
    pub as_of: Date,
    /// ISO 4217 code of every amount.
    pub currency: String,
    /// Years simulated.
    pub trials: u64,
    /// The seed.
    pub seed: u64,
    /// How probably an interval holds the true figure.
    pub confidence: f64,
    /// The stages on the same random numbers: inherent, residual, target. None where no risk has figures.
    pub stages: Vec<StageLoss>,
    /// The risks simulated, by id, and where their figures are from.
    pub quantified: Vec<QuantifiedFrom>,
    /// The risks on record that are not, by id, and why.
    pub left_out: Vec<LeftOut>,
}

/// The losses of a stage.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct StageLoss {
    /// The stage.
    pub stage: Stage,
    /// The mean loss of a year.
    pub mean: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// The standard deviation of the loss of a year.
    pub standard_deviation: f64,
    /// The probability that a year costs anything.
    pub probability_of_loss: f64,
    /// Years to simulate for a standard error of 1 % of the mean; none where nothing is lost.
    pub trials_for_one_percent: Option<f64>,
    /// At each level how bad a year may be.
    pub levels: Vec<LossAtLevel>,
    /// The exceedance curve.
    pub curve: Vec<CurvePoint>,
    /// Each point of the tolerance of the risk appetite.
    pub appetite: Vec<AppetiteBreach>,
    /// What makes up the mean, and the tail at the last level; the most in the tail first. Amounts of risks, threats,
    /// assets and forms are before insurance.
    pub contributions: Vec<LossContribution>,
    /// How the mean settled as more years were simulated.
    pub convergence: Vec<ConvergencePoint>,
}

/// What a part adds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct LossContribution {
    /// What kind of part.
    pub of: LossPart,
    /// Its id, or the name of the form of loss.
    pub id: String,
    /// What it adds to the mean loss of a year.
    pub mean: f64,
    /// What it adds to the expected shortfall at the last level.
    pub tail: f64,
}

/// By what losses are told apart. The parts of each kind sum to the whole, less what policies pay; losses without a
/// threat or an asset are left out of those.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LossPart {
    /// A risk.
    Risk,
    /// A threat.
    Threat,
    /// An asset: what hits it, and what it costs as it fails with another.
    Asset,
    /// A form of loss.
    Form,
    /// An insurance policy: what it pays, below 0.
    Policy,
}

impl View<'_> {
    /// What a year may cost at each stage, simulated from the figures of the risks: see [`View::loss_model`] for how the
    /// model comes of the record. The same question gives the same bits on every machine.
    ///
    /// Errors: parameters out of their range, figures that give no finite loss.
    pub fn loss(&self, parameters: &LossParameters) -> Result<Loss> {
        let levels = parameters.levels.clone().unwrap_or_else(|| quant::DEFAULT_LEVELS.to_vec());
        let (trials, points) = (parameters.trials.unwrap_or(DEFAULT_TRIALS), parameters.points.unwrap_or(32));
        at_most("trials", trials, MOST_TRIALS)?;
        at_most("points", points.into(), MOST_POINTS.into())?;
        check_levels(&levels)?;
        let mut simulation = Simulation::new(trials, parameters.seed.unwrap_or(1));
        simulation.stages = Stage::ALL.to_vec();
        let recorded = self.recorded_loss_model()?;
        let mut answer = Loss {
            as_of: recorded.as_of,
            currency: recorded.currency,
            trials,
            seed: simulation.seed,
            confidence: 0.95,
            stages: Vec::new(),
            quantified: recorded.quantified,
            left_out: recorded.left_out,
        };
        if recorded.model.risks.is_empty() {
            return Ok(answer);
        }
        let watch = self.watch();
        watch.in_stretches()?;
        let losses = watch.stretch(0.0..0.7, |watch| quant::simulate(&recorded.model, &simulation, watch))?;
        // What makes up the tail is told of the last level, for all stages in one pass.
        let level = levels.last().copied().unwrap_or(0.0);
        let tails = watch
            .stretch(0.7..1.0, |watch| losses.tail_contributions_of(&simulation.stages, level, watch))?;
        let stage =
            |(stage, tail): (&Stage, Contributions)| self.stage_loss(&losses, *stage, &tail, &levels, points);
        answer.stages = simulation.stages.iter().zip(tails).map(stage).collect::<Result<_>>()?;
        Ok(answer)
    }

    fn stage_loss(
        &self,
        losses: &Losses,
        stage: Stage,
        tail: &Contributions,
        levels: &[f64],
        points: u32,
    ) -> Result<StageLoss> {
        let found = losses.stage(stage)?;
        let mean = found.mean();
        let one_percent = mean.value / 100.0;
        Ok(StageLoss {
            stage,
            mean: mean.value,
            standard_error: mean.standard_error,
            standard_deviation: found.standard_deviation(),
            probability_of_loss: found.exceedance(0.0).probability.value,
            trials_for_one_percent: (one_percent > 0.0).then(|| found.trials_for(one_percent).ceil()),
            levels: levels.iter().map(|level| LossAtLevel::of(&found, *level)).collect::<Result<_>>()?,
            curve: found.curve(points).into_iter().map(CurvePoint::from).collect(),
            appetite: AppetiteBreach::each(&found, &self.tolerance())?,
            contributions: contributions(&found.contributions(), tail),
            convergence: found.convergence().steps.into_iter().map(ConvergencePoint::from).collect(),
        })
    }

    /// The points of the tolerance, smallest loss first: the amount and the probability tolerated.
    pub fn tolerance(&self) -> Vec<(f64, f64)> {
        let appetite = self.isms().risk_criteria().and_then(|criteria| criteria.appetite.as_ref());
        let points = appetite.into_iter().flat_map(|appetite| &appetite.tolerance);
        // Every decimal has a nearest float.
        points.map(|point| (point.loss.amount.to_f64().unwrap_or(f64::MAX), point.probability)).collect()
    }
}

/// What makes up mean and tail. The entries of a risk, one a pair of threat and asset, are told as one.
fn contributions(mean: &Contributions, tail: &Contributions) -> Vec<LossContribution> {
    let mut found: BTreeMap<(LossPart, String), (f64, f64)> = BTreeMap::new();
    for (contributions, is_tail) in [(mean, false), (tail, true)] {
        let mut add = |of: LossPart, list: &[Contribution]| {
            for Contribution { id, value } in list {
                let id = if of == LossPart::Risk { risk_of(id) } else { id };
                let sums = found.entry((of, id.to_owned())).or_default();
                *(if is_tail { &mut sums.1 } else { &mut sums.0 }) += value;
            }
        };
        add(LossPart::Risk, &contributions.risks);
        add(LossPart::Threat, &contributions.threats);
        add(LossPart::Asset, &contributions.assets);
        add(LossPart::Form, &contributions.forms);
        add(LossPart::Policy, &contributions.policies);
    }
    let row = |((of, id), (mean, tail))| LossContribution { of, id, mean, tail };
    let mut rows: Vec<LossContribution> =
        found.into_iter().map(row).filter(|row| row.mean != 0.0 || row.tail != 0.0).collect();
    rows.sort_by(|a, b| {
        let size = |row: &LossContribution| row.tail.abs();
        a.of.cmp(&b.of).then_with(|| size(b).total_cmp(&size(a))).then_with(|| a.id.cmp(&b.id))
    });
    rows
}

pub(super) fn at_most(path: &str, value: u64, most: u64) -> Result<()> {
    if (1..=most).contains(&value) {
        return Ok(());
    }
    let problem = format!("{value} is too few or too many");
    Err(Error::new(ErrorCode::Value, path, problem, format!("use a number from 1 to {most}")))
}

pub(super) fn check_levels(levels: &[f64]) -> Result<()> {
    let wrong =
        |path: String, problem: &str, remedy: &str| Err(Error::new(ErrorCode::Value, path, problem, remedy));
    if levels.is_empty() || levels.len() > 100 {
        return wrong("levels".to_owned(), "there is none, or more than 100", "give one such as 0.95");
    }
    match levels.iter().position(|level| !(*level > 0.0 && *level < 1.0)) {
        Some(i) => wrong(format!("levels[{i}]"), "is no share of years", "use a number above 0 and below 1"),
        None => Ok(()),
    }
}
