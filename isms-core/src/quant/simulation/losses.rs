//! What was simulated, and what it answers.

use std::sync::OnceLock;

use serde::Serialize;

use super::partial::{Partial, StageResult};
use super::sums::Sums;
use super::tail::rank;
use super::years::Years;
use super::{Simulation, TRIALS_PER_BLOCK};
use crate::error::{Error, ErrorCode, Result};
use crate::quant::elementary::normal_quantile;
use crate::quant::model::{LossForm, LossModel, Stage};
use crate::schedule::wilson_interval_of;

/// The losses of simulated years.
#[derive(Debug)]
pub struct Losses {
    model: LossModel,
    partial: Partial,
    threads: Option<usize>,
    /// By stage, when first asked for.
    years: Vec<OnceLock<Years>>,
}

/// The losses of a stage.
#[derive(Debug, Clone, Copy)]
pub struct StageLosses<'a> {
    result: &'a StageResult,
    model: &'a LossModel,
    years: &'a OnceLock<Years>,
    trials: u64,
    confidence: f64,
}

/// A figure and how far it is off, as one standard deviation.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// The figure.
    pub value: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// A figure and the interval that holds the true one as probably as the confidence says.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Interval {
    /// The figure.
    pub value: f64,
    /// The lower end.
    pub low: f64,
    /// The upper end; infinite where there are too few trials to tell.
    pub high: f64,
}

/// How probably a year costs more than an amount.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Exceedance {
    /// The amount.
    pub amount: f64,
    /// The probability.
    pub probability: Interval,
}

/// How a point of an appetite curve stands: that a year costs more than `amount` is tolerated with a probability.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Breach {
    /// The amount.
    pub amount: f64,
    /// The probability that is tolerated.
    pub tolerated: f64,
    /// The probability that it is.
    pub probability: Interval,
    /// Whether the probability is above what is tolerated.
    pub is_breached: bool,
    /// By how much the loss that is exceeded as probably as is tolerated is above the amount; below 0 for room that is
    /// left.
    pub depth: Interval,
}

/// What a part adds to a figure.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contribution {
    /// Identifier of the risk, threat, asset or policy, or the name of the form.
    pub id: String,
    /// What it adds.
    pub value: f64,
}

/// What makes up a figure, told in four ways; each of risks, threats, assets and forms, less what policies pay, sums to
/// it. What names no threat or no asset is left out of these lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Contributions {
    /// By risk, before insurance.
    pub risks: Vec<Contribution>,
    /// By threat, before insurance.
    pub threats: Vec<Contribution>,
    /// By asset, before insurance: what hits it, and what it costs as it fails with another.
    pub assets: Vec<Contribution>,
    /// By form of loss, before insurance.
    pub forms: Vec<Contribution>,
    /// By policy: what it pays, at most 0.
    pub policies: Vec<Contribution>,
}

/// How the mean settles.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Convergence {
    /// After so many trials the mean of them and its standard error.
    pub steps: Vec<(u64, Estimate)>,
    /// The standard error by the means of batches of trials, which would tell if trials were not independent.
    pub batch_standard_error: f64,
}

impl Losses {
    /// What a partial result answers that covers all blocks. `model` is the one it was simulated from.
    pub fn new(model: LossModel, partial: Partial) -> Result<Self> {
        partial.check_model(&model)?;
        if partial.blocks != (0..partial.simulation().blocks()) {
            let remedy = "simulate the others and merge";
            return Err(Error::new(ErrorCode::Value, "", "the result does not cover all blocks", remedy));
        }
        let years = partial.results.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { model, partial, threads: None, years })
    }

    /// The same, worked on by so many threads.
    #[must_use]
    pub fn on_threads(mut self, threads: Option<usize>) -> Self {
        self.threads = threads;
        self
    }

    pub(super) fn threads(&self) -> Option<usize> {
        self.threads
    }

    /// What was simulated, but for threads.
    pub fn simulation(&self) -> Simulation {
        self.partial.simulation()
    }

    /// The model that was simulated.
    pub fn model(&self) -> &LossModel {
        &self.model
    }

    /// The result as it merges and as it is kept.
    pub fn partial(&self) -> &Partial {
        &self.partial
    }

    pub(super) fn into_partial(self) -> Partial {
        self.partial
    }

    /// The losses of a stage.
    ///
    /// Errors: a stage that was not simulated.
    pub fn stage(&self, stage: Stage) -> Result<StageLosses<'_>> {
        let at = self.partial.stages.iter().position(|simulated| *simulated == stage);
        let found = at.and_then(|at| Some((self.partial.results.get(at)?, self.years.get(at)?)));
        let Some((result, years)) = found else {
            let problem = format!("{} was not simulated", stage.as_str());
            return Err(Error::new(
                ErrorCode::Value,
                "stage",
                problem,
                "name it among the stages to simulate",
            ));
        };
        let trials = self.partial.trials;
        Ok(StageLosses { result, model: &self.model, years, trials, confidence: 0.95 })
    }
}

impl<'a> StageLosses<'a> {
    /// The same with intervals of another confidence than 0.95, above 0 and below 1.
    pub fn with_confidence(self, confidence: f64) -> Result<Self> {
        if confidence > 0.0 && confidence < 1.0 {
            return Ok(Self { confidence, ..self });
        }
        let problem = format!("{confidence} is no confidence");
        Err(Error::new(ErrorCode::Value, "confidence", problem, "give a number above 0 and below 1"))
    }

    /// How many years were simulated.
    pub fn trials(&self) -> u64 {
        self.trials
    }

    /// The loss of each year in the order of trials, if samples were kept.
    pub fn samples(&self) -> Option<&'a [f64]> {
        (!self.result.samples.is_empty()).then_some(self.result.samples.as_slice())
    }

    pub(super) fn years(&self) -> &'a Years {
        self.years.get_or_init(|| Years::new(&self.result.samples, &self.result.sketch))
    }

    /// The mean loss of a year.
    pub fn mean(&self) -> Estimate {
        let (value, variance) = self.moments(usize::MAX);
        Estimate { value, standard_error: (variance / self.trials as f64).sqrt() }
    }

    /// The standard deviation of the loss of a year.
    pub fn standard_deviation(&self) -> f64 {
        self.moments(usize::MAX).1.sqrt()
    }

    /// Mean and variance over the first blocks.
    fn moments(&self, blocks: usize) -> (f64, f64) {
        let sum = |values: &[f64]| values.iter().take(blocks).sum::<f64>();
        let n = (self.trials as f64).min(blocks as f64 * TRIALS_PER_BLOCK as f64);
        let mean = sum(&self.result.sums) / n;
        let variance = if n > 1.0 { (sum(&self.result.squares) - n * mean * mean) / (n - 1.0) } else { 0.0 };
        (mean, variance.max(0.0))
    }

    /// The loss that is not exceeded with a probability: the least loss that as large a share of years is not above.
    ///
    /// The interval lies between two years of rank as the binomial distribution, taken as normal, bounds it. Without
    /// samples figures are within 0.05 %, and the interval is as much wider.
    pub fn quantile(&self, probability: f64) -> Result<Interval> {
        check_level(probability)?;
        let n = self.trials;
        let at = rank(n, probability);
        let spread = self.deviations() * (at * (1.0 - probability)).sqrt();
        // Ranks count from the largest down, and from 0.
        let from_top = |rank: f64| n - (rank.ceil() as u64).clamp(1, n);
        let bucket = self.years().at(from_top(at));
        let exact = self.samples().is_some();
        let value = if exact { bucket.low } else { f64::midpoint(bucket.low, bucket.high) };
        let low = if at - spread < 1.0 { 0.0 } else { self.years().at(from_top((at - spread).floor())).low };
        let high = if at + spread + 1.0 > n as f64 {
            f64::INFINITY
        } else {
            let bucket = self.years().at(from_top((at + spread).ceil() + 1.0));
            if exact { bucket.low } else { bucket.high }
        };
        Ok(Interval { value, low, high })
    }

    /// The loss that is exceeded with a probability of no more than 1 − `level`.
    pub fn value_at_risk(&self, level: f64) -> Result<Interval> {
        self.quantile(level)
    }

    /// How probably a year costs more than an amount. Without samples, a loss that many years share, such as a deductible,
    /// is not told from those up to 0.1 % above it; the interval allows for that. The interval is that of E. B. Wilson, *Probable inference, the law of
    /// succession, and statistical inference* (1927).
    pub fn exceedance(&self, amount: f64) -> Exceedance {
        let (least, most) = self.years().above(amount);
        let probability = Interval {
            value: (least + most) as f64 / 2.0 / self.trials as f64,
            low: self.interval_of(least).0,
            high: self.interval_of(most).1,
        };
        Exceedance { amount, probability }
    }

    /// The exceedance curve at amounts evenly spread by their logarithm, from what nearly every year with a loss exceeds
    /// to the largest loss; empty if no year has one.
    pub fn curve(&self, points: u32) -> Vec<Exceedance> {
        let (with_loss, _) = self.years().above(0.0);
        if with_loss == 0 || points == 0 {
            return Vec::new();
        }
        let low = self.years().at((with_loss as f64 * 0.99) as u64).low.max(f64::MIN_POSITIVE);
        let high = self.years().at(0).low.max(low);
        let step = |n: u32| f64::from(n) / f64::from((points - 1).max(1));
        // Powers by plain arithmetic, for equal bits everywhere.
        let ratio = crate::quant::elementary::ln(high / low);
        let amount = |n: u32| match n {
            last if last > 0 && last + 1 == points => high, // no year lies above, which rounding could undo
            n => low * crate::quant::elementary::exp(ratio * step(n)),
        };
        (0..points).map(|n| self.exceedance(amount(n))).collect()
    }

    /// How each point of an appetite curve stands: amounts with the probability that a year may cost more.
    pub fn breaches(&self, appetite: &[(f64, f64)]) -> Result<Vec<Breach>> {
        let breach = |(amount, tolerated): &(f64, f64)| {
            let probability = self.exceedance(*amount).probability;
            let loss = self.quantile(1.0 - tolerated)?;
            let Interval { value, low, high } = loss;
            Ok(Breach {
                amount: *amount,
                tolerated: *tolerated,
                probability,
                is_breached: probability.value > *tolerated,
                depth: Interval { value: value - amount, low: low - amount, high: high - amount },
            })
        };
        appetite.iter().map(breach).collect()
    }

    /// What each part adds to the mean loss of a year.
    pub fn contributions(&self) -> Contributions {
        Contributions::new(self.model, &self.result.by, self.trials as f64)
    }

    /// How the mean settles over the trials.
    pub fn convergence(&self) -> Convergence {
        let blocks = self.result.sums.len();
        let step = |n: usize| {
            let blocks = (blocks * n).div_ceil(64);
            let (value, variance) = self.moments(blocks);
            let trials = (blocks as u64 * TRIALS_PER_BLOCK).min(self.trials);
            (trials, Estimate { value, standard_error: (variance / trials as f64).sqrt() })
        };
        let mut steps: Vec<_> = (1..=64).map(step).collect();
        steps.dedup_by_key(|step| step.0);
        // Batches of as many whole blocks each.
        let size = (blocks / 32).max(1);
        let means: Vec<f64> = (self.result.sums.chunks_exact(size))
            .filter(|batch| batch.len() == size)
            .map(|batch| batch.iter().sum::<f64>() / (size as f64 * TRIALS_PER_BLOCK as f64))
            .collect();
        let count = means.len() as f64;
        let mean = means.iter().sum::<f64>() / count;
        let squares: f64 = means.iter().map(|batch| (batch - mean) * (batch - mean)).sum();
        Convergence { steps, batch_standard_error: (squares / (count - 1.0).max(1.0) / count).sqrt() }
    }

    /// How many trials there would have to be in all for the mean to have a standard error.
    pub fn trials_for(&self, standard_error: f64) -> f64 {
        let now = self.mean().standard_error;
        self.trials as f64 * (now / standard_error) * (now / standard_error)
    }

    /// Standard deviations that an interval reaches to either side.
    pub(super) fn deviations(&self) -> f64 {
        normal_quantile(f64::midpoint(1.0, self.confidence))
    }

    /// The interval of the probability of what so many years had.
    fn interval_of(&self, hits: u64) -> (f64, f64) {
        // No years would tell nothing.
        wilson_interval_of(hits, self.trials, self.deviations()).unwrap_or((0.0, 1.0))
    }
}

impl Contributions {
    /// From sums over so many years.
    pub(super) fn new(model: &LossModel, sums: &Sums, years: f64) -> Self {
        let row = |id: &str, value: f64| Contribution { id: id.to_owned(), value: value / years };
        let by_risk: Vec<f64> = sums
            .risks
            .iter()
            .zip(&sums.outages_by_risk)
            .map(|(one, other)| one.value() + other.value())
            .collect();
        let mut threats = vec![0.0; model.threats.len()];
        let mut assets: Vec<f64> = sums.outages.iter().map(super::exact::ExactSum::value).collect();
        for ((risk, all), direct) in model.risks.iter().zip(&by_risk).zip(&sums.risks) {
            if let Some(threat) = risk.threat.and_then(|threat| threats.get_mut(threat as usize)) {
                *threat += all;
            }
            if let Some(asset) = risk.asset.and_then(|asset| assets.get_mut(asset as usize)) {
                *asset += direct.value();
            }
        }
        let forms = LossForm::ALL.iter().zip(&sums.forms);
        let policies = model.policies.iter().zip(&sums.policies);
        Self {
            risks: model.risks.iter().zip(by_risk).map(|(risk, value)| row(&risk.id, value)).collect(),
            threats: model.threats.iter().zip(threats).map(|(threat, value)| row(threat, value)).collect(),
            assets: model.assets.iter().zip(assets).map(|(asset, value)| row(&asset.id, value)).collect(),
            forms: forms.map(|(form, sum)| row(form.as_str(), sum.value())).collect(),
            policies: policies.map(|(policy, sum)| row(&policy.id, -sum.value())).collect(),
        }
    }
}

/// Levels are shares of years.
pub(super) fn check_level(level: f64) -> Result<()> {
    if (0.0..=1.0).contains(&level) {
        return Ok(());
    }
    let problem = format!("{level} is no share of years");
    Err(Error::new(ErrorCode::Value, "level", problem, "give a number from 0 to 1, e.g. 0.95"))
}
